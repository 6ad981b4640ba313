"""Program -> C tree: `generate` runs the writers until nothing new is mentioned, then lays out the files.

Order in the text: types, prototypes, data declarations, data, functions.  A small program is one file with
everything static; a big one is split into several that build in parallel (`file_split`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from weft.backend_c.collector_tables import NO_TYPES, block_definition, collector_tables
from weft.backend_c.constants import string_literal
from weft.backend_c.exports import PROTOTYPES, export_functions, header
from weft.backend_c.file_split import assemble
from weft.backend_c.functions import FunctionWriter
from weft.backend_c.makefile import makefile
from weft.backend_c.memory_traits import MemoryTraits
from weft.backend_c.options import CBackendOptions
from weft.backend_c.prebuilt_data import DataWriter
from weft.backend_c.program_text import ProgramText
from weft.backend_c.symbols import Symbols
from weft.backend_c.tree import CTree
from weft.backend_c.type_block import TypeBlock, classes_of
from weft.backend_c.types import TypeTable
from weft.flowspace.diagnostics import phase
from weft.rtyper.lltype.types import VOID
from weft.rtyper.lltype.values import ClassTable, FunctionValue
from weft.rtyper.program import Program, reachable_values

RUNTIME: Final = Path(__file__).parent / "runtime"
_COMMON_HEADERS: Final = ("weft.h", "runtime.h")
_COMMON_SOURCES: Final = ("start.c", "stack.c", "system.c", "text.c", "floats.c", "traceback.c")


def generate(program: Program, traits: MemoryTraits, options: CBackendOptions) -> CTree:
    """Return the C files of a program whose exceptions and allocations were lowered.

    An executable begins at the entry, a function without arguments; a shared library has wrappers for the exported
    functions (if there are none, for the entry).
    """
    tables = [v for v in reachable_values([program.entry, *program.exported]) if isinstance(v, ClassTable)]
    block = TypeBlock(classes_of(program)) if traits.header_words else None
    symbols = Symbols(TypeTable(traits.header_words), tables, block)
    text = ProgramText()
    tree = CTree(shared=options.shared)
    if options.shared:
        tree.exports, text.ending = export_functions(symbols, program.exported or [program.entry])
        text.includes.append('"exported.h"')
        text.prototypes.extend(PROTOTYPES.splitlines())
        tree.header = header(tree.exports)
        tree.files["exported.h"] = _guarded("EXPORTED_H", tree.header)
    else:
        text.ending = _entry(symbols, program.entry)
    for function in program.collector.values():
        symbols.function(function)
    _write_everything(symbols, text, options)
    _add_tables(symbols, text)
    if block is not None:
        text.tables[:0] = collector_tables(symbols, block, program, text.class_tables, traits.name)
        text.block = block_definition(symbols, block)
    else:
        text.tables[:0] = NO_TYPES
    tree.libraries = _libraries(symbols, traits)
    tree.gcc_flags = traits.gcc_flags
    if traits.required_header:
        tree.required_headers.append((traits.required_header, traits.debian_package))
    assemble(tree, text, symbols.types, options)
    _add_runtime(tree, traits)
    tree.files["Makefile"] = makefile(tree, options)
    return tree


def _entry(symbols: Symbols, entry: FunctionValue) -> list[str]:
    """Return the function that `main` calls; its result is the exit status."""
    call = f"{symbols.function(entry)}()"
    body = [f"\t{call};", "\treturn 0;"] if entry.type.result is VOID else [f"\treturn {call};"]
    return ["", "long weft_entry(void)", "{", *body, "}"]


def _guarded(name: str, text: str) -> str:
    return f"#ifndef {name}\n#define {name}\n{text}#endif\n"


def _write_everything(symbols: Symbols, text: ProgramText, options: CBackendOptions) -> None:
    """Write functions and data; both mention more of both."""
    data = DataWriter(symbols)
    functions = prebuilt = statics = 0
    while True:
        if functions < len(symbols.functions):
            function = symbols.functions[functions]
            functions += 1
            with phase("writing C of", function.name) as position:
                written = FunctionWriter(symbols, function, position, options.line_directives).write()
            text.functions.append(written)
        elif prebuilt < len(symbols.prebuilt):
            value = symbols.prebuilt[prebuilt]
            prebuilt += 1
            if symbols.block is not None and isinstance(value, ClassTable):
                text.class_tables[value] = data.initialiser(value)
            else:
                text.data.append((data.declaration(value), data.definition(value)))
        elif statics < len(symbols.statics):
            variable = symbols.statics[statics]
            statics += 1
            text.data.append((data.static_declaration(variable), data.static_definition(variable)))
        else:
            break
    for external in symbols.externals:
        if external.include:
            if external.include not in text.includes:
                text.includes.append(external.include)
        else:
            text.prototypes.append(symbols.types.prototype(external.type, external.name) + ";")


def _add_tables(symbols: Symbols, text: ProgramText) -> None:
    """Add the tables for tracebacks and for the crash handler."""
    lines = ["const struct weft_location weft_locations[] = {"]
    for file, line, function in symbols.locations:
        lines.append(f"\t{{{_text(file)}, {_text(function)}, {line}}},")
    lines += ["\t{NULL, NULL, 0},", "};", "", "const struct weft_function weft_functions[] = {"]
    for value in symbols.functions:
        span = value.graph.span
        place = f"{_text(span.filename)}, {span.line}" if span is not None else '"?", 0'
        name = span.function if span is not None else value.name
        lines.append(f"\t{{{_text(symbols.function(value))}, {_text(name)}, {place}}},")
    lines += ["\t{NULL, NULL, NULL, 0},", "};"]
    text.tables = lines


def _text(value: str) -> str:
    return string_literal(value.encode("utf-8", "surrogateescape"))


def _libraries(symbols: Symbols, traits: MemoryTraits) -> list[str]:
    found = [external.library for external in symbols.externals if external.library]
    return list(dict.fromkeys([*traits.libraries, *found, "m"]))


def _add_runtime(tree: CTree, traits: MemoryTraits) -> None:
    """Add the hand-written files."""
    ends = ("exports.c",) if tree.shared else ("crash.c", "main.c")
    sources = [*_COMMON_SOURCES, traits.runtime_source, *traits.further_sources, *ends]
    for name in [*_COMMON_HEADERS, traits.runtime_header, *traits.runtime_parts, *sources]:
        tree.files[name] = (RUNTIME / name).read_text()
    tree.files["weft_gc.h"] = f'#include "{traits.runtime_header}"\n'
    together = "".join(f'#include "{name}"\n' for name in sources)
    tree.files["runtime.c"] = f"#define _GNU_SOURCE\n{together}"  # one unit compiles faster than several
    tree.units.append("runtime.c")
