"""A package imports only from the layers below it (the contracts in pyproject.toml)."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.shape.repository import ROOT, source_files


def test_contracts_are_kept() -> None:
    subprocess.run([ROOT / ".ci" / "links"], check=True)
    result = subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-logo",
            "--config",
            ROOT / "pyproject.toml",
            "--no-cache",
        ],
        cwd=ROOT / "build" / "typing",
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_only_the_top_uses_the_facade() -> None:
    """`import weft` itself is for users; the packages import each other by their full names."""
    for path in source_files():
        if path.parent != ROOT / "weft":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom):
                    assert node.module != "weft", path
                if isinstance(node, ast.Import):
                    assert all(alias.name != "weft" for alias in node.names), path
