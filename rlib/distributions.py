"""Distributions of the random module that take several draws: gamma, beta, von Mises; exact to the last bit.

Each function takes the generator first; the methods of `mersenne.Random` call them.
"""

from __future__ import annotations

import math
from typing import Any, Final

from weft.rlib.float_math import acos, cos, exp, float_power, log, sqrt

_LOG4: Final = math.log(4.0)
_SG_MAGIC: Final = 1.0 + math.log(4.5)
_E: Final = math.e
_PI: Final = math.pi
_TWO_PI: Final = 2.0 * math.pi


def gammavariate(source: Any, alpha: float, beta: float) -> float:
    """A float of the gamma distribution (not the gamma function)."""
    if alpha <= 0.0 or beta <= 0.0:
        raise ValueError("gammavariate: alpha and beta must be > 0.0")
    if alpha > 1.0:
        return _gamma_above_one(source, alpha) * beta
    if alpha == 1.0:
        return -log(1.0 - source.random()) * beta
    return _gamma_below_one(source, alpha) * beta


def _gamma_above_one(source: Any, alpha: float) -> float:
    """R.C.H. Cheng: The generation of gamma variables with non-integral shape parameters (1977)."""
    inverse = sqrt(2.0 * alpha - 1.0)
    b = alpha - _LOG4
    c = alpha + inverse
    while True:
        u1 = source.random()
        if not 1e-7 < u1 < 0.9999999:
            continue
        u2 = 1.0 - source.random()
        v = log(u1 / (1.0 - u1)) / inverse
        x = alpha * exp(v)
        z = u1 * u1 * u2
        r = b + c * v - x
        if r + _SG_MAGIC - 4.5 * z >= 0.0 or r >= log(z):
            return x


def _gamma_below_one(source: Any, alpha: float) -> float:
    """Algorithm GS of Kennedy and Gentle: Statistical Computing."""
    while True:
        u = source.random()
        b = (_E + alpha) / _E
        p = b * u
        if p <= 1.0:
            x = float_power(p, 1.0 / alpha)
        else:
            x = -log((b - p) / alpha)
        u1 = source.random()
        if p > 1.0:
            if u1 <= float_power(x, alpha - 1.0):
                return x
        elif u1 <= exp(-x):
            return x


def betavariate(source: Any, alpha: float, beta: float) -> float:
    """A float of the beta distribution."""
    y = gammavariate(source, alpha, 1.0)
    if y != 0.0:
        return y / (y + gammavariate(source, beta, 1.0))
    return 0.0


def vonmisesvariate(source: Any, mu: float, kappa: float) -> float:
    """An angle of the von Mises distribution (Fisher: Statistical Analysis of Circular Data)."""
    if kappa <= 1e-6:
        return _TWO_PI * float(source.random())
    s = 0.5 / kappa
    r = s + sqrt(1.0 + s * s)
    while True:
        z = cos(_PI * source.random())
        d = z / (r + z)
        u2 = source.random()
        if u2 < 1.0 - d * d or u2 <= (1.0 - d) * exp(d):
            break
    q = 1.0 / r
    f = (q + z) / (1.0 + q * z)
    if source.random() > 0.5:
        return (mu + acos(f)) % _TWO_PI
    return (mu - acos(f)) % _TWO_PI
