"""array.array: one class for the integer typecodes, one for the floating-point ones.

The items are kept in a list; the typecode says what may be stored, and the form in bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from weft.rlib.externals import weft_float_to_single, weft_single_to_float
from weft.rlib.intrinsics import StringBuilder, float_bits, float_from_bits
from weft.rlib.searching import clamp, clamp_end
from weft.rlib.slices import delete_slice, get_slice, set_slice

_NAMES: Final = {
    "b": "signed char",
    "B": "unsigned byte integer",
    "h": "signed short integer",
    "H": "unsigned short",
    "i": "signed int",
    "I": "unsigned int",
    "l": "signed long",
    "L": "unsigned long",
    "q": "signed long long",
    "Q": "unsigned long long",
}
_SIZES: Final = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}


def item_size(typecode: str) -> int:
    """Return the size of an item in bytes."""
    if typecode not in _SIZES:
        raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
    return _SIZES[typecode]


class IntArray:
    """`array(typecode, items)` of integers."""

    def __init__(self, typecode: str, initializer: Any = None) -> None:
        self.typecode = typecode
        self.itemsize = item_size(typecode)
        bits = 8 * self.itemsize
        if typecode.islower():
            self._low = -(1 << bits - 2) * 2
            self._high = ((1 << bits - 2) - 1) * 2 + 1
        else:
            self._low = 0
            self._high = (1 << bits) - 1 if bits < 63 else 0x7FFFFFFFFFFFFFFF
        self._items: list[int] = []
        if initializer is not None:
            if isinstance(initializer, bytes):
                self.frombytes(initializer)
            elif isinstance(initializer, bytearray):
                self.frombytes(bytes(initializer))
            else:
                self.extend(initializer)

    def _check(self, value: int) -> int:
        if value > self._high:
            raise OverflowError(_NAMES[self.typecode] + " is greater than maximum")
        if value < self._low:
            raise OverflowError(_NAMES[self.typecode] + " is less than minimum")
        return value

    def append(self, value: int) -> None:
        """Add an item at the end."""
        self._items.append(self._check(value))

    def extend(self, values: Iterable[int]) -> None:
        """Add items at the end."""
        for value in values:
            self._items.append(self._check(value))

    def insert(self, index: int, value: int) -> None:
        """Insert an item."""
        self._items.insert(index, self._check(value))

    def pop(self, index: int = -1) -> int:
        """Remove and return an item."""
        if len(self._items) == 0:
            raise IndexError("pop from empty array")
        return self._items.pop(index)

    def remove(self, value: int) -> None:
        """Remove the first such item."""
        place = 0
        for item in self._items:
            if item == value:
                self._items.pop(place)
                return
            place += 1
        raise ValueError("array.remove(x): x not in array")

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """Return the first index of an item."""
        place = clamp(start, len(self._items), 0)
        end = clamp_end(stop, len(self._items))
        while place < end:
            if self._items[place] == value:
                return place
            place += 1
        raise ValueError("array.index(x): x not in array")

    def count(self, value: int) -> int:
        """Return how often an item occurs."""
        return self._items.count(value)

    def reverse(self) -> None:
        """Reverse the order."""
        self._items.reverse()

    def tolist(self) -> list[int]:
        """Return the items as a list."""
        return self._items[:]

    def fromlist(self, values: list[int]) -> None:
        """Add the items of a list."""
        self.extend(values)

    def tobytes(self) -> bytes:
        """Return the items as bytes in the machine's order."""
        data = bytearray()
        for item in self._items:
            rest = item
            for _ in range(self.itemsize):
                data.append(rest & 255)
                rest >>= 8
        return bytes(data)

    def frombytes(self, data: bytes) -> None:
        """Add items given as bytes."""
        size = self.itemsize
        if len(data) % size != 0:
            raise ValueError("bytes length not a multiple of item size")
        place = 0
        while place < len(data):
            value = data[place + size - 1]
            if self._low < 0 and value >= 128:
                value -= 256
            for i in range(size - 2, -1, -1):
                value = value << 8 | data[place + i]
            self._items.append(value)
            place += size

    def byteswap(self) -> None:
        """Reverse the bytes of every item."""
        data = bytearray(self.tobytes())
        size = self.itemsize
        swapped = bytearray()
        for place in range(0, len(data), size):
            for i in range(size - 1, -1, -1):
                swapped.append(data[place + i])
        self._items.clear()
        self.frombytes(bytes(swapped))

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> int:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array index out of range")
        return self._items[index]

    def __setitem__(self, index: int, value: int) -> None:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[index] = self._check(value)

    def __delitem__(self, index: int) -> None:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array assignment index out of range")
        self._items.pop(index)

    def __contains__(self, value: int) -> bool:
        return value in self._items

    def __iter__(self) -> Iterator[int]:
        yield from self._items

    def _like(self) -> IntArray:
        return IntArray(self.typecode)

    def __add__(self, other: IntArray) -> IntArray:
        result = self._like()
        result._items = self._items + other._items
        return result

    def __iadd__(self, other: IntArray) -> IntArray:
        self.extend(other._items[:])
        return self

    def __mul__(self, count: int) -> IntArray:
        result = self._like()
        result._items = self._items * count
        return result

    def __copy__(self) -> IntArray:
        result = self._like()
        result._items = self._items[:]
        return result

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IntArray) and self._items == other._items

    def __lt__(self, other: IntArray) -> bool:
        return self._items < other._items

    def __le__(self, other: IntArray) -> bool:
        return self._items <= other._items

    def __gt__(self, other: IntArray) -> bool:
        return self._items > other._items

    def __ge__(self, other: IntArray) -> bool:
        return self._items >= other._items

    def __rmul__(self, count: int) -> IntArray:
        return self * count

    def __imul__(self, count: int) -> IntArray:
        self._items *= count
        return self

    def __reversed__(self) -> Iterator[int]:
        return reversed(self._items)

    def _weft_get_slice_(self, start: int | None, stop: int | None, step: int | None) -> IntArray:
        result = self._like()
        result._items = get_slice(self._items, start, stop, 1 if step is None else step)
        return result

    def _weft_set_slice_(self, start: int | None, stop: int | None, step: int | None, values: IntArray) -> None:
        set_slice(self._items, start, stop, step, values._items[:], "array")

    def _weft_delete_slice_(self, start: int | None, stop: int | None, step: int | None) -> None:
        delete_slice(self._items, start, stop, 1 if step is None else step)

    def __repr__(self) -> str:
        return array_repr(self.typecode, repr(self._items), len(self._items))


