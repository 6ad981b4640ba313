"""A bytecode interpreter for a small dynamic language whose values, integers too, are objects.

An assembler, code objects, frames with a value stack, and a dispatch loop; arithmetic goes through methods of the
values. Exercises what interpreters written in restricted Python do all the time.

usage: python bytecode_vm.py [ROUNDS]
"""

import sys

CONST = 0
LOAD = 1
STORE = 2
ADD = 3
SUB = 4
MUL = 5
MOD = 6
LESS = 7
EQUAL = 8
JUMP = 9
JUMP_IF_FALSE = 10
CALL = 11
RETURN = 12
NEW_LIST = 13
GET_ITEM = 14
SET_ITEM = 15
LENGTH = 16
POP = 17
PRINT = 18

OPCODES = {
    "const": CONST,
    "load": LOAD,
    "store": STORE,
    "add": ADD,
    "sub": SUB,
    "mul": MUL,
    "mod": MOD,
    "less": LESS,
    "equal": EQUAL,
    "jump": JUMP,
    "jump_if_false": JUMP_IF_FALSE,
    "call": CALL,
    "return": RETURN,
    "new_list": NEW_LIST,
    "get_item": GET_ITEM,
    "set_item": SET_ITEM,
    "length": LENGTH,
    "pop": POP,
    "print": PRINT,
}

STACK_SIZE = 8


class VMError(Exception):
    """The interpreted program went wrong."""


class W_Object:
    """A value of the interpreted language; operations that a kind of value lacks end here."""

    def kind(self):
        raise NotImplementedError

    def text(self):
        raise NotImplementedError

    def is_true(self):
        return True

    def add(self, other):
        raise VMError("cannot add to " + self.kind())

    def sub(self, other):
        raise VMError("cannot subtract from " + self.kind())

    def mul(self, other):
        raise VMError("cannot multiply " + self.kind())

    def mod(self, other):
        raise VMError("cannot divide " + self.kind())

    def less(self, other):
        raise VMError("cannot order " + self.kind())

    def equal(self, other):
        return w_boolean(self is other)

    def integer(self):
        raise VMError("no integer: " + self.kind())

    def get_item(self, index):
        raise VMError("cannot index " + self.kind())

    def set_item(self, index, value):
        raise VMError("cannot assign to items of " + self.kind())

    def length(self):
        raise VMError("no length: " + self.kind())

    def code(self):
        raise VMError("cannot call " + self.kind())


class W_None(W_Object):
    def kind(self):
        return "none"

    def text(self):
        return "none"

    def is_true(self):
        return False


class W_Boolean(W_Object):
    def __init__(self, value):
        self.value = value

    def kind(self):
        return "boolean"

    def text(self):
        return "true" if self.value else "false"

    def is_true(self):
        return self.value


class W_Integer(W_Object):
    def __init__(self, value):
        self.value = value

    def kind(self):
        return "integer"

    def text(self):
        return str(self.value)

    def is_true(self):
        return self.value != 0

    def add(self, other):
        return W_Integer(self.value + other.integer())

    def sub(self, other):
        return W_Integer(self.value - other.integer())

    def mul(self, other):
        return W_Integer(self.value * other.integer())

    def mod(self, other):
        divisor = other.integer()
        if divisor == 0:
            raise VMError("division by zero")
        return W_Integer(self.value % divisor)

    def less(self, other):
        return w_boolean(self.value < other.integer())

    def equal(self, other):
        if isinstance(other, W_Integer):
            return w_boolean(self.value == other.value)
        return W_FALSE

    def integer(self):
        return self.value


class W_List(W_Object):
    def __init__(self, items):
        self.items = items

    def kind(self):
        return "list"

    def text(self):
        return "[" + ", ".join([item.text() for item in self.items]) + "]"

    def is_true(self):
        return len(self.items) > 0

    def place(self, index):
        """The index as an integer within the list."""
        place = index.integer()
        if place < 0 or place >= len(self.items):
            raise VMError("index %d out of range" % place)
        return place

    def get_item(self, index):
        return self.items[self.place(index)]

    def set_item(self, index, value):
        self.items[self.place(index)] = value

    def length(self):
        return W_Integer(len(self.items))


