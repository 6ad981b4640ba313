"""Writes random programs: many functions that compute, change containers, and tell values and exceptions.

`write_program(choose, count)` returns a `Batch`: functions, each a list of steps that can be left out one by one, and
the driver around them.  A function returns a line for each step.  Of each function there is a version that gets its
values at run time through calls by a table, so that nothing is known about them, and (for some) one that starts from
literals, so that the translator can compute what it likes.
"""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass, field
from typing import Final

from tests.differential.grammar import CHOICES, PARAMETERS, SHOWN, Grammar, load
from tests.differential.values import literal, value

VECTORS: Final = 5
"""How many times each function is called, with different values."""

_HOLE: Final = re.compile(r"\{\{|\}\}|\{([A-Za-z][\w\[\],]*)\}|\[q:([\w\[\],]+)\|")

_VARIABLE_TYPES: Final = (
    "int", "int", "float", "str", "bytes", "bool", "list[int]", "list[int]", "list[str]", "list[float]",
    "dict[str,int]",
    "dict[int,str]", "set[int]", "list[tuple[int,str]]", "list[list[int]]", "dict[str,list[int]]", "set[str]",
    "dict[tuple[int,str],int]", "dict[int,int]", "list[bool]", "list[bytes]", "bytearray", "set[tuple[int,str]]",
    "dict[int,list[str]]", "dict[bytes,int]",
)  # fmt: skip
"""The types of local variables that statements change."""

_HANDLED: Final = (
    "IndexError", "KeyError", "ValueError", "ZeroDivisionError", "OverflowError", "LookupError", "ArithmeticError",
    "(ValueError, KeyError)",
)  # fmt: skip
"""What handlers within functions catch; everything else is caught around each step."""

HEADER: Final = '''\
"""Generated functions: see tests/differential."""
import bisect
import collections
import functools
import heapq
import itertools
import math
import operator
import struct
import sys
import zlib


def fault(error: Exception) -> str:
    return type(error).__name__ + ": " + str(error)

'''


@dataclass(slots=True)
class Function:
    """A generated function."""

    name: str
    steps: list[list[str]]
    """Lines of code, without indentation; each step adds to `out` and depends on no other."""
    constants: list[str] = field(default_factory=list)
    """Assignments to all parameters, if the function takes none."""

    def source(self, steps: list[int] | None = None) -> str:
        """Return the function, or only some of its steps."""
        chosen = self.steps if steps is None else [self.steps[number] for number in steps]
        lines = [f"def {self.name}({'' if self.constants else ', '.join(PARAMETERS)}):", *_indent(self.constants)]
        lines += ["    out = []"]
        for step in chosen:
            lines += _indent(step)
        return "\n".join([*lines, "    return out"])

    def operations(self) -> int:
        """Return how many values are told, and how many statements change a variable."""
        nodes = [node for step in self.steps for node in ast.walk(ast.parse("\n".join(step)))]
        texts = [ast.unparse(n) for n in nodes if isinstance(n, ast.Expr | ast.Assign | ast.AugAssign | ast.Delete)]
        return sum("fault(" not in text and text != "out.append('else')" for text in texts)


@dataclass(slots=True)
class Batch:
    """Functions and the values they are called with."""

    functions: list[Function]
    vectors: list[dict[str, str]]
    """Literals of the parameters, for each call."""

    def source(self, chosen: list[Function] | None = None, steps: list[int] | None = None) -> str:
        """Return a program of some of the functions, and of some of their steps."""
        functions = self.functions if chosen is None else chosen
        parts = [HEADER, *("\n" + function.source(steps) + "\n" for function in functions)]
        for constant in (False, True):
            names = [function.name for function in functions if bool(function.constants) == constant]
            parts.append(f"\n{'FIXED' if constant else 'CASES'} = [{', '.join(names)}]")
            parts.append(f"{'FIXED' if constant else 'CASES'}_NAMES = {names!r}\n")
        # Tables of values that are made at run time: nothing can be known of an element.
        for name, type_ in PARAMETERS.items():
            items = "".join(f"        {vector[name]},\n" for vector in self.vectors)
            parts.append(f"\ndef values_{name}():\n    # {type_}\n    return [\n{items}    ]\n")
        parts.append(_driver(any(f.constants for f in functions), any(not f.constants for f in functions)))
        return "\n".join(parts)


