"""Scripts of several files, translated by the command line and compared with CPython: output, status, traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "scripts"
ROOT = Path(__file__).parent.parent.parent
MARKS = re.compile(r"^ *[~^]+ *\n", re.MULTILINE)


def run(command: list[str | Path]) -> tuple[int, str, str]:
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    return result.returncode, result.stdout, MARKS.sub("", result.stderr)


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("modules", [[]]), ("replay", [[], ["x"]]), ("guarded", [[], ["a", "b"]]), ("closing", [[], ["x"]])],
)
def test_as_under_cpython(name: str, arguments: list[list[str]], tmp_path: Path) -> None:
    script = SCRIPTS / name / "main.py"
    executable = tmp_path / name
    translation = run([sys.executable, ROOT / "translate.py", "-q", "-o", executable, script])
    assert translation == (0, "", "")
    for given in arguments:
        assert run([executable, *given]) == run([sys.executable, script, *given])
