"""The catalogue of diagnostic codes is complete, and its examples are Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from weft.translator.render_diagnostics import EXPLANATIONS, explain, known_codes

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("flowspace", "annotator", "rtyper", "translator", "gc", "backend_c", "weft")
FILES = sorted(EXPLANATIONS.iterdir())


def codes_in_use() -> dict[str, str]:
    """Codes written in the sources, with one file that uses each."""
    used: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for code in re.findall(r"[\"'](W\d{4})[\"']", path.read_text(encoding="utf-8")):
                used.setdefault(code, str(path.relative_to(ROOT)))
    return used


def test_every_code_in_use_is_explained():
    missing = {code: path for code, path in codes_in_use().items() if code not in known_codes()}
    assert not missing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_explanation(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.stem}: ")
    assert path.stem in known_codes()
    assert all(len(line) <= 120 for line in text.splitlines())
    for example in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        ast.parse(example)


def test_explain():
    assert explain("w0102") == (EXPLANATIONS / "W0102.md").read_text()
    assert explain("W9999") is None
    assert explain("../__init__") is None
