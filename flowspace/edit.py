"""Changes of flow graphs that many passes need: copying, splitting blocks, replacing values, removing what is dead.

All keep a well-formed graph well formed (see `verify.py`).  Constants are never changed, hence shared by copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Raises, Value, Variable
from weft.flowspace.traversal import predecessors


@dataclass(slots=True)
class GraphCopy:
    """A copied graph, and what became of the original's blocks and variables."""

    graph: Graph
    blocks: dict[Block, Block]
    variables: dict[Variable, Variable]


def copy_graph(graph: Graph, name: str | None = None) -> GraphCopy:
    """Return a deep copy of a graph: blocks, links, operations and variables are new, constants are shared."""
    blocks, variables = copy_blocks(list(graph.blocks()))
    for final in (graph.returnblock, graph.exceptblock):
        if final not in blocks:
            final_blocks, final_variables = copy_blocks([final])
            blocks |= final_blocks
            variables |= final_variables
    copy = Graph(
        graph.name if name is None else name,
        blocks[graph.startblock],
        blocks[graph.returnblock],
        blocks[graph.exceptblock],
        graph.function,
        graph.span,
        graph.argument_names,
    )
    return GraphCopy(copy, blocks, variables)


def copy_blocks(originals: list[Block]) -> tuple[dict[Block, Block], dict[Variable, Variable]]:
    """Return copies of blocks and of the variables they define; links to other blocks keep their targets."""
    blocks = {block: Block(block.name) for block in originals}
    variables: dict[Variable, Variable] = {}

    def define(variable: Variable) -> Variable:
        new = variables[variable] = Variable(variable.name, variable.annotation, variable.type)
        return new

    def use(values: list[Value]) -> list[Value]:
        return [variables.get(value, value) if isinstance(value, Variable) else value for value in values]

    for block, copy in blocks.items():
        copy.inputargs = [define(variable) for variable in block.inputargs]
        copy.operations = [
            Operation(operation.spec, use(operation.args), define(operation.result), operation.span, operation.statics)
            for operation in block.operations
        ]
        switch = block.exitswitch
        copy.exitswitch = variables.get(switch, switch) if isinstance(switch, Variable) else switch
        for link in block.exits:
            exception = None if link.exception is None else define(link.exception)
            target = blocks.get(link.target, link.target)
            copy.exits.append(Link(use(link.args), target, link.exitcase, exception))
    return blocks, variables


def substitute(block: Block, mapping: Mapping[Variable, Value]) -> None:
    """Replace uses of variables in a block: operands, exit switch, link arguments; not definitions."""
    if not mapping:
        return
    for operation in block.operations:
        operation.args = substituted(operation.args, mapping)
    if isinstance(block.exitswitch, Variable):
        block.exitswitch = mapping.get(block.exitswitch, block.exitswitch)
    for link in block.exits:
        link.args = substituted(link.args, mapping)


def substituted(values: list[Value], mapping: Mapping[Variable, Value]) -> list[Value]:
    """Return the values with variables replaced."""
    return [mapping.get(value, value) if isinstance(value, Variable) else value for value in values]


def split_block(block: Block, index: int, name: str | None = None) -> Link:
    """Move the operations from `index` on, and the exits, to a new block; return the link to it.

    The values that the new block needs become its input arguments, in order of their first use.  A guarded
    operation stays with its exits: ValueError for an index behind it.
    """
    if block.raises and index >= len(block.operations):
        raise ValueError(f"{block} cannot be split between its guarded operation and the exits")
    new = Block(block.name if name is None else name)
    new.operations = block.operations[index:]
    new.exitswitch = block.exitswitch
    new.exits = block.exits
    del block.operations[index:]
    own: set[Value] = {operation.result for operation in new.operations}
    own.update(link.exception for link in new.exits if link.exception is not None)
    needed: dict[Variable, Value] = {}
    for value in _used_values(new):
        if isinstance(value, Variable) and value not in own and value not in needed:
            needed[value] = value.copy()
    substitute(new, needed)
    new.inputargs = [value for value in needed.values() if isinstance(value, Variable)]
    link = Link(list(needed), new)
    block.exitswitch = None
    block.exits = [link]
    return link


