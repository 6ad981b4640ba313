"""What the hand-written run-time does: tracebacks, stack overflow, crashes, memory limits, text through exports."""

import os
import subprocess
import sys
from dataclasses import replace

import cffi  # type: ignore[import-untyped]
import pytest

from tests.backend_c.support import COMPILERS, OPTIONS, build_tree, run_text, tree_of
from tests.translator.support import TestProgram
from weft.backend_c.compiler import CCompilerError, build
from weft.flowspace.diagnostics import InternalError, SourceSpan
from weft.rtyper.lltype.types import EXCEPTION, SIGNED, Ptr, Struct
from weft.rtyper.lltype.values import StaticVariable, StructValue, new_str

pytestmark = pytest.mark.compile

RECURSION = """
graph @deep -> Signed {
entry(n: Signed):
    stack_check() !1
    m: Signed = int_add(n, 1)
    r: Signed = direct_call(@deep, m) !2
    s: Signed = int_add(r, n)
    goto return(s)
}
graph @main -> Signed {
entry():
    r: Signed = direct_call(@deep, 0) !5
    try
        ok -> return(r)
        @RecursionError(e: *BaseException) -> return(42)
}
"""

ALLOCATION = """
type Node = struct { next: *Node, padding: Signed }
graph @fill -> *Node {
entry():
    goto loop(null: *Node)
loop(head: *Node):
    node: *Node = malloc[struct Node]() !3
    setfield[next](node, head)
    array: *array(Signed) = malloc_varsize[array(Signed)](1000) !4
    setarrayitem(array, 999, 1)
    goto loop(node)
}
graph @main -> Signed {
entry():
    r: *Node = direct_call(@fill) !7
    try
        ok -> return(1)
        @MemoryError(e: *BaseException) -> more()
more():
    a: *array(Signed) = malloc_varsize[array(Signed)](-1) !8
    try
        ok -> return(2)
        @MemoryError(e: *BaseException) -> larger()
larger():
    b: *array(Signed) = malloc_varsize[array(Signed)](2305843009213693952) !9
    try
        ok -> return(3)
        @MemoryError(e: *BaseException) -> return(43)
}
"""

RAISING = """
graph @inner -> Signed {
entry(n: Signed):
    more: Bool = int_lt(n, 5) !1
    switch more
        true -> again(n)
        false -> bad()
again(n: Signed):
    m: Signed = int_add(n, 1) !2
    r: Signed = direct_call(@inner, m) !3
    goto return(r)
bad():
    traceback_add(@an_error: *BaseException) !5
    goto raise(@an_error: *BaseException)
}
graph @main -> Signed {
entry():
    r: Signed = direct_call(@inner, 0) !8
    goto return(r)
}
"""


@pytest.mark.parametrize("cc", COMPILERS)
def test_stack_overflow_is_a_recursion_error(cc, tmp_path):
    done = run_text(RECURSION, tmp_path, cc=cc, opt_level="0")
    assert (done.returncode, done.stderr) == (42, "")


@pytest.mark.parametrize("gc", ["none", "boehm"])
def test_memory_limit_and_impossible_sizes(gc, tmp_path):
    done = run_text(ALLOCATION, tmp_path, gc=gc, env={**os.environ, "WEFT_GC_MAX": "20M"})
    assert (done.returncode, done.stderr) == (43, "")


def with_spans(made, path):
    """Give all operations spans in a file (the text form has lines only)."""
    for graph in made.program.graphs():
        graph.span = SourceSpan(str(path), graph.name, 1)
        for _, operation in graph.operations():
            if operation.span is not None:
                operation.span = replace(operation.span, filename=str(path), function=graph.name)


def raising_program(tmp_path):
    """Return a source file, prebuilt values with an error, and what makes programs whose spans are in the file."""
    source = tmp_path / "target.py"
    source.write_text("".join(f"\t  line_{n}()\n" for n in range(1, 8)))
    error = StructValue(EXCEPTION)
    error.fields["inst__weft_message"] = new_str("it is bad")

    def make(text, structs, values):
        made = TestProgram(text, structs, values)
        error.fields["cls"] = made.tables["ValueError"]
        with_spans(made, source)
        return made

    return source, {"values": {"an_error": error}, "make": make}


def test_uncaught_exception_prints_a_traceback(tmp_path):
    source, details = raising_program(tmp_path)
    done = run_text(RAISING, tmp_path, **details)
    repeated = f'  File "{source}", line 3, in inner\n    line_3()\n'
    assert done.stderr == (
        "Traceback (most recent call last):\n"
        f'  File "{source}", line 8, in main\n'
        f"{repeated * 3}  [Previous line repeated 2 more times]\n"
        f'  File "{source}", line 5, in inner\n    line_5()\n'
        "ValueError: it is bad\n"
    )
    assert done.returncode == 1


def test_line_directives_lead_to_the_source_and_back(tmp_path):
    source, details = raising_program(tmp_path)
    text = tree_of(RAISING, replace(OPTIONS, line_directives=True), **details).files["program.c"].split("\n")
    assert f'#line 3 "{source}"' in text
    for number, line in enumerate(text, 1):
        if line.endswith('"program.c"'):
            assert line == f'#line {number + 1} "program.c"'
    without = tree_of(RAISING, replace(OPTIONS, line_directives=False), **details).files["program.c"]
    assert "#line" not in without


