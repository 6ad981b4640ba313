"""Which variable each name means: a local of the function, one captured from a function around it, or a global."""

import nodes
from errors import ResolveProblem

LOCAL, CAPTURED, GLOBAL = range(3)


class Variable:
    """A local variable: its slot in the frame, and whether a function inside captures it."""

    def __init__(self, name, slot):
        self.name = name
        self.slot = slot
        self.is_captured = False
        self.reads = 0


class Access:
    """How a name reaches its variable."""

    def __init__(self, kind, index, variable):
        self.kind = kind
        self.index = index
        self.variable = variable


class FunctionScope:
    """The variables of one function."""

    def __init__(self, parent, name):
        self.parent = parent
        self.name = name
        self.blocks = []
        self.slots = 0
        self.captures = []  # (from the parent's locals?, slot or index there)
        self.captured_names = []
        self.parameters = []

    def open(self):
        self.blocks.append({})

    def close(self):
        self.blocks.pop()

    def declare(self, name):
        variable = Variable(name, self.slots)
        self.slots += 1
        self.blocks[-1][name] = variable
        return variable

    def find_local(self, name):
        for block in reversed(self.blocks):
            if name in block:
                return block[name]
        return None

    def find(self, name):
        """Return how this function reaches a name."""
        variable = self.find_local(name)
        if variable is not None:
            return Access(LOCAL, variable.slot, variable)
        index = self.capture(name)
        if index >= 0:
            return Access(CAPTURED, index, None)
        return Access(GLOBAL, 0, None)

    def capture(self, name):
        """Return the index of a captured variable, or -1 if no function around has it."""
        if name in self.captured_names:
            return self.captured_names.index(name)
        if self.parent is None:
            return -1
        variable = self.parent.find_local(name)
        if variable is not None:
            variable.is_captured = True
            return self.add_capture(name, True, variable.slot)
        index = self.parent.capture(name)
        if index < 0:
            return -1
        return self.add_capture(name, False, index)

    def add_capture(self, name, from_locals, index):
        self.captured_names.append(name)
        self.captures.append((from_locals, index))
        return len(self.captures) - 1


class Resolver(nodes.Visitor):
    """Walks over a program, and notes at each name what it means."""

    def __init__(self, known_globals):
        self.scope = FunctionScope(None, "main")
        self.known = set(known_globals)
        self.assigned = set()
        self.used = {}

    def run(self, block):
        """Resolve a program; return the scope of its main part."""
        self.scope.open()
        for statement in block.statements:
            statement.accept(self)
        self.scope.close()
        for name in sorted(self.used):
            if name not in self.known and name not in self.assigned:
                raise ResolveProblem("the variable '%s' is never assigned" % name, self.used[name])
        return self.scope

    # Statements

    def block(self, node):
        self.scope.open()
        for statement in node.statements:
            statement.accept(self)
        self.scope.close()

    def local(self, node):
        for value in node.values:
            value.accept(self)
        node.variables = [self.scope.declare(name) for name in node.names]

    def assignment(self, node):
        for value in node.values:
            value.accept(self)
        for target in node.targets:
            if isinstance(target, nodes.Name):
                target.variable = self.scope.find(target.name)
                if target.variable.kind == GLOBAL:
                    self.assigned.add(target.name)
            else:
                target.accept(self)

    def expression_statement(self, node):
        node.expression.accept(self)

    def if_statement(self, node):
        node.condition.accept(self)
        self.block(node.body)
        if node.otherwise is not None:
            self.block(node.otherwise)

    def while_statement(self, node):
        node.condition.accept(self)
        self.block(node.body)

    def repeat_statement(self, node):
        self.scope.open()
        for statement in node.body.statements:
            statement.accept(self)
        node.condition.accept(self)
        self.scope.close()

    def numeric_for(self, node):
        node.first.accept(self)
        node.last.accept(self)
        if node.step is not None:
            node.step.accept(self)
        self.scope.open()
        hidden = [self.scope.declare("(last)"), self.scope.declare("(step)"), self.scope.declare("(index)")]
        node.variables = [*hidden, self.scope.declare(node.name)]
        self.block(node.body)
        self.scope.close()

    def generic_for(self, node):
        node.iterable.accept(self)
        self.scope.open()
        hidden = [self.scope.declare("(table)"), self.scope.declare("(keys)"), self.scope.declare("(index)")]
        node.variables = hidden + [self.scope.declare(name) for name in node.names]
        self.block(node.body)
        self.scope.close()

    def local_function(self, node):
        node.variable = self.scope.declare(node.name)
        node.function.accept(self)

    def return_statement(self, node):
        if node.value is not None:
            node.value.accept(self)

    def break_statement(self, node):
        pass

    def continue_statement(self, node):
        pass

    # Expressions

    def literal(self, node):
        pass

    def name(self, node):
        node.variable = self.scope.find(node.name)
        if node.variable.kind == GLOBAL:
            self.used.setdefault(node.name, node.line)
        elif node.variable.variable is not None:
            node.variable.variable.reads += 1

    def index(self, node):
        node.owner.accept(self)
        node.key.accept(self)

    def call(self, node):
        node.callee.accept(self)
        for argument in node.arguments:
            argument.accept(self)

    def method_call(self, node):
        node.owner.accept(self)
        for argument in node.arguments:
            argument.accept(self)

    def unary(self, node):
        node.operand.accept(self)

    def binary(self, node):
        node.left.accept(self)
        node.right.accept(self)

    def logical(self, node):
        node.left.accept(self)
        node.right.accept(self)

    def table_display(self, node):
        for item in node.items:
            if item.key is not None:
                item.key.accept(self)
            item.value.accept(self)

    def function_expression(self, node):
        self.scope = FunctionScope(self.scope, node.name)
        self.scope.open()
        self.scope.parameters = [self.scope.declare(name) for name in node.parameters]
        self.block(node.body)
        self.scope.close()
        node.scope = self.scope
        self.scope = self.scope.parent
