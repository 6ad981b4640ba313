"""`float.fromhex(text)`."""

from __future__ import annotations

from weft.rlib.float_math import ldexp
from weft.rlib.float_text import INFINITY, NAN
from weft.rlib.intrinsics import code_at

_KEPT = 1 << 56
"""Digits are kept exactly while the number of them is below this; later ones only say that there is a rest."""
_FAR = 1 << 40


class _HexReader:
    """Reads a text from left to right."""

    def __init__(self, text: str):
        self.text = text
        self.position = 0

    def code(self) -> int:
        """Return the next character as a lower-case letter, 0 at the end."""
        if self.position >= len(self.text):
            return 0
        code = code_at(self.text, self.position)
        return code + 32 if 65 <= code <= 90 else code

    def accept(self, code: int) -> bool:
        """Skip a character if it is this one."""
        if code != 0 and self.code() == code:
            self.position += 1
            return True
        return False

    def word(self, word: str) -> bool:
        """Skip a word if it is there."""
        start = self.position
        for letter in word:
            if not self.accept(code_at(letter, 0)):
                self.position = start
                return False
        return True

    def skip_space(self) -> None:
        """Skip ASCII whitespace."""
        while self.code() == 32 or 9 <= self.code() <= 13:
            self.position += 1

    def sign(self) -> bool:
        """Skip a sign; return whether it is a minus."""
        if self.accept(45):
            return True
        self.accept(43)
        return False


def _digit(code: int) -> int:
    if 48 <= code <= 57:
        return code - 48
    if 97 <= code <= 102:
        return code - 87
    return -1


def _invalid() -> ValueError:
    return ValueError("invalid hexadecimal floating-point string")


def from_hex(text: str) -> float:
    """`float.fromhex(text)`."""
    reader = _HexReader(text)
    reader.skip_space()
    negative = reader.sign()
    if reader.word("infinity") or reader.word("inf"):
        value = INFINITY
    elif reader.word("nan"):
        value = NAN
    else:
        value = _number(reader)
    reader.skip_space()
    if reader.position != len(text):
        raise _invalid()
    return -value if negative else value


def _number(reader: _HexReader) -> float:
    reader.word("0x")
    mantissa = 0
    exponent = 0
    digits = 0
    after_point = False
    while True:
        digit = _digit(reader.code())
        if digit < 0:
            if after_point or not reader.accept(46):
                break
            after_point = True
            continue
        reader.position += 1
        digits += 1
        if mantissa < _KEPT:
            mantissa = mantissa << 4 | digit
            if after_point:
                exponent -= 4
        else:
            if digit != 0:
                mantissa |= 1
            if not after_point:
                exponent += 4
    if digits == 0:
        raise _invalid()
    if reader.accept(112):
        exponent += _exponent(reader)
    return _rounded(mantissa, exponent)


def _exponent(reader: _HexReader) -> int:
    negative = reader.sign()
    if not 48 <= reader.code() <= 57:
        raise _invalid()
    value = 0
    while 48 <= reader.code() <= 57:
        if value < _FAR:
            value = value * 10 + reader.code() - 48
        reader.position += 1
    return -value if negative else value


def _rounded(mantissa: int, exponent: int) -> float:
    """Return the double nearest to mantissa * 2**exponent, ties to even."""
    if mantissa == 0:
        return 0.0
    size = 0
    while mantissa >> size != 0:
        size += 1
    top = exponent + size - 1
    if top < -1080:
        return 0.0
    precision = 53 if top >= -1022 else 1075 + top
    shift = size - precision
    if top <= 1023 and shift > 0:
        rest = mantissa & (1 << shift) - 1
        half = 1 << shift - 1
        mantissa >>= shift
        exponent += shift
        if rest > half or (rest == half and mantissa & 1 == 1):
            mantissa += 1
        if mantissa == 1 << 53 and top == 1023:
            top = 1024
    if top > 1023:
        raise OverflowError("hexadecimal value too large to represent as a float")
    return ldexp(float(mantissa), exponent)
