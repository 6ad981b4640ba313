"""The manager `semispace`."""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.semispace.collector import SemiSpaceCollector
from weft.gc.transform.framework import FrameworkManager, framework_traits

MANAGER: Final = FrameworkManager(framework_traits("semispace", moving=True), SemiSpaceCollector)