def test_crash_prints_python_functions(tmp_path):
    source, details = raising_program(tmp_path)
    text = """
    type Node = struct { value: Signed }
    graph @dereference -> Signed {
    entry(n: *Node):
        r: Signed = getfield[value](n) !2
        s: Signed = static_get[@where]()
        t: Signed = int_add(r, s)
        goto return(t)
    }
    graph @main -> Signed {
    entry():
        n: *Node = static_get[@node]()
        r: Signed = direct_call(@dereference, n) !3
        s: Signed = int_mul(r, 2)
        goto return(s)
    }
    """
    node = Struct("Node", {"value": SIGNED})
    details["values"] |= {"node": StaticVariable("node", Ptr(node), None), "where": StaticVariable("where", SIGNED, 0)}
    text = text.replace("type Node = struct { value: Signed }", "")
    done = run_text(text, tmp_path, **details, structs=[node], opt_level="0")
    assert done.returncode == -11
    assert "Fatal error: Segmentation fault" in done.stderr
    frames = [line for line in done.stderr.split("\n") if line.startswith("  File")]
    assert frames == [f'  File "{source}", line 1, in dereference', f'  File "{source}", line 1, in main']


TEXTS = """
graph @echo -> *str {
entry(s: *str):
    goto return(s)
}
graph @size -> Signed {
entry(s: *bytes):
    n: Signed = getfield[size](s)
    goto return(n)
}
graph @back -> *bytes {
entry(s: *bytes):
    goto return(s)
}
graph @scale -> Float {
entry(x: Float, c: UniChar, up: Bool):
    y: Float = float_mul(x, 2.5)
    switch up
        true -> return(y)
        false -> bad()
bad():
    traceback_add(@a_ValueError: *BaseException) !5
    goto raise(@a_ValueError: *BaseException)
}
graph @nothing -> Void {
entry():
    goto return(null: Void)
}
graph @main -> Signed {
entry():
    goto return(0)
}
"""


@pytest.mark.parametrize("gc", ["none", "boehm"])
def test_exported_functions(gc, tmp_path):
    options = replace(OPTIONS, shared=True)
    tree = tree_of(TEXTS, options, gc=gc)
    assert [(e.name, e.symbol, e.arguments, e.result) for e in tree.exports][3:5] == [
        ("scale", "weft_call_scale", ("float", "char", "bool"), "float"),
        ("nothing", "weft_call_nothing", (), "None"),
    ]
    ffi = cffi.FFI()
    ffi.cdef(tree.header)
    library = ffi.dlopen(str(build_tree(tree, tmp_path, options)))
    error = ffi.new("struct weft_error *")
    for text in ["", "abc", "caf\xe9", "\u20ac \U0001f600", "\ud800x"]:
        data = text.encode("utf-8", "surrogatepass")
        buffer = ffi.from_buffer(data)
        result = library.weft_call_echo({"data": buffer, "length": len(data)}, error)
        assert ffi.unpack(result.data, result.length) == data
        assert library.weft_call_size({"data": buffer, "length": len(data)}, error) == len(data)
        result = library.weft_call_back({"data": buffer, "length": len(data)}, error)
        assert ffi.unpack(result.data, result.length) == data
    assert library.weft_call_echo({"data": ffi.NULL, "length": 0}, error).data == ffi.NULL
    assert library.weft_call_scale(2.0, 65, True, error) == 5.0
    assert error.class_name == ffi.NULL
    library.weft_call_scale(2.0, 65, False, error)
    assert ffi.string(error.class_name) == b"ValueError"
    library.weft_call_nothing(error)
    assert error.class_name == ffi.NULL


def test_the_tree_builds_with_its_own_makefile(tmp_path):
    tree = tree_of(RECURSION)
    tree.write(tmp_path)
    subprocess.run(["make", "-s"], cwd=tmp_path, check=True)
    assert subprocess.run([tmp_path / "program"], check=False).returncode == 42


def test_missing_compiler_and_broken_c(tmp_path):
    tree = tree_of(RECURSION)
    with pytest.raises(CCompilerError, match="no-such-cc"):
        build(tree, tmp_path, tmp_path / "x", replace(OPTIONS, cc="no-such-cc"))
    tree.files["program.c"] += "nonsense\n"
    tree.write(tmp_path)
    with pytest.raises(InternalError, match="nonsense"):
        build(tree, tmp_path, tmp_path / "x", OPTIONS)


DETERMINISM = """
import sys
from tests.backend_c.support import tree_of
from tests.backend_c.test_runtime import ALLOCATION, RECURSION, TEXTS
from tests.translator.passes.test_lower_exceptions import CALLS
text = CALLS.replace("entry(n: Signed):\\n    goto loop(n", "entry():\\n    goto loop(4")
for program in (ALLOCATION, RECURSION, text):
    for name, content in tree_of(program).files.items():
        sys.stdout.write(name + "\\n" + content)
"""


def test_the_same_text_under_every_hash_seed():
    outputs = set()
    for seed in ("0", "1", "99"):
        command = [sys.executable, "-c", DETERMINISM]
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()}
        outputs.add(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
    assert len(outputs) == 1
