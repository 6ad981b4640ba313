"""Programs that control their stack, under every memory manager, against what they print by hand or under CPython."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gc.checks import Shared, run, shared_by_workers
from tests.shape.repository import ROOT
from tests.stackless.test_recursion import IN_CI, SMALL
from weft.gc.table import COLLECTORS

PROGRAMS = Path(__file__).parent / "programs"
ALL = sorted(path.stem for path in PROGRAMS.glob("*.py"))
HOST = ("coroutines", "tasklets")
"""Those that run under CPython as well; the expected output of the others follows from the reports they come from."""

pytestmark = [pytest.mark.compile, pytest.mark.e2e]


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared_by_workers(tmp_path_factory)


def translated(shared: Shared, program: str, gc: str, *options: str) -> str:
    if gc == "boehm" and not Path("/usr/include/gc.h").exists():
        pytest.skip("libgc-dev is not installed")

    def translate(path: Path) -> None:
        command = [str(ROOT / "translate.py"), "-q", "-O1", "--stackless", "--gc", gc, *options, "-o", str(path)]
        subprocess.run([sys.executable, *command, str(PROGRAMS / f"{program}.py")], check=True, timeout=600)

    return str(shared.once("-".join([program, gc, *options]), translate))


def expected(program: str) -> str:
    return (PROGRAMS / f"{program}.out").read_text(encoding="utf-8")


@pytest.mark.parametrize("gc", COLLECTORS)
@pytest.mark.parametrize("program", ALL)
def test_output(shared: Shared, program: str, gc: str) -> None:
    done = run([translated(shared, program, gc)])
    assert (done.code, done.output, done.errors) == (0, expected(program), "")


@pytest.mark.parametrize("gc", IN_CI)
@pytest.mark.parametrize("program", ALL)
def test_saved_at_every_call(shared: Shared, program: str, gc: str) -> None:
    executable = translated(shared, program, gc, "--lldebug")
    for every in ("1", "4"):
        done = run([executable], WEFT_UNWIND=every, **SMALL, WEFT_GC_STRESS="3")
        assert (done.code, done.output, done.errors) == (0, expected(program), "")


@pytest.mark.parametrize("program", HOST)
def test_under_cpython(program: str) -> None:
    pytest.importorskip("greenlet")
    done = run([sys.executable, str(PROGRAMS / f"{program}.py")])
    assert (done.code, done.output, done.errors) == (0, expected(program), "")
