"""format() of str, int, bool and float, and the `%` conversions.

`format_value(x, text)` is `format(x, text)`; `format_with(x, spec)` does it with a parsed specification.  Both are
specialised for the type of x.
"""

from __future__ import annotations

from typing import Any

from weft.rlib.big_text import big_str, in_base
from weft.rlib.float_text import INFINITY, float_digits, float_repr, quick_fixed, split_exponent
from weft.rlib.format_spec import FormatSpec, grouping_error, parse_spec
from weft.rlib.int_text import bool_str, digits_power_of_two
from weft.rlib.intrinsics import StringBuilder, char_at, char_of, code_at, int_to_str, is_none, substring
from weft.rlib.markers import program_numbers
from weft.rlib.tagged import is_big

_weft_any_integers_ = True

# Entry points ---------------------------------------------------------------------------------------------------


def format_value(value: Any, text: str) -> str:
    """`format(value, text)`."""
    if len(text) == 0:
        return str(value)
    return format_with(value, parse_spec(text, type_name(value)))


def format_constant(value: Any, spec: FormatSpec) -> str:
    """`format(value, ...)` with a specification parsed at translation time, which may be empty."""
    if len(spec.text) == 0:
        return str(value)
    return format_with(value, spec)


def format_with(value: Any, spec: FormatSpec) -> str:
    """`format(value, ...)` with a specification parsed before."""
    if is_none(value):
        raise TypeError("unsupported format string passed to NoneType.__format__")
    if isinstance(value, bool):
        if len(spec.text) == 0 and not spec.percent:
            return bool_str(value)
        return format_int(int(value), spec, "bool")
    if isinstance(value, int):
        return format_int(value, spec)
    if isinstance(value, float):
        return format_float(value, spec)
    if isinstance(value, str):
        return format_str(value, spec)
    if len(spec.text) == 0:
        return str(value)
    raise TypeError("unsupported format string passed to " + type_name(value) + ".__format__")


def type_name(value: Any) -> str:
    """Return the name of the type in error messages."""
    if is_none(value):
        return "NoneType"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "str"
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "dict"
    if isinstance(value, tuple):
        return "tuple"
    if isinstance(value, frozenset):
        return "frozenset"
    if isinstance(value, set):
        return "set"
    if isinstance(value, bytes):
        return "bytes"
    return type(value).__name__


def _unknown(spec: FormatSpec, name: str) -> ValueError:
    return ValueError("Unknown format code '" + char_of(spec.kind) + "' for object of type '" + name + "'")


# Text -----------------------------------------------------------------------------------------------------------


def format_str(text: str, spec: FormatSpec) -> str:
    """Format a str."""
    if not spec.percent:
        if spec.kind != 0 and spec.kind != 115:
            raise _unknown(spec, "str")
        if spec.grouping != 0:
            raise grouping_error(spec, 115)
        if spec.sign != 0:
            if spec.sign == 32:
                raise ValueError("Space not allowed in string format specifier")
            raise ValueError("Sign not allowed in string format specifier")
        if spec.no_negative_zero:
            raise ValueError("Negative zero coercion (z) not allowed in string format specifier")
        if spec.alternate:
            raise ValueError("Alternate form (#) not allowed in string format specifier")
        if spec.align == 61:
            raise ValueError("'=' alignment not allowed in string format specifier")
    if 0 <= spec.precision < len(text):
        text = substring(text, 0, spec.precision)
    return align(text, spec, 60)


def align(text: str, spec: FormatSpec, default: int) -> str:
    """Pad to the width of a specification."""
    missing = spec.width - len(text)
    if missing <= 0:
        return text
    code = spec.align if spec.align != 0 else default
    left = 0
    if code == 62 or code == 61:
        left = missing
    elif code == 94:
        left = missing // 2
    builder = StringBuilder(spec.width)
    builder.append_multiple(char_at(spec.fill, 0), left)
    builder.append(text)
    builder.append_multiple(char_at(spec.fill, 0), missing - left)
    return builder.build()


# Numbers --------------------------------------------------------------------------------------------------------


def number(negative: bool, prefix: str, digits: str, rest: str, group: int, spec: FormatSpec) -> str:
    """Put a number together: sign, prefix, digits in groups of `group`, and what follows the digits."""
    sign = "-" if negative else ""
    if not negative and spec.sign != 0 and spec.sign != 45:
        sign = "+" if spec.sign == 43 else " "
    code = spec.align
    if code == 0:
        code = 61 if spec.zero else 62
    if spec.grouping != 0 and len(digits) != 0:
        least = 0
        if code == 61 and code_at(spec.fill, 0) == 48:
            least = spec.width - len(sign) - len(prefix) - len(rest)
        digits = grouped(digits, group, "," if spec.grouping == 44 else "_", least)
    missing = spec.width - len(sign) - len(prefix) - len(digits) - len(rest)
    if missing < 0:
        missing = 0
    left = 0
    if code == 62:
        left = missing
    elif code == 94:
        left = missing // 2
    builder = StringBuilder(len(sign) + len(prefix) + len(digits) + len(rest) + missing)
    builder.append_multiple(char_at(spec.fill, 0), left)
    builder.append(sign)
    builder.append(prefix)
    if code == 61:
        builder.append_multiple(char_at(spec.fill, 0), missing)
    builder.append(digits)
    builder.append(rest)
    if code == 60 or code == 94:
        builder.append_multiple(char_at(spec.fill, 0), missing - left)
    return builder.build()