def _used_values(block: Block) -> list[Value]:
    """Return everything a block uses, in order, with repetitions."""
    values: list[Value] = []
    for operation in block.operations:
        values += operation.args
    if isinstance(block.exitswitch, Variable | Constant):
        values.append(block.exitswitch)
    for link in block.exits:
        values += link.args
    return values


def insert_block_on_link(link: Link, name: str = "edge") -> Block:
    """Put a new, empty block between a link and its target; return it.

    The link passes its variables (the exception it defines included) to the new block, which passes them on
    together with the constants.
    """
    passed: dict[Variable, Value] = {}
    for value in link.args:
        if isinstance(value, Variable) and value not in passed:
            passed[value] = value.copy()
    block = Block(name, [value for value in passed.values() if isinstance(value, Variable)])
    block.exits = [Link(substituted(link.args, passed), link.target)]
    link.args = list(passed)
    link.target = block
    return block


def remove_unreachable(graph: Graph) -> bool:
    """Make blocks that switch on a constant go straight on; tell whether anything changed.

    What cannot be reached any more is thereby gone: a graph consists of the blocks reachable from its start.
    """
    changed = False
    for block in graph.blocks():
        if isinstance(block.exitswitch, Constant):
            link = _chosen(block, block.exitswitch)
            link.exitcase = None
            block.exitswitch = None
            block.exits = [link]
            changed = True
    return changed


def _chosen(block: Block, switch: Constant) -> Link:
    """Return the exit that a constant takes."""
    value = bool(switch.value) if isinstance(block.exits[0].exitcase, bool) else switch.value
    for link in block.exits:
        if link.exitcase is not DEFAULT and type(link.exitcase) is type(value) and link.exitcase == value:
            return link
    for link in block.exits:
        if link.exitcase is DEFAULT:
            return link
    raise ValueError(f"{block} has no exit for {switch}")


def eliminate_dead_inputargs(graph: Graph) -> bool:
    """Remove block arguments that nobody uses in the end, also when they only go round a loop.

    The arguments of the graph itself and of its final blocks stay.  Operations are not removed.
    Tells whether anything changed.
    """
    entries = predecessors(graph)
    kept = {graph.startblock, graph.returnblock, graph.exceptblock}
    places: dict[Variable, tuple[Block, int]] = {}
    for block in entries:
        if block not in kept:
            places |= {variable: (block, index) for index, variable in enumerate(block.inputargs)}
    live = _needed_anyway(entries, kept)
    pending = list(live)
    while pending:
        place = places.get(pending.pop())
        if place is None:
            continue
        for _, link in entries[place[0]]:
            value = link.args[place[1]]
            if isinstance(value, Variable) and value not in live:
                live.add(value)
                pending.append(value)
    changed = False
    for block, links in entries.items():
        if block in kept or all(variable in live for variable in block.inputargs):
            continue
        keep = [index for index, variable in enumerate(block.inputargs) if variable in live]
        block.inputargs = [block.inputargs[index] for index in keep]
        for _, link in links:
            link.args = [link.args[index] for index in keep]
        changed = True
    return changed


def _needed_anyway(entries: Mapping[Block, object], kept: set[Block]) -> set[Variable]:
    """Return the variables used by operations, switches and links to blocks whose arguments stay."""
    needed: set[Value | Raises | None] = set()
    for block in entries:
        for operation in block.operations:
            needed.update(operation.args)
        needed.add(block.exitswitch)
        for link in block.exits:
            if link.target in kept:
                needed.update(link.args)
    return {value for value in needed if isinstance(value, Variable)}
