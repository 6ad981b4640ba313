"""Generated functions do, translated, what CPython does: a few by default, 20,000 operations where slow tests run."""

from __future__ import annotations

import random

import pytest

from tests.differential.compare import Comparison, Translated
from tests.differential.generate import Function, write_program
from tests.differential.grammar import load, match
from tests.differential.oracle import expected

OPERATIONS = 20_000


def report(comparison: Comparison) -> str:
    return "\n".join(map(str, comparison.problems))


def test_types_match_patterns() -> None:
    assert match("dict[K,T]", "dict[str,list[int]]") == {"K": "str", "T": "list[int]"}
    assert match("dict[K,T]", "dict[list[int],str]") is None
    assert match("tuple[A,B]", "tuple[int,str,int]") is None
    assert all(load("expressions").for_type(type_) for type_ in ("int", "list[str]", "dict[tuple[int,str],int]"))


def test_the_oracle_knows_words_and_masks() -> None:
    source = """
import zlib
def f1(i):
    lines = []
    for number in range(5):
        try:
            if number == 0: lines.append(i * i)
            if number == 1: lines.append((i * i + 7) & 255)
            if number == 2: lines.append(sum([i, i, -i]))
            if number == 3: lines.append((i * i >> 3) & 255)
            if number == 4: lines.append(max([i], key=lambda q: -q))
        except OverflowError as error:
            lines.append(error)
    return lines
for line in f1(2**62 + 5):
    print(line)
"""
    words, exact = expected(source)
    assert words == ["beyond 64 bits", "32", "beyond 64 bits", "beyond 64 bits", "4611686018427387909"]
    assert exact[0] == str((2**62 + 5) ** 2) and exact[2] == "4611686018427387909"


class Miscompiling(Comparison):
    """Sees a wrong result in what translated programs print."""

    def translate(self, source: str) -> Translated:
        found = super().translate(source)
        found.lines = [line.replace("right", "wrong") for line in found.lines]
        return found


@pytest.mark.e2e
def test_a_difference_is_reduced_to_a_step(tmp_path) -> None:
    fine, bad = ["out.append(repr(i))"], ["out.append('right')"]
    batch = write_program(random.Random(3), 2)
    batch.functions = [Function("f0", [fine, bad, fine]), Function("f1", [fine])]
    comparison = Miscompiling(tmp_path)
    comparison.batch(batch)
    assert [problem.kind for problem in comparison.problems] == ["differs"]
    assert "right" in comparison.problems[0].source and "repr(i)" not in comparison.problems[0].source


@pytest.mark.e2e
@pytest.mark.parametrize(("level", "count"), [("0", 30), ("2", 20)])
def test_some(level, count, tmp_path) -> None:
    comparison = Comparison(tmp_path, ("-O", level))
    comparison.batch(write_program(random.Random(10 + int(level)), count))
    assert not comparison.problems, report(comparison)
    assert comparison.operations > 6 * count


@pytest.mark.slow
@pytest.mark.e2e
def test_many(tmp_path) -> None:
    comparison, seed = Comparison(tmp_path), 1000
    while comparison.operations < OPERATIONS:
        comparison.options = ("-O", "2") if seed % 8 == 0 else ("-O", "0")
        comparison.batch(write_program(random.Random(seed), 120))
        assert len(comparison.problems) < 20, report(comparison)
        seed += 1
    assert not comparison.problems, report(comparison)
    assert comparison.cases > 40 * len(comparison.refusals)