def grouped(digits: str, group: int, separator: str, least: int) -> str:
    """Return the digits with separators, with zeros in front up to a width (one more if a separator were first)."""
    count = len(digits)
    total = count + (count - 1) // group if count > 0 else 0
    while total < least:
        count += 1
        total = count + (count - 1) // group
    builder = StringBuilder(total)
    zeros = count - len(digits)
    i = 0
    while i < count:
        if i != 0 and (count - i) % group == 0:
            builder.append(separator)
        if i < zeros:
            builder.append_char("0")
        else:
            builder.append_char(char_of(code_at(digits, i - zeros)))
        i += 1
    return builder.build()


def format_int(value: Any, spec: FormatSpec, name: str = "int") -> str:
    """Format an int, or a bool as one."""
    kind = spec.kind
    if kind == 0 or kind == 100 or kind == 110:
        text = big_str(value) if is_big(value) else int_to_str(value)
        if spec.width <= len(text) and spec.sign == 0 and spec.grouping == 0 and spec.precision < 0:
            if not spec.no_negative_zero:
                return text
        digits = substring(text, 1, len(text)) if value < 0 else text
        return _integer(value, "", digits, 3, spec)
    if kind == 120 or kind == 88:
        digits = _digits(value, 4)
        if kind == 88:
            digits = _upper_ascii(digits)
            return _integer(value, "0X" if spec.alternate else "", digits, 4, spec)
        return _integer(value, "0x" if spec.alternate else "", digits, 4, spec)
    if kind == 98:
        return _integer(value, "0b" if spec.alternate else "", _digits(value, 1), 4, spec)
    if kind == 111:
        return _integer(value, "0o" if spec.alternate else "", _digits(value, 3), 4, spec)
    if kind == 99:
        return _format_char(value, spec)
    if kind == 101 or kind == 102 or kind == 103 or kind == 69 or kind == 70 or kind == 71 or kind == 37:
        return format_float(float(value), spec)
    raise _unknown(spec, name)


def _digits(value: Any, shift: int) -> str:
    """Return the digits of |value| in base 2**shift."""
    if is_big(value):
        return in_base(value, 1 << shift)
    return digits_power_of_two(value, shift)


def _integer(value: Any, prefix: str, digits: str, group: int, spec: FormatSpec) -> str:
    if spec.precision >= 0:
        if not spec.percent:
            raise ValueError("Precision not allowed in integer format specifier")
        if spec.precision > len(digits):
            builder = StringBuilder(spec.precision)
            builder.append_multiple("0", spec.precision - len(digits))
            builder.append(digits)
            digits = builder.build()
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in integer format specifier")
    return number(value < 0, prefix, digits, "", group, spec)


def _format_char(value: int, spec: FormatSpec) -> str:
    if spec.precision >= 0:
        raise ValueError("Precision not allowed in integer format specifier")
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in integer format specifier")
    if spec.sign != 0:
        raise ValueError("Sign not allowed with integer format specifier 'c'")
    if spec.alternate:
        raise ValueError("Alternate form (#) not allowed with integer format specifier 'c'")
    if not 0 <= value < 0x110000:
        raise OverflowError("%c arg not in range(0x110000)")
    return number(False, "", char_of(value), "", 3, spec)


def _upper_ascii(text: str) -> str:
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if 97 <= code <= 122:
            code -= 32
        builder.append_char(char_of(code))
        i += 1
    return builder.build()


# Floats ---------------------------------------------------------------------------------------------------------


def format_float(value: float, spec: FormatSpec) -> str:
    """Format a float."""
    kind = spec.kind
    precision = spec.precision
    if kind == 102 or kind == 70:
        if precision < 0:
            precision = 6
        # The usual case: nothing but a precision.
        if spec.width <= 0 and spec.sign == 0 and spec.grouping == 0 and not spec.alternate:
            text = quick_fixed(value, precision)
            if len(text) != 0 and not spec.no_negative_zero:
                return text
        return _float(value, 102, precision, kind == 70, "", spec)
    if kind == 37:
        return _float(value * 100.0, 102, 6 if precision < 0 else precision, False, "%", spec)
    if kind == 101 or kind == 69:
        return _float(value, 101, 6 if precision < 0 else precision, kind == 69, "", spec)
    if kind == 103 or kind == 71 or kind == 110:
        return _float(value, 103, 6 if precision < 0 else precision, kind == 71, "", spec)
    if kind == 0:
        return _float(value, 114, precision, False, "", spec)
    raise _unknown(spec, "float")


