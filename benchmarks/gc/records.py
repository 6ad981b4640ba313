"""What a run of the memory benchmarks stores as JSON, and reads back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1


@dataclass(slots=True)
class Measurement:
    """One workload under one variant: user and system CPU seconds of each run, the highest peak of memory."""

    workload: str
    variant: str
    error: str = ""
    seconds: list[float] = field(default_factory=list)
    peak_kb: int = 0
    instructions: int | None = None
    longest_us: list[int] = field(default_factory=list)
    """Of the steps of the pause probe; and the 99.9th percentile."""
    percentile_us: list[int] = field(default_factory=list)

    @property
    def best(self) -> float | None:
        """The least CPU time, or None if the variant did not work."""
        return min(self.seconds) if self.seconds and not self.error else None


@dataclass(slots=True)
class MemoryResults:
    """One run of the harness."""

    created: str
    quick: bool
    machine: dict[str, str]
    measurements: list[Measurement] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write the results as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n", encoding="utf-8")

    def of(self, workload: str, variant: str) -> Measurement:
        """Return a measurement; an empty one if there is none."""
        for measurement in self.measurements:
            if (measurement.workload, measurement.variant) == (workload, variant):
                return measurement
        return Measurement(workload, variant, error="not measured")

    def ratio(self, workload: str, variant: str, baseline: str) -> float | None:
        """Return the CPU time of a variant as a multiple of that of the baseline."""
        best, base = self.of(workload, variant).best, self.of(workload, baseline).best
        return best / max(base, 1e-4) if best is not None and base is not None else None

    def variants(self) -> list[str]:
        """Return the names of what was measured, in order."""
        return list(dict.fromkeys(measurement.variant for measurement in self.measurements))

    def workloads(self) -> list[str]:
        """Return the names of the workloads, in order."""
        return list(dict.fromkeys(measurement.workload for measurement in self.measurements))
