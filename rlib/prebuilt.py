"""Objects of the library that stand for prebuilt objects of the standard library, made at translation time."""

from __future__ import annotations

import array
import collections
import itertools
import os
import random
import re
import sys
from collections.abc import Callable
from typing import Any

from weft.rlib import arrays, complex_numbers, deques, lazy, mersenne, printing, process, regex_prebuilt, system


def stand_in(value: Any, clone: Callable[[type], type]) -> Any | None:
    """Return the object that a program has for a host object, or None if it is the same one.

    `clone(cls)` gives the copy of a generic class that is for this object.
    """
    kind = type(value)
    if kind is collections.deque:
        return clone(deques.deque)(list(value), value.maxlen)
    if kind is complex:
        return complex_numbers.complex(value.real, value.imag)
    if kind is itertools.count:
        _, arguments = value.__reduce__()
        return clone(lazy.Counting)(arguments[0], arguments[1] if len(arguments) > 1 else 1)
    if kind is array.array:
        return arrays.make_array(value.typecode)(value.typecode, value.tobytes())
    if kind is random.Random:
        return _random(value)
    if kind is re.Pattern:
        return regex_prebuilt.pattern_for(value)
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
