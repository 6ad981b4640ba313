"""Classes of named tuples that hold others of their kind, such as the nodes of a tree.

A named tuple is a tuple type with a class (`SomeTuple.cls`); one that contains itself would be a type without end.
Where inference meets that (W0115) it starts again with the class in its plan: instances are then what instances of
classes derived from tuple are, structs with the tuple in `_items_of_base` (`rlib/value_bases.py`), so that references
end the type.  Entry points: `is_linked`, `member`.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Container
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeTuple

if TYPE_CHECKING:
    from weft.annotator.generated import Generated

DROPPED: Final = object()
"""Stands for a member that is left out."""


_SPECIAL: Final = (
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__len__", "__contains__", "__bool__",
    "__getitem__", "__iter__", "__call__", "__format__",
)  # fmt: skip


def is_linked(classes: Container[type], cls: type) -> bool:
    """True for classes of named tuples in the plan, and their bases and subclasses."""
    if not issubclass(cls, tuple) or not hasattr(cls, "_fields"):
        return False
    return any(base in classes for base in cls.__mro__) or any(is_linked(classes, sub) for sub in cls.__subclasses__())


@functools.cache
def has_special_methods(cls: type) -> bool:
    """True if a named tuple class, a base or a subclass of it, has methods of its own for what tuples can do."""
    if not issubclass(cls, tuple) or not hasattr(cls, "_fields") or cls.__module__.startswith("weft."):
        return False
    if any(isinstance(vars(base).get(name), types.FunctionType) for base in cls.__mro__ for name in _SPECIAL):
        return True
    return any(map(has_special_methods, cls.__subclasses__()))


def linked_classes(annotation: Annotation, around: tuple[type, ...] = ()) -> list[type]:
    """Return the classes of named tuples that lie within tuples of the same class."""
    if not isinstance(annotation, SomeTuple):
        return []
    found = [annotation.cls] if annotation.cls in around and annotation.cls is not None else []
    inner = around if annotation.cls is None else (*around, annotation.cls)
    for item in annotation.items:
        found.extend(linked_classes(item, inner))
    return list(dict.fromkeys(found))


def member(generated: Generated, cls: Any, name: str, value: Any) -> Any:
    """Return what stands for a member of the body of a named tuple class."""
    if type(value).__name__ == "_tuplegetter":
        return property(_getter(generated, cls._fields.index(name)))
    if isinstance(value, types.FunctionType) and name == "__repr__" and _is_of_factory(value):
        return _repr(generated, cls)
    function = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
    if name in ("_make", "_replace", "_asdict", "__getnewargs__") and _is_of_factory(function):
        return DROPPED
    return value


def _is_of_factory(function: Any) -> bool:
    """True for methods that `namedtuple()` makes."""
    names = getattr(function, "__globals__", {}).get("__name__", "")
    return names == "collections" or str(names).startswith("namedtuple_")


def _getter(generated: Generated, index: int) -> Any:
    text = f"def get(self):\n    return self._items_of_base[{index}]\n"
    return generated.make(("field of linked tuple", index), "get", lambda: text)


def _repr(generated: Generated, cls: Any) -> Any:
    pieces = ' + ", " + '.join(f'"{field}=" + repr(self.{field})' for field in cls._fields) or '""'
    text = f'def text_of(self):\n    return type(self).__name__ + "(" + {pieces} + ")"\n'
    return generated.make(("repr of linked tuple", cls), "text_of", lambda: text)
