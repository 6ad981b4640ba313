"""Every module says what it is for."""

import ast

from tests.shape.repository import ROOT, source_files


def test_every_module_has_a_docstring() -> None:
    missing = [
        str(path.relative_to(ROOT)) for path in source_files() if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not missing


def test_no_placeholders() -> None:
    placeholders = [
        str(path.relative_to(ROOT))
        for path in source_files()
        if (ast.get_docstring(ast.parse(path.read_text())) or "").startswith("Placeholder")
    ]
    assert not placeholders
