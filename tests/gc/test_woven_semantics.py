"""The checks of `semantics/` interpreted as graphs with a collector woven in, on simulated memory.

All checks of one run share a heap, with small sizes, and a collection at every Nth allocation: what was not kept, not
updated or not remembered is noticed at its next use.
"""

import importlib
import sys
from typing import Any

import pytest

from tests.gc.checks import LITTLE, PLAIN, SEMANTICS, WOVEN, Shared, shared_by_workers
from weft.gc.simulation.heap import SimulatedSettings
from weft.gc.simulation.program import SimulatedProgram
from weft.gc.table import COLLECTORS
from weft.translator.interactive import Translation
from weft.translator.pipeline import PassRun, lower, optimise


def imported(program: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a program of `semantics` as a module."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(SEMANTICS))
    module = importlib.import_module(program)
    for name in set(sys.modules) - before:  # other tests may have modules of the same names
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(SEMANTICS)):
            del sys.modules[name]
    return module


def woven(module: Any, manager: str, level: str, **settings: int) -> SimulatedProgram:
    """Return the program woven with a collector that has started."""
    program = Translation(module.call, [int, int]).rtype()
    run = PassRun(level=level)
    optimise(program, run)
    lower(program, run)
    COLLECTORS[manager].transform(program)
    simulated = SimulatedProgram(program, SimulatedSettings(**settings))
    assert simulated.interpreter.run(program.collector["start"], [None])
    return simulated


def run_all(module: Any, simulated: SimulatedProgram) -> dict[str, str]:
    """Return what each check finds; a mistake ends the run, since it may have broken the heap."""
    found: dict[str, str] = {}
    for index, (name, _) in enumerate(module.CHECKS):
        try:
            found[name] = str(simulated.interpreter.run(simulated.program.entry, [index, LITTLE]))
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
            break
        assert simulated.roots.top == simulated.roots.base, f"the shadow stack is not empty after {name}"
    return found


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared_by_workers(tmp_path_factory)


def find(module: Any, manager: str, step: int, level: str) -> dict[str, str]:
    return run_all(module, woven(module, manager, level, stress_step=step))


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("manager", WOVEN)
def test_a_check(shared: Shared, manager: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shared.found(f"woven-{manager}", lambda: find(imported("plain", monkeypatch), manager, 13, "2"))
    assert found.get(name) == shared.expected("plain", LITTLE)[name]


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("manager", WOVEN)
def test_all_checks(shared: Shared, manager: str, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collection at every Nth allocation, for all small N."""
    module = imported("plain", monkeypatch)
    assert find(module, manager, step, "02"[step % 2]) == shared.expected("plain", LITTLE)
