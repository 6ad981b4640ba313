"""The second function of a graph that may be saved: it takes a frame, and goes on where the frame was made.

resume_f(frame):
    i = frame.point.index
    switch i    0 -> p0(frame)    1 -> p1(frame)
p0(frame):
    r = static_get[result_w]()             what the call returned, left there by the driver
    x = frame.w0                           what was alive
    pending = exc_pending()                and now as after the call
    ...                                    a copy of the graph, whose result goes to a static variable
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weft.flowspace.edit import copy_blocks
from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.types import VOID, FuncType, LowLevelType, Ptr
from weft.rtyper.lltype.values import FunctionValue, StructValue
from weft.stackless.driver import Stack
from weft.stackless.frames import FRAME_POINTER, KINDS, Layout, erased, kind_of, restored, return_void
from weft.translator.passes.graph_edits import branch, goto, new_operation, zero_constant
from weft.translator.passes.pass_live_variables import pass_live_variables


@dataclass(slots=True, eq=False)
class Place:
    """A resume point of a graph: the state in which it goes on."""

    point: StructValue
    layout: Layout
    saved: Sequence[Variable]
    """What frames have, in the order of their fields."""
    result: Variable | None
    """What the call returns."""
    normal: Link
    """Where it goes on."""
    failed: Link | None
    """Where it goes on if an exception is pending; None where there cannot be one."""


def resume_graph(graph: Graph, places: Sequence[Place], stack: Stack) -> FunctionValue:
    """Return the function that resumes frames of a graph; completes the resume points."""
    frame = Variable("frame", type=FRAME_POINTER)
    start = Block("start", [frame])
    blocks, _ = copy_blocks(_blocks_from([graph.startblock, graph.returnblock, *_targets(places)]))
    result = Graph("resume_" + graph.name, start, blocks[graph.returnblock], Block("raise"))
    result.exceptblock.inputargs = [Variable("exception", type=graph.exceptblock.inputargs[0].type)]
    _return_through_variable(result, stack)
    function = FunctionValue(result.name, FuncType((FRAME_POINTER,), VOID), result)
    entries = []
    for index, place in enumerate(places):
        place.point.fields.update(index=index, resume=function)
        entries.append(_entry(place, frame, blocks, stack))
    if len(entries) == 1:
        goto(start, Link([], entries[0]))
    else:
        point = new_operation("getfield", [frame], None, ("point",))
        number = new_operation("getfield", [point.result], None, ("index",))
        start.operations = [point, number]
        start.exitswitch = number.result
        start.exits = [Link([], entry, index) for index, entry in enumerate(entries)]
        start.exits[-1].exitcase = DEFAULT
    pass_live_variables(result)
    return function


def _targets(places: Sequence[Place]) -> list[Block]:
    """Return the blocks where a graph goes on: some cannot be reached otherwise."""
    links = [link for place in places for link in (place.normal, place.failed) if link is not None]
    return [link.target for link in links]


def _blocks_from(starts: list[Block]) -> list[Block]:
    """Return the blocks that can be reached from some, depth first."""
    seen: dict[Block, None] = {}
    stack = list(reversed(starts))
    while stack:
        block = stack.pop()
        if block not in seen:
            seen[block] = None
            stack.extend(link.target for link in reversed(block.exits))
    return list(seen)


def _return_through_variable(graph: Graph, stack: Stack) -> None:
    """Let a graph leave its result in a static variable."""
    ending = graph.returnblock
    ending.name = "leave"
    value = ending.inputargs[0]
    if value.type is not VOID:
        stored = erased(value, ending.operations)
        variable = stack.results[kind_of(value.type)]
        ending.operations.append(new_operation("static_set", [stored], None, (variable,)))
    graph.returnblock = Block("return", [Variable("result", type=VOID)])
    return_void(ending, graph)


def take_result(type_: LowLevelType, stack: Stack, operations: list[Operation]) -> Value:
    """Append what reads the result of a resumed function; return it."""
    if type_ is VOID:
        return Constant(None, VOID)
    kind = kind_of(type_)
    taken = new_operation("static_get", [], None, (stack.results[kind],))
    operations.append(taken)
    if kind == "r":  # it must not be kept alive from here
        nothing = zero_constant(KINDS[kind])
        operations.append(new_operation("static_set", [nothing], None, (stack.results[kind],)))
    return restored(taken.result, type_, operations)


def _entry(place: Place, frame: Variable, blocks: dict[Block, Block], stack: Stack) -> Block:
    """Return the block that restores what a frame has and goes on behind the call."""
    entry = Block("restore")
    operations = entry.operations
    known: dict[Value, Value] = {}
    own = new_operation("cast_pointer", [frame], None, (Ptr(place.layout.struct),), "frame")
    operations.append(own)
    for name, variable in zip(place.layout.struct.fields, place.saved, strict=True):
        loaded = new_operation("getfield", [own.result], None, (name,), variable.name)
        operations.append(loaded)
        known[variable] = restored(loaded.result, variable.type, operations)
    if place.result is not None:
        known[place.result] = take_result(place.result.type, stack, operations)

    def link(original: Link) -> Link:
        return Link([known.get(arg, arg) for arg in original.args], blocks[original.target])

    if place.failed is None:
        goto(entry, link(place.normal))
    else:
        pending = new_operation("exc_pending", [], None, result_name="pending")
        operations.append(pending)
        branch(entry, pending.result, link(place.normal), link(place.failed))
    return entry
