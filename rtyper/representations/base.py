"""Representations: the low-level type of an annotation, and the lowering of operations on it.

`Typer.representation(annotation)` returns one object per distinct layout.  A representation has one method
`lower_NAME(lowering) -> Value | None` per high-level operation NAME whose *first* operand has this representation
(for `call`: the callee); built-in functions are lowered by `rtyper/builtins.py` and methods of built-in types by
`lower_method_NAME`.  An absent method is a missing feature and gives a diagnostic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import instances
from weft.rtyper.lltype.types import VOID, LowLevelType, Ptr

if TYPE_CHECKING:
    from weft.annotator.lattice import Annotation
    from weft.rtyper.lowering import Builder
    from weft.rtyper.typer import Typer


class Representation:
    """Base of all representations.

    Subclasses set `lowtype` in `__init__` (which must not look at the fields of recursive types) and may do the
    rest in `setup`, called once before the first use of anything but `lowtype`.
    """

    lowtype: LowLevelType = VOID

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        self.typer = typer
        self.annotation = annotation

    def setup(self) -> None:
        """Finish what needed other representations to exist."""

    def constant(self, value: Any) -> Any:
        """Return the low-level host value of a prebuilt Python object; raises TypeError if it does not fit."""
        raise TypeError(f"{type(self).__name__} has no prebuilt values: {value!r}")

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Convert a value of another representation to this one, or return None if that cannot be done.

        `Typer.convert` calls this on the target after `source.convert_to(target)` has returned None.
        """
        return None

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Convert a value of this representation to another one, or return None if that cannot be done."""
        return None

    # What generic containers need, as functions for helpers: Void constants (helpers or FunctionValues).

    def equality_function(self) -> Any:
        """Return a helper or FunctionValue `(x, y) -> Bool` that says whether two values are equal (`==`)."""
        if isinstance(self.lowtype, Ptr):  # no comparison of its own: identity
            return instances.same_object
        raise self.typer.error("W0401", f"comparing values of type {self.annotation} is not supported yet")

    def hash_function(self) -> Any:
        """Return a helper or FunctionValue `(x) -> Signed`: equal values have equal hashes."""
        if isinstance(self.lowtype, Ptr):
            return instances.identity_hash
        raise self.typer.error("W0401", f"hashes of values of type {self.annotation} are not supported yet")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.annotation}>"


class VoidRepresentation(Representation):
    """Of constants without a run-time value."""

    def constant(self, value: Any) -> Any:
        """Return the object itself: Void constants carry it for lowering."""
        return value
