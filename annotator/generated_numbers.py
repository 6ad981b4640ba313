"""Library functions generated for numbers whose kind is known at run time only (`SomeNumber`).

An operation on such a number becomes a call of a function that tests the kind, and does the operation in each branch
on what is a plain bool, int or float there.  Part of `Generated` (`generated.py`); used by `rules/numbers.py`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from weft.annotator.function_maker import FunctionMaker


class GeneratedForNumbers(FunctionMaker):
    """Generated functions that look at the kind of a number."""

    def by_kind(
        self,
        key: Hashable,
        name: str,
        names: Sequence[str],
        branches: Mapping[str, str],
        **namespace: Any,
    ) -> Any:
        """Return a function that tests its argument `x`, one of `names`.

        `branches` has a statement per kind ("None", "float", "bool", "int"); the last one needs no test.
        """
        return self.make(
            ("by kind", key, tuple(branches.items())), name, lambda: _source(name, names, branches), **namespace
        )


def _source(name: str, names: Sequence[str], branches: Mapping[str, str]) -> str:
    lines = [f"def {name}({', '.join(names)}):"]
    last = list(branches)[-1]
    for kind, statement in branches.items():
        test = "x is None" if kind == "None" else f"isinstance(x, {kind})"
        if kind == last:
            lines.append(f"    {statement}")
        else:
            lines += [f"    if {test}:", f"        {statement}"]
    return "\n".join(lines) + "\n"
