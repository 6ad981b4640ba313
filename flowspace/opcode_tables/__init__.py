"""What differs per CPython version in decoding bytecode: one table per version, over one normalised instruction set.

`table_for(version)` returns the table of opcode name -> `Entry`; an unknown (newer) version gets a diagnostic.
Supporting another CPython means one more module here, with the entries that changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.flowspace.opcode_tables.common import Entry
from weft.flowspace.opcode_tables.py311 import TABLE as PY311
from weft.flowspace.opcode_tables.py312 import TABLE as PY312
from weft.flowspace.opcode_tables.py313 import TABLE as PY313

__all__ = ["Entry", "table_for"]


def table_for(version: tuple[int, int]) -> Mapping[str, Entry]:
    """Return the table of a CPython version such as (3, 12)."""
    tables = {(3, 11): PY311, (3, 12): PY312, (3, 13): PY313}
    if version not in tables:
        raise TranslationError(Diagnostic(
            "W0210", f"CPython {version[0]}.{version[1]} is not supported", None,
            help="run the translator with CPython 3.11, 3.12 or 3.13"))  # fmt: skip
    return tables[version]
