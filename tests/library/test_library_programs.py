"""Programs that call the library and the methods of built-in types many times, one area each: the translated program
must print what CPython prints.  Add a line to a program when a call is added or repaired.
"""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("program", PROGRAMS, ids=[program.stem for program in PROGRAMS])
def test_same_output(program: Path, tmp_path: Path) -> None:
    executable = tmp_path / program.stem
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "-O", "0", "-o", str(executable), str(program)]
    translated = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert translated.returncode == 0, translated.stdout + translated.stderr
    expected = subprocess.run([sys.executable, str(program)], capture_output=True, timeout=60)
    found = subprocess.run([str(executable)], capture_output=True, timeout=60)
    assert found.stdout.decode(errors="replace").splitlines() == expected.stdout.decode(errors="replace").splitlines()
    assert (found.returncode, found.stderr) == (expected.returncode, expected.stderr)
