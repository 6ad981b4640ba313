"""The benchmark harness, with a translator that wraps CPython instead of translating. No test looks at a time."""

import json
import shutil
import sys

import pytest

from benchmarks import compare, run
from benchmarks.measure import count_instructions, run_process
from benchmarks.programs import Benchmark
from benchmarks.records import Record, Results, ResultsError, load_results
from benchmarks.report import markdown_table, result_rows, summary

FAKE_TRANSLATOR = """
import sys
options, output, source = sys.argv[1:-3], sys.argv[-2], sys.argv[-1]
if "--refuse" in options:
    sys.exit("error[W0100]: not today")
if "--nothing" in options:
    sys.exit(0)
command = sys.executable + " " + source + ' "$@"'
if "--wrong" in options:
    command += "; echo more"
if "--crash" in options:
    command += "; echo oops >&2; exit 3"
with open(output, "w") as file:
    file.write("#!/bin/sh\\n" + command + "\\n")
import os
os.chmod(output, 0o755)
"""


@pytest.fixture
def harness(tmp_path):
    """A function that measures nqueens with the fake translator under the given flags."""
    script = tmp_path / "fake_translator.py"
    script.write_text(FAKE_TRANSLATOR)

    def measure(*flags):
        settings = run.Settings(
            python=sys.executable,
            repeat=2,
            quick=True,
            translator=[sys.executable, str(script)],
            translate_flags=list(flags),
            executables=tmp_path / "bench",
            limit=60,
            valgrind=None,
        )
        return run.measure(Benchmark("nqueens", ("5", "1"), goal=30), settings)

    return measure


def results(*records, quick=False):
    return Results("2025-01-01T00:00:00", quick, 2, [], {"python": "3.11.7"}, list(records))


def record(name, host, native, **more):
    return Record(name, [], cpython=[host], native=[native], translation_wall=2.5, executable_bytes=20480, **more)


def test_measures_a_program(harness):
    measured = harness()
    assert measured.error == ""
    assert len(measured.cpython) == len(measured.native) == 2
    assert all(time > 0 for time in measured.cpython + measured.native)
    assert measured.translation_wall is not None
    assert measured.executable_bytes is not None
    assert measured.ratio is not None


@pytest.mark.parametrize(
    ("flag", "message"),
    [
        ("--refuse", "translation failed, exit code 1: error[W0100]: not today"),
        ("--nothing", "translation made no executable"),
        ("--wrong", "output has 3 lines instead of 2"),
        ("--crash", "the executable failed, exit code 3: oops"),
    ],
)
def test_what_does_not_work_is_told(harness, flag, message):
    measured = harness(flag)
    assert measured.error == message
    assert measured.verdict == "FAIL"
    assert measured.ratio is None


def test_process_past_its_limit_is_killed():
    finished = run_process([sys.executable, "-c", "while True: pass"], limit=0.2)
    assert finished.exit_code == -9
    assert finished.complaint == "signal 9"


def test_cpu_time_includes_children():
    work = "sum(range(10**6))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    assert run_process([sys.executable, "-c", child], limit=60).user > 0


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is not installed")
def test_instructions_are_counted():
    counted = count_instructions("valgrind", ["/bin/true"], limit=60)
    assert counted is not None and counted > 1000


def test_ratio_is_the_median_over_pairs():
    measured = Record("x", [], goal=20, cpython=[2.0, 3.0, 40.0], native=[0.1, 0.1, 0.1])
    assert measured.ratio == pytest.approx(30)
    assert measured.verdict == "PASS"
    measured.goal = 31
    assert measured.verdict == "MISS"


def test_results_come_back_as_they_were_stored(tmp_path):
    stored = results(record("a", 4.0, 0.1, goal=30), Record("b", ["1"], error="translation failed"))
    stored.save(tmp_path / "deep" / "x.json")
    assert load_results(tmp_path / "deep" / "x.json") == stored


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 0}', '{"format": 1, "records": [{"nom": 1}]}'])
def test_what_is_not_results_is_refused(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(ResultsError, match=r"x\.json"):
        load_results(path)


def test_table():
    stored = results(record("a", 4.0, 0.1, goal=30), record("b", 4.0, 2.0, goal=3), Record("c", [], error="no"))
    heading, rows = result_rows(stored)
    assert markdown_table(heading, rows).splitlines() == [
        "| program | CPython s | native s | ratio | goal |  | translation s | size |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
        "| a | 4.00 | 0.100 | 40.0x | 30x | PASS | 2.50 | 20 kB |",
        "| b | 4.00 | 2.00 | 2.0x | 3x | MISS | 2.50 | 20 kB |",
        "| c | - | - | - | - | FAIL | - | - |",
    ]
    assert summary(stored) == ("bench: 2 of 3 programs printed what CPython prints; 1 of 2 goals reached; FAILED: c")


def test_goals_are_not_judged_at_small_sizes():
    stored = results(record("a", 4.0, 0.1, goal=30), quick=True)
    assert result_rows(stored)[1][0][5] == ""
    assert "goals are not judged" in summary(stored)


def test_comparison(tmp_path, capsys):
    results(record("a", 4.0, 0.2), record("gone", 1.0, 0.1)).save(tmp_path / "old.json")
    results(record("a", 4.0, 0.1), record("new", 1.0, 0.1)).save(tmp_path / "new.json")
    assert compare.main([str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("| a | 20.0x | 40.0x | +100.0 % |")
    assert lines[3].startswith("| new | - | 10.0x | - |")
    assert lines[4].startswith("| gone | 10.0x | - | - |")


def test_comparison_tells_what_differs():
    old, new = results(), results(quick=True)
    new.machine = {"python": "3.12.1"}
    assert compare.warnings(old, new) == [
        "one of the two ran at small sizes: the ratios cannot be compared",
        "python differs: 3.11.7, then 3.12.1",
    ]


def test_comparison_of_a_missing_file(tmp_path, capsys):
    assert compare.main([str(tmp_path / "no.json"), str(tmp_path / "no.json")]) == 2
    assert "no.json: No such file" in capsys.readouterr().err


def test_unknown_benchmark_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as ended:
        run.main(["--only", "nosuch"])
    assert ended.value.code == 2
    assert "there are richards" in capsys.readouterr().err


def test_whole_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "translate.py").write_text(FAKE_TRANSLATOR)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    output = tmp_path / "results.json"
    arguments = ["--quick", "--repeat", "1", "--only", "siev*", "--output", str(output), "--markdown", "-"]
    assert run.main(arguments) == 0
    assert [item["name"] for item in json.loads(output.read_text())["records"]] == ["sieve"]
    printed = capsys.readouterr().out
    assert "| sieve |" in printed
    assert printed.splitlines()[-1].startswith("bench: 1 of 1 programs printed what CPython prints")


def test_whole_run_with_a_failure(tmp_path, monkeypatch, capsys):
    (tmp_path / "translate.py").write_text(FAKE_TRANSLATOR)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    output = tmp_path / "results.json"
    arguments = ["--quick", "--repeat", "1", "--only", "sieve", "--output", str(output), "--translate-flags=--refuse"]
    assert run.main(arguments) == 1
    printed = capsys.readouterr().out
    assert "sieve: translation failed, exit code 1: error[W0100]: not today" in printed
    assert printed.splitlines()[-1].endswith("FAILED: sieve")
