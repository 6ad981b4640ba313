"""Simplify a fresh flow graph: the last step of the flow space, also run after transformations of flow graphs.

    block(x):                       disappears: constant or identical input arguments, empty blocks, chains of blocks,
        goto next(x, 5)             unused values, handlers that only raise again
    handler(e):
        goto raise(e)

Works on graphs in which blocks may use variables of dominating blocks, and ends with `make_local`.
Entry point: `simplify`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weft.flowspace.graph import RAISES, Block, Graph, Link, Operation, Value, Variable
from weft.flowspace.graph import Constant as GraphConstant
from weft.flowspace.local_form import make_local
from weft.flowspace.symbolic_frame import same_value

# Operations without effect: dropped if the result is not used.
REMOVABLE: Final = frozenset({"is_", "newtuple", "newlist", "newslice", "newfunction", "newcell", "build_string",
                              "hold", "keep", "kept_count", "exception_match", "check_type", "match_sequence",
                              "match_mapping", "list_to_tuple"})  # fmt: skip


def simplify(graph: Graph) -> None:
    """Simplify a graph as far as it goes, and make its blocks self-contained."""
    clean(graph)
    make_local(graph)


def clean(graph: Graph) -> None:
    """Simplify a graph; blocks may use variables of dominating blocks, before and after."""
    cleaner = _Cleaner(graph)
    while cleaner.step():
        pass


class _Cleaner:
    """The state of `simplify`: the blocks, the links into each, and the substitutions to apply."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._replaced: dict[Value, Value] = {}
        self._blocks: list[Block] = []
        self._entries: dict[Block, list[Link]] = {}

    def step(self) -> bool:
        """Do one round; return True if another one may find more."""
        self._find_entries()
        changed = self._merge_arguments()
        changed |= self._thread_jumps()
        changed |= self._decide_branches()
        changed |= self._drop_reraising()
        self._find_entries()
        changed |= self._join_blocks()
        self._substitute()
        changed |= self._drop_unused()
        return changed

    def _find_entries(self) -> None:
        self._blocks = list(self._graph.blocks())
        entries: dict[Block, list[Link]] = {block: [] for block in self._blocks}
        for block in self._blocks:
            for link in block.exits:
                entries[link.target].append(link)
        self._entries = entries

    def _final(self, value: Value) -> Value:
        """Return what a value has been replaced by."""
        replaced = self._replaced
        while value in replaced:
            value = replaced[value]
        return value

    def _merge_arguments(self) -> bool:
        """Remove input arguments that get the same value from everywhere."""
        changed = False
        again = True
        while again:
            again = False
            for block in self._blocks:
                entries = self._entries[block]
                if not entries or block.is_final or block is self._graph.startblock:
                    continue
                for index in range(len(block.inputargs) - 1, -1, -1):
                    variable = block.inputargs[index]
                    found = self._only_value(variable, [link.args[index] for link in entries])
                    if found is not None:
                        del block.inputargs[index]
                        for link in entries:
                            del link.args[index]
                        self._replaced[variable] = found
                        again = changed = True
        return changed

    def _only_value(self, variable: Variable, arguments: list[Value]) -> Value | None:
        found: Value | None = None
        for argument in arguments:
            value = self._final(argument)
            if value is variable:
                continue
            if found is None:
                found = value
            elif not same_value(found, value):
                return None
        return found

    def _thread_jumps(self) -> bool:
        """Let links into empty blocks lead where those go."""
        uses = self._count_uses()
        changed = False
        for block in self._blocks:
            if block.operations or len(block.exits) != 1 or block.exits[0].target is block:
                continue
            if block is self._graph.startblock or block.exitswitch is not None:
                continue
            onward = block.exits[0]
            if block.inputargs and not self._only_passed_on(block, onward, uses):
                continue
            for link in self._entries[block]:
                passed: dict[Value, Value] = dict(zip(block.inputargs, link.args, strict=True))
                link.args = [passed.get(arg, arg) for arg in onward.args]
                link.target = onward.target
                self._entries[onward.target].append(link)
                changed = True
            self._entries[block] = []
        return changed

    def _count_uses(self) -> dict[Value, int]:
        """Count the uses of input arguments of empty blocks, everywhere."""
        counts: dict[Value, int] = {}
        for block in self._blocks:
            if not block.operations and len(block.exits) == 1:
                for variable in block.inputargs:
                    counts[variable] = 0
        if counts:
            for block in self._blocks:
                for value in uses(block):
                    value = self._final(value)
                    if value in counts:
                        counts[value] += 1
        return counts

    def _only_passed_on(self, block: Block, onward: Link, uses: dict[Value, int]) -> bool:
        """True if the input arguments of an empty block are used by its exit alone."""
        onward.args = [self._final(arg) for arg in onward.args]
        return all(uses.get(variable, 1) == onward.args.count(variable) for variable in block.inputargs)

    def _decide_branches(self) -> bool:
        """A branch on a constant, or with twice the same exit, is a jump."""
        changed = False
        for block in self._blocks:
            switch = block.exitswitch
            if not isinstance(switch, (Variable, GraphConstant)):
                continue
            switch = self._final(switch)
            if isinstance(switch, GraphConstant):
                chosen = [link for link in block.exits if link.exitcase == switch.value]
            else:
                first, *others = block.exits
                chosen = [first] if all(self._same_link(first, link) for link in others) else []
            if chosen:
                block.exits = chosen[:1]
                block.exits[0].exitcase = None
                block.exitswitch = None
                changed = True
        return changed

    def _same_link(self, first: Link, second: Link) -> bool:
        """True if two links do the same."""
        if first.target is not second.target:
            return False
        return all(same_value(self._final(a), self._final(b)) for a, b in zip(first.args, second.args, strict=True))

    def _drop_reraising(self) -> bool:
        """An exception link straight to the except block does what happens without it."""
        changed = False
        for block in self._blocks:
            while block.exitswitch is RAISES and len(block.exits) > 1:
                last = block.exits[-1]
                if last.target is not self._graph.exceptblock or self._final(last.args[0]) is not last.exception:
                    break
                block.exits.pop()
                changed = True
            if block.exitswitch is RAISES and len(block.exits) == 1:
                block.exitswitch = None
        return changed

    def _join_blocks(self) -> bool:
        """Append a block with one entry to the block before it."""
        changed = False
        gone: set[Block] = set()
        for block in self._blocks:
            if block in gone:
                continue
            while len(block.exits) == 1 and block.exitswitch is None:
                link = block.exits[0]
                target = link.target
                if len(self._entries[target]) != 1 or target.is_final or target is block:
                    break
                if target is self._graph.startblock:
                    break
                for variable, value in zip(target.inputargs, link.args, strict=True):
                    self._replaced[variable] = value
                block.operations.extend(target.operations)
                block.exits = target.exits
                block.exitswitch = target.exitswitch
                gone.add(target)
                changed = True
        return changed

    def _substitute(self) -> None:
        if not self._replaced:
            return
        replaced = self._replaced
        final: dict[Value, Value] = {variable: self._final(value) for variable, value in replaced.items()}
        get = final.get
        for block in self._graph.blocks():
            for operation in block.operations:
                operation.args = [get(arg, arg) for arg in operation.args]
            if isinstance(block.exitswitch, Variable):
                block.exitswitch = get(block.exitswitch, block.exitswitch)
            for link in block.exits:
                link.args = [get(arg, arg) for arg in link.args]
        self._replaced = {}

    def _drop_unused(self) -> bool:
        """Remove operations without effect and input arguments whose value is never used."""
        self._find_entries()
        definitions: dict[Variable, Operation] = {}
        arguments: dict[Variable, tuple[Block, int]] = {}
        used: set[Value] = set()
        todo: list[Value] = []
        start = self._graph.startblock
        for block in self._blocks:
            if block is start or block.is_final:
                todo.extend(block.inputargs)
            for index, variable in enumerate(block.inputargs):
                arguments[variable] = (block, index)
            for operation in block.operations:
                if operation.spec.name in REMOVABLE:
                    definitions[operation.result] = operation
                else:
                    todo.extend(operation.args)
            if isinstance(block.exitswitch, Variable):
                todo.append(block.exitswitch)
        while todo:
            value = todo.pop()
            if isinstance(value, Variable) and value not in used:
                used.add(value)
                if value in definitions:
                    todo.extend(definitions[value].args)
                elif value in arguments:
                    block, index = arguments[value]
                    todo.extend(link.args[index] for link in self._entries[block])
        changed = self._remove_operations(definitions, used)
        return self._remove_arguments(arguments, used) or changed

    def _remove_operations(self, definitions: dict[Variable, Operation], used: set[Value]) -> bool:
        if all(variable in used for variable in definitions):
            return False
        for block in self._blocks:
            operations = block.operations
            if any(op.result in definitions and op.result not in used for op in operations):
                block.operations = [op for op in operations if op.result in used or op.result not in definitions]
                if block.raises and operations[-1] not in block.operations[-1:]:
                    block.exits, block.exitswitch = block.exits[:1], None
        return True

    def _remove_arguments(self, arguments: dict[Variable, tuple[Block, int]], used: set[Value]) -> bool:
        unused: dict[Block, list[int]] = {}
        for variable, (block, index) in arguments.items():
            if variable not in used:
                unused.setdefault(block, []).append(index)
        for block, indices in unused.items():
            for index in reversed(indices):
                del block.inputargs[index]
                for link in self._entries[block]:
                    del link.args[index]
        return bool(unused)


def uses(block: Block) -> Iterator[Value]:
    """Yield every value a block uses, as often as it does."""
    for operation in block.operations:
        yield from operation.args
    if isinstance(block.exitswitch, Variable):
        yield block.exitswitch
    for link in block.exits:
        yield from link.args
