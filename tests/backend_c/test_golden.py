"""Golden tests of the C text of functions: the cases of data/functions.txt."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.backend_c.support import OPTIONS, tree_of

DATA = Path(__file__).parent / "data" / "functions.txt"
CASE = re.compile(r"\[case (\w+)\]\n\[in\]\n(.*?)\[out\]\n(.*?)(?=\n\[case|\Z)", re.DOTALL)


def functions_text(text):
    """Return the C of the functions of a program, without the declarations around them."""
    c = tree_of(text, replace(OPTIONS, line_directives=False)).files["program.c"]
    start = c.index("{NULL, NULL, NULL, 0},\n};") + len("{NULL, NULL, NULL, 0},\n};\n\n")
    return c[start : c.index("\nlong weft_entry(void)")]


@pytest.mark.parametrize("name", [match[1] for match in CASE.finditer(DATA.read_text())])
def test_text_of_functions(name, request):
    text = DATA.read_text()
    match = next(match for match in CASE.finditer(text) if match[1] == name)
    found = functions_text(match[2])
    if request.config.getoption("--update-golden"):
        DATA.write_text(text[: match.start(3)] + found + text[match.end(3) :])
    else:
        assert found.split("\n") == match[3].split("\n")
