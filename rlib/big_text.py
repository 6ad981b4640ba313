"""Integers of any size (`--ints=big`) to text and back: str(), int(), bin(), oct(), hex().

Like CPython, decimal conversion of more than 4300 digits raises ValueError, unless `sys.set_int_max_str_digits` says
something else.
"""

from __future__ import annotations

from weft.rlib.big_integers import from_word, number
from weft.rlib.bigint import bigint
from weft.rlib.int_text import digit_value, int_str, literal_parts, parse_int, parse_int_bytes
from weft.rlib.intrinsics import code_at, str_from_latin1
from weft.rlib.tagged import is_word, large_of, word_of

_weft_any_integers_ = True


class DigitLimit:
    """How many decimal digits are converted; 0: any number."""

    def __init__(self) -> None:
        self.digits = 4300


LIMIT = DigitLimit()
_NOT_NONE = "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"
_HELP = "; use sys.set_int_max_str_digits() to increase the limit"


def set_limit(maxdigits: int) -> None:
    """`sys.set_int_max_str_digits(maxdigits)`."""
    if maxdigits != 0 and maxdigits < 640:
        raise ValueError("maxdigits must be 0 or larger than 640")
    LIMIT.digits = maxdigits


def get_limit() -> int:
    """`sys.get_int_max_str_digits()`."""
    return LIMIT.digits


def big_str(x: int) -> str:
    """`str(x)`."""
    return int_str(word_of(x)) if is_word(x) else _large_str(large_of(x))


def _large_str(value: bigint) -> str:
    limit = LIMIT.digits
    # A digit has more than 3.32 bits.
    if limit == 0 or (value.bit_length() - 1) * 1000 < limit * 3322:
        text = value.to_base(10)
        if limit == 0 or len(text) - (1 if value.negative else 0) <= limit:
            return text
    raise ValueError("Exceeds the limit (" + int_str(limit) + " digits) for integer string conversion" + _HELP)


def in_base(x: int, base: int) -> str:
    """Return |x| in a base, without sign and prefix."""
    text = bigint(word_of(x)).to_base(base) if is_word(x) else large_of(x).to_base(base)
    return text[1:] if text[0] == "-" else text


def is_negative(x: int) -> bool:
    """`x < 0`."""
    return word_of(x) < 0 if is_word(x) else large_of(x).negative


def _with_prefix(x: int, prefix: str, base: int) -> str:
    return ("-" + prefix if is_negative(x) else prefix) + in_base(x, base)


def bin_text(x: int) -> str:
    """`bin(x)`."""
    return _with_prefix(x, "0b", 2)


def oct_text(x: int) -> str:
    """`oct(x)`."""
    return _with_prefix(x, "0o", 8)


def hex_text(x: int) -> str:
    """`hex(x)`."""
    return _with_prefix(x, "0x", 16)


# Parsing ------------------------------------------------------------------------------------------------------------


def parse(text: str | None, base: int = 10) -> int:
    """`int(text, base)`."""
    if text is None:
        raise TypeError(_NOT_NONE)
    if len(text) < 19 and base == 10:
        return from_word(parse_int(text))
    _check_length(text, base)
    return number(bigint(text, base))


def _check_length(text: str, base: int) -> None:
    """Raise ValueError for more digits than are converted in bases that are not powers of two."""
    limit = LIMIT.digits
    if limit == 0 or len(text) <= limit:
        return
    start, stop, _, actual, _ = literal_parts(text, base)
    if actual & (actual - 1) == 0:
        return
    count = 0
    after_digit = False
    while start < stop:
        code = code_at(text, start)
        if code != 95:
            # What follows the digits may be wrong, but that they are too many comes first.
            if digit_value(code) >= actual:
                break
            count += 1
        elif not after_digit:
            return
        after_digit = code != 95
        start += 1
    if count > limit and after_digit:
        message = "Exceeds the limit (" + int_str(limit) + " digits) for integer string conversion: value has "
        raise ValueError(message + int_str(count) + " digits" + _HELP)


def parse_bytes(data: bytes | None, base: int = 10) -> int:
    """`int(data, base)` of bytes."""
    if data is None:
        raise TypeError(_NOT_NONE)
    if len(data) < 19:
        return from_word(parse_int_bytes(data, base)) if base == 10 else parse(_valid_text(data, base), base)
    return parse(_valid_text(data, base), base)


def _valid_text(data: bytes, base: int) -> str:
    """Return the bytes as text; raises what a wrong number in bytes raises."""
    try:
        parse_int_bytes(data, base)
    except OverflowError:
        pass
    return str_from_latin1(data, 0, len(data))
