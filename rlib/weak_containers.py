"""`weakref.WeakValueDictionary`, `WeakKeyDictionary` and `WeakSet`: their items vanish when what they hold is dead.

What is dead is left out by every method that looks at it, and thrown out now and then when something is added: never
while somebody iterates, because adding a key ends an iteration anyway.  What they hold at import time is in a list
until the first use at run time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from weft.rlib.intrinsics import identity_hash, is_none, keep_alive, linked, weak_link
from weft.rlib.weak_references import reference_text

FEWEST: Final = 16


def _refused(value: Any) -> None:
    if value is None:
        raise TypeError("cannot create weak reference to 'NoneType' object")


class WeakValueDictionary:
    """`weakref.WeakValueDictionary(other)`: from keys to links."""

    _weft_generic_ = True

    def __init__(self, other: Any = None) -> None:
        data: dict[Any, Any] = {}
        self._data = data
        self._most = FEWEST
        prebuilt: list[Any] = []
        self._prebuilt = prebuilt
        if not is_none(other):
            self.update(other)

    def _table(self) -> dict[Any, Any]:
        """Return the dict, with what it had at import time."""
        if self._prebuilt:
            items = self._prebuilt
            self._prebuilt = []
            for key, value in items:
                self[key] = value
        return self._data

    def _clean(self) -> None:
        """Forget what is dead, if there is as much as there was alive the last time."""
        data = self._table()
        if len(data) >= self._most:
            dead = [key for key, link in data.items() if linked(link) is None]
            for key in dead:
                del data[key]
            self._most = 2 * len(data) + FEWEST

    def __setitem__(self, key: Any, value: Any) -> None:
        _refused(value)
        link = weak_link(value, 0)
        if key not in self._table():
            self._clean()
        elif linked(self._table()[key]) is None:
            del self._table()[key]  # it comes last now
        self._table()[key] = link

    def __getitem__(self, key: Any) -> Any:
        if key in self._table():
            value = linked(self._table()[key])
            if value is not None:
                return value
        raise KeyError(key)

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        del self._table()[key]

    def __contains__(self, key: Any) -> bool:
        return key in self._table() and linked(self._table()[key]) is not None

    def __len__(self) -> int:
        count = 0
        for link in self._table().values():
            if linked(link) is not None:
                count += 1
        return count

    def __iter__(self) -> Iterator[Any]:
        return self.keys()

    def keys(self) -> Iterator[Any]:
        """As `keys` of dict, an iterator."""
        for key, link in self._table().items():
            if linked(link) is not None:
                yield key

    def values(self) -> Iterator[Any]:
        """As `values` of dict, an iterator."""
        for link in self._table().values():
            value = linked(link)
            if value is not None:
                yield value

    def items(self) -> Iterator[tuple[Any, Any]]:
        """As `items` of dict, an iterator."""
        for key, link in self._table().items():
            value = linked(link)
            if value is not None:
                yield key, value

    def get(self, key: Any, default: Any = None) -> Any:
        """As `get` of dict."""
        if key in self._table():
            value = linked(self._table()[key])
            if value is not None:
                return value
        return default

    def pop(self, key: Any, *default: Any) -> Any:
        """As `pop` of dict."""
        if key in self._table():
            value = linked(self._table()[key])
            del self._table()[key]
            if value is not None:
                return value
        if len(default) == 0:
            raise KeyError(key)
        return default[0]

    def popitem(self) -> tuple[Any, Any]:
        """As `popitem` of dict."""
        while True:
            key, link = self._table().popitem()
            value = linked(link)
            if value is not None:
                return key, value

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """As `setdefault` of dict."""
        if key in self._table():
            value = linked(self._table()[key])
            if value is not None:
                return value
        self[key] = default
        return default

    def update(self, other: Any) -> None:
        """As `update` of dict, with a mapping or an iterable of pairs."""
        if isinstance(other, dict | WeakValueDictionary):
            for key, value in other.items():
                self[key] = value
        else:
            for key, value in other:
                self[key] = value

    def clear(self) -> None:
        """As `clear` of dict."""
        self._table().clear()

    def copy(self) -> WeakValueDictionary:
        """Return another one with the same items."""
        made = WeakValueDictionary()
        for key, value in self.items():
            made[key] = value
        return made

    def __repr__(self) -> str:
        return "<WeakValueDictionary at " + hex(id(self)) + ">"


class KeyReference:
    """A weak reference as a key: equal to others as long as their targets are alive and equal."""

    _weft_generic_ = True

    def __init__(self, target: Any) -> None:
        self.link = weak_link(target, 0)
        self.code = hash(target)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KeyReference):
            return NotImplemented
        left = linked(self.link)
        right = linked(other.link)
        if left is None or right is None:
            return self is other
        return bool(left == right)

    def __hash__(self) -> int:
        return self.code

    def __repr__(self) -> str:
        return reference_text(id(self), linked(self.link))


class WeakKeyDictionary:
    """`weakref.WeakKeyDictionary(other)`."""

    _weft_generic_ = True

    def __init__(self, other: Any = None) -> None:
        data: dict[Any, Any] = {}
        self._data = data
        self._most = FEWEST
        prebuilt: list[Any] = []
        self._prebuilt = prebuilt
        if not is_none(other):
            self.update(other)

    def _reference(self, key: Any) -> KeyReference:
        _refused(key)
        return KeyReference(key)

    def _table(self) -> dict[Any, Any]:
        """Return the dict, with what it had at import time."""
        if self._prebuilt:
            items = self._prebuilt
            self._prebuilt = []
            for key, value in items:
                self[key] = value
        return self._data

    def _clean(self) -> None:
        data = self._table()
        if len(data) >= self._most:
            dead = [key for key in data if linked(key.link) is None]
            for key in dead:
                del data[key]
            self._most = 2 * len(data) + FEWEST

    def __setitem__(self, key: Any, value: Any) -> None:
        reference = self._reference(key)
        if reference not in self._table():
            self._clean()
        self._table()[reference] = value
        keep_alive(key)

    def __getitem__(self, key: Any) -> Any:
        reference = self._reference(key)
        if reference not in self._table():
            raise KeyError(key)
        value = self._table()[reference]
        keep_alive(key)
        return value

    def __delitem__(self, key: Any) -> None:
        reference = self._reference(key)
        if reference not in self._table():
            raise KeyError(key)
        del self._table()[reference]
        keep_alive(key)

    def __contains__(self, key: Any) -> bool:
        if key is None:
            return False
        found = self._reference(key) in self._table()
        keep_alive(key)
        return found

    def __len__(self) -> int:
        count = 0
        for key in self._table():
            if linked(key.link) is not None:
                count += 1
        return count

    def __iter__(self) -> Iterator[Any]:
        return self.keys()

    def keys(self) -> Iterator[Any]:
        """As `keys` of dict, an iterator."""
        for key in self._table():
            target = linked(key.link)
            if target is not None:
                yield target

    def values(self) -> Iterator[Any]:
        """As `values` of dict, an iterator."""
        for key, value in self._table().items():
            if linked(key.link) is not None:
                yield value

    def items(self) -> Iterator[tuple[Any, Any]]:
        """As `items` of dict, an iterator."""
        for key, value in self._table().items():
            target = linked(key.link)
            if target is not None:
                yield target, value

    def get(self, key: Any, default: Any = None) -> Any:
        """As `get` of dict."""
        reference = self._reference(key)
        if reference in self._table():
            value = self._table()[reference]
            keep_alive(key)
            return value
        return default

    def pop(self, key: Any, *default: Any) -> Any:
        """As `pop` of dict."""
        reference = self._reference(key)
        if reference in self._table():
            value = self._table().pop(reference)
            keep_alive(key)
            return value
        if len(default) == 0:
            raise KeyError(key)
        return default[0]

    def popitem(self) -> tuple[Any, Any]:
        """As `popitem` of dict."""
        while True:
            key, value = self._table().popitem()
            target = linked(key.link)
            if target is not None:
                return target, value

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """As `setdefault` of dict."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def update(self, other: Any) -> None:
        """As `update` of dict, with a mapping or an iterable of pairs."""
        if isinstance(other, dict | WeakKeyDictionary):
            for key, value in other.items():
                self[key] = value
        else:
            for key, value in other:
                self[key] = value

    def clear(self) -> None:
        """As `clear` of dict."""
        self._table().clear()

    def copy(self) -> WeakKeyDictionary:
        """Return another one with the same items."""
        made = WeakKeyDictionary()
        for key, value in self.items():
            made[key] = value
        return made

    def __repr__(self) -> str:
        return "<WeakKeyDictionary at " + hex(id(self)) + ">"


