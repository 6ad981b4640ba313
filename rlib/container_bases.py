"""What classes of a program inherit when they derive from list, dict, set and their relatives.

The translator puts the members of these classes where the built-in ones are in the MRO.  An instance keeps a plain
container in `_items_of_base`, which `_weft_prepare` makes before the program's `__init__` runs.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from weft.rlib import deques
from weft.rlib.intrinsics import class_name


def plain(value: Any) -> Any:
    """Return the container in an instance of these classes, other values as they are."""
    if value is None:
        return None
    if hasattr(value, "_weft_container"):
        return value._items_of_base
    return value


class ContainerBase:
    """What all of them have."""

    _weft_container = True
    _items_of_base: Any

    def __len__(self) -> int:
        return len(self._items_of_base)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items_of_base)

    def __contains__(self, item: Any) -> bool:
        return item in self._items_of_base

    def __eq__(self, other: object) -> bool:
        return bool(self._items_of_base == plain(other))

    def __ne__(self, other: object) -> bool:
        return bool(self._items_of_base != plain(other))

    def __repr__(self) -> str:
        return repr(self._items_of_base)

    def clear(self) -> None:
        """As `clear` of a container."""
        self._items_of_base.clear()


class ListBase(ContainerBase):
    """For `class C(list)`."""

    _items_of_base: list[Any]

    def _weft_prepare(self) -> None:
        self._items_of_base = []

    def copy(self) -> Any:
        """As `copy` of list."""
        return self._items_of_base.copy()

    def __init__(self, iterable: Iterable[Any] | None = None) -> None:
        self._items_of_base = []
        if iterable is not None:
            self._items_of_base.extend(iterable)

    def __getitem__(self, index: Any) -> Any:
        return self._items_of_base[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._items_of_base[index] = value

    def __delitem__(self, index: Any) -> None:
        del self._items_of_base[index]

    def __reversed__(self) -> Iterator[Any]:
        return reversed(self._items_of_base)

    def __lt__(self, other: Any) -> bool:
        return self._items_of_base < plain(other)

    def __le__(self, other: Any) -> bool:
        return self._items_of_base <= plain(other)

    def __gt__(self, other: Any) -> bool:
        return self._items_of_base > plain(other)

    def __ge__(self, other: Any) -> bool:
        return self._items_of_base >= plain(other)

    def __add__(self, other: Any) -> Any:
        return self._items_of_base + plain(other)

    def __radd__(self, other: Any) -> Any:
        return other + self._items_of_base

    def __mul__(self, count: int) -> Any:
        return self._items_of_base * count

    def __rmul__(self, count: int) -> Any:
        return self._items_of_base * count

    def __iadd__(self, iterable: Iterable[Any]) -> Any:  # type: ignore[misc]
        self._items_of_base.extend(iterable)
        return self

    def __imul__(self, count: int) -> Any:
        self._items_of_base *= count
        return self

    def append(self, item: Any) -> None:
        """As `append` of list."""
        self._items_of_base.append(item)

    def extend(self, iterable: Iterable[Any]) -> None:
        """As `extend` of list."""
        self._items_of_base.extend(iterable)

    def insert(self, index: int, item: Any) -> None:
        """As `insert` of list."""
        self._items_of_base.insert(index, item)

    def pop(self, index: int = -1) -> Any:
        """As `pop` of list."""
        return self._items_of_base.pop(index)

    def remove(self, item: Any) -> None:
        """As `remove` of list."""
        self._items_of_base.remove(item)

    def index(self, item: Any, start: int = 0, stop: int = 9223372036854775807) -> int:
        """As `index` of list."""
        return self._items_of_base.index(item, start, stop)

    def count(self, item: Any) -> int:
        """As `count` of list."""
        return self._items_of_base.count(item)

    def reverse(self) -> None:
        """As `reverse` of list."""
        self._items_of_base.reverse()

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """As `sort` of list."""
        if key is None:
            self._items_of_base.sort(reverse=reverse)
        else:
            self._items_of_base.sort(key=key, reverse=reverse)


class MappingBase(ContainerBase):
    """What the classes for dict and its variants share."""

    _items_of_base: Any

    def __getitem__(self, key: Any) -> Any:
        if hasattr(self, "__missing__"):
            if key not in self._items_of_base:
                return self.__missing__(key)
        return self._items_of_base[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._items_of_base[key] = value

    def __delitem__(self, key: Any) -> None:
        del self._items_of_base[key]

    def __reversed__(self) -> Iterator[Any]:
        return reversed(self._items_of_base)

    def __ior__(self, other: Any) -> Any:
        self._items_of_base.update(plain(other))
        return self

    def get(self, key: Any, default: Any = None) -> Any:
        """As `get` of dict."""
        return self._items_of_base.get(key, default)

    def keys(self) -> Any:
        """As `keys` of dict."""
        return self._items_of_base.keys()

    def values(self) -> Any:
        """As `values` of dict."""
        return self._items_of_base.values()

    def items(self) -> Any:
        """As `items` of dict."""
        return self._items_of_base.items()

    def pop(self, key: Any, *default: Any) -> Any:
        """As `pop` of dict."""
        if len(default) == 0:
            return self._items_of_base.pop(key)
        return self._items_of_base.pop(key, default[0])

    def popitem(self) -> Any:
        """As `popitem` of dict."""
        return self._items_of_base.popitem()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """As `setdefault` of dict."""
        return self._items_of_base.setdefault(key, default)

    def update(self, other: Any = None, **more: Any) -> None:
        """As `update` of dict."""
        if other is not None:
            self._items_of_base.update(plain(other))
        if more:
            self._items_of_base.update(more)


class DictBase(MappingBase):
    """For `class C(dict)`."""

    def _weft_prepare(self) -> None:
        self._items_of_base = {}

    def copy(self) -> Any:
        """As `copy` of dict."""
        return self._items_of_base.copy()

    def __or__(self, other: Any) -> Any:
        return self._items_of_base | plain(other)

    def __init__(self, other: Any = None) -> None:
        self._items_of_base = {}
        if other is not None:
            self._items_of_base.update(plain(other))


class OrderedDictBase(MappingBase):
    """For `class C(OrderedDict)`."""

    def _weft_prepare(self) -> None:
        self._items_of_base = collections.OrderedDict()

    def __init__(self, other: Any = None) -> None:
        self._items_of_base = collections.OrderedDict()
        if other is not None:
            self._items_of_base.update(plain(other))

    def move_to_end(self, key: Any, last: bool = True) -> None:
        """As `move_to_end` of OrderedDict."""
        self._items_of_base.move_to_end(key, last)

    def popitem(self, last: bool = True) -> Any:
        """As `popitem` of OrderedDict."""
        return self._items_of_base.popitem(last)

    def __repr__(self) -> str:
        return class_name(self) + repr(self._items_of_base)[len("OrderedDict") :]


class DefaultDictBase(MappingBase):
    """For `class C(defaultdict)`."""

    def __init__(self, factory: Any = None) -> None:
        self._items_of_base = collections.defaultdict(factory)

    def __repr__(self) -> str:
        return class_name(self) + repr(self._items_of_base)[len("defaultdict") :]


class SetBase(ContainerBase):
    """For `class C(set)`."""

    _items_of_base: set[Any]

    def _weft_prepare(self) -> None:
        self._items_of_base = set()

    def copy(self) -> Any:
        """As `copy` of set."""
        return self._items_of_base.copy()

    def __init__(self, iterable: Iterable[Any] | None = None) -> None:
        self._items_of_base = set()
        if iterable is not None:
            self._items_of_base.update(iterable)

    def __repr__(self) -> str:
        return class_name(self) + "(" + ("" if not self._items_of_base else repr(self._items_of_base)) + ")"

    def __or__(self, other: Any) -> Any:
        return self._items_of_base | plain(other)

    def __and__(self, other: Any) -> Any:
        return self._items_of_base & plain(other)

    def __sub__(self, other: Any) -> Any:
        return self._items_of_base - plain(other)

    def __xor__(self, other: Any) -> Any:
        return self._items_of_base ^ plain(other)

    def __le__(self, other: Any) -> bool:
        return self._items_of_base <= plain(other)

    def __lt__(self, other: Any) -> bool:
        return self._items_of_base < plain(other)

    def __ge__(self, other: Any) -> bool:
        return self._items_of_base >= plain(other)

    def __gt__(self, other: Any) -> bool:
        return self._items_of_base > plain(other)

    def add(self, item: Any) -> None:
        """As `add` of set."""
        self._items_of_base.add(item)

    def discard(self, item: Any) -> None:
        """As `discard` of set."""
        self._items_of_base.discard(item)

    def remove(self, item: Any) -> None:
        """As `remove` of set."""
        self._items_of_base.remove(item)

    def pop(self) -> Any:
        """As `pop` of set."""
        return self._items_of_base.pop()

    def update(self, iterable: Iterable[Any]) -> None:
        """As `update` of set."""
        self._items_of_base.update(iterable)

    def issubset(self, other: Any) -> bool:
        """As `issubset` of set."""
        return self._items_of_base.issubset(plain(other))

    def issuperset(self, other: Any) -> bool:
        """As `issuperset` of set."""
        return self._items_of_base.issuperset(plain(other))


class DequeBase(deques.deque):
    """For `class C(deque)`."""

    def _weft_prepare(self) -> None:
        deques.deque.__init__(self)

    def __repr__(self) -> str:
        return class_name(self) + deques.deque.__repr__(self)[len("deque") :]


BASES: Final[dict[type, type]] = {
    list: ListBase,
    dict: DictBase,
    set: SetBase,
    collections.OrderedDict: OrderedDictBase,
    collections.defaultdict: DefaultDictBase,
    collections.deque: DequeBase,
}
"""What stands for each built-in class."""

PLAIN: Final[dict[type, Callable[[Any], Any]]] = {
    list: list,
    dict: dict,
    set: set,
    collections.OrderedDict: collections.OrderedDict,
    collections.defaultdict: lambda value: collections.defaultdict(value.default_factory, value),
}
"""How the container of a prebuilt instance is made."""
