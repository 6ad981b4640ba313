"""The whole way of the command line: goals, files written, messages, exit codes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from weft.flowspace.diagnostics import Diagnostic, InternalError, SourceSpan, TranslationError
from weft.translator import session
from weft.translator.cli import main
from weft.translator.driver import report_diagnostics
from weft.translator.options import Options

HELLO = """def add(x, y):
    return x + y


def main():
    total = 0
    for i in range(10):
        total = add(total, i)
    print(total)


if __name__ == "__main__":
    main()
"""

CONFLICT = """def main():
    x = 3
    print(x + "a")


if __name__ == "__main__":
    main()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hello.py").write_text(HELLO)
    (tmp_path / "conflict.py").write_text(CONFLICT)
    return tmp_path


@pytest.mark.compile
def test_executable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hello.py"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("hello: ")
    assert "KB, gc generational, " in line
    assert sorted(path.name for path in folder.iterdir()) == ["conflict.py", "hello", "hello.py"]
    assert subprocess.run([folder / "hello"], capture_output=True, text=True, check=True).stdout == "45\n"


@pytest.mark.compile
def test_run(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "status.py").write_text("import sys\nif __name__ == '__main__':\n    print('x')\n    sys.exit(3)\n")
    assert main(["--run", "status.py"]) == 3
    assert capfd.readouterr() == ("x\n", "")
    assert not (folder / "status").exists()


@pytest.mark.compile
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_source_builds_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--source", "-o", "c", "hello.py"]) == 0
    assert capsys.readouterr().out.startswith("c: C files with a Makefile")
    subprocess.run(["make", "-s", "-C", "c"], check=True)
    assert subprocess.run(["c/program"], capture_output=True, text=True, check=True).stdout == "45\n"


@pytest.mark.compile
def test_shared_library(folder: Path) -> None:
    assert main(["--shared", "-q", "-o", "add.so", "hello.py:add", "--argtypes", "int,int"]) == 0
    assert (folder / "add.so").is_file()
    assert "weft_call_add(" in (folder / "add.h").read_text()


@pytest.mark.compile
def test_function_as_program(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "f.py").write_text("def f(n: int, s: str):\n    return s * n\n")
    assert main(["-q", "f.py:f", "--argtypes", "int,str"]) == 0
    assert subprocess.run(["./f", "3", "ab"], capture_output=True, text=True, check=True).stdout == "'ababab'\n"
    failed = subprocess.run(["./f"], capture_output=True, text=True)
    assert (failed.returncode, failed.stderr) == (1, "usage: f INT STR\n")


@pytest.mark.parametrize(
    ("goal", "message"), [("--check", "no errors"), ("--annotate", "annotate done"), ("--rtype", "rtype done")]
)
def test_goals_without_files(folder: Path, capsys: pytest.CaptureFixture[str], goal: str, message: str) -> None:
    assert main([goal, "hello.py"]) == 0
    assert capsys.readouterr().out.startswith(f"hello.py: {message}, ")
    assert not (folder / "hello").exists()


def test_interpreter(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--llinterpret", "hello.py"]) == 0
    assert capfd.readouterr().out == "45\n"


@pytest.mark.parametrize("phase", ["annotate", "rtype", "optimise", "lower"])
def test_dump_graphs(folder: Path, phase: str) -> None:
    assert main(["-q", "--dump-graphs", "g.txt", "--dump-phase", phase, "--source", "-O0", "hello.py"]) == 0
    text = (folder / "g.txt").read_text()
    assert "graph @add" in text
    assert ("int_add" in text) == (phase != "annotate")


def test_error_in_the_program(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conflict.py"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "--> conflict.py:3:" in err
    assert main(["--message-format", "json", "conflict.py"]) == 1
    assert json.loads(capsys.readouterr().err)["code"].startswith("W")
    assert main(["--message-format", "short", "conflict.py"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_usage_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, message in [
        (["-o", "nowhere/x", "hello.py"], "there is no directory nowhere"),
        (["-o", ".", "hello.py"], ". is a directory"),
        (["hello.py", "--gc", "boehm"], "options of Weft stand before the target"),
        (["hello.py", "more"], "takes no options, but more follows it"),
        (["--shared", "hello.py"], "--shared makes a library of a function"),
        (["--dump-graphs", "x.png", "hello.py"], "must end in .txt, .dot or .svg"),
        (["hello.py:add", "--argtypes", "list[int],int"], "cannot be given on the command line"),
    ]:
        assert main(words) == 2, words
        assert message in capsys.readouterr().err


def test_missing_compiler(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cc", "no-such-compiler", "hello.py"]) == 3
    assert "'no-such-compiler' is not installed" in capsys.readouterr().err


@pytest.mark.compile
def test_broken_compiler(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cflags=--no-such-flag", "hello.py"]) == 70
    assert "internal error while compiling" in capsys.readouterr().err


def test_internal_error(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        try:
            raise KeyError("x")
        except KeyError as error:
            raise InternalError("rtyping", "add", SourceSpan("hello.py", "add", 2, 11), "KeyError: 'x'") from error

    monkeypatch.setattr(session, "type_program", broken)
    assert main(["hello.py"]) == 70
    err = capsys.readouterr().err
    assert "internal error while rtyping add: KeyError: 'x'" in err
    assert "--> hello.py:2:12, in add" in err
    assert "please report" in err
    assert "Traceback" not in err
    assert main(["-v", "hello.py"]) == 70
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.compile
@pytest.mark.parametrize("verbose", [False, True])
def test_what_copies_failed_with_is_told_on_request(capsys: pytest.CaptureFixture[str], verbose: bool) -> None:
    error = TranslationError(Diagnostic("W0101", "no common type", None))
    error.__cause__ = KeyError("a mistake of inference")
    report_diagnostics(error, Options(verbose=verbose))
    found = capsys.readouterr().err
    assert "error[W0101]: no common type" in found
    assert ("a mistake of inference" in found) == verbose


def test_timings_and_progress(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--timings", "--progress", "plain", "-q", "hello.py"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "[weft] inferring types" in err
    assert {line.split()[0] for line in err.splitlines() if line.endswith("%")} >= {"annotate", "compile", "total"}


@pytest.mark.compile
def test_identical_c_for_any_hash_seed(folder: Path) -> None:
    texts = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "weft", "-q", "--source", "-o", f"c{seed}", "hello.py"]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"})
        texts.append({path.name: path.read_text() for path in sorted((folder / f"c{seed}").iterdir())})
    assert texts[0] == texts[1]
