"""What the functions generated for the struct module use: checks, floats, padded bytes (`struct_calls.py`)."""

from __future__ import annotations

import struct
from typing import Any

from weft.rlib.intrinsics import float_bits, float_from_bits, wrapping_lshift


def integer(value: Any) -> int:
    """Return an argument for an integer format."""
    if isinstance(value, int):
        try:
            return _word(int(value))
        except OverflowError:
            raise struct.error("int too large to convert") from None
    raise struct.error("required argument is not an integer")


def _word(value: int) -> int:
    """A parameter of this type makes a word of an integer of any size, or raises OverflowError."""
    return value


def number(value: Any) -> float:
    """Return an argument for a float format."""
    if isinstance(value, float):
        return value
    if isinstance(value, int):
        return float(int(value))
    raise struct.error("required argument is not a float")


def one_byte(value: Any) -> int:
    """Return an argument for the format "c"."""
    if isinstance(value, (bytes, bytearray)):
        if len(value) == 1:
            return value[0]
    raise struct.error("char format requires a bytes object of length 1")


def put_text(buffer: bytearray, place: int, value: Any, size: int) -> None:
    """Store bytes in a field: cut off, or with zeros behind them."""
    if not isinstance(value, (bytes, bytearray)):
        raise struct.error("argument for 's' must be a bytes object")
    count = min(len(value), size)
    for i in range(count):
        buffer[place + i] = value[i]
    for i in range(count, size):
        buffer[place + i] = 0


def put_counted(buffer: bytearray, place: int, value: Any, size: int) -> None:
    """Store bytes with their length in a byte before them."""
    if not isinstance(value, (bytes, bytearray)):
        raise struct.error("argument for 'p' must be a bytes object")
    if size > 0:
        put_text(buffer, place + 1, value, size - 1)
        buffer[place] = min(len(value), size - 1, 255)


def high_byte(low: int, byte: int) -> int:
    """Return a signed word of its lower 56 bits and its upper byte."""
    return low | wrapping_lshift(byte, 56)


def unsigned_high_byte(low: int, byte: int) -> int:
    """Return an unsigned word of its lower 56 bits and its upper byte, if it fits a signed one."""
    if byte >= 128:
        raise OverflowError("int too large to convert to 64 bits")
    return low | byte << 56


def narrow_float(value: float, exponent_bits: int, fraction_bits: int, code: str) -> int:
    """Return the bits of a float in a narrower IEEE format, rounded to even at a tie.

    What is too large raises OverflowError, which names the code, or is infinite if that is empty.
    """
    bits = float_bits(value)
    sign = bits >> 63 & 1
    exponent = bits >> 52 & 0x7FF
    fraction = bits & 0xFFFFFFFFFFFFF
    top = (1 << exponent_bits) - 1
    bias = top >> 1
    result = 0
    if exponent == 0x7FF:
        result = top << fraction_bits
        if fraction != 0:
            result |= 1 << (fraction_bits - 1) | fraction >> (52 - fraction_bits)
    else:
        power = exponent - 1023 + bias
        drop = 52 - fraction_bits
        if exponent != 0:
            fraction |= 1 << 52
        if power <= 0:
            drop += 1 - power
            power = 1
        if drop > 54:
            kept = 0
        else:
            kept = fraction >> drop
            rest = fraction & ((1 << drop) - 1)
            half = 1 << (drop - 1)
            if rest > half or (rest == half and kept & 1 != 0):
                kept += 1
        # The leading bit of the fraction adds 1 to the exponent.
        result = (power - 1 << fraction_bits) + kept
        if result >= top << fraction_bits:
            if code == "":
                return sign << (exponent_bits + fraction_bits) | top << fraction_bits
            raise OverflowError("float too large to pack with " + code + " format")
    return sign << (exponent_bits + fraction_bits) | result


def wide_float(bits: int, exponent_bits: int, fraction_bits: int) -> float:
    """Return the float with these bits in a narrower IEEE format."""
    top = (1 << exponent_bits) - 1
    sign = bits >> (exponent_bits + fraction_bits) & 1
    exponent = bits >> fraction_bits & top
    fraction = bits & ((1 << fraction_bits) - 1)
    if exponent == top:
        wide = 0x7FF << 52 | fraction << (52 - fraction_bits)
    elif exponent == 0:
        # Subnormal there, not here.
        unit = float_from_bits(1023 - (top >> 1) + 1 - fraction_bits << 52)
        value = float(fraction) * unit
        return -value if sign != 0 else value
    else:
        wide = exponent - (top >> 1) + 1023 << 52 | fraction << (52 - fraction_bits)
    return float_from_bits(wrapping_lshift(sign, 63) | wide)
