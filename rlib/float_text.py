"""Floats to text and back: str(), repr(), float(), hex(), and round()."""

from __future__ import annotations

from typing import Any, Final

from weft.rlib.characters import decimal_value, is_space
from weft.rlib.escapes import HEX_DIGITS, str_repr
from weft.rlib.externals import weft_format_float, weft_parse_float
from weft.rlib.float_intrinsics import float_copysign, float_floor
from weft.rlib.intrinsics import (
    StringBuilder,
    bytes_from_bytearray,
    char_of,
    code_at,
    float_bits,
    int_to_str,
    is_none,
    new_bytearray,
    str_from_bytearray,
    truncate_unchecked,
)
from weft.rlib.shortest_float import shortest

INFINITY: Final = float("inf")
NAN: Final = float("nan")
POWERS: Final = [float(10**i) for i in range(23)]
"""The powers of ten that a double holds exactly."""


def float_digits(value: float, code: str, precision: int, alternate: bool) -> str:
    """Return C's printf text of a finite double for "e", "f" or "g"; for "r", the shortest in the form of "e"."""
    buffer = new_bytearray(40)
    flags = 1 if alternate else 0
    size = weft_format_float(value, code, precision, flags, buffer)
    if size > len(buffer):
        buffer = new_bytearray(size)
        size = weft_format_float(value, code, precision, flags, buffer)
    return str_from_bytearray(buffer, 0, size)


# repr ---------------------------------------------------------------------------------------------------------


def float_repr(value: float) -> str:
    """`repr(value)`, `str(value)`."""
    if value != value:
        return "nan"
    if -1e15 < value < 1e15:
        whole = truncate_unchecked(value)
        if float(whole) == value:
            if whole == 0 and float_bits(value) != 0:
                return "-0.0"
            return int_to_str(whole) + ".0"
        short = _short_repr(value)
        if len(short) != 0:
            return short
    elif value == INFINITY:
        return "inf"
    elif value == -INFINITY:
        return "-inf"
    found = shortest(-value if value < 0.0 else value)
    if found.digits >= 0:
        digits = int_to_str(found.digits)
        return _place_point(digits, found.power + len(digits) - 1, value < 0.0)
    digits, exponent = split_exponent(float_digits(value, "r", 0, False))
    return _place_point(digits, exponent, value < 0.0)


def _short_repr(value: float) -> str:
    """Return the repr of a number with up to six decimals and 15 digits in all, or "".

    Decimal numbers of up to 15 digits are all different as doubles, so that the first found is the only one.
    """
    size = -value if value < 0.0 else value
    if size < 0.001 or size >= 1e9:
        return ""
    decimals = 1
    while decimals <= 6:
        scaled = size * POWERS[decimals]
        number = truncate_unchecked(scaled + 0.5)
        if float(number) / POWERS[decimals] == size:
            return _fixed(number, decimals, value < 0.0)
        decimals += 1
    return ""


def _fixed(number: int, decimals: int, negative: bool) -> str:
    """Return the text of `number / 10**decimals`."""
    digits = int_to_str(number)
    builder = StringBuilder(len(digits) + 4)
    if negative:
        builder.append_char("-")
    point = len(digits) - decimals
    if point <= 0:
        builder.append("0.")
        builder.append_multiple("0", -point)
        builder.append(digits)
    else:
        builder.append_slice(digits, 0, point)
        builder.append_char(".")
        builder.append_slice(digits, point, len(digits))
    return builder.build()


def quick_fixed(value: float, precision: int) -> str:
    """Return `"%.*f" % (precision, value)` for a moderate number that is not near a tie, or ""."""
    size = -value if value < 0.0 else value
    if precision > 15 or not size < 1e12:
        return ""
    scaled = size * POWERS[precision]
    if scaled >= 1e12:
        return ""
    # The product is off by less than 2**-13, so that away from a tie its nearest integer is the right one.
    number = truncate_unchecked(scaled)
    rest = scaled - float(number)
    if 0.499 < rest < 0.501:
        return ""
    if rest > 0.5:
        number += 1
    negative = float_bits(value) < 0
    if precision == 0:
        return "-" + int_to_str(number) if negative else int_to_str(number)
    return _fixed(number, precision, negative)


def split_exponent(text: str) -> tuple[str, int]:
    """Split the text of C's "e" form into its digits (without sign and point) and its exponent."""
    builder = StringBuilder(20)
    i = 0
    while code_at(text, i) != 101:
        code = code_at(text, i)
        if 48 <= code <= 57:
            builder.append_char(char_of(code))
        i += 1
    i += 1
    negative = code_at(text, i) == 45
    i += 1
    exponent = 0
    while i < len(text):
        exponent = exponent * 10 + code_at(text, i) - 48
        i += 1
    return builder.build(), -exponent if negative else exponent


