"""Deep recursion in programs translated with `--stackless`, under every memory manager."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gc.checks import LITTLE, Shared, by_name, run, shared_by_workers
from tests.shape.repository import ROOT
from weft.gc.table import COLLECTORS

PROGRAM = Path(__file__).parent / "recursion.py"
SMALL = {"WEFT_GC_MIN": "64K", "WEFT_GC_NURSERY": "32K", "WEFT_GC_INCREMENT_STEP": "4K"}

IN_CI = [n if n in ("generational", "refcount") else pytest.param(n, marks=pytest.mark.slow) for n in COLLECTORS]

pytestmark = [pytest.mark.compile, pytest.mark.e2e]


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared_by_workers(tmp_path_factory)


def translated(shared: Shared, gc: str, *options: str) -> str:
    if gc == "boehm" and not Path("/usr/include/gc.h").exists():
        pytest.skip("libgc-dev is not installed")

    def translate(path: Path) -> None:
        command = [str(ROOT / "translate.py"), "-q", "-O1", "--stackless", "--gc", gc, *options, "-o", str(path)]
        subprocess.run([sys.executable, *command, str(PROGRAM)], check=True, timeout=600)

    return str(shared.once("-".join(["recursion", gc, *options]), translate))


def expected(n: int) -> str:
    return run([sys.executable, str(PROGRAM), str(n)]).output


@pytest.mark.parametrize("gc", COLLECTORS)
def test_deeper_than_the_stack(shared: Shared, gc: str) -> None:
    done = run([translated(shared, gc), "200000"])
    assert (done.code, done.errors) == (0, "")
    assert done.output == expected(200000)


@pytest.mark.parametrize("gc", IN_CI)
def test_saved_at_every_call(shared: Shared, gc: str) -> None:
    """Every function is saved and resumed at each of its calls, with collections in between."""
    executable = translated(shared, gc, "--lldebug")
    for every in ("1", "4"):
        for settings in ({}, {**SMALL, "WEFT_GC_STRESS": "7"}):
            done = run([executable, "60"], WEFT_UNWIND=every, **settings)
            assert (done.code, done.output, done.errors) == (0, expected(60), "")


@pytest.mark.parametrize("gc", COLLECTORS)
def test_no_memory_for_the_stack(shared: Shared, gc: str) -> None:
    """Then recursion has an end, as in programs that are not stackless."""
    executable = translated(shared, gc)
    limits = [{"WEFT_STACK_MAX": "16M"}]
    if gc in ("generational", "refcount", "boehm", "none"):  # see docs/status.md
        limits.append({"WEFT_GC_MAX": "24M"})
    for limit in limits:
        done = run([executable, "100000000"], **limit)
        assert done.code == 1
        assert done.errors.splitlines()[-1] in ("RecursionError: maximum recursion depth exceeded", "MemoryError")
        assert "Traceback (most recent call last):" in done.errors


@pytest.mark.slow
@pytest.mark.parametrize("gc", COLLECTORS)
def test_semantics_of_the_memory_suite(shared: Shared, gc: str) -> None:
    executable = shared.executable("plain", gc, "--stackless", "--lldebug")
    found = by_name(run([executable, str(LITTLE)], WEFT_UNWIND="1", **SMALL, WEFT_GC_STRESS="3").output)
    wanted = shared.expected("plain", LITTLE)
    assert {name: found.get(name) for name in found} == {name: wanted[name] for name in found}
    assert len(found) > 60


def test_without_the_option_recursion_ends(tmp_path: Path) -> None:
    executable = tmp_path / "plain"
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "-O1", "-o", str(executable), str(PROGRAM)]
    subprocess.run(command, check=True, timeout=600, env=dict(os.environ))
    assert run([str(executable), "100000000"]).errors.endswith("RecursionError: maximum recursion depth exceeded\n")
