"""`--ints=big`: programs print what CPython prints, compiled and in the low-level interpreter."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sessions import check_program, session_of
from weft.flowspace.diagnostics import TranslationError
from weft.translator.interpret import interpret

PROGRAMS = Path(__file__).with_name("big_integers")

SMALL = """
VALUES = [3, 2**62 - 1, 2**62, -(2**62), -(2**62) - 1, 2**63, 10**40]


def powers(base, count):
    result = 1
    for _ in range(count):
        result *= base
        yield result


def describe(n):
    if n is None:
        return "nothing"
    return f"{n} {n:x} {hash(n)} {n % 1000} {float(n)}"


def main():
    for x in VALUES:
        print(describe(x), [x + y for y in VALUES], [x < y for y in VALUES], -x, x // 7, x & 255, x >> 60)
    print(list(powers(10**9, 5)), describe(None), {x: str(x)[:3] for x in VALUES}[2**62], VALUES[VALUES[0] - 1])
    try:
        print(VALUES[10**40])
    except IndexError as error:
        print(error)


if __name__ == "__main__":
    main()
"""


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize(
    "name",
    [
        "objects",
        *[
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("algorithms", "containers", "library", "number_theory", "special_methods")
        ],
    ],
)
def test_compiled(name: str, tmp_path: Path) -> None:
    check_program((PROGRAMS / f"{name}.py").read_text(), tmp_path, ints="big")


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.slow
def test_without_optimisation(tmp_path: Path) -> None:
    check_program((PROGRAMS / "containers.py").read_text(), tmp_path, ints="big", optimise="0")


def test_interpreted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "program.py"
    path.write_text(SMALL)
    with session_of(path, tmp_path, ints="big") as session:
        session.reach("optimise")
        assert interpret(session.program, [str(path)]) == 0
    expected = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True).stdout
    assert capfd.readouterr().out == expected


def test_option_is_suggested(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("def main():\n    print(10**30)\n\n\nif __name__ == '__main__':\n    main()\n")
    with session_of(path, tmp_path) as session, pytest.raises(TranslationError) as caught:
        session.reach("annotate")
    assert caught.value.diagnostics[0].help == "--ints=big makes integers of any size"


def test_numbers_of_several_kinds_are_annotated_ahead(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The table of large ints among floats must not widen what typed graphs rely on."""
    path = tmp_path / "program.py"
    path.write_text((PROGRAMS.parent.parent / "programs" / "ok" / "truth_of_optional.py").read_text())
    with session_of(path, tmp_path, ints="big") as session:
        session.reach("rtype")
        assert interpret(session.program, [str(path)]) == 0
    assert capfd.readouterr().out == (PROGRAMS.parent.parent / "programs" / "ok" / "truth_of_optional.out").read_text()
