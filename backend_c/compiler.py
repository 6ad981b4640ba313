"""Runs the C compiler: the units of a written C tree in parallel, then the linker."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from weft.backend_c.options import CBackendOptions
from weft.backend_c.tree import CTree
from weft.flowspace.diagnostics import Diagnostic, InternalError, TranslationError

_LIBRARY_FUNCTIONS: Final = (
    "acos acosh asin asinh atan atan2 atanh cbrt cos cosh erf erfc exp exp2 expm1 lgamma log log10 log1p log2 pow "
    "sin sinh tan tanh tgamma"
).split()
"""What the C compiler must not compute itself: it rounds correctly, the C library (and CPython with it) not always."""

_PACKAGES: Final = {"gcc": "gcc", "cc": "gcc", "clang": "clang", "tcc": "tcc"}


_SANITIZERS: Final = "-fsanitize=address,undefined"

_HAS_REGISTERS: Final = """
#if !defined(__x86_64__) || !defined(__GNUC__) || defined(__clang__)
#error
#endif
"""
"""Compiles where `WEFT_REGISTERS` of `gc_framework.h` can be."""


class CCompilerError(Exception):
    """The C toolchain is missing or broken; exit code 3."""


def compile_flags(shared: bool, options: CBackendOptions) -> list[str]:
    """Return the flags for compiling one unit."""
    flags = [
        "-std=gnu11",
        f"-O{options.opt_level}",
        "-fwrapv",
        "-fno-strict-aliasing",
        "-fno-math-errno",
        "-ffp-contract=off",
        *(f"-fno-builtin-{name}" for name in _LIBRARY_FUNCTIONS),
    ]
    flags += ["-g"] if options.debug or options.lldebug else []
    flags += ["-DWEFT_LLDEBUG"] if options.lldebug else []
    flags += ["-DWEFT_STACKLESS"] if options.stackless else []
    flags += ["-DWEFT_ROOTS_GLOBAL"] if options.root_finder == "global" else []
    flags += ["-fPIC", "-fvisibility=hidden"] if shared else []
    flags += ["-flto"] if options.lto else []
    if options.sanitize:
        # The first report ends the program: nobody overlooks it.
        flags += [_SANITIZERS, "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g1", "-DWEFT_SANITIZE"]
    return [*flags, *options.cflags]


def tree_flags(tree: CTree, options: CBackendOptions) -> list[str]:
    """Return the flags for compiling one unit of a tree."""
    is_gcc = any(Path(word).name.startswith(("gcc", "x86_64-linux-gnu-gcc")) for word in shlex.split(options.cc))
    return [*(tree.gcc_flags if is_gcc else ()), *compile_flags(tree.shared, options)]


def link_flags(shared: bool, options: CBackendOptions) -> list[str]:
    """Return the flags for linking, without libraries."""
    flags = ["-shared"] if shared else []
    flags += ["-flto", f"-O{options.opt_level}"] if options.lto else []
    flags += [_SANITIZERS] if options.sanitize else []
    return flags + (["-static"] if options.static else [])


def build(tree: CTree, directory: Path, output: Path, options: CBackendOptions) -> None:
    """Compile the units of a tree that was written to `directory`, and link them to `output`.

    Raises CCompilerError if there is no working compiler, TranslationError if a system library is missing, and
    InternalError if the generated C does not compile.
    """
    compiler = shlex.split(options.cc)
    if not compiler or shutil.which(compiler[0]) is None:
        package = _PACKAGES.get(Path(options.cc).name, "")
        hint = f"; on Debian: apt-get install {package}" if package else ""
        raise CCompilerError(f"the C compiler {options.cc!r} is not installed{hint}")
    for header, package in tree.required_headers:
        _require_header(header, package, [*compiler, *options.cflags])
    if options.root_finder == "register" and not _accepts(_HAS_REGISTERS, [*compiler, *options.cflags]):
        raise CCompilerError(f"--gcrootfinder register needs gcc on x86-64, which {options.cc!r} is not")
    flags = tree_flags(tree, options)
    objects = [unit.removesuffix(".c") + ".o" for unit in tree.units]
    commands = [[*compiler, *flags, "-c", unit, "-o", name] for unit, name in zip(tree.units, objects, strict=True)]
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for _ in pool.map(lambda command: _run(command, directory, "compiling"), commands):
            pass
    libraries = ["-l" + library for library in tree.libraries]
    link = [*compiler, *link_flags(tree.shared, options), "-o", str(output.absolute()), *objects, *libraries]
    _run(link, directory, "linking")


def _require_header(header: str, package: str, compiler: list[str]) -> None:
    """Check that the compiler finds a system header."""
    if not _accepts(f"#include <{header}>\n", compiler):
        message = f"the header {header} is missing: install the Debian package {package}"
        raise TranslationError(Diagnostic("W0902", message, None))


def _accepts(text: str, compiler: list[str]) -> bool:
    """True if the compiler finds no fault with a C file."""
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory, "check.c")
        source.write_text(text)
        command = [*compiler, "-fsyntax-only", str(source)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: list[str], directory: Path, what: str) -> None:
    try:
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        raise CCompilerError(f"cannot run {command[0]}: {error.strerror}") from error
    if done.returncode < 0:
        raise CCompilerError(f"{command[0]} was killed by signal {-done.returncode} while {what}")
    if done.returncode != 0:
        raise InternalError(what, " ".join(command), None, done.stderr.strip() or f"exit code {done.returncode}")
