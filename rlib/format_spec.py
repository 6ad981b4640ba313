"""Format specifications: what stands after the colon in `{x:>8.2f}`, and between `%` and the conversion.

A constant specification is parsed once, at translation time: the resulting object is prebuilt.
"""

from __future__ import annotations

from weft.rlib.intrinsics import char_of, code_at, substring
from weft.rlib.searching import find_code


class FormatSpec:
    """A parsed specification.  Codes are those of characters, 0 where nothing is given; numbers are -1 then."""

    def __init__(self) -> None:
        self.fill = " "
        self.has_fill = False
        self.align = 0
        self.sign = 0
        self.no_negative_zero = False
        self.alternate = False
        self.zero = False
        self.width = -1
        self.grouping = 0
        self.precision = -1
        self.kind = 0
        self.percent = False
        """Of a `%` conversion: integers may have a precision."""
        self.text = ""


def _is_align(code: int) -> bool:
    return code == 60 or code == 62 or code == 61 or code == 94


def _number_end(text: str, i: int) -> int:
    while i < len(text) and 48 <= code_at(text, i) <= 57:
        i += 1
    return i


def _number(text: str, start: int, stop: int) -> int:
    result = 0
    while start < stop:
        if result > 100000000000000000:
            raise ValueError("Too many decimal digits in format string")
        result = result * 10 + code_at(text, start) - 48
        start += 1
    return result


def _code(text: str, i: int) -> int:
    return code_at(text, i) if i < len(text) else 0


def parse_spec(text: str, type_name: str) -> FormatSpec:
    """Parse the specification of `format(x, text)`, x of a type of that name."""
    spec = FormatSpec()
    spec.text = text
    i = _parse_layout(text, spec)
    stop = _number_end(text, i)
    if stop > i:
        spec.width = _number(text, i, stop)
        i = stop
    i = _parse_grouping(text, i, spec)
    if _code(text, i) == 46:
        i += 1
        stop = _number_end(text, i)
        if stop == i:
            raise ValueError("Format specifier missing precision")
        spec.precision = _number(text, i, stop)
        i = stop
    if len(text) - i > 1:
        raise ValueError("Invalid format specifier '" + text + "' for object of type '" + type_name + "'")
    spec.kind = _code(text, i)
    if spec.grouping != 0:
        _check_grouping(spec)
    return spec


def _parse_layout(text: str, spec: FormatSpec) -> int:
    """Read fill, alignment, sign and flags; returns where they end."""
    i = 0
    if len(text) > 1 and _is_align(code_at(text, 1)):
        spec.fill = substring(text, 0, 1)
        spec.has_fill = True
        spec.align = code_at(text, 1)
        i = 2
    elif len(text) > 0 and _is_align(code_at(text, 0)):
        spec.align = code_at(text, 0)
        i = 1
    code = _code(text, i)
    if code == 43 or code == 45 or code == 32:
        spec.sign = code
        i += 1
    if _code(text, i) == 122:
        spec.no_negative_zero = True
        i += 1
    if _code(text, i) == 35:
        spec.alternate = True
        i += 1
    if _code(text, i) == 48:
        if not spec.has_fill:
            spec.zero = True
            spec.fill = "0"
        i += 1
    return i


def _parse_grouping(text: str, i: int, spec: FormatSpec) -> int:
    if _code(text, i) == 44:
        spec.grouping = 44
        i += 1
    if _code(text, i) == 95:
        if spec.grouping != 0:
            raise ValueError("Cannot specify both ',' and '_'.")
        spec.grouping = 95
        i += 1
    if _code(text, i) == 44 and spec.grouping != 0:
        if spec.grouping == 95:
            raise ValueError("Cannot specify both ',' and '_'.")
        raise ValueError("Cannot specify ',' with ','.")
    return i


def _check_grouping(spec: FormatSpec) -> None:
    kind = spec.kind
    if kind == 0 or find_code("deEfFgG%", kind, 0, 8) >= 0:
        return
    if spec.grouping == 95 and find_code("boxX", kind, 0, 4) >= 0:
        return
    raise grouping_error(spec, kind)


def grouping_error(spec: FormatSpec, kind: int) -> ValueError:
    """Return the error for separators in what has no digits."""
    separator = "," if spec.grouping == 44 else "_"
    return ValueError("Cannot specify '" + separator + "' with '" + char_of(kind) + "'.")


def copy_spec(spec: FormatSpec) -> FormatSpec:
    """Return a copy, to be changed."""
    copy = FormatSpec()
    copy.fill = spec.fill
    copy.has_fill = spec.has_fill
    copy.align = spec.align
    copy.sign = spec.sign
    copy.no_negative_zero = spec.no_negative_zero
    copy.alternate = spec.alternate
    copy.zero = spec.zero
    copy.width = spec.width
    copy.grouping = spec.grouping
    copy.precision = spec.precision
    copy.kind = spec.kind
    copy.percent = spec.percent
    copy.text = spec.text
    return copy


def with_width(spec: FormatSpec, width: int) -> FormatSpec:
    """Return the specification of a `%*d` conversion with its width."""
    spec = copy_spec(spec)
    if width < 0:
        width = -width
        spec.align = 60
        spec.zero = False
        spec.fill = " "
    spec.width = width
    return spec


def with_precision(spec: FormatSpec, precision: int) -> FormatSpec:
    """Return the specification of a `%.*f` conversion with its precision."""
    if not -(2**31) <= precision < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    spec = copy_spec(spec)
    spec.precision = precision if precision > 0 else 0
    return spec


def percent_spec(flags: str, width: int, precision: int, kind: str) -> FormatSpec:
    """Return the specification of a `%` conversion; width and precision are -1 where missing."""
    spec = FormatSpec()
    spec.percent = True
    spec.kind = code_at(kind, 0)
    spec.width = width
    spec.precision = precision
    spec.align = 62
    i = 0
    while i < len(flags):
        code = code_at(flags, i)
        if code == 43 or (code == 32 and spec.sign == 0):
            spec.sign = code
        elif code == 35:
            spec.alternate = True
        elif code == 45:
            spec.align = 60
        elif code == 48:
            spec.zero = True
        i += 1
    if spec.align == 60 or find_code("srac", spec.kind, 0, 4) >= 0:
        spec.zero = False
    if spec.zero:
        spec.fill = "0"
        spec.align = 61
    return spec
