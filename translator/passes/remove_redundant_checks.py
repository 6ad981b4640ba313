"""Removes checks that cannot fail: what a dominating branch has decided, and what follows from intervals of integers.

    before                                   after
    loop(i):                                 loop(i):
        more = int_lt(i, n)                      more = int_lt(i, n)
        switch more                              switch more
            false -> return(i)                       false -> return(i)
            true  -> body()                          true  -> body()
    body():                                  body():
        ok = int_between_unsigned(i, n)          x = getarrayitem(a, i)
        switch ok                                j = int_add(i, 1)
            false -> out_of_range()              goto loop(j)
            true  -> fine()
    fine():
        x = getarrayitem(a, i)
        j = int_add_ovf(i, 1)
        goto loop(j)

Bounds, None, overflow and sign checks go this way.  A loop counter that only grows is at least its first value; for
counters that are not overflow-checked, a first walk finds which of their steps cannot wrap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final, final

from weft.flowspace.graph import DEFAULT, RAISES, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import BOOL, SIGNED
from weft.translator.analysis.facts import FULL, HIGHEST, LOWEST, Facts, Interval
from weft.translator.analysis.flow import Flow
from weft.translator.analysis.intervals import exact_interval, fits, learn_from_result, result_interval
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.fold_rules import ALLOCATIONS
from weft.translator.passes.graph_edits import goto, substitute
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.simplify_blocks import SimplifyBlocks, simplify_exits

_PLAIN: Final = {"int_add_ovf": "int_add", "int_sub_ovf": "int_sub", "int_mul_ovf": "int_mul"}
_DEREFERENCES: Final = frozenset(
    {"getfield", "setfield", "getarrayitem", "setarrayitem", "getarraysize", "getitemfield", "setitemfield"}
    | {"gettail", "settail"}
)
"""Operations that only run when their first operand is not null."""


@final
@dataclass(frozen=True, slots=True)
class RemoveRedundantChecks(GraphPass):
    """Decide branches by facts; turn overflow-checked operations into plain ones."""

    rounds: int = 3

    name: ClassVar[str] = "remove-redundant-checks"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Walk the dominator tree; once more if a branch was decided, as fewer values merge then."""
        changed = False
        for _ in range(self.rounds):
            walk = _decide(graph, context.program.exceptions_lowered)
            changed |= walk.changed
            if not walk.replaced and not walk.branches_decided:
                break
            for block in graph.blocks():
                simplify_exits(block)
            RemoveRedundantArguments().run(graph, context)
        if changed:
            SimplifyBlocks().run(graph, context)
        return changed


def _decide(graph: Graph, lowered: bool) -> _Walk:
    """Walk the graph, twice if there are loops with counters that are not overflow-checked."""
    flow = Flow(graph)
    first = _Walk(flow, lowered, set(), change=False)
    if first.has_counters():
        first.run()
    walk = _Walk(flow, lowered, first.exact, change=True)
    walk.run()
    substitute(graph, walk.replaced)
    return walk


