"""`copy.copy(x)` of an instance whose class has no `__copy__`: a new one that has the same attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weft.annotator.lattice import IMPOSSIBLE, Annotation, SomeInstance
from weft.annotator.signatures import Arguments
from weft.rlib import builtin_bases

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.descriptions import ClassDef

_HOOKS = ("__copy__", "__getstate__", "__setstate__", "__reduce__", "__reduce_ex__", "__getnewargs__")
"""What a class decides with how its instances are copied."""


def copy_of_instance(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """The rule of `copy.copy`; None for what the library copies."""
    values = arguments.annotations()
    if len(values) != 1 or arguments.keywords or not isinstance(values[0], SomeInstance):
        return None
    value = values[0]
    if value.classdef is None:
        return None
    family = ctx.classes.family(value.classdef, value.exact)
    if not all(_is_plain(ctx, classdef) for classdef in family):
        return None
    if not family:
        return IMPOSSIBLE
    names = ctx.attributes.names_like(value, lambda name: not name.startswith("_weft_"))
    parts = tuple((classdef.description.cls, _stored(classdef, names)) for classdef in family)
    return ctx.call.delegate(ctx.generated.copied(parts, value.optional), operation.args[1:], [value])


def _is_plain(ctx: AnnotationContext, classdef: ClassDef) -> bool:
    """True for classes of the program that say nothing about copying and have nothing but attributes."""
    cls = classdef.description.cls
    if issubclass(cls, BaseException) or builtin_bases.base_of(cls) is not None:
        return False
    if not ctx.classes.is_program_class(cls) or cls.__module__.startswith("weft."):
        return False
    return not any(name in vars(base) for base in cls.__mro__[:-1] for name in _HOOKS)


def _stored(classdef: ClassDef, names: list[str]) -> tuple[str, ...]:
    """Return which of these attributes instances of the class have for themselves."""
    found = []
    for name in sorted(names):
        attribute = classdef.find_attribute(name)
        if attribute is not None and not attribute[1].readonly and attribute[1].annotation is not IMPOSSIBLE:
            found.append(name)
    return tuple(found)
