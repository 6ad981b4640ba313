"""datetime.datetime, datetime.time, and datetime.timezone with the fixed offsets that it knows."""

from __future__ import annotations

import math
from typing import Any, Final

from weft.rlib.calendar_days import EPOCH, MAX_DAY
from weft.rlib.date_texts import Moment, strftime
from weft.rlib.date_texts import strptime as read_moment
from weft.rlib.dates import date, date_of, parse_date
from weft.rlib.externals import weft_clock_ns, weft_local_offset, weft_time
from weft.rlib.intrinsics import is_none
from weft.rlib.time_spans import _DAY, six, span, timedelta, two

_MOST: Final = 24 * 3600


class timezone:  # noqa: N801 - CPython's name
    """A zone with a fixed distance to UTC."""

    def __init__(self, offset: timedelta, name: str | None = None) -> None:
        self._offset = offset
        self._name = name
        if not -_MOST < offset.total_seconds() < _MOST:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not "
                + repr(offset)
                + "."
            )

    def utcoffset(self, dt: Any) -> timedelta:
        """The distance to UTC."""
        return self._offset

    def tzname(self, dt: Any) -> str:
        """The name."""
        return str(self)

    def _seconds(self) -> int:
        return self._offset.days * 86400 + self._offset.seconds

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._offset)

    def __str__(self) -> str:
        if self._name is not None:
            return self._name
        seconds = self._seconds()
        return "UTC" if seconds == 0 else "UTC" + offset_text(seconds, ":")

    def __repr__(self) -> str:
        if self._name is None and self._seconds() == 0:
            return "datetime.timezone.utc"
        name = "" if self._name is None else ", " + repr(self._name)
        return "datetime.timezone(" + repr(self._offset) + name + ")"


UTC: Final = timezone(timedelta(0))


def offset_text(seconds: int, colon: str) -> str:
    """`+HH:MM`."""
    size = abs(seconds)
    text = ("-" if seconds < 0 else "+") + two(size // 3600) + colon + two(size // 60 % 60)
    return text + colon + two(size % 60) if size % 60 != 0 else text


def _check_time(hour: int, minute: int, second: int, microsecond: int) -> None:
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


def _time_text(hour: int, minute: int, second: int, microsecond: int, timespec: str) -> str:
    if timespec == "auto":
        timespec = "seconds" if microsecond == 0 else "microseconds"
    text = two(hour)
    if timespec == "hours":
        return text
    text += ":" + two(minute)
    if timespec == "minutes":
        return text
    text += ":" + two(second)
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return text + "." + str(microsecond // 1000).zfill(3)
    if timespec == "microseconds":
        return text + "." + six(microsecond)
    raise ValueError("Unknown timespec value")


class time:  # noqa: N801 - CPython's name
    """A time of a day, without a zone."""

    def __init__(self, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0) -> None:
        _check_time(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond

    def _key(self) -> int:
        return ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond

    def isoformat(self, timespec: str = "auto") -> str:
        """`HH:MM:SS`."""
        return _time_text(self.hour, self.minute, self.second, self.microsecond, timespec)

    def strftime(self, format: str) -> str:  # noqa: A002 - CPython's name
        """The time in a format."""
        moment = Moment(1900, 1, 1)
        moment.hour, moment.minute, moment.second = self.hour, self.minute, self.second
        moment.microsecond = self.microsecond
        return strftime(moment, format)

    def replace(self, hour: int = -1, minute: int = -1, second: int = -1, microsecond: int = -1) -> time:
        """The time with other fields."""
        return time(
            self.hour if hour == -1 else hour,
            self.minute if minute == -1 else minute,
            self.second if second == -1 else second,
            self.microsecond if microsecond == -1 else microsecond,
        )

    def __format__(self, spec: str) -> str:
        return str(self) if spec == "" else self.strftime(spec)

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        text = "datetime.time(" + str(self.hour) + ", " + str(self.minute)
        if self.second != 0 or self.microsecond != 0:
            text += ", " + str(self.second)
        if self.microsecond != 0:
            text += ", " + str(self.microsecond)
        return text + ")"

    def __hash__(self) -> int:
        return hash(self._key())

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, time):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other: Any) -> Any:
        if isinstance(other, time):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other: Any) -> Any:
        if isinstance(other, time):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other: Any) -> Any:
        if isinstance(other, time):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other: Any) -> Any:
        if isinstance(other, time):
            return self._key() >= other._key()
        return NotImplemented


