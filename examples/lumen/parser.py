"""From tokens to the syntax tree, by recursive descent; operators by precedence climbing."""

import nodes
from errors import SyntaxProblem
from lexer import tokenize
from values import FALSE, NIL, TRUE, FloatValue, StringValue, integer

# operator: (binds to the left, binds to the right)
PRECEDENCE = {
    "or": (1, 2),
    "and": (3, 4),
    "<": (5, 6),
    ">": (5, 6),
    "<=": (5, 6),
    ">=": (5, 6),
    "~=": (5, 6),
    "==": (5, 6),
    "..": (8, 7),
    "+": (9, 10),
    "-": (9, 10),
    "*": (11, 12),
    "/": (11, 12),
    "//": (11, 12),
    "%": (11, 12),
    "^": (16, 15),
}
UNARY_PRECEDENCE = 13


class Parser:
    """Parses one program."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.position = 0
        self.loops = 0

    # Tokens

    @property
    def token(self):
        return self.tokens[self.position]

    @property
    def line(self):
        return self.token.line

    def advance(self):
        token = self.token
        if token.kind != "end":
            self.position += 1
        return token

    def check(self, text):
        token = self.token
        return token.text == text and token.kind in ("symbol", "keyword")

    def accept(self, text):
        if self.check(text):
            self.position += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise SyntaxProblem("'%s' expected near %s" % (text, self.token.describe()), self.line)

    def expect_closing(self, text, opening, line):
        if not self.accept(text):
            message = "'%s' expected near %s" % (text, self.token.describe())
            if line != self.line:
                message += " (to close '%s' at line %d)" % (opening, line)
            raise SyntaxProblem(message, self.line)

    def expect_name(self):
        if self.token.kind != "name":
            raise SyntaxProblem("a name is expected near %s" % self.token.describe(), self.line)
        return self.advance().text

    # Statements

    def program(self):
        body = self.block()
        if self.token.kind != "end":
            raise SyntaxProblem("unexpected %s" % self.token.describe(), self.line)
        return body

    def block(self):
        line = self.line
        statements = []
        while not self.block_ends():
            if self.check("return"):
                statements.append(self.return_statement())
                break
            statement = self.statement()
            if statement is not None:
                statements.append(statement)
        return nodes.Block(statements).at(line)

    def block_ends(self):
        if self.token.kind == "end":
            return True
        return self.token.kind == "keyword" and self.token.text in ("end", "else", "elseif", "until")

    def statement(self):
        line = self.line
        token = self.token
        if token.kind == "symbol" and token.text == ";":
            self.advance()
            return None
        if token.kind == "keyword":
            if token.text == "if":
                return self.if_statement().at(line)
            if token.text == "while":
                return self.while_statement().at(line)
            if token.text == "for":
                return self.for_statement().at(line)
            if token.text == "repeat":
                return self.repeat_statement().at(line)
            if token.text == "function":
                return self.function_statement().at(line)
            if token.text == "local":
                return self.local_statement().at(line)
            if token.text == "do":
                self.advance()
                body = self.block()
                self.expect_closing("end", "do", line)
                return body
            if token.text in ("break", "continue"):
                return self.jump().at(line)
        return self.assignment_or_call().at(line)

    def loop_body(self, opening, line):
        self.loops += 1
        body = self.block()
        self.loops -= 1
        self.expect_closing("end", opening, line)
        return body

    def jump(self):
        token = self.advance()
        if self.loops == 0:
            raise SyntaxProblem("'%s' outside of a loop" % token.text, token.line)
        if token.text == "break":
            return nodes.Break()
        return nodes.Continue()

    def if_statement(self):
        line = self.advance().line
        condition = self.expression()
        self.expect("then")
        body = self.block()
        otherwise = None
        if self.check("elseif"):
            inner = self.line
            otherwise = nodes.Block([self.if_statement().at(inner)]).at(inner)
            return nodes.If(condition, body, otherwise)
        if self.accept("else"):
            otherwise = self.block()
        self.expect_closing("end", "if", line)
        return nodes.If(condition, body, otherwise)

    def while_statement(self):
        line = self.advance().line
        condition = self.expression()
        self.expect("do")
        return nodes.While(condition, self.loop_body("while", line))

    def repeat_statement(self):
        line = self.advance().line
        self.loops += 1
        body = self.block()
        self.loops -= 1
        self.expect_closing("until", "repeat", line)
        return nodes.Repeat(body, self.expression())

    def for_statement(self):
        line = self.advance().line
        name = self.expect_name()
        if self.accept("="):
            first = self.expression()
            self.expect(",")
            last = self.expression()
            step = self.expression() if self.accept(",") else None
            self.expect("do")
            return nodes.NumericFor(name, first, last, step, self.loop_body("for", line))
        names = [name]
        while self.accept(","):
            names.append(self.expect_name())
        if len(names) > 2:
            raise SyntaxProblem("at most two variables can be given here", line)
        self.expect("in")
        iterable = self.expression()
        self.expect("do")
        return nodes.GenericFor(names, iterable, self.loop_body("for", line))

    def function_statement(self):
        line = self.advance().line
        name = self.expect_name()
        target = nodes.Name(name).at(line)
        full_name = name
        is_method = False
        while self.check(".") or self.check(":"):
            is_method = self.advance().text == ":"
            part = self.expect_name()
            full_name += (":" if is_method else ".") + part
            target = nodes.Index(target, nodes.Literal(StringValue(part)).at(line)).at(line)
            if is_method:
                break
        function = self.function_body(full_name, is_method, line)
        return nodes.Assignment([target], [function])

    def function_body(self, name, is_method, line):
        self.expect("(")
        parameters = ["self"] if is_method else []
        if not self.check(")"):
            parameters.append(self.expect_name())
            while self.accept(","):
                parameters.append(self.expect_name())
        self.expect(")")
        if len(set(parameters)) != len(parameters):
            raise SyntaxProblem("two parameters of %s have the same name" % name, line)
        loops, self.loops = self.loops, 0
        body = self.block()
        self.loops = loops
        self.expect_closing("end", "function", line)
        return nodes.FunctionExpression(name, parameters, body).at(line)

    def local_statement(self):
        line = self.advance().line
        if self.accept("function"):
            name = self.expect_name()
            return nodes.LocalFunction(name, self.function_body(name, False, line))
        names = [self.expect_name()]
        while self.accept(","):
            names.append(self.expect_name())
        values = []
        if self.accept("="):
            values = self.expressions()
        if len(values) > len(names):
            raise SyntaxProblem("more values than variables", line)
        return nodes.Local(names, values)

    def return_statement(self):
        line = self.advance().line
        value = None
        if not self.block_ends() and not self.check(";"):
            value = self.expression()
        self.accept(";")
        if not self.block_ends():
            raise SyntaxProblem("'return' must be the last statement of a block", line)
        return nodes.Return(value).at(line)

    def assignment_or_call(self):
        line = self.line
        first = self.suffixed()
        if self.check("=") or self.check(","):
            targets = [first]
            while self.accept(","):
                targets.append(self.suffixed())
            self.expect("=")
            for target in targets:
                if not isinstance(target, (nodes.Name, nodes.Index)):
                    raise SyntaxProblem("this cannot be assigned", line)
            values = self.expressions()
            if len(values) != len(targets):
                raise SyntaxProblem("%d values for %d targets" % (len(values), len(targets)), line)
            return nodes.Assignment(targets, values)
        if not isinstance(first, (nodes.Call, nodes.MethodCall)):
            raise SyntaxProblem("a statement is expected near %s" % self.token.describe(), line)
        return nodes.ExpressionStatement(first)

    # Expressions

    def expressions(self):
        found = [self.expression()]
        while self.accept(","):
            found.append(self.expression())
        return found

    def expression(self, least=0):
        left = self.operand()
        while self.token.kind in ("symbol", "keyword"):
            operator = self.token.text
            if operator not in PRECEDENCE:
                break
            binds_left, binds_right = PRECEDENCE[operator]
            if binds_left < least:
                break
            line = self.advance().line
            right = self.expression(binds_right)
            if operator in ("and", "or"):
                left = nodes.Logical(operator, left, right).at(line)
            else:
                left = nodes.Binary(operator, left, right).at(line)
        return left

    def operand(self):
        token = self.token
        if token.kind in ("symbol", "keyword") and token.text in ("-", "not", "#"):
            self.advance()
            return nodes.Unary(token.text, self.expression(UNARY_PRECEDENCE)).at(token.line)
        return self.simple()

    def simple(self):
        token = self.token
        literal = self.literal(token)
        if literal is not None:
            self.advance()
            return nodes.Literal(literal).at(token.line)
        if self.check("{"):
            return self.table()
        if self.check("function"):
            self.advance()
            return self.function_body("anonymous", False, token.line)
        return self.suffixed()

    def literal(self, token):
        """The constant that a token stands for, or None."""
        if token.kind == "integer":
            try:
                return integer(int(token.text))
            except (OverflowError, ValueError):
                return FloatValue(float(token.text))
        if token.kind == "float":
            return FloatValue(float(token.text))
        if token.kind == "string":
            return StringValue(token.text)
        if token.kind == "keyword":
            if token.text == "nil":
                return NIL
            if token.text == "true":
                return TRUE
            if token.text == "false":
                return FALSE
        return None

    def primary(self):
        line = self.line
        if self.accept("("):
            inner = self.expression()
            self.expect_closing(")", "(", line)
            return inner
        if self.token.kind == "name":
            return nodes.Name(self.advance().text).at(line)
        raise SyntaxProblem("unexpected %s" % self.token.describe(), line)

    def suffixed(self):
        left = self.primary()
        while True:
            line = self.line
            if self.accept("."):
                key = nodes.Literal(StringValue(self.expect_name())).at(line)
                left = nodes.Index(left, key).at(line)
            elif self.accept("["):
                key = self.expression()
                self.expect_closing("]", "[", line)
                left = nodes.Index(left, key).at(line)
            elif self.accept(":"):
                name = self.expect_name()
                left = nodes.MethodCall(left, name, self.arguments()).at(line)
            elif self.check("(") or self.check("{") or self.token.kind == "string":
                left = nodes.Call(left, self.arguments()).at(line)
            else:
                return left

    def arguments(self):
        token = self.token
        if token.kind == "string":
            self.advance()
            return [nodes.Literal(StringValue(token.text)).at(token.line)]
        if self.check("{"):
            return [self.table()]
        self.expect("(")
        found = [] if self.check(")") else self.expressions()
        self.expect_closing(")", "(", token.line)
        return found

    def table(self):
        line = self.line
        self.expect("{")
        items = []
        while not self.check("}"):
            items.append(self.table_item())
            if not self.accept(",") and not self.accept(";"):
                break
        self.expect_closing("}", "{", line)
        return nodes.TableDisplay(items).at(line)

    def table_item(self):
        if self.accept("["):
            key = self.expression()
            self.expect("]")
            self.expect("=")
            return nodes.TableItem(key, self.expression())
        following = self.tokens[self.position + 1]
        if self.token.kind == "name" and following.kind == "symbol" and following.text == "=":
            line = self.line
            key = nodes.Literal(StringValue(self.advance().text)).at(line)
            self.advance()
            return nodes.TableItem(key, self.expression())
        return nodes.TableItem(None, self.expression())


def parse(text):
    """Return the syntax tree of a program: a Block."""
    return Parser(tokenize(text)).program()
