"""Descriptors in class bodies, as properties whose functions are generated.

`cached_property` keeps its value in an attribute of the instance; a descriptor of the program is a prebuilt object:
its `__get__`, `__set__` and `__delete__` are called.  They have a graph for each descriptor, in which texts that
`__set_name__` made are constants: `getattr(instance, self.name)`.  Entry point: `members_of`.
"""

from __future__ import annotations

import dis
import functools
import types
from typing import TYPE_CHECKING, Any

from weft.annotator.function_maker import raise_missing
from weft.rlib.intrinsics import attribute_is_set

if TYPE_CHECKING:
    from weft.annotator.generated import Generated

_METHODS = ("__get__", "__set__", "__delete__")


def members_of(generated: Generated, cls: type, name: str, value: Any) -> dict[str, Any] | None:
    """Return the class members that stand for a descriptor in the body of `cls`; None for any other object."""
    if isinstance(value, functools.cached_property):
        return _cached(generated, cls, name, value)
    found = [isinstance(getattr(type(value), method, None), types.FunctionType) for method in _METHODS]
    if not found[0] or isinstance(value, property | staticmethod | classmethod):
        return None
    return {name: property(*[_accessor(generated, cls, value, m) if has else None
                             for m, has in zip(_METHODS, found, strict=True)])}  # fmt: skip


def shadowed_members(generated: Generated, name: str, value: Any) -> dict[str, Any]:
    """Return the members for a class attribute that both the class and its instances get assigned.

    The class's value is under another name, and so is that of an instance, which hides it once it is set.
    """
    own, kept = f"_own_{name}", class_value_name(name)
    text = (
        f"def get(x):\n    if attribute_is_set(x, {own!r}):\n        return x.{own}\n    return x.{kept}\n"
        f"def put(x, value):\n    x.{own} = value\n"
        f"def forget(x):\n    if not attribute_is_set(x, {own!r}):\n    {raise_missing(name)}    del x.{own}\n"
    )
    made = [
        generated.make(("shadowed", name, which), which, lambda: text, attribute_is_set=attribute_is_set)
        for which in ("get", "put", "forget")
    ]
    return {name: property(*made), kept: value}


def class_value_name(name: str) -> str:
    """Return the name under which a class has its value of such an attribute."""
    return f"_class_{name}"


def _accessor(generated: Generated, cls: type, value: Any, method: str) -> Any:
    parameters, arguments = {
        "__get__": ("self", "self, owner"),
        "__set__": ("self, value", "self, value"),
        "__delete__": ("self", "self"),
    }[method]
    name = method.strip("_")
    text = f"def {name}({parameters}):\n    return function(descriptor, {arguments})\n"
    generated.caches[id(value), "kept"] = value
    function = getattr(type(value), method)
    return generated.make(
        ("descriptor", cls, id(value), method), name, lambda: text, descriptor=value, owner=cls, function=function
    )


def is_descriptor(generated: Generated, value: Any) -> bool:
    """True for the descriptors of classes described so far: their methods have a graph for each of them."""
    return (id(value), "kept") in generated.caches


def fixed_text(generated: Generated, value: Any, name: str) -> str | None:
    """Return a str in an attribute of a descriptor that only `__init__` and `__set_name__` assign, so it stays."""
    if not is_descriptor(generated, value):
        return None
    found = getattr(value, "__dict__", {}).get(name)
    if type(found) is not str:
        return None
    members = [member for cls in type(value).__mro__ for member in vars(cls).values()]
    return None if any(_assigns(member, name) for member in members) else found


def _assigns(member: Any, name: str) -> bool:
    """True for methods that change an attribute, other than those that run when the class is made."""
    if not isinstance(member, types.FunctionType) or member.__name__ in ("__init__", "__set_name__"):
        return False
    code = member.__code__
    return any(i.opname in ("STORE_ATTR", "DELETE_ATTR") and i.argval == name for i in dis.get_instructions(code))


def _cached(generated: Generated, cls: type, name: str, value: Any) -> dict[str, Any]:
    known, kept = f"_is_cached_{name}", f"_cached_{name}"
    text = (
        f"def get(self):\n    if not self.{known}:\n        self.{kept} = function(self)\n        self.{known} = True\n"
        f"    return self.{kept}\n"
        f"def put(self, value):\n    self.{kept} = value\n    self.{known} = True\n"
        f"def forget(x):\n    if not x.{known}:\n    {raise_missing(name)}"
        f"    x.{known} = False\n"
    )
    made = [
        generated.make(("cached", cls, name, which), which, lambda: text, function=value.func)
        for which in ("get", "put", "forget")
    ]
    return {name: property(*made), known: False}
