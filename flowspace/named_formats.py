"""`"%(name)s" % {"name": x}`: with the dict written in place, its values may differ in type, as those of a tuple.

Used by `opcodes_arith`; entry point `positional_format`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_CONVERSION: Final = re.compile(r"%(?:%|\((?P<key>[^()]*)\)(?=[-+ #0]*\d*(?:\.\d*)?[hlL]?[a-zA-Z]))")


def positional_format(template: str, keys: Sequence[str]) -> tuple[str, list[int]] | None:
    """Return the template without names, and which of the keys its conversions take in turn.

    None if a conversion has no name, or one that is not among the keys.
    """
    pieces = []
    taken = []
    end = 0
    for found in _CONVERSION.finditer(template):
        pieces.append(template[end : found.start()])
        end = found.end()
        key = found["key"]
        if key is None:
            pieces.append("%%")
        elif key in keys:
            pieces.append("%")
            # The last of equal keys counts.
            taken.append(len(keys) - 1 - list(reversed(keys)).index(key))
        else:
            return None
    pieces.append(template[end:])
    if any("%" in piece for piece in pieces if piece not in ("%", "%%")):
        return None
    return "".join(pieces), taken
