"""The state of a simulated program, to run it again from there: `Snapshot.of(program).restore()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weft.gc.simulation.memory import Area, SimulatedMemory
from weft.gc.simulation.program import SimulatedProgram
from weft.rtyper.lltype.values import StaticVariable

_SCALARS = ("reserved", "peak", "reservations", "_next", "_free", "_limit", "waiting")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the areas, the roots and the static variables were."""

    program: SimulatedProgram
    areas: list[Area]
    scalars: dict[str, int]
    top: int
    variables: list[tuple[StaticVariable, Any]]

    @classmethod
    def of(cls, simulated: SimulatedProgram) -> Snapshot:
        """Return the state of a program that is not running."""
        found: dict[StaticVariable, Any] = {}
        for graph in simulated.program.graphs():
            for _, operation in graph.operations():
                for static in operation.statics:
                    if isinstance(static, StaticVariable):
                        found[static] = static.value
        memory = simulated.memory
        scalars = {name: getattr(memory, name) for name in _SCALARS}
        return cls(simulated, _copies(memory), scalars, simulated.roots.top, list(found.items()))

    def restore(self) -> None:
        """Make the program's state what it was."""
        memory = self.program.memory
        memory.areas[:] = [Area(area.start, list(area.words), area.what, area.released) for area in self.areas]
        memory._starts[:] = [area.start for area in memory.areas]
        for name, value in self.scalars.items():
            setattr(memory, name, value)
        self.program.roots.top = self.top
        for variable, value in self.variables:
            variable.value = value


def _copies(memory: SimulatedMemory) -> list[Area]:
    return [Area(area.start, list(area.words), area.what, area.released) for area in memory.areas]
