"""Makes blocks self-contained again: every variable a block uses from outside becomes an input argument.

    before                                   after
    entry(n):                                entry(n):
        goto loop(0)                             goto loop(0, n)
    loop(i):                                 loop(i, n.1):
        more = int_lt(i, n)                      more = int_lt(i, n.1)
        switch more                              switch more
            false -> return(i)                       false -> return(i)
            true  -> body()                          true  -> body(i, n.1)
    ...

The last step of every pipeline, and the inverse of `remove-redundant-arguments`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, final

from weft.flowspace.graph import Block, Graph, Value, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.graph_edits import substitute_in_block


@final
@dataclass(frozen=True, slots=True)
class PassLiveVariables(GraphPass):
    """Return a graph to the form in which blocks use only their own variables."""

    name: ClassVar[str] = "pass-live-variables"
    establishes: ClassVar[frozenset[str]] = frozenset({"self-contained-blocks"})
    destroys: ClassVar[frozenset[str]] = frozenset()

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Add the missing block arguments."""
        return pass_live_variables(graph)


@dataclass(slots=True, eq=False)
class _Liveness:
    """Sets of variables as bit masks: bit i stands for `numbered[i]`."""

    numbered: list[Variable] = field(default_factory=list)
    bit: dict[Value, int] = field(default_factory=dict)
    needed: dict[Block, int] = field(default_factory=dict)
    """Variables of other blocks that must be available at the start of a block."""
    defined: dict[Block, set[Value]] = field(default_factory=dict)


def pass_live_variables(graph: Graph) -> bool:
    """Make the blocks of a graph self-contained; return True if anything changed."""
    order = reverse_postorder(graph)
    live = _Liveness()
    for block in order:
        _used_from_outside(block, live)
    if not live.numbered:
        return False
    _propagate(order, live)
    if live.needed[graph.startblock]:
        names = ", ".join(v.name for v in _members(live, live.needed[graph.startblock]))
        raise AssertionError(f"{graph}: used where not defined: {names}")
    _add_arguments(order, live)
    return True


def _used_from_outside(block: Block, live: _Liveness) -> None:
    """Number the variables a block uses but does not define."""
    defined: set[Value] = set(block.inputargs)
    mask = 0
    numbered, bit = live.numbered, live.bit

    def use(value: Value) -> None:
        nonlocal mask
        if value not in defined and isinstance(value, Variable):
            position = bit.get(value)
            if position is None:
                position = bit[value] = len(numbered)
                numbered.append(value)
            mask |= 1 << position

    for operation in block.operations:
        for arg in operation.args:
            use(arg)
        defined.add(operation.result)
    if isinstance(block.exitswitch, Variable):
        use(block.exitswitch)
    for link in block.exits:
        for arg in link.args:
            if arg is not link.exception:
                use(arg)
    live.defined[block] = defined
    live.needed[block] = mask


def _propagate(order: list[Block], live: _Liveness) -> None:
    """What a target needs, its source needs too unless it defines it."""
    kept = {block: ~_mask(live, live.defined[block]) for block in order}
    needed = live.needed
    changed = True
    while changed:
        changed = False
        for block in reversed(order):
            mask = 0
            for link in block.exits:
                below = needed[link.target]
                if link.exception is not None and link.exception in live.bit:
                    below &= ~(1 << live.bit[link.exception])
                mask |= below
            mask = needed[block] | (mask & kept[block])
            if mask != needed[block]:
                needed[block] = mask
                changed = True


def _mask(live: _Liveness, values: set[Value]) -> int:
    mask = 0
    for value in values:
        position = live.bit.get(value)
        if position is not None:
            mask |= 1 << position
    return mask


def _members(live: _Liveness, mask: int) -> list[Variable]:
    members = []
    while mask:
        lowest = mask & -mask
        members.append(live.numbered[lowest.bit_length() - 1])
        mask ^= lowest
    return members


def _add_arguments(order: list[Block], live: _Liveness) -> None:
    """Give each block its own copies of the variables it needs, and pass them along every link."""
    members = {block: _members(live, live.needed[block]) for block in order}
    copies: dict[Block, dict[Value, Value]] = {
        block: {variable: variable.copy() for variable in members[block]} for block in order
    }
    for block in order:
        renamed = copies[block]
        if renamed:
            block.inputargs = [*block.inputargs, *renamed.values()]  # type: ignore[list-item]
            substitute_in_block(block, renamed)
    for block in order:
        renamed = copies[block]
        for link in block.exits:
            passed = members[link.target]
            if passed:
                link.args = [*link.args, *(renamed.get(variable, variable) for variable in passed)]
