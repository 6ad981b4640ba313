"""Make every block self-contained (SSI form): it uses only its own input arguments, results and constants.

While a graph is built, and in `cleanup`, blocks use variables of the blocks that dominate them.  `make_local` passes
each such variable along the links, under a fresh variable per block.
"""

from __future__ import annotations

from weft.flowspace.graph import Block, Graph, Value, Variable


def make_local(graph: Graph) -> dict[Variable, Variable]:
    """Add the input arguments and link arguments that make each block self-contained.

    Return a mapping from every variable to the one it is a copy of (or to itself).
    """
    blocks = list(graph.blocks())
    numbers = _number_variables(blocks)
    variables = list(numbers)
    live = _live_at_entry(blocks, numbers)
    extra: dict[Block, list[Variable]] = {}
    for block in blocks:
        mask = live[block]
        wanted = []
        while mask:
            low = mask & -mask
            wanted.append(variables[low.bit_length() - 1])
            mask ^= low
        extra[block] = wanted
    origins = {variable: variable for variable in variables}
    for block in blocks:
        _rename(block, extra, origins)
    return origins


def _number_variables(blocks: list[Block]) -> dict[Variable, int]:
    numbers: dict[Variable, int] = {}
    for block in blocks:
        for variable in block.inputargs:
            numbers[variable] = len(numbers)
        for operation in block.operations:
            numbers[operation.result] = len(numbers)
        for link in block.exits:
            if link.exception is not None:
                numbers[link.exception] = len(numbers)
    return numbers


def _live_at_entry(blocks: list[Block], numbers: dict[Variable, int]) -> dict[Block, int]:
    """For each block the bit mask of the variables of other blocks that it, or a block after it, uses."""
    uses: dict[Block, int] = {}
    defines: dict[Block, int] = {}
    for block in blocks:
        uses[block], defines[block] = _uses_and_definitions(block, numbers)
    live = dict(uses)
    changed = True
    while changed:
        changed = False
        for block in reversed(blocks):
            after = 0
            for link in block.exits:
                arriving = live[link.target]
                if link.exception is not None:
                    arriving &= ~(1 << numbers[link.exception])
                after |= arriving
            mask = uses[block] | (after & ~defines[block])
            if mask != live[block]:
                live[block] = mask
                changed = True
    return live


def _uses_and_definitions(block: Block, numbers: dict[Variable, int]) -> tuple[int, int]:
    """Bit masks of the variables a block uses without defining them, and of those it defines."""
    used = defined = 0
    for variable in block.inputargs:
        defined |= 1 << numbers[variable]
    for operation in block.operations:
        defined |= 1 << numbers[operation.result]
        for arg in operation.args:
            if isinstance(arg, Variable):
                used |= 1 << numbers[arg]
    if isinstance(block.exitswitch, Variable):
        used |= 1 << numbers[block.exitswitch]
    for link in block.exits:
        for arg in link.args:
            if isinstance(arg, Variable) and arg is not link.exception:
                used |= 1 << numbers[arg]
    return used & ~defined, defined


def _rename(block: Block, extra: dict[Block, list[Variable]], origins: dict[Variable, Variable]) -> None:
    renaming: dict[Value, Variable] = {}
    for variable in extra[block]:
        renaming[variable] = copy = variable.copy()
        origins[copy] = variable
        block.inputargs.append(copy)
    get = renaming.get
    if renaming:
        for operation in block.operations:
            operation.args = [get(arg, arg) for arg in operation.args]
        if isinstance(block.exitswitch, Variable):
            block.exitswitch = get(block.exitswitch, block.exitswitch)
    for link in block.exits:
        link.args.extend(extra[link.target])
        if renaming:
            link.args = [get(arg, arg) for arg in link.args]
