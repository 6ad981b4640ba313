"""The memory managers: what the transformer leaves behind, and compiled programs under each of them."""

import os
from dataclasses import replace

import pytest

from tests.backend_c.support import OPTIONS, build_tree, run_text, tree_of
from tests.translator.support import TestProgram
from weft.flowspace.diagnostics import TranslationError
from weft.gc.table import COLLECTORS, collector
from weft.gc.transform.allocation import ALLOCATIONS
from weft.rtyper.lltype.references import has_references
from weft.rtyper.lltype.types import CLASS_TABLE, OBJECT, SIGNED, STR, Array, Ptr, Struct
from weft.translator.gclog.reading import read_log
from weft.translator.gclog.summary import allocated_bytes
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.pass_live_variables import PassLiveVariables

ALL = sorted(COLLECTORS)

EVERY_ALLOCATION = """
type Node = struct { next: *Node }
type Plain = struct { value: Signed, other: Float }
type Raw = rawstruct { value: Signed }
type Tailed = struct { value: Signed } tail data: Char
graph @main -> Signed {
entry():
    a: *Node = malloc[struct Node]()
    b: *Plain = malloc[struct Plain]()
    c: *Raw = malloc[struct Raw]()
    d: *array(*Node) = malloc_varsize[array(*Node)](3)
    e: *array(Signed) = malloc_varsize[array(Signed)](4)
    f: *rawarray(Signed) = malloc_varsize[rawarray(Signed)](5)
    g: *Tailed = malloc_varsize_uninit[struct Tailed](6)
    h: *array(Char) = malloc_varsize[array(Char)](0)
    setarrayitem(d, 2, a)
    value: Signed = getfield[value](b)
    raw: Signed = getfield[value](c)
    item: Signed = getarrayitem(e, 3)
    last: Signed = getarrayitem(f, 4)
    tailed: Signed = getfield[value](g)
    s1: Signed = getarraysize(d)
    s2: Signed = getarraysize(e)
    s3: Signed = getarraysize(f)
    s4: Signed = getfield[size](g)
    s5: Signed = getarraysize(h)
    t1: Signed = int_add(value, raw)
    t2: Signed = int_add(item, last)
    t3: Signed = int_add(tailed, s1)
    t4: Signed = int_add(s2, s3)
    t5: Signed = int_add(s4, s5)
    u1: Signed = int_add(t1, t2)
    u2: Signed = int_add(t3, t4)
    u3: Signed = int_add(u1, u2)
    u4: Signed = int_add(u3, t5)
    goto return(u4)
}
"""

GARBAGE = """
graph @main -> Signed {
entry():
    keep: *array(*array(Signed)) = malloc_varsize[array(*array(Signed))](10)
    goto loop(0, keep)
loop(i: Signed, keep: *array(*array(Signed))):
    more: Bool = int_lt(i, 100000)
    switch more
        true  -> body(i, keep)
        false -> check(keep)
body(i: Signed, keep: *array(*array(Signed))):
    fresh: *array(Signed) = malloc_varsize[array(Signed)](100)
    setarrayitem(fresh, 99, i)
    at: Signed = int_mod(i, 10)
    setarrayitem(keep, at, fresh)
    j: Signed = int_add(i, 1)
    goto loop(j, keep)
check(keep: *array(*array(Signed))):
    last: *array(Signed) = getarrayitem(keep, 7)
    value: Signed = getarrayitem(last, 99)
    right: Bool = int_eq(value, 99997)
    result: Signed = cast_bool_to_int(right)
    goto return(result)
}
"""


@pytest.mark.parametrize("name", ALL)
def test_no_allocation_is_left(name):
    made = TestProgram(EVERY_ALLOCATION)
    made.apply(LowerExceptions(), PassLiveVariables())
    collector(name).transform(made.program)
    names = [operation.name for graph in made.program.graphs() for _, operation in graph.operations()]
    assert not ALLOCATIONS.intersection(names)


@pytest.mark.parametrize("name", ["none", "boehm"])
def test_replaced_allocations_run(name):
    made = TestProgram(EVERY_ALLOCATION)
    collector(name).transform(made.program)
    assert made.run() == ("ok", 18)


def test_boehm_knows_what_holds_references():
    made = TestProgram(EVERY_ALLOCATION)
    collector("boehm").transform(made.program)
    graph = made.program.entry.graph
    found = [operation.name for _, operation in graph.operations() if "alloc" in operation.name]
    assert found == [
        "boehm_alloc",
        "boehm_alloc_atomic",
        "raw_alloc",
        "boehm_alloc_varsize",
        "boehm_alloc_varsize_atomic",
        "raw_alloc_varsize",
        "boehm_alloc_varsize_uninit",
        "boehm_alloc_varsize_atomic",
    ]


def test_references():
    inner = Struct("inner", {"key": SIGNED, "text": Ptr(STR)}, gc=False)
    assert has_references(Array(inner))
    assert not has_references(STR)
    assert not has_references(OBJECT)  # class tables are static
    assert has_references(Struct("x", {"y": SIGNED}, parent=Struct("p", {"q": Ptr(OBJECT)})))
    assert has_references(CLASS_TABLE)


@pytest.mark.compile
@pytest.mark.parametrize("name", ALL)
def test_every_allocation_compiled(name, tmp_path):
    done = run_text(EVERY_ALLOCATION, tmp_path, gc=name)
    assert (done.returncode, done.stderr) == (18, "")


@pytest.mark.compile
@pytest.mark.parametrize("name", [name for name in ALL if name != "none"])
def test_garbage_is_collected(name, tmp_path):
    done = run_text(
        GARBAGE,
        tmp_path,
        gc=name,
        env={**os.environ, "WEFT_GC_MAX": "16M", "WEFT_GC_MIN": "4M", "WEFT_GC_NURSERY": "256K"},
    )
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.compile
@pytest.mark.parametrize("name", ["generational", "marksweep"])
def test_collections_are_logged(name, tmp_path):
    path = tmp_path / "log"
    sizes = {"WEFT_GC_MIN": "4M", "WEFT_GC_NURSERY": "256K"}
    done = run_text(GARBAGE, tmp_path, gc=name, env={**os.environ, **sizes, "WEFTLOG": f"gc:{path}"})
    assert (done.returncode, done.stderr) == (1, "")
    log = read_log(path)
    assert (log.collector, log.complete) == (name, True)
    assert 70 << 20 < allocated_bytes(log.collections) <= 100000 * 102 * 8 + 200
    assert all(c.reason == "room" and c.start + c.took <= log.end and c.after <= c.before for c in log.collections)


def test_unknown_manager():
    with pytest.raises(TranslationError, match="choose from none, boehm, semispace"):
        collector("boehme")


@pytest.mark.compile
def test_a_missing_library_names_the_package(tmp_path):
    tree = tree_of(EVERY_ALLOCATION, gc="boehm")
    tree.required_headers = [("no_such_gc.h", "libgc-dev")]
    with pytest.raises(TranslationError, match="libgc-dev"):
        build_tree(tree, tmp_path, replace(OPTIONS))
