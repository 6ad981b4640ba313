"""The language reference is complete and true: see tables.py and feature_list.py for what the pages are made from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.language.check import ROOT, outputs, refusals, translate
from tests.language.feature_list import FILES, STANDARD_INPUT, features_of, program_of
from tests.language.pages import pages
from tests.language.tables import REFERENCE, load_table, load_tables

TABLES = load_tables()

TYPES = {"str": str, "bytes": bytes, "int": int, "float": float, "list": list, "tuple": tuple, "dict": dict, "set": set}


@pytest.mark.parametrize("name", TYPES)
def test_every_method_is_listed(name):
    listed = {entry.name for entry in load_table(REFERENCE / f"{name}.txt").entries}
    newer = {"is_integer"} if name == "int" else set()  # of Python 3.12
    public = {method for method in dir(TYPES[name]) if not method.startswith("_")}
    assert not public - listed - newer


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_reference(table, tmp_path):
    found, _ = refusals(table, tmp_path, refused=True)
    assert [entry.name for entry in table.entries if entry.refused and entry not in found] == []
    expected, got = outputs(table, tmp_path)
    assert got == expected


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_features(path: Path, tmp_path):
    assert features_of(path)
    program = program_of(path)
    result = translate(program, tmp_path)
    assert result.returncode == 0, result.stderr
    expected, got = (
        subprocess.run(
            command, cwd=tmp_path, input=STANDARD_INPUT, capture_output=True, text=True, timeout=60, check=True
        )
        for command in ([sys.executable, "program.py"], [str(tmp_path / "program")])
    )
    assert got.stdout == expected.stdout


def test_pages_are_up_to_date():
    folder = ROOT / "docs" / "language"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert written == pages(), "run `make docs`"