def _place_point(digits: str, exponent: int, negative: bool) -> str:
    """Return Python's repr of `d.ddd * 10**exponent`: with an exponent only outside -4 <= exponent < 16."""
    builder = StringBuilder(24)
    if negative:
        builder.append_char("-")
    count = len(digits)
    if not -4 <= exponent < 16:
        builder.append_slice(digits, 0, 1)
        if count > 1:
            builder.append_char(".")
            builder.append_slice(digits, 1, count)
        append_exponent(builder, exponent)
    elif exponent < 0:
        builder.append("0.")
        builder.append_multiple("0", -exponent - 1)
        builder.append(digits)
    elif exponent + 1 >= count:
        builder.append(digits)
        builder.append_multiple("0", exponent + 1 - count)
        builder.append(".0")
    else:
        builder.append_slice(digits, 0, exponent + 1)
        builder.append_char(".")
        builder.append_slice(digits, exponent + 1, count)
    return builder.build()


def append_exponent(builder: StringBuilder, exponent: int) -> None:
    """Append an exponent of at least two digits with its sign: `e-07`."""
    builder.append("e-" if exponent < 0 else "e+")
    size = -exponent if exponent < 0 else exponent
    if size < 10:
        builder.append_char("0")
    builder.append(int_to_str(size))


# Parsing ------------------------------------------------------------------------------------------------------


def _not_a_float(text: str) -> ValueError:
    return ValueError("could not convert string to float: " + str_repr(text))


def parse_float(text: str) -> float:
    """`float(text)`."""
    start = 0
    stop = len(text)
    while start < stop and is_space(code_at(text, start)):
        start += 1
    while stop > start and is_space(code_at(text, stop - 1)):
        stop -= 1
    plain = new_bytearray(stop - start)
    size = _normalise(text, start, stop, plain)
    if size < 0:
        raise _not_a_float(text)
    first = 0
    negative = False
    if size > 0 and (plain[0] == 43 or plain[0] == 45):
        negative = plain[0] == 45
        first = 1
    if first == size:
        raise _not_a_float(text)
    if plain[first] | 32 >= 97:
        value = _special(plain, first, size)
        if value == 0.0:
            raise _not_a_float(text)
    else:
        value = _number(text, plain, first, size)
    return -value if negative else value


def _normalise(text: str, start: int, stop: int, plain: bytearray) -> int:
    """Copy as ASCII: digits of other scripts become ours, underscores between digits go; -1 if that is impossible."""
    size = 0
    i = start
    while i < stop:
        code = code_at(text, i)
        if code >= 128:
            value = decimal_value(code)
            if value < 0:
                return -1
            code = 48 + value
        if code == 95:
            if (
                i == start
                or i + 1 == stop
                or not _is_digit(code_at(text, i - 1))
                or not _is_digit(code_at(text, i + 1))
            ):
                return -1
        else:
            plain[size] = code
            size += 1
        i += 1
    return size


def _is_digit(code: int) -> bool:
    if code < 128:
        return 48 <= code <= 57
    return decimal_value(code) >= 0


def _special(plain: bytearray, first: int, size: int) -> float:
    """Return inf or nan, or 0.0 for other words."""
    if _is_word(plain, first, size, "inf") or _is_word(plain, first, size, "infinity"):
        return INFINITY
    if _is_word(plain, first, size, "nan"):
        return NAN
    return 0.0


def _is_word(plain: bytearray, first: int, size: int, word: str) -> bool:
    if size - first != len(word):
        return False
    i = 0
    while i < len(word):
        if plain[first + i] | 32 != code_at(word, i):
            return False
        i += 1
    return True


def _number(text: str, plain: bytearray, first: int, size: int) -> float:
    """Check the grammar of plain[first:size] and return its value."""
    i = first
    mantissa = 0
    digits = 0
    decimals = 0
    seen_point = False
    significant = 0
    while i < size:
        code = plain[i]
        if 48 <= code <= 57:
            digits += 1
            if significant < 16:
                mantissa = mantissa * 10 + code - 48
            if mantissa != 0:
                significant += 1
            if seen_point:
                decimals += 1
        elif code == 46 and not seen_point:
            seen_point = True
        else:
            break
        i += 1
    if digits == 0:
        raise _not_a_float(text)
    exponent = 0
    if i < size:
        exponent = _exponent(text, plain, i, size)
    power = exponent - decimals
    if significant < 16 and (mantissa == 0 or -22 <= power <= 22):
        return _exact_number(mantissa, power)
    return weft_parse_float(bytes_from_bytearray(plain, first, size))


def _exact_number(mantissa: int, power: int) -> float:
    """Return mantissa * 10**power by one correctly rounded operation on two exact doubles."""
    if mantissa == 0:
        return 0.0
    if power >= 0:
        return float(mantissa) * POWERS[power]
    return float(mantissa) / POWERS[-power]


def _exponent(text: str, plain: bytearray, i: int, size: int) -> int:
    """Return the value of the exponent that begins at i (kept within a million)."""
    if plain[i] | 32 != 101:
        raise _not_a_float(text)
    i += 1
    negative = False
    if i < size and (plain[i] == 43 or plain[i] == 45):
        negative = plain[i] == 45
        i += 1
    if i == size:
        raise _not_a_float(text)
    exponent = 0
    while i < size:
        code = plain[i]
        if not 48 <= code <= 57:
            raise _not_a_float(text)
        if exponent < 1000000:
            exponent = exponent * 10 + code - 48
        i += 1
    return -exponent if negative else exponent