class FloatArray:
    """`array(typecode, items)` of floats."""

    def __init__(self, typecode: str, initializer: Any = None) -> None:
        self.typecode = typecode
        self.itemsize = item_size(typecode)
        self._single = self.itemsize == 4
        self._items: list[float] = []
        if initializer is not None:
            if isinstance(initializer, bytes):
                self.frombytes(initializer)
            elif isinstance(initializer, bytearray):
                self.frombytes(bytes(initializer))
            else:
                self.extend(initializer)

    def _stored(self, value: float) -> float:
        if self._single:
            return weft_single_to_float(weft_float_to_single(float(value)))
        return float(value)

    def append(self, value: float) -> None:
        """Add an item at the end."""
        self._items.append(self._stored(value))

    def extend(self, values: Iterable[float]) -> None:
        """Add items at the end."""
        for value in values:
            self._items.append(self._stored(value))

    def insert(self, index: int, value: float) -> None:
        """Insert an item."""
        self._items.insert(index, self._stored(value))

    def pop(self, index: int = -1) -> float:
        """Remove and return an item."""
        if len(self._items) == 0:
            raise IndexError("pop from empty array")
        return self._items.pop(index)

    def remove(self, value: float) -> None:
        """Remove the first such item."""
        self._items.pop(self.index(value))

    def index(self, value: float, start: int = 0, stop: int | None = None) -> int:
        """Return the first index of an item."""
        place = clamp(start, len(self._items), 0)
        end = clamp_end(stop, len(self._items))
        while place < end:
            if self._items[place] == value:
                return place
            place += 1
        raise ValueError("array.index(x): x not in array")

    def count(self, value: float) -> int:
        """Return how often an item occurs."""
        return self._items.count(value)

    def reverse(self) -> None:
        """Reverse the order."""
        self._items.reverse()

    def tolist(self) -> list[float]:
        """Return the items as a list."""
        return self._items[:]

    def fromlist(self, values: list[float]) -> None:
        """Add the items of a list."""
        self.extend(values)

    def tobytes(self) -> bytes:
        """Return the items as bytes in the machine's order."""
        data = bytearray()
        for item in self._items:
            rest = weft_float_to_single(item) if self._single else float_bits(item)
            for _ in range(self.itemsize):
                data.append(rest & 255)
                rest >>= 8
        return bytes(data)

    def frombytes(self, data: bytes) -> None:
        """Add items given as bytes."""
        size = self.itemsize
        if len(data) % size != 0:
            raise ValueError("bytes length not a multiple of item size")
        place = 0
        while place < len(data):
            value = data[place + size - 1]
            if not self._single and value >= 128:
                value -= 256
            for i in range(size - 2, -1, -1):
                value = value << 8 | data[place + i]
            self._items.append(weft_single_to_float(value) if self._single else float_from_bits(value))
            place += size

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> float:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array index out of range")
        return self._items[index]

    def __setitem__(self, index: int, value: float) -> None:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[index] = self._stored(value)

    def __delitem__(self, index: int) -> None:
        if index < -len(self._items) or index >= len(self._items):
            raise IndexError("array assignment index out of range")
        self._items.pop(index)

    def __contains__(self, value: float) -> bool:
        return value in self._items

    def __iter__(self) -> Iterator[float]:
        yield from self._items

    def _like(self) -> FloatArray:
        return FloatArray(self.typecode)

    def __add__(self, other: FloatArray) -> FloatArray:
        result = self._like()
        result._items = self._items + other._items
        return result

    def __iadd__(self, other: FloatArray) -> FloatArray:
        self.extend(other._items[:])
        return self

    def __mul__(self, count: int) -> FloatArray:
        result = self._like()
        result._items = self._items * count
        return result

    def __copy__(self) -> FloatArray:
        result = self._like()
        result._items = self._items[:]
        return result

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FloatArray) and self._items == other._items

    def __lt__(self, other: FloatArray) -> bool:
        return self._items < other._items

    def __le__(self, other: FloatArray) -> bool:
        return self._items <= other._items

    def __gt__(self, other: FloatArray) -> bool:
        return self._items > other._items

    def __ge__(self, other: FloatArray) -> bool:
        return self._items >= other._items

    def __rmul__(self, count: int) -> FloatArray:
        return self * count

    def __imul__(self, count: int) -> FloatArray:
        self._items *= count
        return self

    def __reversed__(self) -> Iterator[float]:
        return reversed(self._items)

    def _weft_get_slice_(self, start: int | None, stop: int | None, step: int | None) -> FloatArray:
        result = self._like()
        result._items = get_slice(self._items, start, stop, 1 if step is None else step)
        return result

    def _weft_set_slice_(self, start: int | None, stop: int | None, step: int | None, values: FloatArray) -> None:
        set_slice(self._items, start, stop, step, values._items[:], "array")

    def _weft_delete_slice_(self, start: int | None, stop: int | None, step: int | None) -> None:
        delete_slice(self._items, start, stop, 1 if step is None else step)

    def __repr__(self) -> str:
        return array_repr(self.typecode, repr(self._items), len(self._items))


def array_repr(typecode: str, items: str, count: int) -> str:
    """Return the repr of an array."""
    builder = StringBuilder(len(items) + 12)
    builder.append("array('")
    builder.append(typecode)
    builder.append("'")
    if count != 0:
        builder.append(", ")
        builder.append(items)
    builder.append(")")
    return builder.build()


def make_array(typecode: str) -> type:
    """Return the class for a typecode known at translation time."""
    return FloatArray if typecode in ("f", "d") else IntArray
