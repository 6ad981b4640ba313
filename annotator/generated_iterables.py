"""Library functions generated for iterables whose kind is known at run time only (`SomeIterable`).

An operation on such a value becomes a call of a function that tests the kind, and does the operation in each branch on
what is a plain list, range or generator there.  Part of `Generated` (`generated.py`); used by `rules/iterables.py`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from weft.annotator.function_maker import FunctionMaker, class_names
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

    def on_members(self, functions: Mapping[str, Any]) -> Any:
        """Return a function that calls one of these by kind, for kinds that have one."""
        present = {kind: function for kind, function in functions.items() if function is not None}
        names = {kind: f"f{i}" for i, kind in enumerate(present)}
        lines = [f"    if is_member(x, {kind!r}):\n        {names[kind]}(as_member(x, {kind!r}))" for kind in present]
        return self.make(
            ("on members", tuple(present.items())),
            "on_members",
            lambda: "\n".join(["def on_members(x):", "    if x is None:", "        return", *lines]) + "\n",
            is_member=is_member,
            as_member=as_member,
            **{names[kind]: function for kind, function in present.items()},
        )

    def on_classes(self, function: Any, classes: Sequence[type]) -> Any:
        """Return a function that calls this one with instances of these classes."""
        lines = [f"    if isinstance(x, c{i}):\n        function(x)" for i in range(len(classes))]
        return self.make(
            ("on classes", function, tuple(classes)),
            "on_classes",
            lambda: "\n".join(["def on_classes(x):", *lines]) + "\n",
            function=function,
            **class_names(classes),
        )


def _source(name: str, names: Sequence[str], statement: str, kinds: Sequence[str], none: str) -> str:
    lines = [f"def {name}({', '.join(names)}):"]
    if none:
        lines += ["    if x is None:", f"        {none}"]
    for kind in kinds[:-1]:
        lines += [f"    if is_member(x, {kind!r}):", f"        m = as_member(x, {kind!r})", f"        {statement}"]
    lines += [f"    m = as_member(x, {kinds[-1]!r})", f"    {statement}"]
    return "\n".join(lines) + "\n"
