"""Parallel assignments at links, put into an order that C's sequential ones can follow."""

from __future__ import annotations

from collections.abc import Callable

from weft.flowspace.graph import Variable

Move = tuple[Variable, str, list[Variable]]
"""Target, source expression, and the variables the expression reads."""


def ordered_moves(
    moves: list[Move], name: Callable[[Variable], str], temporary: Callable[[Variable], str]
) -> list[tuple[str, str]]:
    """Return (C name, expression) pairs whose execution in order has the effect of all at once.

    An assignment waits while others still have to read its target; a cycle of waiting ones is broken by computing
    one source into a temporary.
    """
    result: list[tuple[str, str]] = []
    readers: dict[Variable, int] = dict.fromkeys([target for target, _, _ in moves], 0)
    for target, _, reads in moves:
        for variable in reads:
            if variable in readers and variable is not target:
                readers[variable] += 1
    waiting = list(moves)
    while waiting:
        blocked = []
        for target, text, reads in waiting:
            if readers[target]:
                blocked.append((target, text, reads))
                continue
            result.append((name(target), text))
            _release(readers, target, reads)
        if len(blocked) == len(waiting):
            target, text, reads = blocked[0]
            saved = temporary(target)
            result.append((saved, text))
            _release(readers, target, reads)
            blocked[0] = (target, saved, [])
        waiting = blocked
    return result


def _release(readers: dict[Variable, int], target: Variable, reads: list[Variable]) -> None:
    for variable in reads:
        if variable in readers and variable is not target:
            readers[variable] -= 1
