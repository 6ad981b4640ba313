"""Puts the bodies of small functions, and of functions called once, in the place of calls.

    before                                   after
    graph @twice(x): ... int_mul(x, 2) ...   entry(a):
    entry(a):                                    r = int_mul(a, 2)
        r = direct_call(@twice, a)               goto return(r)
        goto return(r)

Callees come before callers, recursive functions are left alone, and each changed graph is tidied before it is
considered for inlining itself.  Where an exception leaves the inlined body it goes on to the handlers of the call, or
out of the caller.  The traceback is what it would be without inlining: operations keep their spans, and a
`traceback_add` with the span of the call stands in between (unless either span is hidden).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final, final

from weft.flowspace.edit import copy_blocks
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Variable
from weft.rlib.intrinsics import promises_not_to_collect
from weft.rlib.kept_locals import keep_on
from weft.rtyper.program import Program
from weft.rtyper.visibility import is_visible
from weft.translator.analysis.call_graph import CallGraph, address_taken, call_graph, direct_callee
from weft.translator.analysis.can_raise import CanRaise, can_raise
from weft.translator.analysis.cold_blocks import cold_blocks
from weft.translator.pass_base import PassContext, ProgramPass
from weft.translator.passes.constant_fold import ConstantFold
from weft.translator.passes.dispatch_exceptions import EXCEPTION_POINTER, Handler, dispatch, make_handler
from weft.translator.passes.graph_edits import goto, new_operation
from weft.translator.passes.remove_dead_operations import RemoveDeadOperations
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.simplify_blocks import SimplifyBlocks

_CONSTANT_BONUS: Final = 4
"""How much bigger a callee may be for each constant it is given."""
_TIDY: Final = (RemoveRedundantArguments(), ConstantFold(), SimplifyBlocks(), RemoveDeadOperations())


@final
@dataclass(frozen=True, slots=True)
class Inline(ProgramPass):
    """Inline by size: costs are those of the operation table."""

    threshold: int = 40
    """Cost up to which a function is inlined wherever it is called."""
    cold_threshold: int = 8
    """The same for calls in blocks that are rarely executed."""
    once_threshold: int = 300
    """Cost up to which a function is inlined that is called in one place only."""
    largest: int = 3000
    """Callers do not grow beyond this cost."""

    name: ClassVar[str] = "inline"
    forbids: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered", "stack-checks-inserted"})

    def run(self, program: Program, context: PassContext) -> bool:
        """Inline bottom-up."""
        calls = call_graph(context.graphs())
        work = _Inlining(self, program, context, calls, can_raise(program, context.graphs()), address_taken(program))
        work.capturing.update(g for g in calls.graphs if any(op.name == "stack_capture" for _, op in g.operations()))
        for component in calls.components():
            if len(component) > 1 or component[0] in calls.callees[component[0]]:
                work.recursive.update(component)
            for graph in component:
                if work.inline_into(graph):
                    for step in _TIDY:
                        step.run(graph, context)
                work.sizes[graph] = cost_of(graph)
        context.forget_functions()
        context.log(f"inline: {work.count} calls replaced by the bodies of their functions")
        return work.count > 0


def cost_of(graph: Graph) -> int:
    """Return what the inliner counts for a graph."""
    cost = 0
    for block in graph.blocks():
        cost += len(block.exits)
        for operation in block.operations:
            cost += operation.spec.cost
    return cost


@dataclass(slots=True, eq=False)
class _Inlining:
    """The state of inlining in a whole program."""

    options: Inline
    program: Program
    context: PassContext
    calls: CallGraph
    analysis: CanRaise
    address_taken: set[Graph]
    recursive: set[Graph] = field(default_factory=set)
    sizes: dict[Graph, int] = field(default_factory=dict)
    """Costs of the graphs that are finished."""
    capturing: set[Graph] = field(default_factory=set)
    """Graphs of functions that can be suspended alone."""
    count: int = 0

    def inline_into(self, graph: Graph) -> bool:
        """Inline calls in one graph; True if there were any."""
        size = cost_of(graph)
        cold: set[Block] | None = None
        before = self.count
        for origin in list(graph.blocks()):
            block: Block | None = origin
            while block is not None:
                at, block = block, None
                for position, operation in enumerate(at.operations):
                    if operation.spec.name != "direct_call":
                        continue
                    callee = direct_callee(operation).graph
                    if callee not in self.sizes or callee in self.recursive or callee is graph:
                        continue
                    if cold is None:
                        cold = cold_blocks(graph)
                    added = self.sizes[callee]
                    if added > self.limit(operation, callee, origin in cold) or size + added > self.options.largest:
                        continue
                    size += added
                    block = self.inline_call(graph, at, position, callee)
                    self.count += 1
                    break
        return self.count > before

    def limit(self, operation: Operation, callee: Graph, is_cold: bool) -> int:
        """Return the cost that the callee of a call may have."""
        options = self.options
        if promises_not_to_collect(callee.function):
            return -1  # it is checked as a whole: weft.gc.transform.promises
        if callee in self.capturing:
            return -1  # it is this function that returns its frame
        if callee.function is keep_on:
            return -1  # only where an exception leaves a function, and taken out of those that promise not to collect
        if self.calls.sites[callee] == 1 and callee not in self.address_taken and not is_cold:
            return max(options.once_threshold, options.threshold)
        if is_cold:
            return options.cold_threshold
        constants = sum(1 for arg in operation.args[1:] if isinstance(arg, Constant) and arg.value is not None)
        return options.threshold + _CONSTANT_BONUS * constants if options.threshold else 0

    def inline_call(self, graph: Graph, block: Block, position: int, callee: Graph) -> Block:
        """Replace the call at a position of a block; return the block that continues after it."""
        operation = block.operations[position]
        guarded = block.raises and position == len(block.operations) - 1
        handlers = block.exits[1:] if guarded else []
        after = Block(block.name, [operation.result])
        if guarded:
            goto(after, block.exits[0])
        else:
            after.operations = block.operations[position + 1 :]
            after.exitswitch, after.exits = block.exitswitch, block.exits
        originals = list(callee.blocks())
        copies, _ = copy_blocks(originals)
        body = [copies[original] for original in originals if not original.is_final]
        block.operations = block.operations[:position]
        goto(block, Link(list(operation.args[1:]), copies[callee.startblock]))
        site = _Site(self, graph, operation, [make_handler(link) for link in handlers])
        for inlined in body:
            site.connect(inlined, copies.get(callee.returnblock), copies.get(callee.exceptblock), after)
        return after


@dataclass(slots=True, eq=False)
class _Site:
    """One call being replaced: where the exceptions of the inlined body go."""

    inlining: _Inlining
    graph: Graph
    operation: Operation
    handlers: list[Handler]
    visible: bool = field(init=False)
    landing: Block | None = None
    """Takes the exceptions of the body's operations."""

    def __post_init__(self) -> None:
        self.visible = is_visible(self.operation.span)

    def connect(self, block: Block, returning: Block | None, raising: Block | None, after: Block) -> None:
        """Let an inlined block return to, and raise into, the caller."""
        for link in block.exits:
            if link.target is returning:
                link.target = after
            elif link.target is raising:
                link.target = self.raise_target()
        if self.handlers or self.visible:
            self.guard(block)

    def raise_target(self) -> Block:
        """Return where an explicit raise of the body goes; each has a landing of its own, to be folded."""
        return self.new_landing() if self.handlers or self.visible else self.graph.exceptblock

    def new_landing(self) -> Block:
        """Return a block that records the call in the traceback and finds the handler."""
        exception = Variable("exception", type=EXCEPTION_POINTER)
        landing = Block("landing", [exception])
        if self.visible:
            landing.operations.append(new_operation("traceback_add", [exception], self.operation.span))
        otherwise = Link([exception], self.graph.exceptblock)
        dispatch(landing, exception, self.handlers, self.inlining.program.root_exception, otherwise)
        return landing

    def guard(self, block: Block) -> None:
        """Lead the exceptions of a block's operations to the landing."""
        analysis, program = self.inlining.analysis, self.inlining.program
        operations, exits, switch = block.operations, block.exits, block.exitswitch
        last = len(operations) - 1
        start, current = 0, block
        for position, operation in enumerate(operations):
            if not operation.spec.raises or not analysis.operation(operation):
                continue
            if position == last and switch is RAISES:
                if all(link.exitcase is not program.root_exception for link in exits):
                    exits = [*exits, self.landing_link()]
                continue
            if not self.handlers and not is_visible(operation.span):
                operation.span = self.operation.span
                continue
            rest = Block(block.name)
            current.operations = operations[start : position + 1]
            current.exitswitch = RAISES
            current.exits = [Link([], rest), self.landing_link()]
            start, current = position + 1, rest
        current.operations = operations[start:]
        current.exitswitch, current.exits = switch, exits

    def landing_link(self) -> Link:
        """Return an exit that catches everything and goes to the shared landing."""
        if self.landing is None:
            self.landing = self.new_landing()
        exception = Variable("exception", type=EXCEPTION_POINTER)
        return Link([exception], self.landing, self.inlining.program.root_exception, exception)
