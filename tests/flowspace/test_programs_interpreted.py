"""The acceptance programs, run by the interpreter of flow graphs: they print what CPython prints."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path

import pytest

from tests.support.flow_interpreter import FlowInterpreter

PROGRAMS = sorted((Path(__file__).resolve().parents[1] / "programs" / "ok").glob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments, given = path.with_suffix(".args"), path.with_suffix(".in")
    monkeypatch.setattr(sys, "argv", [str(path), *(arguments.read_text().splitlines() if arguments.exists() else ())])
    data = given.read_bytes() if given.exists() else b""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), newline="\n"))
    monkeypatch.chdir(tmp_path)
    limit = sys.getrecursionlimit()
    name = f"interpreted_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    try:
        sys.setrecursionlimit(20_000)
        spec.loader.exec_module(module)
        FlowInterpreter(state_classes=True).call(module.main)
    except SystemExit as leave:
        assert not leave.code
    finally:
        sys.setrecursionlimit(limit)
    assert capsys.readouterr().out == path.with_suffix(".out").read_text()
