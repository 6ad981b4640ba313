"""Splitting of blocks while they are being typed.

One guarded high-level operation may become several low-level ones of which any number can raise; each of those must
end a block with the handlers' links.  Conversions on links need blocks of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weft.flowspace.graph import RAISES, Block, Constant, Link, Operation, Value, Variable


def put_block_on_link(link: Link, operations: list[Operation], arguments: list[Value]) -> Block:
    """Let a link lead through a new block with these operations, which passes `arguments` on; returns the block.

    Operations and arguments may use the variables visible at the link, its exception variable included.
    """
    needed = _free_variables(operations, arguments)
    inside = {variable: variable.copy() for variable in needed}
    block = Block(f"{link.target.name}_via", [inside[v] for v in needed], operations)
    _substitute(operations, inside)
    block.exits = [Link([_mapped(a, inside) for a in arguments], link.target)]
    link.args = list(needed)
    link.target = block
    return block


def guard_each(block: Block, segments: Sequence[list[Operation]], arguments: list[Value], handlers: list[Link]) -> None:
    """Distribute segments of operations over a chain of blocks beginning with `block`.

    Each segment but the last ends with an operation that can raise and is guarded by (copies of) `handlers`.  The
    last one is what follows on the normal exit, `block.exits[0]`, whose target gets `arguments`.
    """
    target = block.exits[0].target
    current, mapping = block, dict[Variable, Variable]()
    for index, segment in enumerate(segments):
        if index:
            _substitute(segment, mapping)
            current.operations = segment
        else:
            current.operations.extend(segment)
        if index == len(segments) - 1:
            current.exits = [Link([_mapped(a, mapping) for a in arguments], target)]
            return
        later = [operation for following in segments[index + 1 :] for operation in following]
        handler_arguments = [a for link in handlers for a in link.args if a is not link.exception]
        uses = arguments if index == len(segments) - 2 else [*arguments, *handler_arguments]
        needed = _free_variables(later, uses)
        following = Block(f"{block.name}_{index + 1}")
        fresh = {variable: variable.copy() for variable in needed}
        following.inputargs = [fresh[v] for v in needed]
        current.exitswitch = RAISES
        normal = Link([_mapped(v, mapping) for v in needed], following)
        current.exits = [normal, *(_copy_handler(link, mapping) for link in handlers)]
        current, mapping = following, fresh


def _copy_handler(link: Link, mapping: dict[Variable, Variable]) -> Link:
    exception = link.exception.copy() if link.exception is not None else None
    inside = dict(mapping)
    if link.exception is not None and exception is not None:
        inside[link.exception] = exception
    return Link([_mapped(a, inside) for a in link.args], link.target, link.exitcase, exception)


def _free_variables(operations: Iterable[Operation], arguments: Iterable[Value]) -> list[Variable]:
    """Return the variables used and not defined here, in order of first use."""
    defined: set[Variable] = set()
    found: dict[Variable, None] = {}
    for operation in operations:
        for arg in operation.args:
            if isinstance(arg, Variable) and arg not in defined:
                found.setdefault(arg)
        defined.add(operation.result)
    for arg in arguments:
        if isinstance(arg, Variable) and arg not in defined:
            found.setdefault(arg)
    return list(found)


def _substitute(operations: list[Operation], mapping: dict[Variable, Variable]) -> None:
    for operation in operations:
        operation.args = [_mapped(arg, mapping) for arg in operation.args]


def _mapped(value: Value, mapping: dict[Variable, Variable]) -> Value:
    return value if isinstance(value, Constant) else mapping.get(value, value)
