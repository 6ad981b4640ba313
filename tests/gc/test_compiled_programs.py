"""Compiled programs under every collector: what they print equals CPython's output, also when memory runs out."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.shape.repository import ROOT
from weft.gc.table import COLLECTORS

PROGRAM = Path(__file__).parent / "programs" / "semantics.py"
CHECKS = re.findall(r'^    \("(\w+)", ', PROGRAM.read_text(), re.M)
KINDS = re.findall(r'^    "(\w+)": ', PROGRAM.read_text(), re.M)
QUICK = [
    "deep_recursion", "shapes", "empty_things", "floats", "closures", "methods", "exceptions", "identity_keys",
    "prebuilt_hashes", "shared_stay_shared", "hashes_asked_late",
]  # fmt: skip
"""Those that do not take long when every allocation collects."""

FREEING = [name for name in COLLECTORS if name != "none"]
WOVEN = [name for name in FREEING if name != "boehm"]
SETTINGS = {
    "default": {},
    "small": {"WEFT_GC_MIN": "64K", "WEFT_GC_NURSERY": "32K", "WEFT_GC_INCREMENT_STEP": "4K"},
    "stress": {"WEFT_GC_MIN": "64K", "WEFT_GC_NURSERY": "32K", "WEFT_GC_STRESS": "61"},
}

pytestmark = [pytest.mark.compile, pytest.mark.e2e]


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished process."""

    code: int
    output: str
    errors: str


def run(command: list[str], **environment: str) -> Ran:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONUTF8": "1", **environment}
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def by_name(output: str) -> dict[str, str]:
    """Return what each check printed."""
    return {name: found for name, _, found in (line.partition(": ") for line in output.splitlines())}


@dataclass(slots=True)
class Executables:
    """Compiles the program once per collector, and runs it once per setting."""

    folder: Path
    made: dict[str, Path] = field(default_factory=dict)
    checked: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def executable(self, gc: str) -> str:
        if gc == "boehm" and not Path("/usr/include/gc.h").exists():
            pytest.skip("libgc-dev is not installed")
        if gc not in self.made:
            path = self.folder / gc
            subprocess.run(
                [sys.executable, str(ROOT / "translate.py"), "-q", "-O1", "--gc", gc, "-o", str(path), str(PROGRAM)],
                check=True, timeout=300,
            )  # fmt: skip
            self.made[gc] = path
        return str(self.made[gc])

    def checks(self, gc: str, setting: str) -> dict[str, str]:
        """Return what the checks print; those behind one that stops the program are missing."""
        if (gc, setting) not in self.checked:
            command = [sys.executable, str(PROGRAM)] if gc == "cpython" else [self.executable(gc)]
            if setting == "every":
                done = run([*command, "only", *QUICK], **{**SETTINGS["stress"], "WEFT_GC_STRESS": "1"})
            else:
                done = run(command, **SETTINGS[setting])
            self.checked[gc, setting] = by_name(done.output)
        return self.checked[gc, setting]


@pytest.fixture(scope="module")
def executables(tmp_path_factory: pytest.TempPathFactory) -> Executables:
    return Executables(tmp_path_factory.mktemp("collectors"))


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("gc", COLLECTORS)
def test_default_settings(executables: Executables, gc: str, name: str) -> None:
    assert executables.checks(gc, "default").get(name) == executables.checks("cpython", "default")[name]


@pytest.mark.parametrize("setting", ["small", "stress"])
@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("gc", WOVEN)
def test_many_collections(executables: Executables, gc: str, name: str, setting: str) -> None:
    assert executables.checks(gc, setting).get(name) == executables.checks("cpython", "default")[name]


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("gc", WOVEN)
def test_a_collection_at_every_allocation(executables: Executables, gc: str, name: str) -> None:
    assert executables.checks(gc, "every").get(name) == executables.checks("cpython", "default")[name]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gc", COLLECTORS)
def test_exhaustion_ends_with_a_traceback(executables: Executables, gc: str, kind: str) -> None:
    done = run([executables.executable(gc), "exhaust", kind], WEFT_GC_MAX="64M")
    assert (done.code, done.output) == (1, "")
    lines = done.errors.splitlines()
    assert lines[-1] == "MemoryError"
    assert "Traceback (most recent call last):" in lines
    source = PROGRAM.read_text().splitlines()
    frames = [int(found) for found in re.findall(r'File ".*semantics\.py", line (\d+)', done.errors)]
    assert len(frames) >= 3
    functions = re.findall(r", in (\S+)", done.errors)
    assert functions[:2] == ["<module>", "main"]
    assert any(f"def {functions[2]}(" in line for line in source)
    assert source[frames[1] - 1].strip() == "KINDS[sys.argv[2]]()"


@pytest.mark.parametrize("gc", FREEING)
def test_exhaustion_can_be_survived(executables: Executables, gc: str) -> None:
    done = run([executables.executable(gc), "survive"], WEFT_GC_MAX="64M")
    lines = done.output.splitlines()
    assert (done.code, lines[:-1]) == (0, [f"{kind} {i} MemoryError 1000" for kind in KINDS for i in range(2)])
    expected = executables.checks("cpython", "default")
    assert lines[-1] == " ".join([expected[name] for name in ("long_chain", "trees", "words")])


@pytest.mark.parametrize("limit", ["3M", "5M", "9M"])
@pytest.mark.parametrize("gc", WOVEN)
def test_little_memory(executables: Executables, gc: str, limit: str) -> None:
    """With less memory than the checks need, those that need little are right, and the others end in MemoryError."""
    done = run(
        [executables.executable(gc)], WEFT_GC_MAX=limit, WEFT_GC_MIN="256K", WEFT_GC_NURSERY="64K"
    )  # fmt: skip
    found = by_name(done.output)
    expected = executables.checks("cpython", "default")
    assert found == {name: expected[name] for name in found}
    assert list(found) == CHECKS[: len(found)]
    assert done.code == (0 if len(found) == len(CHECKS) else 1)
    if done.code:
        assert done.errors.splitlines()[-1] == "MemoryError"


def test_the_program_has_the_checks_that_are_named(executables: Executables) -> None:
    assert list(executables.checks("cpython", "default")) == CHECKS
    assert set(QUICK) < set(CHECKS)
    assert len(CHECKS) >= 30
    assert len(KINDS) >= 5
