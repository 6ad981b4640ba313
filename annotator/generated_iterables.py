"""Library functions generated for iterables whose kind is known at run time only (`SomeIterable`).

An operation on such a value becomes a call of a function that tests the kind, and does the operation in each branch on
what is a plain list, range or generator there.  Part of `Generated` (`generated.py`); used by `rules/iterables.py`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from weft.annotator.function_maker import FunctionMaker
from weft.rlib.iterable_kinds import as_member, is_member


class GeneratedForIterables(FunctionMaker):
    """Generated functions that look at the kind of an iterable."""

    def by_member(
        self,
        key: Hashable,
        name: str,
        names: Sequence[str],
        statement: str,
        kinds: Sequence[str],
        none: str = "",
        **namespace: Any,
    ) -> Any:
        """Return a function that tests the kind of its argument `x`, one of `names`, and does `statement` with it.

        The statement calls it `m`.  `none`: what it does instead if x is None, where that is possible.
        """
        return self.make(
            ("by member", key, statement, tuple(names), tuple(kinds), none),
            name,
            lambda: _source(name, names, statement, kinds, none),
            is_member=is_member,
            as_member=as_member,
            **namespace,
        )


def _source(name: str, names: Sequence[str], statement: str, kinds: Sequence[str], none: str) -> str:
    lines = [f"def {name}({', '.join(names)}):"]
    if none:
        lines += ["    if x is None:", f"        {none}"]
    for kind in kinds[:-1]:
        lines += [f"    if is_member(x, {kind!r}):", f"        m = as_member(x, {kind!r})", f"        {statement}"]
    lines += [f"    m = as_member(x, {kinds[-1]!r})", f"    {statement}"]
    return "\n".join(lines) + "\n"
