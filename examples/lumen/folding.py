"""Computes what is constant: a pass over the syntax tree, before names are resolved."""

import nodes
from errors import RuntimeProblem
from values import NIL, boolean

ARITHMETIC = ("+", "-", "*", "/", "//", "%", "^", "..")
COMPARISONS = ("==", "~=", "<", "<=", ">", ">=")


def arithmetic(operator, left, right):
    """Apply an operator to two values."""
    if operator == "+":
        return left.add(right)
    if operator == "-":
        return left.subtract(right)
    if operator == "*":
        return left.multiply(right)
    if operator == "/":
        return left.divide(right)
    if operator == "//":
        return left.floor_divide(right)
    if operator == "%":
        return left.modulo(right)
    if operator == "^":
        return left.power(right)
    return left.concatenate(right)


def compare(operator, left, right):
    """Compare two values."""
    if operator == "==":
        return left.equals(right)
    if operator == "~=":
        return not left.equals(right)
    if operator == "<":
        return left.less(right)
    if operator == "<=":
        return left.less_equal(right)
    if operator == ">":
        return right.less(left)
    return right.less_equal(left)


class Folder(nodes.Visitor):
    """Replaces constant expressions by literals, and removes branches that are never taken."""

    def __init__(self):
        self.result = None
        self.folded = 0

    def fold(self, expression):
        """Return what takes the place of an expression."""
        expression.accept(self)
        return self.result

    def fold_all(self, expressions):
        return [self.fold(expression) for expression in expressions]

    def constant(self, value, node):
        self.folded += 1
        self.result = nodes.Literal(value).at(node.line)

    # Expressions

    def literal(self, node):
        self.result = node

    def name(self, node):
        self.result = node

    def index(self, node):
        node.owner = self.fold(node.owner)
        node.key = self.fold(node.key)
        self.result = node

    def call(self, node):
        node.callee = self.fold(node.callee)
        node.arguments = self.fold_all(node.arguments)
        self.result = node

    def method_call(self, node):
        node.owner = self.fold(node.owner)
        node.arguments = self.fold_all(node.arguments)
        self.result = node

    def unary(self, node):
        operand = self.fold(node.operand)
        node.operand = operand
        self.result = node
        if isinstance(operand, nodes.Literal):
            if node.operator == "not":
                self.constant(boolean(not operand.value.is_true()), node)
            elif node.operator == "-" and operand.value.is_number():
                self.constant(operand.value.negate(), node)

    def binary(self, node):
        left = self.fold(node.left)
        right = self.fold(node.right)
        node.left = left
        node.right = right
        self.result = node
        if isinstance(left, nodes.Literal) and isinstance(right, nodes.Literal):
            try:
                if node.operator in ARITHMETIC:
                    value = arithmetic(node.operator, left.value, right.value)
                else:
                    value = boolean(compare(node.operator, left.value, right.value))
            except RuntimeProblem:
                return
            self.constant(value, node)

    def logical(self, node):
        left = self.fold(node.left)
        right = self.fold(node.right)
        node.left = left
        node.right = right
        self.result = node
        if isinstance(left, nodes.Literal):
            self.folded += 1
            decided = left.value.is_true() == (node.operator == "or")
            self.result = left if decided else right

    def table_display(self, node):
        for item in node.items:
            if item.key is not None:
                item.key = self.fold(item.key)
            item.value = self.fold(item.value)
        self.result = node

    def function_expression(self, node):
        node.body.accept(self)
        self.result = node

    # Statements

    def block(self, node):
        for statement in node.statements:
            statement.accept(self)
        node.statements = [statement for statement in node.statements if not self.is_idle(statement)]

    def is_idle(self, statement):
        """True for an `if` that is never taken, and has nothing else."""
        if not isinstance(statement, nodes.If) or statement.otherwise is not None:
            return False
        condition = statement.condition
        return isinstance(condition, nodes.Literal) and not condition.value.is_true()

    def local(self, node):
        node.values = self.fold_all(node.values)

    def assignment(self, node):
        node.values = self.fold_all(node.values)
        node.targets = self.fold_all(node.targets)

    def expression_statement(self, node):
        node.expression = self.fold(node.expression)

    def if_statement(self, node):
        node.condition = self.fold(node.condition)
        node.body.accept(self)
        if node.otherwise is not None:
            node.otherwise.accept(self)

    def while_statement(self, node):
        node.condition = self.fold(node.condition)
        node.body.accept(self)

    def repeat_statement(self, node):
        node.body.accept(self)
        node.condition = self.fold(node.condition)

    def numeric_for(self, node):
        node.first = self.fold(node.first)
        node.last = self.fold(node.last)
        if node.step is not None:
            node.step = self.fold(node.step)
        node.body.accept(self)

    def generic_for(self, node):
        node.iterable = self.fold(node.iterable)
        node.body.accept(self)

    def local_function(self, node):
        node.function.body.accept(self)

    def return_statement(self, node):
        if node.value is not None:
            node.value = self.fold(node.value)

    def break_statement(self, node):
        pass

    def continue_statement(self, node):
        pass


def fold(block):
    """Simplify a program in place; return how many expressions were computed."""
    folder = Folder()
    block.accept(folder)
    return folder.folded


def truth_of(expression):
    """1 or 0 if the truth of an expression is known, else -1."""
    if isinstance(expression, nodes.Literal):
        return 1 if expression.value.is_true() else 0
    return -1


def nothing():
    """A literal nil."""
    return nodes.Literal(NIL)
