"""`--sanitize`: programs run under the sanitizers of the C compiler; mistakes are reported, and there are none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.programs.acceptance import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.compile]

OUT_OF_BOUNDS = """
import sys

def item(items: list, index: int) -> int:
    return items[index] if index >= 0 else 0

if __name__ == "__main__":
    numbers = [len(sys.argv), 2, 3]
    numbers.append(4)
    print(item(numbers, int(sys.argv[1])))
"""

# Many kinds of objects, conversions near the limits of a word, floats, deep recursion, exceptions.
SOUND = """
import sys

class Node:
    def __init__(self, value, after):
        self.value = value
        self.after = after

def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)

def limits(numbers):
    found = []
    for x in numbers:
        for y in numbers:
            try:
                found += [x + y, x - y, x * y, x << (y & 63), x >> (y & 63), x // y, x % y, -x, abs(y), int(x / y)]
            except (OverflowError, ZeroDivisionError) as error:
                found.append(len(str(error)))
    return found

def main():
    chain = None
    for number in range(1000):
        chain = Node(str(number) + "\\u20ac" * (number % 3), chain)
    print(chain.after.value, depth(500))
    print(limits([0, 1, -1, 7, 2**62, 2**63 - 1, -(2**63), len(sys.argv)]))
    print({word: word[::-1] for word in "some words \\xe9\\U0001f600".split()}, sorted([3, 1, 2], key=lambda q: -q))
    print(f"{1e308 * 10:.3f} {-0.0:+010.2f} {float('nan')} {2.5e-310!r}", bytes([1, 2, 255]) + b"x", set([5, 6, 5]))
    try:
        depth(10**9)
    except RecursionError:
        print("too deep")
    try:
        print([1, 2, 3][len(sys.argv) + 5])
    except IndexError as error:
        print(error)

if __name__ == "__main__":
    main()
"""


def translated(folder, source, *options):
    program, executable = folder / "program.py", folder / "program"
    program.write_text(source, encoding="utf-8")
    command = [sys.executable, ROOT / "translate.py", "-q", "--sanitize", *options, "-o", executable, program]
    subprocess.run(command, check=True, timeout=300)
    return program, executable


def test_what_is_out_of_bounds_is_reported(tmp_path) -> None:
    _, executable = translated(tmp_path, OUT_OF_BOUNDS, "--bounds=off", "--gc", "none", "-O", "0")
    fine = subprocess.run([executable, "3"], capture_output=True, text=True, timeout=60)
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "4\n", "")
    wrong = subprocess.run([executable, "100"], capture_output=True, text=True, timeout=60)
    assert wrong.returncode != 0 and "AddressSanitizer: heap-buffer-overflow" in wrong.stderr
    assert "program.py:5" in wrong.stderr


@pytest.mark.parametrize("cc", ["gcc", pytest.param("clang", marks=pytest.mark.slow)])
def test_sound_programs_are_not_reported(cc, tmp_path) -> None:
    program, executable = translated(tmp_path, SOUND, "--cc", cc, "-O", "1")
    found = subprocess.run([executable], capture_output=True, text=True, timeout=60)
    assert (found.returncode, found.stderr) == (0, "")
    expected = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, check=True)
    ours, theirs = found.stdout.splitlines(), expected.stdout.splitlines()
    # What leaves 64 bits raises where Python goes on.
    assert [*ours[:1], *ours[2:]] == [*theirs[:1], *theirs[2:]]
    assert ours[1].count("16") > 10
