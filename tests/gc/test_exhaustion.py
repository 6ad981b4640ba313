"""Memory runs out at each place in turn: the program ends in MemoryError or is right, and can be run again.

Interpreted: each allocation fails, then each request of the collector for memory.  Compiled: the heap is limited to all
sizes from too little to enough.
"""

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gc.checks import LITTLE, PLAIN, SEMANTICS, WOVEN, Shared, by_name, run, shared_by_workers
from tests.gc.test_woven_semantics import imported
from weft.gc.simulation.heap import SimulatedSettings
from weft.gc.simulation.program import SimulatedInterpreter, SimulatedProgram
from weft.gc.simulation.snapshot import Snapshot
from weft.gc.table import COLLECTORS
from weft.translator.interactive import Translation
from weft.translator.pipeline import PassRun, lower, optimise

N = 3
CONTEXT = 160
"""The one instance of MemoryError may go on holding the exception that was handled when it was raised."""


QUICK = [name if name in ("generational", "refcount") else pytest.param(name, marks=pytest.mark.slow) for name in WOVEN]


class FailingInterpreter(SimulatedInterpreter):
    """Lets one allocation fail, if all ask the collector."""

    allocations = 0
    failing = 0
    """Which one; 0: none."""

    def __init__(self, simulated: SimulatedProgram) -> None:
        super().__init__(simulated.program, simulated)
        self.allocate = simulated.program.collector["allocate"].graph

    def run_graph(self, compiled: Any, arguments: Any) -> Any:
        if compiled.graph is self.allocate:
            self.allocations += 1
            if self.allocations == self.failing:
                return 0
        return super().run_graph(compiled, arguments)


class Rerun:
    """`exhausted.attempt` woven with a collector; every run begins with a fresh heap."""

    def __init__(self, function: Any, manager: str, checks: bool, **settings: int) -> None:
        program = Translation(function, [int], gc=manager).rtype()
        passes = PassRun(level="2")
        optimise(program, passes)
        lower(program, passes)
        program.heap_checks = checks
        COLLECTORS[manager].transform(program)
        self.program = SimulatedProgram(program, SimulatedSettings(**settings))
        self.interpreter = self.program.interpreter = FailingInterpreter(self.program)
        self.snapshot = Snapshot.of(self.program)
        self.memory = self.program.memory

    def start(self) -> int:
        """Begin with a fresh heap; returns what is in use then."""
        self.snapshot.restore()
        self.interpreter.pending = None
        self.memory.fail_after = -1
        assert self.call("start")
        return self.live()

    def call(self, name: str) -> Any:
        return self.interpreter.run(self.program.program.collector[name], [None])

    def live(self) -> int:
        """Collect everything; returns what is in use."""
        assert self.call("collect")
        (found,) = [static.value for static, _ in self.snapshot.variables if static.name.endswith("live_bytes")]
        return int(found)

    def attempt(self) -> int:
        self.interpreter.allocations = 0
        found = self.interpreter.run(self.program.program.entry, [N])
        assert self.program.roots.top == self.program.roots.base
        return int(found)


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    yield imported("exhausted", monkeypatch).attempt


def each_allocation_fails(program: Rerun) -> None:
    before = program.start()
    expected = program.attempt()
    count = program.interpreter.allocations
    assert expected > 0 and count > 80
    assert program.live() == before
    for failing in range(1, count + 1):
        program.start()
        program.interpreter.failing = failing
        assert program.attempt() == -1
        program.interpreter.failing = 0
        left = program.live() - before
        assert left <= CONTEXT, f"{left} bytes are left of the run whose allocation {failing} failed"
        if failing % 10 == 0:
            assert program.attempt() == expected


@pytest.mark.parametrize("manager", QUICK)
def test_each_allocation_fails(manager: str, function: Any) -> None:
    each_allocation_fails(Rerun(function, manager, False, stress_step=1 << 30))


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, 3])
@pytest.mark.parametrize("manager", WOVEN)
def test_each_allocation_fails_under_stress(manager: str, step: int, function: Any) -> None:
    each_allocation_fails(Rerun(function, manager, True, stress_step=step))


@pytest.mark.parametrize("manager", WOVEN)
def test_each_request_for_memory_fails(manager: str, function: Any) -> None:
    """From some request on, the collector gets no more; then it gets some again."""
    program = Rerun(function, manager, False, minimum_bytes=1 << 10, nursery_bytes=1 << 9)
    before = program.start()
    at_start = program.memory.reservations
    expected = program.attempt()
    requests = program.memory.reservations
    results = []
    for allowed in range(at_start, requests + 1):
        program.start()
        program.memory.fail_after = allowed
        results.append(program.attempt())
        program.memory.fail_after = -1
        assert program.live() <= before + CONTEXT
        assert program.attempt() == expected
    assert set(results) <= {-1, expected}
    assert results[-1] == expected


@pytest.mark.slow
@pytest.mark.parametrize("manager", WOVEN)
def test_each_size_of_the_heap(manager: str, function: Any) -> None:
    """Interpreted with a limit that grows from what the start needs."""
    program = Rerun(function, manager, False, minimum_bytes=1 << 10, nursery_bytes=1 << 9)
    before = program.start()
    expected = program.attempt()
    least, most = program.memory.reserved, program.memory.peak
    program.start()
    least = program.memory.reserved
    results = []
    for part in range(13):
        program.start()
        program.memory.maximum = least + (most - least) * part // 12
        results.append(program.attempt())
        program.memory.maximum = 1 << 40
        assert program.live() <= before + CONTEXT
    assert set(results) <= {-1, expected}
    assert results[-1] == expected


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared_by_workers(tmp_path_factory)


def limits() -> list[int]:
    """Return sizes from too little to enough."""
    sizes = [16 << 10]
    while sizes[-1] < 8 << 20:
        sizes.append(sizes[-1] * 5 // 4 & -8)
    return sizes


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.parametrize("manager", WOVEN)
def test_all_limits_compiled(shared: Shared, manager: str) -> None:
    """Checks that were done before memory ran out are right; with enough memory, all are."""
    executable = shared.executable("plain", manager)
    expected = shared.expected("plain", LITTLE)
    reached = []
    for limit in limits():
        done = run([executable, str(LITTLE)], WEFT_GC_MAX=str(limit), WEFT_GC_MIN="8K", WEFT_GC_NURSERY="4K")
        found = by_name(done.output)
        reached.append(len(found))
        if not found and "there is no memory to start with" in done.errors:
            continue
        assert found == {name: expected[name] for name in PLAIN[: len(found)]}
        assert done.code == (0 if len(found) == len(PLAIN) else 1), (limit, done.errors)
        if done.code:
            assert done.errors.splitlines()[-1] == "MemoryError"
    assert reached[0] < len(PLAIN) and reached[-1] == len(PLAIN)


def test_the_program_is_as_under_cpython(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SEMANTICS))
    module = importlib.import_module("exhausted")
    assert run([sys.executable, str(SEMANTICS / "exhausted.py"), str(N)]).output == f"{module.attempt(N)}\n"
