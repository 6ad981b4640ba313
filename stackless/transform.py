"""Weaves saving and resuming into a program: `make_stackless(program)`.

    before                                   after
        x = direct_call(g, a)                    x = direct_call(g, a)
        pending = exc_pending()                  pending = exc_pending()
        switch pending                           switch pending
            false -> go(x, b)                        false -> go(x, b)
            true  -> propagate()                     true  -> unwound(b)
                                             unwound(b):
                                                 saving = exc_is(<unwinding>)
                                                 switch saving
                                                     false -> propagate()
                                                     true  -> save(b)
                                             save(b):
                                                 direct_call(save_frame_w1, point, b)
                                                 goto return(0)

A call without a test gets one, unless nothing comes after it.  Blocks are self-contained, before and after.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.diagnostics import Diagnostic, SourceSpan, TranslationError
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.types import RESUME_POINT, VOID, Ptr
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.program import Program
from weft.rtyper.visibility import is_visible
from weft.stackless.can_unwind import REQUESTS, CanUnwind, can_unwind
from weft.stackless.driver import Stack
from weft.stackless.entries import drive_entries
from weft.stackless.frames import FRAME_POINTER, POINT_POINTER, Layouts, call, erased
from weft.stackless.resumption import Place, resume_graph
from weft.translator.analysis.call_graph import direct_callee
from weft.translator.passes.graph_edits import branch, goto, new_operation, take_as_arguments, zero_constant


def check_not_needed(program: Program) -> None:
    """Raise a `TranslationError` if a program that is not made stackless asks for its stack to be saved."""
    graphs = list(dict.fromkeys(program.graphs()))
    work = [(graph, op.span) for graph in graphs for _, op in graph.operations() if op.name in REQUESTS]
    if not work:
        return
    callers = _direct_calls(graphs)
    span = work[0][1]
    for graph, span in work:  # noqa: B007 - the first call in the program's own code
        if span is not None and is_visible(span):
            break
        work += callers.pop(graph, ())
    message = "the program saves its stack, which needs --stackless"
    raise TranslationError(Diagnostic("W0906", message, span, help="translate with --stackless"))


def _direct_calls(graphs: list[Graph]) -> dict[Graph, list[tuple[Graph, SourceSpan | None]]]:
    """Return where graphs are called directly, and from which."""
    found: dict[Graph, list[tuple[Graph, SourceSpan | None]]] = {}
    for graph in graphs:
        for _, operation in graph.operations():
            if operation.name == "direct_call":
                found.setdefault(direct_callee(operation).graph, []).append((graph, operation.span))
    return found


def make_stackless(program: Program) -> int:
    """Let a program save its stack where that is full; exceptions were lowered, memory management not yet.

    Returns the number of functions that can be saved.
    """
    graphs = list(dict.fromkeys(program.graphs()))
    unwinding = can_unwind(graphs)
    if not unwinding.graphs:
        return 0
    stack = Stack(program)
    layouts = Layouts(stack.append)
    count = 0
    for graph in graphs:
        if graph in unwinding.graphs:
            weaving = _Weaving(graph, unwinding, stack, layouts)
            weaving.run()
            if weaving.places:
                resume_graph(graph, weaving.places, stack)
                count += 1
    drive_entries(program, stack)
    return count


@dataclass(slots=True, eq=False)
class _Weaving:
    """The state of changing one graph."""

    graph: Graph
    unwinding: CanUnwind
    stack: Stack
    layouts: Layouts
    places: list[Place] = field(default_factory=list)

    def run(self) -> None:
        """Let the graph save itself after its calls, and where it finds the stack full."""
        for block in list(self.graph.blocks()):
            current: Block | None = block
            while current is not None:
                current = self.first_call(current)
            self.stack_check(block)

    def first_call(self, block: Block) -> Block | None:
        """Handle the first call of a block from which unwinding may come back; return the block with the rest."""
        for position, operation in enumerate(block.operations):
            following = block.operations[position + 1 :]
            if operation.name in REQUESTS:
                return self.request(block, position, following)
            if not self.unwinding.call(operation):
                continue
            if [f.name for f in following] == ["exc_pending"] and block.exitswitch is following[0].result:
                self.guard(block, operation)
                return None
            if not following and self.returns_at_once(block, operation):
                return None
            rest, passed = self.cut(block, following)
            pending = new_operation("exc_pending", [], operation.span, result_name="pending")
            block.operations = [*block.operations[: position + 1], pending]
            branch(block, pending.result, Link(passed, rest), Link(list(passed), rest))
            self.guard(block, operation)
            return rest
        return None

    def cut(self, block: Block, operations: list[Operation]) -> tuple[Block, list[Value]]:
        """Return a block that does the last operations of a block and what comes after, and what it takes."""
        rest = Block("after", operations=operations, exitswitch=block.exitswitch, exits=block.exits)
        return rest, take_as_arguments(rest)

    def request(self, block: Block, position: int, following: list[Operation]) -> Block | None:
        """Let a block that asks for the stack to be saved do that; return the block with the rest."""
        operation = block.operations[position]
        rest: Block | None = None
        failed: Link | None = None
        if [f.name for f in following] == ["exc_pending"] and block.exitswitch is following[0].result:
            normal, failed = block.exits
        else:
            rest, passed = self.cut(block, following)
            normal = Link(passed, rest)
        result = operation.result
        live = _variables([*normal.args, *(failed.args if failed is not None else ())], but=result)
        place = self.new_place(live, result if result.type is not VOID else None, normal)
        place.failed = failed
        block.operations = block.operations[:position]
        if operation.name == "stack_capture":
            self.capture(block, place, operation.span)
        else:
            block.operations.append(call(self.stack.starters[operation.name], *operation.args))
            goto(block, Link(list(place.saved), self.saving_block(place)))
        return rest

    def capture(self, block: Block, place: Place, span: SourceSpan | None) -> None:
        """Let a block save its function alone and return the frame, or raise MemoryError."""
        if self.graph.result.type != FRAME_POINTER:
            message = f"{self.graph.name} returns its frame here, and something else at its end"
            advice = "let it return the frame_stack_top to go on with"
            raise TranslationError(Diagnostic("W0906", message, span, help=advice))
        values = [erased(variable, block.operations) for variable in place.saved]
        frame = call(place.layout.make, Constant(place.point, POINT_POINTER), *values)
        failed = new_operation("ptr_iszero", [frame.result], frame.span)
        block.operations += [frame, failed]
        done, names = _block_with("captured", [frame.result])
        done.operations = [call(self.stack.capture, names[frame.result])]
        goto(done, Link([names[frame.result]], self.graph.returnblock))
        lost = Block("lost", operations=[new_operation("exc_set", [self.stack.no_memory], None)])
        goto(lost, Link([zero_constant(self.graph.result.type)], self.graph.returnblock))
        branch(block, failed.result, Link([frame.result], done), Link([], lost))

    def returns_at_once(self, block: Block, operation: Operation) -> bool:
        """True if a call is the last that a function does: its frame is not needed any more."""
        if block.exitswitch is not None or block.exits[0].target is not self.graph.returnblock:
            return False
        (returned,) = block.exits[0].args
        return returned is operation.result or returned.type is VOID is operation.result.type

    def guard(self, block: Block, operation: Operation) -> None:
        """Let a block that ends with a call and the test for exceptions save what it needs when unwinding."""
        normal, failed = block.exits
        assert normal.exitcase is False and failed.exitcase is True
        result = operation.result
        live = _variables([*normal.args, *failed.args], but=result)
        given: list[Value] = [*live, result] if result in failed.args else list(live)
        unwound, names = _block_with("unwound", given)
        test = new_operation("exc_is", [self.mark()], operation.span, result_name="saving")
        unwound.operations = [test]
        place = self.new_place(live, result if result.type is not VOID else None, normal)
        save = self.saving_block(place)
        otherwise = Link([names.get(arg, arg) for arg in failed.args], failed.target)
        branch(unwound, test.result, otherwise, Link([names[v] for v in place.saved], save))
        block.exits[1] = Link(given, unwound, True)
        place.failed = block.exits[1]

    def stack_check(self, block: Block) -> None:
        """Let a function save itself where it finds the stack full, and there is memory."""
        if not block.operations or block.operations[-1].name != "stack_exhausted":
            return
        normal, failed = block.exits
        assert normal.exitcase is False and block.exitswitch is block.operations[-1].result
        live = _variables(normal.args)
        given: list[Value] = list(_variables([*live, *failed.args]))
        full, names = _block_with("full", given)
        room = call(self.stack.start)
        full.operations = [room]
        place = self.new_place(live, None, normal)
        save = self.saving_block(place)
        otherwise = Link([names.get(arg, arg) for arg in failed.args], failed.target)
        branch(full, room.result, otherwise, Link([names[v] for v in place.saved], save))
        block.exits[1] = Link(given, full, True)

    def new_place(self, live: list[Variable], result: Variable | None, normal: Link) -> Place:
        """Add a resume point of the graph."""
        layout, ordered = self.layouts.place(live)
        place = Place(StructValue(RESUME_POINT), layout, ordered, result, normal, None)
        self.places.append(place)
        return place

    def saving_block(self, place: Place) -> Block:
        """Return the block that saves the variables of a place, which it takes."""
        block, names = _block_with("save", list(place.saved))
        values = [erased(names[variable], block.operations) for variable in place.saved]
        block.operations.append(call(place.layout.save, Constant(place.point, POINT_POINTER), *values))
        goto(block, Link([zero_constant(self.graph.result.type)], self.graph.returnblock))
        return block

    def mark(self) -> Constant:
        """Return the exception that is pending while unwinding."""
        return Constant(self.stack.mark, Ptr(self.stack.mark.type))


def _variables(values: list[Value] | list[Variable], but: Value | None = None) -> list[Variable]:
    """Return the variables among values, each once; those without a run-time value are none."""
    return [v for v in dict.fromkeys(values) if isinstance(v, Variable) and v is not but and v.type is not VOID]


def _block_with(name: str, values: list[Value]) -> tuple[Block, dict[Value, Value]]:
    """Return a block that takes these variables, and what they are called in it."""
    names: dict[Value, Value] = {}
    block = Block(name)
    for value in values:
        assert isinstance(value, Variable)
        own = names[value] = value.copy()
        block.inputargs.append(own)
    return block, names