@dataclass(slots=True, eq=False)
class _Walk:
    """One walk down the dominator tree."""

    flow: Flow
    lowered: bool
    exact_before: set[Operation]
    """Plain additions and subtractions that were found not to wrap."""
    change: bool
    facts: Facts = field(default_factory=Facts)
    exact: set[Operation] = field(default_factory=set)
    replaced: dict[Variable, Value] = field(default_factory=dict)
    passed: dict[Link, list[Interval]] = field(default_factory=dict)
    """Intervals of the arguments of links that were seen."""
    changed: bool = False
    branches_decided: bool = False
    _sources: tuple[dict[Value, Operation], dict[Value, Block]] | None = None

    def has_counters(self) -> bool:
        """True if a loop has integer arguments."""
        return any(argument.type is SIGNED for _, link in self.flow.back_links() for argument in link.target.inputargs)

    def run(self) -> None:
        """Visit the blocks in preorder of the dominator tree."""
        children = self.flow.dominator_children()
        stack: list[tuple[Block, int]] = [(self.flow.order[0], 0)]
        facts = self.facts
        while stack:
            block, mark = stack.pop()
            facts.undo(mark)
            self.enter(block)
            self.visit(block)
            # A child forgets what its siblings learnt: it goes back to the mark after this block.
            after = facts.mark()
            stack.extend((child, after) for child in reversed(children[block]))

    # ---------------------------------------------------------------- entering blocks

    def enter(self, block: Block) -> None:
        """Learn from how the block is entered."""
        entries = self.flow.entries[block]
        if block is self.flow.graph.startblock:
            return
        if len(entries) == 1:
            source, link = entries[0]
            self.assume_case(source, link)
        for position, argument in enumerate(block.inputargs):
            if argument.type is SIGNED:
                low, high = self.argument_interval(block, position, entries)
                if (low, high) != FULL:
                    self.facts.restrict(argument, low, high)

    def assume_case(self, source: Block, link: Link) -> None:
        """A link was taken: so its case holds."""
        switch = source.exitswitch
        if switch is RAISES or not isinstance(switch, Variable) or link.exitcase is DEFAULT:
            return
        if switch.type is BOOL:
            self.facts.assume(switch, link.exitcase)
        elif switch.type is SIGNED:
            self.facts.restrict(switch, link.exitcase, link.exitcase)

    def argument_interval(self, block: Block, position: int, entries: list[tuple[Block, Link]]) -> Interval:
        """Return the interval of a block argument: of all that is passed, or by how a counter moves."""
        low, high = HIGHEST, LOWEST
        back: list[Value] = []
        first: list[Value] = []
        for _, link in entries:
            seen = self.passed.get(link)
            if seen is None:
                back.append(link.args[position])
            else:
                first.append(link.args[position])
                low, high = min(low, seen[position][0]), max(high, seen[position][1])
        if back:
            argument = block.inputargs[position]
            up = all(self.moves(value, argument, 1, {}) for value in back)
            down = all(self.moves(value, argument, -1, {}) for value in back)
            low, high = low if up else LOWEST, high if down else HIGHEST
            if len(first) == 1 and first[0] is not argument:
                if up:
                    self.facts.learn_difference(first[0], argument, 0)
                if down:
                    self.facts.learn_difference(argument, first[0], 0)
        return low, high

    def moves(self, value: Value, start: Value, direction: int, seen: dict[Value, None]) -> bool:
        """True if `value` is `start` moved in one direction only (1: up), without wrapping."""
        if value is start or value in seen:
            return True
        if isinstance(value, Constant) or len(seen) > 50:
            return False
        seen[value] = None
        made_by = self.definition(value)
        if made_by is None:
            block = self.home(value)
            if block is None:
                return False
            position = block.inputargs.index(value)
            entries = self.flow.entries[block]
            return all(self.moves(link.args[position], start, direction, seen) for _, link in entries)
        name = made_by.spec.name
        if name not in ("int_add", "int_sub", "int_add_ovf", "int_sub_ovf"):
            return False
        if name in ("int_add", "int_sub") and made_by not in self.exact_before:
            return False
        base, step = made_by.args
        if not isinstance(step, Constant):
            return False
        amount = step.value if name.startswith("int_add") else -step.value
        return amount * direction >= 0 and self.moves(base, start, direction, seen)

    def definition(self, value: Value) -> Operation | None:
        """Return the operation that defines a value, wherever it stands."""
        return self.sources()[0].get(value)

    def home(self, value: Value) -> Block | None:
        """Return the block that a value is an argument of, if it merges something."""
        block = self.sources()[1].get(value)
        return None if block is None or block is self.flow.graph.startblock else block

    def sources(self) -> tuple[dict[Value, Operation], dict[Value, Block]]:
        """Return what defines each value: an operation, or a block with arguments."""
        if self._sources is None:
            operations: dict[Value, Operation] = {}
            homes: dict[Value, Block] = {}
            for block in self.flow.order:
                homes.update((argument, block) for argument in block.inputargs)
                operations.update((operation.result, operation) for operation in block.operations)
            self._sources = (operations, homes)
        return self._sources

    # ---------------------------------------------------------------- inside blocks

    def visit(self, block: Block) -> None:
        """Learn from the operations of a block; decide those that are known."""
        facts = self.facts
        kept: list[Operation] = []
        for operation in block.operations:
            if self.is_decided(operation):
                continue
            kept.append(operation)
            name = operation.spec.name
            facts.definitions[operation.result] = operation
            if operation.result.type is SIGNED:
                self.arithmetic(block, operation)
            elif name in ALLOCATIONS and not self.lowered:
                facts.set_nonnull(operation.result, True)
            if name in _DEREFERENCES:
                facts.set_nonnull(operation.args[0], True)
        if len(kept) != len(block.operations):
            block.operations = kept
        self.exits(block)

    def is_decided(self, operation: Operation) -> bool:
        """Replace a comparison whose result is known, and an index that does not count from the end."""
        if not self.change:
            return False
        if operation.spec.name == "int_wrap_index" and self.facts.interval(operation.args[0])[0] >= 0:
            index = operation.args[0]
            self.replaced[operation.result] = index
            self.facts.restrict(operation.result, *self.facts.interval(index))
            self.facts.define_sum(operation.result, index, 0)
            self.changed = True
            return True
        if operation.result.type is not BOOL:
            return False
        answer = self.facts.decide(operation)
        if answer is None:
            return False
        self.replaced[operation.result] = Constant(answer, BOOL)
        self.changed = True
        return True

    def arithmetic(self, block: Block, operation: Operation) -> None:
        """Learn about an integer result; an overflow check that cannot fail goes."""
        facts, name = self.facts, operation.spec.name
        if name == "int_wrap_index" and self.change and facts.interval(operation.args[0])[1] < 0:
            operation.spec = OPS["int_add"]
            name = "int_add"
            self.changed = True
        if name in _PLAIN or name in ("int_add", "int_sub"):
            x, y = (facts.interval(arg) for arg in operation.args)
            if fits(exact_interval(name[4:7], x, y)):
                self.exact.add(operation)
                if name in _PLAIN and self.change:
                    operation.spec = OPS[_PLAIN[name]]
                    self.exact_before.add(operation)
                    self.changed = True
                    if block.raises and operation is block.operations[-1]:
                        goto(block, block.exits[0])
        learn_from_result(operation, facts)
        interval = result_interval(operation, facts)
        if interval != FULL:
            facts.restrict(operation.result, *interval)

    def exits(self, block: Block) -> None:
        """Decide the branch at the end; note what the links pass."""
        facts, switch = self.facts, block.exitswitch
        if self.change and isinstance(switch, Variable):
            known = facts.conditions.get(switch)
            if known is not None:
                block.exitswitch = Constant(known, BOOL)
                if simplify_exits(block):
                    self.changed = self.branches_decided = True
        for link in block.exits:
            if not link.args:
                continue
            mark = facts.mark()
            if len(block.exits) > 1:
                self.assume_case(block, link)
            self.passed[link] = [facts.interval(arg) if arg.type is SIGNED else FULL for arg in link.args]
            if self.change and any(arg in facts.conditions for arg in link.args):
                link.args = [self.known_bool(arg) for arg in link.args]
                self.changed = True
            facts.undo(mark)

    def known_bool(self, value: Value) -> Value:
        """Return the constant if a value is a Bool that is known here."""
        known = self.facts.conditions.get(value)
        return value if known is None else Constant(known, BOOL)
