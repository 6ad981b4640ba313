"""Operations on ints of any size (`--ints=big`): which results still fit a machine word, and who computes the others.

The arithmetic rules ask `binary`, `unary` and `comparison` first; these return None for what the rules of machine
words are right for.  Everything else is done by functions of `rlib/big_integers.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    BIG,
    FLOAT,
    Annotation,
    SomeBig,
    SomeBool,
    SomeFloat,
    SomeInteger,
    is_nonneg,
    width,
)
from weft.annotator.rules.kinds import INTEGERS, kind_of, present
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_FUNCTIONS: Final = {"and_": "and_", "or_": "or_", "pow": "pow_", "abs": "abs_"}
"""Functions whose names are not those of the operations."""


def library_function(ctx: AnnotationContext, name: str) -> Any:
    """Return a function of `rlib/big_integers.py`."""
    return ctx.functions.bindings.resolve(f"big_integers:{_FUNCTIONS.get(name, name)}")


# Arithmetic ---------------------------------------------------------------------------------------------------------


def binary(ctx: AnnotationContext, operation: Operation, x: Annotation, y: Annotation) -> Annotation | None:
    """Return the result of an arithmetic operation on two numbers, unless it is one of machine words."""
    name = operation.spec.name
    kinds = (kind_of(x), kind_of(y))
    if "big" not in kinds:
        if not ctx.unbounded or not _are_plain_ints(x, y) or _word_result(name, x, y) is not None:
            return None
    if "float" in kinds or _has_negative_exponent(name, y):
        function = library_function(ctx, f"float_{name}")
        return ctx.call.delegate(function, operation.args, (FLOAT, FLOAT))
    if isinstance(y, SomeInteger) and y.nonneg and y.kind == "int" and name in ("mod", "and_"):
        return _reduced(ctx, name, list(operation.args), y)
    if isinstance(x, SomeInteger) and x.nonneg and x.kind == "int" and name == "and_":
        return _reduced(ctx, name, list(reversed(operation.args)), x)
    result = ctx.call.delegate(library_function(ctx, name), operation.args, (BIG, BIG))
    return SomeBig(nonneg=_is_nonneg_result(name, x, y)) if isinstance(result, SomeBig) else result


def widened(ctx: AnnotationContext, name: str, x: Annotation, y: Annotation, result: Annotation) -> Annotation:
    """Return the result of the rules of machine words with what is known of its size."""
    if isinstance(result, SomeInteger) and ctx.unbounded and _are_plain_ints(x, y):
        bits = _word_result(name, x, y)
        return result if bits is None else replace(result, bits=bits)
    return result


def _reduced(ctx: AnnotationContext, name: str, operands: list[Any], word: SomeInteger) -> Annotation:
    """`x & word` or `x % word`: not greater than the word."""
    result = ctx.call.delegate(library_function(ctx, f"{name.rstrip('_')}_word"), operands, (BIG, SomeInteger()))
    if not isinstance(result, SomeInteger):
        return result
    return SomeInteger(nonneg=True, bits=width(word))


def _has_negative_exponent(name: str, y: Annotation) -> bool:
    return name == "pow" and bool(y.is_constant and y.constant < 0)


def _are_plain_ints(*annotations: Annotation) -> bool:
    return all(
        isinstance(annotation, SomeBool) or (isinstance(annotation, SomeInteger) and annotation.kind == "int")
        for annotation in annotations
    )


def _word_result(name: str, x: Annotation, y: Annotation) -> int | None:
    """Return the bits of the result of an operation on words; None if they may be more than those of a word."""
    rule = _WIDTHS.get(name)
    if rule is None:
        return None
    bits = rule(width(x), width(y), x, y)
    return bits if bits <= 63 else None


def _shifted(left: int, right: int, x: Annotation, y: Annotation) -> int:
    return left + y.constant if y.is_constant and 0 <= y.constant < 64 else 99


def _unshifted(left: int, right: int, x: Annotation, y: Annotation) -> int:
    return max(left - y.constant, 0) if y.is_constant and y.constant >= 0 else left


def _difference(left: int, right: int, x: Annotation, y: Annotation) -> int:
    return max(left, right) + (not (is_nonneg(x) and is_nonneg(y)))


def _quotient(left: int, right: int, x: Annotation, y: Annotation) -> int:
    if y.is_constant and y.constant > 0:
        return max(left - right + 1, 0)
    # Only -2**n // -1 is longer.
    return left if is_nonneg(y) or is_nonneg(x) else left + 1


def _masked(left: int, right: int, x: Annotation, y: Annotation) -> int:
    masks = [bits for bits, value in ((left, x), (right, y)) if is_nonneg(value)]
    return min(masks) if masks else max(left, right)


_WIDTHS: Final[dict[str, Callable[[int, int, Annotation, Annotation], int]]] = {
    "add": lambda left, right, x, y: max(left, right) + 1,
    "sub": _difference,
    # -2**n * -2**m is longer than other products.
    "mul": lambda left, right, x, y: left + right + (not (is_nonneg(x) or is_nonneg(y))),
    "lshift": _shifted,
    "floordiv": _quotient,
    "mod": lambda left, right, x, y: right,
    "rshift": _unshifted,
    "and_": _masked,
    "or_": lambda left, right, x, y: max(left, right),
    "xor": lambda left, right, x, y: max(left, right),
    "truediv": lambda left, right, x, y: 63,
}
"""The bits of results, by those of the operands."""


def _is_nonneg_result(name: str, x: Annotation, y: Annotation) -> bool:
    match name:
        case "add" | "mul" | "floordiv" | "or_" | "xor":
            return is_nonneg(x) and is_nonneg(y)
        case "mod":
            return is_nonneg(y)
        case "lshift" | "rshift" | "pow":
            return is_nonneg(x)
        case "and_":
            return is_nonneg(x) or is_nonneg(y)
    return False


def unary(ctx: AnnotationContext, name: str, operands: Any, value: Annotation) -> Annotation | None:
    """Return the result of `-x`, `+x`, `~x` or `abs(x)`, unless it is one of machine words."""
    if isinstance(value, SomeInteger) and ctx.unbounded and value.kind == "int":
        if name in ("pos", "invert") or width(value) < 63 or is_nonneg(value):
            return None
    elif not isinstance(value, SomeBig):
        return None
    result = ctx.call.delegate(library_function(ctx, name), operands, (BIG,))
    nonneg = name == "abs" or (name == "pos" and is_nonneg(value))
    return SomeBig(nonneg=nonneg) if isinstance(result, SomeBig) else result


def negated_width(ctx: AnnotationContext, name: str, value: Annotation) -> int:
    """Return the bits of `-x` and its like, where it is a machine word."""
    if not ctx.unbounded or not _are_plain_ints(value):
        return 63
    return min(63, width(value) + (name in ("neg", "abs")))


# Comparison ---------------------------------------------------------------------------------------------------------


def comparison(ctx: AnnotationContext, operation: Operation, x: Annotation, y: Annotation) -> Annotation | None:
    """Return the result of comparing two numbers, one of which is an int of any size; None if none is."""
    if not isinstance(x, SomeBig) and not isinstance(y, SomeBig):
        return None
    name = operation.spec.name
    if x.can_be_none or y.can_be_none:
        if name in ("eq", "ne"):
            return ctx.call.delegate(ctx.generated.optional_equality(name == "ne"), operation.args, (x, y))
        x, y = present(ctx, x), present(ctx, y)
    if isinstance(x, SomeFloat):
        swapped = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}.get(name, name)
        function = library_function(ctx, f"float_{swapped}")
        return ctx.call.delegate(function, list(reversed(operation.args)), (BIG, FLOAT))
    if isinstance(y, SomeFloat):
        return ctx.call.delegate(library_function(ctx, f"float_{name}"), operation.args, (BIG, FLOAT))
    return ctx.call.delegate(library_function(ctx, name), operation.args, (BIG, BIG))


def is_number(kind: str) -> bool:
    """True for the kinds that comparison and arithmetic mix."""
    return kind in INTEGERS or kind == "float"