class W_Function(W_Object):
    def __init__(self, code):
        self.function_code = code

    def kind(self):
        return "function"

    def text(self):
        return "<function " + self.function_code.name + ">"

    def code(self):
        return self.function_code


W_NONE = W_None()
W_TRUE = W_Boolean(True)
W_FALSE = W_Boolean(False)


def w_boolean(value):
    return W_TRUE if value else W_FALSE


class Code:
    """A function: pairs of opcode and operand in one list, constants, and the number of its local variables."""

    def __init__(self, name, parameters):
        self.name = name
        self.parameters = parameters
        self.instructions = []
        self.constants = []
        self.local_count = 0


class Frame:
    """A call in progress."""

    def __init__(self, code):
        self.code = code
        self.local = [W_NONE] * code.local_count
        self.stack = [W_NONE] * STACK_SIZE
        self.depth = 0

    def push(self, value):
        self.stack[self.depth] = value
        self.depth += 1

    def pop(self):
        self.depth -= 1
        return self.stack[self.depth]


class Machine:
    """Runs code; counts calls and collects what is printed."""

    def __init__(self):
        self.calls = 0
        self.printed = []

    def run(self, frame):
        """Interpret the frame's code until it returns a value."""
        code = frame.code
        instructions = code.instructions
        pc = 0
        while True:
            opcode = instructions[pc]
            operand = instructions[pc + 1]
            pc += 2
            if opcode == LOAD:
                frame.push(frame.local[operand])
            elif opcode == CONST:
                frame.push(code.constants[operand])
            elif opcode == STORE:
                frame.local[operand] = frame.pop()
            elif opcode == ADD:
                right = frame.pop()
                frame.push(frame.pop().add(right))
            elif opcode == SUB:
                right = frame.pop()
                frame.push(frame.pop().sub(right))
            elif opcode == MUL:
                right = frame.pop()
                frame.push(frame.pop().mul(right))
            elif opcode == MOD:
                right = frame.pop()
                frame.push(frame.pop().mod(right))
            elif opcode == LESS:
                right = frame.pop()
                frame.push(frame.pop().less(right))
            elif opcode == EQUAL:
                right = frame.pop()
                frame.push(frame.pop().equal(right))
            elif opcode == JUMP:
                pc = operand
            elif opcode == JUMP_IF_FALSE:
                if not frame.pop().is_true():
                    pc = operand
            elif opcode == CALL:
                self.call(frame, operand)
            elif opcode == RETURN:
                return frame.pop()
            elif opcode == NEW_LIST:
                frame.push(W_List([W_NONE] * frame.pop().integer()))
            elif opcode == GET_ITEM:
                index = frame.pop()
                frame.push(frame.pop().get_item(index))
            elif opcode == SET_ITEM:
                value = frame.pop()
                index = frame.pop()
                frame.pop().set_item(index, value)
            elif opcode == LENGTH:
                frame.push(frame.pop().length())
            elif opcode == POP:
                frame.pop()
            elif opcode == PRINT:
                self.printed.append(frame.pop().text())
            else:
                raise VMError("unknown opcode %d" % opcode)

    def call(self, caller, count):
        """Call the function that lies below `count` arguments on the caller's stack."""
        first = caller.depth - count
        code = caller.stack[first - 1].code()
        if count != code.parameters:
            raise VMError("%s takes %d arguments, not %d" % (code.name, code.parameters, count))
        self.calls += 1
        frame = Frame(code)
        for i in range(count):
            frame.local[i] = caller.stack[first + i]
        caller.depth = first - 1
        caller.push(self.run(frame))


