"""`--lldebug`: sound programs pass the checks of the heap, broken ones are reported; census of a running program."""

import os
import signal
import subprocess
import sys

import pytest

from tests.backend_c.support import run_text
from tests.shape.repository import ROOT
from tests.translator.support import TestProgram
from weft.gc.table import COLLECTORS
from weft.gc.transform.framework import FrameworkManager

pytestmark = pytest.mark.compile

WOVEN = [name for name, manager in COLLECTORS.items() if isinstance(manager, FrameworkManager)]

WILD = """
type Node = struct { next: *Node }
graph @main -> Signed {
entry():
    a: *array(*Node) = malloc_varsize[array(*Node)](3)
    wild: *Node = word_to_pointer[struct Node](4096)
    setarrayitem(a, 2, wild)
    goto loop(0, a)
loop(i: Signed, a: *array(*Node)):
    more: Bool = int_lt(i, 100000)
    switch more
        true  -> body(i, a)
        false -> done(a)
body(i: Signed, a: *array(*Node)):
    b: *array(Signed) = malloc_varsize[array(Signed)](100)
    j: Signed = int_add(i, 1)
    goto loop(j, a)
done(a: *array(*Node)):
    size: Signed = getarraysize(a)
    goto return(size)
}
"""

LEAK = """
graph @main -> Signed {
entry():
    a: *array(Signed) = malloc_varsize[array(Signed)](COUNT)
    count_up(a)
    size: Signed = getarraysize(a)
    goto return(size)
}
"""

SOUND = """
class Node:
    def __init__(self, name, left, right):
        self.name = name
        self.left = left
        self.right = right

KEPT = {"first": [1]}

def build(depth):
    if depth == 0:
        return Node("leaf", None, None)
    return Node("node" + str(depth), build(depth - 1), build(depth - 1))

def total(node):
    if node is None:
        return 0
    return len(node.name) + total(node.left) + total(node.right)

def main():
    keep = build(6)
    found = 0
    for i in range(40):
        found += total(build(i % 5))
        KEPT[str(i % 7)] = [i, found]
        try:
            if i % 3 == 0:
                raise ValueError("no " + str(i))
            found += len(" ".join([str(x) for x in range(i)]))
        except ValueError as error:
            found += len(str(error))
    print(found, total(keep), sorted(KEPT))
    big = [[i] * 20000 for i in range(20)]
    print(sum([len(x) for x in big]))

if __name__ == "__main__":
    main()
"""


ENDLESS = """
class Node:
    def __init__(self, after):
        self.after = after

def main():
    head = None
    for i in range(1000):
        head = Node(head)
    print("ready", flush=True)
    made = 0
    while made >= 0:
        made = (made + len([made] * 10)) % 1000
    while head is not None:
        head = head.after
        print("one")

if __name__ == "__main__":
    main()
"""


class CheckedProgram(TestProgram):
    """Woven with the checks."""

    def apply(self, *passes):
        super().apply(*passes)
        self.program.heap_checks = True


@pytest.mark.parametrize("name", ["generational", "marksweep"])
def test_a_wild_reference_is_reported(name, tmp_path):
    env = {**os.environ, "WEFT_GC_MIN": "1M", "WEFT_GC_NURSERY": "256K"}
    done = run_text(WILD, tmp_path, gc=name, env=env, make=CheckedProgram, lldebug=True)
    assert done.returncode == -signal.SIGABRT
    assert "heap check: the reference at" in done.stderr
    assert "leads to an address where no object can be: 0x1000\n" in done.stderr


@pytest.mark.parametrize(("count", "size"), [(4, 48), (4000, 32024)])
def test_a_leak_is_reported(count, size, tmp_path):
    done = run_text(LEAK.replace("COUNT", str(count)), tmp_path, gc="refcount", make=CheckedProgram, lldebug=True)
    assert done.returncode == -signal.SIGABRT
    assert f"heap check: {size} bytes are in use, but 0 to 0 can be reached" in done.stderr


def translated(folder, *options):
    program, executable = folder / "program.py", folder / "program"
    program.write_text(SOUND, encoding="utf-8")
    command = [sys.executable, ROOT / "translate.py", "-q", *options, "-O", "1", "-o", executable, program]
    subprocess.run(command, check=True, timeout=300)
    expected = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, check=True)
    return executable, expected.stdout


@pytest.mark.parametrize(
    "options",
    [
        ("generational", "--sanitize"),
        ("marksweep",),
        *(pytest.param((name,), marks=pytest.mark.slow) for name in WOVEN if name != "marksweep"),
        ("refcount",),
    ],
    ids=" ".join,
)
def test_sound_programs_pass(options, tmp_path):
    executable, expected = translated(tmp_path, "--lldebug", "--gc", *options)
    small = {"WEFT_GC_NURSERY": "16K", "WEFT_GC_MIN": "64K"}
    for settings in (small, {**small, "WEFT_GC_STRESS": "5"}):
        env = {**os.environ, **settings, "WEFT_GC_LEAKS": "1"}
        found = subprocess.run([executable], capture_output=True, text=True, timeout=120, env=env)
        assert (found.returncode, found.stdout) == (0, expected)
        assert found.stderr.startswith("alive at the end: ") and "array(Int32)" in found.stderr
        assert "Node" not in found.stderr


def test_census_at_a_signal(tmp_path):
    program, executable = tmp_path / "program.py", tmp_path / "program"
    program.write_text(ENDLESS, encoding="utf-8")
    command = [sys.executable, ROOT / "translate.py", "-q", "--gc", "generational", "-o", executable, program]
    subprocess.run(command, check=True, timeout=300)
    env = {**os.environ, "WEFT_CENSUS": "-"}
    with subprocess.Popen([executable], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as running:
        try:
            assert running.stdout is not None and running.stderr is not None
            assert running.stdout.readline() == "ready\n"
            running.send_signal(signal.SIGUSR1)
            lines = [running.stderr.readline() for _ in range(3)]
        finally:
            running.kill()
    assert lines[0].startswith("heap census: ")
    assert lines[1].split() == ["objects", "bytes", "type"]
    assert any(line.split()[0] == "1000" and "Node" in line for line in lines[2:])


RAW = """
import sys
from weft.rlib import rgc

class Cell:
    _alloc_flavor_ = "raw"

    def __init__(self, value):
        self.value = value

def main(n):
    cells = [Cell(i) for i in range(n)]
    for cell in cells[2:]:
        rgc.free(cell)
    if len(sys.argv) > 2:
        rgc.free(cells[2])
    if len(sys.argv) > 1:
        print(cells[3].value)
    print(cells[1].value)

main(5)
"""


@pytest.mark.e2e
@pytest.mark.parametrize("gc", ["none", "generational"])
def test_raw_memory(gc, tmp_path):
    script, program = tmp_path / "raw.py", tmp_path / "raw"
    script.write_text(RAW)
    command = [
        sys.executable,
        str(ROOT / "translate.py"),
        "-q",
        "--lldebug",
        "--gc",
        gc,
        "-o",
        str(program),
        str(script),
    ]
    subprocess.run(command, check=True, timeout=120)
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n")
    assert done.stderr == "raw memory: never freed: Cell\n" * 2
    for arguments in (["used"], ["freed", "twice"]):
        done = subprocess.run([str(program), *arguments], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode != 0
        assert done.stderr.startswith("raw memory: used after it was freed: Cell\n")
