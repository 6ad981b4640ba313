"""Random functions with nested control flow: interpreting the graph gives what calling the function gives."""

from __future__ import annotations

import linecache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.flow_interpreter import FlowInterpreter
from weft.flowspace.diagnostics import TranslationError

NAMES = ("a", "b", "c", "d")
ERRORS = ("ValueError", "KeyError", "ZeroDivisionError", "Exception", "(KeyError, ValueError)", "NameError")

SIMPLE_EXPRESSIONS = ("name", "name", "number")
EXPRESSIONS = ("binary", "call", "fail", "condition", "list", "boolean", "sum")
SIMPLE_STATEMENTS = ("assign", "assign", "assign", "augmented", "note", "return", "raise", "del", "swap", "closure")
COMPOUND_STATEMENTS = ("if", "if", "while", "for", "for", "try", "try", "finally", "finally", "with")
LEAVING_STATEMENTS = ("break", "continue")

PRELUDE = """
class Manager:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        log.append("enter")
        return self.swallow
    def __exit__(self, kind, value, traceback):
        log.append(kind and kind.__name__)
        return self.swallow

def note(x):
    log.append(x)
    return x

def fail(x):
    log.append(("fail", x))
    if x % 4 == 1:
        raise ValueError(x)
    if x % 4 == 2:
        raise KeyError(x)
    return x
"""


@st.composite
def expression(draw: st.DrawFn, depth: int = 2) -> str:
    """An int expression, which may raise."""
    kind = draw(st.sampled_from(SIMPLE_EXPRESSIONS + (EXPRESSIONS if depth else ())))
    if kind == "name":
        return draw(st.sampled_from(NAMES))
    if kind == "number":
        return str(draw(st.integers(0, 3)))
    first = draw(expression(depth - 1))
    if kind == "call":
        return f"note({first})"
    if kind == "fail":
        return f"fail({first})"
    second = draw(expression(depth - 1))
    name = draw(st.sampled_from(NAMES))
    if kind == "binary":
        return f"({first} {draw(st.sampled_from(['+', '-', '*', '//', '%', '<', '==']))} {second})"
    if kind == "boolean":
        return f"({first} {draw(st.sampled_from(['and', 'or']))} {second})"
    if kind == "condition":
        return f"({first} if {name} else {second})"
    if kind == "sum":
        return f"sum([{first} for {name} in range(2) if {second}])"
    return f"len([{first}, *[{second}]])"


@st.composite
def block(draw: st.DrawFn, depth: int, in_loop: bool) -> list[str]:
    """The lines of one to three statements."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(statement(depth, in_loop))
    return lines


def indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]


@st.composite
def statement(draw: st.DrawFn, depth: int, in_loop: bool) -> list[str]:
    """The lines of one statement."""
    kinds = SIMPLE_STATEMENTS + (COMPOUND_STATEMENTS if depth else ()) + (LEAVING_STATEMENTS if in_loop else ())
    kind = draw(st.sampled_from(kinds))
    name = draw(st.sampled_from(NAMES))
    value = draw(expression())
    if kind in COMPOUND_STATEMENTS:
        return draw(compound_statement(kind, name, value, depth, in_loop))
    return draw(simple_statement(kind, name, value))


@st.composite
def simple_statement(draw: st.DrawFn, kind: str, name: str, value: str) -> list[str]:
    """The lines of a statement without a block."""
    if kind == "assign":
        return [f"{name} = {value}"]
    if kind == "augmented":
        return [f"{name} += {value}"]
    if kind == "note":
        return [f"note({value})"]
    if kind == "return":
        return [f"if {name}: return {value}"]
    if kind == "raise":
        return [f"if {name}: raise {draw(st.sampled_from(['ValueError', 'KeyError(1)']))}"]
    if kind == "del":
        return [f"if {value}: del {name}"]
    if kind in ("break", "continue"):
        return [f"if {value}: {kind}"]
    other = draw(st.sampled_from(NAMES))
    if kind == "swap":
        return [f"{name}, ({other}, *_) = {value}, ({name}, 1)"]
    return [f"def f(x, y={value}): return x + y + c0", f"c0 = {other}", f"{name} = f({other})"]


@st.composite
def compound_statement(draw: st.DrawFn, kind: str, name: str, value: str, depth: int, in_loop: bool) -> list[str]:
    """The lines of a statement with blocks."""
    inner = indented(draw(block(depth - 1, in_loop or kind in ("while", "for"))))
    if kind == "if":
        other_lines = indented(draw(block(depth - 1, in_loop)))
        return [f"if {value}:", *inner, "else:", *other_lines]
    if kind == "while":
        return [f"fuel{depth} = 3", f"while {value} and fuel{depth}:", f"    fuel{depth} -= 1", *inner]
    if kind == "for":
        lines = [f"for {name} in range({value} % 4):", *inner]
        return lines + (["else:", *indented(draw(block(0, in_loop)))] if draw(st.booleans()) else [])
    if kind == "with":
        return [f"with Manager({draw(st.booleans())}) as {name}:", *inner]
    if kind == "finally":
        return ["try:", *inner, "finally:", *indented(draw(block(depth - 1, in_loop)))]
    return draw(try_statement(inner, depth, in_loop))


@st.composite
def try_statement(draw: st.DrawFn, inner: list[str], depth: int, in_loop: bool) -> list[str]:
    """The lines of a try with handlers."""
    after = indented(draw(block(depth - 1, in_loop)))
    lines = ["try:", *inner]
    error = draw(st.sampled_from(ERRORS))
    lines += [f"except {error} as e:", "    note(type(e).__name__)", *after]
    if draw(st.booleans()):
        lines += ["    if a: raise"]
    if draw(st.booleans()):
        lines += ["except ZeroDivisionError:", *indented(draw(block(0, in_loop)))]
    if draw(st.booleans()):
        lines += ["else:", *indented(draw(block(0, in_loop)))]
    return lines


@st.composite
def function_source(draw: st.DrawFn) -> str:
    lines = draw(block(3, False))
    first = draw(st.sampled_from(["d = 3", "if a: d = 3", "if b: d = c"]))
    return "\n".join(
        ["def function(a, b, c=2):", *indented([first, *lines]), "    return a, b, c", "    c0 = 0  # a local", ""]
    )


def run(namespace: dict[str, Any], call: Any) -> Any:
    namespace["log"].clear()
    try:
        result: Any = ("returned", call())
    except Exception as error:
        unbound = isinstance(error, NameError)  # which kind depends on the version for comprehensions
        result = ("raised", NameError if unbound else type(error), "" if unbound else str(error))
    return result, ["NameError" if x == "UnboundLocalError" else x for x in namespace["log"]]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=function_source(), a=st.integers(0, 3), b=st.integers(0, 3))
def test_random_function(source: str, a: int, b: int) -> None:
    namespace: dict[str, Any] = {"__name__": "random_function", "log": []}
    linecache.cache["random.py"] = (len(source), None, source.splitlines(True), "random.py")
    exec(PRELUDE, namespace)
    exec(compile(source, "random.py", "exec"), namespace)
    function = namespace["function"]
    interpreter = FlowInterpreter()
    try:
        interpreter.graph(function)
    except TranslationError as error:
        assert all(diagnostic.code in ("W0203", "W0212") for diagnostic in error.diagnostics), error
        return
    expected = run(namespace, lambda: function(a, b))
    assert run(namespace, lambda: interpreter.call(function, a, b)) == expected
