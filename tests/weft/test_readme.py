"""The examples in the documentation are executed.

Fenced blocks: ```python file=NAME is written to a file, ```python test is run, and in ```console blocks each line
after `$` is run by the shell, and must print what follows (`...` stands for anything).
"""

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.repository import ROOT

PAGES = ["README.md"]
BLOCK = re.compile(r"^```(\w+)[ ]?(.*?)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def run_console(text: str, folder: Path) -> None:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        shell = command.replace(".venv/bin/python translate.py", f"{sys.executable} {ROOT / 'translate.py'}")
        done = subprocess.run(
            shell, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        pattern = re.sub(r"([\[?*])", r"[\1]", expected.strip()).replace("...", "*")
        assert fnmatch.fnmatchcase(done.stdout.strip(), pattern), f"$ {command}\n{done.stdout}"


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("page", PAGES)
def test_examples(page: str, tmp_path: Path) -> None:
    for language, details, content in BLOCK.findall((ROOT / page).read_text()):
        if details.startswith("file="):
            (tmp_path / details.removeprefix("file=")).write_text(content)
        elif details == "test":
            (tmp_path / "example.py").write_text(content)
            subprocess.run([sys.executable, "example.py"], cwd=tmp_path, check=True)
        elif language == "console":
            run_console(content, tmp_path)
