"""Intrinsics and external functions: what the library cannot say in Python itself.

An `Intrinsic` is a named operation with a signature in a small type language and a Python body for untranslated
runs; the rtyper binds each name to low-level operations (`rtyper/intrinsics.py`).  An `ExternalFunction` is a C
function of the run-time or of libc, with a Python body too.  Calling either from Python runs the body.

Type language: "int" "nonneg" "float" "bool" "str" "char" "bytes" "bytearray" "None" "r_uint",
"list[T]", "arg0" (the annotation of argument 0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Intrinsic:
    """An operation bound to low-level code by its name.  `raises`: names of the exceptions it may raise."""

    name: str
    result: str
    body: Callable[..., Any]
    raises: tuple[str, ...] = ()

    def __call__(self, *arguments: Any) -> Any:
        """Run the Python body."""
        return self.body(*arguments)

    @property
    def __name__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class ExternalFunction:
    """A C function `name(arguments...) -> result`; str, bytes and bytearray are passed as pointers to their structs."""

    name: str
    arguments: tuple[str, ...]
    result: str
    body: Callable[..., Any]
    include: str = ""
    library: str = ""
    pure: bool = False

    def __call__(self, *arguments: Any) -> Any:
        """Run the Python body."""
        return self.body(*arguments)

    @property
    def __name__(self) -> str:
        return self.name


def intrinsic(result: str, raises: tuple[str, ...] = ()) -> Callable[[Callable[..., Any]], Intrinsic]:
    """Decorator: declare an intrinsic named like the function, which is its Python body."""
    return lambda body: Intrinsic(body.__name__, result, body, raises)


def external(
    arguments: tuple[str, ...], result: str, *, include: str = "", library: str = "", pure: bool = False
) -> Callable[[Callable[..., Any]], ExternalFunction]:
    """Decorator: declare a C function named like the Python function, which is its body when not translated."""
    return lambda body: ExternalFunction(body.__name__, arguments, result, body, include, library, pure)


# Words and floats ---------------------------------------------------------------------------------------------


def _wrap(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63


@intrinsic("int")
def wrapping_add(x: int, y: int) -> int:
    """Addition modulo 2**64, signed."""
    return _wrap(x + y)


@intrinsic("int")
def wrapping_sub(x: int, y: int) -> int:
    """Subtraction modulo 2**64, signed."""
    return _wrap(x - y)


@intrinsic("int")
def wrapping_mul(x: int, y: int) -> int:
    """Multiplication modulo 2**64, signed."""
    return _wrap(x * y)


@intrinsic("int")
def wrapping_lshift(x: int, y: int) -> int:
    """Shift left modulo 2**64, signed; 0 <= y < 64."""
    return _wrap(x << y)


@intrinsic("int")
def unsigned_rshift(x: int, y: int) -> int:
    """Logical shift right of the word; 0 <= y < 64."""
    return _wrap((x % 2**64) >> y)


@intrinsic("bool")
def unsigned_less(x: int, y: int) -> bool:
    """Compare two words as unsigned numbers."""
    return x % 2**64 < y % 2**64


@intrinsic("int")
def truncated_div(x: int, y: int) -> int:
    """C's x / y for y != 0."""
    quotient = abs(x) // abs(y)
    return quotient if (x < 0) == (y < 0) else -quotient


