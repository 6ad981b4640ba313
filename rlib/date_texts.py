"""Dates and times as text: strftime in the C locale, and strptime by a regular expression, as in CPython."""

from __future__ import annotations

from typing import Final

from weft.rlib.calendar_days import day_of_year, days_in_month, from_ordinal, iso_week, to_ordinal
from weft.rlib.regex_runtime import compile_text
from weft.rlib.time_spans import six, two

DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS: Final = [
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip


class Moment:
    """The fields of a date and time, and what is known of its zone."""

    def __init__(self, year: int, month: int, day: int) -> None:
        self.year = year
        self.month = month
        self.day = day
        self.hour = 0
        self.minute = 0
        self.second = 0
        self.microsecond = 0
        self.offset = ""
        self.offset_seconds = 0
        self.zone = ""

    def ordinal(self) -> int:
        """The number of the day."""
        return to_ordinal(self.year, self.month, self.day)


def strftime(moment: Moment, format_: str) -> str:
    """`moment.strftime(format_)`."""
    parts: list[str] = []
    place = 0
    while place < len(format_):
        char = format_[place]
        place += 1
        if char != "%" or place == len(format_):
            parts.append(char)
            continue
        code = format_[place]
        place += 1
        if code == "-" and place < len(format_):  # glibc's "without zeros"
            text = _directive(moment, format_[place])
            place += 1
            parts.append(text.lstrip("0 ") if len(text.lstrip("0 ")) > 0 else text[-1:])
        else:
            parts.append(_directive(moment, code))
    return "".join(parts)


def _directive(moment: Moment, code: str) -> str:
    if code in "aAuwUWGVgj":
        return _of_day(moment, code)
    if code in "HIMSfpPklzZ":
        return _of_time(moment, code)
    if code == "Y":
        return str(moment.year)
    if code == "m":
        return two(moment.month)
    if code == "d":
        return two(moment.day)
    if code == "b" or code == "h":
        return MONTHS[moment.month][:3]
    if code == "B":
        return MONTHS[moment.month]
    if code == "y":
        return two(moment.year % 100)
    if code == "C":
        return str(moment.year // 100)
    if code == "e":
        return str(moment.day).rjust(2)
    if code == "%":
        return "%"
    return _combined(moment, code)


def _combined(moment: Moment, code: str) -> str:
    if code == "F":
        return strftime(moment, "%Y-%m-%d")
    if code == "T" or code == "X":
        return strftime(moment, "%H:%M:%S")
    if code == "D" or code == "x":
        return strftime(moment, "%m/%d/%y")
    if code == "R":
        return strftime(moment, "%H:%M")
    if code == "r":
        return strftime(moment, "%I:%M:%S %p")
    if code == "c":
        return strftime(moment, "%a %b %e %H:%M:%S %Y")
    if code == "n":
        return "\n"
    if code == "t":
        return "\t"
    raise NotImplementedError("strftime: %" + code)


def _of_day(moment: Moment, code: str) -> str:
    number = moment.ordinal()
    weekday = (number + 6) % 7
    passed = day_of_year(moment.year, moment.month, moment.day)
    if code == "a":
        return DAYS[weekday][:3]
    if code == "A":
        return DAYS[weekday]
    if code == "u":
        return str(weekday + 1)
    if code == "w":
        return str((weekday + 1) % 7)
    if code == "j":
        return str(passed).zfill(3)
    if code == "U":
        return two((passed + 6 - (weekday + 1) % 7) // 7)
    if code == "W":
        return two((passed + 6 - weekday) // 7)
    year, week, _ = iso_week(number)
    if code == "V":
        return two(week)
    return str(year) if code == "G" else two(year % 100)


def _of_time(moment: Moment, code: str) -> str:
    if code == "H":
        return two(moment.hour)
    if code == "k":
        return str(moment.hour).rjust(2)
    if code == "I":
        return two((moment.hour + 11) % 12 + 1)
    if code == "l":
        return str((moment.hour + 11) % 12 + 1).rjust(2)
    if code == "M":
        return two(moment.minute)
    if code == "S":
        return two(moment.second)
    if code == "f":
        return six(moment.microsecond)
    if code == "p":
        return "AM" if moment.hour < 12 else "PM"
    if code == "P":
        return "am" if moment.hour < 12 else "pm"
    return moment.offset if code == "z" else moment.zone


_PATTERNS: Final = {
    "d": "(?P<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])",
    "f": "(?P<f>[0-9]{1,6})",
    "H": "(?P<H>2[0-3]|[0-1]\\d|\\d)",
    "I": "(?P<I>1[0-2]|0[1-9]|[1-9])",
    "j": "(?P<j>36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])",
    "m": "(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": "(?P<M>[0-5]\\d|\\d)",
    "S": "(?P<S>6[0-1]|[0-5]\\d|\\d)",
    "y": "(?P<y>\\d\\d)",
    "Y": "(?P<Y>\\d\\d\\d\\d)",
    "z": "(?P<z>[+-]\\d\\d:?[0-5]\\d(:?[0-5]\\d(\\.\\d{1,6})?)?|(?-i:Z))",
    "a": "(?P<a>mon|tue|wed|thu|fri|sat|sun)",
    "A": "(?P<A>wednesday|thursday|saturday|tuesday|monday|friday|sunday)",
    "b": "(?P<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "B": "(?P<B>september|february|november|december|january|october|august|march|april|june|july|may)",
    "p": "(?P<p>am|pm)",
    "%": "%",
}
_COMBINED: Final = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_IGNORE_CASE: Final = 2


def _expression(format_: str, given: list[str]) -> str:
    """The regular expression for a format; `given` gets the directives in it."""
    parts: list[str] = []
    place = 0
    while place < len(format_):
        char = format_[place]
        place += 1
        if char in "\\.^$*+?(){}[]|":
            parts.append("\\" + char)
        elif char.isspace():
            while place < len(format_) and format_[place].isspace():
                place += 1
            parts.append("\\s+")
        elif char != "%":
            parts.append(char)
        elif place == len(format_):
            raise ValueError("stray %% in format '%s'" % format_)
        else:
            code = format_[place]
            place += 1
            if code in _COMBINED:
                parts.append(_expression(_COMBINED[code], given))
            elif code in _PATTERNS:
                given.append(code)
                parts.append(_PATTERNS[code])
            elif code in "GUVWuwZ":
                raise NotImplementedError("strptime: %" + code)
            else:
                raise ValueError("'" + code + "' is a bad directive in format '" + format_ + "'")
    return "".join(parts)


def strptime(text: str, format_: str) -> Moment:
    """Read a date and time; `offset` of the result is "" if no zone was given."""
    given: list[str] = []
    found = compile_text(_expression(format_, given), _IGNORE_CASE).match(text)
    if found is None:
        raise ValueError("time data " + repr(text) + " does not match format " + repr(format_))
    if len(text) != found.end():
        raise ValueError("unconverted data remains: " + text[found.end() :])
    moment = Moment(1900, 1, 1)
    days = 0
    afternoon = False
    twelve = False
    for code in given:
        if code == "%":
            continue
        value = found.group(code)
        assert value is not None
        if code == "p":
            afternoon = value.lower() == "pm"
        elif code == "I":
            twelve = True
            moment.hour = int(value)
        elif code == "j":
            days = int(value)
        else:
            _set(moment, code, value)
    if twelve:
        moment.hour = moment.hour % 12 + (12 if afternoon else 0)
    if days > 0 and "m" not in given and "d" not in given:
        _, moment.month, moment.day = from_ordinal(to_ordinal(moment.year, 1, 1) + days - 1)
    if moment.day > days_in_month(moment.year, moment.month):
        raise ValueError("day is out of range for month")
    return moment


def _set(moment: Moment, code: str, value: str) -> None:  # noqa: C901 - one case per directive
    if code == "Y":
        moment.year = int(value)
    elif code == "y":
        year = int(value)
        moment.year = year + (2000 if year <= 68 else 1900)
    elif code == "m":
        moment.month = int(value)
    elif code == "B" or code == "b":
        for i in range(1, 13):
            if MONTHS[i][:3].lower() == value[:3].lower():
                moment.month = i
    elif code == "d":
        moment.day = int(value)
    elif code == "H":
        moment.hour = int(value)
    elif code == "M":
        moment.minute = int(value)
    elif code == "S":
        moment.second = int(value)
    elif code == "f":
        moment.microsecond = int(value.ljust(6, "0"))
    elif code == "z":
        _set_offset(moment, value)


def _set_offset(moment: Moment, value: str) -> None:
    moment.offset = value
    if value == "Z":
        return
    digits = value[1:].replace(":", "")
    if "." in digits:
        raise NotImplementedError("strptime: %z with parts of seconds")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + (int(digits[4:6]) if len(digits) > 4 else 0)
    moment.offset_seconds = -seconds if value[0] == "-" else seconds
