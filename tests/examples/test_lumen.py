"""Lumen, the interpreter in examples/lumen: what it prints under CPython, it prints translated."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LUMEN = ROOT / "examples" / "lumen"
OPTIONS = ((), ("--tokens",), ("--format",), ("--disassemble",))


def run(command: list[str]) -> tuple[int, str, str]:
    result = subprocess.run(command, cwd=LUMEN / "programs", capture_output=True, text=True, timeout=60)
    return result.returncode, result.stdout, result.stderr


def test_tour():
    code, output, errors = run([sys.executable, "../main.py", "tour.lum"])
    assert (code, errors) == (0, "")
    assert output.startswith("fib\t610\t1024\t3\t2\t3.5\tinf\tinf\n12\t101\ndog has 4 legs\towl has 2 legs\n")


def test_formatted_program_is_stable():
    _, formatted, _ = run([sys.executable, "../main.py", "--format", "queens.lum"])
    _, output, errors = run([sys.executable, "../main.py", "-e", formatted])
    assert (output, errors) == ("4\t2\n5\t10\n6\t4\n7\t40\n46\t199\n", "")


@pytest.mark.compile
@pytest.mark.e2e
def test_translated(tmp_path):
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "-o", str(tmp_path / "lumen"), str(LUMEN / "main.py")]
    translation = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    assert translation.returncode == 0, translation.stderr
    for program in sorted((LUMEN / "programs").glob("*.lum")):
        for options in OPTIONS:
            arguments = [*options, program.name]
            expected = run([sys.executable, "../main.py", *arguments])
            assert run([str(tmp_path / "lumen"), *arguments]) == expected, arguments
