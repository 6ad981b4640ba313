"""Which kind of iterable a value is, where several kinds share a variable: what generated code asks at run time.

The annotator generates functions that ask `is_member` and go on with `as_member` (`annotator/rules/iterables.py`); the
names of kinds are those of `annotator/meeting.py`.  The rtyper binds both to the tag that such values carry.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import intrinsic

_KINDS: dict[type, str] = {
    **{cls: cls.__name__ for cls in (list, tuple, dict, set, frozenset, str, bytes, bytearray, range)},
    type({}.keys()): "view items",
    type({}.values()): "view values",
    type({}.items()): "view pairs",
    type(iter([])): "iterator list items",
    type(reversed([])): "iterator list reversed",
    type(iter(())): "iterator tuple items",
    type(iter({})): "iterator dict items",
    type(iter({}.values())): "iterator dict values",
    type(iter({}.items())): "iterator dict pairs",
    type(iter(set())): "iterator set items",
    type(iter("")): "iterator str items",
    type(iter("\u0100")): "iterator str items",
    type(iter(b"")): "iterator bytes items",
    type(iter(bytearray())): "iterator bytearray items",
    type(iter(range(0))): "iterator range items",
}


def kind_of_value(value: object) -> str:
    """Return the kind of a Python object."""
    for cls in type(value).__mro__:
        if cls in _KINDS:
            return _KINDS[cls]
    return "instance"


@intrinsic("bool")
def is_member(value: object, kind: str) -> bool:
    """True if an iterable is of this kind, a constant."""
    return kind_of_value(value) == kind


@intrinsic("member")
def as_member(value: Any, kind: str) -> Any:
    """The iterable itself, which is of this kind."""
    return value
