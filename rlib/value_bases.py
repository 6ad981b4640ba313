"""What classes of a program inherit when they derive from str, int, float, tuple or bytes.

As in `container_bases.py`, the translator puts the members of these classes where the built-in ones are in the MRO; an
instance keeps a plain value of the built-in type in `_items_of_base`, which `__new__` makes.  Operations of the
built-in type give plain values, as in Python.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from weft.rlib.container_bases import plain
from weft.rlib.markers import constant_arguments


class ValueBase:
    """What all of them have."""

    _weft_container = True
    _items_of_base: Any

    def __eq__(self, other: object) -> bool:
        return bool(self._items_of_base == plain(other))

    def __ne__(self, other: object) -> bool:
        return bool(self._items_of_base != plain(other))

    def __lt__(self, other: Any) -> bool:
        return bool(self._items_of_base < plain(other))

    def __le__(self, other: Any) -> bool:
        return bool(self._items_of_base <= plain(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._items_of_base > plain(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self._items_of_base >= plain(other))

    def __hash__(self) -> int:
        return hash(self._items_of_base)

    def __repr__(self) -> str:
        return repr(self._items_of_base)

    def __format__(self, spec: str) -> str:
        return format(self._items_of_base, spec) if spec else str(self)


class SequenceBase(ValueBase):
    """What those for str, bytes and tuple share."""

    def __len__(self) -> int:
        return len(self._items_of_base)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items_of_base)

    def __contains__(self, item: Any) -> bool:
        return plain(item) in self._items_of_base

    def __getitem__(self, index: Any) -> Any:
        return self._items_of_base[index]

    def __add__(self, other: Any) -> Any:
        return self._items_of_base + plain(other)

    def __radd__(self, other: Any) -> Any:
        return plain(other) + self._items_of_base

    def __mul__(self, count: int) -> Any:
        return self._items_of_base * count

    def __rmul__(self, count: int) -> Any:
        return self._items_of_base * count

    def count(self, item: Any, *limits: Any) -> int:
        """As `count` of str and tuple."""
        return self._items_of_base.count(plain(item), *limits)

    def index(self, item: Any, *limits: Any) -> int:
        """As `index` of str and tuple."""
        return self._items_of_base.index(plain(item), *limits)


class TupleBase(SequenceBase):
    """For `class C(tuple)`."""

    def __new__(cls, iterable: Any = ()) -> Any:
        """Return an instance that holds the value of the built-in type for this argument."""
        self = object.__new__(cls)
        self._items_of_base = tuple(iterable)
        return self

    def __contains__(self, item: Any) -> bool:
        return item in self._items_of_base

    @constant_arguments("index")
    def __getitem__(self, index: Any) -> Any:
        return self._items_of_base[index]

    def count(self, item: Any) -> int:
        """As `count` of tuple."""
        return self._items_of_base.count(item)

    def index(self, item: Any, *limits: Any) -> int:
        """As `index` of tuple."""
        return self._items_of_base.index(item, *limits)


class TextBase(SequenceBase):
    """What those for str and bytes share."""

    def __mod__(self, values: Any) -> Any:
        return self._items_of_base % plain(values)

    def capitalize(self) -> Any:
        """As `capitalize` of str and bytes."""
        return self._items_of_base.capitalize()

    def center(self, width: int, *fill: Any) -> Any:
        """As `center` of str and bytes."""
        return self._items_of_base.center(width, *fill)

    def endswith(self, suffix: Any, *limits: Any) -> Any:
        """As `endswith` of str and bytes."""
        return self._items_of_base.endswith(plain(suffix), *limits)

    def expandtabs(self, tabsize: int = 8) -> Any:
        """As `expandtabs` of str and bytes."""
        return self._items_of_base.expandtabs(tabsize)

    def find(self, sub: Any, *limits: Any) -> Any:
        """As `find` of str and bytes."""
        return self._items_of_base.find(plain(sub), *limits)

    def isalnum(self) -> Any:
        """As `isalnum` of str and bytes."""
        return self._items_of_base.isalnum()

    def isalpha(self) -> Any:
        """As `isalpha` of str and bytes."""
        return self._items_of_base.isalpha()

    def isascii(self) -> Any:
        """As `isascii` of str and bytes."""
        return self._items_of_base.isascii()

    def isdigit(self) -> Any:
        """As `isdigit` of str and bytes."""
        return self._items_of_base.isdigit()

    def islower(self) -> Any:
        """As `islower` of str and bytes."""
        return self._items_of_base.islower()

    def isspace(self) -> Any:
        """As `isspace` of str and bytes."""
        return self._items_of_base.isspace()

    def istitle(self) -> Any:
        """As `istitle` of str and bytes."""
        return self._items_of_base.istitle()

    def isupper(self) -> Any:
        """As `isupper` of str and bytes."""
        return self._items_of_base.isupper()

    def join(self, iterable: Iterable[Any]) -> Any:
        """As `join` of str and bytes."""
        return self._items_of_base.join(iterable)

    def ljust(self, width: int, *fill: Any) -> Any:
        """As `ljust` of str and bytes."""
        return self._items_of_base.ljust(width, *fill)

    def lower(self) -> Any:
        """As `lower` of str and bytes."""
        return self._items_of_base.lower()

    def lstrip(self, chars: Any = None) -> Any:
        """As `lstrip` of str and bytes."""
        return self._items_of_base.lstrip(plain(chars))

    def partition(self, separator: Any) -> Any:
        """As `partition` of str and bytes."""
        return self._items_of_base.partition(plain(separator))

    def removeprefix(self, prefix: Any) -> Any:
        """As `removeprefix` of str and bytes."""
        return self._items_of_base.removeprefix(plain(prefix))

    def removesuffix(self, suffix: Any) -> Any:
        """As `removesuffix` of str and bytes."""
        return self._items_of_base.removesuffix(plain(suffix))

    def replace(self, old: Any, new: Any, count: int = -1) -> Any:
        """As `replace` of str and bytes."""
        return self._items_of_base.replace(plain(old), plain(new), count)

    def rfind(self, sub: Any, *limits: Any) -> Any:
        """As `rfind` of str and bytes."""
        return self._items_of_base.rfind(plain(sub), *limits)

    def rindex(self, sub: Any, *limits: Any) -> Any:
        """As `rindex` of str and bytes."""
        return self._items_of_base.rindex(plain(sub), *limits)

    def rjust(self, width: int, *fill: Any) -> Any:
        """As `rjust` of str and bytes."""
        return self._items_of_base.rjust(width, *fill)

    def rpartition(self, separator: Any) -> Any:
        """As `rpartition` of str and bytes."""
        return self._items_of_base.rpartition(plain(separator))

    def rsplit(self, sep: Any = None, maxsplit: int = -1) -> Any:
        """As `rsplit` of str and bytes."""
        return self._items_of_base.rsplit(plain(sep), maxsplit)

    def rstrip(self, chars: Any = None) -> Any:
        """As `rstrip` of str and bytes."""
        return self._items_of_base.rstrip(plain(chars))

    def split(self, sep: Any = None, maxsplit: int = -1) -> Any:
        """As `split` of str and bytes."""
        return self._items_of_base.split(plain(sep), maxsplit)

    def splitlines(self, keepends: bool = False) -> Any:
        """As `splitlines` of str and bytes."""
        return self._items_of_base.splitlines(keepends)

    def startswith(self, prefix: Any, *limits: Any) -> Any:
        """As `startswith` of str and bytes."""
        return self._items_of_base.startswith(plain(prefix), *limits)

    def strip(self, chars: Any = None) -> Any:
        """As `strip` of str and bytes."""
        return self._items_of_base.strip(plain(chars))

    def swapcase(self) -> Any:
        """As `swapcase` of str and bytes."""
        return self._items_of_base.swapcase()

    def title(self) -> Any:
        """As `title` of str and bytes."""
        return self._items_of_base.title()

    def upper(self) -> Any:
        """As `upper` of str and bytes."""
        return self._items_of_base.upper()

    def zfill(self, width: int) -> Any:
        """As `zfill` of str and bytes."""
        return self._items_of_base.zfill(width)


class StrBase(TextBase):
    """For `class C(str)`."""

    _items_of_base: str

    def __new__(cls, value: Any = "") -> Any:
        """Return an instance that holds the value of the built-in type for this argument."""
        self = object.__new__(cls)
        self._items_of_base = str(value)
        return self

    def __str__(self) -> str:
        return self._items_of_base

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """As `encode` of str."""
        return self._items_of_base.encode(encoding, errors)

    def casefold(self) -> Any:
        """As `casefold` of str."""
        return self._items_of_base.casefold()

    def isdecimal(self) -> Any:
        """As `isdecimal` of str."""
        return self._items_of_base.isdecimal()

    def isidentifier(self) -> Any:
        """As `isidentifier` of str."""
        return self._items_of_base.isidentifier()

    def isnumeric(self) -> Any:
        """As `isnumeric` of str."""
        return self._items_of_base.isnumeric()

    def isprintable(self) -> Any:
        """As `isprintable` of str."""
        return self._items_of_base.isprintable()

    def translate(self, table: Any) -> Any:
        """As `translate` of str."""
        return self._items_of_base.translate(table)


class BytesBase(TextBase):
    """For `class C(bytes)`."""

    _items_of_base: bytes

    def __new__(cls, value: Any = b"") -> Any:
        """Return an instance that holds the value of the built-in type for this argument."""
        self = object.__new__(cls)
        self._items_of_base = bytes(value)
        return self

    def __bytes__(self) -> bytes:
        return self._items_of_base

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """As `decode` of bytes."""
        return self._items_of_base.decode(encoding, errors)

    def hex(self) -> str:
        """As `hex` of bytes."""
        return self._items_of_base.hex()


class NumberBase(ValueBase):
    """What those for int and float share."""

    def __bool__(self) -> bool:
        return bool(self._items_of_base)

    def __int__(self) -> int:
        return int(self._items_of_base)

    def __float__(self) -> float:
        return float(self._items_of_base)

    def __abs__(self) -> Any:
        return abs(self._items_of_base)

    def __neg__(self) -> Any:
        return -self._items_of_base

    def __pos__(self) -> Any:
        return +self._items_of_base

    def __floor__(self) -> int:
        return math.floor(self._items_of_base)

    def __ceil__(self) -> int:
        return math.ceil(self._items_of_base)

    def __trunc__(self) -> int:
        return int(self._items_of_base)

    def __round__(self, *digits: Any) -> Any:
        return round(self._items_of_base, digits[0]) if digits else round(self._items_of_base)

    def __add__(self, other: Any) -> Any:
        return self._items_of_base + plain(other)

    def __radd__(self, other: Any) -> Any:
        return plain(other) + self._items_of_base

    def __sub__(self, other: Any) -> Any:
        return self._items_of_base - plain(other)

    def __rsub__(self, other: Any) -> Any:
        return plain(other) - self._items_of_base

    def __mul__(self, other: Any) -> Any:
        return self._items_of_base * plain(other)

    def __rmul__(self, other: Any) -> Any:
        return plain(other) * self._items_of_base

    def __truediv__(self, other: Any) -> Any:
        return self._items_of_base / plain(other)

    def __rtruediv__(self, other: Any) -> Any:
        return plain(other) / self._items_of_base

    def __floordiv__(self, other: Any) -> Any:
        return self._items_of_base // plain(other)

    def __rfloordiv__(self, other: Any) -> Any:
        return plain(other) // self._items_of_base

    def __mod__(self, other: Any) -> Any:
        return self._items_of_base % plain(other)

    def __rmod__(self, other: Any) -> Any:
        return plain(other) % self._items_of_base

    def __pow__(self, other: Any) -> Any:
        return self._items_of_base ** plain(other)

    def __rpow__(self, other: Any) -> Any:
        return plain(other) ** self._items_of_base

    def __divmod__(self, other: Any) -> Any:
        return divmod(self._items_of_base, plain(other))

    def __rdivmod__(self, other: Any) -> Any:
        return divmod(plain(other), self._items_of_base)


class IntBase(NumberBase):
    """For `class C(int)`."""

    def __new__(cls, value: Any = 0, *base: Any) -> Any:
        """Return an instance that holds the value of the built-in type for this argument."""
        self = object.__new__(cls)
        self._items_of_base = int(plain(value), base[0]) if base else int(plain(value))
        return self

    def __index__(self) -> int:
        return self._items_of_base

    def __invert__(self) -> int:
        return ~self._items_of_base

    def bit_length(self) -> int:
        """As `bit_length` of int."""
        return self._items_of_base.bit_length()

    def bit_count(self) -> int:
        """As `bit_count` of int."""
        return self._items_of_base.bit_count()

    def to_bytes(self, length: int, byteorder: str, *, signed: bool = False) -> bytes:
        """As `to_bytes` of int."""
        return self._items_of_base.to_bytes(length, byteorder, signed=signed)

    def __and__(self, other: Any) -> Any:
        return self._items_of_base & plain(other)

    def __rand__(self, other: Any) -> Any:
        return plain(other) & self._items_of_base

    def __or__(self, other: Any) -> Any:
        return self._items_of_base | plain(other)

    def __ror__(self, other: Any) -> Any:
        return plain(other) | self._items_of_base

    def __xor__(self, other: Any) -> Any:
        return self._items_of_base ^ plain(other)

    def __rxor__(self, other: Any) -> Any:
        return plain(other) ^ self._items_of_base

    def __lshift__(self, other: Any) -> Any:
        return self._items_of_base << plain(other)

    def __rlshift__(self, other: Any) -> Any:
        return plain(other) << self._items_of_base

    def __rshift__(self, other: Any) -> Any:
        return self._items_of_base >> plain(other)

    def __rrshift__(self, other: Any) -> Any:
        return plain(other) >> self._items_of_base


class FloatBase(NumberBase):
    """For `class C(float)`."""

    def __new__(cls, value: Any = 0.0) -> Any:
        """Return an instance that holds the value of the built-in type for this argument."""
        self = object.__new__(cls)
        self._items_of_base = float(plain(value))
        return self

    def is_integer(self) -> bool:
        """As `is_integer` of float."""
        return self._items_of_base.is_integer()

    def hex(self) -> str:
        """As `hex` of float."""
        return self._items_of_base.hex()


BASES: Final[dict[type, type]] = {str: StrBase, bytes: BytesBase, int: IntBase, float: FloatBase, tuple: TupleBase}
"""What stands for each built-in class."""

PLAIN: Final[dict[type, Callable[[Any], Any]]] = {
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    int: int.__int__,
    float: float.__float__,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
}
"""How the value of a prebuilt instance is made."""
