"""What graphs look like: folding, globals, closures, guards, generators; and the errors of the flow space."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from tests.support.flow_interpreter import FlowInterpreter
from weft.flowspace.build import FlowEnvironment, build_graph, is_generator
from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.flowspace.generators import build_generator
from weft.flowspace.graph import RAISES, Constant, Graph
from weft.flowspace.opcode_tables import table_for
from weft.flowspace.operations import LocalFunction
from weft.flowspace.verify import check
from weft.rlib.markers import unrolling_iterable, we_are_translated


def module(source: str, name: str = "sample", **names: Any) -> dict[str, Any]:
    """Execute the text of a module."""
    namespace: dict[str, Any] = {"__name__": name, **names}
    exec(compile(source, f"{name}.py", "exec"), namespace)
    return namespace


def graph_of(source: str, name: str = "f", environment: FlowEnvironment | None = None, **names: Any) -> Graph:
    """Return the graph of a function of a module given as text."""
    graph = build_graph(module(source, **names)[name], environment or FlowEnvironment())
    check(graph)
    return graph


def operations(graph: Graph) -> list[str]:
    """Return the names of all operations."""
    return [operation.name for _, operation in graph.operations()]


def errors(source: str, name: str = "f", **names: Any) -> list[Diagnostic]:
    """Return the errors of building a function."""
    with pytest.raises(TranslationError) as caught:
        graph_of(source, name, **names)
    return caught.value.diagnostics


def result(graph: Graph) -> Any:
    """Return the constant a graph returns."""
    (value,) = graph.startblock.exits[0].args
    assert isinstance(value, Constant)
    return value.value


# -- folding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("LIMIT * 2 + 1", 21),
        ("NAMES[1] + 'x'", "bx"),
        ("sys.platform.startswith(PLATFORM[:3])", True),
        ("sys.version_info >= (3, 8)", True),
        ("sys.maxsize", sys.maxsize),
        ("len(NAMES)", 2),
        ("'yes' if we_are_translated() else undefined", "yes"),
        ("ord('a') if __debug__ else undefined", 97),
        ("NAMES is None", False),
        ("int is int and None is None", True),
        ("hasattr(sys, 'nothing_like_this')", False),
        ("-LIMIT // 3", -4),
        ("0.1 + 0.2", 0.1 + 0.2),
        ("math.pi > 3", True),
        ("isinstance(LIMIT, (str, int))", True),
        ("'a' in NAMES", None),
        ("1 // 0", None),
        ("'x' * 1000000", None),
        ("1 << 100000", None),
        ("sys.argv", None),
        ("BOX.x", None),
        ("Box.y", None),
    ],
)
def test_folding(expression: str, expected: Any) -> None:
    box = type("Box", (), {"x": 1, "y": 2})
    names = {"LIMIT": 10, "NAMES": ("a", "b"), "sys": sys, "PLATFORM": sys.platform, "math": __import__("math"),
             "we_are_translated": we_are_translated, "Box": box, "BOX": box()}  # fmt: skip
    graph = graph_of(f"def f():\n    return {expression}\n", **names)
    if expected is None:
        assert operations(graph)
    else:
        assert operations(graph) == []
        assert result(graph) == expected


def test_class_members_that_are_functions_are_constants() -> None:
    source = """
class C:
    limit = 5
    def method(self): pass
    @staticmethod
    def static(): pass
def f():
    C.method, C.static, C.limit
"""
    assert operations(graph_of(source)) == ["getattr"]


def test_unrolled_loop_folds_per_item() -> None:
    source = """
def f(x):
    for name, number in items:
        if name == "b":
            x = x * number
        else:
            x = x + number
    return x
"""
    graph = graph_of(source, items=unrolling_iterable([("a", 1), ("b", 2), ("c", 3)]))
    assert operations(graph) == ["add", "mul", "add"]
    assert len(list(graph.blocks())) == 2


def test_dead_variables_are_not_passed_on() -> None:
    source = """
def f(n):
    for x in range(n):
        print(x)
    for x in "abc":
        print(x)
"""
    loops = [block for block in graph_of(source).blocks() if block.exitswitch is RAISES]
    assert [[variable.name for variable in block.inputargs] for block in loops] == [["iterator"], ["iterator"]]


def test_a_handler_name_is_gone_afterwards() -> None:
    source = """
def f(x):
    e = 5
    try:
        x()
    except ValueError as e:
        pass
    return x
"""
    graph = graph_of(source)
    assert all(variable.name in ("x", "exception") for block in graph.blocks() for variable in block.inputargs
               if not block.is_final)  # fmt: skip


# -- globals and closures ------------------------------------------------------------------------------------------


def test_assigned_globals_are_variables() -> None:
    source = """
counter = 0
limit = 5
class C:
    def bump(self):
        def inner():
            global counter
            counter += 1
        inner()
def f():
    return counter + limit