class WeakSet:
    """`weakref.WeakSet(iterable)`."""

    _weft_generic_ = True

    def __init__(self, data: Any = None) -> None:
        references: set[Any] = set()
        self._references = references
        self._most = FEWEST
        prebuilt: list[Any] = []
        self._prebuilt = prebuilt
        if not is_none(data):
            self.update(data)

    def _all(self) -> set[Any]:
        """Return the set, with what it had at import time."""
        if self._prebuilt:
            items = self._prebuilt
            self._prebuilt = []
            for item in items:
                self.add(item)
        return self._references

    def _reference(self, item: Any) -> KeyReference:
        _refused(item)
        return KeyReference(item)

    def add(self, item: Any) -> None:
        """As `add` of set."""
        references = self._all()
        reference = self._reference(item)
        if len(references) >= self._most:
            dead = [found for found in references if linked(found.link) is None]
            for found in dead:
                references.remove(found)
            self._most = 2 * len(references) + FEWEST
        references.add(reference)
        keep_alive(item)

    def discard(self, item: Any) -> None:
        """As `discard` of set."""
        self._all().discard(self._reference(item))
        keep_alive(item)

    def remove(self, item: Any) -> None:
        """As `remove` of set."""
        if item not in self:
            raise KeyError(item)
        self.discard(item)

    def pop(self) -> Any:
        """As `pop` of set."""
        while self._all():
            item = linked(self._all().pop().link)
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def clear(self) -> None:
        """As `clear` of set."""
        self._all().clear()

    def update(self, other: Any) -> None:
        """As `update` of set."""
        for item in other:
            self.add(item)

    def difference_update(self, other: Any) -> None:
        """As `difference_update` of set."""
        for item in list(other):
            self.discard(item)

    def __contains__(self, item: Any) -> bool:
        if item is None:
            return False
        found = self._reference(item) in self._all()
        keep_alive(item)
        return found

    def __len__(self) -> int:
        count = 0
        for reference in self._all():
            if linked(reference.link) is not None:
                count += 1
        return count

    def __iter__(self) -> Iterator[Any]:
        for reference in self._all():
            item = linked(reference.link)
            if item is not None:
                yield item

    def copy(self) -> WeakSet:
        """Return another one with the same items."""
        made = WeakSet()
        made.update(self)
        return made

    def union(self, other: Any) -> WeakSet:
        """As `union` of set."""
        made = WeakSet()
        made.update(self)
        made.update(other)
        return made

    def intersection(self, other: Any) -> WeakSet:
        """As `intersection` of set."""
        made = WeakSet()
        for item in other:
            if item in self:
                made.add(item)
        return made

    def difference(self, other: Any) -> WeakSet:
        """As `difference` of set."""
        made = WeakSet()
        made.update(self)
        made.difference_update(other)
        return made

    def issubset(self, other: Any) -> bool:
        """As `issubset` of set."""
        return all(item in other for item in self)

    def issuperset(self, other: Any) -> bool:
        """As `issuperset` of set."""
        return all(item in self for item in other)

    def isdisjoint(self, other: Any) -> bool:
        """As `isdisjoint` of set."""
        return not any(item in self for item in other)

    def __or__(self, other: Any) -> WeakSet:
        return self.union(other)

    def __and__(self, other: Any) -> WeakSet:
        return self.intersection(other)

    def __sub__(self, other: Any) -> WeakSet:
        return self.difference(other)

    def __le__(self, other: Any) -> bool:
        return self.issubset(other)

    def __ge__(self, other: Any) -> bool:
        return self.issuperset(other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WeakSet):
            return NotImplemented
        return len(self) == len(other) and self.issubset(other)

    def __hash__(self) -> int:
        return identity_hash(self)

    def __repr__(self) -> str:
        return repr(self._all())
