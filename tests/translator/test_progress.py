"""What shows the progress, and where."""

import pytest

from weft.translator.options import make_options
from weft.translator.progress import NoProgress, PlainProgress, TerminalProgress, make_progress
from weft.translator.timing import Timing


def test_off_a_terminal() -> None:
    assert isinstance(make_progress(make_options({})), NoProgress)
    assert isinstance(make_progress(make_options({"verbose": True})), PlainProgress)
    assert isinstance(make_progress(make_options({"progress": "plain"})), PlainProgress)


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = make_progress(make_options({}))
    try:
        assert isinstance(progress, TerminalProgress)
        progress.phase("inferring types")
        assert progress.__rich__() == "inferring types 0 s"
    finally:
        progress.finish()
    assert isinstance(make_progress(make_options({"quiet": True})), NoProgress)
    assert isinstance(make_progress(make_options({"progress": "none"})), NoProgress)


def test_timing_table() -> None:
    timing = Timing()
    with timing.measure("annotate"):
        pass
    with timing.measure("annotate"):
        pass
    names = [line.split()[0] for line in timing.table().splitlines()]
    assert names == ["annotate", "total"]
