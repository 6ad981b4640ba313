"""Weaves counts into a graph: a variable that owns a reference gives it away or, at its death, lets go of it.

    before                           after
    start(tree, other):              start(tree, other):         # both borrowed: no count
        left = getfield[left](tree)      left = getfield[left](tree)
                                         count_up(left)          # it is needed after a call that may change `tree`
        n = direct_call(f, left)         n = direct_call(f, left)
                                         count_back(left)
        setfield[right](tree, other)     count_up(other)         # the heap keeps it
                                         old = getfield[right](tree)
                                         setfield[right](tree, other)
                                         count_down(old)
        new = direct_call(g)             new = direct_call(g)    # owned, and given to the caller
        goto return(new)                 goto return(new)

Blocks are self-contained: who owns what is known at their starts (`ownership.py`), everything else is a matter of one
block.  Pairs that would cancel never arise: the last use of an owned variable that keeps it takes its reference over,
and what is loaded stays borrowed while its place in an object that lives cannot be overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.graph import RAISES, Block, Graph, Link, Operation, Value, Variable
from weft.gc.transform.lifetimes import Lifetimes, borrow_across_blocks
from weft.gc.transform.overwriting import Overwriting
from weft.gc.transform.ownership import is_reference, owned_arguments
from weft.translator.passes.graph_edits import goto, new_operation, take_as_arguments

LOAD_OF: Final = {
    "setfield": "getfield",
    "setarrayitem": "getarrayitem",
    "setitemfield": "getitemfield",
    "settail": "gettail",
    "static_set": "static_get",
}


def insert_counts(graph: Graph, first: Mapping[Operation, bool], overwriting: Overwriting) -> None:
    """Insert the counts of a graph; exceptions were lowered, and allocations were not.

    `first` has the stores that have nothing to let go of.
    """
    if any(link.target is graph.startblock for block in graph.blocks() for link in block.exits):
        _separate_start(graph)
    owned = owned_arguments(graph, {"owned", "loaded"})
    lasting = owned_arguments(graph, {"owned"})
    borrow_across_blocks(graph, owned, overwriting)
    for block in list(graph.blocks()):
        if block.exits:
            _Counter(block, owned, lasting, first, Lifetimes(block, owned, overwriting)).run()


def _separate_start(graph: Graph) -> None:
    """Put a block in front of the first one, which is in a loop: arguments of the function borrow, others may own."""
    arguments = [argument.copy() for argument in graph.startblock.inputargs]
    entry = Block("entry", arguments)
    goto(entry, Link(list(arguments), graph.startblock))
    graph.startblock = entry


@dataclass(slots=True, eq=False)
class _Counter:
    """Rewrites one block.  A reference is known by the variable behind its names."""

    block: Block
    owned_arguments: Set[Variable]
    lasting: Set[Variable]
    """Those that may have got a reference that was not loaded."""
    first: Mapping[Operation, bool]
    """The stores that have nothing to let go of."""
    lifetimes: Lifetimes
    output: list[Operation] = field(default_factory=list)

    def run(self) -> None:
        """Rewrite the block."""
        deaths: dict[int, list[Value]] = {}
        for reference in self.lifetimes.owned:
            deaths.setdefault(self.lifetimes.last[reference], []).append(reference)
        self._let_go(deaths.get(-1, []))
        for index, operation in enumerate(self.block.operations):
            self._operation(index, operation, deaths.get(index, []))
        self.block.operations = self.output
        self._exits(deaths.get(self.lifetimes.end, []))

    # Rewriting ------------------------------------------------------------------------------------------------

    def _operation(self, index: int, operation: Operation, deaths: list[Value]) -> None:
        kept = self.lifetimes.kept(operation)
        if kept is not None:
            if kept in deaths:
                deaths = [reference for reference in deaths if reference is not kept]
            else:
                self._emit("count_up", kept, operation)
        old = self._old_value(operation)
        self.output.append(operation)
        if old is not None:
            self._emit("count_down", old, operation)
        if operation.result in self.lifetimes.loaded:
            self._emit("count_up", operation.result, operation)
        self._let_go(deaths)

    def _old_value(self, operation: Operation) -> Value | None:
        """Load what a store is about to overwrite, if that can be a counted object."""
        name = operation.name
        if name not in LOAD_OF or operation in self.first or not operation.args[-1].type.is_gc_pointer:
            return None
        if name != "static_set" and not operation.args[0].type.is_gc_pointer:
            return None
        load = new_operation(LOAD_OF[name], operation.args[:-1], operation.span, operation.statics, "old")
        self.output.append(load)
        return load.result

    def _emit(self, name: str, reference: Value, at: Operation | None) -> None:
        self.output.append(new_operation(name, [reference], at.span if at is not None else None))

    def _let_go(self, references: list[Value]) -> None:
        for reference in references:
            self._emit(self._down(reference), reference, None)

    def _down(self, reference: Value) -> str:
        """Return the operation that lets go of a reference."""
        if reference in self.lifetimes.loaded or (reference in self.owned_arguments and reference not in self.lasting):
            return "count_back"
        return "count_down"

    def _exits(self, living: list[Value]) -> None:
        """Hand over references to the next blocks; what they do not need is let go of on the way."""
        for link in self.block.exits:
            null = self._null_on(link)
            needed: dict[Value, int] = dict.fromkeys(living, 0)
            for value, argument in zip(link.args, link.target.inputargs, strict=True):
                if argument in self.owned_arguments and is_reference(value):
                    reference = self.lifetimes.names.behind(value)
                    needed[reference] = needed.get(reference, 0) + 1
            self.output = []
            for reference, count in needed.items():
                if reference is not null:
                    self._hand_over(reference, count)
            self._place(link, self.output)

    def _hand_over(self, reference: Value, count: int) -> None:
        """Emit what makes `count` references of the one that we own, if we do."""
        for _ in range(count - 1 if reference in self.lifetimes.owned else count):
            self.output.insert(0, new_operation("count_up", [reference], None))
        if count == 0 and reference in self.lifetimes.owned:
            self._emit(self._down(reference), reference, None)

    def _place(self, link: Link, counts: list[Operation]) -> None:
        """Put operations on a link: at the end of the block if it is the only one, else in a block between."""
        if not counts:
            return
        if len(self.block.exits) == 1 and self.block.exitswitch is not RAISES:
            self.block.operations += counts
            return
        between = Block("counts", operations=counts)
        goto(between, Link(link.args, link.target))
        link.args = take_as_arguments(between)
        link.target = between

    def _null_on(self, link: Link) -> Value | None:
        """Return the reference that is known to be null on a link."""
        switch = self.block.exitswitch
        for operation in self.block.operations:
            if operation.result is switch and operation.name in ("ptr_iszero", "ptr_nonzero"):
                if link.exitcase is (operation.name == "ptr_iszero"):
                    return self.lifetimes.names.behind(operation.args[0])
            elif operation.result is switch and operation.name == "exc_pending" and link.exitcase is True:
                return self._result_of_last_call()
        return None

    def _result_of_last_call(self) -> Value | None:
        """Return the result of the call that raised: null."""
        for operation in reversed(self.block.operations):
            if operation.name in ("direct_call", "indirect_call"):
                return operation.result
        return None
