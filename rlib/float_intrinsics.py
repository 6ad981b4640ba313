"""Float operations of the C library, under the names of the low-level operations.

They never raise: what is outside their domain gives nan or inf, which `float_math.py` turns into CPython's errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from weft.rlib.intrinsics import Intrinsic


def _quiet(function: Callable[..., float]) -> Callable[..., float]:
    """Return the function as C has it: nan or inf instead of exceptions."""

    def call(*arguments: float) -> float:
        try:
            return function(*arguments)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return call


def _operation(name: str, function: Callable[..., float]) -> Intrinsic:
    return Intrinsic(f"float_{name}", "float", _quiet(function))


def _integral(function: Callable[[float], int]) -> Callable[[float], float]:
    def call(x: float) -> float:
        return x if math.isinf(x) or math.isnan(x) else math.copysign(float(function(x)), x)

    return call


def _log(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: -math.inf if x == 0 else function(x)


def _power(x: float, y: float) -> float:
    try:
        return math.pow(x, y)
    except ValueError:
        if x == 0.0 and y < 0.0:
            odd = y == math.floor(y) and math.fmod(y, 2.0) != 0.0
            return math.copysign(math.inf, x) if odd else math.inf
        raise
    except OverflowError:
        return -math.inf if x < 0.0 and math.fmod(y, 2.0) != 0.0 else math.inf


def _sinh(x: float) -> float:
    try:
        return math.sinh(x)
    except OverflowError:
        return math.copysign(math.inf, x)


float_sqrt = _operation("sqrt", math.sqrt)
float_sin = _operation("sin", math.sin)
float_cos = _operation("cos", math.cos)
float_tan = _operation("tan", math.tan)
float_asin = _operation("asin", math.asin)
float_acos = _operation("acos", math.acos)
float_atan = _operation("atan", math.atan)
float_atan2 = _operation("atan2", math.atan2)
float_hypot = _operation("hypot", math.hypot)
float_sinh = _operation("sinh", _sinh)
float_cosh = _operation("cosh", math.cosh)
float_tanh = _operation("tanh", math.tanh)
float_asinh = _operation("asinh", math.asinh)
float_acosh = _operation("acosh", math.acosh)
float_atanh = _operation("atanh", math.atanh)
float_exp = _operation("exp", math.exp)
float_expm1 = _operation("expm1", math.expm1)
float_exp2 = _operation("exp2", math.exp2)
float_cbrt = _operation("cbrt", math.cbrt)
float_log = _operation("log", _log(math.log))
float_log2 = _operation("log2", _log(math.log2))
float_log10 = _operation("log10", _log(math.log10))
float_log1p = _operation("log1p", math.log1p)
float_pow = _operation("pow", _power)
float_fmod = _operation("fmod", math.fmod)
float_copysign = _operation("copysign", math.copysign)
float_floor = _operation("floor", _integral(math.floor))
float_ceil = _operation("ceil", _integral(math.ceil))
float_trunc = _operation("trunc", _integral(math.trunc))
float_erf = _operation("erf", math.erf)
float_erfc = _operation("erfc", math.erfc)
float_tgamma = _operation("tgamma", math.gamma)
float_lgamma = _operation("lgamma", math.lgamma)