def _float(value: float, code: int, precision: int, upper: bool, suffix: str, spec: FormatSpec) -> str:
    if value != value:
        return number(False, "", "", ("NAN" if upper else "nan") + suffix, 3, spec)
    if value == INFINITY or value == -INFINITY:
        return number(value < 0.0, "", "", ("INF" if upper else "inf") + suffix, 3, spec)
    text = _float_text(value, code, precision, spec.alternate)
    negative = code_at(text, 0) == 45
    start = 1 if negative else 0
    if negative and spec.no_negative_zero and _is_zero(text):
        negative = False
    # Only the digits before the point are grouped.
    stop = start
    while stop < len(text) and 48 <= code_at(text, stop) <= 57:
        stop += 1
    rest = substring(text, stop, len(text)) + suffix
    if upper:
        rest = _upper_ascii(rest)
    return number(negative, "", substring(text, start, stop), rest, 3, spec)


def _is_zero(text: str) -> bool:
    i = 0
    while i < len(text):
        code = code_at(text, i)
        if code == 101:
            return True
        if 49 <= code <= 57:
            return False
        i += 1
    return True


def _float_text(value: float, code: int, precision: int, alternate: bool) -> str:
    if code == 102:
        text = quick_fixed(value, precision) if not alternate else ""
        if len(text) != 0:
            return text
        return float_digits(value, "f", precision, alternate)
    if code == 101:
        return float_digits(value, "e", precision, alternate)
    if code == 103:
        return float_digits(value, "g", precision, alternate)
    if precision >= 0:
        return _general_with_point(value, precision, alternate)
    text = float_repr(value)
    if alternate and _lacks_point(text):
        place = 0
        while code_at(text, place) != 101:
            place += 1
        return substring(text, 0, place) + "." + substring(text, place, len(text))
    return text


def _lacks_point(text: str) -> bool:
    i = 0
    while i < len(text):
        if code_at(text, i) == 46:
            return False
        i += 1
    return True


def _general_with_point(value: float, precision: int, alternate: bool) -> str:
    """Format without a type but with a precision: like "g", with at least one decimal if there is no exponent."""
    if precision == 0:
        precision = 1
    if alternate:
        exponent = split_exponent(float_digits(value, "e", precision - 1, False))[1]
        if -4 <= exponent < precision - 1:
            return float_digits(value, "f", precision - 1 - exponent, True)
        return float_digits(value, "e", precision - 1, True)
    digits, exponent = split_exponent(float_digits(value, "e", precision - 1, False))
    if -4 <= exponent < precision - 1:
        text = float_digits(value, "g", precision, False)
        return text + ".0" if _lacks_point(text) else text
    stop = len(digits)
    while stop > 1 and code_at(digits, stop - 1) == 48:
        stop -= 1
    return float_digits(value, "e", precision - 1, False) if stop == precision else _shorter(value, precision, stop)


def _shorter(value: float, precision: int, keep: int) -> str:
    """Return the "e" form without the zeros at the end of its digits."""
    text = float_digits(value, "e", precision - 1, False)
    place = 0
    while code_at(text, place) != 101:
        place += 1
    dropped = precision - keep
    if keep == 1:
        dropped += 1
    return substring(text, 0, place - dropped) + substring(text, place, len(text))


# `%` conversions --------------------------------------------------------------------------------------------------


@program_numbers
def percent_int(value: Any, letter: str = "d") -> int:
    """Return what `%d` shows of a number."""
    if isinstance(value, int) or isinstance(value, float):
        return int(value)
    raise TypeError("%" + letter + " format: a real number is required, not " + type_name(value))


def percent_number(value: Any, spec: FormatSpec, letter: str) -> str:
    """Return the text of `%d`; the digits of a float beyond machine words are exact as well."""
    if isinstance(value, float):
        size = abs(float(value))
        if 9.2e18 < size < INFINITY:
            return _integer(value, "", float_digits(size, "f", 0, False), 3, spec)
    return format_with(percent_int(value, letter), spec)


def percent_digits(value: Any, letter: str) -> str:
    """Return the text of `%d` without flags, width and precision."""
    if isinstance(value, float):
        size = abs(float(value))
        if 9.2e18 < size < INFINITY:
            return float_digits(float(value), "f", 0, False)
    return str(percent_int(value, letter))


def percent_index(value: Any, letter: str = "x") -> int:
    """Return what `%x` and `%o` show."""
    if isinstance(value, int):
        return int(value)
    raise TypeError("%" + letter + " format: an integer is required, not " + type_name(value))


def percent_float(value: Any) -> float:
    """Return what `%f` and its like show."""
    if isinstance(value, int) or isinstance(value, float):
        return float(value)
    raise TypeError("must be real number, not " + type_name(value))


def percent_char(value: Any) -> str:
    """Return what `%c` shows: a character, or that of a code point."""
    if isinstance(value, str):
        if len(value) != 1:
            raise TypeError("%c requires int or char")
        return value
    if isinstance(value, int):
        code = int(value)
        if not 0 <= code < 0x110000:
            raise OverflowError("%c arg not in range(0x110000)")
        return char_of(code)
    raise TypeError("%c requires int or char")
