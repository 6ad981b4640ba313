"""The time module's broken-down times: localtime, gmtime, mktime, strftime, strptime, ctime, asctime."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from weft.rlib.calendar_days import EPOCH, day_of_year, from_ordinal, to_ordinal
from weft.rlib.date_texts import Moment
from weft.rlib.date_texts import strftime as moment_text
from weft.rlib.date_texts import strptime as read_moment
from weft.rlib.date_times import _from_local
from weft.rlib.externals import weft_local_dst, weft_local_offset, weft_time
from weft.rlib.intrinsics import is_none


class struct_time(NamedTuple):  # noqa: N801 - CPython's name
    """A time by its parts."""

    tm_year: int
    tm_mon: int
    tm_mday: int
    tm_hour: int
    tm_min: int
    tm_sec: int
    tm_wday: int
    tm_yday: int
    tm_isdst: int

    def __repr__(self) -> str:
        text = "time.struct_time(tm_year=" + str(self.tm_year) + ", tm_mon=" + str(self.tm_mon)
        text += ", tm_mday=" + str(self.tm_mday) + ", tm_hour=" + str(self.tm_hour) + ", tm_min=" + str(self.tm_min)
        text += ", tm_sec=" + str(self.tm_sec) + ", tm_wday=" + str(self.tm_wday)
        return text + ", tm_yday=" + str(self.tm_yday) + ", tm_isdst=" + str(self.tm_isdst) + ")"


def _parts(seconds: int, dst: int) -> struct_time:
    number = EPOCH + seconds // 86400
    year, month, day = from_ordinal(number)
    rest = seconds % 86400
    passed = day_of_year(year, month, day)
    return struct_time(year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (number + 6) % 7, passed, dst)


def _seconds(secs: Any) -> int:
    if is_none(secs):
        return math.floor(weft_time())
    return math.floor(float(secs))


def gmtime(secs: Any = None, /) -> struct_time:
    """`time.gmtime(secs)`."""
    return _parts(_seconds(secs), 0)


def localtime(secs: Any = None, /) -> struct_time:
    """`time.localtime(secs)`."""
    seconds = _seconds(secs)
    return _parts(seconds + weft_local_offset(seconds), weft_local_dst(seconds))


def mktime(t: Any, /) -> float:
    """`time.mktime(t)`."""
    seconds = (t[3] * 60 + t[4]) * 60 + t[5]
    year, month = t[0] + (t[1] - 1) // 12, (t[1] - 1) % 12 + 1
    return float(_from_local((to_ordinal(year, month, 1) + t[2] - 1 - EPOCH) * 86400 + seconds))


def _moment(t: Any) -> Moment:
    if is_none(t):
        return _moment(localtime())
    moment = Moment(t[0], max(t[1], 1), max(t[2], 1))
    moment.hour, moment.minute, moment.second = t[3], t[4], t[5]
    return moment


def strftime(format: str, t: Any = None, /) -> str:  # noqa: A002 - CPython's name
    """`time.strftime(format, t)`; not the names of zones."""
    if "%Z" in format or "%z" in format or "%f" in format:
        raise NotImplementedError("time.strftime with %Z, %z or %f")
    return moment_text(_moment(t), format)


def asctime(t: Any = None, /) -> str:
    """`time.asctime(t)`."""
    return moment_text(_moment(t), "%a %b %e %H:%M:%S %Y")


def ctime(secs: Any = None, /) -> str:
    """`time.ctime(secs)`."""
    return asctime(localtime(secs))


def strptime(data_string: str, format: str = "%a %b %d %H:%M:%S %Y", /) -> struct_time:  # noqa: A002 - CPython's name
    """`time.strptime(data_string, format)`."""
    found = read_moment(data_string, format)
    number = found.ordinal()
    passed = day_of_year(found.year, found.month, found.day)
    return struct_time(
        found.year, found.month, found.day, found.hour, found.minute, found.second, (number + 6) % 7, passed, -1
    )
