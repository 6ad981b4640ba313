"""The built-in classes that classes of a program may derive from, and what stands for them in the MRO.

Containers are in `container_bases.py`, values that do not change in `value_bases.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, Final

from weft.rlib import container_bases, value_bases

VALUES: Final[frozenset[type]] = frozenset(value_bases.BASES)
"""Those whose `__new__` makes the value."""

BASES: Final[dict[type, type]] = {**container_bases.BASES, **value_bases.BASES}
"""What stands for each built-in class."""

PLAIN: Final[dict[type, Callable[[Any], Any]]] = {**container_bases.PLAIN, **value_bases.PLAIN}
"""How the container or value of a prebuilt instance is made."""


def base_of(cls: type) -> type | None:
    """Return the built-in container or value class that a class derives from, or None."""
    if issubclass(cls, enum.IntEnum | enum.Flag):
        return None  # their members are numbers by rules of their own
    return next((base for base in cls.__mro__ if base in BASES), None)
