"""Computes nothing twice: pure operations, and reads of memory that was not written in between.

    before                                   after
    entry(p, i):                             entry(p, i):
        n = getfield[length](p)                  n = getfield[length](p)
        c = int_lt(i, n)                         c = int_lt(i, n)
        switch c                                 switch c
            false -> return(0)                       false -> return(0)
            true  -> more()                          true  -> more()
    more():                                  more():
        setfield[used](p, i)                     setfield[used](p, i)
        m = getfield[length](p)                  goto return(n)
        goto return(m)

A value is available where its computation dominates.  A read is available until something may write that field,
items or static variable (by type and name; calls by what they may write, see `analysis/side_effects.py`); into a
loop it is carried if the loop does not write it.  A store makes its value available, too.  An overflow-checked
operation that succeeded once cannot fail the second time.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import ClassVar, Final, TypeAlias, final

from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value
from weft.rtyper.lltype.ops import Effect
from weft.rtyper.lltype.values import FunctionValue
from weft.translator.analysis.flow import Flow
from weft.translator.analysis.side_effects import SideEffects
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.constant_fold import substitute_in_block_exits
from weft.translator.passes.fold_rules import is_immutable, pointer_to
from weft.translator.passes.graph_edits import constant_key, goto, same_value

Key: TypeAlias = tuple[Hashable, ...]
Available: TypeAlias = dict[Key, tuple[int, Value]]
"""Reads that need not be repeated: what identifies them -> the location read, the value."""

_COMMUTATIVE: Final = frozenset(
    {"int_add", "int_mul", "int_and", "int_or", "int_xor", "int_eq", "int_ne", "int_add_ovf", "int_mul_ovf"}
    | {"uint_add", "uint_mul", "uint_and", "uint_or", "uint_xor", "uint_eq", "uint_ne", "ptr_eq", "ptr_ne"}
    | {"float_add", "float_mul", "char_eq", "char_ne", "unichar_eq", "unichar_ne", "bool_and", "bool_or"}
)
_STORES: Final = {
    "setfield": "getfield",
    "setarrayitem": "getarrayitem",
    "setitemfield": "getitemfield",
    "settail": "gettail",
    "settail_wide": "gettail_wide",
    "static_set": "static_get",
}
"""Stores whose last operand is what the read with the same other operands gives."""


@final
@dataclass(frozen=True, slots=True)
class RemoveCommonSubexpressions(GraphPass):
    """Reuse results that are available."""

    name: ClassVar[str] = "remove-common-subexpressions"

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Walk the blocks in reverse postorder."""
        elimination = _Elimination(graph, context.side_effects())
        for block in elimination.flow.order:
            elimination.block(block)
        return elimination.changed


