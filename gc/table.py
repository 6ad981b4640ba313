"""The memory managers by name: the values of `--gc`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.gc.interface import Barrier, Collector
from weft.gc.transform.boehm import BoehmCollector
from weft.gc.transform.none import NoCollector

COLLECTORS: Final[Mapping[str, Collector]] = MappingProxyType({"none": NoCollector(), "boehm": BoehmCollector()})

IMPLEMENTED_BARRIERS: Final = frozenset({Barrier.NONE})
"""A collector with another barrier needs a transformer that inserts it."""


def collector(name: str) -> Collector:
    """Return the manager of that name; a `TranslationError` says which there are."""
    found = COLLECTORS.get(name)
    if found is None:
        known = ", ".join(COLLECTORS)
        raise TranslationError(Diagnostic("W0901", f"there is no memory manager {name!r}: choose from {known}", None))
    if found.traits.barrier not in IMPLEMENTED_BARRIERS:
        raise AssertionError(f"the write barrier of {name} is not implemented")
    return found
