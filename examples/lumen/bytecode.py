"""The machine's instructions: pairs of an operation and its argument."""

NAMES = []


def _operation(name):
    NAMES.append(name)
    return len(NAMES) - 1


CONST = _operation("const")
POP = _operation("pop")
DUP = _operation("dup")
LOAD = _operation("load")
STORE = _operation("store")
NEW_BOX = _operation("new_box")
LOAD_BOX = _operation("load_box")
STORE_BOX = _operation("store_box")
LOAD_CAPTURE = _operation("load_capture")
STORE_CAPTURE = _operation("store_capture")
LOAD_GLOBAL = _operation("load_global")
STORE_GLOBAL = _operation("store_global")
GET_INDEX = _operation("get_index")
SET_INDEX = _operation("set_index")
GET_FIELD = _operation("get_field")
SET_FIELD = _operation("set_field")
ADD = _operation("add")
SUBTRACT = _operation("subtract")
MULTIPLY = _operation("multiply")
DIVIDE = _operation("divide")
FLOOR_DIVIDE = _operation("floor_divide")
MODULO = _operation("modulo")
POWER = _operation("power")
CONCATENATE = _operation("concatenate")
EQUAL = _operation("equal")
NOT_EQUAL = _operation("not_equal")
LESS = _operation("less")
LESS_EQUAL = _operation("less_equal")
GREATER = _operation("greater")
GREATER_EQUAL = _operation("greater_equal")
NEGATE = _operation("negate")
NOT = _operation("not")
LENGTH = _operation("length")
JUMP = _operation("jump")
JUMP_IF_FALSE = _operation("jump_if_false")
JUMP_IF_TRUE = _operation("jump_if_true")
AND = _operation("and")
OR = _operation("or")
NEW_TABLE = _operation("new_table")
APPEND = _operation("append")
SET_ITEM = _operation("set_item")
CLOSURE = _operation("closure")
CALL = _operation("call")
SELF = _operation("self")
RETURN = _operation("return")
SLOT = _operation("slot")  # names the first slot of the loop that the next instruction is about
FOR_PREPARE = _operation("for_prepare")
FOR_LOOP = _operation("for_loop")
EACH_PREPARE = _operation("each_prepare")
EACH_NEXT = _operation("each_next")

BINARY = {
    "+": ADD,
    "-": SUBTRACT,
    "*": MULTIPLY,
    "/": DIVIDE,
    "//": FLOOR_DIVIDE,
    "%": MODULO,
    "^": POWER,
    "..": CONCATENATE,
    "==": EQUAL,
    "~=": NOT_EQUAL,
    "<": LESS,
    "<=": LESS_EQUAL,
    ">": GREATER,
    ">=": GREATER_EQUAL,
}

JUMPS = (JUMP, JUMP_IF_FALSE, JUMP_IF_TRUE, AND, OR, FOR_LOOP, EACH_NEXT)


class Code:
    """One function: instructions with their lines, constants, functions inside, sizes."""

    def __init__(self, name, parameter_count):
        self.name = name
        self.parameter_count = parameter_count
        self.boxed_parameters = []
        self.slot_count = 0
        self.operations = []
        self.arguments = []
        self.lines = []
        self.constants = []
        self.functions = []
        self.captures = []
        self.stack_size = 0

    def disassemble(self, lines):
        """Append a listing of this function and those inside."""
        lines.append("function %s: %d parameters, %d slots" % (self.name, self.parameter_count, self.slot_count))
        last_line = -1
        for i in range(len(self.operations)):
            operation, argument = self.operations[i], self.arguments[i]
            shown = "%4d" % self.lines[i] if self.lines[i] != last_line else "   |"
            last_line = self.lines[i]
            lines.append("%s %4d  %-14s %s" % (shown, i, NAMES[operation], self.describe(operation, argument)))
        for function in self.functions:
            lines.append("")
            function.disassemble(lines)

    def describe(self, operation, argument):
        if operation in (CONST, GET_FIELD, SET_FIELD, SELF):
            return "%d (%s)" % (argument, self.constants[argument].quoted())
        if operation in JUMPS:
            return "-> %d" % argument
        if operation == CLOSURE:
            return "%d (%s)" % (argument, self.functions[argument].name)
        return "%d" % argument
