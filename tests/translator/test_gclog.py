"""`weft gclog`: logs of collections are read, summarised, drawn and compared."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from weft.translator.cli import main
from weft.translator.gclog.page import render_page, shares
from weft.translator.gclog.reading import LogError, read_log
from weft.translator.gclog.summary import percentile, size_text, summarise, time_text

LOG = """weftlog 1 collector=generational
gc minor start=1000 took=400 before=5000 after=2000 heap=9000 reason=room
gc minor start=3000 took=100 before=6000 after=2500 heap=9000 reason=stress
gc full start=5000 took=500 before=2500 after=1000 heap=8000 reason=request
exit start=10000
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "first.log"
    path.write_text(LOG)
    return path


def test_numbers(log: Path) -> None:
    found = summarise(read_log(log))
    assert {kind: p.count for kind, p in found.pauses.items()} == {"minor": 2, "full": 1, "all": 3}
    everything = found.pauses["all"]
    assert (everything.total, everything.median, everything.p99, everything.longest) == (1000, 400, 500, 500)
    assert found.share == pytest.approx(0.1)
    assert found.allocated == 5000 + 4000  # nothing between the second and the third
    assert found.rate == pytest.approx(9000 / 4500 * 1e6)  # 5 ms until the last one, less 0.5 of collections
    assert (found.peak_heap, found.peak_used, found.last_live) == (9000, 6000, 1000)


def test_percentile() -> None:
    assert [percentile(range(1, 101), share) for share in (0.5, 0.99, 1)] == [50, 99, 100]
    assert [percentile([7], share) for share in (0.01, 0.5, 0.99)] == [7, 7, 7]
    assert percentile([], 0.5) == 0


def test_units() -> None:
    assert [time_text(t) for t in (7, 1500, 2500000)] == ["7 us", "1.5 ms", "2.5 s"]
    assert [size_text(s) for s in (7, 1536, 200 << 20, 3 << 30)] == ["7 B", "1.5 KB", "200 MB", "3 GB"]


def test_shares_add_up(log: Path) -> None:
    found = shares(read_log(log), 4)
    assert found == pytest.approx([400 / 2500, 100 / 2500, 500 / 2500, 0])


def test_text(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gclog", str(log)]) == 0
    lines = dict(re.split("  +", line, maxsplit=1) for line in capsys.readouterr().out.splitlines()[1:])
    assert lines["collections"] == "2 minor, 1 full"
    assert lines["time collecting"] == "1 ms, 10.0 %"
    assert lines["pauses, all"] == "median 400 us, p99 500 us, max 500 us"


def test_comparison(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = tmp_path / "second.log"
    second.write_text(LOG.replace("took=500", "took=1000").replace("exit start=10000", "exit start=5000"))
    page = tmp_path / "page.html"
    assert main(["gclog", str(log), str(second), "--html", str(page)]) == 0
    text = capsys.readouterr().out
    assert "second.log against first.log:\n  run time: 0.50 times\n" in text
    assert "longest pause: 2.00 times" in text
    assert page.read_text() == render_page([summarise(read_log(log)), summarise(read_log(second))])


def test_page_is_well_formed(log: Path) -> None:
    page = render_page([summarise(read_log(log))])
    assert "<script" not in page and "http" not in page
    drawings = [ElementTree.fromstring(text) for text in re.findall("<svg.*?</svg>", page, re.DOTALL)]
    assert len(drawings) == 3
    heap, pauses, share = drawings
    assert len(heap.findall("polyline")) == 2
    assert len(pauses.findall("circle")) == 3
    heights = [float(pauses.findall("circle")[i].attrib["cy"]) for i in range(3)]
    assert heights[2] < heights[0] < heights[1]  # the longest is at the top
    assert sum(float(bar.attrib["height"]) > 0 for bar in share.findall("rect")) >= 3


def test_a_program_that_was_killed(log: Path) -> None:
    log.write_text(LOG[: LOG.index("heap=8000")])
    found = read_log(log)
    assert (len(found.collections), found.end, found.complete) == (2, 3100, False)


def test_a_run_without_collections(log: Path) -> None:
    log.write_text("weftlog 1 collector=semispace\nexit start=10\n")
    found = summarise(read_log(log))
    assert (found.pauses["all"].count, found.share, found.last_live) == (0, 0, 0)
    assert "<svg" in render_page([found])


@pytest.mark.parametrize("text", ["", "print(1)\n", LOG.replace("took=100 ", "")])
def test_what_is_no_log(text: str, log: Path) -> None:
    log.write_text(text)
    with pytest.raises(LogError):
        read_log(log)


def test_usage(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gclog"]) == 2
    assert main(["gclog", str(log), str(log), str(log)]) == 2
    assert main(["gclog", str(log) + ".not"]) == 2
    assert main(["gclog", __file__]) == 1
    assert "not a log of collections" in capsys.readouterr().err
