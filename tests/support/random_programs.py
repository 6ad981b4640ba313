"""Random low-level programs that terminate and never do anything undefined, for differential tests of passes.

A program is a few functions, each calling only earlier ones.  Every block takes all local variables ("slots") as
arguments; statements are arithmetic, branches, counted loops, objects, arrays, raises, and guarded calls.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Value, Variable, new_graph
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import BOOL, EXCEPTION, SIGNED, Array, FuncType, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ClassTable, FunctionValue, StructValue, new_class_table
from weft.rtyper.program import Program

NODE: Final = Struct("Node")
NODE.fields.update(value=SIGNED, other=SIGNED, next=Ptr(NODE))
ITEMS: Final = Array(SIGNED)
SLOTS: Final[tuple[LowLevelType, ...]] = (SIGNED, SIGNED, SIGNED, Ptr(NODE), Ptr(NODE), Ptr(ITEMS))
INTEGERS: Final = (0, 1, 2)
POINTERS: Final = (3, 4)
ARRAY: Final = 5
EXCEPTIONS: Final = (
    ("BaseException", None),
    ("ValueError", "BaseException"),
    ("LookupError", "BaseException"),
    ("IndexError", "LookupError"),
    ("OverflowError", "BaseException"),
    ("MemoryError", "BaseException"),
    ("RecursionError", "BaseException"),
)
EXCEPTION_POINTER: Final = Ptr(EXCEPTION)


def random_program(seed: int) -> Program:
    """Return the program of a seed: its entry takes two integers and returns one."""
    return _ProgramMaker(random.Random(seed)).make()


@dataclass
class _ProgramMaker:
    choose: random.Random
    tables: dict[str, ClassTable] = field(default_factory=dict)
    instances: dict[str, StructValue] = field(default_factory=dict)
    functions: list[FunctionValue] = field(default_factory=list)

    def make(self) -> Program:
        object_table = new_class_table("object", None)
        for name, parent in EXCEPTIONS:
            self.tables[name] = new_class_table(name, self.tables[parent] if parent else object_table)
        for number in range(self.choose.randint(1, 4)):
            graph = _FunctionMaker(self, number).make()
            type_ = FuncType(tuple(v.type for v in graph.arguments), graph.result.type)
            self.functions.append(FunctionValue(graph.name, type_, graph))
        return Program(
            self.functions[-1],
            object_table,
            self.tables["BaseException"],
            self.tables.__getitem__,
            lambda name, message: self.instance(name),
        )

    def instance(self, name: str) -> StructValue:
        found = self.instances.get(name)
        if found is None:
            found = self.instances[name] = StructValue(EXCEPTION)
            found.fields["cls"] = self.tables[name]
        return found


class _FunctionMaker:
    """Makes one function; `block` is where statements go, `slots` holds the current values."""

    def __init__(self, program: _ProgramMaker, number: int) -> None:
        self.program = program
        self.choose = program.choose
        self.line = 100 * (number + 1)
        self.hidden = self.choose.random() < 0.3
        arguments = [Variable("x", type=SIGNED), Variable("y", type=SIGNED)]
        self.graph = new_graph(f"f{number}", arguments)
        self.graph.result.type = SIGNED
        self.graph.exceptblock.inputargs[0].type = EXCEPTION_POINTER
        self.block = self.graph.startblock
        self.slots: list[Value] = [
            *arguments,
            Constant(self.choose.choice([0, 1, 7]), SIGNED),
            Constant(None, Ptr(NODE)),
            Constant(None, Ptr(NODE)),
            Constant(None, Ptr(ITEMS)),
        ]

    def make(self) -> Graph:
        self.set(ARRAY, self.emit("malloc_varsize", Constant(4, SIGNED), statics=(ITEMS,)))
        if self.choose.random() < 0.8:
            self.new_object()
        self.statements(3, self.choose.randint(2, 7))
        total = self.slots[0]
        for slot in INTEGERS[1:]:
            total = self.emit("int_add", self.emit("int_mul", total, Constant(31, SIGNED)), self.slots[slot])
        self.goto(self.graph.returnblock, [total])
        return self.graph

    # ---------------------------------------------------------------- building

    def emit(self, name: str, *args: Value, statics: tuple[object, ...] = ()) -> Variable:
        spec = OPS[name]
        self.line += 1
        span = None if self.hidden else SourceSpan("random.py", self.graph.name, self.line)
        result = Variable("v", type=spec.result(statics, [arg.type for arg in args]))
        self.block.operations.append(Operation(spec, list(args), result, span, statics))
        return result

    def set(self, slot: int, value: Value) -> None:
        self.slots[slot] = value

    def new_block(self, name: str) -> Block:
        return Block(name, [Variable(f"s{i}", type=type_) for i, type_ in enumerate(SLOTS)])

    def enter(self, block: Block) -> None:
        self.block = block
        self.slots = list(block.inputargs)

    def goto(self, target: Block, args: list[Value] | None = None) -> None:
        self.block.exits = [Link(list(self.slots) if args is None else args, target)]

    def branch(self, condition: Value, if_true: Block, if_false: Block) -> None:
        self.block.exitswitch = condition
        self.block.exits = [Link(list(self.slots), if_false, False), Link(list(self.slots), if_true, True)]

    def integer(self) -> Value:
        if self.choose.random() < 0.3:
            return Constant(self.choose.choice([0, 1, 2, 3, -1, 10, 2**62, 2**63 - 1, -(2**63)]), SIGNED)
        return self.slots[self.choose.choice(INTEGERS)]

    def condition(self) -> Value:
        kind = self.choose.randint(0, 5)
        if kind == 0:
            return self.emit("ptr_iszero", self.slots[self.choose.choice(POINTERS)])
        if kind == 1:
            return self.emit("ptr_eq", self.slots[POINTERS[0]], self.slots[POINTERS[1]])
        if kind == 2:
            return self.emit("bool_not", self.condition())
        if kind == 3 and self.choose.random() < 0.3:
            return Constant(self.choose.random() < 0.5, BOOL)
        name = self.choose.choice(["int_lt", "int_le", "int_eq", "int_ne", "int_gt", "int_ge"])
        return self.emit(name, self.integer(), self.integer())

    # ---------------------------------------------------------------- statements

    def statements(self, depth: int, count: int) -> None:
        kinds = [self.arithmetic, self.arithmetic, self.load, self.store, self.item, self.set_item]
        kinds += [self.new_object, self.copy_pointer, self.call, self.call]
        nested = [self.if_statement, self.if_statement, self.loop, self.raise_statement]
        for _ in range(count):
            if depth and self.choose.random() < 0.35:
                self.choose.choice(nested)(depth - 1)
            else:
                self.choose.choice(kinds)()

    def arithmetic(self) -> None:
        names = ["int_add_ovf", "int_sub_ovf", "int_mul_ovf", "int_add", "int_sub", "int_mul", "int_and", "int_xor"]
        value = self.emit(self.choose.choice(names), self.integer(), self.integer())
        self.set(self.choose.choice(INTEGERS), value)

    def pointer(self) -> Value:
        """A pointer that is checked, as the rtyper does it."""
        pointer = self.slots[self.choose.choice(POINTERS)]
        slot = self.slots.index(pointer)
        self.check(self.emit("ptr_iszero", pointer), "ValueError")
        return self.slots[slot]

    def check(self, fails: Value, name: str) -> None:
        bad, fine = self.new_block("bad"), self.new_block("fine")
        self.branch(fails, bad, fine)
        self.enter(bad)
        self.throw(name)
        self.enter(fine)

    def throw(self, name: str) -> None:
        if self.choose.random() < 0.5:
            exception: Value = Constant(self.program.instance(name), EXCEPTION_POINTER)
            self.emit("setfield", exception, Constant(0, SIGNED), statics=("traceback",))
        else:
            exception = self.emit("malloc", statics=(EXCEPTION,))
            table = self.program.tables[name]
            self.emit("setfield", exception, Constant(table, EXCEPTION.field_type("cls")), statics=("cls",))
        self.emit("traceback_add", exception)
        self.goto(self.graph.exceptblock, [exception])

    def load(self) -> None:
        pointer = self.pointer()
        self.set(self.choose.choice(INTEGERS), self.emit("getfield", pointer, statics=(self.field_name(),)))

    def store(self) -> None:
        pointer = self.pointer()
        self.emit("setfield", pointer, self.integer(), statics=(self.field_name(),))

    def field_name(self) -> str:
        return self.choose.choice(["value", "other"])

    def new_object(self) -> None:
        node = self.emit("malloc", statics=(NODE,))
        self.emit("setfield", node, self.integer(), statics=("value",))
        if self.choose.random() < 0.5:
            self.emit("setfield", node, self.slots[self.choose.choice(POINTERS)], statics=("next",))
        self.set(self.choose.choice(POINTERS), node)

    def copy_pointer(self) -> None:
        if self.choose.random() < 0.5:
            self.set(POINTERS[0], self.slots[POINTERS[1]])
        else:
            self.set(POINTERS[1], self.emit("getfield", self.pointer(), statics=("next",)))

    def checked_index(self) -> Value:
        index = self.integer()
        slot = self.slots.index(index) if index in self.slots else None
        size = self.emit("getarraysize", self.slots[ARRAY])
        wraps = self.choose.random() < 0.5
        wrapped = self.emit("int_wrap_index", index, size) if wraps else index
        inside = self.emit("int_between_unsigned", wrapped, size)
        self.check(self.emit("bool_not", inside), "IndexError")
        if slot is not None:
            index = self.slots[slot]
        return self.emit("int_wrap_index", index, self.emit("getarraysize", self.slots[ARRAY])) if wraps else index

    def item(self) -> None:
        index = self.checked_index()
        self.set(self.choose.choice(INTEGERS), self.emit("getarrayitem", self.slots[ARRAY], index))

    def set_item(self) -> None:
        index = self.checked_index()
        self.emit("setarrayitem", self.slots[ARRAY], index, self.integer())

    def call(self) -> None:
        if not self.program.functions:
            return
        function = self.choose.choice(self.program.functions)
        target = Constant(function, Ptr(function.type))
        result = self.emit("direct_call", target, self.integer(), self.integer())
        if self.choose.random() < 0.5:
            self.handle(result)
        else:
            self.set(self.choose.choice(INTEGERS), result)

    def handle(self, result: Variable) -> None:
        """Guard the call that was emitted last."""
        fine, caught = self.new_block("fine"), self.new_block("caught")
        caught.inputargs.append(Variable("e", type=EXCEPTION_POINTER))
        slot = self.choose.choice(INTEGERS)
        normal = [*self.slots]
        normal[slot] = result
        self.block.exitswitch = RAISES
        self.block.exits = [Link(normal, fine)]
        names = self.choose.sample([name for name, _ in EXCEPTIONS], self.choose.randint(1, 2))
        for name in sorted(names, key=[name for name, _ in EXCEPTIONS].index, reverse=True):
            exception = Variable("e", type=EXCEPTION_POINTER)
            link = Link([*self.slots, exception], caught, self.program.tables[name], exception)
            self.block.exits.append(link)
        self.enter(caught)
        taken = self.slots.pop()
        if self.choose.random() < 0.3:
            self.goto(self.graph.exceptblock, [taken])
        else:
            self.set(slot, Constant(-5, SIGNED))
            self.goto(fine)
        self.enter(fine)

    def if_statement(self, depth: int) -> None:
        left, right, join = self.new_block("left"), self.new_block("right"), self.new_block("join")
        self.branch(self.condition(), left, right)
        for block in (left, right):
            self.enter(block)
            self.statements(depth, self.choose.randint(0, 2))
            self.goto(join)
        self.enter(join)

    def loop(self, depth: int) -> None:
        """A loop over a counter in the first slot, which the body may read and even change upwards."""
        head, body, after = self.new_block("head"), self.new_block("body"), self.new_block("after")
        counter = Variable("i", type=SIGNED)
        limit = self.choose.randint(1, 4)
        head.inputargs.append(counter)
        self.goto(head, [*self.slots, Constant(0, SIGNED)])
        self.enter(head)
        self.slots.pop()
        more = self.emit("int_lt", counter, Constant(limit, SIGNED))
        body.inputargs.append(Variable("i", type=SIGNED))
        self.block.exitswitch = more
        self.block.exits = [Link(list(self.slots), after, False), Link([*self.slots, counter], body, True)]
        self.enter(body)
        inner = self.slots.pop()
        self.set(2, inner)
        following = self.emit(self.choose.choice(["int_add", "int_add_ovf"]), inner, Constant(1, SIGNED))
        # The next value of the counter lives in the array meanwhile: statements may use all slots.
        array = self.slots[ARRAY]
        self.emit("setarrayitem", array, Constant(3, SIGNED), following)
        if self.choose.random() < 0.5:
            # Or it is used directly, when no block boundary comes between.
            self.arithmetic()
            self.goto(head, [*self.slots, following])
        else:
            self.statements(depth, self.choose.randint(1, 3))
            bounded = self.emit("getarrayitem", self.slots[ARRAY], Constant(3, SIGNED))
            up = self.emit("int_and", bounded, Constant(7, SIGNED))
            fuel = self.emit("int_or", up, self.emit("int_add", Constant(limit, SIGNED), Constant(0, SIGNED)))
            self.goto(head, [*self.slots, fuel])
        self.enter(after)

    def raise_statement(self, depth: int) -> None:
        bad, fine = self.new_block("raises"), self.new_block("goes_on")
        self.branch(self.condition(), bad, fine)
        self.enter(bad)
        self.statements(depth, 1)
        self.throw(self.choose.choice(["ValueError", "IndexError", "LookupError"]))
        self.enter(fine)
