"""The command line is read as the option table says."""

from pathlib import Path

import pytest

from weft.translator.cli import main, read_command_line, split_at_target
from weft.translator.options import GOALS, TABLE, UsageError


def test_split_at_target() -> None:
    assert split_at_target(["-O2", "-o", "exe", "t.py", "-o", "1"]) == (["-O2", "-o", "exe"], ["t.py", "-o", "1"])
    assert split_at_target(["--gc=boehm", "--gc", "none"]) == (["--gc=boehm", "--gc", "none"], [])
    assert split_at_target(["-v", "--", "-x.py"]) == (["-v"], ["-x.py"])


def test_options_and_target() -> None:
    line = read_command_line(["--run", "-O", "size", "-j4", "--no-line-directives", "t.py", "--gc", "7"])
    assert line.target == "t.py"
    assert line.arguments == ["--gc", "7"]
    assert line.values == {"goal": "run", "optimise": "size", "jobs": 4, "line_directives": False}


def test_options_after_a_function_target() -> None:
    line = read_command_line(["t.py:f", "--argtypes", "int,str", "-t"])
    assert line.values == {"goal": "rtype", "argtypes": "int,str"}
    assert line.arguments == []


def test_every_flag_is_accepted() -> None:
    for goal in GOALS:
        for flag in goal.flags:
            assert read_command_line([flag, "t.py"]).values == {"goal": goal.name}
    for spec in TABLE.values():
        for flag in spec.flags:
            value = spec.choices[-1] if spec.choices else "1"
            words = [flag, value] if spec.takes_value else [flag]
            expected = type(spec.default)(value) if spec.takes_value else spec.value
            assert read_command_line([*words, "t.py"]).values == {spec.name: expected}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--ouput", "x", "t.py"], "no option --ouput; did you mean --output?"),
        (["--optimize", "2", "t.py"], "did you mean --optimise?"),
        (["-x", "t.py"], "no option -x"),
        (["-a", "-t", "t.py"], "--annotate and --rtype are different goals"),
        (["--gc"], "expected one argument"),
        (["--overflow", "warp", "t.py"], "did you mean wrap?"),
    ],
)
def test_mistakes(words: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        read_command_line(words)


def test_exit_codes_and_messages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("weft ")
    assert main(["--help"]) == 0
    assert "--overflow check|wrap" in capsys.readouterr().out
    assert main([]) == 2
    assert "no target" in capsys.readouterr().err
    assert main([str(tmp_path / "absent.py")]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert main(["--argtypes", "int", __file__]) == 2
    assert main(["--explain", "W9999"]) == 2
    (tmp_path / "main.py").touch()
    assert main([str(tmp_path / "main")]) == 2
    assert "main.py?" in capsys.readouterr().err


def test_show_config(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.weft]\ngc = "boehm"\n')
    (tmp_path / "t.py").touch()
    assert main(["--show-config", "-O3", str(tmp_path / "t.py")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert next(line for line in shown if line.startswith("gc ")).split()[1] == "boehm"
    assert next(line for line in shown if line.startswith("optimise ")).split()[1:] == ["3", "(command", "line)"]
