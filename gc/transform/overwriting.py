"""Whether an operation may overwrite the place in memory that a reference was loaded from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weft.flowspace.graph import Operation
from weft.translator.analysis.call_graph import direct_callee

STORES: Final = {"setfield": 1, "setarrayitem": 2, "setitemfield": 2, "settail": 2}
"""Operation -> where the value is among the operands."""
STORED_BY: Final = {
    "getfield": ("setfield",),
    "getarrayitem": ("setarrayitem", "arraycopy"),
    "getitemfield": ("setitemfield", "arraycopy"),
    "gettail": ("settail", "tailcopy"),
    "static_get": ("static_set",),
}


@dataclass(frozen=True, slots=True)
class Overwriting:
    """The answer, for one program."""

    def may_overwrite(self, operation: Operation, load: Operation) -> bool:
        """True if an operation may change what a load has read, in any object."""
        if operation.name == "direct_call":
            return direct_callee(operation).graph is not None
        if operation.name == "indirect_call":
            return True
        if operation.name not in STORED_BY[load.name]:
            return False
        copies = operation.name in ("arraycopy", "tailcopy")
        return copies or not operation.statics or operation.statics == load.statics
