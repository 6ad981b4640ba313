"""What the command line says about common mistakes: code, both places with their types, call chain, advice.

A `#!` marks the line the error points to, `#?` the line of the other origin.
"""

from __future__ import annotations

import re

import pytest

from weft.annotator import annotator
from weft.flowspace.graph import Operation
from weft.rtyper.representations.primitives import IntegerRepresentation
from weft.translator import session
from weft.translator.cli import main
from weft.translator.passes.simplify_blocks import SimplifyBlocks

GUARD = '\n\nif __name__ == "__main__":\n    main()\n'

CASES = {
    "variable": (
        "W0101",
        """
def main():
    x = 3  #?
    for i in range(2):
        print(x)
        x = "three"  #!
""",
        ["variable 'x' is str on one path and int on another", "note: int comes from here"],
    ),
    "list": (
        "W0102",
        """
def fill(items):
    items.append("three")  #!


def main():
    items = [1, 2]  #?
    fill(items)
    print(len(items))
""",
        ["this list holds int, and a str is put into it", "reached through main (program.py:7)"],
    ),
    "dict value": (
        "W0104",
        """
def main():
    ages = {"ann": 30}  #?
    ages["bob"] = "forty"  #!
    print(len(ages))
""",
        ["this dict holds int as values, and a str is stored"],
    ),
    "attribute": (
        "W0105",
        """
class Account:
    def __init__(self):
        self.owner = 0  #?


def main():
    account = Account()
    account.owner = "ann"  #!
    print(account.owner)
""",
        ["attribute 'owner' of Account is int, and str is assigned to it"],
    ),
    "return": (
        "W0106",
        """
def parse(text):
    if text.isdigit():
        return int(text)  #?
    return "none"  #!


def main():
    print(parse(input()))
""",
        ["function parse returns", "int", "str", "reached through main (program.py:8)"],
    ),
    "missing argument": (
        "W0301",
        """
def area(width, height):  #?
    return width * height


def square(width):
    return area(width)  #!


def main():
    print(square(3))
""",
        ["area() misses argument 'height'", "it is defined as area(width, height)", "reached through main"],
    ),
    "missing attribute": (
        "W0202",
        """
class Point:
    def __init__(self, x):
        self.position = x


def main():
    print(Point(3).positon)  #!
""",
        ["Point has no attribute 'positon'", "help: did you mean 'position'?"],
    ),
    "unsupported call": (
        "W0404",
        """
def main():
    namespace = {}
    exec("x = 1", namespace)  #!
    print(len(namespace))
""",
        ["'exec' cannot be called at run time", "help: "],
    ),
    "unsupported construct": (
        "W0406",
        """
async def fetch():  #!
    return 1


def main():
    fetch()
""",
        ["'async def' is not supported"],
    ),
    "never returns": (
        "W0305",
        """
def forever(n):
    return forever(n + 1)  #?


def main():
    print(forever(1))  #!
""",
        ["the call of forever() never returns"],
    ),
}


def translate(source, folder, monkeypatch, capsys, *options):
    """Return exit code and standard error."""
    monkeypatch.chdir(folder)
    (folder / "program.py").write_text(source.removeprefix("\n") + GUARD)
    code = main([*options, "--source", "-o", "c", "program.py"])
    return code, capsys.readouterr().err


def marked(source, mark):
    lines = source.removeprefix("\n").splitlines()
    return [number for number, line in enumerate(lines, 1) if mark in line]


@pytest.mark.parametrize("name", CASES)
def test_mistakes(name, tmp_path, monkeypatch, capsys):
    code, source, phrases = CASES[name]
    exit_code, errors = translate(source, tmp_path, monkeypatch, capsys)
    assert exit_code == 1
    first = errors.splitlines()[0]
    assert first.startswith(f"error[{code}]: ")
    assert errors.count("error[") == 1
    places = [int(line) for line in re.findall(r"--> program\.py:(\d+):\d+", errors)]
    # Which of two branches is met first does not matter.
    expected = marked(source, "#!") + marked(source, "#?")
    assert places == expected or (name == "return" and sorted(places) == sorted(expected))
    assert errors.count("^") >= len(places)
    for phrase in phrases:
        assert phrase in errors
    assert "Traceback" not in errors
    assert "weft/" not in errors and "rlib/" not in errors


def test_wrong_number_of_arguments_through_two_call_sites(tmp_path, monkeypatch, capsys):
    source = """
def area(width, height):
    return width * height


def square(width):
    return area(width)  #!


def room(width):
    return area(width, width, 3)  #!


def main():
    print(square(3) + room(4))
"""
    exit_code, errors = translate(source, tmp_path, monkeypatch, capsys)
    assert exit_code == 1
    assert re.findall(r"^error\[(\w+)\]", errors, re.MULTILINE) == ["W0301", "W0302"]
    assert "area() misses argument 'height'" in errors
    assert "area() takes 2 arguments, but 3 are given" in errors
    places = [int(line) for line in re.findall(r"--> program\.py:(\d+):", errors)]
    assert set(marked(source, "#!")) < set(places)
    assert errors.endswith("2 errors\n")


TRIPLE = """
def triple(n):
    return n * 3


def main():
    print(triple(int(input())))
"""


def fail_in(graph_name, original):
    """Return a function like `original`, which works on graphs, that fails at a certain one."""

    def broken(*arguments, **keywords):
        if any(getattr(argument, "name", "") == graph_name for argument in arguments):
            raise KeyError("cause")
        return original(*arguments, **keywords)

    return broken


def test_internal_error_of_a_pass_names_pass_function_and_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(SimplifyBlocks, "run", fail_in("triple", SimplifyBlocks.run))
    exit_code, errors = translate(TRIPLE, tmp_path, monkeypatch, capsys)
    assert exit_code == 70
    assert "internal error while running simplify-blocks on triple: KeyError: 'cause'" in errors
    assert "--> program.py:1:1, in triple" in errors
    assert "fault of Weft" in errors
    assert "Traceback" not in errors


def fail_at_product(original):
    """Return a function like `original`, which has an operation, that fails at the product in the program."""

    def broken(*arguments, **keywords):
        for argument in arguments:
            operation = getattr(argument, "operation", argument)
            if isinstance(operation, Operation) and operation.spec.name == "mul":
                if operation.span is not None and operation.span.filename.endswith("program.py"):
                    raise KeyError("cause")
        return original(*arguments, **keywords)

    return broken


def test_internal_error_of_a_rule_names_function_and_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(annotator.Knowledge, "note", fail_at_product(annotator.Knowledge.note))
    exit_code, errors = translate(TRIPLE, tmp_path, monkeypatch, capsys)
    assert exit_code == 70
    assert "internal error while annotating" in errors
    assert "--> program.py:2:12, in triple" in errors


def test_internal_error_of_the_rtyper_names_function_and_line(tmp_path, monkeypatch, capsys):
    lower = fail_at_product(IntegerRepresentation.lower_mul)
    monkeypatch.setattr(IntegerRepresentation, "lower_mul", lower)
    exit_code, errors = translate(TRIPLE, tmp_path, monkeypatch, capsys)
    assert exit_code == 70
    assert "internal error while rtyping triple: KeyError: 'cause'" in errors
    assert "--> program.py:2:12, in triple" in errors


def test_internal_error_elsewhere_names_the_phase(tmp_path, monkeypatch, capsys):
    def broken(*arguments):
        raise KeyError("cause")

    monkeypatch.setattr(session, "generate", broken)
    exit_code, errors = translate(TRIPLE, tmp_path, monkeypatch, capsys)
    assert exit_code == 70
    assert "internal error while writing C of " in errors
