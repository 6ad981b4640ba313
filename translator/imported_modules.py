"""Checks the modules that a script imports: importing them happens at translation time.

A module of the program that reads the command line, standard input, the environment, the clock or unseeded random
numbers while it is imported would be frozen in the state of the translation, so it is refused.  Entry point:
`check_imported_modules`.
"""

from __future__ import annotations

import ast
import tokenize
import types
from collections.abc import Sequence
from pathlib import Path

from weft.flowspace.diagnostics import Diagnostic, SourceSpan, TranslationError
from weft.translator.purity import INPUT_BUILTINS, Purity, imported_names, is_input, walk


def check_imported_modules(modules: Sequence[types.ModuleType], folder: Path) -> None:
    """Refuse modules of the program, below `folder`, that read from outside while they are imported."""
    found: list[Diagnostic] = []
    for module in modules:
        filename = getattr(module, "__file__", None)
        if isinstance(filename, str) and filename.endswith(".py") and filename.startswith(f"{folder}/"):
            if "site-packages" not in filename:
                found += _inputs_of(module.__name__, filename)
    if found:
        raise TranslationError(*found)


def _inputs_of(name: str, filename: str) -> list[Diagnostic]:
    try:
        with tokenize.open(filename) as file:
            tree = ast.parse(file.read(), filename)
    except (OSError, SyntaxError, UnicodeDecodeError):
        return []
    purity = Purity(imported_names(tree), set())
    found: list[Diagnostic] = []
    for statement in tree.body:
        for node in walk(statement, functions=False):
            if not isinstance(node, ast.Attribute | ast.Name):
                continue
            what = purity.dotted(node) or (node.id if isinstance(node, ast.Name) else "")
            if is_input(what) or (what in INPUT_BUILTINS and what not in purity.imports):
                found.append(_refusal(name, what, filename, node))
    return found[:1]


def _refusal(name: str, what: str, filename: str, node: ast.expr) -> Diagnostic:
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    span = SourceSpan(filename, "<module>", node.lineno, node.col_offset, end_line, end_column)
    return Diagnostic(
        "W0506",
        f"module {name} uses {what} while it is imported, which happens at translation time",
        span,
        help="do this in a function that the program calls",
    )
