"""The manager `marksweep`."""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.marksweep.collector import MarkSweepCollector
from weft.gc.transform.framework import FrameworkManager, framework_traits

MANAGER: Final = FrameworkManager(framework_traits("marksweep", moving=False), MarkSweepCollector)