@intrinsic("int")
def unsigned_div(x: int, y: int) -> int:
    """Quotient of two words as unsigned numbers, y != 0."""
    return _wrap((x % 2**64) // (y % 2**64))


@intrinsic("int")
def unsigned_mod(x: int, y: int) -> int:
    """Remainder of two words as unsigned numbers, y != 0."""
    return _wrap((x % 2**64) % (y % 2**64))


@intrinsic("int")
def float_bits(x: float) -> int:
    """The IEEE bits of a double as a word."""
    import struct  # noqa: PLC0415 - only for untranslated runs

    return int(struct.unpack("<q", struct.pack("<d", x))[0])


@intrinsic("float")
def float_from_bits(x: int) -> float:
    """The double with these IEEE bits."""
    import struct  # noqa: PLC0415 - only for untranslated runs

    return float(struct.unpack("<d", struct.pack("<q", x))[0])


@intrinsic("int")
def truncate_unchecked(x: float) -> int:
    """C's (long)x, for a finite x within the range of a word."""
    return int(x)


@intrinsic("bool")
def attribute_is_set(x: Any, name: str) -> bool:
    """Is an attribute, the name of which is a constant, set in this instance?"""
    return hasattr(x, name)


@intrinsic("owner of arg0")
def owner_of(attributes: Any) -> Any:
    """The instance that a `__dict__` belongs to."""
    raise NotImplementedError  # only made by the translator


@intrinsic("link")
def weak_link(target: Any, number: int) -> Any:
    """A link that does not keep an instance alive; `cleared_next` tells the number, if it is not 0."""
    import weakref  # noqa: PLC0415 - only for untranslated runs

    return weakref.ref(target)


@intrinsic("target of arg0")
def linked(link: Any) -> Any:
    """What a link leads to; None if that is dead."""
    return link()


@intrinsic("object")
def as_object(value: Any) -> Any:
    """A value that has an identity, as an object nothing else is known of."""
    return value


@intrinsic("link")
def object_link(target: Any) -> Any:
    """A link that does not keep any object alive."""
    raise NotImplementedError  # there is none to a list


@intrinsic("bool")
def leads_to(link: Any, target: Any) -> bool:
    """Does a link lead to this object?"""
    return link() is target


@intrinsic("bool")
def is_cleared(link: Any) -> bool:
    """Is what a link led to dead?"""
    return link() is None


@intrinsic("bool")
def objects_move() -> bool:
    """May the memory manager move objects?"""
    return False


@intrinsic("int")
def object_address(value: Any) -> int:
    """Where an object is now."""
    return id(value)


@intrinsic("None")
def keep_alive(value: Any) -> None:
    """The value is alive until here."""


@intrinsic("None")
def collect_now() -> None:
    """Collect all garbage."""
    import gc  # noqa: PLC0415 - only for untranslated runs

    gc.collect()


@intrinsic("int")
def collect_part(start: int) -> int:
    """Collect the young objects and go on with marking, beginning with that if `start` is 1; 1: all was collected."""
    import gc  # noqa: PLC0415 - only for untranslated runs

    gc.collect(2 if start else 0)
    return 1


@intrinsic("int")
def object_can_move(instance: Any) -> int:
    """1 if a collection may move the object."""
    return 0


@intrinsic("int")
def object_size(instance: Any) -> int:
    """How many bytes the object takes; -1: nobody knows."""
    import sys  # noqa: PLC0415 - only for untranslated runs

    return sys.getsizeof(instance)


@intrinsic("int")
def memory_statistic(which: int) -> int:
    """See `weft.rlib.rgc.get_memory_usage`."""
    import gc  # noqa: PLC0415 - only for untranslated runs
    import sys  # noqa: PLC0415

    if which < 3:
        return 16 * sys.getallocatedblocks()
    counts = [generation["collections"] for generation in gc.get_stats()]
    return [counts[0], counts[1], counts[2], 0][which - 3]


@intrinsic("None")
def report_census() -> None:
    """Count the objects by type, and write that to standard error or to the file that WEFT_CENSUS names."""
    import collections  # noqa: PLC0415 - only for untranslated runs
    import gc  # noqa: PLC0415
    import sys  # noqa: PLC0415

    found = collections.Counter(type(instance).__name__ for instance in gc.get_objects())
    for name, count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        sys.stderr.write(f"{count:12} {name}\n")


_PROMISING: Final[set[Any]] = set()
"""Codes of functions that may not collect; asked for membership only."""


def note_promise(function: Any) -> None:
    """A function (or, in the flow space, one made at run time) promises not to collect."""
    _PROMISING.add(function.__code__ if hasattr(function, "__code__") else function.code)


def promises_not_to_collect(function: Any) -> bool:
    """Tell whether it does."""
    return getattr(function, "__code__", None) in _PROMISING or getattr(function, "code", None) in _PROMISING


class FreedInstance:
    """What an instance of a raw class is when it was freed, in untranslated runs."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError("an instance of a raw class is used after it was freed")

    def __setattr__(self, name: str, value: Any) -> None:
        raise RuntimeError("an instance of a raw class is used after it was freed")


@intrinsic("None")
def free_raw(instance: Any) -> None:
    """Free an instance of a raw class."""
    if type(instance) is FreedInstance:
        raise RuntimeError("an instance of a raw class is freed twice")
    if getattr(type(instance), "_alloc_flavor_", "gc") != "raw":
        raise TypeError("only instances of raw classes can be freed")
    object.__setattr__(instance, "__dict__", {})
    object.__setattr__(instance, "__class__", FreedInstance)


@intrinsic("arg0")
def promise_no_collect(function: Any) -> Any:
    """The function, of which it is known from now on that it may not collect."""
    note_promise(function)
    return function


@intrinsic("bool")
def finalize_next() -> bool:
    """Call the finalizer that is due first; False if none is."""
    return False


@intrinsic("bool")
def finalize_rest() -> bool:
    """Make all finalizers due that were not called yet; False if there are none."""
    return False


@intrinsic("int")
def cleared_next() -> int:
    """The number of a link that was cleared, told once; 0: there is none, -1: any may have been."""
    return 0


@intrinsic("bool")
def program_has_finalizers() -> bool:
    """True at translation time if something has to be called for dead objects: `__del__`, or callbacks."""
    return False


# Strings and bytes --------------------------------------------------------------------------------------------


@intrinsic("nonneg")
def code_at(text: str, index: int) -> int:
    """`ord(text[index])` for 0 <= index < len(text), unchecked."""
    return ord(text[index])


@intrinsic("char")
def char_at(text: str, index: int) -> str:
    """`text[index]` for 0 <= index < len(text), unchecked."""
    return text[index]


@intrinsic("char")
def char_of(code: int) -> str:
    """`chr(code)` for a valid code point, unchecked."""
    return chr(code)


@intrinsic("str")
def substring(text: str, start: int, stop: int) -> str:
    """`text[start:stop]` for 0 <= start <= stop <= len(text), unchecked."""
    return text[start:stop]


@intrinsic("nonneg")
def byte_at(data: bytes, index: int) -> int:
    """`data[index]` for 0 <= index < len(data), unchecked."""
    return data[index]


@intrinsic("bool")
def is_latin1(text: str) -> bool:
    """True if every character is below 256 (constant time: the string is stored in bytes)."""
    return all(ord(c) < 256 for c in text)


@intrinsic("str")
def str_from_latin1(data: bytes, start: int, stop: int) -> str:
    """Decode data[start:stop], one byte a character; unchecked bounds."""
    return data[start:stop].decode("latin-1")


@intrinsic("bytes")
def latin1_bytes(text: str) -> bytes:
    """The characters of an is_latin1() string as bytes."""
    return text.encode("latin-1")


@intrinsic("str")
def str_from_code_list(codes: list[int], count: int) -> str:
    """The string of the first `count` code points of the list, all valid."""
    return "".join(map(chr, codes[:count]))


@intrinsic("bytes")
def bytes_from_bytearray(data: bytearray, start: int, stop: int) -> bytes:
    """`bytes(data[start:stop])`, unchecked bounds."""
    return bytes(data[start:stop])


@intrinsic("bytearray")
def new_bytearray(size: int) -> bytearray:
    """A zeroed bytearray of that size."""
    return bytearray(size)


# The buffer of a StringBuilder travels as a str, but is one only for builder_finish().


@intrinsic("str")
def builder_new(expected: int) -> str:
    """A buffer for about that many characters."""
    return ""


@intrinsic("str")
def builder_append(buffer: str, used: int, text: str) -> str:
    """Put a string behind the used part; returns the buffer, which may be a new one."""
    return buffer[:used] + text


@intrinsic("str")
def builder_append_slice(buffer: str, used: int, text: str, start: int, stop: int) -> str:
    """Put text[start:stop] behind the used part, for 0 <= start <= stop <= len(text)."""
    return buffer[:used] + text[start:stop]


@intrinsic("str")
def builder_append_char(buffer: str, used: int, char: str) -> str:
    """Put a character behind the used part."""
    return buffer[:used] + char


@intrinsic("str")
def builder_append_chars(buffer: str, used: int, char: str, count: int) -> str:
    """Put a character so many times behind the used part."""
    return buffer[:used] + char * count


@intrinsic("str")
def builder_finish(buffer: str, used: int) -> str:
    """The string of the used part."""
    return buffer[:used]


@intrinsic("str")
def int_to_str(value: int) -> str:
    """Decimal text of a word."""
    return str(value)


@intrinsic("str")
def str_from_bytearray(data: bytearray, start: int, stop: int) -> str:
    """Decode data[start:stop], one byte a character; unchecked bounds."""
    return data[start:stop].decode("latin-1")


class StringBuilder:
    """Builds a string piece by piece in a growing buffer (`rtyper/ll_helpers/builders.py`)."""

    def __init__(self, expected: int = 0) -> None:
        self._buffer: str = builder_new(expected)
        self._used = 0

    def append(self, text: str) -> None:
        """Append a string (or a character)."""
        self._buffer = builder_append(self._buffer, self._used, text)
        self._used += len(text)

    def append_char(self, char: str) -> None:
        """Append a character; quicker than append()."""
        self._buffer = builder_append_char(self._buffer, self._used, char)
        self._used += 1

    def append_slice(self, text: str, start: int, stop: int) -> None:
        """Append text[start:stop], with 0 <= start <= stop <= len(text)."""
        self._buffer = builder_append_slice(self._buffer, self._used, text, start, stop)
        self._used += stop - start

    def append_multiple(self, char: str, count: int) -> None:
        """Append a character `count` times (none if negative)."""
        if count > 0:
            self._buffer = builder_append_chars(self._buffer, self._used, char, count)
            self._used += count

    def getlength(self) -> int:
        """Return the number of characters so far."""
        return self._used

    def build(self) -> str:
        """Return the string."""
        text: str = builder_finish(self._buffer, self._used)
        return text


# Objects ------------------------------------------------------------------------------------------------------


@intrinsic("int")
def identity_hash(instance: object) -> int:
    """A number that stays with the object."""
    return id(instance) >> 4


@intrinsic("str")
def class_name(instance: object) -> str:
    """`type(instance).__name__`."""
    return type(instance).__name__


@intrinsic("str")
def class_title(instance: object) -> str:
    """The name of an exception's class as the last line of a traceback shows it."""
    cls = type(instance)
    return cls.__qualname__ if cls.__module__ in ("__main__", "builtins") else f"{cls.__module__}.{cls.__qualname__}"


@intrinsic("arg0")
def unchecked_item(items: Any, index: int) -> Any:
    """`items[index]` of a list for 0 <= index < len(items), unchecked; annotated as the list's item."""
    return items[index]


@intrinsic("None")
def unchecked_set_item(items: Any, index: int, value: Any) -> None:
    """`items[index] = value` of a list for 0 <= index < len(items), unchecked."""
    items[index] = value


@intrinsic("named_tuple")
def named_tuple(cls: Any, items: Any) -> Any:
    """A tuple as an instance of a named tuple class with fields of these types."""
    return cls(*items)


@intrinsic("frozen0")
def as_tuple(items: list[Any]) -> Any:
    """A list that nobody else has as a tuple of unknown length: the same object when translated."""
    return tuple(items)


@intrinsic("bool")
def is_none(value: object) -> bool:
    """`value is None`, True at translation time for SomeNone and False where None is impossible."""
    return value is None


@intrinsic("None")
def print_traceback(exception: BaseException) -> None:
    """Write the recorded frames of the exception to standard error, in CPython's shape, without the last line."""
