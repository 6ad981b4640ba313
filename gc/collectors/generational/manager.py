"""The manager `generational`."""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.generational.collector import GenerationalCollector
from weft.gc.interface import Barrier
from weft.gc.transform.framework import FrameworkManager, framework_traits

TRAITS: Final = framework_traits("generational", moving=True, barrier=Barrier.REMEMBER)
MANAGER: Final = FrameworkManager(TRAITS, GenerationalCollector)

UNROOTED: Final = FrameworkManager(TRAITS, GenerationalCollector, keep_roots=False)
"""For measuring what roots cost, with a nursery that is never full."""
