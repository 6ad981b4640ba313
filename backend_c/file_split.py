"""Lays the C text of a program out into files: one, or a header and several units for a big program."""

from __future__ import annotations

from typing import Final

from weft.backend_c.functions import RESET_LINE, FunctionText
from weft.backend_c.options import CBackendOptions
from weft.backend_c.program_text import ProgramText
from weft.backend_c.tree import CTree
from weft.backend_c.types import TypeTable

_HEADER: Final = "program.h"


def assemble(tree: CTree, text: ProgramText, types: TypeTable, options: CBackendOptions) -> None:
    """Add the generated files to the tree."""
    size = sum(len(function.lines) for function in text.functions)
    count = max(1, -(-size // options.unit_lines))
    tree.files["weft_layout.h"] = "/* The structs that the run-time knows. */\n" + types.layout_header()
    if count == 1:
        _single(tree, text, types)
    else:
        _several(tree, text, types, count)


def _preamble(text: ProgramText, types: TypeTable) -> list[str]:
    includes = [f"#include <{name}>" if not name.startswith('"') else f"#include {name}" for name in text.includes]
    return [
        '#include "runtime.h"',
        *includes,
        "",
        *types.declarations().splitlines(),
        "",
        *text.block,
        *text.prototypes,
    ]


def _single(tree: CTree, text: ProgramText, types: TypeTable) -> None:
    """One file in which everything is static."""
    lines = _preamble(text, types)
    lines += [f"static {function.specifiers}{function.prototype};" for function in text.functions]
    lines += ["", *(f"static {declaration};" for declaration, _ in text.data), ""]
    for _, definition in text.data:
        lines += f"static {definition}".split("\n")
    lines += ["", *text.tables]
    for function in text.functions:
        lines += ["", "static " + function.lines[0], *function.lines[1:]]
    lines += text.ending
    tree.files["program.c"] = _finish("program.c", lines)
    tree.units.append("program.c")


def _several(tree: CTree, text: ProgramText, types: TypeTable, count: int) -> None:
    """A header and `count` units of about equal length; small functions are in the header."""
    small = [function for function in text.functions if function.is_small]
    big = [function for function in text.functions if not function.is_small]
    header = ["#ifndef PROGRAM_H", "#define PROGRAM_H", *_preamble(text, types), ""]
    header.append("#pragma GCC visibility push(hidden)")
    header += [f"{function.specifiers}{function.prototype};" for function in big]
    header += [f"static {function.specifiers}{function.prototype};" for function in small]
    header += [f"extern {declaration};" for declaration, _ in text.data]
    for function in small:
        header += ["", "static " + function.lines[0], *function.lines[1:]]
    header += ["#pragma GCC visibility pop", "#endif"]
    tree.files[_HEADER] = _finish(_HEADER, header)
    for number, functions in enumerate(_parts(big, count), 1):
        lines = [f'#include "{_HEADER}"']
        for function in functions:
            lines += ["", *function.lines]
        name = f"program_{number}.c"
        tree.files[name] = _finish(name, lines)
        tree.units.append(name)
    lines = [f'#include "{_HEADER}"', ""]
    for _, definition in text.data:
        lines += definition.split("\n")
    lines += ["", *text.tables, *text.ending]
    tree.files["data.c"] = _finish("data.c", lines)
    tree.units.append("data.c")


def _parts(functions: list[FunctionText], count: int) -> list[list[FunctionText]]:
    """Cut a list into consecutive parts of about equal length: neighbours tend to call each other."""
    total = sum(len(function.lines) for function in functions)
    parts: list[list[FunctionText]] = [[]]
    used = 0
    for function in functions:
        if parts[-1] and used >= total * len(parts) / count:
            parts.append([])
        parts[-1].append(function)
        used += len(function.lines)
    return parts


def _finish(name: str, lines: list[str]) -> str:
    """Join the lines; the marks for it become #line directives back to this file."""
    for index, line in enumerate(lines):
        if line == RESET_LINE:
            lines[index] = f'#line {index + 2} "{name}"'
    return "\n".join(lines) + "\n"
