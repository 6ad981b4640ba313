"""The manager `markcompact`."""

from __future__ import annotations

from typing import Final

from weft.gc.collectors.markcompact.collector import MarkCompactCollector
from weft.gc.transform.framework import FrameworkManager, framework_traits

MANAGER: Final = FrameworkManager(framework_traits("markcompact", moving=True), MarkCompactCollector)
