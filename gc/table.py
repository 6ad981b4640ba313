"""The memory managers by name: the values of `--gc`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.gc.collectors.boehm.manager import BoehmManager
from weft.gc.collectors.generational.manager import MANAGER as GENERATIONAL
from weft.gc.collectors.generational.manager import UNROOTED
from weft.gc.collectors.markcompact.manager import MANAGER as MARKCOMPACT
from weft.gc.collectors.marksweep.manager import MANAGER as MARKSWEEP
from weft.gc.collectors.none.manager import NoManager
from weft.gc.collectors.refcount.manager import MANAGER as REFCOUNT
from weft.gc.collectors.semispace.manager import MANAGER as SEMISPACE
from weft.gc.interface import Barrier, Manager

COLLECTORS: Final[Mapping[str, Manager]] = MappingProxyType(
    {
        "none": NoManager(),
        "boehm": BoehmManager(),
        "semispace": SEMISPACE,
        "marksweep": MARKSWEEP,
        "markcompact": MARKCOMPACT,
        "generational": GENERATIONAL,
        "refcount": REFCOUNT,
    }
)

HIDDEN: Final[Mapping[str, Manager]] = MappingProxyType({"unrooted": UNROOTED})
"""For measurements, not for use."""

IMPLEMENTED_BARRIERS: Final = frozenset({Barrier.NONE, Barrier.REMEMBER, Barrier.COUNT})
"""A collector with another barrier needs a transformer that inserts it."""


def collector(name: str) -> Manager:
    """Return the manager of that name; a `TranslationError` says which there are."""
    found = COLLECTORS.get(name) or HIDDEN.get(name)
    if found is None:
        known = ", ".join(COLLECTORS)
        raise TranslationError(Diagnostic("W0901", f"there is no memory manager {name!r}: choose from {known}", None))
    if found.traits.barrier not in IMPLEMENTED_BARRIERS:
        raise AssertionError(f"the write barrier of {name} is not implemented")
    return found
