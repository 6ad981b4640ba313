"""Representations of bytes (a struct with the bytes in its tail) and bytearray (a growing array of Char)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.annotator.lattice import (
    INTEGER,
    Annotation,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeInteger,
    SomeSlice,
)
from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import bytes as ll
from weft.rtyper.lltype.types import BYTES, Ptr
from weft.rtyper.lltype.values import ArrayValue, StructValue
from weft.rtyper.lowering import Lowering, boolean, signed
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.lists import iterable_array
from weft.rtyper.representations.support import (
    COMPARE_WITH_ZERO,
    as_bool,
    integer_operand,
    is_nonneg,
    negated,
    slice_bounds,
)


class _BytesLike(Representation):
    """What bytes and bytearray share."""

    length_field = ""

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(b)`."""
        return lowering.getfield(lowering.operand(0), self.length_field)

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth."""
        return as_bool(lowering, lowering.getfield(lowering.operand(0), self.length_field))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the values."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def as_bytes(self, lowering: Lowering, value: Value) -> Value:
        """Return the low-level value as bytes."""
        raise NotImplementedError

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return the values as an array of words."""
        mutable = isinstance(self, ByteArrayRepresentation)
        array = lowering.helper(ll.bytearray_items if mutable else ll.bytes_items, low)
        return array, lowering.emit("getarraysize", array), lowering.typer.representation(INTEGER)

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`==` of bytes and bytearrays in any combination."""
        other = lowering.representation(1)
        x = lowering.operand(0)
        if not isinstance(other, _BytesLike):
            return lowering.emit("ptr_iszero", x) if lowering.annotation(1).can_be_none else boolean(False)
        y = lowering.operand(1)
        left, right = isinstance(self, ByteArrayRepresentation), isinstance(other, ByteArrayRepresentation)
        if left and right:
            return lowering.helper(ll.bytearray_eq, x, y)
        if left:
            return lowering.helper(ll.bytearray_eq_bytes, x, y)
        return lowering.helper(ll.bytearray_eq_bytes, y, x) if right else lowering.helper(ll.bytes_eq, x, y)

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`!=`."""
        return negated(lowering, self.lower_eq(lowering))

    def _comparison(self, lowering: Lowering) -> Value | None:
        x = self.as_bytes(lowering, lowering.operand(0))
        y = bytes_operand(lowering, lowering.operands[1])
        order = lowering.helper(ll.bytes_compare, x, y)
        return lowering.emit(COMPARE_WITH_ZERO[lowering.operation.name], order, signed(0))

    lower_lt = lower_le = lower_gt = lower_ge = _comparison

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`n in b`, `part in b`."""
        value = lowering.operand(0)
        if isinstance(lowering.annotation(1), SomeInteger | SomeBool):
            mutable = isinstance(self, ByteArrayRepresentation)
            function = ll.bytearray_contains_value if mutable else ll.bytes_contains_value
            return lowering.helper(function, value, integer_operand(lowering, 1))
        part = bytes_operand(lowering, lowering.operands[1])
        return lowering.helper(ll.bytes_contains, self.as_bytes(lowering, value), part)


class BytesRepresentation(_BytesLike):
    """Immutable bytes, or None."""

    lowtype = ll.BYTES_POINTER
    length_field = "size"

    def __init__(self, typer: Any, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        self._constants: dict[bytes, StructValue] = {}

    def constant(self, value: Any) -> Any:
        """Return the prebuilt object; equal bytes share one."""
        if value is None:
            return None
        if not isinstance(value, bytes):
            raise TypeError(f"not bytes: {value!r}")
        found = self._constants.get(value)
        if found is None:
            found = self._constants[value] = StructValue(BYTES, len(value))
            found.tail[:] = value
        return found

    def as_bytes(self, lowering: Lowering, value: Value) -> Value:
        """Itself."""
        return value

    def lower_new_bytes(self, lowering: Lowering) -> Value:
        """`bytes()`, `bytes(n)`, `bytes(iterable)`: the operands are the arguments."""
        if not lowering.operands:
            return lowering.helper(ll.bytes_zeroed, signed(0))
        if isinstance(lowering.annotation(0), SomeInteger | SomeBool):
            return lowering.helper(ll.bytes_zeroed, integer_operand(lowering, 0))
        return bytes_operand(lowering, lowering.operands[0])

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """`b[i]`, `b[i:j]`."""
        value = lowering.operand(0)
        annotation = lowering.annotation(1)
        if isinstance(annotation, SomeSlice):
            return lowering.helper(ll.bytes_getslice, value, *slice_bounds(lowering, lowering.operands[1]))
        function = ll.bytes_getitem_nonneg if is_nonneg(annotation) else ll.bytes_getitem
        if not lowering.typer.options.check_bounds and is_nonneg(annotation):
            function = ll.byte_at
        return lowering.helper(function, value, integer_operand(lowering, 1))

    def lower_add(self, lowering: Lowering) -> Value | None:
        """`x + y`."""
        return lowering.helper(ll.bytes_add, lowering.operand(0), bytes_operand(lowering, lowering.operands[1]))

    lower_inplace_add = lower_add

    def lower_mul(self, lowering: Lowering) -> Value | None:
        """`b * n`."""
        return lowering.helper(ll.bytes_mul, lowering.operand(0), integer_operand(lowering, 1))

    lower_inplace_mul = lower_mul

    def lower_mul_swapped(self, lowering: Lowering) -> Value | None:
        """`n * b`."""
        return lowering.helper(ll.bytes_mul, lowering.operand(1), integer_operand(lowering, 0))

    def equality_function(self) -> Any:
        """Compare contents."""
        return ll.bytes_eq

    def hash_function(self) -> Any:
        """The cached hash."""
        return ll.bytes_hash


class ByteArrayRepresentation(_BytesLike):
    """A bytearray, or None."""

    lowtype = Ptr(ll.BYTEARRAY)
    length_field = "length"

    def __init__(self, typer: Any, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        self._constants: dict[int, tuple[Any, StructValue]] = {}

    def constant(self, value: Any) -> Any:
        """Return the prebuilt object of a bytearray."""
        if value is None:
            return None
        if not isinstance(value, bytearray):
            raise TypeError(f"not a bytearray: {value!r}")
        if id(value) not in self._constants:
            result = StructValue(ll.BYTEARRAY)
            result.fields.update(length=len(value), items=ArrayValue(ll.CHARS, items=value))
            self._constants[id(value)] = value, result
        return self._constants[id(value)][1]

    def lower_new_bytearray(self, lowering: Lowering) -> Value:
        """`bytearray()`, `bytearray(n)`, `bytearray(iterable)`: the operands are the arguments."""
        if not lowering.operands:
            return lowering.helper(ll.new_bytearray, signed(0))
        annotation = lowering.annotation(0)
        if isinstance(annotation, SomeInteger | SomeBool):
            return lowering.helper(ll.new_bytearray, integer_operand(lowering, 0))
        source = lowering.representation(0)
        if isinstance(source, BytesRepresentation):
            return lowering.helper(ll.bytearray_of_bytes, lowering.operand(0))
        if isinstance(source, ByteArrayRepresentation):
            value = lowering.operand(0)
            parts = lowering.getfield(value, "items"), signed(0), lowering.getfield(value, "length")
            return lowering.helper(ll.bytearray_of_array, *parts)
        return lowering.helper(ll.bytearray_of_word_array, *_words(lowering, lowering.operands[0], source))

    def as_bytes(self, lowering: Lowering, value: Value) -> Value:
        """A copy."""
        return lowering.helper(ll.bytearray_to_bytes, value)

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """`b[i]`, `b[i:j]`."""
        value = lowering.operand(0)
        annotation = lowering.annotation(1)
        if isinstance(annotation, SomeSlice):
            return lowering.helper(ll.bytearray_getslice, value, *slice_bounds(lowering, lowering.operands[1]))
        function = ll.bytearray_getitem_nonneg if is_nonneg(annotation) else ll.bytearray_getitem
        return lowering.helper(function, value, integer_operand(lowering, 1))

    def lower_setitem(self, lowering: Lowering) -> Value | None:
        """`b[i] = n`, `b[i:j] = items`."""
        value = lowering.operand(0)
        if isinstance(lowering.annotation(1), SomeSlice):
            bounds = slice_bounds(lowering, lowering.operands[1])
            lowering.helper(ll.bytearray_setslice, value, *bounds, bytes_operand(lowering, lowering.operands[2]))
        else:
            lowering.helper(ll.bytearray_setitem, value, integer_operand(lowering, 1), integer_operand(lowering, 2))
        return None

    def lower_delitem(self, lowering: Lowering) -> Value | None:
        """`del b[i]`, `del b[i:j]`."""
        value = lowering.operand(0)
        if isinstance(lowering.annotation(1), SomeSlice):
            lowering.helper(ll.bytearray_delslice, value, *slice_bounds(lowering, lowering.operands[1]))
        else:
            lowering.helper(ll.bytearray_delitem, value, integer_operand(lowering, 1))
        return None

    def lower_add(self, lowering: Lowering) -> Value | None:
        """`x + y`: a new bytearray."""
        copy = lowering.helper(ll.bytearray_of_array, *self._parts(lowering, lowering.operand(0)))
        self._extend(lowering, copy, lowering.operands[1])
        return copy

    def lower_mul(self, lowering: Lowering) -> Value | None:
        """`b * n`: a new bytearray."""
        data = self.as_bytes(lowering, lowering.operand(0))
        repeated = lowering.helper(ll.bytes_mul, data, integer_operand(lowering, 1))
        return lowering.helper(ll.bytearray_of_bytes, repeated)

    def _parts(self, lowering: Lowering, value: Value) -> tuple[Value, Value, Value]:
        return lowering.getfield(value, "items"), signed(0), lowering.getfield(value, "length")

    def _extend(self, lowering: Lowering, value: Value, operand: Value) -> None:
        other = lowering.typer.representation(lowering.typer.annotation_of(operand))
        if isinstance(other, ByteArrayRepresentation):
            lowering.helper(ll.bytearray_extend, value, lowering.value(operand))
        else:
            lowering.helper(ll.bytearray_extend_bytes, value, bytes_operand(lowering, operand))

    def lower_inplace_add(self, lowering: Lowering) -> Value | None:
        """`b += items`."""
        value = lowering.operand(0)
        self._extend(lowering, value, lowering.operands[1])
        return value

    def lower_method_extend(self, lowering: Lowering) -> Value | None:
        """`b.extend(items)`."""
        assert lowering.receiver is not None
        self._extend(lowering, lowering.value(lowering.receiver), lowering.operands[0])
        return None

    def lower_method_append(self, lowering: Lowering) -> Value | None:
        """`b.append(n)`."""
        assert lowering.receiver is not None
        lowering.helper(ll.bytearray_append, lowering.value(lowering.receiver), integer_operand(lowering, 0))
        return None

    def lower_method_pop(self, lowering: Lowering) -> Value | None:
        """`b.pop([i])`."""
        assert lowering.receiver is not None
        index = integer_operand(lowering, 0) if lowering.operands else signed(-1)
        return lowering.helper(ll.bytearray_pop, lowering.value(lowering.receiver), index)

    def lower_method_insert(self, lowering: Lowering) -> Value | None:
        """`b.insert(i, n)`."""
        assert lowering.receiver is not None
        value = lowering.value(lowering.receiver)
        lowering.helper(ll.bytearray_insert, value, integer_operand(lowering, 0), integer_operand(lowering, 1))
        return None

    def lower_method_reverse(self, lowering: Lowering) -> Value | None:
        """`b.reverse()`."""
        assert lowering.receiver is not None
        lowering.helper(ll.bytearray_reverse, lowering.value(lowering.receiver))
        return None

    def lower_method_clear(self, lowering: Lowering) -> Value | None:
        """`b.clear()`."""
        assert lowering.receiver is not None
        lowering.helper(ll.bytearray_clear, lowering.value(lowering.receiver))
        return None

    def lower_method_copy(self, lowering: Lowering) -> Value | None:
        """`b.copy()`."""
        assert lowering.receiver is not None
        return lowering.helper(ll.bytearray_of_array, *self._parts(lowering, lowering.value(lowering.receiver)))

    def equality_function(self) -> Any:
        """Compare contents."""
        return ll.bytearray_eq


def bytes_operand(lowering: Lowering, operand: Value) -> Value:
    """Return bytes, a bytearray, or an iterable of ints as low-level bytes."""
    source = lowering.typer.representation(lowering.typer.annotation_of(operand))
    if isinstance(source, _BytesLike):
        return source.as_bytes(lowering, lowering.value(operand))
    return lowering.helper(ll.bytes_of_word_array, *_words(lowering, operand, source))


def _words(lowering: Lowering, operand: Value, source: Representation) -> tuple[Value, Value]:
    integer = lowering.typer.representation(INTEGER)
    array, count, item = iterable_array(lowering, operand, source)
    if item.lowtype != integer.lowtype:
        raise lowering.error("W0302", f"bytes need ints, not {source.annotation}")
    return array, count


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {
    SomeBytes: BytesRepresentation,
    SomeByteArray: ByteArrayRepresentation,
}
