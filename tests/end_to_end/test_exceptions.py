"""What uncaught exceptions print, as CPython does: chains of causes and of what was being handled."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from weft.translator.cli import main

PROGRAMS = Path(__file__).parent / "exceptions"
CHOICES = {"chains": 18, "messages": 10}
"""By program: how many arguments to try, from 0."""

pytestmark = pytest.mark.compile


def run(command: list[str], argument: int) -> tuple[int, str, str]:
    finished = subprocess.run([*command, str(argument)], capture_output=True, text=True, timeout=60)
    # CPython underlines the part of a line that raised.
    return finished.returncode, finished.stdout, re.sub(r"(?m)^ *[~^]+\n", "", finished.stderr)


@pytest.mark.parametrize("name", CHOICES)
def test_uncaught(name: str, tmp_path: Path) -> None:
    program, executable = PROGRAMS / f"{name}.py", tmp_path / name
    assert main(["-q", "-o", str(executable), str(program)]) == 0
    for argument in range(CHOICES[name]):
        expected = run([sys.executable, str(program)], argument)
        assert run([str(executable)], argument) == expected, argument
