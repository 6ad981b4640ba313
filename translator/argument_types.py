"""Argument types given from outside, as Python types: `int`, `list[str]`, `tuple[int, float]`, a class of the program.

`annotations_of(types)` is what the annotator starts with for `target.py:function --argtypes ...`, for RPython targets
that return `(function, [types])`, and for `Translation(function, [types])`.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import Any, Final

from weft.annotator.definitions import DictDefinition, ListDefinition, SetDefinition
from weft.annotator.lattice import (
    BOOL,
    BYTES,
    FLOAT,
    INTEGER,
    NONE,
    STRING,
    Annotation,
    SomeByteArray,
    SomeDict,
    SomeList,
    SomeSet,
    tuple_of,
)
from weft.flowspace.diagnostics import Diagnostic, TranslationError

_SIMPLE: Final[dict[Any, Annotation]] = {
    int: INTEGER,
    float: FLOAT,
    bool: BOOL,
    str: STRING,
    bytes: BYTES,
    bytearray: SomeByteArray(),
    None: NONE,
    type(None): NONE,
}
_ITEM_COUNT: Final = {list: 1, set: 1, frozenset: 1, dict: 2}


def annotations_of(argument_types: Sequence[Any]) -> list[Annotation]:
    """Return the annotations of argument types; raises TranslationError for a type that cannot be an argument."""
    return [annotation_of(type_) for type_ in argument_types]


def annotation_of(type_: Any) -> Annotation:
    """Return the annotation of a value of a Python type."""
    simple = _SIMPLE.get(type_) if isinstance(type_, type | None) else None
    if simple is not None:
        return simple
    origin, items = typing.get_origin(type_), typing.get_args(type_)
    if origin is tuple and items and Ellipsis not in items:
        return tuple_of(annotations_of(items))
    if origin in _ITEM_COUNT and len(items) == _ITEM_COUNT[origin]:
        inner = annotations_of(items)
        if origin is list:
            return SomeList(definition=ListDefinition(item=inner[0], resized=True, mutated=True))
        if origin is dict:
            return SomeDict(definition=DictDefinition(key=inner[0], value=inner[1]))
        return SomeSet(definition=SetDefinition(item=inner[0]), frozen=origin is frozenset)
    raise TranslationError(
        Diagnostic(
            "W0503",
            f"{type_name(type_)} cannot be the type of an argument from outside",
            None,
            help="arguments can be int, float, bool, str, bytes, and lists, dicts, sets and tuples of them",
        )
    )


def type_name(type_: Any) -> str:
    """Return a type as the user would write it."""
    if isinstance(type_, type) and typing.get_origin(type_) is None:
        return f"{type_.__name__}[...]" if type_ in (*_ITEM_COUNT, tuple) else type_.__name__
    return str(type_)
