"""Runs instructions: a stack machine with one Python call per call of a Lumen function."""

import bytecode as bc
from errors import RuntimeProblem
from values import NIL, Callable, Cell, Closure, IntValue, Native, StringValue, TableValue, boolean, integer

MAXIMAL_DEPTH = 180


class Frame:
    """One call: its local variables, boxes for the captured ones, and its part of the stack."""

    def __init__(self, code, cells):
        self.code = code
        self.cells = cells
        self.slots = [NIL] * code.slot_count
        self.boxes = [None] * code.slot_count
        self.counters = [0] * code.slot_count
        self.keys = []
        self.stack = [NIL] * (code.stack_size + 1)
        self.top = 0


class Machine:
    """The state of a running program."""

    def __init__(self, globals_, write):
        self.globals = globals_
        self.write = write
        self.depth = 0
        self.calls = 0
        self.string_methods = TableValue()

    def run_main(self, code):
        """Run a program's main part."""
        return self.execute(Frame(code, []))

    def call(self, callee, arguments):
        """Call a value with a list of values; the library calls back through this."""
        if isinstance(callee, Closure):
            return self.call_closure(callee, arguments)
        if isinstance(callee, Native):
            if len(arguments) < callee.least:
                raise RuntimeProblem("%s() needs %d arguments" % (callee.name, callee.least), 0)
            return callee.run(self, arguments)
        if isinstance(callee, TableValue):
            handler = callee.get_text("__call")
            if handler is not NIL:
                return self.call(handler, [callee, *arguments])
        raise RuntimeProblem("a %s cannot be called" % callee.type_name(), 0)

    def call_closure(self, closure, arguments):
        code = closure.code
        frame = Frame(code, closure.cells)
        for i in range(min(len(arguments), code.parameter_count)):
            frame.slots[i] = arguments[i]
        for slot in code.boxed_parameters:
            frame.boxes[slot] = Cell(frame.slots[slot])
        if self.depth >= MAXIMAL_DEPTH:
            raise RuntimeProblem("the calls are nested too deeply", 0)
        self.depth += 1
        self.calls += 1
        try:
            return self.execute(frame)
        finally:
            self.depth -= 1

    def execute(self, frame):
        """Run the instructions of a frame; errors get the line."""
        code = frame.code
        position = 0
        try:
            while True:
                operation = code.operations[position]
                argument = code.arguments[position]
                position += 1
                if operation == bc.RETURN:
                    return frame.stack[frame.top - 1]
                if operation == bc.SLOT:
                    position = self.loop(frame, argument, position)
                elif operation in (bc.JUMP, bc.JUMP_IF_FALSE, bc.JUMP_IF_TRUE, bc.AND, bc.OR):
                    position = self.jump(frame, operation, argument, position)
                elif operation < bc.GET_INDEX:
                    self.move(frame, operation, argument)
                elif operation < bc.ADD:
                    self.access(frame, operation, argument)
                elif operation < bc.JUMP:
                    self.compute(frame, operation)
                else:
                    self.construct(frame, operation, argument)
        except RuntimeProblem as problem:
            line = code.lines[position - 1]
            if problem.line == 0:
                problem.line = line
            problem.add_frame(code.name, line)
            raise

    # Groups of instructions

    def jump(self, frame, operation, target, position):
        """Return where to go on."""
        if operation == bc.JUMP:
            return target
        value = frame.stack[frame.top - 1]
        truth = value.is_true()
        if operation == bc.JUMP_IF_FALSE:
            frame.top -= 1
            return position if truth else target
        if operation == bc.JUMP_IF_TRUE:
            frame.top -= 1
            return target if truth else position
        if truth == (operation == bc.OR):
            return target
        frame.top -= 1
        return position

    def loop(self, frame, base, position):
        """The head of a `for` loop: the next instruction holds where the loop ends."""
        operation = frame.code.operations[position]
        target = frame.code.arguments[position]
        stack = frame.stack
        if operation == bc.FOR_LOOP:
            index = frame.counters[base + 2]
            last, step = frame.counters[base], frame.counters[base + 1]
            if (step > 0 and index > last) or (step < 0 and index < last):
                return target
            frame.counters[base + 2] = index + step
            stack[frame.top] = integer(index)
            frame.top += 1
            return position + 1
        keys = frame.keys[frame.counters[base + 1]]
        index = frame.counters[base + 2]
        if index >= len(keys):
            return target
        frame.counters[base + 2] = index + 1
        key = keys[index]
        stack[frame.top] = key
        stack[frame.top + 1] = frame.slots[base].get(key)
        frame.top += 2
        return position + 1

    def move(self, frame, operation, argument):
        """Constants, variables, the stack."""
        stack, top = frame.stack, frame.top
        if operation == bc.CONST:
            stack[top] = frame.code.constants[argument]
            frame.top = top + 1
        elif operation == bc.LOAD:
            stack[top] = frame.slots[argument]
            frame.top = top + 1
        elif operation == bc.STORE:
            frame.slots[argument] = stack[top - 1]
            frame.top = top - 1
        elif operation == bc.LOAD_GLOBAL:
            stack[top] = self.globals.values[argument]
            frame.top = top + 1
        elif operation == bc.STORE_GLOBAL:
            self.globals.values[argument] = stack[top - 1]
            frame.top = top - 1
        elif operation == bc.LOAD_CAPTURE:
            stack[top] = frame.cells[argument].value
            frame.top = top + 1
        elif operation == bc.STORE_CAPTURE:
            frame.cells[argument].value = stack[top - 1]
            frame.top = top - 1
        elif operation == bc.LOAD_BOX:
            stack[top] = frame.boxes[argument].value
            frame.top = top + 1
        elif operation == bc.STORE_BOX:
            frame.boxes[argument].value = stack[top - 1]
            frame.top = top - 1
        elif operation == bc.NEW_BOX:
            frame.boxes[argument] = Cell(stack[top - 1])
            frame.top = top - 1
        elif operation == bc.POP:
            frame.top = top - 1
        else:
            stack[top] = stack[top - 1]
            frame.top = top + 1

    def access(self, frame, operation, argument):
        """Items of tables."""
        stack, top = frame.stack, frame.top
        if operation == bc.GET_INDEX:
            stack[top - 2] = self.get(stack[top - 2], stack[top - 1])
            frame.top = top - 1
        elif operation == bc.GET_FIELD:
            stack[top - 1] = self.get(stack[top - 1], frame.code.constants[argument])
        elif operation == bc.SET_FIELD:
            stack[top - 2].put(frame.code.constants[argument], stack[top - 1])
            frame.top = top - 2
        elif argument:
            # The value came first: one of several targets.
            stack[top - 2].put(stack[top - 1], stack[top - 3])
            frame.top = top - 3
        else:
            stack[top - 3].put(stack[top - 2], stack[top - 1])
            frame.top = top - 3

    def get(self, owner, key):
        if isinstance(owner, StringValue) and isinstance(key, StringValue):
            return self.string_methods.get(key)
        return owner.get(key)

    def compute(self, frame, operation):
        """Operators."""
        stack, top = frame.stack, frame.top
        right = stack[top - 1]
        if operation == bc.NEGATE:
            stack[top - 1] = self.negate(right)
            return
        if operation == bc.NOT:
            stack[top - 1] = boolean(not right.is_true())
            return
        if operation == bc.LENGTH:
            stack[top - 1] = integer(right.length())
            return
        left = stack[top - 2]
        frame.top = top - 1
        if isinstance(left, TableValue) or isinstance(right, TableValue):
            result = self.overloaded(operation, left, right)
            if result is not None:
                stack[top - 2] = result
                return
        if operation <= bc.CONCATENATE:
            stack[top - 2] = self.arithmetic(operation, left, right)
        else:
            stack[top - 2] = boolean(self.compare(operation, left, right))

    def arithmetic(self, operation, left, right):
        if operation == bc.ADD:
            return left.add(right)
        if operation == bc.SUBTRACT:
            return left.subtract(right)
        if operation == bc.MULTIPLY:
            return left.multiply(right)
        if operation == bc.DIVIDE:
            return left.divide(right)
        if operation == bc.FLOOR_DIVIDE:
            return left.floor_divide(right)
        if operation == bc.MODULO:
            return left.modulo(right)
        if operation == bc.POWER:
            return left.power(right)
        return left.concatenate(right)

    def compare(self, operation, left, right):
        if operation == bc.EQUAL:
            return left.equals(right)
        if operation == bc.NOT_EQUAL:
            return not left.equals(right)
        if operation == bc.LESS:
            return left.less(right)
        if operation == bc.LESS_EQUAL:
            return left.less_equal(right)
        if operation == bc.GREATER:
            return right.less(left)
        return right.less_equal(left)

    def negate(self, value):
        if isinstance(value, TableValue):
            handler = value.get_text("__unm")
            if handler is not NIL:
                return self.call(handler, [value])
        return value.negate()

    def overloaded(self, operation, left, right):
        """What tables with functions for operators make of one; None if they have none."""
        name = OVERLOADS.get(operation, "")
        if name == "":
            return None
        handler = NIL
        if isinstance(left, TableValue):
            handler = left.get_text(name)
        if handler is NIL and isinstance(right, TableValue):
            handler = right.get_text(name)
        if handler is NIL:
            return None
        result = self.call(handler, [left, right])
        if operation == bc.NOT_EQUAL:
            return boolean(not result.is_true())
        return result

    def construct(self, frame, operation, argument):
        """Tables, functions, calls, preparation of loops."""
        stack, top = frame.stack, frame.top
        if operation == bc.CALL:
            first = top - argument
            arguments = stack[first:top]
            frame.top = first
            stack[first - 1] = self.call(stack[first - 1], arguments)
        elif operation == bc.SELF:
            owner = stack[top - 1]
            method = self.get(owner, frame.code.constants[argument])
            if method is NIL:
                raise RuntimeProblem("there is no method %s" % frame.code.constants[argument].quoted(), 0)
            stack[top - 1] = method
            stack[top] = owner
            frame.top = top + 1
        elif operation == bc.NEW_TABLE:
            stack[top] = TableValue()
            frame.top = top + 1
        elif operation == bc.APPEND:
            table = stack[top - 2]
            table.put(integer(table.length() + 1), stack[top - 1])
            frame.top = top - 1
        elif operation == bc.SET_ITEM:
            stack[top - 3].put(stack[top - 2], stack[top - 1])
            frame.top = top - 2
        elif operation == bc.CLOSURE:
            stack[top] = self.closure(frame, frame.code.functions[argument])
            frame.top = top + 1
        elif operation == bc.FOR_PREPARE:
            self.prepare_for(frame, argument)
        else:
            self.prepare_each(frame, argument)

    def closure(self, frame, code):
        cells = []
        for from_locals, index in code.captures:
            cells.append(frame.boxes[index] if from_locals else frame.cells[index])
        return Closure(code, cells)

    def prepare_for(self, frame, base):
        stack, top = frame.stack, frame.top
        step = stack[top - 1].as_int()
        if step == 0:
            raise RuntimeProblem("the step of a loop is zero", 0)
        frame.counters[base] = stack[top - 2].as_int()
        frame.counters[base + 1] = step
        frame.counters[base + 2] = stack[top - 3].as_int()
        frame.top = top - 3

    def prepare_each(self, frame, base):
        value = frame.stack[frame.top - 1]
        if not isinstance(value, TableValue):
            raise RuntimeProblem("a %s cannot be iterated over" % value.type_name(), 0)
        frame.slots[base] = value
        frame.counters[base + 1] = len(frame.keys)
        frame.counters[base + 2] = 0
        frame.keys.append(value.all_keys())
        frame.top -= 1


OVERLOADS = {
    bc.ADD: "__add",
    bc.SUBTRACT: "__sub",
    bc.MULTIPLY: "__mul",
    bc.DIVIDE: "__div",
    bc.MODULO: "__mod",
    bc.POWER: "__pow",
    bc.CONCATENATE: "__concat",
    bc.EQUAL: "__eq",
    bc.NOT_EQUAL: "__eq",
    bc.LESS: "__lt",
}


def is_callable(value):
    return isinstance(value, (Callable, TableValue))


def small(value):
    """The number of an integer value, for the library."""
    return value.number if isinstance(value, IntValue) else value.as_int()
