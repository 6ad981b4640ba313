"""Every code of a diagnostic has a program here, and beside it what the command line says about it, caret and all.

programs/CODE.py makes at least one error of that code; CODE.txt is all that `--check` prints (`make golden` rewrites
it: read the difference).
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from weft.backend_c.compiler import _require_header
from weft.flowspace.diagnostics import TranslationError
from weft.flowspace.opcode_tables import table_for
from weft.gc.table import collector
from weft.translator.argument_types import annotation_of
from weft.translator.cli import main
from weft.translator.render_diagnostics import EXPLANATIONS

PROGRAMS = Path(__file__).parent / "programs"
NAMES = sorted(path.stem for path in PROGRAMS.glob("*.py"))

ELSEWHERE = {
    "W0206": "a variable deleted by code found late: tests/flowspace",
    "W0212": "conditionally deleted variables: tests/flowspace",
    "W0213": "an assignment found late: tests/flowspace",
    "W0501": "no entry point: tests/translator/test_target.py",
    "W0502": "importing failed: tests/translator/test_target.py",
    "W0506": "a module that reads from outside: tests/translator/test_target.py",
    "W0504": "target(): tests/translator/test_target.py",
}


@pytest.mark.parametrize("name", NAMES)
def test_message(name, monkeypatch, capsys, request):
    monkeypatch.chdir(PROGRAMS)
    assert main(["--check", "--max-errors", "20", f"{name}.py"]) == 1
    said = capsys.readouterr().err
    golden = PROGRAMS / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(said, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    difference = difflib.unified_diff(expected.splitlines(), said.splitlines(), "expected", "said", lineterm="")
    assert said == expected, "\n".join(difference)
    assert f"error[{name.partition('_')[0]}]" in said
    assert re.search(rf"--> {name}\.py:\d+:\d+", said)
    assert "^" in said
    assert "weft/" not in said and "rlib/" not in said


def test_every_code_has_a_program():
    explained = {path.stem for path in EXPLANATIONS.glob("W*.md")}
    assert explained == {name.partition("_")[0] for name in NAMES} | set(ELSEWHERE) | set(CALLS) | {
        "W0903",
        "W0904",
        "W0906",
    }


CALLS = {
    "W0210": (lambda: table_for((3, 99)), "CPython 3.99 is not supported", "run the translator with CPython 3.11"),
    "W0503": (lambda: annotation_of(range), "range cannot be the type of an argument", "arguments can be int, float"),
    "W0901": (lambda: collector("magic"), "there is no memory manager 'magic': choose from none, boehm", ""),
    "W0902": (
        lambda: _require_header("no/such.h", "libnone-dev", ["gcc"]),
        "the header no/such.h is missing: install the Debian package libnone-dev",
        "",
    ),
}
"""What is found outside of the program's text, by code: how to provoke it, the message, the advice."""


@pytest.mark.parametrize("code", CALLS)
def test_errors_without_a_place(code):
    provoke, message, advice = CALLS[code]
    with pytest.raises(TranslationError) as caught:
        provoke()
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert message in diagnostic.message
    assert advice in diagnostic.help


def test_function_that_cannot_be_exported(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists.py").write_text("def make(n):\n    return [n]\n")
    assert main(["--shared", "--source", "-o", "lists", "lists.py:make", "--argtypes", "int"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[W0903]: make cannot be exported: ")
    assert "--> lists.py:1:1" in said


def test_function_that_promised_not_to_collect(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(
        "from weft.rlib import rgc\n\n\n"
        "def make(n):\n    return [str(i) for i in range(n)]\n\n\n"
        "@rgc.no_collect\ndef bad(n):\n    return len(make(n)) + len(make(n + 1))\n\n\n"
        "@rgc.no_collect\ndef fine(items):\n"
        "    total = 0\n    for i in range(len(items)):\n        total += items[i]\n    return total\n\n\n"
        "def main():\n    print(bad(5), fine([1, 2, 3]))\n\n\nmain()\n"
    )
    assert main(["--source", "-o", "made", "program.py"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[W0904]: bad() promises not to collect, but it could\n  --> program.py:10:16\n")
    assert "note: in make(): memory may be allocated\n" in said
    assert "fine" not in said and "rlib/" not in said


def test_raw_class_that_refers_to_the_heap(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(
        "class Cell:\n    _alloc_flavor_ = 'raw'\n\n    def __init__(self, name):\n        self.name = name\n\n\n"
        "def main():\n    for i in range(3):\n        print(Cell(str(i)).name)\n\n\nmain()\n"
    )
    assert main(["--source", "-o", "made", "program.py"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[W0905]: attribute 'name' of raw class Cell refers to objects of the heap\n")
    assert "--> program.py:10:" in said and "_gc_roots_ = True" in said


def test_stack_that_cannot_be_saved(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(
        "from weft.rlib.stackless import View, yield_current_frame_to_caller\n\n\n"
        "def g():\n    top = yield_current_frame_to_caller()\n    return 5 if top is None else 6\n\n\n"
        "def main():\n    coroutine = View().spawn()\n    coroutine.bind(lambda: print(g()))\n\n\nmain()\n"
    )
    assert main(["--source", "-o", "made", "program.py"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[W0906]: the program saves its stack, which needs --stackless\n")
    assert "--> program.py:" in said
    assert main(["--stackless", "--source", "-o", "made", "program.py"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error[W0906]: g returns its frame here, and something else at its end\n")
    assert "--> program.py:5:" in said
