"""Instances of classes derived from str, bytes, int, float or tuple where a value of the built-in type is wanted.

The instance is a struct that holds the value (`rlib/value_bases.py`).  Its special methods do most operations; here is
what remains: arguments of built-in functions and of methods of built-in types, keys, indices, items to look for.  All
of that is done with the value: `of_value` wraps the operation in a function that reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Receiver
from weft.annotator.lattice import (
    Annotation,
    SomeDict,
    SomeInstance,
    SomeList,
    SomeSet,
    without_none,
)
from weft.annotator.rules.big_integers import is_number
from weft.annotator.rules.kinds import kind_of
from weft.annotator.signatures import Argument, Arguments
from weft.rlib import builtin_bases

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_TAKE_ANYTHING: Final = frozenset({list, set, frozenset, dict, id, iter, enumerate, filter, sorted, any, all, zip, map})
"""Built-in functions that keep the instance, or iterate over it as it wants."""
_MODULES: Final = frozenset(
    {"builtins", "math", "os", "posix", "posixpath", "genericpath", "io", "_io", "re", "struct"},
)
_STRUCTURES: Final = frozenset({"list", "dict", "set", "view"})
_IN_LISTS: Final = frozenset({"index", "count", "remove"})
_LOOK_UP: Final = frozenset({"get", "pop", "discard", "remove", "index", "count"})
"""Methods of containers that do not keep the key or item they are called with."""


def base_class(annotation: Annotation) -> type | None:
    """Return the built-in value class that the class of an instance derives from; None for all other values."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None or annotation.optional:
        return None
    found = builtin_bases.base_of(annotation.classdef.description.cls)
    return found if found in builtin_bases.VALUES else None


def of_value(
    ctx: AnnotationContext, operation: Any, expression: str, values: Sequence[Annotation], wrap: str = ""
) -> Annotation:
    """Do the current operation, `expression` with operands {0}, {1}..., on the values in instances."""
    function = ctx.generated.on_base_values(expression, [base_class(value) is not None for value in values])
    return ctx.call.delegate(function, operation.args, values, wrap)


def look_up(
    ctx: AnnotationContext, operation: Any, expression: str, owner: Annotation, key: Annotation, wrap: str = ""
) -> Annotation | None:
    """Look for a key, `expression` with operands {0} and {1}, that the dict or set has in another form; else None."""
    form = key_form(owner, key, in_lists=" in " in expression)
    if not form:
        return None
    return ctx.call.delegate(
        ctx.generated.on_base_values(expression, (False, form)), operation.args, (owner, key), wrap
    )


def call_of_function(ctx: AnnotationContext, operation: Any, function: Any, arguments: Arguments) -> Annotation | None:
    """Call a built-in function with the values in its arguments; None if there are none, or it takes anything."""
    flags = [base_class(argument.annotation) is not None for argument in arguments.positional]
    if not any(flags) or arguments.star is not None or arguments.star_star is not None:
        return None
    module = getattr(function, "__module__", None)
    if module not in _MODULES or function in _TAKE_ANYTHING:
        return None
    made = ctx.generated.call_with_base_values(function, flags, tuple(arguments.keywords))
    return ctx.call.delegate_arguments(made, operation.args[1:], arguments)


def call_of_method(
    ctx: AnnotationContext, operation: Any, receiver: Annotation, name: str, arguments: Arguments
) -> Annotation | None:
    """Call a method of a str, a number or bytes with the values in its arguments; None if there are none."""
    flags: list[bool | type]
    if name == "join" and arguments.positional and holds_text(arguments.positional[0].annotation):
        passed = arguments.with_first(Argument(receiver, Receiver()))
        join = ctx.generated.join_base_values()
        return ctx.call.delegate_method(join, operation.args[0], operation.args[1:], passed)
    if name in _LOOK_UP and arguments.positional and kind_of(receiver) in _STRUCTURES:
        flags = [key_form(receiver, argument.annotation, name in _IN_LISTS) for argument in arguments.positional[:1]]
        flags += [False] * (len(arguments.positional) - 1)
    elif kind_of(receiver) in _STRUCTURES or name == "format":
        return None
    else:
        flags = [base_class(argument.annotation) is not None for argument in arguments.positional]
    if not any(flags):
        return None
    made = ctx.generated.method_with_base_values(name, flags, tuple(arguments.keywords))
    passed = arguments.with_first(Argument(receiver, Receiver()))
    return ctx.call.delegate_method(made, operation.args[0], operation.args[1:], passed)


def holds_text(items: Annotation) -> bool:
    """True for lists of instances whose class derives from str."""
    return isinstance(items, SomeList) and base_class(items.definition.find().item) is str


def key_form(owner: Annotation, key: Annotation, in_lists: bool = False) -> bool | type:
    """Return the form in which a dict or a set has what is looked up in it, if that is not what is given.

    True: the values in instances like this one; a class: instances of it that hold values like this one.  Neither
    makes a difference to what is found, unless the class has an equality of its own.
    """
    match owner:
        case SomeDict(definition=definition):
            held = without_none(definition.find().key)
        case SomeSet(definition=definition):
            held = without_none(definition.find().item)
        case SomeList(definition=definition) if in_lists:
            held = without_none(definition.find().item)
        case _:
            return False
    base = base_class(key)
    if base is not None:
        return _is_value(base, held)
    base = base_class(held)
    if base is None or not _is_value(base, key) or not isinstance(held, SomeInstance) or held.classdef is None:
        return False
    cls = held.classdef.description.cls
    return cls if cls.__eq__ is base.__eq__ and cls.__hash__ is base.__hash__ else False


def _is_value(base: type, value: Annotation) -> bool:
    """True if a value is of this built-in class."""
    if base in (int, float):
        return is_number(kind_of(value)) and not value.can_be_none
    return kind_of(value) == base.__name__ and not value.can_be_none