class datetime(date):  # noqa: N801 - CPython's name
    """A day and a time, which may have a zone."""

    def __init__(
        self,
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        microsecond: int = 0,
        tzinfo: timezone | None = None,
    ) -> None:
        date.__init__(self, year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    def _local(self) -> int:
        """Microseconds since the beginning of the year 0, by the clock that it is read from."""
        seconds = (self.hour * 60 + self.minute) * 60 + self.second
        return self.toordinal() * _DAY + seconds * 1000000 + self.microsecond

    def _key(self) -> int:
        zone = self.tzinfo
        return self._local() if zone is None else self._local() - zone._seconds() * 1000000

    def _sort(self) -> int:
        return 1 if self.tzinfo is None else 2

    def _moment(self) -> Moment:
        moment = Moment(self.year, self.month, self.day)
        moment.hour, moment.minute, moment.second = self.hour, self.minute, self.second
        moment.microsecond = self.microsecond
        zone = self.tzinfo
        if zone is not None:
            moment.offset = offset_text(zone._seconds(), "")
            moment.zone = str(zone)
        return moment

    def date(self) -> _Date:
        """The day."""
        return date(self.year, self.month, self.day)

    def time(self) -> _Time:
        """The time of the day."""
        return time(self.hour, self.minute, self.second, self.microsecond)

    def utcoffset(self) -> timedelta | None:
        """The distance to UTC, None if it is not known."""
        zone = self.tzinfo
        return None if zone is None else zone._offset

    def tzname(self) -> str | None:
        """The name of the zone."""
        zone = self.tzinfo
        return None if zone is None else str(zone)

    def timestamp(self) -> float:
        """Seconds since 1970."""
        if self.tzinfo is not None:
            return (self._key() - EPOCH * _DAY) / 1000000
        seconds = self._local() // 1000000 - EPOCH * 86400
        return float(_from_local(seconds)) + self.microsecond / 1000000

    def astimezone(self, tz: timezone) -> datetime:
        """The same time in another zone."""
        zone = self.tzinfo
        if zone is None:
            return from_timestamp_word(_from_local(self._local() // 1000000 - EPOCH * 86400), self.microsecond, tz)
        return _at(self._key() + tz._seconds() * 1000000, tz)

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """`YYYY-MM-DDTHH:MM:SS`."""
        text = date.isoformat(self) + sep
        text += _time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
        zone = self.tzinfo
        return text if zone is None else text + offset_text(zone._seconds(), ":")

    def replace(
        self,
        year: int = 0,
        month: int = 0,
        day: int = 0,
        hour: int = -1,
        minute: int = -1,
        second: int = -1,
        microsecond: int = -1,
        tzinfo: Any = False,
    ) -> datetime:
        """The time with other fields."""
        made = datetime(
            year or self.year,
            month or self.month,
            day or self.day,
            self.hour if hour == -1 else hour,
            self.minute if minute == -1 else minute,
            self.second if second == -1 else second,
            self.microsecond if microsecond == -1 else microsecond,
        )
        made.tzinfo = _zone(tzinfo, self.tzinfo)
        return made

    def __str__(self) -> str:
        return self.isoformat(" ")

    def __repr__(self) -> str:
        text = "datetime.datetime(" + str(self.year) + ", " + str(self.month) + ", " + str(self.day)
        text += ", " + str(self.hour) + ", " + str(self.minute)
        if self.second != 0 or self.microsecond != 0:
            text += ", " + str(self.second)
        if self.microsecond != 0:
            text += ", " + str(self.microsecond)
        if self.tzinfo is not None:
            text += ", tzinfo=" + repr(self.tzinfo)
        return text + ")"

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _at(self._local() + other._total(), self.tzinfo)
        return NotImplemented

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return _at(self._local() - other._total(), self.tzinfo)
        if isinstance(other, datetime):
            if self._sort() != other._sort():
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return span(self._key() - other._key())
        return NotImplemented


_Date = date
_Time = time


def _zone(given: Any, old: timezone | None) -> timezone | None:
    """`tzinfo=` of replace()."""
    if isinstance(given, timezone):
        return given
    return None if is_none(given) else old


def _at(local: int, zone: timezone | None) -> datetime:
    number = local // _DAY
    if not 1 <= number <= MAX_DAY:
        raise OverflowError("date value out of range")
    day = date_of(number)
    rest = local % _DAY
    seconds = rest // 1000000
    return datetime(
        day.year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60, rest % 1000000, zone
    )


def _from_local(local: int) -> int:
    """Seconds since 1970 for a local time in seconds; the earlier one where a clock is set back."""
    first = local - weft_local_offset(local)
    if first + weft_local_offset(first) == local:
        second = local - weft_local_offset(first - 86400)
        if second + weft_local_offset(second) == local:
            return min(first, second)
        return first
    second = local - weft_local_offset(first)
    if second + weft_local_offset(second) == local:
        return second
    return max(first, second)


def from_timestamp_word(seconds: int, microseconds: int, tz: timezone | None) -> datetime:
    """The time of a zone, or the local time, at so many seconds since 1970."""
    offset = weft_local_offset(seconds) if tz is None else tz._seconds()
    return _at((EPOCH * 86400 + seconds + offset) * 1000000 + microseconds, tz)


def _split(timestamp: float) -> tuple[int, int]:
    """Seconds and microseconds, rounded to even."""
    fraction, whole = math.modf(timestamp)
    microseconds = round(fraction * 1e6)
    seconds = int(whole)
    if microseconds >= 1000000:
        return seconds + 1, microseconds - 1000000
    if microseconds < 0:
        return seconds - 1, microseconds + 1000000
    return seconds, microseconds


def now(tz: timezone | None = None) -> datetime:
    """`datetime.now(tz)`."""
    clock = weft_clock_ns(0) // 1000
    return from_timestamp_word(clock // 1000000, clock % 1000000, tz)


def utcnow() -> datetime:
    """`datetime.utcnow()`."""
    clock = weft_clock_ns(0) // 1000
    return _at(EPOCH * _DAY + clock, None)


def fromtimestamp(timestamp: Any, tz: timezone | None = None) -> datetime:
    """`datetime.fromtimestamp(timestamp, tz)`."""
    seconds, microseconds = _split(float(timestamp))
    return from_timestamp_word(seconds, microseconds, tz)


def utcfromtimestamp(t: Any, /) -> datetime:
    """`datetime.utcfromtimestamp(t)`."""
    seconds, microseconds = _split(float(t))
    return _at((EPOCH * 86400 + seconds) * 1000000 + microseconds, None)


def today() -> date:
    """`date.today()`."""
    return date_fromtimestamp(weft_time())


def date_fromtimestamp(timestamp: Any, /) -> date:
    """`date.fromtimestamp(timestamp)`."""
    seconds = math.floor(float(timestamp))
    return date_of(EPOCH + (seconds + weft_local_offset(seconds)) // 86400)


def fromordinal(n: int, /) -> datetime:
    """`datetime.fromordinal(n)`."""
    if not 1 <= n <= MAX_DAY:
        raise ValueError("ordinal must be >= 1" if n < 1 else "year is out of range")
    return _at(n * _DAY, None)


def combine(date: Any, time: Any) -> datetime:
    """`datetime.combine(date, time)`."""
    return datetime(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond)


def strptime(date_string: str, format: str, /) -> datetime:  # noqa: A002 - CPython's name
    """`datetime.strptime(date_string, format)`."""
    found = read_moment(date_string, format)
    zone = None
    if found.offset != "":
        zone = UTC if found.offset_seconds == 0 else timezone(timedelta(0, found.offset_seconds))
    return datetime(found.year, found.month, found.day, found.hour, found.minute, found.second, found.microsecond, zone)


def fromisoformat(date_string: str, /) -> datetime:
    """`datetime.fromisoformat(date_string)`."""
    wrong = "Invalid isoformat string: " + repr(date_string)
    size = 10 if date_string[4:5] == "-" else 8
    text = date_string[size + 1 :]
    if len(date_string) < size or len(date_string) == size + 1:
        raise ValueError(wrong)
    day = parse_date(date_string[:size], date_string)
    zone = None
    for mark in "+-Z":
        place = text.find(mark)
        if place >= 0 and zone is not None:
            raise ValueError(wrong)
        if place >= 0:
            zone = _parse_zone(text[place:], wrong)
            text = text[:place]
    hour, minute, second, microsecond = _parse_time(text, wrong)
    return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, zone)


def time_fromisoformat(time_string: str, /) -> time:
    """`time.fromisoformat(time_string)`."""
    hour, minute, second, microsecond = _parse_time(
        time_string.removeprefix("T"), "Invalid isoformat string: " + repr(time_string)
    )
    return time(hour, minute, second, microsecond)


def _parse_zone(text: str, wrong: str) -> timezone:
    if text == "Z":
        return UTC
    if len(text) < 2 or text[0] == "Z":
        raise ValueError(wrong)
    hour, minute, second, _ = _parse_time(text[1:], wrong)
    seconds = (hour * 60 + minute) * 60 + second
    if seconds == 0:
        return UTC
    return timezone(timedelta(0, -seconds if text[0] == "-" else seconds))


def _parse_time(text: str, wrong: str) -> tuple[int, int, int, int]:
    if text == "":
        return 0, 0, 0, 0
    main, _, fraction = text.replace(",", ".").partition(".")
    digits = main.replace(":", "")
    if ":" in main and len(main) - len(digits) != len(digits) // 2 - 1:
        raise ValueError(wrong)
    if ":" in main and not all(main[i] == ":" for i in range(2, len(main), 3)):
        raise ValueError(wrong)
    if len(digits) not in (2, 4, 6) or not digits.isdigit() or not digits.isascii():
        raise ValueError(wrong)
    if "." in text and (not fraction.isdigit() or len(digits) != 6):
        raise ValueError(wrong)
    minute = int(digits[2:4]) if len(digits) >= 4 else 0
    second = int(digits[4:6]) if len(digits) == 6 else 0
    return int(digits[:2]), minute, second, int(fraction[:6].ljust(6, "0"))
