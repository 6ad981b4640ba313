"""Rules of numbers whose kind is known at run time only (`SomeNumber`: an int that met a float, a bool an int).

Entry point: `on_numbers`, asked before the rule of any operation with such an operand.  It delegates the operation to
a generated function that tests the kind of that operand and does the same operation again, on a plain number, in each
branch; so no other rule sees such numbers where their kind matters.  What a kind does not support (`2.5 << 1`) raises
TypeError at run time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Receiver
from weft.annotator.lattice import (
    BOOL,
    Annotation,
    SomeByteArray,
    SomeBytes,
    SomeConstantObject,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeNone,
    SomeNumber,
    SomeRange,
    SomeString,
    SomeTuple,
)
from weft.annotator.rules.kinds import kind_of
from weft.annotator.signatures import Argument, Arguments
from weft.flowspace.graph import Operation, Value
from weft.flowspace.operations import OPERATIONS, CallShape

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_ORDER: Final[tuple[str, ...]] = ("None", "float", "bool", "int")
"""In which order kinds are tested: a bool is an int too."""

_ARITHMETIC: Final = frozenset(name for name, spec in OPERATIONS.items() if spec.symbol and spec.reflected)
_INPLACE: Final = frozenset(name for name, spec in OPERATIONS.items() if spec.inplace_of)
_COMPARISONS: Final = frozenset({"lt", "le", "gt", "ge"})
_EQUALITY: Final = frozenset({"eq", "ne"})
_UNARY: Final = {"neg": "-x", "pos": "+x", "invert": "~x", "bool": "bool(x)", "not_": "not x"}
_NOT_FOR_FLOATS: Final = frozenset({"lshift", "rshift", "and_", "or_", "xor", "invert"})
_SEQUENCES: Final = (SomeList, SomeTuple, SomeString, SomeBytes, SomeByteArray)

_SCALAR_FUNCTIONS: Final = frozenset(
    {int, float, abs, round, divmod, pow, chr, bin, hex, oct, range, complex}
    | {value for value in vars(math).values() if callable(value)}
)
"""Built-in functions whose rules depend on the kind of a number."""

_INTEGERS_ONLY: Final = frozenset({chr, bin, hex, oct, range})


def on_numbers(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """Return the result of an operation some operand of which is a SomeNumber; None leaves it to its own rule."""
    name = operation.spec.name
    if name in _UNARY:
        return _unary(ctx, operation, annotations[0])
    if name in _ARITHMETIC or name in _INPLACE:
        return _binary(ctx, operation, annotations)
    if name in ("getitem", "setitem", "delitem"):
        return _item(ctx, operation, annotations)
    if name == "contains" and isinstance(annotations[0], SomeRange):
        return _with_kinds(ctx, operation, annotations, 1, "x in a0", {})
    if name in ("call", "call_shape") and isinstance(annotations[0], SomeConstantObject):
        return _call(ctx, operation, annotations)
    return None


# Operators ----------------------------------------------------------------------------------------------------------


def _unary(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    name = operation.spec.name
    raising = {"None": _raise(f"bad operand type for unary {operation.spec.symbol}: 'NoneType'")}
    if name in ("bool", "not_"):
        raising = {"None": f"return {name == 'not_'}"}
    elif name == "invert":
        raising["float"] = _raise("bad operand type for unary ~: 'float'")
    return _with_kinds(ctx, operation, [value], 0, _UNARY[name], raising)


def _binary(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    name = operation.spec.inplace_of or operation.spec.name
    left, right = annotations
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        return None  # a special method takes any number
    if name in _EQUALITY and (isinstance(left, SomeNone) or isinstance(right, SomeNone)):
        return None
    if name == "mod" and isinstance(left, SomeString | SomeBytes):
        return None  # formatting
    index = 0 if isinstance(left, SomeNumber) else 1
    symbol = OPERATIONS[name].symbol
    other = annotations[1 - index]
    text = f"x {symbol} a1" if index == 0 else f"a0 {symbol} x"
    raising = {kind: _unsupported(name, symbol, kind, other, index) for kind in ("None", "float")}
    if name in _EQUALITY:
        test = "is" if name == "eq" else "is not"
        raising = {"None": f"return a{1 - index} {test} None"}
    elif not (name in _NOT_FOR_FLOATS or (name == "mul" and isinstance(other, _SEQUENCES))):
        del raising["float"]
    statement = ""
    if operation.spec.inplace_of and index == 1 and isinstance(other, SomeList | SomeByteArray):
        statement = f"a0 {symbol}= x; return a0"
    return _with_kinds(ctx, operation, annotations, index, text, raising, statement)


def _unsupported(name: str, symbol: str, kind: str, other: Annotation, index: int) -> str:
    kinds = [_python_name(other)] * 2
    kinds[index] = "NoneType" if kind == "None" else kind
    if name == "mul" and isinstance(other, _SEQUENCES):
        return _raise(f"can't multiply sequence by non-int of type '{kinds[index]}'")
    shown = "** or pow()" if name == "pow" else symbol
    start, end = f"unsupported operand type(s) for {shown}: '{kinds[0]}' and ", f"'{kinds[1]}'"
    if name in _COMPARISONS:
        start = f"'{symbol}' not supported between instances of '{kinds[0]}' and "
    if isinstance(other, SomeNumber) and index == 0:
        return f"raise TypeError({start!r} + {_name_at_run_time('a1', other)})"
    return _raise(start + end)


def _name_at_run_time(name: str, annotation: SomeNumber) -> str:
    """Return an expression for the quoted type name of a number."""
    text = repr(repr("int"))
    for kind in ("bool", "float"):
        if kind in annotation.kinds:
            text = f"{repr(kind)!r} if isinstance({name}, {kind}) else {text}"
    if annotation.optional:
        text = f"{repr('NoneType')!r} if {name} is None else {text}"
    return f"({text})"


def _python_name(annotation: Annotation) -> str:
    kind = kind_of(annotation)
    return {"None": "NoneType", "number": "int", "optional": "int"}.get(kind, kind)


def _raise(message: str) -> str:
    return f"raise TypeError({message!r})"


def _item(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`items[x]`: a float is no index."""
    owner, index = annotations[:2]
    if not isinstance(index, SomeNumber) or not isinstance(owner, (*_SEQUENCES, SomeRange)):
        return None
    kind = _python_name(owner)
    what = "string" if kind == "str" else kind
    raising = {}
    for name, python in (("None", "NoneType"), ("float", "float")):
        shown = f"'{python}'" if kind == "str" else python
        also = "" if kind == "str" else " or slices"
        raising[name] = _raise(f"{what} indices must be integers{also}, not {shown}")
    text = {"getitem": "a0[x]", "setitem": "", "delitem": ""}[operation.spec.name]
    statement = {"getitem": "", "setitem": "a0[x] = a2", "delitem": "del a0[x]"}[operation.spec.name]
    return _with_kinds(ctx, operation, annotations, 1, text, raising, statement)


