"""Rules of iterables whose kind is known at run time only (`SomeIterable`: a range where there may be a list).

Entry point: `on_iterables`, asked before the rule of any operation with such an operand.  It delegates the operation to
a generated function that tests the kind of that operand and does the same operation again, on a plain list or range,
in each branch; the results join like any others.  So `iter` gives one of several iterators, and `next` asks again.
What some kind does not support is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Receiver
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    IMPOSSIBLE,
    Annotation,
    SomeBool,
    SomeConstantObject,
    SomeInstance,
    SomeIterable,
    SomeNone,
)
from weft.annotator.meeting import member_kind
from weft.annotator.signatures import Argument, Arguments
from weft.flowspace.graph import Operation, Value
from weft.flowspace.operations import OPERATIONS, CallShape

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_TEXTS: Final = {
    "iter": "return iter(m)",
    "next": "return next(m)",
    "bool": "return bool(m)",
    "not_": "return not m",
    "getitem": "return m[a1]",
    "setitem": "m[a1] = a2",
    "delitem": "del m[a1]",
}
"""What is done to the first operand."""

_NONE: Final = {
    "iter": "raise TypeError(\"'NoneType' object is not iterable\")",
    "next": "raise TypeError(\"'NoneType' object is not an iterator\")",
    "bool": "return False",
    "not_": "return True",
    "getitem": "raise TypeError(\"'NoneType' object is not subscriptable\")",
    "setitem": "raise TypeError(\"'NoneType' object does not support item assignment\")",
    "delitem": "raise TypeError(\"'NoneType' object doesn't support item deletion\")",
    "contains": "raise TypeError(\"argument of type 'NoneType' is not iterable\")",
    "len": "raise TypeError(\"object of type 'NoneType' has no len()\")",
    "reversed": "raise TypeError(\"'NoneType' object is not reversible\")",
}
"""What is done instead if it is None."""

_BY_KIND: Final = frozenset({len, reversed, list, set, frozenset, dict, bytes, bytearray})
"""Built-in functions whose rules depend on the kind of their argument; others iterate."""

_KEPT: Final = frozenset({"list", "dict", "set", "str", "bytes", "bytearray", "instance"})
"""Kinds of which a value stays the same object where it meets others."""

_OPERATORS: Final = frozenset(
    name for name, spec in OPERATIONS.items() if spec.symbol and name not in ("is_", "contains", "neg", "pos", "invert")
)


def on_iterables(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """Return the result of an operation some operand of which is a SomeIterable; None leaves it to its own rule."""
    name = operation.spec.name
    first = annotations[0]
    if name in _TEXTS and isinstance(first, SomeIterable):
        return _dispatch(ctx, operation, annotations, 0, _TEXTS[name], _NONE[name])
    if name in ("getattr", "setattr") and isinstance(first, SomeIterable):
        return _attribute(ctx, operation, annotations)
    if name == "contains":
        return _contains(ctx, operation, annotations)
    if name in _OPERATORS:
        return _operator(ctx, operation, annotations)
    if name == "is_":
        return _identity(ctx, operation, annotations)
    if name in ("call", "call_shape") and isinstance(first, SomeConstantObject):
        return _call(ctx, operation, annotations)
    if name.startswith("match_"):
        value = next(annotation for annotation in annotations if isinstance(annotation, SomeIterable))
        raise RuleError("W0401", f"matching {value} with a pattern is not supported yet", label=str(value))
    return None


def _attribute(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`x.name` where all kinds are classes of the program; methods are called by `call_iterable_method`."""
    owner, name = annotations[0], annotations[1].constant
    assert isinstance(owner, SomeIterable)
    if not all(isinstance(member, SomeInstance) for member in owner.members):
        return None
    if any(ctx.attributes.methods(member, name) is not None for member in owner.members):  # type: ignore[arg-type]
        return None
    none = f"raise AttributeError(\"'NoneType' object has no attribute '{name}'\")"
    values = [0, *range(2, len(annotations))]
    statement = f"return m.{name}" if operation.spec.name == "getattr" else f"m.{name} = a1"
    return _dispatch(
        ctx,
        operation,
        [annotations[i] for i in values],
        0,
        statement,
        none,
        operands=[operation.args[i] for i in values],
    )


