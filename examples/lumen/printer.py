"""Writes a syntax tree as a program again, with canonical spaces: `lumen --format`."""

import nodes

INDENT = "    "


class Printer(nodes.Visitor):
    """Collects lines; the text of the last expression is in `text`."""

    def __init__(self):
        self.lines = []
        self.depth = 0
        self.text = ""

    def write(self, line):
        self.lines.append(INDENT * self.depth + line)

    def show(self, expression):
        expression.accept(self)
        return self.text

    def show_all(self, expressions):
        return ", ".join([self.show(expression) for expression in expressions])

    def body(self, block):
        self.depth += 1
        block.accept(self)
        self.depth -= 1

    # Expressions

    def literal(self, node):
        self.text = node.value.quoted()

    def name(self, node):
        self.text = node.name

    def index(self, node):
        owner = self.show(node.owner)
        key = self.show(node.key)
        if key.startswith('"') and key[1:-1].isidentifier():
            self.text = owner + "." + key[1:-1]
        else:
            self.text = "%s[%s]" % (owner, key)

    def call(self, node):
        self.text = "%s(%s)" % (self.show(node.callee), self.show_all(node.arguments))

    def method_call(self, node):
        owner = self.show(node.owner)
        self.text = "%s:%s(%s)" % (owner, node.name, self.show_all(node.arguments))

    def unary(self, node):
        space = " " if node.operator == "not" else ""
        self.text = node.operator + space + self.grouped(node.operand)

    def binary(self, node):
        left = self.grouped(node.left)
        self.text = "%s %s %s" % (left, node.operator, self.grouped(node.right))

    def logical(self, node):
        left = self.grouped(node.left)
        self.text = "%s %s %s" % (left, node.operator, self.grouped(node.right))

    def grouped(self, node):
        text = self.show(node)
        if isinstance(node, (nodes.Binary, nodes.Logical, nodes.Unary)):
            return "(" + text + ")"
        return text

    def table_display(self, node):
        parts = []
        for item in node.items:
            if item.key is None:
                parts.append(self.show(item.value))
            else:
                key = self.show(item.key)
                if key.startswith('"') and key[1:-1].isidentifier():
                    key = key[1:-1]
                else:
                    key = "[" + key + "]"
                parts.append("%s = %s" % (key, self.show(item.value)))
        self.text = "{" + ", ".join(parts) + "}"

    def function_expression(self, node):
        inner = Printer()
        inner.body(node.body)
        header = "function (%s)" % ", ".join(node.parameters)
        if len(inner.lines) == 1:
            self.text = "%s %s end" % (header, inner.lines[0].strip())
        elif inner.lines:
            pad = INDENT * self.depth
            lines = [header] + [pad + line for line in inner.lines] + [pad + "end"]
            self.text = "\n".join(lines)
        else:
            self.text = header + " end"

    # Statements

    def block(self, node):
        for statement in node.statements:
            if isinstance(statement, nodes.Block):
                self.write("do")
                self.body(statement)
                self.write("end")
            else:
                statement.accept(self)

    def local(self, node):
        line = "local " + ", ".join(node.names)
        if node.values:
            line += " = " + self.show_all(node.values)
        self.write(line)

    def assignment(self, node):
        targets = self.show_all(node.targets)
        self.write("%s = %s" % (targets, self.show_all(node.values)))

    def expression_statement(self, node):
        self.write(self.show(node.expression))

    def if_statement(self, node):
        self.write("if %s then" % self.show(node.condition))
        self.body(node.body)
        otherwise = node.otherwise
        while otherwise is not None:
            only = otherwise.statements[0] if len(otherwise.statements) == 1 else None
            if isinstance(only, nodes.If):
                self.write("elseif %s then" % self.show(only.condition))
                self.body(only.body)
                otherwise = only.otherwise
            else:
                self.write("else")
                self.body(otherwise)
                otherwise = None
        self.write("end")

    def while_statement(self, node):
        self.write("while %s do" % self.show(node.condition))
        self.body(node.body)
        self.write("end")

    def repeat_statement(self, node):
        self.write("repeat")
        self.body(node.body)
        self.write("until %s" % self.show(node.condition))

    def numeric_for(self, node):
        bounds = [node.first, node.last]
        if node.step is not None:
            bounds.append(node.step)
        self.write("for %s = %s do" % (node.name, self.show_all(bounds)))
        self.body(node.body)
        self.write("end")

    def generic_for(self, node):
        self.write("for %s in %s do" % (", ".join(node.names), self.show(node.iterable)))
        self.body(node.body)
        self.write("end")

    def local_function(self, node):
        self.write("local function %s(%s)" % (node.name, ", ".join(node.function.parameters)))
        self.body(node.function.body)
        self.write("end")

    def return_statement(self, node):
        self.write("return" if node.value is None else "return " + self.show(node.value))

    def break_statement(self, node):
        self.write("break")

    def continue_statement(self, node):
        self.write("continue")


def print_program(block):
    """Return the text of a program."""
    printer = Printer()
    block.accept(printer)
    return "\n".join(printer.lines) + "\n"
