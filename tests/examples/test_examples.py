"""The programs of examples/ print what is stored in expected/, under CPython and translated.

expected/ holds for each NAME.py the output NAME.out, maybe arguments NAME.args (one per line) and input NAME.in.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(path.stem for path in (ROOT / "examples").glob("*.py"))

each_example = pytest.mark.parametrize("name", NAMES)


def optional(name):
    path = EXPECTED / name
    return path.read_bytes() if path.exists() else b""


def check(name, command):
    arguments = optional(f"{name}.args").decode().splitlines()
    environment = dict(os.environ, PYTHONUTF8="1")
    run = subprocess.run(
        [*command, *arguments], input=optional(f"{name}.in"), capture_output=True, env=environment, timeout=60
    )
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout == (EXPECTED / f"{name}.out").read_bytes()


@each_example
def test_under_cpython(name):
    check(name, [sys.executable, f"{ROOT}/examples/{name}.py"])


@pytest.mark.compile
@pytest.mark.e2e
@each_example
def test_translated(name, tmp_path):
    executable = tmp_path / name
    command = [sys.executable, f"{ROOT}/translate.py", "-o", executable, f"{ROOT}/examples/{name}.py"]
    translation = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    assert translation.returncode == 0, translation.stderr.decode()
    check(name, [executable])
