"""Classes with `_alloc_flavor_ = "raw"`: their instances are outside of the heap, and freed by the program.

`new_instance` allocates one (`rtyper/classes.py` calls it), `lower_free` is `weft.rlib.rgc.free`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weft.annotator.lattice import Impossible, SomeInstance
from weft.annotator.raw_classes import is_raw
from weft.flowspace.diagnostics import Diagnostic, TranslationError
from weft.rtyper.ll_helpers import instances
from weft.rtyper.lltype.types import OBJECT, Ptr

if TYPE_CHECKING:
    from weft.annotator.descriptions import ClassDef
    from weft.annotator.lattice import Annotation
    from weft.flowspace.graph import Value, Variable
    from weft.rtyper.lltype.types import Struct
    from weft.rtyper.lowering import Builder, Lowering


def new_instance(builder: Builder, classdef: ClassDef, struct: Struct) -> Variable:
    """Emit the allocation of an instance."""
    references = [name for name, annotation in _attributes(classdef) if _is_reference(builder, annotation)]
    has_roots = bool(references) and getattr(classdef.description.cls, "_gc_roots_", False)
    if references and not has_roots:
        message = f"attribute '{references[0]}' of raw class {classdef.name} refers to objects of the heap"
        advice = "put _gc_roots_ = True into the class, so that the memory manager looks into its instances"
        raise TranslationError(Diagnostic("W0905", message, builder.span, help=advice))
    instance = builder.emit("raw_instance", statics=(struct, has_roots), hint=classdef.name.lower())
    builder.helper(instances.check_memory, builder.cast_pointer(instance, Ptr(OBJECT)))
    return instance


def _attributes(classdef: ClassDef) -> list[tuple[str, Annotation]]:
    return [
        (name, attribute.annotation)
        for owner in classdef.mro()
        for name, attribute in owner.attributes.items()
        if not attribute.readonly and not isinstance(attribute.annotation, Impossible)
    ]


def _is_reference(builder: Builder, annotation: Annotation) -> bool:
    if isinstance(annotation, SomeInstance) and annotation.classdef is not None and is_raw(annotation.classdef):
        return False
    return builder.typer.low_type(annotation).is_gc_pointer


def lower_free(lowering: Lowering) -> Value | None:
    """`weft.rlib.intrinsics.free_raw`."""
    lowering.emit("raw_instance_free", lowering.cast_pointer(lowering.operand(0), Ptr(OBJECT)))
    return None