"""
    graph = graph_of(source)
    assert operations(graph) == ["global_get", "add"]
    variable = next(graph.operations())[1].statics[0]
    assert (variable.module, variable.name) == ("sample", "counter")


def test_attributes_of_modules() -> None:
    settings = types.ModuleType("settings")
    settings.verbose = False  # type: ignore[attr-defined]
    settings.limit = 3  # type: ignore[attr-defined]
    source = """
def f():
    settings.verbose = True
    return settings.verbose, settings.limit
"""
    environment = FlowEnvironment()
    graph = graph_of(source, environment=environment, settings=settings)
    assert operations(graph) == ["global_set", "global_get", "newtuple"]
    assert [str(variable) for variable in environment.global_variables.values()] == ["settings.verbose"]


def test_variables_that_may_be_unbound() -> None:
    source = """
kept = 1
gone = 2
def f():
    global late, gone, given
    late = given = kept
    del gone
    return late, gone, given
"""
    environment = FlowEnvironment(always_bound=frozenset({"given"}))
    namespace = module(source, "__main__")
    graph = build_graph(namespace["f"], environment)
    names = [(op.name, op.statics[0].name) for _, op in graph.operations() if op.name.startswith("global")]
    assert [name for op, name in names if op == "global_check"] == ["gone", "late", "gone"]
    assert ("global_clear", "gone") in names


def test_a_deletion_found_too_late() -> None:
    environment = FlowEnvironment()
    namespace = module("x = 1\ndef f():\n    global x\n    x += 1\n")
    build_graph(namespace["f"], environment)
    exec("def g():\n    global x\n    del x\n", namespace)
    with pytest.raises(TranslationError) as caught:
        build_graph(namespace["g"], environment)
    assert [error.code for error in caught.value.diagnostics] == ["W0206"]


def test_an_assignment_found_too_late() -> None:
    environment = FlowEnvironment()
    namespace = module("x = 1\ndef f():\n    return x\n")
    build_graph(namespace["f"], environment)
    exec("def g():\n    global x\n    x = 2\n", namespace)
    build_graph(namespace["g"], environment)
    assert [error.code for error in environment.errors] == ["W0213"]


def test_cells_of_live_functions_are_constants() -> None:
    source = """
def outer(n):
    total = 0
    def inner(x):
        nonlocal total
        total += n
        return lambda: n + x
    return inner
f = outer(5)
"""
    environment = FlowEnvironment()
    namespace = module(source)
    graph = build_graph(namespace["f"], environment)
    cell = namespace["f"].__closure__[1]
    found = [operation for _, operation in graph.operations()]
    assert [operation.name for operation in found[:2]] == ["newcell", "cell_set"]
    cells = [op.args[0] for op in found if op.name in ("cell_get", "cell_set")]
    assert [arg.value for arg in cells if isinstance(arg, Constant)] == [cell, cell]
    local = next(op.statics[0] for op in found if op.name == "newfunction")
    assert isinstance(local, LocalFunction)
    assert list(local.constant_cells) == ["n"]
    assert list(build_graph(local, environment).argument_names) == ["x"]


def test_both_forms_of_super() -> None:
    source = """
class B:
    def m(self): pass
class C(B):
    def m(self):
        super().m()
        s = super()
        return s.m
f = C.m
"""
    graph = graph_of(source)
    assert operations(graph) == ["call", "getattr", "call", "call", "getattr"]
    call = graph.startblock.operations[0]
    assert [arg.value.__name__ for arg in call.args[:2] if isinstance(arg, Constant)] == ["super", "C"]


# -- exceptions ----------------------------------------------------------------------------------------------------


def test_what_is_not_used_is_not_guarded() -> None:
    source = """
def f(x):
    try:
        [x, x]
        x.value
    except MemoryError:
        return 1
    return 2
"""
    guarded = [block.operations[-1].name for block in graph_of(source).blocks() if block.exitswitch is RAISES]
    assert guarded == ["getattr"]


def test_only_protected_operations_are_guarded() -> None:
    source = """
def f(x):
    y = x + x
    try:
        y = x * y
    except ValueError:
        y = x - y
    return y / x
"""
    guarded = [block.operations[-1].name for block in graph_of(source).blocks() if block.exitswitch is RAISES]
    assert guarded == ["mul", "sub"]  # what a handler raises is told what was being handled


def test_what_was_being_handled() -> None:
    source = """
def f(x):
    try:
        return x * x
    except ValueError:
        x + x
        raise TypeError(x - x)
"""
    noted = [op for block in graph_of(source).blocks() for op in block.operations if op.name == "set_context"]
    assert sorted(op.statics for op in noted) == [(False,), (True,)]  # one block is shared by all operations
    assert len({op.args[1] for op in noted}) <= 2


def test_next_in_a_loop() -> None:
    source = """
def f(xs):
    try:
        for x in xs: pass
    except ValueError:
        pass
"""
    block = next(
        block for block in graph_of(source).blocks() if block.operations and block.operations[-1].name == "next"
    )
    assert [link.exitcase for link in block.exits] == [None, StopIteration, BaseException]


# -- generators ----------------------------------------------------------------------------------------------------


def test_generator_class() -> None:
    source = """
