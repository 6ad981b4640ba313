"""Representations of iterators over built-in containers: a small struct per kind, and a `next` helper.

The helpers raise StopIteration; after inlining, the raise becomes a jump to the end of the loop and the struct
becomes local variables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    CHARACTER,
    INTEGER,
    STRING,
    Annotation,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeIterator,
    SomeList,
    SomeRange,
    SomeSet,
    SomeString,
    SomeTuple,
)
from weft.annotator.union import union_all
from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import bytes as byte_helpers
from weft.rtyper.ll_helpers import conversions, lists, ranges
from weft.rtyper.lltype.types import SIGNED, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lowering import Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.dict_views import DictIterator
from weft.rtyper.representations.lists import ListRepresentation, tuple_array
from weft.rtyper.representations.sets import SetIterator
from weft.rtyper.representations.support import Items, stored_type

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def iterator_struct(typer: Typer, container: LowLevelType, name: str) -> Struct:
    """Return the struct `{list, index}` of iterators over a container of this type."""
    key = ("iterator struct", container)
    found: Struct | None = typer.cache.get(key)
    if found is None:
        found = typer.cache[key] = Struct(name, {"list": container, "index": SIGNED})
    return found


class IteratorRepresentation(Representation):
    """Base: subclasses set `lowtype` and `items`, and say how to make one and which helper is `next`."""

    items: Items
    function: Callable[..., Any]
    """The helper `next`."""
    rest: Callable[..., Any] | None = None
    """A helper that returns what is left as an array; if there is none, `length` says how much it is."""
    length: Callable[..., Any]

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Return a new iterator over a container (a low-level value)."""
        raise NotImplementedError

    def next_item(self, lowering: Lowering, iterator: Value) -> Value:
        """Return the next stored item; raises StopIteration."""
        return lowering.helper(self.function, iterator, hint="item")

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return what is left as an array."""
        if self.rest is not None:
            array = lowering.helper(self.rest, low)
        else:
            length = lowering.helper(self.length, low)
            array = lowering.helper(
                conversions.rest_of, low, void(Array(self.items.lowtype)), length, void(self.function)
            )
        return array, lowering.emit("getarraysize", array), self.items.representation

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """An iterator is its own."""
        return lowering.operand(0)

    def lower_next(self, lowering: Lowering) -> Value | None:
        """`next(it)`."""
        return self.items.load(lowering, self.next_item(lowering, lowering.operand(0)))

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Iterators are true."""
        return boolean(True)


class IndexIterator(IteratorRepresentation):
    """Over something with an index: `{list, index}`."""

    def start(self, lowering: Lowering, container: Value) -> Value:
        """Return the first value of `index`."""
        return signed(0)

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Allocate the struct."""
        assert isinstance(self.lowtype, Ptr) and isinstance(self.lowtype.to, Struct)
        iterator = lowering.malloc(self.lowtype.to, hint="iterator")
        lowering.setfield(iterator, "list", container)
        lowering.setfield(iterator, "index", self.start(lowering, container))
        return iterator


class ListIterator(IndexIterator):
    """Over a list, forwards or (variant "reversed") backwards."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        self.reversed = annotation.variant == "reversed"
        container = typer.representation(annotation.container)
        assert isinstance(container, ListRepresentation)
        self.container = container
        self.items = container.items
        self.lowtype = Ptr(iterator_struct(typer, container.lowtype, "list_iterator"))
        self.function = _LIST_NEXT[container.resizable, self.reversed]
        self.rest = _LIST_REST[container.resizable, self.reversed]

    def start(self, lowering: Lowering, container: Value) -> Value:
        """From the end if backwards."""
        return self.container.length(lowering, container) if self.reversed else signed(0)


_LIST_NEXT: Final = {
    (True, False): lists.list_next,
    (False, False): lists.fixed_next,
    (True, True): lists.list_next_reversed,
    (False, True): lists.fixed_next_reversed,
}
_LIST_REST: Final = {
    (True, False): conversions.list_rest,
    (False, False): conversions.fixed_rest,
    (True, True): conversions.list_rest_reversed,
    (False, True): conversions.fixed_rest_reversed,
}


