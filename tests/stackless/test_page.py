"""The examples of docs/stackless.md are programs; what they print stands behind them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.repository import ROOT

PAGE = (ROOT / "docs/stackless.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.M | re.S)


def test_every_example_says_what_it_prints() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") >= 2


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize(("program", "output"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples(program: str, output: str, tmp_path: Path) -> None:
    script, executable = tmp_path / "example.py", tmp_path / "example"
    script.write_text(program, encoding="utf-8")
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "-O1", "--stackless", "-o", str(executable)]
    subprocess.run([*command, str(script)], check=True, timeout=300)
    done = subprocess.run([str(executable)], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == output