def numbers(n, step):
    for i in range(n):
        yield i
        yield i * step
"""
    environment = FlowEnvironment()
    function = module(source)["numbers"]
    assert is_generator(function)
    made = build_generator(function, environment)
    assert made.cls.__name__ == "numbers_generator"
    assert made.fields == ("state", "n_0", "step_0", "iterator_1", "i_1")
    assert build_graph(made.cls.resume, environment) is made.resume  # type: ignore[attr-defined]
    assert made.resume.startblock.exitswitch is not None
    assert [link.exitcase for link in made.resume.startblock.exits][:3] == [0, 1, 2]


# -- errors --------------------------------------------------------------------------------------------------------


def test_undefined_names() -> None:
    found = errors("heddle = 4\ndef f(deep):\n    if deep:\n        return heddel * 2\n    return nothing_like_it\n")
    assert [error.message for error in found] == [
        "name 'heddel' is not defined",
        "name 'nothing_like_it' is not defined",
    ]
    assert [str(error.span) for error in found] == ["sample.py:4:16", "sample.py:5:12"]
    assert found[0].help == "did you mean 'heddle'?"
    assert found[0].code == "W0201"


def test_undefined_module_attribute() -> None:
    (error,) = errors("import math\ndef f(x):\n    return math.sqtr(x)\n")
    assert (error.code, error.help) == ("W0208", "did you mean 'sqrt'?")


@pytest.mark.parametrize("call", ["eval(x)", "exec(x)", "locals()", "globals()", "vars(x)", "compile(x, x, mode=x)"])
def test_refused_builtins(call: str) -> None:
    (error,) = errors(f"def f(x):\n    return {call}\n")
    name = call.partition("(")[0]
    assert error.code == "W0404"
    assert f"'{name}'" in error.message
    assert str(error.span) == "sample.py:2:12"


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("async def f(): pass", "async def"),
        ("def f(g):\n    try: g()\n    except* ValueError: pass", "except*"),
        ("def f():\n    raise", "'raise'"),
        ("def f():\n    return x\n    x = 1", "'x' is used before it is assigned"),
        ("def f(x):\n    del x\n    return x", "'x' is used before it is assigned"),
    ],
)
def test_refused_constructs(source: str, what: str) -> None:
    assert what in errors(source + "\n")[0].message


def test_unknown_python() -> None:
    with pytest.raises(TranslationError, match="CPython 3.99"):
        table_for((3, 99))


def test_many_maybe_unbound_locals() -> None:
    lines = [f"        if i == {i}: v{i} = i" for i in range(12)]
    uses = ", ".join(f"v{i}" for i in range(12))
    source = "\n".join(["def f(n, v0=5):", "    del v0", "    for i in range(n):", *lines, f"    return {uses}", ""])
    function = module(source)["f"]
    interpreter = FlowInterpreter()
    assert interpreter.call(function, 12) == tuple(range(12))
    with pytest.raises(NameError):
        interpreter.call(function, 11)
    assert operations(interpreter.graph(function)).count("newcell") <= 12


def test_import_of_a_module_that_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weft_test_loud.py").write_text("print('loud')\nx = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    source = "def f():\n    import weft_test_loud\n    return weft_test_loud.x\n"
    assert [error.code for error in errors(source)] == ["W0506"]
    assert result(graph_of(source)) == 1, "the second time nothing is printed"
    del sys.modules["weft_test_loud"]


def test_a_loop_over_a_tuple_is_unrolled_where_wanted() -> None:
    source = """
def f(items):
    for item in items:
        if item:
            continue
        g(item)
    return [h(x) for x in items]
"""
    environment = FlowEnvironment()
    plain = operations(graph_of(source, environment=environment, g=print, h=str))
    loops = [
        operation.span
        for _, operation in graph_of(source, g=print, h=str).operations()
        if operation.name == "iter" and operation.span
    ]
    environment.unrolled = dict(zip(loops, (3, 2), strict=True))
    found = operations(graph_of(source, environment=environment, g=print, h=str))
    # Both ways are there: the loops as they were, and a copy of the body for each item.
    assert (plain.count("next"), plain.count("call")) == (2, 2)
    assert (found.count("next"), found.count("call"), found.count("getitem")) == (2, 2 + 3 + 2, 3 + 2)
    assert found.count("unrolls") == (1 + 3) + (1 + 2)


def test_an_unrolled_loop_over_a_known_tuple_needs_no_tests() -> None:
    source = """
def f(n):
    for name, function in (("a", abs), ("b", str)):
        if name == "a":
            n = function(n)
    return n
"""
    environment = FlowEnvironment()
    operations_there = graph_of(source).operations()
    loops = [op.span for _, op in operations_there if op.name == "iter" and op.span]
    environment.unrolled = dict(zip(loops, (2,), strict=True))
    assert operations(graph_of(source, environment=environment)) == ["call"]
