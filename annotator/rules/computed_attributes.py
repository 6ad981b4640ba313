"""`getattr` and `hasattr` with names made at run time: a table of the attributes that the name may mean.

    getattr(self, "op_" + name)     all attributes of the class that begin with "op_"; AttributeError for other names

What the attributes hold must have a common type, as the functions of a dict have.  A name that may be anything is
accepted only where the program says what happens to unknown ones (a default, `hasattr`, a handler); otherwise the error
is most often a call by names from the input, which is better written with a dict.  Entry points: `computed_getattr`,
`computed_hasattr`.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.computed_names import NamePattern, constant_pattern, name_pattern
from weft.annotator.errors import RuleError
from weft.annotator.lattice import BOOL, Annotation, SomeConstantObject, SomeInstance, SomeString
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Constant

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

MOST_NAMES: Final = 1000


def computed_getattr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`getattr(x, name)` and `getattr(x, name, default)`."""
    found = _table(ctx, operation, arguments)
    if found is None:
        return None
    pattern, names = found
    has_default = len(arguments.positional) == 3
    if not (pattern.closed or has_default or _is_foreseen(ctx, operation)):
        raise RuleError(
            "W0404",
            "getattr() with a name that is only known at run time",
            label="this name may be anything",
            help="give a default (`getattr(x, name, None)`), test with hasattr() first, or keep the methods in a dict",
        )
    if not names and not has_default:
        which = f"'{pattern.prefix}...{pattern.suffix}'"
        error = RuleError("W0202", f"no attribute has a name like {which}", label=str(arguments.annotations()[0]))
        return ctx.unless_resolved(operation, error)
    module = _module(arguments)
    function = ctx.generated.computed_getattr(names, module, has_default)
    return ctx.call.delegate_arguments(function, operation.args[1:], arguments)


def computed_hasattr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`hasattr(x, name)`."""
    found = _table(ctx, operation, arguments)
    if found is None:
        return None
    function = ctx.generated.computed_hasattr(found[1], _module(arguments))
    result = ctx.call.delegate_arguments(function, operation.args[1:], arguments)
    return result if result.is_constant or type(result) is not type(BOOL) else BOOL


def _module(arguments: Arguments) -> types.ModuleType | None:
    constant = arguments.annotations()[0].constant
    return constant if isinstance(constant, types.ModuleType) else None


def _table(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> tuple[NamePattern, tuple[str, ...]] | None:
    """Return what is known about the name, and the attributes it may mean; None: not a case for this."""
    if arguments.keywords or arguments.star is not None or operation.name != "call":
        return None
    match arguments.annotations():
        case [owner, SomeString(constant=str(name)), *_]:
            pattern = constant_pattern(name)
        case [owner, SomeString(optional=False), *_]:
            pattern = name_pattern(ctx, operation.args[2])
        case _:
            return None
    if not pattern.prefix.strip("_") and not pattern.suffix.strip("_"):
        return None
    if isinstance(owner, SomeConstantObject) and isinstance(owner.constant, types.ModuleType):
        names = [name for name in vars(owner.constant) if pattern.matches(name)]
    elif isinstance(owner, SomeInstance) and owner.classdef is not None and not owner.optional:
        names = ctx.attributes.names_like(owner, pattern.matches)
    else:
        return None
    return None if len(names) > MOST_NAMES else (pattern, tuple(sorted(names)))


def _is_foreseen(ctx: AnnotationContext, operation: Any) -> bool:
    """True if the program says what happens to unknown names: by a handler around the call, or by `hasattr`."""
    assert ctx.graph_info is not None
    for block in ctx.graph_info.blocks:
        for other in block.operations:
            if other is operation and block.raises:
                return True
            if other.name == "call" and isinstance(other.args[0], Constant) and other.args[0].value is hasattr:
                if len(other.args) == 3 and not isinstance(other.args[2], Constant):
                    return True
    return False