# Rounding -----------------------------------------------------------------------------------------------------


def round_to_int(value: float) -> int:
    """`round(value)`."""
    if value != value:
        raise ValueError("cannot convert float NaN to integer")
    if value == INFINITY or value == -INFINITY:
        raise OverflowError("cannot convert float infinity to integer")
    if not -9223372036854775808.0 <= value < 9223372036854775808.0:
        raise OverflowError("float too large to convert to a 64-bit int")
    low = float_floor(value)
    rest = value - low
    result = truncate_unchecked(low)
    if rest > 0.5 or (rest == 0.5 and result & 1 != 0):
        result += 1
    return result


def round_number(value: float, digits: Any = None) -> Any:
    """`round(value[, digits])` of a float."""
    if is_none(digits):
        return round_to_int(value)
    return round_digits(value, digits)


def round_digits(value: float, digits: int) -> float:
    """`round(value, digits)`."""
    if value != value or value == INFINITY or value == -INFINITY or digits > 323:
        return value
    if digits < -308:
        return 0.0 * value
    size = -value if value < 0.0 else value
    if 0 <= digits <= 15 and size < 1e12:
        scaled = size * POWERS[digits]
        if scaled < 1e12:
            # The product is off by less than 2**-13, so that away from a tie its nearest integer is the right one.
            number = truncate_unchecked(scaled)
            rest = scaled - float(number)
            if not 0.499 < rest < 0.501:
                if rest > 0.5:
                    number += 1
                return float_copysign(float(number) / POWERS[digits], value)
    if digits < 0:
        return _round_places(value, digits)
    text = float_digits(value, "f", digits, False)
    return weft_parse_float(ascii_bytes(text))


def _round_places(value: float, digits: int) -> float:
    """Round to a multiple of 10**-digits, digits < 0, by way of the digits that remain."""
    exponent = split_exponent(float_digits(value, "e", 0, False))[1]
    # One digit may have carried into the next power of ten: then the exact one has an exponent less.
    if exponent > 0:
        longer = split_exponent(float_digits(value, "e", 17, False))[1]
        if longer < exponent:
            exponent = longer
    keep = exponent + 1 + digits
    if keep < 0:
        return float_copysign(0.0, value)
    if keep == 0:
        unit = weft_parse_float(ascii_bytes("1e" + int_to_str(-digits)))
        half = weft_parse_float(ascii_bytes("5e" + int_to_str(-digits - 1)))
        size = -value if value < 0.0 else value
        result = unit if size > half else 0.0
        return float_copysign(result, value)
    result = weft_parse_float(ascii_bytes(float_digits(value, "e", keep - 1, False)))
    if result == INFINITY or result == -INFINITY:
        raise OverflowError("rounded value too large to represent")
    return result


def ascii_bytes(text: str) -> bytes:
    """Return an ASCII text as bytes."""
    data = bytearray(len(text))
    i = 0
    while i < len(text):
        data[i] = code_at(text, i)
        i += 1
    return bytes(data)


# Other methods ------------------------------------------------------------------------------------------------


def is_integer(value: float) -> bool:
    """`value.is_integer()`."""
    if value - value != 0.0:
        return False
    return float_floor(value) == value


def float_hex(value: float) -> str:
    """`value.hex()`."""
    if value != value:
        return "nan"
    sign = "-" if float_bits(value) < 0 else ""
    if value == INFINITY or value == -INFINITY:
        return sign + "inf"
    bits = float_bits(value)
    exponent = bits >> 52 & 2047
    if exponent == 0 and bits & 0xFFFFFFFFFFFFF == 0:
        return sign + "0x0.0p+0"
    builder = StringBuilder(24)
    builder.append(sign)
    builder.append("0x0." if exponent == 0 else "0x1.")
    shift = 48
    while shift >= 0:
        builder.append_char(char_of(code_at(HEX_DIGITS, bits >> shift & 15)))
        shift -= 4
    if exponent == 0:
        exponent = 1
    exponent -= 1023
    builder.append("p-" if exponent < 0 else "p+")
    builder.append(int_to_str(-exponent if exponent < 0 else exponent))
    return builder.build()


def as_integer_ratio(value: float) -> tuple[int, int]:
    """`value.as_integer_ratio()`; OverflowError if that does not fit words."""
    if value != value:
        raise ValueError("cannot convert NaN to integer ratio")
    if value == INFINITY or value == -INFINITY:
        raise OverflowError("cannot convert Infinity to integer ratio")
    denominator = 1
    while float_floor(value) != value:
        value *= 2.0
        denominator *= 2
    if not -9223372036854775808.0 <= value < 9223372036854775808.0:
        raise OverflowError("float too large to convert to a 64-bit int")
    return truncate_unchecked(value), denominator