@dataclass(slots=True, eq=False)
class _Elimination:
    """The state of one walk."""

    graph: Graph
    effects: SideEffects
    flow: Flow = field(init=False)
    numbers: dict[Block, tuple[int, int]] = field(init=False)
    computed: dict[Key, list[tuple[tuple[int, int], Value]]] = field(default_factory=dict)
    """Pure results: where in the dominator tree they are available, and the value."""
    at_end: dict[Block, Available] = field(default_factory=dict)
    written_in_loop: dict[Block, int] = field(init=False)
    """By loop header."""
    same: dict[Value, Value] = field(default_factory=dict)
    """What removed results are replaced by."""
    changed: bool = False

    def __post_init__(self) -> None:
        self.flow = Flow(self.graph)
        self.numbers = self.flow.tree_numbers()
        self.written_in_loop = {header: self.written(blocks) for header, blocks in self.flow.loops().items()}

    def written(self, blocks: list[Block]) -> int:
        """Return what blocks may write."""
        mask = 0
        for block in blocks:
            for operation in block.operations:
                if Effect.WRITE in operation.spec.effects:
                    mask |= self.effects.operation(operation)
        return mask

    def block(self, block: Block) -> None:
        """Remove what is available; what remains becomes available."""
        available = self.at_start(block)
        same = self.same
        kept: list[Operation] = []
        for operation in block.operations:
            if same:
                for arg in operation.args:
                    if arg in same:
                        operation.args = [same.get(a, a) for a in operation.args]
                        break
            value = self.visit(block, operation, available)
            if value is None:
                kept.append(operation)
            else:
                same[operation.result] = value
        if len(kept) != len(block.operations):
            self.changed = True
            if block.raises and (not kept or kept[-1] is not block.operations[-1]):
                goto(block, block.exits[0])
            block.operations = kept
        if same:
            substitute_in_block_exits(block, same)
        self.at_end[block] = available

    def at_start(self, block: Block) -> Available:
        """Return the reads that are available on all ways to a block."""
        entries = self.flow.entries[block]
        if block is self.graph.startblock:
            return {}
        before = [self.at_end[source] for source, _ in entries if source in self.at_end]
        if len(entries) == 1:
            return dict(before[0])
        written = 0
        if len(before) != len(entries):
            if block not in self.written_in_loop or not self.is_reducible(block, entries):
                return {}
            written = self.written_in_loop[block]
        smallest = min(before, key=len)
        others = [available for available in before if available is not smallest]
        return {
            key: (location, value)
            for key, (location, value) in smallest.items()
            if not location & written and all(_has(available, key, value) for available in others)
        }

    def is_reducible(self, header: Block, entries: list[tuple[Block, Link]]) -> bool:
        """True if all ways into a loop lead through its header."""
        return all(self.flow.dominates(header, source) for source, _ in entries if source not in self.at_end)

    # ---------------------------------------------------------------- operations

    def visit(self, block: Block, operation: Operation, available: Available) -> Value | None:
        """Return an available value that the operation would compute again, or None."""
        spec = operation.spec
        effects = spec.effects
        if effects is Effect.NONE:
            return self.pure(block, operation)
        if effects is Effect.READ:
            return self.read(block, operation, available)
        if Effect.WRITE in effects:
            if spec.name == "direct_call" and _is_pure_call(operation):
                return self.pure(block, operation)
            self.write(operation, available, block)
        return None

    def pure(self, block: Block, operation: Operation) -> Value | None:
        """Look up, or enter, a result that depends on the operands only."""
        key = _key(operation.spec.name, operation.statics, operation.args)
        number = self.numbers[block][0]
        entries = self.computed.get(key)
        if entries is None and operation.spec.name in _COMMUTATIVE:
            entries = self.computed.get(_key(operation.spec.name, operation.statics, operation.args[::-1]))
        for (first, last), value in entries or ():
            if first <= number <= last and value.type == operation.result.type:
                return value
        if block.raises and operation is block.operations[-1]:
            target = block.exits[0].target
            if len(self.flow.entries[target]) != 1:
                return None
            block = target
        self.computed.setdefault(key, []).append((self.numbers[block], operation.result))
        return None

    def read(self, block: Block, operation: Operation, available: Available) -> Value | None:
        """Look up, or enter, what was read."""
        if _reads_constant(operation):
            return self.pure(block, operation)
        key = _key(operation.spec.name, operation.statics, operation.args)
        found = available.get(key)
        if found is not None and found[1].type == operation.result.type:
            return found[1]
        available[key] = (self.effects.locations.read(operation), operation.result)
        return None

    def write(self, operation: Operation, available: Available, block: Block) -> None:
        """Forget what the operation may overwrite; remember what it stores."""
        written = self.effects.operation(operation)
        if written and available:
            for key in [key for key, (location, _) in available.items() if location & written]:
                del available[key]
        name = _STORES.get(operation.spec.name)
        if name is not None:
            *operands, value = operation.args
            key = _key(name, operation.statics, operands)
            if name == "getfield" and is_immutable(pointer_to(operands[0]), operation.statics[0]):
                self.computed.setdefault(key, []).append((self.numbers[block], value))
            else:
                available[key] = (written, value)


def _key(name: str, statics: tuple[Hashable, ...], args: list[Value]) -> Key:
    return (name, statics, *[constant_key(arg.value) if isinstance(arg, Constant) else arg for arg in args])


def _has(available: Available, key: Key, value: Value) -> bool:
    found = available.get(key)
    return found is not None and same_value(found[1], value)


def _reads_constant(operation: Operation) -> bool:
    """True if what is read never changes once the object is initialised."""
    name = operation.spec.name
    if name == "getfield":
        return is_immutable(pointer_to(operation.args[0]), operation.statics[0])
    return bool(name == "getarraysize")


def _is_pure_call(operation: Operation) -> bool:
    function = operation.args[0]
    assert isinstance(function, Constant) and isinstance(function.value, FunctionValue)
    return bool(function.value.pure and not function.value.can_raise)
