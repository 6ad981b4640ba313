"""Rules of intrinsics and external functions: their result is declared in a small type language."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weft.annotator.descriptions import FunctionDesc
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BIG,
    BOOL,
    BYTES,
    CHARACTER,
    FLOAT,
    IMPOSSIBLE,
    INTEGER,
    NONE,
    NONNEG,
    NOT_CONSTANT,
    STRING,
    Annotation,
    Impossible,
    SomeAttributes,
    SomeBig,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeFrames,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeNone,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
    SomeWeak,
)
from weft.annotator.raw_classes import check_raw, is_raw
from weft.annotator.rules.iterables import member_of, test_member
from weft.annotator.signatures import Arguments
from weft.rlib.bigint import bigint
from weft.rlib.intrinsics import (
    ExternalFunction,
    Intrinsic,
    as_object,
    as_tuple,
    free_raw,
    linked,
    named_tuple,
    note_promise,
    object_link,
    owner_of,
    promise_no_collect,
    unchecked_item,
    unchecked_set_item,
    weak_link,
)
from weft.rlib.iterable_kinds import as_member, is_member
from weft.rlib.tagged import is_big

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_SOME_BIGINT: Final = bigint(2**64)
"""Tells the types of the attributes, also in programs that make no other one."""

TYPES: Final[dict[str, Annotation]] = {
    "int": INTEGER,
    "nonneg": NONNEG,
    "float": FLOAT,
    "bool": BOOL,
    "str": STRING,
    "char": CHARACTER,
    "bytes": BYTES,
    "bytearray": SomeByteArray(),
    "frames": SomeFrames(),
    "frames or None": SomeFrames(optional=True),
    "None": NONE,
    "big": BIG,
    "r_uint": SomeInteger(kind="r_uint", nonneg=True),
}


def call_intrinsic(ctx: AnnotationContext, function: Intrinsic, arguments: Arguments) -> Annotation:
    """Return the declared result of an intrinsic."""
    operands = arguments.annotations()
    for name in function.raises:
        cls = getattr(builtins, name)
        ctx.may_raise(cls)
    if function.name == "is_none":
        if isinstance(operands[0], SomeNone):
            return SomeBool(constant=True)
        return BOOL if operands[0].can_be_none else SomeBool(constant=False)
    if function is unchecked_item and isinstance(operands[0], SomeList):
        definition = operands[0].definition.find()
        ctx.containers.read(definition)
        return definition.item
    if function is free_raw:
        check_raw(operands)
    computed = _COMPUTED.get(function)
    if function is weak_link and isinstance(operands[0], SomeInstance) and operands[0].classdef is not None:
        ctx.weak_targets[operands[0].classdef] = None
    if computed is not None:
        return computed(operands)
    if function is is_member:
        return test_member(operands[0], operands[1].constant)
    if function is as_member:
        return member_of(operands[0], operands[1].constant)
    if function is unchecked_set_item and isinstance(operands[0], SomeList):
        ctx.containers.mutate(operands[0].definition)
        ctx.containers.grow_list(operands[0].definition, operands[2])
        return NONE
    return declared(ctx, function.result, operands)


def _promise_no_collect(operands: list[Annotation]) -> Annotation:
    if isinstance(operands[0], SomePBC):
        for description in operands[0].descriptions:
            if isinstance(description, FunctionDesc):
                note_promise(description.function)
    return operands[0]


def _as_tuple(operands: list[Annotation]) -> Annotation:
    assert isinstance(operands[0], SomeList)
    return replace(operands[0], frozen=True)


def _owner_of(operands: list[Annotation]) -> Annotation:
    assert isinstance(operands[0], SomeAttributes)
    return operands[0].receiver


def _named_tuple(operands: list[Annotation]) -> Annotation:
    assert isinstance(operands[1], SomeTuple)
    return SomeTuple(items=operands[1].items, cls=operands[0].constant)


def _weak_link(operands: list[Annotation]) -> Annotation:
    target = operands[0]
    if isinstance(target, SomeInstance) and target.classdef is not None:
        if is_raw(target.classdef):
            raise RuleError("W0905", f"a weak reference to an instance of raw class {target.classdef.name}")
        return SomeWeak(target=replace(target, optional=False, constant=NOT_CONSTANT))
    raise RuleError("W0401", f"weak references to values of type {target} are not supported: only to instances")


def _object_link(operands: list[Annotation]) -> Annotation:
    return SomeWeak(target=SomeInstance(classdef=None))


_WITH_IDENTITY: Final = (
    SomeInstance,
    SomeList,
    SomeDict,
    SomeSet,
    SomeTuple,
    SomeString,
    SomeBytes,
    SomeByteArray,
    SomeNone,
)


def _as_object(operands: list[Annotation]) -> Annotation:
    value = operands[0]
    if isinstance(value, Impossible):
        return IMPOSSIBLE
    single = isinstance(value, SomeString) and value.char
    if not isinstance(value, _WITH_IDENTITY) or single or value == SomeTuple(items=()):
        what = "a single character" if single else str(value)
        raise RuleError(
            "W0401",
            f"id() of {what} is not supported: such values have no identity",
            label=str(value),
            help="compare with ==",
        )
    return SomeInstance(classdef=None, optional=value.can_be_none)


def _linked(operands: list[Annotation]) -> Annotation:
    assert isinstance(operands[0], SomeWeak)
    return replace(operands[0].target, optional=True)


_COMPUTED: Final[dict[Intrinsic, Callable[[list[Annotation]], Annotation]]] = {
    promise_no_collect: _promise_no_collect,
    is_big: lambda operands: SomeBool(constant=isinstance(operands[0], SomeBig)),
    as_tuple: _as_tuple,
    owner_of: _owner_of,
    named_tuple: _named_tuple,
    weak_link: _weak_link,
    linked: _linked,
    object_link: _object_link,
    as_object: _as_object,
}
"""Intrinsics whose result follows from the annotations of the operands alone."""


def call_external(ctx: AnnotationContext, function: ExternalFunction, arguments: Arguments) -> Annotation:
    """Return the declared result of a C function."""
    operands = arguments.annotations()
    if len(operands) != len(function.arguments):
        raise RuleError("W0301", f"{function.name}() takes {len(function.arguments)} arguments, not {len(operands)}")
    return declared(ctx, function.result, operands)


def declared(ctx: AnnotationContext, text: str, operands: list[Annotation]) -> Annotation:
    """Return the annotation of a type of the small language."""
    found = TYPES.get(text)
    if found is not None:
        return found
    if text == "bigint":
        return ctx.constants.annotation(_SOME_BIGINT)
    if text.startswith("arg"):
        return operands[int(text[3:])]
    if text.startswith("list[") and text.endswith("]"):
        item = declared(ctx, text[5:-1], operands)
        return ctx.containers.list_of(item)
    if text == "noreturn":
        return IMPOSSIBLE
    raise AssertionError(f"unknown type {text}")