class Assembler:
    """Turns the text of functions into code.

    A line is `function NAME PARAMETER...`, `LABEL:`, or an instruction with its operand: a variable's name, a label,
    a number of arguments, an integer or the name of a function.
    """

    def __init__(self):
        self.codes = {}

    def assemble(self, source):
        """Assemble all functions; return the one called main."""
        bodies = []
        for line in source.split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "function":
                self.codes[words[1]] = Code(words[1], len(words) - 2)
                bodies.append([words])
            else:
                bodies[-1].append(words)
        for body in bodies:
            self.function(body)
        return self.codes["main"]

    def function(self, lines):
        code = self.codes[lines[0][1]]
        variables = {}
        for name in lines[0][2:]:
            variables[name] = len(variables)
        labels = {}
        place = 0
        for words in lines[1:]:
            if words[0].endswith(":"):
                labels[words[0][:-1]] = place
            else:
                place += 2
        for words in lines[1:]:
            if words[0].endswith(":"):
                continue
            opcode = OPCODES[words[0]]
            operand = 0
            if opcode == LOAD or opcode == STORE:
                if words[1] not in variables:
                    variables[words[1]] = len(variables)
                operand = variables[words[1]]
            elif opcode == CONST:
                operand = len(code.constants)
                code.constants.append(self.constant(words[1]))
            elif opcode == JUMP or opcode == JUMP_IF_FALSE:
                operand = labels[words[1]]
            elif opcode == CALL:
                operand = int(words[1])
            code.instructions.append(opcode)
            code.instructions.append(operand)
        code.local_count = len(variables)

    def constant(self, word):
        if word in self.codes:
            return W_Function(self.codes[word])
        if word == "none":
            return W_NONE
        return W_Integer(int(word))


PROGRAM = """
function fibonacci n
    load n
    const 2
    less
    jump_if_false recurse
    load n
    return
recurse:
    const fibonacci
    load n
    const 1
    sub
    call 1
    const fibonacci
    load n
    const 2
    sub
    call 1
    add
    return

# The sum of the primes below limit, by trial division.
function primes limit
    const 0
    store sum
    const 2
    store candidate
next:
    load candidate
    load limit
    less
    jump_if_false done
    const 2
    store divisor
try:
    load candidate
    load divisor
    load divisor
    mul
    less
    jump_if_false divide
    load sum
    load candidate
    add
    store sum
    jump following
divide:
    load candidate
    load divisor
    mod
    jump_if_false following
    load divisor
    const 1
    add
    store divisor
    jump try
following:
    load candidate
    const 1
    add
    store candidate
    jump next
done:
    load sum
    return

# A list of pseudo-random numbers.
function numbers count seed
    load count
    new_list
    store list
    const 0
    store i
again:
    load i
    load list
    length
    less
    jump_if_false done
    load seed
    const 1103
    mul
    const 12345
    add
    const 65537
    mod
    store seed
    load list
    load i
    load seed
    set_item
    load i
    const 1
    add
    store i
    jump again
done:
    load list
    return

# Insertion sort.
function sort list
    const 1
    store i
outer:
    load i
    load list
    length
    less
    jump_if_false done
    load list
    load i
    get_item
    store item
    load i
    store j
inner:
    const 0
    load j
    less
    jump_if_false insert
    load item
    load list
    load j
    const 1
    sub
    get_item
    less
    jump_if_false insert
    load list
    load j
    load list
    load j
    const 1
    sub
    get_item
    set_item
    load j
    const 1
    sub
    store j
    jump inner
insert:
    load list
    load j
    load item
    set_item
    load i
    const 1
    add
    store i
    jump outer
done:
    load list
    return

function main rounds
loop:
    load rounds
    const 0
    equal
    jump_if_false work
    const none
    return
work:
    const fibonacci
    const 15
    call 1
    print
    const primes
    const 2000
    call 1
    print
    const sort
    const numbers
    const 100
    load rounds
    call 2
    call 1
    store list
    load list
    const 50
    get_item
    print
    load rounds
    const 1
    sub
    store rounds
    jump loop
"""

BROKEN = """
function main rounds
    load rounds
    new_list
    const 7
    add
    return
"""


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 60
    machine = Machine()
    frame = Frame(Assembler().assemble(PROGRAM))
    frame.local[0] = W_Integer(rounds)
    result = machine.run(frame)
    checksum = 0
    for text in machine.printed:
        for char in text:
            checksum = (checksum * 31 + ord(char)) & 0xFFFFFF
    print("bytecode_vm: %s after %d calls" % (result.text(), machine.calls))
    print("bytecode_vm: last printed " + ", ".join(machine.printed[-3:]))
    print("bytecode_vm: checksum %d" % checksum)
    frame = Frame(Assembler().assemble(BROKEN))
    frame.local[0] = W_Integer(3)
    try:
        machine.run(frame)
    except VMError as error:
        print("bytecode_vm: %s" % error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
