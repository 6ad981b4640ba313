"""Looking at a simulated heap: a `weft.gc.words.Inspection`."""

from __future__ import annotations

from weft.gc.checker import FAULTS
from weft.gc.simulation.errors import HeapFault
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.types import SimulatedTypes


class SimulatedInspection:
    """Keeps the reports of the census in `reports`: type name -> (objects, bytes)."""

    def __init__(self, memory: SimulatedMemory, types: SimulatedTypes) -> None:
        self.memory = memory
        self.types = types
        self.census_wanted = False
        self.reports: list[dict[str, tuple[int, int]]] = []
        self._counts: dict[str, tuple[int, int]] = {}
        self._seen: set[int] = set()
        self._todo: list[int] = []

    def start(self) -> None:
        """See `Inspection`."""
        self._seen.clear()
        self._todo.clear()

    def add(self, address: int) -> int:
        """See `Inspection`."""
        if address in self._seen:
            return 0
        self._seen.add(address)
        self._todo.append(address)
        return 1

    def next(self) -> int:
        """See `Inspection`."""
        return self._todo.pop() if self._todo else 0

    def holds(self, address: int, size: int) -> int:
        """See `Inspection`."""
        return int(self.memory.contains(address, size))

    def is_type(self, type_id: int) -> int:
        """See `Inspection`."""
        try:
            self.types.type_of(type_id)
        except (ValueError, IndexError):
            return 0
        return 1

    def fail(self, fault: int, slot: int, address: int) -> None:
        """See `Inspection`."""
        raise HeapFault(f"the reference at {slot:#x} leads to {FAULTS[fault]}: {address:#x}")

    def asked(self) -> int:
        """See `Inspection`."""
        wanted = self.census_wanted
        self.census_wanted = False
        return int(wanted)

    def count(self, type_id: int, size: int) -> None:
        """See `Inspection`."""
        name = self.types.type_of(type_id).name
        objects, total = self._counts.get(name, (0, 0))
        self._counts[name] = objects + 1, total + size

    def end(self) -> None:
        """See `Inspection`."""
        self.reports.append(self._counts)
        self._counts = {}
