"""Which variables of a graph need a C local: values passed along unchanged are one, dead ones none.

In a graph each block receives everything it uses as arguments.  Here arguments that always receive the same value
become aliases of it (`resolve`), so that only real merges (phis) are assigned at links.  This is safe because all
values that are live on entry to a merge block, besides its own arguments, are defined in blocks that dominate it;
hence assigning its arguments, in parallel, on the way in is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable


@dataclass(slots=True, eq=False)
class Use:
    """How often a variable is read, and in which block if only once."""

    count: int
    block: Block


@dataclass(slots=True)
class Resolution:
    """The result of `resolve`."""

    blocks: list[Block]
    entries: dict[Block, list[Link]]
    """The links that lead to a block."""
    sources: dict[Link, Block]
    """The block a link leaves."""
    uses: dict[Variable, Use] = field(default_factory=dict)
    """Live variables and their uses; anything not in here need not be computed."""
    _alias: dict[Variable, Value] = field(default_factory=dict)

    def find(self, value: Value) -> Value:
        """Return the constant or variable that a value is the same as."""
        alias = self._alias
        if value not in alias:  # Constants never are
            return value
        chain = []
        while value in alias:
            assert isinstance(value, Variable)
            chain.append(value)
            value = alias[value]
        for variable in chain:
            alias[variable] = value
        return value

    def is_live(self, variable: Variable) -> bool:
        """True if the variable is read by something that matters."""
        return variable in self.uses

    def moves(self, link: Link) -> list[tuple[Variable, Value]]:
        """Return the assignments (target, source) to make on a link, in parallel."""
        found = []
        for target, source in zip(link.target.inputargs, link.args, strict=True):
            if target in self.uses and target not in self._alias:
                value = self.find(source)
                if value is not target:
                    found.append((target, value))
        return found


def resolve(graph: Graph) -> Resolution:
    """Find aliases, live variables and their uses."""
    blocks = list(graph.blocks())
    entries: dict[Block, list[Link]] = {block: [] for block in blocks}
    sources: dict[Link, Block] = {}
    for block in blocks:
        for link in block.exits:
            entries[link.target].append(link)
            sources[link] = block
    resolution = Resolution(blocks, entries, sources)
    _find_aliases(graph, resolution)
    _find_uses(graph, resolution)
    return resolution


def _find_aliases(graph: Graph, resolution: Resolution) -> None:
    """Make each input argument that can have one value only an alias of it; repeat while that uncovers more."""
    alias, find = resolution._alias, resolution.find
    candidates = [
        (argument, [link.args[index] for link in links])
        for block, links in resolution.entries.items()
        if block is not graph.startblock and not block.is_final
        for index, argument in enumerate(block.inputargs)
    ]
    changed = True
    while changed:
        changed = False
        remaining = []
        for argument, operands in candidates:
            common = _common_value(argument, operands, find)
            if common is None:
                remaining.append((argument, operands))
            else:
                alias[argument] = common
                changed = True
        candidates = remaining


def _common_value(argument: Variable, operands: list[Value], find: object) -> Value | None:
    """Return the one value, besides itself, that an argument receives; None if there are several."""
    common: Value | None = None
    for operand in operands:
        value = find(operand)  # type: ignore[operator]
        if value is argument or value is common:
            continue
        if common is not None and not _same_constant(common, value):
            return None
        common = value
    return common


def _same_constant(x: Value, y: Value) -> bool:
    if not (isinstance(x, Constant) and isinstance(y, Constant)) or x.type != y.type:
        return False
    return x.value is y.value or (type(x.value) is type(y.value) is int and x.value == y.value)


def _find_uses(graph: Graph, resolution: Resolution) -> None:
    """Mark what effects, switches and returned values need, and count the uses."""
    find, uses = resolution.find, resolution.uses
    producers: dict[Variable, tuple[Block, Operation]] = {}
    phis: dict[Variable, tuple[Block, int]] = {}
    worklist = _needed(resolution)
    for block in resolution.blocks:
        phis.update((argument, (block, index)) for index, argument in enumerate(block.inputargs))
        producers.update((o.result, (block, o)) for o in block.operations if o.spec.is_removable)
    while worklist:
        value, user = worklist.pop()
        value = find(value)
        if isinstance(value, Constant):
            continue
        use = uses.get(value)
        if use is not None:
            use.count += 1
            continue
        uses[value] = Use(1, user)
        if value in producers:
            block, operation = producers[value]
            worklist.extend((argument, block) for argument in operation.args)
        elif value in phis:
            block, index = phis[value]
            for link in resolution.entries[block]:
                if find(link.args[index]) is not value:
                    worklist.append((link.args[index], resolution.sources[link]))


def _needed(resolution: Resolution) -> list[tuple[Value, Block]]:
    """Return what is used for its own sake, each with the block that uses it."""
    found: list[tuple[Value, Block]] = []
    for block in resolution.blocks:
        for operation in block.operations:
            if not operation.spec.is_removable:
                found.extend((argument, block) for argument in operation.args)
        if isinstance(block.exitswitch, Variable):
            found.append((block.exitswitch, block))
        for link in block.exits:
            if link.target.is_final:
                found.extend((argument, block) for argument in link.args)
    return found
