"""What the memory benchmarks run: the workloads with their sizes, and the ways to manage memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from weft.gc.table import COLLECTORS

FOLDER: Final = Path(__file__).resolve().parent
ROOT: Final = FOLDER.parent.parent
PROGRAM: Final = FOLDER / "workloads.py"
C_PROGRAM: Final = FOLDER / "workloads.c"


@dataclass(frozen=True, slots=True)
class Workload:
    """One of the workloads that the programs know: its size for measuring, and one for a check of the output."""

    name: str
    title: str
    size: int
    small: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to manage memory: a value of `--gc`, or the C program compiled with a macro."""

    name: str
    macro: str = ""
    libraries: tuple[str, ...] = ()


WORKLOADS: Final = (
    Workload("trees", "trees", 17, 7),
    Workload("gcbench", "gcbench", 1, 1),
    Workload("short_lived", "short-lived lists", 3_000_000, 3000),
    Workload("queue", "FIFO queue", 20_000_000, 20_000),
    Workload("mutation", "old objects, random mutation", 3_000_000, 3000),
    Workload("strings", "strings", 5_000_000, 3000),
    Workload("arrays", "large arrays", 4000, 10),
    Workload("pause", "pauses at 3 million objects", 30_000, 10),
)

BASELINE: Final = "malloc/free"
VARIANTS: Final = (
    Variant(BASELINE, macro="MALLOC"),
    Variant("arena", macro="ARENA"),
    Variant("libgc", macro="LIBGC", libraries=("-lgc",)),
    *(Variant(name) for name in COLLECTORS),
)

GOALS: Final = {
    ("generational", "trees"): 0.5,
    ("generational", "gcbench"): 0.5,
    ("generational", "short_lived"): 0.3,
    ("generational", "queue"): 1.1,
    ("generational", "mutation"): 1.1,
    ("semispace", "trees"): 1.0,
    ("marksweep", "trees"): 1.0,
    ("refcount", "trees"): 1.2,
}
"""The most CPU time that is wanted, as a multiple of that of malloc and free."""
LIBRARY: Final = "libgc"
LIBRARY_GOAL: Final = 1.1
"""The most CPU time that is wanted of `boehm`, as a multiple of that of C with the same library."""
PAUSE_GOAL_MS: Final = 15.0
"""For the longest pause of `generational`."""
PEAK_GOAL: Final = 2.5
"""The most memory on trees, as a multiple of that of malloc and free."""
