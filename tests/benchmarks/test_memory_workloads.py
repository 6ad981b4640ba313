"""The memory benchmarks: every way to manage memory prints the same, and the page shows what was measured."""

import xml.etree.ElementTree as ElementTree

import pytest

from benchmarks.gc import run
from benchmarks.gc.page import goal_table, write_page
from benchmarks.gc.plot import Bars, bar_plot
from benchmarks.gc.records import Measurement, MemoryResults
from benchmarks.gc.table import VARIANTS, WORKLOADS


def results():
    found = MemoryResults("2026-01-01", False, {"system": "Test"})
    for variant, seconds, peak in (("malloc/free", 2.0, 1000), ("generational", 0.8, 2600), ("semispace", 3.0, 2000)):
        for workload in WORKLOADS:
            found.measurements.append(Measurement(workload.name, variant, "", [seconds, 9.0], peak, None, [9000], [40]))
    return found


def test_goals_are_judged():
    verdicts = {row[0]: row[1:] for row in goal_table(results())[1]}
    assert verdicts["generational, trees: CPU time"] == ["0.5", "0.40", "PASS"]
    assert verdicts["generational, short_lived: CPU time"] == ["0.3", "0.40", "MISS"]
    assert verdicts["semispace, trees: CPU time"] == ["1.0", "1.50", "MISS"]
    assert verdicts["generational: longest pause"] == ["15 ms", "9.0 ms", "PASS"]
    assert verdicts["generational, trees: memory"] == ["2.5", "2.60", "MISS"]


def test_page_and_plot(tmp_path):
    page = tmp_path / "page.md"
    write_page(results(), page)
    text = page.read_text()
    assert "| generational | 0.40 |" in text
    assert "| malloc/free | 2.00 s |" in text
    plot = ElementTree.parse(tmp_path / "page.svg").getroot()
    bars = [rect for rect in plot.iter("{http://www.w3.org/2000/svg}rect") if len(rect)]
    assert len(bars) == 3 * len(WORKLOADS)


def test_bars_that_are_too_high_have_their_value_on_top():
    plot = bar_plot([Bars("one", [0.5, 7.25, None])], ["a", "b", "c"], unit=1.0, highest=3.0)
    assert ">7.2<" in plot
    assert plot.count('font-size="8"') == 1


@pytest.mark.slow
@pytest.mark.compile
def test_all_variants_print_the_same(tmp_path):
    assert run.main(["--quick", "--repeat", "1", "--output", str(tmp_path / "results.json")]) == 0
    assert len(VARIANTS) > 6
