"""Frames: what a function that unwinds leaves in the heap, and the functions that make them.

    frame_r2w1:  back (the caller's frame), point (where to go on), r0, r1 (references), w0 (a word)

A frame has what is alive after a call.  Values have four kinds, each with one type that stands for all of the kind
(`KINDS`), so that few structs serve all places in the program; `erased` and `restored` convert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable, new_graph
from weft.rtyper.lltype.types import (
    BOOL,
    CHAR,
    FLOAT,
    FRAME,
    INT32,
    RESUME_POINT,
    SIGNED,
    UINT32,
    UNICHAR,
    UNSIGNED,
    VOID,
    FuncType,
    LowLevelType,
    Ptr,
    Struct,
)
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.passes.graph_edits import branch, goto, new_operation
from weft.translator.passes.pass_live_variables import pass_live_variables

FRAME_POINTER: Final = Ptr(FRAME)
POINT_POINTER: Final = Ptr(RESUME_POINT)

_ANY: Final = Struct("anything")
_RAW: Final = Struct("anything_raw", gc=False)

KINDS: Final[dict[str, LowLevelType]] = {"r": Ptr(_ANY), "p": Ptr(_RAW), "w": SIGNED, "f": FLOAT}
"""References, other pointers, words, floats."""

_WORDS: Final[dict[LowLevelType, tuple[str, str]]] = {
    BOOL: ("cast_bool_to_int", "int_is_true"),
    CHAR: ("cast_char_to_int", "cast_int_to_char"),
    UNICHAR: ("cast_unichar_to_int", "cast_int_to_unichar"),
    UNSIGNED: ("cast_uint_to_int", "cast_int_to_uint"),
    INT32: ("cast_int32_to_int", "cast_int_to_int32"),
    UINT32: ("cast_uint32_to_int", "cast_int_to_uint32"),
}
"""The operations that make a word of another type, and back."""


def kind_of(type_: LowLevelType) -> str:
    """Return the kind of values of a type."""
    if isinstance(type_, Ptr):
        return "r" if type_.is_gc_pointer else "p"
    return "f" if type_ is FLOAT else "w"


def erased(value: Value, operations: list[Operation]) -> Value:
    """Return a value as one of its kind's type; appends the operation that this takes, if any."""
    wanted = KINDS[kind_of(value.type)]
    if value.type == wanted:
        return value
    if isinstance(wanted, Ptr):
        operation = new_operation("cast_pointer", [value], None, (wanted,))
    else:
        operation = new_operation(_WORDS[value.type][0], [value], None)
    operations.append(operation)
    return operation.result


def restored(value: Value, type_: LowLevelType, operations: list[Operation]) -> Value:
    """Return a value of its kind's type as one of the type that it had; the reverse of `erased`."""
    if value.type == type_:
        return value
    if isinstance(type_, Ptr):
        operation = new_operation("cast_pointer", [value], None, (type_,))
    else:
        operation = new_operation(_WORDS[type_][1], [value], None)
    operations.append(operation)
    return operation.result


@dataclass(frozen=True, slots=True)
class Layout:
    """A struct for frames, and the functions that make one: of the resume point and the values of its own fields."""

    struct: Struct
    make: FunctionValue
    """Returns the frame as FRAME_POINTER, or null if there is no memory."""
    save: FunctionValue
    """Appends it to those that were saved already."""


@dataclass(slots=True)
class Layouts:
    """The layouts of a program's frames."""

    append: FunctionValue
    """Takes a new frame, or null."""
    _made: dict[str, Layout] = field(default_factory=dict)

    def place(self, variables: Sequence[Variable]) -> tuple[Layout, list[Variable]]:
        """Return the layout of a frame for these variables, and the variables in the order of its fields."""
        ordered = [v for kind in KINDS for v in variables if kind_of(v.type) == kind]
        kinds = "".join(kind_of(v.type) for v in ordered)
        layout = self._made.get(kinds)
        if layout is None:
            layout = self._made[kinds] = self._make(kinds)
        return layout, ordered

    def _make(self, kinds: str) -> Layout:
        counts = [(kind, kinds.count(kind)) for kind in KINDS]
        name = "frame_" + "".join(f"{kind}{count}" for kind, count in counts if count)
        fields = {f"{kind}{index}": KINDS[kind] for kind, count in counts for index in range(count)}
        struct = Struct(name.rstrip("_"), fields, parent=FRAME)
        make = _make_function(struct)
        return Layout(struct, make, _save_function(struct, make, self.append))


def _arguments(struct: Struct) -> list[Variable]:
    return [Variable(name, type=type_) for name, type_ in {"point": POINT_POINTER, **struct.fields}.items()]


def _make_function(struct: Struct) -> FunctionValue:
    """Make the function that makes a frame: one per layout, to keep the places that save small."""
    arguments = _arguments(struct)
    graph = new_graph("make_" + struct.name, arguments)
    graph.result.type = FRAME_POINTER
    block = graph.startblock
    frame = new_operation("malloc", [], None, (struct,), "frame")
    failed = new_operation("ptr_iszero", [frame.result], None)
    block.operations = [frame, failed]
    fill = Block("fill")
    nothing = Constant(None, FRAME_POINTER)
    branch(block, failed.result, Link([], fill), Link([nothing], graph.returnblock))
    for argument in arguments:
        fill.operations.append(new_operation("setfield", [frame.result, argument], None, (argument.name,)))
    base = new_operation("cast_pointer", [frame.result], None, (FRAME_POINTER,))
    fill.operations.append(base)
    goto(fill, Link([base.result], graph.returnblock))
    pass_live_variables(graph)
    return FunctionValue(graph.name, FuncType(tuple(a.type for a in arguments), FRAME_POINTER), graph)


def _save_function(struct: Struct, make: FunctionValue, append: FunctionValue) -> FunctionValue:
    """Make the function that makes a frame and appends it."""
    arguments = _arguments(struct)
    graph = new_graph("save_" + struct.name, arguments)
    graph.result.type = VOID
    frame = call(make, *arguments)
    graph.startblock.operations = [frame, call(append, frame.result)]
    return_void(graph.startblock, graph)
    return FunctionValue(graph.name, FuncType(make.type.args, VOID), graph)


def call(function: FunctionValue, *arguments: Value) -> Operation:
    """Return a direct call; arguments without a run-time value are left out."""
    given = iter(arguments)
    passed = [Constant(None, VOID) if type_ is VOID else next(given) for type_ in function.type.args]
    return new_operation("direct_call", [Constant(function, Ptr(function.type)), *passed], None)


def return_void(block: Block, graph: Graph) -> None:
    """End a block by returning from a function without result."""
    goto(block, Link([Constant(None, VOID)], graph.returnblock))
