"""The tool that runs every program under every collector: how it runs, judges, repeats and sums up."""

import sys

import pytest

from tests.programs.acceptance import Failure, Finished
from tests.programs.collectors import __main__ as tool
from tests.programs.collectors.cases import Check, all_cases
from tests.programs.collectors.results import MODES, Result, add, load, table
from tests.programs.collectors.running import Timed, TooLong, run_limited, stressed


def program_of(cost):
    """A run that takes `cost` seconds for each of a million allocations that collect."""

    def run(limit, interval):
        ran.append(interval)
        seconds = 1_000_000 * cost / interval
        if seconds > limit:
            raise TooLong("too long")
        return Timed(Finished(0, b"", b""), seconds)

    ran = []
    return run, ran


@pytest.mark.parametrize(
    ("cost", "first", "runs"),
    [
        (1e-7, 1, [1]),
        (1e-4, 1, [1, 10_007, 101]),
        (1e-2, 1, [1, 10_007]),
        (1e-1, 1, [1, 10_007, 100_003]),
        (1e-2, 10_007, [10_007]),
    ],
)
def test_stress_is_what_there_is_time_for(cost, first, runs):
    run, ran = program_of(cost)
    interval, _ = stressed(run, 5.0, first, 0.0)
    assert ran == runs
    assert interval == runs[-1]


def test_time_without_stress_is_granted():
    def run(limit, interval):
        if 7 + 3 / interval > limit:
            raise TooLong("too long")
        return Timed(Finished(0, b"", b""), 7.0)

    assert stressed(run, 5.0, 1, 7.0)[0] == 1
    with pytest.raises(TooLong):
        stressed(run, 5.0, 1, 0.5)


def test_a_run_has_a_limit_of_cpu_time(tmp_path):
    script = tmp_path / "program"
    script.write_text(f"#!{sys.executable}\nimport os, sys\nprint(os.environ.get('WEFT_GC_STRESS'), sys.argv[1:])\n")
    script.chmod(0o755)
    assert run_limited(script, Check("a", ("x",)), 20, 7).run.stdout == b"7 ['x']\n"
    script.write_text(f"#!{sys.executable}\nwhile True:\n    pass\n")
    with pytest.raises(TooLong, match="1 s of CPU"):
        run_limited(script, Check("a"), 0.2)


def test_workloads_are_compared_without_times(tmp_path):
    output = tmp_path / "x.out"
    output.write_bytes(b"a\ntime 5 6\nb\n")
    check = Check("a", output=output)
    check.judge(Finished(0, b"a\ntime 17 1\nb\n", b""), tmp_path)
    for run in (Finished(0, b"a\nc\n", b""), Finished(1, b"a\nb\n", b"oops")):
        with pytest.raises(Failure):
            check.judge(run, tmp_path)


def test_cases_are_all_there():
    names = [check.name for case in all_cases() for check in case.checks]
    assert len(names) == len(set(names)) > 250
    assert {"ok/gc_churn", "fails/zero_division", "benchmarks/richards", "benchmarks/gc/trees"} <= set(names)
    large = next(check for case in all_cases() for check in case.checks if check.name == "benchmarks/gc/pause")
    assert large.modes(MODES) == ["plain", "stress"]
    assert not any(name.startswith("rejected/") for name in names)


def test_results_are_kept_and_summed_up(tmp_path):
    path = tmp_path / "results"
    kept = [
        Result("c1", "a", "none", "plain", "d"),
        Result("c1", "a", "generational", "stress", "d", interval=11),
        Result("c1", "b", "generational", "stress", "d", "printed something else"),
    ]
    add(path, kept[:1])
    add(path, kept[1:])
    path.write_text(path.read_text() + '{"commit": "c1", "che')
    assert load(path) == kept
    assert table(kept, ["none", "generational"], {"plain": 2, "stress": 2})[2:] == [
        "| none | 1 / 2 | - |",
        "| generational | 0 / 2 | 1 / 2 (1 reduced) |",
    ]
    assert tool.grouped(kept[2:]) == ["NOT EQUAL b (generational/stress): printed something else"]


@pytest.mark.slow
@pytest.mark.compile
def test_a_program_in_all_modes(tmp_path, capfd):
    arguments = ["--only", "fails/nested_error", "--gc", "generational,none", "--results", str(tmp_path / "results")]
    assert tool.main(arguments) == 0
    results = load(tmp_path / "results")
    assert [result.key[1:] for result in results] == [
        *(("generational", mode) for mode in MODES),
        ("none", "plain"),
        ("none", "checked"),
    ]
    assert [result.interval for result in results] == [0, 1, 0, 1, 0, 0]
    assert tool.main([*arguments, "--resume"]) == 0
    assert load(tmp_path / "results") == results
    assert "1 programs and workloads, 6 runs, 0 not equal" in capfd.readouterr().out


@pytest.mark.compile
def test_a_difference_is_told(tmp_path, capfd, monkeypatch):
    case = next(case for case in all_cases() if case.name == "benchmarks/nqueens")
    wrong = tmp_path / "wrong.out"
    wrong.write_bytes(b"something else\n")
    broken = type(case)(case.name, case.source, (Check("x", case.checks[0].arguments, output=wrong),))
    monkeypatch.setattr(tool, "all_cases", lambda: iter([broken]))
    arguments = ["--gc", "generational", "--mode", "plain", "--results", str(tmp_path / "results")]
    assert tool.main(arguments) == 1
    assert "NOT EQUAL x (generational/plain): stdout line 1" in capfd.readouterr().out
