"""The corpus with changed constants and inputs never ends by a signal, and otherwise as under CPython."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from tests.fuzz.campaign import Campaign, judge
from tests.fuzz.externalise import FILE, externalise
from tests.fuzz.mutate import mutations
from tests.fuzz.subjects import subjects
from tests.programs.acceptance import Finished

SOME = ("stdin_numbers", "lisp_interp", "args_tool")
PAIRS = 2000

PROGRAM = '''
LIMIT = 7

def show(items, n):
    """What stays: formats, indices, keywords."""
    return "%d %s" % (n + 10, items[0]) + "!" * LIMIT

def main():
    print(show(["a", "b"], 3), sep="")

if __name__ == "__main__":
    main()
'''


def test_constants_become_data(tmp_path) -> None:
    external = externalise(PROGRAM)
    assert external.ints == [10, 7, 3] and external.strs == ["!", "a", "b"]
    (tmp_path / "program.py").write_text(external.source)

    def output() -> str:
        command = [sys.executable, "program.py"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60).stdout

    assert output() == "13 a!!!!!!!\n"
    (tmp_path / FILE).write_text("I 1 2\nS 1 x" + "é".encode().hex() + "\n")
    assert output() == "13 é!!\n"
    kept = externalise(PROGRAM, {6, 9})
    assert kept.ints == [] and kept.strs == []
    text = mutations(random.Random(1), external)
    assert text and all(line[0] in "IS" for line in text.splitlines())


def test_verdicts() -> None:
    fine, other = Finished(0, b"1\n", b""), Finished(0, b"2\n", b"")
    assert judge(fine, fine) == "equal"
    assert judge(other, fine).startswith("differs")
    assert judge(Finished(-11, b"", b""), fine).startswith("signal: 11")
    assert judge(Finished(1, b"", b"x.c:1: runtime error: shift"), fine).startswith("report")
    assert judge(Finished(1, b"", b"OverflowError: integer overflow"), fine) == "limits"
    assert judge(Finished(1, b"", b"IndexError: a"), Finished(1, b"", b"IndexError: b")).startswith("differs")
    assert judge(None, None) == "too long" and judge(fine, None) == "too long for CPython"
    assert judge(None, fine).startswith("hangs")


def found(campaign: Campaign) -> str:
    return "\n".join(campaign.problems)


@pytest.mark.e2e
def test_some(tmp_path) -> None:
    campaign = Campaign(tmp_path)
    for subject in subjects():
        if subject.name in SOME:
            assert campaign.prepare(subject), found(campaign)
            for seed in range(8):
                campaign.run(subject, seed)
    assert not campaign.problems, found(campaign)
    assert campaign.pairs == 8 * len(SOME) and campaign.outcomes["equal"] > campaign.pairs // 2


@pytest.mark.slow
@pytest.mark.e2e
def test_many(tmp_path) -> None:
    campaign = Campaign(tmp_path, ("-O", "1", "--sanitize"))
    for subject in subjects():
        if campaign.pairs < PAIRS and campaign.prepare(subject):
            for seed in range(20):
                campaign.run(subject, seed)
    assert not campaign.problems, found(campaign)
    assert campaign.pairs >= PAIRS and campaign.outcomes["equal"] > PAIRS // 2
