"""Compiling programs made of text: the lowered program as C, built and run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.translator.support import TestProgram
from weft.backend_c.compiler import build
from weft.backend_c.generate import generate
from weft.backend_c.options import CBackendOptions
from weft.backend_c.tree import CTree
from weft.gc.table import collector
from weft.rtyper.lltype.types import Struct
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.pass_live_variables import PassLiveVariables

WARNINGS = ("-Wall", "-Wextra", "-Werror")
OPTIONS = CBackendOptions(opt_level="1", cflags=WARNINGS, unit_lines=6000)

COMPILERS = [
    pytest.param(cc, marks=pytest.mark.skipif(shutil.which(cc) is None, reason=f"{cc} is not installed"))
    for cc in ("gcc", "clang")
]


def tree_of(
    text: str,
    options: CBackendOptions = OPTIONS,
    *,
    gc: str = "none",
    structs: Sequence[Struct] = (),
    values: Mapping[str, object] | None = None,
    make: Callable[..., TestProgram] = TestProgram,
) -> CTree:
    """Return the C tree of a program given as text, exceptions and allocations lowered."""
    made = make(text, structs, values)
    made.apply(LowerExceptions(), PassLiveVariables())
    manager = collector(gc)
    manager.transform(made.program)
    if not options.shared:
        made.program.exported = []
    return generate(made.program, manager.traits, options)


def build_tree(tree: CTree, directory: Path, options: CBackendOptions = OPTIONS) -> Path:
    """Write and build a tree; returns the executable or library."""
    tree.write(directory)
    output = directory / ("program.so" if tree.shared else "program")
    build(tree, directory, output, options)
    return output


def run_text(
    text: str,
    directory: Path,
    *,
    cc: str = "gcc",
    gc: str = "none",
    env: dict[str, str] | None = None,
    structs: Sequence[Struct] = (),
    values: Mapping[str, object] | None = None,
    make: Callable[..., TestProgram] = TestProgram,
    **options: object,
) -> subprocess.CompletedProcess[str]:
    """Compile the program and run it."""
    chosen = replace(OPTIONS, cc=cc, **options)  # type: ignore[arg-type]
    executable = build_tree(tree_of(text, chosen, gc=gc, structs=structs, values=values, make=make), directory, chosen)
    return subprocess.run([executable], capture_output=True, text=True, check=False, env=env)
