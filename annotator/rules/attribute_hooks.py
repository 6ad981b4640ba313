"""`__getattr__`, `__setattr__` and `__delattr__` of classes of the program, and built-ins with names of attributes.

Names of attributes are constants: a function with one of these names has a graph per name (`Functions.describe`).
Reading what no class has calls `__getattr__`, once nothing changes any more; an attribute that may be unset is tested
for first.  Generated functions marked `_weft_stored_` read and assign what is stored, as `object.__getattribute__` and
`object.__setattr__` do.
"""

from __future__ import annotations

import keyword
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Receiver
from weft.annotator.classes import is_frozen
from weft.annotator.descriptions import ClassDef, ClassDesc
from weft.annotator.errors import RuleError
from weft.annotator.keyword_records import fields_of, is_record
from weft.annotator.lattice import IMPOSSIBLE, Annotation, SomeAttributes, SomeBool, SomeInstance, SomePBC, SomeString
from weft.annotator.signatures import Argument, Arguments
from weft.rlib import stored_attributes

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_OWN: Final = ("_weft_", "_items_of_base")
"""Attributes that Weft puts there begin so."""


def own_hook(description: ClassDesc, hook: str) -> types.FunctionType | None:
    """Return the `__getattr__`, `__setattr__` or `__delattr__` that a class of the program defines or inherits."""
    located = description.lookup(hook)
    if located is None or not isinstance(located[1], types.FunctionType):
        return None
    if is_frozen(description.cls) and located[1].__code__.co_filename.startswith("<"):
        return None  # made by dataclasses
    return located[1]


def hooked(ctx: AnnotationContext, owner: SomeInstance, hook: str, name: str) -> list[ClassDef]:
    """Return the live classes of an instance whose hook is asked for this attribute, in the current function."""
    if owner.classdef is None or name.startswith(_OWN) or is_stored_access(ctx):
        return []
    family = ctx.classes.family(owner.classdef, owner.exact)
    return [classdef for classdef in family if own_hook(classdef.description, hook) is not None]


def is_stored_access(ctx: AnnotationContext) -> bool:
    """True in functions that read and assign what is stored, hooks or not."""
    info = ctx.graph_info
    return info is not None and getattr(info.description.function, "_weft_stored_", False)


def covering(ctx: AnnotationContext, owner: SomeInstance, classdefs: list[ClassDef]) -> tuple[type, ...]:
    """Return the topmost of these classes; () if they are all live classes that the instance may be of."""
    assert owner.classdef is not None
    if len(classdefs) == len(ctx.classes.family(owner.classdef, owner.exact)):
        return ()
    return tuple([classdef.description.cls for classdef in ctx.classes.topmost(classdefs)])


def intercepted(ctx: AnnotationContext, operation: Any, owner: SomeInstance, name: str) -> Annotation | None:
    """Let `__setattr__` or `__delattr__` do an assignment or `del`; None if no class has it."""
    hook = f"__{operation.spec.name}__"
    classdefs = hooked(ctx, owner, hook, name)
    if not classdefs:
        return None
    values = [operand for index, operand in enumerate(operation.args) if index != 1]
    function = ctx.generated.intercepted(hook, name, covering(ctx, owner, classdefs))
    return ctx.call.delegate(function, values, [owner, *map(ctx.annotation, values[1:])], "drop")


def of_super(ctx: AnnotationContext, receiver: SomeInstance, name: str) -> Annotation | None:
    """Return `super().__setattr__` and its like where only object is left; None for other names."""
    function = stored_attributes.METHODS.get(name)
    if function is None:
        return None
    classdef = receiver.classdef
    assert classdef is not None
    method = ctx.functions.method(ctx.functions.describe(function), classdef, name, classdef, direct=True)
    return SomePBC(descriptions=(method,))


# Built-in functions with the name of an attribute -------------------------------------------------------------------


def _is_name(annotation: Annotation) -> bool:
    name = annotation.constant
    return (
        isinstance(annotation, SomeString)
        and isinstance(name, str)
        and name.isidentifier()
        and (not keyword.iskeyword(name))
    )


def _by_name(statement: str, count: int, stored: bool) -> Callable[..., Annotation | None]:
    """Return the rule of a function that does `statement`, with {} for the name, to argument `x` (and `value`)."""

    def rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
        values = arguments.annotations()
        if len(values) != count or not _is_name(values[1]):
            return None
        if stored and not isinstance(values[0], SomeInstance):
            return None
        function = ctx.generated.attribute_statement(statement, values[1].constant, count, stored)
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)

    return rule