def _operator(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`x == y`, `x += y`, of two operands."""
    name = operation.spec.name
    left, right = annotations
    if name in ("eq", "ne") and (isinstance(left, SomeNone) or isinstance(right, SomeNone)):
        return None
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        return None
    if name in ("lt", "le", "gt", "ge"):
        raise RuleError("W0401", f"'{operation.spec.symbol}' between {left} and {right} is not supported yet")
    if isinstance(left, SomeIterable):
        index, target, other, text = 0, "m", "a1", f"m {operation.spec.symbol} a1"
    else:
        index, target, other, text = 1, "a0", "a0", f"a0 {operation.spec.symbol} m"
    statement = f"{text}; return {target}" if operation.spec.inplace_of else f"return {text}"
    none = f"raise TypeError(\"unsupported operand type(s) for {operation.spec.symbol}: 'NoneType'\")"
    if name in ("eq", "ne"):
        none = f"return {other} {'is' if name == 'eq' else 'is not'} None"
    return _dispatch(ctx, operation, annotations, index, statement, none)


def _contains(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`item in x`; an iterable that is looked for is compared."""
    if not isinstance(annotations[0], SomeIterable):
        return None
    return _dispatch(ctx, operation, annotations, 0, "return a1 in m", _NONE["contains"])


def _identity(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`x is y`, kind by kind."""
    if any(isinstance(annotation, SomeNone) for annotation in annotations):
        return None
    left, right = annotations
    kinds = [member_kind(member) for side in annotations for member in _members(side)]
    if all(kinds) and not all(kind in _KEPT for kind in kinds):
        raise RuleError("W0401", f"'is' between {left} and {right} is not supported yet", label=str(left))
    index = 0 if isinstance(left, SomeIterable) else 1
    other = f"a{1 - index}"
    return _dispatch(ctx, operation, annotations, index, f"return m is {other}", f"return {other} is None")


def _members(value: Annotation) -> Sequence[Annotation]:
    return value.members if isinstance(value, SomeIterable) else (value,)


def _call(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`len(x)`, with a function for which the kind of its argument matters."""
    function = annotations[0].constant
    given = annotations[1:]
    shape = operation.statics[0] if operation.spec.name == "call_shape" else CallShape(len(given))
    if shape != CallShape(1) or not _is_by_kind(function):
        return None
    none = _NONE.get(function.__name__, _NONE["iter"])
    return _dispatch(ctx, operation, given, 0, "return target(m)", none, target=function)


def _is_by_kind(function: Any) -> bool:
    try:
        return function in _BY_KIND
    except TypeError:
        return False


def call_iterable_method(
    ctx: AnnotationContext, operation: Operation, receiver: SomeIterable, name: str, arguments: Arguments
) -> Annotation:
    """`x.index(item)`: a method that all kinds have."""
    given = [f"a{i}" for i in range(len(arguments.positional))]
    names = ["x", *given, *arguments.keywords]
    passed = ", ".join([*given, *[f"{keyword}={keyword}" for keyword in arguments.keywords]])
    none = f"raise AttributeError(\"'NoneType' object has no attribute '{name}'\")"
    function = ctx.generated.by_member(
        ("method", name),
        f"iterable_{name}",
        names,
        f"return m.{name}({passed})",
        [member_kind(member) for member in receiver.members],
        none if receiver.optional else "",
    )
    joined = arguments.with_first(Argument(receiver, Receiver()))
    return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], joined)


def iterable_text(ctx: AnnotationContext, function: str, value: SomeIterable, operand: Value) -> Annotation:
    """Return the annotation of `str(x)` or `repr(x)` of an iterable (no None) as the current operation."""
    kinds = [member_kind(member) for member in value.members]
    made = ctx.generated.by_member(("text", function), f"iterable_{function}", ["x"], f"return {function}(m)", kinds)
    return ctx.call.delegate(made, [operand], [value])


def test_member(value: Annotation, kind: str) -> Annotation:
    """Return what `is_member(x, kind)` says."""
    members = value.members if isinstance(value, SomeIterable) else (value,)
    kinds = [member_kind(member) for member in members]
    return SomeBool(constant=kind in kinds) if kind not in kinds or len(kinds) == 1 else SomeBool()


def member_of(value: Annotation, kind: str) -> Annotation:
    """Return what `as_member(x, kind)` gives."""
    members = value.members if isinstance(value, SomeIterable) else (value,)
    return next((member for member in members if member_kind(member) == kind), IMPOSSIBLE)


def _dispatch(
    ctx: AnnotationContext,
    operation: Operation,
    annotations: Sequence[Annotation],
    index: int,
    statement: str,
    none: str,
    target: Any = None,
    operands: list[Value] | None = None,
) -> Annotation:
    """Delegate the operation to a function that tests operand `index`, named `m` in `statement` (the others a0, a1...).

    `none`: what it does for None instead.
    """
    iterable = annotations[index]
    assert isinstance(iterable, SomeIterable)
    names = ["x" if i == index else f"a{i}" for i in range(len(annotations))]
    name = f"iterable_{operation.spec.name}"
    kinds = [member_kind(member) for member in iterable.members]
    function = ctx.generated.by_member(
        (name, id(target)), name, names, statement, kinds, none if iterable.optional else "", target=target
    )
    wrap = "drop" if operation.spec.name in ("setattr", "setitem", "delitem") else ""
    return ctx.call.delegate(function, operands or operation.args[-len(annotations) :], annotations, wrap)
