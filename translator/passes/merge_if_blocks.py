"""Turns chains of comparisons of one integer with constants into a switch.

    before                                   after
    entry(op):                               entry(op):
        a = int_eq(op, 1)                        switch op
        switch a                                     1       -> one()
            false -> next()                          2       -> two()
            true  -> one()                           default -> other()
    next():
        b = int_eq(op, 2)
        switch b
            false -> other()
            true  -> two()

Needs the dominance form: the comparison must be all that the later blocks of the chain do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias, final

from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.translator.analysis.flow import Flow
from weft.translator.pass_base import GraphPass, PassContext

_SHORTEST: Final = 3
"""A switch with fewer cases than that is no better than the comparisons."""

_EQUAL: Final = frozenset({"int_eq", "char_eq", "unichar_eq", "uint_eq"})
_UNEQUAL: Final = frozenset({"int_ne", "char_ne", "unichar_ne", "uint_ne"})


@final
@dataclass(frozen=True, slots=True)
class MergeIfBlocks(GraphPass):
    """Make switches."""

    name: ClassVar[str] = "merge-if-blocks"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Find chains from their first block on."""
        tests = {block: test for block in graph.blocks() if (test := _as_test(block)) is not None}
        if len(tests) < _SHORTEST:
            return False
        flow = Flow(graph)
        uses = _users(flow)
        changed = False
        taken: set[Block] = set()
        for block in flow.order:
            if block in tests and block not in taken:
                chain = _chain(block, tests, flow, uses)
                if len(chain) >= _SHORTEST:
                    taken.update(chain)
                    _merge(chain, tests, uses)
                    changed = True
        return changed


@dataclass(frozen=True, slots=True)
class _Test:
    """A comparison at the end of a block, and the exits for equal and unequal."""

    operation: Operation
    value: Variable
    case: int
    equal: Link
    unequal: Link


_Users: TypeAlias = Callable[[Value], int]


def _users(flow: Flow) -> _Users:
    counts: dict[Value, int] = {}
    for block in flow.order:
        values = [arg for operation in block.operations for arg in operation.args]
        values += [arg for link in block.exits for arg in link.args]
        if isinstance(block.exitswitch, Variable):
            values.append(block.exitswitch)
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    return lambda value: counts.get(value, 0)


def _as_test(block: Block) -> _Test | None:
    """Describe a block that ends by comparing a variable with a constant."""
    if not block.operations or not isinstance(block.exitswitch, Variable):
        return None
    operation = block.operations[-1]
    name = operation.spec.name
    if operation.result is not block.exitswitch or name not in _EQUAL | _UNEQUAL:
        return None
    value, case = operation.args
    if isinstance(value, Constant):
        value, case = case, value
    if not isinstance(value, Variable) or not isinstance(case, Constant):
        return None
    if_false, if_true = block.exits
    equal, unequal = (if_true, if_false) if name in _EQUAL else (if_false, if_true)
    return _Test(operation, value, case.value, equal, unequal)


def _chain(first: Block, tests: dict[Block, _Test], flow: Flow, uses: _Users) -> list[Block]:
    """Return the blocks that test one variable, one after the other."""
    chain = [first]
    value = tests[first].value
    while True:
        onward = tests[chain[-1]].unequal
        block = onward.target
        test = tests.get(block)
        if test is None or test.value is not value or len(block.operations) != 1 or len(flow.entries[block]) != 1:
            return chain
        if block.inputargs or block in chain or uses(test.operation.result) != 1:
            return chain
        chain.append(block)


def _merge(chain: list[Block], tests: dict[Block, _Test], uses: _Users) -> None:
    """Let the first block of a chain switch; the first of several equal cases counts."""
    first = chain[0]
    exits: dict[int, Link] = {}
    for block in chain:
        test = tests[block]
        if test.case not in exits:
            test.equal.exitcase = test.case
            exits[test.case] = test.equal
    default = tests[chain[-1]].unequal
    default.exitcase = DEFAULT
    first.exitswitch = tests[first].value
    first.exits = [*exits.values(), default]
    if uses(tests[first].operation.result) == 1:
        first.operations = first.operations[:-1]
