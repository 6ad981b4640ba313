"""From the resolved syntax tree to instructions."""

import bytecode as bc
import nodes
from errors import SyntaxProblem
from folding import truth_of
from resolver import CAPTURED, LOCAL
from values import NIL, StringValue, integer


class Globals:
    """Global variables, by number."""

    def __init__(self):
        self.names = []
        self.values = []
        self.numbers = {}

    def number(self, name):
        found = self.numbers.get(name, -1)
        if found < 0:
            found = len(self.names)
            self.numbers[name] = found
            self.names.append(name)
            self.values.append(NIL)
        return found

    def define(self, name, value):
        self.values[self.number(name)] = value


class Loop:
    """A loop being compiled: where its jumps are that must be aimed."""

    def __init__(self):
        self.breaks = []
        self.continues = []


class FunctionCompiler(nodes.Visitor):
    """Compiles the body of one function."""

    def __init__(self, code, globals_):
        self.code = code
        self.globals = globals_
        self.loops = []
        self.depth = 0
        self.constant_numbers = {}

    # Instructions

    def emit(self, operation, argument, line, effect):
        """Append an instruction which changes the depth of the stack by `effect`; return its index."""
        self.code.operations.append(operation)
        self.code.arguments.append(argument)
        self.code.lines.append(line)
        self.depth += effect
        if self.depth > self.code.stack_size:
            self.code.stack_size = self.depth
        return len(self.code.operations) - 1

    def here(self):
        return len(self.code.operations)

    def aim(self, jumps, target):
        for jump in jumps:
            self.code.arguments[jump] = target

    def constant(self, value):
        """Return the number of a constant."""
        key = value.type_name() + value.quoted()
        number = self.constant_numbers.get(key, -1)
        if number < 0:
            number = len(self.code.constants)
            self.constant_numbers[key] = number
            self.code.constants.append(value)
        return number

    def push_constant(self, value, line):
        self.emit(bc.CONST, self.constant(value), line, 1)

    # Variables

    def declare(self, variable, line):
        """The value on the stack becomes that of a new local variable."""
        if variable.is_captured:
            self.emit(bc.NEW_BOX, variable.slot, line, -1)
        else:
            self.emit(bc.STORE, variable.slot, line, -1)

    def store_name(self, node):
        access = node.variable
        if access.kind == LOCAL:
            operation = bc.STORE_BOX if access.variable.is_captured else bc.STORE
            self.emit(operation, access.index, node.line, -1)
        elif access.kind == CAPTURED:
            self.emit(bc.STORE_CAPTURE, access.index, node.line, -1)
        else:
            self.emit(bc.STORE_GLOBAL, self.globals.number(node.name), node.line, -1)

    # Statements

    def block(self, node):
        for statement in node.statements:
            statement.accept(self)

    def local(self, node):
        for i in range(len(node.variables)):
            if i < len(node.values):
                node.values[i].accept(self)
            else:
                self.push_constant(NIL, node.line)
        for variable in reversed(node.variables):
            self.declare(variable, node.line)

    def assignment(self, node):
        if len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, nodes.Index):
                target.owner.accept(self)
                self.store_item(target, node.values[0])
            else:
                node.values[0].accept(self)
                self.store(target)
            return
        for value in node.values:
            value.accept(self)
        for target in reversed(node.targets):
            self.store(target)

    def store(self, target):
        """Store the value on the stack."""
        if isinstance(target, nodes.Name):
            self.store_name(target)
        elif isinstance(target, nodes.Index):
            target.owner.accept(self)
            target.key.accept(self)
            self.emit(bc.SET_INDEX, 1, target.line, -3)

    def store_item(self, target, value):
        """Store a value in the table on the stack."""
        key = target.key
        if isinstance(key, nodes.Literal) and isinstance(key.value, StringValue):
            value.accept(self)
            self.emit(bc.SET_FIELD, self.constant(key.value), target.line, -2)
        else:
            key.accept(self)
            value.accept(self)
            self.emit(bc.SET_INDEX, 0, target.line, -3)

    def expression_statement(self, node):
        node.expression.accept(self)
        self.emit(bc.POP, 0, node.line, -1)

    def jump_unless(self, condition):
        """Compute a condition; return the jumps taken if it is false."""
        known = truth_of(condition)
        if known == 1:
            return []
        if known == 0:
            return [self.emit(bc.JUMP, 0, condition.line, 0)]
        if isinstance(condition, nodes.Logical) and condition.operator == "and":
            return self.jump_unless(condition.left) + self.jump_unless(condition.right)
        if isinstance(condition, nodes.Unary) and condition.operator == "not":
            condition.operand.accept(self)
            return [self.emit(bc.JUMP_IF_TRUE, 0, condition.line, -1)]
        condition.accept(self)
        return [self.emit(bc.JUMP_IF_FALSE, 0, condition.line, -1)]

    def if_statement(self, node):
        skips = self.jump_unless(node.condition)
        node.body.accept(self)
        if node.otherwise is None:
            self.aim(skips, self.here())
            return
        end = self.emit(bc.JUMP, 0, node.line, 0)
        self.aim(skips, self.here())
        node.otherwise.accept(self)
        self.aim([end], self.here())

    def close_loop(self, continue_target):
        loop = self.loops.pop()
        self.aim(loop.breaks, self.here())
        self.aim(loop.continues, continue_target)

    def while_statement(self, node):
        self.loops.append(Loop())
        start = self.here()
        exits = self.jump_unless(node.condition)
        node.body.accept(self)
        self.emit(bc.JUMP, start, node.line, 0)
        self.aim(exits, self.here())
        self.close_loop(start)

    def repeat_statement(self, node):
        self.loops.append(Loop())
        start = self.here()
        node.body.accept(self)
        test = self.here()
        self.aim(self.jump_unless(node.condition), start)
        self.close_loop(test)

    def numeric_for(self, node):
        self.loops.append(Loop())
        node.first.accept(self)
        node.last.accept(self)
        if node.step is None:
            self.push_constant(integer(1), node.line)
        else:
            node.step.accept(self)
        base = node.variables[0].slot
        self.emit(bc.FOR_PREPARE, base, node.line, -3)
        start = self.here()
        self.emit(bc.SLOT, base, node.line, 0)
        head = self.emit(bc.FOR_LOOP, 0, node.line, 1)
        self.declare(node.variables[3], node.line)
        node.body.accept(self)
        self.emit(bc.JUMP, start, node.line, 0)
        self.aim([head], self.here())
        self.close_loop(start)

    def generic_for(self, node):
        self.loops.append(Loop())
        node.iterable.accept(self)
        base = node.variables[0].slot
        self.emit(bc.EACH_PREPARE, base, node.line, -1)
        start = self.here()
        self.emit(bc.SLOT, base, node.line, 0)
        head = self.emit(bc.EACH_NEXT, 0, node.line, 2)
        if len(node.variables) > 4:
            self.declare(node.variables[4], node.line)
        else:
            self.emit(bc.POP, 0, node.line, -1)
        self.declare(node.variables[3], node.line)
        node.body.accept(self)
        self.emit(bc.JUMP, start, node.line, 0)
        self.aim([head], self.here())
        self.close_loop(start)

    def local_function(self, node):
        variable = node.variable
        if variable.is_captured:
            # The function may call itself: its variable is there before it is.
            self.push_constant(NIL, node.line)
            self.emit(bc.NEW_BOX, variable.slot, node.line, -1)
            node.function.accept(self)
            self.emit(bc.STORE_BOX, variable.slot, node.line, -1)
        else:
            node.function.accept(self)
            self.emit(bc.STORE, variable.slot, node.line, -1)

    def return_statement(self, node):
        if node.value is None:
            self.push_constant(NIL, node.line)
        else:
            node.value.accept(self)
        self.emit(bc.RETURN, 0, node.line, -1)

    def break_statement(self, node):
        self.loops[-1].breaks.append(self.emit(bc.JUMP, 0, node.line, 0))

    def continue_statement(self, node):
        self.loops[-1].continues.append(self.emit(bc.JUMP, 0, node.line, 0))

    # Expressions

    def literal(self, node):
        self.push_constant(node.value, node.line)

    def name(self, node):
        access = node.variable
        if access.kind == LOCAL:
            operation = bc.LOAD_BOX if access.variable.is_captured else bc.LOAD
            self.emit(operation, access.index, node.line, 1)
        elif access.kind == CAPTURED:
            self.emit(bc.LOAD_CAPTURE, access.index, node.line, 1)
        else:
            self.emit(bc.LOAD_GLOBAL, self.globals.number(node.name), node.line, 1)

    def index(self, node):
        node.owner.accept(self)
        key = node.key
        if isinstance(key, nodes.Literal) and isinstance(key.value, StringValue):
            self.emit(bc.GET_FIELD, self.constant(key.value), node.line, 0)
        else:
            key.accept(self)
            self.emit(bc.GET_INDEX, 0, node.line, -1)

    def call(self, node):
        node.callee.accept(self)
        for argument in node.arguments:
            argument.accept(self)
        self.finish_call(len(node.arguments), node.line)

    def finish_call(self, count, line):
        if count > 200:
            raise SyntaxProblem("more than 200 arguments", line)
        self.emit(bc.CALL, count, line, -count)

    def method_call(self, node):
        node.owner.accept(self)
        self.emit(bc.SELF, self.constant(StringValue(node.name)), node.line, 1)
        for argument in node.arguments:
            argument.accept(self)
        self.finish_call(len(node.arguments) + 1, node.line)

    def unary(self, node):
        node.operand.accept(self)
        if node.operator == "-":
            operation = bc.NEGATE
        elif node.operator == "not":
            operation = bc.NOT
        else:
            operation = bc.LENGTH
        self.emit(operation, 0, node.line, 0)

    def binary(self, node):
        node.left.accept(self)
        node.right.accept(self)
        self.emit(bc.BINARY[node.operator], 0, node.line, -1)

    def logical(self, node):
        node.left.accept(self)
        jump = self.emit(bc.AND if node.operator == "and" else bc.OR, 0, node.line, -1)
        node.right.accept(self)
        self.aim([jump], self.here())

    def table_display(self, node):
        self.emit(bc.NEW_TABLE, len(node.items), node.line, 1)
        for item in node.items:
            if item.key is None:
                item.value.accept(self)
                self.emit(bc.APPEND, 0, item.value.line, -1)
            else:
                item.key.accept(self)
                item.value.accept(self)
                self.emit(bc.SET_ITEM, 0, item.value.line, -2)

    def function_expression(self, node):
        code = compile_function(node.name, node.parameters, node.body, node.scope, self.globals)
        self.code.functions.append(code)
        self.emit(bc.CLOSURE, len(self.code.functions) - 1, node.line, 1)


def compile_function(name, parameters, body, scope, globals_):
    """Compile a function whose names are resolved."""
    code = bc.Code(name, len(parameters))
    code.slot_count = scope.slots
    code.captures = scope.captures
    compiler = FunctionCompiler(code, globals_)
    for slot in boxed_parameters(scope, len(parameters)):
        code.boxed_parameters.append(slot)
    body.accept(compiler)
    compiler.push_constant(NIL, body.line)
    compiler.emit(bc.RETURN, 0, body.line, -1)
    return code


def boxed_parameters(scope, count):
    """The slots of parameters that functions inside capture."""
    return [variable.slot for variable in scope.parameters[:count] if variable.is_captured]


def compile_program(block, scope, globals_):
    """Compile the main part of a program."""
    return compile_function("main", [], block, scope, globals_)