def _hasattr(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`hasattr(x, "name")` of an instance: known, unless the attribute may be unset."""
    value, attribute = arguments.annotations()
    if not isinstance(value, SomeInstance) or value.classdef is None or value.optional or not _is_name(attribute):
        return None
    name = attribute.constant
    ctx.attributes.wait(name)
    family = ctx.classes.family(value.classdef, value.exact)
    if not ctx.in_library and hooked(ctx, value, "__getattr__", name):
        return ctx.call.delegate_arguments(ctx.generated.can_be_read(name), operation.args[1:], arguments)
    having = [c for c in family if c.find_attribute(name) or c.description.lookup(name)]
    if not having:
        return SomeBool(constant=False)
    if not all(ctx.attributes.is_surely_set(c, name) for c in having):
        function = ctx.generated.is_there(name, [c.description.cls for c in having])
        return ctx.call.delegate_arguments(function, operation.args[1:], arguments)
    if len(having) == len(family):
        return SomeBool(constant=True)
    classes = tuple([c.description.cls for c in ctx.classes.topmost(having)])
    return ctx.call.delegate(ctx.generated.isinstance(classes), [operation.args[1]], [value])


def getattr_rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`getattr(x, "name")` and `getattr(x, "name", default)` with a name that has become known."""
    values = arguments.annotations()
    if len(values) < 2 or not _is_name(values[1]):
        return None
    if len(values) == 2:
        return GETATTR(ctx, operation, arguments)
    if not isinstance(values[0], SomeInstance):
        return None
    name = values[1].constant
    computed = bool(hooked(ctx, values[0], "__getattr__", name))
    return ctx.call.delegate_arguments(ctx.generated.getattr_default(name, computed), operation.args[1:], arguments)


GETATTR: Final = _by_name("return x.{}", 2, stored=False)

BUILTINS: Final[dict[Any, Callable[..., Annotation | None]]] = {
    setattr: _by_name("x.{} = value", 3, stored=False),
    delattr: _by_name("del x.{}", 2, stored=False),
    object.__getattribute__: _by_name("return x.{}", 2, stored=True),
    object.__setattr__: _by_name("x.{} = value", 3, stored=True),
    object.__delattr__: _by_name("del x.{}", 2, stored=True),
}


# `x.__dict__` -------------------------------------------------------------------------------------------------------

_CHECKED: Final = "    if not attribute_is_set(x, '{}'):\n        raise KeyError('{name}')\n"
_ITEM_OPERATIONS: Final = {
    "getitem": (_CHECKED + "    return x.{}\n", ("name",)),
    "setitem": ("    x.{} = value\n", ("name", "value")),
    "delitem": (_CHECKED + "    del x.{}\n", ("name",)),
    "contains": ("    return attribute_is_set(x, '{}')\n", ("name",)),
}
_GET: Final = "    if attribute_is_set(x, '{}'):\n        return x.{}\n    return default\n"


def _checked_name(ctx: AnnotationContext, owner: SomeAttributes, name: Annotation) -> str:
    """Return the constant name by which `x.__dict__` is looked up in."""
    if not _is_name(name):
        raise RuleError("W0404", f"{owner} is looked up in by a name that is only known at run time", label=str(name))
    classdef = owner.receiver.classdef
    located = None if classdef is None else classdef.description.lookup(name.constant)
    if located is not None and not isinstance(located[1], property):
        raise RuleError("W0404", f"'{name.constant}' in {owner}: the class body has it, too")
    return name.constant  # type: ignore[no-any-return]


def item_of_dict(ctx: AnnotationContext, operation: Any, owner: SomeAttributes, *operands: Annotation) -> Annotation:
    """An item operation on `x.__dict__`."""
    name = _checked_name(ctx, owner, operands[0])
    operator = operation.spec.name
    _wait_for(ctx, owner, _place(owner, name))
    statement, parameters = _ITEM_OPERATIONS[operator]
    function = ctx.generated.of_dict(name, _place(owner, name), statement, parameters)
    wrap = "drop" if operator in ("setitem", "delitem") else ""
    return ctx.call.delegate(function, operation.args, [owner, *operands], wrap)


def _place(owner: SomeAttributes, name: str) -> str:
    """Return the attribute for a name in `x.__dict__`: another one if the class has a property of that name."""
    classdef = owner.receiver.classdef
    located = None if classdef is None else classdef.description.lookup(name)
    return f"_in_dict_{name}" if located is not None and isinstance(located[1], property) else name


def _wait_for(ctx: AnnotationContext, owner: SomeAttributes, name: str) -> None:
    if owner.receiver.classdef is not None:
        ctx.attributes.wait(name)


def method_of_dict(
    ctx: AnnotationContext, operation: Any, owner: SomeAttributes, name: str, arguments: Arguments
) -> Annotation:
    """`x.__dict__.get("name", default)` and `x.__dict__.update(options)`."""
    values = arguments.annotations()
    passed = arguments.with_first(Argument(owner, Receiver()))
    if name == "get" and len(values) in (1, 2):
        attribute = _checked_name(ctx, owner, values[0])
        _wait_for(ctx, owner, _place(owner, attribute))
        default = "default" if len(values) == 2 else "default=None"
        function = ctx.generated.of_dict(attribute, _place(owner, attribute), _GET, ("name", default))
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    if name == "update" and len(values) == 1 and is_record(values[0]):
        fields = fields_of(values[0])
        lines = "".join(f"    x.{_place(owner, field)} = r[{i}]\n" for i, field in enumerate(fields))
        function = ctx.generated.of_dict("", "", lines or "    pass\n", ("r",))
        return ctx.call.delegate_method(function, operation.args[0], operation.args[1:], passed)
    raise RuleError("W0404", f"method '{name}' of {owner} is not available at run time", label=str(owner))


def read_computed(ctx: AnnotationContext, operation: Any, owner: SomeInstance, name: str) -> Annotation | None:
    """Return what `x.name` is if nothing is stored under this name and a class has `__getattr__`; None: none has."""
    if not hooked(ctx, owner, "__getattr__", name):
        return None
    if id(operation) not in ctx.attributes.unset:
        assert ctx.block is not None
        ctx.attributes.computed[id(operation)] = (operation, ctx.block)
        return IMPOSSIBLE
    ctx.errors.deferred.pop(id(operation), None)
    return ctx.call.delegate(ctx.generated.computed_attribute(name), [operation.args[0]], [owner])


def hasattr_rule(ctx: AnnotationContext, operation: Any, arguments: Arguments) -> Annotation | None:
    """`hasattr` of an instance; None for other values."""
    return _hasattr(ctx, operation, arguments) if len(arguments.annotations()) == 2 else None
