"""Lets a jump that decides a later branch go to where that branch leads.

    before                                   after
    left():                                  left():
        goto test(true)                          goto yes()
    right():                                 right():
        c = int_lt(x, 0)                         c = int_lt(x, 0)
        goto test(c)                             switch c
    test(b):                                         false -> no()
        switch b                                     true  -> yes()
            false -> no()
            true  -> yes()

Such jumps come from inlined functions that return a constant, and from `and`, `or`, `not` in conditions.  The block of
the branch is copied for the link that decides it, if it does nothing but compute the condition.  In the example
`right` gets a copy of the branch, too: it just computed the condition, and would otherwise store it to test it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, final

from weft.flowspace.edit import copy_blocks
from weft.flowspace.graph import Block, Constant, Graph, Link, Value, Variable
from weft.rtyper.lltype.types import BOOL
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.constant_fold import ConstantFold
from weft.translator.passes.pass_live_variables import pass_live_variables
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.simplify_blocks import SimplifyBlocks

_LONGEST = 4
"""Operations a copied block may have."""


@final
@dataclass(frozen=True, slots=True)
class ThreadJumps(GraphPass):
    """Skip branches whose outcome is known where the jump to them is made."""

    name: ClassVar[str] = "thread-jumps"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Copy deciding blocks, then fold; what was found is done on self-contained blocks, where that is safe."""
        changed = False
        for _ in range(3):
            if not any(_find(graph)):
                break
            pass_live_variables(graph)
            for link, block in _find(graph):
                _copy_for(link, block)
            RemoveRedundantArguments().run(graph, context)
            ConstantFold().run(graph, context)
            SimplifyBlocks().run(graph, context)
            changed = True
        return changed


@dataclass(slots=True, eq=False)
class _Branch:
    """A block that only computes the condition of its branch, and the arguments that decide it."""

    block: Block
    deciding: list[int] = field(default_factory=list)


def _find(graph: Graph) -> list[tuple[Link, Block]]:
    """Return the links that decide the branch of the block they lead to."""
    found: list[tuple[Link, Block]] = []
    branches: dict[Block, _Branch | None] = {}
    for source in graph.blocks():
        for link in source.exits:
            block = link.target
            if not block.inputargs or not isinstance(block.exitswitch, Variable) or block is source:
                continue
            if block not in branches:
                branches[block] = _as_branch(block)
            branch = branches[block]
            if branch is None:
                continue
            if all(isinstance(link.args[i], Constant) for i in branch.deciding):
                found.append((link, block))
            elif not block.operations and _was_just_computed(link.args[branch.deciding[0]], source):
                found.append((link, block))
    return found


def _was_just_computed(condition: Value, source: Block) -> bool:
    """True if a block that only leads on ends by computing the condition."""
    if source.exitswitch is not None or not source.operations:
        return False
    return source.operations[-1].result is condition and condition.type is BOOL


def _as_branch(block: Block) -> _Branch | None:
    """Describe a block whose branch depends on nothing but its arguments and constants."""
    if len(block.operations) > _LONGEST:
        return None
    depends: dict[Value, set[int]] = {argument: {i} for i, argument in enumerate(block.inputargs)}
    for operation in block.operations:
        if not operation.spec.is_pure:
            return None
        needed: set[int] | None = set()
        for arg in operation.args:
            if isinstance(arg, Variable):
                part = depends.get(arg)
                if part is None or needed is None:
                    needed = None
                else:
                    needed |= part
        if needed is not None:
            depends[operation.result] = needed
    assert isinstance(block.exitswitch, Variable)
    deciding = depends.get(block.exitswitch)
    return _Branch(block, sorted(deciding)) if deciding else None


def _copy_for(link: Link, block: Block) -> None:
    """Give a link its own copy of a block."""
    copies, _ = copy_blocks([block])
    link.target = copies[block]
