"""Attributes and methods that ints and floats have as numbers in general: real, imag, numerator, denominator..."""

from __future__ import annotations


def int_itself(value: int) -> int:
    """`value.real`, `value.numerator`."""
    return int(value)


def int_zero(value: int) -> int:
    """`value.imag`."""
    return 0


def int_one(value: int) -> int:
    """`value.denominator`."""
    return 1


def conjugate(value: int) -> int:
    """`value.conjugate()`."""
    return int(value)


def as_integer_ratio(value: int) -> tuple[int, int]:
    """`value.as_integer_ratio()`."""
    return int(value), 1


def float_itself(value: float) -> float:
    """`value.real`."""
    return value


def float_zero(value: float) -> float:
    """`value.imag`."""
    return 0.0


def float_conjugate(value: float) -> float:
    """`value.conjugate()`."""
    return value
