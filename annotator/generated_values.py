"""Library functions generated for instances that hold a value of a built-in type.

Part of `Generated` (`generated.py`); the rules are in `rules/base_values.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weft.annotator.function_maker import FunctionMaker
from weft.rlib import builtin_bases


class GeneratedForValues(FunctionMaker):
    """Generated functions that read `_items_of_base`."""

    def on_base_values(self, expression: str, forms: Sequence[bool | type]) -> Any:
        """Return a function for a statement with operands {0}, {1}...

        True for those that are instances the value of which is meant; a class for values that an instance of it is
        made of.
        """
        names = [f"a{i}" for i in range(len(forms))]
        text = expression.format(*_values(names, forms))
        lines = f"def on_base_values({', '.join(names)}):\n    {text}\n"
        return self.make(("base values", expression, *forms), "on_base_values", lambda: lines, **_classes(forms))

    def call_with_base_values(self, function: Any, flags: Sequence[bool | type], keywords: Sequence[str]) -> Any:
        """Return a function that calls another with the values in these arguments."""
        names = [f"a{i}" for i in range(len(flags))]
        passed = ", ".join([*_values(names, flags), *(f"{name}={name}" for name in keywords)])
        lines = f"def call({', '.join([*names, *keywords])}):\n    return function({passed})\n"
        return self.make(("base call", function, *flags, *keywords), "call", lambda: lines, function=function)

    def method_with_base_values(self, name: str, flags: Sequence[bool | type], keywords: Sequence[str]) -> Any:
        """Return a function that calls a method with the values in these arguments."""
        names = [f"a{i}" for i in range(len(flags))]
        passed = ", ".join([*_values(names, flags), *(f"{keyword}={keyword}" for keyword in keywords)])
        lines = f"def call({', '.join(['x', *names, *keywords])}):\n    return x.{name}({passed})\n"
        return self.make(("base method", name, *flags, *keywords), "call", lambda: lines, **_classes(flags))

    def join_base_values(self) -> Any:
        """Return a function for `text.join(items)` of instances whose class derives from str or bytes."""
        lines = "def join(text, items):\n    return text.join([item._items_of_base for item in items])\n"
        return self.make("join base values", "join", lambda: lines)

    def on_marked(
        self, count: int, of_mark: Sequence[tuple[int, str]], statement: str, mark: Any, function: Any
    ) -> Any:
        """Return a function for a statement some operands of which may be a sentinel, with what to do then."""
        tests = "".join(f"    if a{index} is mark:\n        {text}\n" for index, text in of_mark)
        parameters = ", ".join(f"a{i}" for i in range(count))
        lines = f"def on_marked({parameters}):\n{tests}    {statement}\n"
        key = ("marked", count, tuple(of_mark), statement, id(mark), function)
        return self.make(key, "on_marked", lambda: lines, mark=mark, f=function)

    def unpack_base_value(self, count: int) -> Any:
        """Return a function for `a, b = x` of an instance whose class derives from tuple."""
        names = "".join(f"a{i}, " for i in range(count))
        lines = f"def unpack(x):\n    {names}= x._items_of_base\n    return ({names})\n"
        return self.make(("unpack base value", count), "unpack", lambda: lines)


def _values(names: Sequence[str], forms: Sequence[bool | type]) -> list[str]:
    found = []
    for i, (name, form) in enumerate(zip(names, forms, strict=True)):
        if isinstance(form, type):
            found.append(f"new{i}(c{i}, {name})")
        else:
            found.append(f"{name}._items_of_base" if form else name)
    return found


def _classes(forms: Sequence[bool | type]) -> dict[str, Any]:
    """Return the names that `_values` uses."""
    scope: dict[str, Any] = {}
    for i, form in enumerate(forms):
        if isinstance(form, type):
            scope[f"c{i}"] = form
            base = builtin_bases.base_of(form)
            assert base is not None
            scope[f"new{i}"] = vars(builtin_bases.BASES[base])["__new__"].__func__
    return scope
