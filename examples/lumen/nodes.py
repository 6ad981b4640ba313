"""The syntax tree. Every node accepts a visitor: `node.accept(visitor)` calls the visitor's method for its class."""


class Node:
    """Base class: what is common to statements and expressions."""

    line = 0

    def at(self, line):
        self.line = line
        return self


# Expressions


class Expression(Node):
    """Something with a value."""

    def accept(self, visitor):
        raise NotImplementedError

    def is_constant(self):
        return False


class Literal(Expression):
    """A constant: `value` is a Lumen value."""

    def __init__(self, value):
        self.value = value

    def accept(self, visitor):
        visitor.literal(self)

    def is_constant(self):
        return True


class Name(Expression):
    """A variable; the resolver says which."""

    def __init__(self, name):
        self.name = name
        self.variable = None

    def accept(self, visitor):
        visitor.name(self)


class Index(Expression):
    """`owner[key]` and `owner.key`."""

    def __init__(self, owner, key):
        self.owner = owner
        self.key = key

    def accept(self, visitor):
        visitor.index(self)


class Call(Expression):
    """`callee(arguments)`."""

    def __init__(self, callee, arguments):
        self.callee = callee
        self.arguments = arguments

    def accept(self, visitor):
        visitor.call(self)


class MethodCall(Expression):
    """`owner:name(arguments)`."""

    def __init__(self, owner, name, arguments):
        self.owner = owner
        self.name = name
        self.arguments = arguments

    def accept(self, visitor):
        visitor.method_call(self)


class Unary(Expression):
    """`-x`, `not x`, `#x`."""

    def __init__(self, operator, operand):
        self.operator = operator
        self.operand = operand

    def accept(self, visitor):
        visitor.unary(self)


class Binary(Expression):
    """Arithmetic, comparison, concatenation."""

    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def accept(self, visitor):
        visitor.binary(self)


class Logical(Expression):
    """`and`, `or`: the right side is computed only if it decides."""

    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def accept(self, visitor):
        visitor.logical(self)


class TableItem:
    """An item of a table display; `key` is None for the next place of the array part."""

    def __init__(self, key, value):
        self.key = key
        self.value = value


class TableDisplay(Expression):
    """`{1, 2, x = 3, [k] = v}`."""

    def __init__(self, items):
        self.items = items

    def accept(self, visitor):
        visitor.table_display(self)


class FunctionExpression(Expression):
    """`function (parameters) body end`."""

    def __init__(self, name, parameters, body):
        self.name = name
        self.parameters = parameters
        self.body = body
        self.scope = None

    def accept(self, visitor):
        visitor.function_expression(self)


# Statements


class Statement(Node):
    """Something that is done."""

    def accept(self, visitor):
        raise NotImplementedError


class Block(Statement):
    """Statements with variables of their own."""

    def __init__(self, statements):
        self.statements = statements

    def accept(self, visitor):
        visitor.block(self)


class Local(Statement):
    """`local a, b = x, y`."""

    def __init__(self, names, values):
        self.names = names
        self.values = values
        self.variables = []

    def accept(self, visitor):
        visitor.local(self)


class Assignment(Statement):
    """`a, b[k] = x, y`."""

    def __init__(self, targets, values):
        self.targets = targets
        self.values = values

    def accept(self, visitor):
        visitor.assignment(self)


class ExpressionStatement(Statement):
    """A call for its effect."""

    def __init__(self, expression):
        self.expression = expression

    def accept(self, visitor):
        visitor.expression_statement(self)


class If(Statement):
    """`if c then ... elseif ... else ... end`; `otherwise` may be None."""

    def __init__(self, condition, body, otherwise):
        self.condition = condition
        self.body = body
        self.otherwise = otherwise

    def accept(self, visitor):
        visitor.if_statement(self)


class While(Statement):
    """`while c do ... end`."""

    def __init__(self, condition, body):
        self.condition = condition
        self.body = body

    def accept(self, visitor):
        visitor.while_statement(self)


class Repeat(Statement):
    """`repeat ... until c`."""

    def __init__(self, body, condition):
        self.body = body
        self.condition = condition

    def accept(self, visitor):
        visitor.repeat_statement(self)


class NumericFor(Statement):
    """`for i = first, last, step do ... end`."""

    def __init__(self, name, first, last, step, body):
        self.name = name
        self.first = first
        self.last = last
        self.step = step
        self.body = body
        self.variables = []

    def accept(self, visitor):
        visitor.numeric_for(self)


class GenericFor(Statement):
    """`for k, v in table do ... end`."""

    def __init__(self, names, iterable, body):
        self.names = names
        self.iterable = iterable
        self.body = body
        self.variables = []

    def accept(self, visitor):
        visitor.generic_for(self)


class LocalFunction(Statement):
    """`local function f() ... end`."""

    def __init__(self, name, function):
        self.name = name
        self.function = function
        self.variable = None

    def accept(self, visitor):
        visitor.local_function(self)


class Return(Statement):
    """`return x`; the value may be None."""

    def __init__(self, value):
        self.value = value

    def accept(self, visitor):
        visitor.return_statement(self)


class Break(Statement):
    """`break`."""

    def accept(self, visitor):
        visitor.break_statement(self)


class Continue(Statement):
    """`continue`."""

    def accept(self, visitor):
        visitor.continue_statement(self)


class Visitor:
    """What walks over a tree has one method for each class of node."""

    def literal(self, node):
        raise NotImplementedError

    def name(self, node):
        raise NotImplementedError

    def index(self, node):
        raise NotImplementedError

    def call(self, node):
        raise NotImplementedError

    def method_call(self, node):
        raise NotImplementedError

    def unary(self, node):
        raise NotImplementedError

    def binary(self, node):
        raise NotImplementedError

    def logical(self, node):
        raise NotImplementedError

    def table_display(self, node):
        raise NotImplementedError

    def function_expression(self, node):
        raise NotImplementedError

    def block(self, node):
        raise NotImplementedError

    def local(self, node):
        raise NotImplementedError

    def assignment(self, node):
        raise NotImplementedError

    def expression_statement(self, node):
        raise NotImplementedError

    def if_statement(self, node):
        raise NotImplementedError

    def while_statement(self, node):
        raise NotImplementedError

    def repeat_statement(self, node):
        raise NotImplementedError

    def numeric_for(self, node):
        raise NotImplementedError

    def generic_for(self, node):
        raise NotImplementedError

    def local_function(self, node):
        raise NotImplementedError

    def return_statement(self, node):
        raise NotImplementedError

    def break_statement(self, node):
        raise NotImplementedError

    def continue_statement(self, node):
        raise NotImplementedError
