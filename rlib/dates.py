"""datetime.date, and how dates compare and move."""

from __future__ import annotations

from typing import Any

from weft.rlib.calendar_days import MAX_DAY, check_date, from_ordinal, iso_week, to_ordinal
from weft.rlib.date_texts import Moment, strftime
from weft.rlib.time_spans import _DAY, span, timedelta, two


class IsoCalendarDate:
    """What `date.isocalendar()` returns: year, week and weekday, as attributes and items."""

    def __init__(self, year: int, week: int, weekday: int) -> None:
        self.year = year
        self.week = week
        self.weekday = weekday

    def __getitem__(self, index: int) -> int:
        return (self.year, self.week, self.weekday)[index]

    def __len__(self) -> int:
        return 3

    def __repr__(self) -> str:
        text = "datetime.IsoCalendarDate(year=" + str(self.year) + ", week=" + str(self.week)
        return text + ", weekday=" + str(self.weekday) + ")"


class date:  # noqa: N801 - CPython's name
    """A day."""

    def __init__(self, year: int, month: int, day: int) -> None:
        check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    def _key(self) -> int:
        """What orders dates."""
        return to_ordinal(self.year, self.month, self.day)

    def _sort(self) -> int:
        """0 for days, 1 for times of a day, 2 for those with a zone: only things of one sort compare."""
        return 0

    def _moment(self) -> Moment:
        """The fields, for strftime."""
        return Moment(self.year, self.month, self.day)

    def toordinal(self) -> int:
        """The number of the day; 1 is the first of January of the year 1."""
        return to_ordinal(self.year, self.month, self.day)

    def weekday(self) -> int:
        """0 for Monday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self) -> int:
        """1 for Monday."""
        return self.weekday() + 1

    def isocalendar(self) -> IsoCalendarDate:
        """ISO year, week and weekday."""
        year, week, weekday = iso_week(self.toordinal())
        return IsoCalendarDate(year, week, weekday)

    def isoformat(self) -> str:
        """`YYYY-MM-DD`."""
        return str(self.year).zfill(4) + "-" + two(self.month) + "-" + two(self.day)

    def ctime(self) -> str:
        """`Tue Jan  2 00:00:00 2024`."""
        return strftime(self._moment(), "%a %b %e %H:%M:%S ") + str(self.year).zfill(4)

    def strftime(self, format: str) -> str:  # noqa: A002 - CPython's name
        """The date in a format."""
        return strftime(self._moment(), format)

    def replace(self, year: int = 0, month: int = 0, day: int = 0) -> date:
        """The date with other fields."""
        return date(year or self.year, month or self.month, day or self.day)

    def __format__(self, spec: str) -> str:
        return str(self) if spec == "" else strftime(self._moment(), spec)

    def __repr__(self) -> str:
        return "datetime.date(" + str(self.year) + ", " + str(self.month) + ", " + str(self.day) + ")"

    def __str__(self) -> str:
        return self.isoformat()

    def __hash__(self) -> int:
        return hash(self._key())

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, date):
            return self._sort() == other._sort() and self._key() == other._key()
        return NotImplemented

    def __lt__(self, other: Any) -> Any:
        if isinstance(other, date):
            return _order(self, other) < 0
        return NotImplemented

    def __le__(self, other: Any) -> Any:
        if isinstance(other, date):
            return _order(self, other) <= 0
        return NotImplemented

    def __gt__(self, other: Any) -> Any:
        if isinstance(other, date):
            return _order(self, other) > 0
        return NotImplemented

    def __ge__(self, other: Any) -> Any:
        if isinstance(other, date):
            return _order(self, other) >= 0
        return NotImplemented

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return date_of(self.toordinal() + other.days)
        return NotImplemented

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return date_of(self.toordinal() - other.days)
        if isinstance(other, date):
            return span((self.toordinal() - other.toordinal()) * _DAY)
        return NotImplemented


def _order(x: date, y: date) -> int:
    sorts = x._sort(), y._sort()
    if sorts[0] != sorts[1]:
        if sorts[0] != 0 and sorts[1] != 0:
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        names = ("datetime.date", "datetime.datetime")
        raise TypeError("can't compare " + names[sorts[0] != 0] + " to " + names[sorts[1] != 0])
    left, right = x._key(), y._key()
    return 0 if left == right else -1 if left < right else 1


def date_of(number: int) -> date:
    """Return the date with a number."""
    if not 1 <= number <= MAX_DAY:
        raise OverflowError("date value out of range")
    year, month, day = from_ordinal(number)
    return date(year, month, day)


def fromordinal(n: int) -> date:
    """`date.fromordinal(n)`."""
    if n < 1:
        raise ValueError("ordinal must be >= 1")
    if n > MAX_DAY:
        raise ValueError("year is out of range")
    return date_of(n)


def parse_date(text: str, whole: str) -> date:
    """Read `YYYY-MM-DD` or `YYYYMMDD`; ValueError about the whole text for anything else."""
    if "W" in text:
        raise NotImplementedError("fromisoformat() of a week")
    digits = text
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        digits = text[:4] + text[5:7] + text[8:]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("Invalid isoformat string: " + repr(whole))
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def fromisoformat(date_string: str) -> date:
    """`date.fromisoformat(date_string)`."""
    return parse_date(date_string, date_string)


def fromisocalendar(year: int, week: int, day: int) -> date:
    """`date.fromisocalendar(year, week, day)`."""
    if not 1 <= year <= 9999:
        raise ValueError("Year is out of range: " + str(year))
    first = to_ordinal(year, 1, 4)
    first -= (first + 6) % 7
    number = first + (week - 1) * 7 + day - 1
    if week < 1 or week > 53 or (week == 53 and iso_week(number - day + 1)[1] != 53):
        raise ValueError("Invalid week: " + str(week))
    if not 1 <= day <= 7:
        raise ValueError("Invalid day: " + str(day) + " (range is [1, 7])")
    return date_of(number)
