"""`import weft`."""

import subprocess
import sys

import pytest

import weft


def test_what_is_offered() -> None:
    for name in weft.__all__:
        assert getattr(weft, name) is not None
    with pytest.raises(AttributeError):
        _ = weft.nothing


def test_rlib_does_not_load_the_translator() -> None:
    code = "import sys, weft.rlib.markers; print([m for m in sys.modules if m.startswith('weft.')])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "translator" not in result.stdout


def test_python_m_weft() -> None:
    result = subprocess.run([sys.executable, "-m", "weft", "--version"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith(f"weft {weft.__version__}")
