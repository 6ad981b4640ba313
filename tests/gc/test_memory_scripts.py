"""Scripts that can tell when memory is collected, compiled with each manager that finds everything that is dead."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from weft.gc.table import COLLECTORS
from weft.gc.transform.counting import CountingManager
from weft.gc.transform.framework import FrameworkManager

SCRIPTS = Path(__file__).parent / "scripts"
ROOT = Path(__file__).parent.parent.parent
EXACT = [name for name, manager in COLLECTORS.items() if isinstance(manager, (FrameworkManager, CountingManager))]

NAMES = (
    "weak_references",
    "weak_callbacks",
    "weak_finalizers",
    "weak_containers",
    "weak_finalize",
    "identity",
    "finalizers",
    "rgc_functions",
    "raw_classes",
    "local_variables",
)
ALWAYS = ("generational", "refcount")
OTHERS = [name for name in EXACT if name not in ALWAYS]


def is_quick(index: int, manager: str) -> bool:
    """True for what `make test` runs: of the collectors that are less used each script has one, in turn."""
    return manager in ALWAYS or OTHERS[index % len(OTHERS)] == manager


CASES = [
    pytest.param(script, name, marks=() if is_quick(index, name) else (pytest.mark.slow,))
    for index, script in enumerate(NAMES)
    for name in EXACT
]
CASES += [
    pytest.param(script, name)
    for script in ("prompt_finalizers", "prompt_locals", "prompt_tracebacks")
    for name in EXACT
    if isinstance(COLLECTORS[name], CountingManager)
]


def run(command: list[str | Path], **variables: str) -> tuple[int, str, str]:
    environment = {**os.environ, **variables}
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=environment)
    return result.returncode, result.stdout, result.stderr


def without_addresses(result: tuple[int, str, str]) -> tuple[int, str, list[str]]:
    """Reports of exceptions in finalizers tell addresses; those in callbacks say that they are callbacks."""
    code, output, errors = result
    errors = re.sub("ignored in(: <function .*callback at 0x[0-9a-f]+>| a callback.*)", "ignored", errors)
    return code, output, [re.sub("0x[0-9a-f]+", "ADDRESS", line) for line in errors.splitlines()]


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize(("name", "manager"), CASES)
def test_as_under_cpython(name: str, manager: str, tmp_path: Path) -> None:
    script = SCRIPTS / f"{name}.py"
    executable = tmp_path / name
    command = [sys.executable, ROOT / "translate.py", "-q", "-O1", "--gc", manager, "-o", executable, script]
    assert run(command) == (0, "", "")
    expected = without_addresses(run([sys.executable, script]))
    assert without_addresses(run([executable])) == expected
    under_stress = run([executable], WEFT_GC_STRESS="23", WEFT_GC_NURSERY="64K", WEFT_GC_MIN="256K")
    assert without_addresses(under_stress) == expected


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("manager", ["none", "boehm"])
def test_requests_to_managers_without_a_collector_of_ours(manager: str, tmp_path: Path) -> None:
    if manager == "boehm" and not Path("/usr/include/gc.h").exists():
        pytest.skip("libgc-dev is not installed")
    script, executable = tmp_path / "program.py", tmp_path / "program"
    script.write_text(
        "from weft.rlib import rgc\n"
        "class Node:\n    pass\n"
        "def main():\n"
        "    before = rgc.get_memory_usage()\n"
        "    kept = [Node() for i in range(100000)]\n"
        "    rgc.collect()\n"
        "    rgc.collect_step()\n"
        "    after = rgc.get_memory_usage()\n"
        "    print(after.used - before.used >= 800000, after.held >= after.used, after.major_collections)\n"
        "    print(rgc.pin(kept[5]), rgc.can_move(kept), rgc.get_rpy_memory_usage(kept[0]))\n"
        "    rgc.census()\n"
        "main()\n"
    )
    assert run([sys.executable, ROOT / "translate.py", "-q", "--gc", manager, "-o", executable, script]) == (0, "", "")
    code, output, errors = run([executable])
    counts = re.findall(r"^True True (\d+)\nTrue False (-?\d+)\n$", output)
    assert code == 0 and [(int(n) > 0, int(size) > 0) for n, size in counts] == [(manager == "boehm",) * 2]
    assert errors == f"heap census: objects have no types with --gc {manager}\n"


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("manager", ["generational", "refcount"])
def test_census_on_request(manager: str, tmp_path: Path) -> None:
    script, executable = tmp_path / "program.py", tmp_path / "program"
    script.write_text(
        "from weft.rlib import rgc\n"
        "class Node:\n    def __init__(self, n):\n        self.n = n\n"
        "KEPT = []\n"
        "def main(n):\n"
        "    for i in range(n):\n        KEPT.append(Node(i))\n"
        "    rgc.census()\n"
        "    print(KEPT[n // 2].n, rgc.get_rpy_memory_usage(KEPT[3]))\n"
        "main(1000)\n"
    )
    assert run([sys.executable, ROOT / "translate.py", "-q", "--gc", manager, "-o", executable, script]) == (0, "", "")
    code, output, errors = run([executable])
    assert (code, output) == (0, "500 16\n")
    assert re.search(r"^ +1000 +16000  Node$", errors, re.M)
    code, output, errors = run([executable], WEFT_CENSUS=str(tmp_path / "census"))
    assert (code, output, errors) == (0, "500 16\n", "")
    assert "1000          16000  Node" in (tmp_path / "census").read_text()


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("name", ["finalizers_boehm", "weak_boehm", "raw_classes"])
def test_with_boehm(name: str, tmp_path: Path) -> None:
    if not Path("/usr/include/gc.h").exists():
        pytest.skip("libgc-dev is not installed")
    script, executable = SCRIPTS / f"{name}.py", tmp_path / "program"
    assert run([sys.executable, ROOT / "translate.py", "-q", "--gc", "boehm", "-o", executable, script]) == (0, "", "")
    assert run([executable]) == run([sys.executable, script])


@pytest.mark.compile
@pytest.mark.e2e
def test_garbage_takes_constant_memory_where_references_are_counted(tmp_path: Path) -> None:
    script, executable = SCRIPTS / "constant_memory.py", tmp_path / "program"
    assert run([sys.executable, ROOT / "translate.py", "-q", "--gc", "refcount", "-o", executable, script]) == (
        0,
        "",
        "",
    )
    assert run([executable], WEFT_GC_MAX="16M", WEFT_GC_MIN="4M") == run([sys.executable, script])


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("manager", ["generational", "semispace", "refcount"])
def test_prebuilt_weak_references(manager: str, tmp_path: Path) -> None:
    script, executable = SCRIPTS / "weak_prebuilt.py", tmp_path / "program"
    assert run([sys.executable, ROOT / "translate.py", "-q", "--gc", manager, "-o", executable, script]) == (0, "", "")
    expected = run([sys.executable, "-c", f"import runpy; runpy.run_path({str(script)!r})['program']([])"])
    assert expected[0] == 0
    assert run([executable]) == expected
    assert run([executable], WEFT_GC_STRESS="5", WEFT_GC_NURSERY="64K", WEFT_GC_MIN="256K") == expected
