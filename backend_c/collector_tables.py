"""The tables that a collector of our own reads: types, roots, and the functions that the run-time calls.

Sizes and offsets are left to the C compiler (`sizeof`, `offsetof`).  See `runtime/gc_framework.h`.
"""

from __future__ import annotations

from typing import Final

from weft.backend_c.constants import string_literal
from weft.backend_c.names import mangle_field
from weft.backend_c.symbols import Symbols
from weft.backend_c.type_block import TypeBlock
from weft.rtyper.lltype.references import has_references, reference_paths, types_in_cycles
from weft.rtyper.lltype.types import BYTES, STR, Array, LowLevelType, Struct
from weft.rtyper.lltype.values import ArrayValue, ClassTable, StructValue
from weft.rtyper.program import Program

NO_TYPES: Final = ["", "const long weft_str_type = 0, weft_bytes_type = 0;"]
"""For managers without headers."""

_WIDE: Final = 60
"""From so many fields on, references are listed: they may lie beyond the 63 words that bits stand for."""


def block_definition(symbols: Symbols, block: TypeBlock) -> list[str]:
    """Return the C of the struct that holds types and class tables; call it when everything else was written."""
    lines = ["struct weft_types {", "\tlong holes[8];"]
    for type_, table in _entries(symbols, block):
        if type_ is not None:
            lines.append(f"\tstruct weft_type_info {block.types[type_]};")
        if table is not None:
            lines.append(f"\t{symbols.types.declare(table.type, block.tables[table])};")
    return [*lines, "};", ""]


def _entries(symbols: Symbols, block: TypeBlock) -> list[tuple[Struct | Array | None, ClassTable | None]]:
    """Return the types and class tables in the order of the block; one of a pair may be missing."""
    instances = {table: type_ for type_, table in block.classes.items() if type_ in block.types}
    with_class = set(instances.values())  # asked for membership only
    found: list[tuple[Struct | Array | None, ClassTable | None]] = []
    found += [(type_, None) for type_ in block.types if type_ not in with_class]
    tables = sorted(block.tables, key=lambda table: symbols.class_ranges[table][0])
    return [*found, *((instances.get(table), table) for table in tables)]


def collector_tables(
    symbols: Symbols, block: TypeBlock, program: Program, class_tables: dict[ClassTable, str], name: str
) -> list[str]:
    """Return the C of all tables; call it when everything else was written."""
    lines = ["", f"const long weft_str_type = {symbols.type_id(STR)}, weft_bytes_type = {symbols.type_id(BYTES)};"]
    in_cycles = types_in_cycles(block.types)
    lines += ["struct weft_types weft_types = {"]
    for type_, table in _entries(symbols, block):
        if type_ is not None:
            lines.append(f"\t.{block.types[type_]} = {_type_info(symbols, type_, type_ in in_cycles)},")
        if table is not None:
            lines += f"\t.{block.tables[table]} = {class_tables[table]},".split("\n")
    ids = ", ".join(symbols.type_id(type_) for type_, _ in _entries(symbols, block) if type_ is not None)
    lines += ["};", f"const unsigned int weft_type_ids[] = {{{ids}}};"]
    lines += ["const long weft_type_count = sizeof weft_type_ids / sizeof *weft_type_ids;"]
    lines += ["const long weft_types_size = sizeof(struct weft_types);"]
    lines += ["", "void **const weft_static_roots[] = {", "\t(void **)&weft_exc.pending,"]
    statics = [variable for variable in symbols.statics if variable.type.is_gc_pointer]
    lines += [f"\t(void **)&{symbols.static(variable)}," for variable in statics]
    lines += ["};", f"const long weft_static_root_count = {len(statics) + 1};", ""]
    prebuilt = [v for v in symbols.prebuilt if _can_refer_to_heap(v)]
    lines += ["void *const weft_prebuilt_roots[] = {", *(f"\t&{symbols.data(v)}," for v in prebuilt), "\tNULL,", "};"]
    lines += [f"const long weft_prebuilt_root_count = {len(prebuilt)};", ""]
    entries = ", ".join(f".{name} = {symbols.function(function)}" for name, function in program.collector.items())
    lines.append(f'const char weft_collector_name[] = "{name}";')
    return [*lines, f"const struct weft_collector weft_collector = {{{entries}}};"]


def _can_refer_to_heap(value: object) -> bool:
    return isinstance(value, StructValue | ArrayValue) and value.type.gc and has_references(value.type)


def _type_info(symbols: Symbols, type_: Struct | Array, in_cycles: bool) -> str:
    """Return the entry of one type: fixed size, item size, offset of the length, then the references."""
    name = symbols.types.name(type_)
    fields = [] if isinstance(type_, Array) else [".".join(map(mangle_field, p)) for p in reference_paths(type_)]
    items, item_type = _items(type_)
    if items:
        sizes = f"offsetof({name}, {items}), sizeof((({name} *)0)->{items}[0]), offsetof({name}, size)"
    else:
        sizes = f"sizeof({name}), 0, 0"
    item_references = _bits(_item_offsets(symbols, item_type)) if item_type is not None else "0"
    offsets = [f"offsetof({name}, {field})" for field in fields]
    shown = string_literal((type_.name if isinstance(type_, Struct) else str(type_)).encode())
    if isinstance(type_, Struct) and _count(type_) >= _WIDE:
        listed = f"(const unsigned int[]){{{', '.join(offsets) or '0'}}}"
        return f"{{{sizes}, {len(fields)}, -1L, {item_references}, {listed}, {shown}, 0, {in_cycles:d}}}"
    layout = "0"
    if not items:
        layout = f"WEFT_LAYOUT({name}, {' | '.join(f'WEFT_LAYOUT_BIT({offset})' for offset in offsets) or '0'})"
    return f"{{{sizes}, {len(fields)}, {_bits(offsets)}, {item_references}, NULL, {shown}, {layout}, {in_cycles:d}}}"


def _items(type_: Struct | Array) -> tuple[str, LowLevelType | None]:
    """Return the name and type of the items of an array or a tail."""
    if isinstance(type_, Array):
        return "items", type_.item
    return (mangle_field(type_.tail[0]), type_.tail[1]) if type_.tail is not None else ("", None)


def _item_offsets(symbols: Symbols, item: LowLevelType) -> list[str]:
    if isinstance(item, Struct):
        name = symbols.types.name(item)
        return [f"offsetof({name}, {'.'.join(map(mangle_field, path))})" for path in reference_paths(item)]
    return ["0"] if item.is_gc_pointer else []


def _bits(offsets: list[str]) -> str:
    return " | ".join(f"1L << {offset} / 8" for offset in offsets) or "0"


def _count(type_: Struct) -> int:
    return sum(_count(t) if isinstance(t, Struct) else 1 for t in type_.all_fields().values())
