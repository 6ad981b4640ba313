"""Rules for classes with `_alloc_flavor_ = "raw"`, whose instances are outside of the heap."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING

from weft.annotator.errors import RuleError
from weft.annotator.lattice import SomeInstance

if TYPE_CHECKING:
    from weft.annotator.descriptions import ClassDef
    from weft.annotator.lattice import Annotation


def is_raw(classdef: ClassDef) -> bool:
    """True if the instances of the class are raw."""
    return getattr(classdef.description.cls, "_alloc_flavor_", "gc") == "raw"


def check_raw(operands: list[Annotation]) -> None:
    """Refuse to free anything but instances of raw classes."""
    operand = operands[0]
    if isinstance(operand, SomeInstance) and operand.classdef is not None and is_raw(operand.classdef):
        return
    advice = 'only instances of classes with _alloc_flavor_ = "raw" can be freed'
    raise RuleError("W0905", f"free() of {operand}", label="not of a raw class", help=advice)


def check_raw_class(classdef: ClassDef) -> None:
    """Refuse an instance of a class that cannot be raw, or derives from one that is while itself is not."""
    cls = classdef.description.cls
    found = classdef.description.lookup("__del__")
    if is_raw(classdef) and found is not None and isinstance(found[1], types.FunctionType):
        raise RuleError("W0905", f"raw class {classdef.name} has a finalizer", help="let the program do that work")
    for base in cls.__mro__[1:-1]:
        if (getattr(base, "_alloc_flavor_", "gc") == "raw") != is_raw(classdef):
            advice = "let both be raw, or neither"
            raise RuleError("W0905", f"{classdef.name} and its base class {base.__name__}: one is raw", help=advice)