# Calls --------------------------------------------------------------------------------------------------------------


def _call(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`round(x, 2)`, with a function for which the kind of its arguments matters."""
    function = annotations[0].constant
    given = annotations[1:]
    shape = operation.statics[0] if operation.spec.name == "call_shape" else CallShape(len(given))
    if not _is_scalar_function(function) or shape.star or shape.star_star:
        return None
    index = next((i for i, annotation in enumerate(given) if isinstance(annotation, SomeNumber)), None)
    if index is None:
        return None
    texts = ["x" if i == index else _constant_or(f"a{i}", annotation) for i, annotation in enumerate(given)]
    keywords = [f"{name}={text}" for name, text in zip(shape.keywords, texts[shape.positional :], strict=True)]
    text = f"target({', '.join([*texts[: shape.positional], *keywords])})"
    raising: dict[str, str] = {}
    if function is int or function is float:
        wanted = "a string, a bytes-like object or a real number" if function is int else "a string or a real number"
        raising["None"] = _raise(f"{function.__name__}() argument must be {wanted}, not 'NoneType'")
    elif function in _INTEGERS_ONLY:
        raising["None"] = _raise("'NoneType' object cannot be interpreted as an integer")
        raising["float"] = _raise("'float' object cannot be interpreted as an integer")
    else:
        raising["None"] = _raise("must be real number, not NoneType")
    return _with_kinds(ctx, operation, given, index, text, raising, target=function)


def _is_scalar_function(function: Any) -> bool:
    try:
        return function in _SCALAR_FUNCTIONS
    except TypeError:
        return False


def _constant_or(name: str, annotation: Annotation) -> str:
    """Return the literal of a known int, which rules may want to see, or the name of the argument."""
    if isinstance(annotation, SomeInteger) and annotation.is_constant:
        return repr(annotation.constant)
    return name


def has_number_method(value: Annotation, name: str) -> bool:
    """True if some kind of the number has a method of that name."""
    return isinstance(value, SomeNumber) and any(callable(getattr(_CLASSES[kind], name, None)) for kind in value.kinds)


def call_number_method(
    ctx: AnnotationContext, operation: Operation, receiver: SomeNumber, name: str, arguments: Arguments
) -> Annotation:
    """`x.is_integer()`; kinds without the method raise AttributeError."""
    names = ["x", *[f"a{i}" for i in range(len(arguments.positional))], *arguments.keywords]
    given = [*names[1 : len(arguments.positional) + 1], *[f"{keyword}={keyword}" for keyword in arguments.keywords]]
    branches: dict[str, str] = {}
    for kind in _ORDER:
        if kind in receiver.kinds:
            branches[kind] = f"return x.{name}({', '.join(given)})"
            if not hasattr(_CLASSES[kind], name):
                branches[kind] = f"raise AttributeError(\"'{kind}' object has no attribute '{name}'\")"
    function = ctx.generated.by_kind(("method", name), f"number_{name}", names, branches)
    joined = arguments.with_first(Argument(receiver, Receiver()))
    return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], joined)


_CLASSES: Final[dict[str, type]] = {"bool": bool, "int": int, "float": float}


# Functions by kind --------------------------------------------------------------------------------------------------


def _with_kinds(
    ctx: AnnotationContext,
    operation: Operation,
    annotations: Sequence[Annotation],
    index: int,
    text: str,
    raising: dict[str, str],
    statement: str = "",
    target: Callable[..., Any] | None = None,
) -> Annotation:
    """Delegate the operation to a function that tests operand `index`, named `x` in `text` (the others a0, a1...).

    `raising`: what other statement some kinds get.  `statement`: instead of returning `text`.
    """
    number = annotations[index]
    assert isinstance(number, SomeNumber)
    ordinary = statement or f"return {text}"
    kinds = {*number.kinds, *(["None"] if number.optional else [])}
    branches = {kind: raising.get(kind, ordinary) for kind in _ORDER if kind in kinds}
    names = ["x" if i == index else f"a{i}" for i in range(len(annotations))]
    name = f"number_{operation.spec.name}"
    function = ctx.generated.by_kind((name, index, id(target)), name, names, branches, target=target)
    operands: list[Value] = operation.args[-len(annotations) :]
    wrap = "drop" if operation.spec.name in ("setitem", "delitem") else ""
    return ctx.call.delegate(function, operands, annotations, wrap)


def number_text(ctx: AnnotationContext, function: str, value: SomeNumber, operand: Value) -> Annotation:
    """Return the annotation of `str(x)` or `repr(x)` of a number (no None) as the current operation."""
    branches = {kind: f"return {function}(x)" for kind in _ORDER if kind in value.kinds}
    made = ctx.generated.by_kind(("text", function), f"number_{function}", ["x"], branches)
    return ctx.call.delegate(made, [operand], [value])


def is_same_number(left: Annotation, right: Annotation) -> Annotation | None:
    """Return the result of `x is y` if one side is a SomeNumber and the other may be such a number; else None."""
    if isinstance(left, SomeNumber) or isinstance(right, SomeNumber):
        if kind_of(left) in _NUMBER_LIKE and kind_of(right) in _NUMBER_LIKE:
            return BOOL
    return None


_NUMBER_LIKE: Final = frozenset({"bool", "int", "float", "number", "optional"})
