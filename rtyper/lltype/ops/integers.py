"""Operations on machine words: Signed wraps, the `_ovf` forms raise OverflowError; Unsigned; Bool; casts."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import OpSpec, always, same_as_argument
from weft.rtyper.lltype.types import BOOL, CHAR, FLOAT, INT32, SIGNED, UINT32, UNICHAR, UNSIGNED, LowLevelType

WORD: Final = 1 << 64


def wrap(value: int) -> int:
    """Reduce an integer to a signed 64-bit word, as the machine does."""
    return (value + (WORD >> 1)) % WORD - (WORD >> 1)


def wrap_unsigned(value: int) -> int:
    """Reduce an integer to an unsigned 64-bit word."""
    return value % WORD


def _truncated_division(x: int, y: int) -> int:
    quotient = abs(x) // abs(y)
    return wrap(quotient if (x < 0) == (y < 0) else -quotient)


def _truncated_remainder(x: int, y: int) -> int:
    return wrap(x - _truncated_division(x, y) * y)


def _binary(name: str, type_: LowLevelType, fold: Callable[[Any, Any], Any], c: str, doc: str, cost: int = 1) -> OpSpec:
    return OpSpec(name=name, arity=2, result=always(type_), fold=fold, c=c, doc=doc, cost=cost)


def _unary(name: str, type_: LowLevelType, fold: Callable[[Any], Any], c: str, doc: str) -> OpSpec:
    return OpSpec(name=name, arity=1, result=always(type_), fold=fold, c=c, doc=doc)


def _signed(name: str, fold: Callable[[int, int], int], c: str, cost: int = 1) -> OpSpec:
    return _binary(f"int_{name}", SIGNED, lambda x, y: wrap(fold(x, y)), c, f"Wrapping {name} of words.", cost)


def _unsigned(name: str, fold: Callable[[int, int], int], c: str, cost: int = 1) -> OpSpec:
    return _binary(f"uint_{name}", UNSIGNED, lambda x, y: wrap_unsigned(fold(x, y)), c, f"Unsigned {name}.", cost)


def _overflow(name: str, fold: Callable[[int, int], int]) -> OpSpec:
    """An arithmetic operation that raises OverflowError; kept until C, see docs/architecture.md."""

    def checked(machine: Any, statics: Any, operands: Any) -> Any:
        value = fold(*operands)
        return value if value == wrap(value) else machine.raise_error(OverflowError, "integer overflow")

    return OpSpec(name=f"int_{name}_ovf", arity=2, result=always(SIGNED), run=checked, raises=("OverflowError",),
                  cost=2, doc=f"Signed {name}; OverflowError when the result needs more than 64 bits.")  # fmt: skip


def _comparisons(prefix: str, suffix: str = "") -> tuple[OpSpec, ...]:
    table = (("lt", operator.lt, "<"), ("le", operator.le, "<="), ("eq", operator.eq, "=="),
             ("ne", operator.ne, "!="), ("gt", operator.gt, ">"), ("ge", operator.ge, ">="))  # fmt: skip
    return tuple(
        _binary(f"{prefix}_{name}", BOOL, fold, f"({{0}} {symbol} {{1}})", f"{prefix} {symbol}.")
        for name, fold, symbol in table
    )


def _cast(name: str, to: LowLevelType, fold: Callable[[Any], Any], c_type: str) -> OpSpec:
    return _unary(name, to, fold, f"(({c_type}){{0}})", f"{name.removeprefix('cast_').replace('_', ' ')}.")


INTEGER_OPS: Final = (
    _signed("add", operator.add, "(long)((unsigned long){0} + (unsigned long){1})"),
    _signed("sub", operator.sub, "(long)((unsigned long){0} - (unsigned long){1})"),
    _signed("mul", operator.mul, "(long)((unsigned long){0} * (unsigned long){1})"),
    _signed("and", operator.and_, "({0} & {1})"),
    _signed("or", operator.or_, "({0} | {1})"),
    _signed("xor", operator.xor, "({0} ^ {1})"),
    _signed("lshift", lambda x, y: x << y, "(long)((unsigned long){0} << {1})"),
    _signed("rshift", lambda x, y: x >> y, "({0} >> {1})"),
    _signed("div_trunc", _truncated_division, "({0} / {1})", cost=10),
    _signed("mod_trunc", _truncated_remainder, "({0} % {1})", cost=10),
    _signed("floordiv", lambda x, y: x // y, "weft_int_floordiv({0}, {1})", cost=12),
    _signed("mod", lambda x, y: x % y, "weft_int_mod({0}, {1})", cost=12),
    _unary("int_neg", SIGNED, lambda x: wrap(-x), "(long)(0UL - (unsigned long){0})", "Wrapping negation."),
    _unary("int_invert", SIGNED, lambda x: ~x, "(~{0})", "Bitwise not."),
    _unary("int_abs", SIGNED, lambda x: wrap(abs(x)), "weft_int_abs({0})", "Wrapping absolute value."),
    _unary("int_is_true", BOOL, bool, "({0} != 0)", "x != 0."),
    _overflow("add", operator.add),
    _overflow("sub", operator.sub),
    _overflow("mul", operator.mul),
    *_comparisons("int"),
    _binary("int_between_unsigned", BOOL, lambda x, y: 0 <= x < y, "((unsigned long){0} < (unsigned long){1})",
            "0 <= x < y for y >= 0: the one-compare bounds check."),
    _binary("int_wrap_index", SIGNED, lambda x, y: x if 0 <= x < y else wrap(x + y), "weft_wrap_index({0}, {1})",
            "x, counted from the end of y items if negative; out of range stays out of range, whatever the number."),
    _unsigned("add", operator.add, "({0} + {1})"),
    _unsigned("sub", operator.sub, "({0} - {1})"),
    _unsigned("mul", operator.mul, "({0} * {1})"),
    _unsigned("and", operator.and_, "({0} & {1})"),
    _unsigned("or", operator.or_, "({0} | {1})"),
    _unsigned("xor", operator.xor, "({0} ^ {1})"),
    _unsigned("lshift", lambda x, y: x << y, "({0} << {1})"),
    _unsigned("rshift", lambda x, y: x >> y, "({0} >> {1})"),
    _unsigned("floordiv", lambda x, y: x // y, "({0} / {1})", cost=10),
    _unsigned("mod", lambda x, y: x % y, "({0} % {1})", cost=10),
    _unary("uint_invert", UNSIGNED, lambda x: wrap_unsigned(~x), "(~{0})", "Bitwise not."),
    _unary("uint_neg", UNSIGNED, lambda x: wrap_unsigned(-x), "(0UL - {0})", "Wrapping negation."),
    _unary("uint_is_true", BOOL, bool, "({0} != 0)", "x != 0."),
    _binary("uint_mul_high", UNSIGNED, lambda x, y: (x * y) >> 64,
            "(unsigned long)(((unsigned __int128){0} * {1}) >> 64)", "The high word of a product."),
    *_comparisons("uint"),
    *_comparisons("char"),
    *_comparisons("unichar"),
    _unary("bool_not", BOOL, operator.not_, "(!{0})", "Negation of a Bool."),
    _binary("bool_and", BOOL, lambda x, y: x and y, "({0} & {1})", "Both, without a branch."),
    _binary("bool_or", BOOL, lambda x, y: x or y, "({0} | {1})", "Either, without a branch."),
    _binary("bool_eq", BOOL, operator.eq, "({0} == {1})", "Equality of Bools."),
    _binary("bool_ne", BOOL, operator.ne, "({0} != {1})", "Inequality of Bools."),
    _cast("cast_bool_to_int", SIGNED, int, "long"),
    _cast("cast_bool_to_float", FLOAT, float, "double"),
    _cast("cast_int_to_float", FLOAT, float, "double"),
    _cast("cast_uint_to_float", FLOAT, float, "double"),
    _cast("cast_float_to_int", SIGNED, lambda x: wrap(int(x)), "long"),
    _cast("cast_int_to_uint", UNSIGNED, wrap_unsigned, "unsigned long"),
    _cast("cast_uint_to_int", SIGNED, wrap, "long"),
    _cast("cast_int_to_char", CHAR, lambda x: x & 0xFF, "unsigned char"),
    _cast("cast_char_to_int", SIGNED, int, "long"),
    _cast("cast_char_to_unichar", UNICHAR, int, "uint32_t"),
    _cast("cast_unichar_to_char", CHAR, lambda x: x & 0xFF, "unsigned char"),
    _cast("cast_int_to_unichar", UNICHAR, lambda x: x & 0xFFFFFFFF, "uint32_t"),
    _cast("cast_unichar_to_int", SIGNED, int, "long"),
    _cast("cast_int_to_int32", INT32, lambda x: (x + 2**31) % 2**32 - 2**31, "int32_t"),
    _cast("cast_int32_to_int", SIGNED, int, "long"),
    _cast("cast_int_to_uint32", UINT32, lambda x: x % 2**32, "uint32_t"),
    _cast("cast_uint32_to_int", SIGNED, int, "long"),
    OpSpec(name="same_as", arity=1, result=same_as_argument(), fold=lambda x: x, c="{0}", cost=0,
           doc="The operand itself."),
)  # fmt: skip
