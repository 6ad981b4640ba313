"""Operations on doubles.  Division by zero, domain errors and exact conversions are checked by helpers above."""

from __future__ import annotations

import math
import operator
import struct
from collections.abc import Callable
from typing import Any, Final

from weft.rtyper.lltype.ops.spec import OpSpec, always
from weft.rtyper.lltype.types import BOOL, FLOAT, SIGNED, LowLevelType


def _divide(x: float, y: float) -> float:
    """IEEE division, as C does it."""
    if y != 0.0:
        return x / y
    if x == 0.0 or math.isnan(x):
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def _quiet(function: Callable[..., float]) -> Callable[..., float]:
    """Make a math function return what C's does instead of raising; helpers check the domain before."""

    def evaluate(*operands: float) -> float:
        try:
            return function(*operands)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return evaluate


def _op(name: str, result: LowLevelType, fold: Callable[..., Any], c: str, doc: str, cost: int = 1) -> OpSpec:
    arity = 2 if "{1}" in c else 1
    return OpSpec(name=name, arity=arity, result=always(result), fold=fold, c=c, doc=doc, cost=cost)


def _math(name: str, function: Callable[..., float], arity: int = 1) -> OpSpec:
    c = f"{name}({', '.join('{%d}' % i for i in range(arity))})"
    return _op(f"float_{name}", FLOAT, _quiet(function), c, f"C's {name}.", cost=20)


def _bits(x: float) -> int:
    return int(struct.unpack("<q", struct.pack("<d", x))[0])


def _from_bits(x: int) -> float:
    return float(struct.unpack("<d", struct.pack("<q", x))[0])


FLOAT_OPS: Final = (
    _op("float_add", FLOAT, operator.add, "({0} + {1})", "x + y."),
    _op("float_sub", FLOAT, operator.sub, "({0} - {1})", "x - y."),
    _op("float_mul", FLOAT, operator.mul, "({0} * {1})", "x * y."),
    _op("float_truediv", FLOAT, _divide, "({0} / {1})", "IEEE x / y; never raises.", cost=4),
    _op("float_neg", FLOAT, operator.neg, "(-{0})", "-x."),
    _op("float_abs", FLOAT, abs, "fabs({0})", "abs(x)."),
    _op("float_is_true", BOOL, bool, "({0} != 0.0)", "x != 0."),
    _op("float_lt", BOOL, operator.lt, "({0} < {1})", "x < y."),
    _op("float_le", BOOL, operator.le, "({0} <= {1})", "x <= y."),
    _op("float_eq", BOOL, operator.eq, "({0} == {1})", "x == y."),
    _op("float_ne", BOOL, operator.ne, "({0} != {1})", "x != y."),
    _op("float_gt", BOOL, operator.gt, "({0} > {1})", "x > y."),
    _op("float_ge", BOOL, operator.ge, "({0} >= {1})", "x >= y."),
    _op("float_to_bits", SIGNED, _bits, "weft_float_to_bits({0})", "The IEEE bits as a word."),
    _op("float_from_bits", FLOAT, _from_bits, "weft_float_from_bits({0})", "The double with these bits."),
    _math("sqrt", math.sqrt),
    _math("sin", math.sin),
    _math("cos", math.cos),
    _math("tan", math.tan),
    _math("asin", math.asin),
    _math("acos", math.acos),
    _math("atan", math.atan),
    _math("atan2", math.atan2, 2),
    _math("sinh", math.sinh),
    _math("cosh", math.cosh),
    _math("tanh", math.tanh),
    _math("asinh", math.asinh),
    _math("acosh", math.acosh),
    _math("atanh", math.atanh),
    _math("exp", math.exp),
    _math("expm1", math.expm1),
    _math("exp2", math.exp2),
    _math("cbrt", math.cbrt),
    _math("log", math.log),
    _math("log2", math.log2),
    _math("log10", math.log10),
    _math("log1p", math.log1p),
    _math("pow", math.pow, 2),
    _math("fmod", math.fmod, 2),
    _math("hypot", math.hypot, 2),
    _math("copysign", math.copysign, 2),
    _math("floor", lambda x: x if math.isinf(x) or math.isnan(x) else math.copysign(float(math.floor(x)), x)),
    _math("ceil", lambda x: x if math.isinf(x) or math.isnan(x) else math.copysign(float(math.ceil(x)), x)),
    _math("trunc", lambda x: x if math.isinf(x) or math.isnan(x) else math.copysign(float(math.trunc(x)), x)),
    _math("erf", math.erf),
    _math("erfc", math.erfc),
    _math("tgamma", math.gamma),
    _math("lgamma", math.lgamma),
)