def _driver(fixed: bool, cases: bool) -> str:
    """Return the main function: each function with each vector of values."""
    lines = ["", "def main():"]
    if cases:
        fresh = ", ".join(f"values_{name}()[v]" for name in PARAMETERS)
        lines += ["    for n in range(len(CASES)):", f"        for v in range({VECTORS}):", "            step = 0"]
        lines += [f"            for line in CASES[n]({fresh}):", "                step += 1"]
        lines += ["                print(CASES_NAMES[n], v, step, ascii(line))"]
    if fixed:
        lines += ["    for n in range(len(FIXED)):", "        step = 0", "        for line in FIXED[n]():"]
        lines += ["            step += 1", "            print(FIXED_NAMES[n], 0, step, ascii(line))"]
    return "\n".join([*lines, "", "", 'if __name__ == "__main__":', "    main()", ""])


def _indent(lines: list[str], depth: int = 1) -> list[str]:
    return ["    " * depth + line for line in lines]


def write_program(choose: random.Random, count: int, steps: int = 4) -> Batch:
    """Return a batch of `count` functions, the last third of them with literals."""
    grammar, statements = load("expressions"), load("statements")
    vectors = [{name: literal(value(choose, type_)) for name, type_ in PARAMETERS.items()} for _ in range(VECTORS)]
    vectors[0] |= {name: literal(_filled(choose, type_)) for name, type_ in PARAMETERS.items()}
    functions = []
    for number in range(count):
        fixed = number >= count - count // 3
        writer = Writer(choose, grammar, statements)
        function = Function(f"{'c' if fixed else 'f'}{number}", [writer.step() for _ in range(steps)])
        if fixed:
            for name, type_ in PARAMETERS.items():
                function.constants.append(f"{name} = {literal(_filled(choose, type_))}")
        functions.append(function)
    return Batch(functions, vectors)


def _filled(choose: random.Random, type_: str) -> object:
    """Return a random value that is no empty container: the translator cannot tell the type of those."""
    while not (found := value(choose, type_)):
        if "[" not in type_:
            break
    return found


