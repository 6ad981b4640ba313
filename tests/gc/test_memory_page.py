"""The examples of docs/memory.md are one program: each print stands beside what it prints."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.repository import ROOT

PAGE = (ROOT / "docs/memory.md").read_text()
EXAMPLES = "\n\n".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S))
EXPECTED = re.findall(r"^print\(.*\)  # (.*)$", EXAMPLES, re.M)


def as_program() -> str:
    """Return the examples with what is to be run in a function at the end."""
    definitions, statements = [], []
    for node in ast.parse(EXAMPLES).body:
        constant = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper()
        defines = constant or isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ImportFrom)
        (definitions if defines else statements).append(node)
    main = ast.FunctionDef("main", ast.arguments([], [], None, [], [], None, []), statements, [])
    return ast.unparse(ast.fix_missing_locations(ast.Module([*definitions, main], []))) + "\n\nmain()\n"


def output_of(*command: object) -> list[str]:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout.splitlines()


def test_every_example_says_what_it_prints() -> None:
    assert len(EXPECTED) == EXAMPLES.count("print(") >= 8


@pytest.mark.compile
@pytest.mark.e2e
def test_the_examples(tmp_path: Path) -> None:
    script, executable = tmp_path / "examples.py", tmp_path / "examples"
    script.write_text(as_program())
    assert output_of(sys.executable, script) == EXPECTED
    output_of(sys.executable, ROOT / "translate.py", "-q", "--gc", "generational", "-o", executable, script)
    assert output_of(executable) == EXPECTED
