"""collections.deque: a ring buffer in a list, whose unused places hold some item; grows by doubling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weft.rlib.intrinsics import StringBuilder, unchecked_item, unchecked_set_item


class deque:  # noqa: N801 - its name shows in programs
    """`collections.deque(iterable, maxlen)`; item i is at `_ring[(_first + i) & _mask]`."""

    _weft_generic_ = True

    def __init__(self, iterable: Iterable[Any] | None = None, maxlen: int | None = None) -> None:
        ring: list[Any] = []
        self._ring = ring
        self._first = 0
        self._count = 0
        self._mask = -1
        self._changes = 0
        if maxlen is None:
            self._limit = -1
        elif maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        else:
            self._limit = maxlen
        if iterable is not None:
            for item in iterable:
                self.append(item)

    @property
    def maxlen(self) -> int | None:
        """The greatest length, or None."""
        if self._limit < 0:
            return None
        return self._limit

    def _grow(self, item: Any) -> None:
        """Double the room; the items come to its beginning."""
        ring = self._ring
        old = len(ring)
        if old == 0:
            for _ in range(8):
                ring.append(item)
        else:
            # The items of the ring's beginning go behind its old end, so that they stay in one piece.
            for i in range(old):
                ring.append(unchecked_item(ring, i))
        self._mask = len(ring) - 1

    def append(self, x: Any) -> None:
        """Add at the right end."""
        if self._count == self._limit:
            if self._limit == 0:
                return
            self.popleft()
        if self._count > self._mask:
            self._grow(x)
        unchecked_set_item(self._ring, self._first + self._count & self._mask, x)
        self._count += 1
        self._changes += 1

    def appendleft(self, x: Any) -> None:
        """Add at the left end."""
        if self._count == self._limit:
            if self._limit == 0:
                return
            self.pop()
        if self._count > self._mask:
            self._grow(x)
        self._first = self._first - 1 & self._mask
        unchecked_set_item(self._ring, self._first, x)
        self._count += 1
        self._changes += 1

    def pop(self) -> Any:
        """Remove and return the item at the right end."""
        if self._count == 0:
            raise IndexError("pop from an empty deque")
        self._count -= 1
        self._changes += 1
        place = self._first + self._count & self._mask
        item = unchecked_item(self._ring, place)
        self._forget(place)
        return item

    def popleft(self) -> Any:
        """Remove and return the item at the left end."""
        if self._count == 0:
            raise IndexError("pop from an empty deque")
        place = self._first
        item = unchecked_item(self._ring, place)
        self._first = place + 1 & self._mask
        self._count -= 1
        self._changes += 1
        self._forget(place)
        return item

    def _forget(self, place: int) -> None:
        """Let a place that is free now not keep its item alive longer than others."""
        if self._count == 0:
            self._ring.clear()
            self._mask = -1
            self._first = 0
        else:
            unchecked_set_item(self._ring, place, unchecked_item(self._ring, self._first))

    def clear(self) -> None:
        """Remove all items."""
        self._ring.clear()
        self._first = 0
        self._count = 0
        self._mask = -1
        self._changes += 1

    def extend(self, iterable: Iterable[Any]) -> None:
        """Add items at the right end."""
        if iterable is self:
            for item in list(iterable):
                self.append(item)
            return
        for item in iterable:
            self.append(item)

    def extendleft(self, iterable: Iterable[Any]) -> None:
        """Add items at the left end, one after the other."""
        if iterable is self:
            for item in list(iterable):
                self.appendleft(item)
            return
        for item in iterable:
            self.appendleft(item)

    def rotate(self, n: int = 1) -> None:
        """Move n items from the right end to the left one, or the other way if n is negative."""
        count = self._count
        if count < 2:
            return
        steps = n % count
        if steps <= count >> 1:
            while steps > 0:
                self.appendleft(self._take_last())
                steps -= 1
        else:
            steps = count - steps
            while steps > 0:
                self.append(self._take_first())
                steps -= 1

    def _take_last(self) -> Any:
        self._count -= 1
        return unchecked_item(self._ring, self._first + self._count & self._mask)

    def _take_first(self) -> Any:
        item = unchecked_item(self._ring, self._first)
        self._first = self._first + 1 & self._mask
        self._count -= 1
        return item

    def reverse(self) -> None:
        """Turn the order around."""
        left = 0
        right = self._count - 1
        while left < right:
            item = self._at(left)
            self._put(left, self._at(right))
            self._put(right, item)
            left += 1
            right -= 1
        self._changes += 1

    def _at(self, index: int) -> Any:
        return unchecked_item(self._ring, self._first + index & self._mask)

    def _put(self, index: int, item: Any) -> None:
        unchecked_set_item(self._ring, self._first + index & self._mask, item)

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        return self._count != 0

    def _index(self, index: int) -> int:
        if index < 0:
            index += self._count
        if index < 0 or index >= self._count:
            raise IndexError("deque index out of range")
        return index

    def __getitem__(self, index: int) -> Any:
        return self._at(self._index(index))

    def __setitem__(self, index: int, item: Any) -> None:
        self._put(self._index(index), item)

    def __delitem__(self, index: int) -> None:
        self._delete(self._index(index))

    def _delete(self, index: int) -> None:
        for i in range(index, self._count - 1):
            self._put(i, self._at(i + 1))
        self.pop()

    def insert(self, i: int, x: Any) -> None:
        """Insert an item before position i."""
        count = self._count
        if count == self._limit:
            raise IndexError("deque already at its maximum size")
        if i < 0:
            i = max(i + count, 0)
        self.append(x)
        while count > i:
            self._put(count, self._at(count - 1))
            count -= 1
        self._put(count, x)

    def remove(self, value: Any) -> None:
        """Remove the first item that equals a value."""
        for i in range(self._count):
            if self._at(i) == value:
                self._delete(i)
                return
        raise ValueError(repr(value) + " is not in deque")

    def count(self, x: Any) -> int:
        """Return how many items equal x."""
        found = 0
        for i in range(self._count):
            if self._at(i) == x:
                found += 1
        return found

    def index(self, x: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the position of the first item that equals x."""
        end = self._count
        if stop is not None:
            end = max(stop + end, 0) if stop < 0 else min(stop, end)
        if start < 0:
            start = max(start + self._count, 0)
        for i in range(start, end):
            if self._at(i) == x:
                return i
        raise ValueError(repr(x) + " is not in deque")

    def __contains__(self, x: Any) -> bool:
        for i in range(self._count):  # noqa: SIM110
            if self._at(i) == x:
                return True
        return False

    def __iter__(self) -> Iterator[Any]:
        changes = self._changes
        for i in range(self._count):
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._at(i)

    def __reversed__(self) -> Iterator[Any]:
        changes = self._changes
        for i in range(self._count - 1, -1, -1):
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._at(i)

    def copy(self) -> deque:
        """Return a copy."""
        return deque(self, self.maxlen)

    def __copy__(self) -> deque:
        return deque(self, self.maxlen)

    def __iadd__(self, iterable: Iterable[Any]) -> deque:
        self.extend(iterable)
        return self

    def __add__(self, other: deque) -> deque:
        result = deque(self, self.maxlen)
        result.extend(other)
        return result

    def __mul__(self, n: int) -> deque:
        result = deque(None, self.maxlen)
        for _ in range(n):
            result.extend(self)
        return result

    def __rmul__(self, n: int) -> deque:
        return self * n

    def __imul__(self, n: int) -> deque:
        items = list(self)
        if n <= 0:
            self.clear()
        for _ in range(n - 1):
            self.extend(items)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, deque):
            return NotImplemented
        if self._count != other._count:
            return False
        for i in range(self._count):  # noqa: SIM110
            if not (self._at(i) == other._at(i)):
                return False
        return True

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: deque) -> bool:
        return list(self) < list(other)

    def __le__(self, other: deque) -> bool:
        return list(self) <= list(other)

    def __gt__(self, other: deque) -> bool:
        return list(self) > list(other)

    def __ge__(self, other: deque) -> bool:
        return list(self) >= list(other)

    def __repr__(self) -> str:
        builder = StringBuilder(2 + 4 * self._count)
        builder.append("deque([")
        for i in range(self._count):
            if i != 0:
                builder.append(", ")
            builder.append(repr(self._at(i)))
        if self._limit < 0:
            builder.append("])")
        else:
            builder.append("], maxlen=")
            builder.append(str(self._limit))
            builder.append(")")
        return builder.build()