class Writer:
    """Writes the steps of one function."""

    def __init__(self, choose: random.Random, grammar: Grammar, statements: Grammar) -> None:
        self.choose = choose
        self.grammar = grammar
        self.statements = statements
        self.known = dict(PARAMETERS)
        self.fresh = 0

    def name(self, prefix: str) -> str:
        """Return a fresh name."""
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    # Expressions

    def expression(self, type_: str, depth: int) -> str:
        """Return an expression of a type."""
        named = [name for name, known in self.known.items() if known == type_]
        if type_ in self.grammar.rules and type_.isupper():
            rule, bound = self.choose.choice(self.grammar.rules[type_]), {}
            if depth <= 0:
                rule = min(self.choose.sample(self.grammar.rules[type_], 2), key=lambda text: text.count("{"))
            return self.fill(rule, bound, depth - 1)
        if depth <= 0 or self.choose.random() < 0.15:
            if named and self.choose.random() < 0.8:
                return self.choose.choice(named)
            if "opt" not in type_:
                found = _filled(self.choose, type_)
                return literal(found)
        rule, bound = self.choose.choice(self.grammar.for_type(type_))
        return self.fill(rule, bound, depth - 1)

    def fill(self, rule: str, bound: dict[str, str], depth: int) -> str:
        """Fill the holes of a rule."""
        bound = dict(bound)
        parts, position = [], 0
        while found := _HOLE.search(rule, position):
            parts.append(rule[position : found.start()])
            position = found.end()
            if found[0] in ("{{", "}}"):
                parts.append(found[0][0])
            elif found[1]:
                parts.append(self.expression(self.resolve(found[1], bound), depth))
            else:
                end = _closing(rule, position)
                parts.append(self.comprehension(self.resolve(found[2], bound), rule[position:end], bound, depth))
                position = end + 1
        return "".join([*parts, rule[position:]])

    def resolve(self, type_: str, bound: dict[str, str]) -> str:
        """Replace the variables in a type."""

        def replace(found: re.Match[str]) -> str:
            variable = found[0]
            if variable not in bound:
                bound[variable] = self.choose.choice(CHOICES[variable])
            return bound[variable]

        return re.sub(r"\b[A-Z]\b", replace, type_)

    def comprehension(self, source: str, element: str, bound: dict[str, str], depth: int) -> str:
        """Return `[element for fresh name in source]`; inside the element the name is known."""
        iterable = self.expression(source, depth)
        name = self.name("q")
        element = re.sub(r"\bq\b", name, element)
        item = {"str": "str", "bytes": "int", "dict[int,str]": "int"}.get(source, source[5:-1])
        self.known[name] = item
        text = self.fill(element, bound, depth)
        del self.known[name]
        return f"[{text} for {name} in {iterable}]"

    # Steps

    def step(self) -> list[str]:
        """Return a step: an expression, or a sequence of statements on a variable."""
        odds = self.choose.random()
        if odds < 0.55:
            return self.guarded(self.show(self.choose.choice(SHOWN), self.choose.choice([1, 2, 2, 3])))
        if odds < 0.6:
            return self.guarded(self.formatted())
        return self.sequence()

    def show(self, type_: str, depth: int) -> list[str]:
        """Return the statement that tells the value of an expression."""
        return [f"out.append({_shown(type_, self.expression(type_, depth))})"]

    def formatted(self) -> list[str]:
        """Return the statement that tells the result of formatting by a random specification."""
        kind = self.choose.choice(["int", "int", "float", "float", "str", "bool"])
        if self.choose.random() < 0.3 and kind != "bool":
            flags = "".join(self.choose.sample(["-", "+", " ", "0", "#"], self.choose.randint(0, 2)))
            width = self.choose.choice(["", "", "1", "5", "12", "20"])
            precision = self.choose.choice(["", "", ".0", ".1", ".3", ".10", ".17"])
            letters = {"int": "dixXosrafeg", "float": "eEfFgGdsra", "str": "sra"}[kind]
            template = f"'<%{flags}{width}{precision}{self.choose.choice(letters)}>'"
            return [f"out.append({template} % ({self.expression(kind, 1)},))"]
        spec = self.specification(kind)
        given = self.expression(kind, 1)
        way = self.choose.randrange(3)
        if way == 0:
            return [f"out.append(format({given}, {spec!r}))"]
        if way == 1:
            return [f"out.append({'{:' + spec + '}|'!r}.format({given}))"]
        name = self.name("g")
        return [f"{name} = {given}", f"out.append(f{'<{' + name + ':' + spec + '}>'!r})"]

    def specification(self, kind: str) -> str:
        """Return a random format specification; most are fit for the kind."""
        choose = self.choose.choice
        fill = choose(
            ["", "", "", "<", ">", "^", "*<", "é>", "_^", "0>", "="] if kind != "str" else ["", "<", ">", "*^", "€>"]
        )
        sign = choose(["", "", "+", "-", " "]) if kind != "str" else ""
        form = choose(["", "", "", "#"]) if kind != "str" else ""
        zero = choose(["", "", "0"])
        width = choose(["", "", "1", "6", "10", "25"])
        comma = choose(["", "", "", ",", "_"]) if kind != "str" else ""
        if kind == "str":
            return fill + zero + width + choose(["", "", ".0", ".2", ".9"]) + choose(["", "s"])
        if kind == "float" or self.choose.random() < 0.15:
            precision = choose(["", ".0", ".1", ".2", ".6", ".15", ".17", ".30"])
            letter = choose(["", "e", "f", "g", "%", "E", "F", "G", "n" if not comma else "f"])
            return fill + sign + form + zero + width + comma + precision + letter
        return fill + sign + form + zero + width + comma + choose(["", "d", "d", "x", "X", "o", "b", "c"])

    def guarded(self, lines: list[str]) -> list[str]:
        """Return lines within a try that tells the exception."""
        return ["try:", *_indent(lines), "except Exception as error:", "    out.append(fault(error))"]

    def sequence(self) -> list[str]:
        """Return a variable and statements that change it, each guarded, and its value at the end."""
        type_ = self.choose.choice(_VARIABLE_TYPES)
        name = self.name("v")
        if type_ == "bytearray":
            start = f"bytearray({self.expression('bytes', 1)})"
        else:
            start = self.expression(type_, 1)
        lines = [f"{name} = {start}"]
        self.known[name] = type_
        for _ in range(self.choose.randint(1, 4)):
            lines += self.statement(name, type_, 2)
        del self.known[name]
        lines.append(f"out.append({_shown(type_, name)})")
        return self.guarded(lines)

    def statement(self, name: str, type_: str, nesting: int) -> list[str]:
        """Return a statement that changes a variable, perhaps a compound one."""
        odds = self.choose.random()
        if nesting == 0 or odds < 0.55:
            rule, bound = self.choose.choice(self.statements.for_type(type_))
            return [self.fill(rule.replace("$", name), bound, 1)]
        inner = self.statement(name, type_, nesting - 1)
        if odds < 0.65:
            other = self.statement(name, type_, nesting - 1)
            return [f"if {self.expression('bool', 2)}:", *_indent(inner), "else:", *_indent(other)]
        if odds < 0.8:
            return self.loop(name, type_, inner)
        handler = self.choose.choice(_HANDLED)
        lines = ["try:", *_indent(inner), f"except {handler} as error:", "    out.append('caught ' + fault(error))"]
        if self.choose.random() < 0.3:
            lines += ["else:", *_indent(self.statement(name, type_, 0))]
        if self.choose.random() < 0.3:
            lines += ["finally:", f"    out.append({_shown(type_, name)})"]
        return lines

    def loop(self, name: str, type_: str, inner: list[str]) -> list[str]:
        """Return a loop of a few rounds."""
        counter = self.name("n")
        kind = self.choose.randrange(4)
        self.known[counter] = "int"
        more = self.statement(name, type_, 0)
        stop = [f"if {self.expression('bool', 1)}:", "    " + self.choose.choice(["break", "continue"])]
        body = [*inner, *(stop if self.choose.random() < 0.5 else []), *more]
        if type_ in ("str", "bytes", "bytearray") or type_.startswith("list["):
            body.insert(0, f"{name} = {name}[:40]")  # what doubles in each round gets long
        del self.known[counter]
        if kind == 0:
            return [f"for {counter} in range({self.choose.randint(0, 4)}):", *_indent(body)]
        if kind == 1:
            return [f"for {counter} in {self.expression('list[int]', 1)}[:4]:", *_indent(body)]
        if kind == 2:
            after = ["else:", "    out.append('else')"]
            return [f"for {counter} in range({self.choose.randint(0, 4)}):", *_indent(body), *after]
        count = [f"{counter} = 0", f"while {counter} < {self.choose.randint(1, 4)}:", f"    {counter} += 1"]
        return [*count, *_indent(body)]


def _closing(text: str, position: int) -> int:
    """Return where the bracket ends that is open at a position."""
    depth = 1
    while True:
        depth += (text[position] == "[") - (text[position] == "]")
        if depth == 0:
            return position
        position += 1


def _shown(type_: str, text: str) -> str:
    """Return the expression of a value's text: sets only ints of which have an order are sorted."""
    if type_.startswith("set[") and type_ != "set[int]":
        return f"repr(sorted({text}))"
    return f"repr({text})"
