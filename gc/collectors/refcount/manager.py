"""The manager `refcount`."""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.refcount.collector import RefCountCollector
from weft.gc.interface import Barrier
from weft.gc.transform.counting import CountingManager
from weft.gc.transform.framework import framework_traits

MANAGER: Final = CountingManager(framework_traits("refcount", moving=False, barrier=Barrier.COUNT), RefCountCollector)
