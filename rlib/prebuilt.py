"""Objects of the library that stand for prebuilt objects of the standard library, made at translation time."""

from __future__ import annotations

import array
import collections
import datetime
import fractions
import itertools
import os
import random
import re
import sys
import weakref
from collections.abc import Callable
from typing import Any, Final

from weft.rlib import (
    arrays,
    complex_numbers,
    date_times,
    dates,
    deques,
    fraction_numbers,
    lazy,
    mersenne,
    printing,
    process,
    regex_prebuilt,
    sentinels,
    system,
    time_spans,
    weak_containers,
    weak_references,
)

_WEAK_CONTAINERS: Final[dict[type, Any]] = {
    weakref.WeakValueDictionary: weak_containers.WeakValueDictionary,
    weakref.WeakKeyDictionary: weak_containers.WeakKeyDictionary,
    weakref.WeakSet: weak_containers.WeakSet,
}


def stand_in(value: Any, clone: Callable[[type], type]) -> Any | None:  # noqa: C901 - one case per kind
    """Return the object that a program has for a host object, or None if it is the same one.

    `clone(cls)` gives the copy of a generic class that is for this object.
    """
    kind = type(value)
    if kind is object:
        return sentinels.object()
    if kind is collections.deque:
        return clone(deques.deque)(list(value), value.maxlen)
    if kind is complex:
        return complex_numbers.complex(value.real, value.imag)
    if kind is itertools.count:
        _, arguments = value.__reduce__()
        return clone(lazy.Counting)(arguments[0], arguments[1] if len(arguments) > 1 else 1)
    if kind is array.array:
        return arrays.make_array(value.typecode)(value.typecode, value.tobytes())
    if kind is weakref.ref:
        return clone(weak_references.PrebuiltReference)(value())
    if kind in _WEAK_CONTAINERS:
        made = clone(_WEAK_CONTAINERS[kind])()
        made._prebuilt = list(value) if kind is weakref.WeakSet else list(value.items())
        return made
    if kind is fractions.Fraction:
        return fraction_numbers.Fraction(value.numerator, value.denominator)
    if kind is random.Random:
        return _random(value)
    if kind is re.Pattern:
        return regex_prebuilt.pattern_for(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta | datetime.tzinfo):
        return _of_time(value)
    if value is sys.argv:
        return process.ARGUMENTS
    if value is os.environ:
        return system.ENVIRONMENT
    if value is sys.stdin or value is sys.__stdin__:
        return printing.STDIN
    if value is sys.stdout or value is sys.__stdout__:
        return printing.STDOUT
    if value is sys.stderr or value is sys.__stderr__:
        return printing.STDERR
    return None


def _random(value: random.Random) -> mersenne.Random:
    _, state, gauss = value.getstate()
    made = mersenne.Random()
    made._state = list(state[:-1])
    made._place = state[-1]
    if gauss is not None:
        made._gauss_next = gauss
        made._has_gauss = True
    return made


def _of_time(value: Any) -> Any | None:
    """The stand-in for a date, time, span or zone."""
    kind = type(value)
    if kind is datetime.timedelta:
        return _span(value)
    if kind is datetime.date:
        return dates.date(value.year, value.month, value.day)
    if kind is datetime.timezone:
        if value is datetime.UTC:
            return date_times.UTC
        offset, *name = value.__getinitargs__()
        return date_times.timezone(_span(offset), *name)
    if kind is datetime.time and value.tzinfo is None:
        return date_times.time(value.hour, value.minute, value.second, value.microsecond)
    if kind is datetime.datetime and (value.tzinfo is None or type(value.tzinfo) is datetime.timezone):
        made = date_times.datetime(value.year, value.month, value.day, value.hour, value.minute, value.second)
        made.microsecond = value.microsecond
        made.tzinfo = None if value.tzinfo is None else _of_time(value.tzinfo)
        return made
    return None


def _span(value: datetime.timedelta) -> time_spans.timedelta:
    return time_spans.timedelta(value.days, value.seconds, value.microseconds)
