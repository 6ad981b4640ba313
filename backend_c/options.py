"""Options of the C back end, as the driver hands them over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CBackendOptions:
    """How C is written and compiled.

    Writing C depends on `line_directives`, `shared` and `unit_lines` only; the rest is for the compiler.
    """

    cc: str = "gcc"
    cflags: tuple[str, ...] = ()
    """Further flags, after all others."""
    opt_level: str = "2"
    """What stands after -O."""
    line_directives: bool = True
    """Refer to the Python source by #line."""
    debug: bool = False
    """Keep symbols and line numbers for a debugger (-g)."""
    jobs: int = 2
    """Compiler processes at a time."""
    shared: bool = False
    """Make a shared library of the exported functions, instead of an executable."""
    unit_lines: int = 12000
    """Generated C is split into files of about this many lines."""
    lto: bool = False
    """Optimise at link time."""
    sanitize: bool = False
    """Compile with sanitizers, which stop the program at an access out of bounds or undefined behaviour."""
    lldebug: bool = False
    """Compile the checks of the run-time, and keep symbols and line numbers."""
    stackless: bool = False
    """The program can save its stack: it uses little of C's."""
    root_finder: str = "auto"
    """Where the tops of the shadow stack and of free memory are: `register`, `global`, or what is better."""
    static: bool = False
    """Link statically."""