class TupleIterator(IndexIterator):
    """Over the items of a tuple, copied to an array."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        container = annotation.container
        assert isinstance(container, SomeTuple)
        self.reversed = annotation.variant == "reversed"
        self.items = Items(typer.representation(union_all(typer.program.context, container.items)))
        array = Ptr(Array(stored_type(self.items.representation)))
        self.lowtype = Ptr(iterator_struct(typer, array, "array_iterator"))
        self.function = _LIST_NEXT[False, self.reversed]
        self.rest = _LIST_REST[False, self.reversed]
        self.container = typer.representation(container)

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Copy the items to an array."""
        array, _, _ = tuple_array(lowering, container, self.container)
        return super().make(lowering, array)

    def start(self, lowering: Lowering, container: Value) -> Value:
        """From the end if backwards."""
        return lowering.emit("getarraysize", container) if self.reversed else signed(0)


class StringIterator(IndexIterator):
    """Over the characters of a str."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        self.reversed = annotation.variant == "reversed"
        self.items = Items(typer.representation(CHARACTER))
        self.lowtype = Ptr(iterator_struct(typer, typer.representation(STRING).lowtype, "str_iterator"))
        self.function = conversions.str_next_reversed if self.reversed else conversions.str_next
        self.length = conversions.index_length if self.reversed else conversions.str_length

    def start(self, lowering: Lowering, container: Value) -> Value:
        """From the end if backwards."""
        return lowering.getfield(container, "length") if self.reversed else signed(0)


class BytesIterator(IndexIterator):
    """Over the values of bytes or a bytearray."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        self.reversed = annotation.variant == "reversed"
        self.items = Items(typer.representation(INTEGER))
        container = typer.representation(annotation.container)
        self.mutable = isinstance(annotation.container, SomeByteArray)
        self.lowtype = Ptr(iterator_struct(typer, container.lowtype, "bytes_iterator"))
        self.function = _BYTES_NEXT[self.mutable, self.reversed]
        forwards = conversions.bytearray_length if self.mutable else conversions.bytes_length
        self.length = conversions.index_length if self.reversed else forwards

    def start(self, lowering: Lowering, container: Value) -> Value:
        """From the end if backwards."""
        name = "length" if self.mutable else "size"
        return lowering.getfield(container, name) if self.reversed else signed(0)


_BYTES_NEXT: Final = {
    (False, False): byte_helpers.bytes_next,
    (False, True): byte_helpers.bytes_next_reversed,
    (True, False): byte_helpers.bytearray_next,
    (True, True): byte_helpers.bytearray_next_reversed,
}


class RangeIterator(IteratorRepresentation):
    """Over a range: `{next, stop}` for steps 1 and -1, `{next, remaining, step}` otherwise."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation.container, SomeRange)
        self.items = Items(typer.representation(INTEGER))
        step = annotation.container.step
        self.length = ranges.counted_length
        if annotation.variant == "reversed":
            struct, self.new, self.function = ranges.COUNTED_ITERATOR, ranges.range_iter_reversed, _COUNTED
        elif step in (1, -1):
            struct, self.new = ranges.RANGE_ITERATOR, ranges.range_iter
            self.function = ranges.range_next_up if step == 1 else ranges.range_next_down
            self.length = conversions.range_length if step == 1 else conversions.range_length_down
        else:
            struct, self.new, self.function = ranges.COUNTED_ITERATOR, ranges.range_iter_counted, _COUNTED
        self.lowtype = Ptr(struct)

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Set the struct up."""
        return lowering.helper(self.new, container, hint="iterator")


_COUNTED: Final = ranges.range_next_counted


def make_iterator(typer: Typer, annotation: Annotation) -> Representation:
    """Return the representation of an iterator, by its container."""
    assert isinstance(annotation, SomeIterator)
    match annotation.container:
        case SomeList():
            return ListIterator(typer, annotation)
        case SomeTuple():
            return TupleIterator(typer, annotation)
        case SomeString():
            return StringIterator(typer, annotation)
        case SomeBytes() | SomeByteArray():
            return BytesIterator(typer, annotation)
        case SomeRange():
            return RangeIterator(typer, annotation)
        case SomeDict():
            return DictIterator(typer, annotation)
        case SomeSet():
            return SetIterator(typer, annotation)
    raise typer.error("W0401", f"an iterator over {annotation.container} is not supported yet")


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeIterator: make_iterator}
