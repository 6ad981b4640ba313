"""Graphs are written as text, dot and svg."""

import shutil
from pathlib import Path

import pytest

from weft.flowspace.text.parser import parse_graphs
from weft.rtyper.lltype.printing import LowLevelDialect
from weft.translator.graph_dump import check_dump_file, dump_graphs
from weft.translator.options import UsageError

TEXT = """graph @f -> Signed {
entry(n: Signed):
    x: Signed = int_add(n, 1)
    y: Bool = int_lt(x, 5)
    switch y
        false -> entry(x)
        true  -> return(x)
}
"""


def dump(path: Path) -> str:
    dialect = LowLevelDialect()
    dump_graphs(parse_graphs(TEXT, dialect), dialect, path)
    return path.read_text()


def test_text(tmp_path: Path) -> None:
    assert dump(tmp_path / "f.txt") == TEXT


def test_dot(tmp_path: Path) -> None:
    text = dump(tmp_path / "f.dot")
    assert '"0.entry" -> "0.entry" [label=false]' in text
    assert '"0.entry" -> "0.return" [label=true]' in text


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_svg(tmp_path: Path) -> None:
    assert "int_add(n, 1)" in dump(tmp_path / "f.svg")


def test_file_names(monkeypatch: pytest.MonkeyPatch) -> None:
    check_dump_file("x.txt")
    with pytest.raises(UsageError, match="must end in"):
        check_dump_file("x.png")
    monkeypatch.setenv("PATH", "")
    check_dump_file("x.dot")
    with pytest.raises(UsageError, match="Debian package graphviz"):
        check_dump_file("x.svg")
