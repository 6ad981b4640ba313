"""The arithmetic of the Gregorian calendar: days since the first of January of the year 1, which is day 1."""

from __future__ import annotations

from typing import Final

MONTH_DAYS: Final = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
BEFORE_MONTH: Final = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
MAX_DAY: Final = 3652059
EPOCH: Final = 719163
"""The day 1970-01-01."""


def is_leap(year: int) -> bool:
    """Has the year a 29th of February?"""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else MONTH_DAYS[month]


def day_of_year(year: int, month: int, day: int) -> int:
    """1 for the first of January."""
    return BEFORE_MONTH[month] + day + (1 if month > 2 and is_leap(year) else 0)


def before_year(year: int) -> int:
    """The days before a year."""
    last = year - 1
    return last * 365 + last // 4 - last // 100 + last // 400


def to_ordinal(year: int, month: int, day: int) -> int:
    """The number of a day."""
    return before_year(year) + day_of_year(year, month, day)


def from_ordinal(number: int) -> tuple[int, int, int]:
    """Year, month and day of a number."""
    year = number // 366 + 1
    while before_year(year + 1) < number:
        year += (number - before_year(year + 1) + 365) // 366
    rest = number - before_year(year)
    month = 12
    while day_of_year(year, month, 1) > rest:
        month -= 1
    return year, month, rest - day_of_year(year, month, 1) + 1


def iso_week(number: int) -> tuple[int, int, int]:
    """ISO year, week and weekday of the number of a day; weeks begin on Monday, and the first has a Thursday."""
    weekday = (number + 6) % 7
    year, _, _ = from_ordinal(number - weekday + 3)
    return year, (number - weekday + 3 - before_year(year) - 1) // 7 + 1, weekday + 1


def check_date(year: int, month: int, day: int) -> None:
    """Raise ValueError for what is no date."""
    if not 1 <= year <= 9999:
        raise ValueError("year " + str(year) + " is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError("day is out of range for month")
