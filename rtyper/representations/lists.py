"""Representation of list: an array, or a struct `{length, items}` if the length may change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    CHARACTER,
    INTEGER,
    STRING,
    Annotation,
    SomeList,
    SomeRange,
    SomeSlice,
    SomeString,
    SomeTuple,
)
from weft.annotator.union import union_all
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import arrays, conversions, ranges
from weft.rtyper.ll_helpers import lists as ll
from weft.rtyper.ll_helpers.hashing import hash_none
from weft.rtyper.ll_helpers.strings import clamp_start, clamp_stop
from weft.rtyper.lltype.types import BOOL, SIGNED, UNICHAR, VOID, Array, LowLevelType, Ptr, Struct, is_zero
from weft.rtyper.lltype.values import ArrayValue, StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.support import (
    Items,
    as_bool,
    bound_function,
    check_unpack,
    conversion_function,
    empty_array,
    integer_operand,
    is_nonneg,
    negated,
    slice_bounds,
    stored_type,
)

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def list_struct(typer: Typer, item: LowLevelType) -> Struct:
    """Return the struct type of lists that change their length, one per item type."""
    key = ("list struct", item)
    found: Struct | None = typer.cache.get(key)
    if found is None:
        found = typer.cache[key] = Struct(f"list_{item}", {"length": SIGNED, "items": Ptr(Array(item))})
    return found


class ListRepresentation(Representation):
    """A list.  `resizable`: the struct layout (also chosen for lists that contain themselves)."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeList)
        definition = annotation.definition.find()
        self.resizable = definition.resized
        self._constants: dict[int, tuple[Any, Any]] = {}
        # Until the type of the items is known, a struct of our own stands for the list; it stays if they refer to it.
        self._early = Struct("list")
        self._early_used = False
        self._lowtype: LowLevelType | None = None
        typer.register(annotation, self)
        self.items = Items(typer.representation(definition.item))
        stored = stored_type(self.items.representation)
        self.array = Array(stored)
        if self._early_used:
            self.resizable = True
            self._early.name = f"list_{stored}"
            self._early.fields.update(length=SIGNED, items=Ptr(self.array))
            self._lowtype = Ptr(self._early)
        elif self.resizable:
            self._lowtype = Ptr(list_struct(typer, stored))
        else:
            self._lowtype = Ptr(self.array)

    @property
    def lowtype(self) -> LowLevelType:  # type: ignore[override]
        """The pointer type; asking for it too early settles the layout."""
        if self._lowtype is None:
            self._early_used = True
            return Ptr(self._early)
        return self._lowtype

    @property
    def struct(self) -> Struct:
        """The struct type of a resizable list."""
        assert isinstance(self.lowtype, Ptr) and isinstance(self.lowtype.to, Struct)
        return self.lowtype.to

    def constant(self, value: Any) -> Any:
        """Lay out a prebuilt list; the same list object gives the same value."""
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise TypeError(f"not a list: {value!r}")
        known = self._constants.get(id(value))
        if known is not None:
            return known[1]
        array = ArrayValue(self.array, len(value))
        result: Any = array
        if self.resizable:
            result = StructValue(self.struct)
            result.fields.update(length=len(value), items=array)
        self._constants[id(value)] = (value, result)
        array.items[:] = [self.items.constant(item) for item in value]
        return result

    # Access to the parts, for this and other representations -------------------------------------------------------

    def array_and_length(self, builder: Builder, value: Value) -> tuple[Value, Value]:
        """Return the array of items of a list and how many there are."""
        if self.resizable:
            return builder.getfield(value, "items"), builder.getfield(value, "length")
        return value, builder.emit("getarraysize", value)

    def length(self, builder: Builder, value: Value) -> Value:
        """Return the length of a list."""
        return builder.getfield(value, "length") if self.resizable else builder.emit("getarraysize", value)

    def wrap(self, builder: Builder, array: Value, length: Value | None = None) -> Value:
        """Return a list of a fresh array's items (all of them, if no length is given)."""
        if not self.resizable:
            return array
        if length is None:
            length = builder.emit("getarraysize", array)
        result = builder.malloc(self.struct, hint="list")
        builder.setfield(result, "length", length)
        builder.setfield(result, "items", array)
        return result

    def empty(self) -> Constant:
        """Return the shared empty array."""
        return empty_array(self.typer, self.array)

    def adapted(self, builder: Builder, array: Value, length: Value, source: Representation) -> Value:
        """Return an array of items of another representation as one of this list's items."""
        item = self.items.representation
        if source is item or stored_type(source) == self.items.lowtype:
            return array
        convert = conversion_function(self.typer, source, item)
        return builder.helper(arrays.array_convert, array, length, void(self.array), void(convert))

    def _result(self, lowering: Lowering, array: Value) -> Value:
        """Return a fresh array of this list's items as the operation's result, a list too."""
        result = lowering.result_representation
        assert isinstance(result, ListRepresentation)
        if result.array != self.array:
            length = lowering.emit("getarraysize", array)
            array = result.adapted(lowering, array, length, self.items.representation)
        return result.wrap(lowering, array)

    # Making ------------------------------------------------------------------------------------------------------

    def lower_newlist(self, lowering: Lowering) -> Value | None:
        """`[a, b]`."""
        if lowering.typer.repeated_item(lowering.operation.result) is not None:
            return None  # see `_multiply`
        count = len(lowering.operands)
        if count == 0:
            if not self.resizable:
                # Not shared: `is` distinguishes two empty lists.
                return lowering.emit("malloc_varsize", signed(0), statics=(self.array,), hint="items")
            return self.wrap(lowering, self.empty(), signed(0))
        return self.from_stored(lowering, [self.items.store(lowering, operand) for operand in lowering.operands])

    def from_stored(self, builder: Builder, values: Sequence[Value]) -> Value:
        """Return a new list of stored items."""
        count = signed(len(values))
        array = builder.emit("malloc_varsize", count, statics=(self.array,), hint="items")
        for index, value in enumerate(values):
            builder.emit("setarrayitem", array, signed(index), value)
        return self.wrap(builder, array, count)

    def lower_new_list(self, lowering: Lowering) -> Value | None:
        """`list()`, `list(iterable)`: the operands are the arguments."""
        if not lowering.operands:
            return self.lower_newlist(lowering)
        array, length = self.iterable_items(lowering, lowering.operands[0], fresh=True)
        return self.wrap(lowering, array, length)

    def lower_add(self, lowering: Lowering) -> Value | None:
        """`x + y`."""
        other = lowering.representation(1)
        result = lowering.result_representation
        if not isinstance(other, ListRepresentation) or not isinstance(result, ListRepresentation):
            raise lowering.error("W0401", f"list + {lowering.annotation(1)} is not supported")
        x, y = lowering.operand(0), lowering.operand(1)
        left, left_length = self.array_and_length(lowering, x)
        right, right_length = other.array_and_length(lowering, y)
        left = result.adapted(lowering, left, left_length, self.items.representation)
        right = result.adapted(lowering, right, right_length, other.items.representation)
        array = lowering.helper(arrays.array_concat, left, left_length, right, right_length)
        return result.wrap(lowering, array)

    def lower_mul(self, lowering: Lowering) -> Value | None:
        """`x * n`."""
        return self._multiply(lowering, 0, 1)

    def lower_mul_swapped(self, lowering: Lowering) -> Value | None:
        """`n * x`: the list is the second operand."""
        return self._multiply(lowering, 1, 0)

    def _multiply(self, lowering: Lowering, items: int, count: int) -> Value:
        item = lowering.typer.repeated_item(lowering.operands[items])
        if item is None:
            array, length = self.array_and_length(lowering, lowering.operand(items))
            repeated = lowering.helper(arrays.array_repeat, array, length, integer_operand(lowering, count))
            return self._result(lowering, repeated)
        stored = self.items.store(lowering, item)
        number = integer_operand(lowering, count)
        if isinstance(stored, Constant) and is_zero(stored.value, stored.type):
            repeated = lowering.helper(arrays.array_of_zero, void(self.array), number)
        else:
            repeated = lowering.helper(arrays.array_of_value, void(self.array), number, stored)
        return self._result(lowering, repeated)

    def lower_method_copy(self, lowering: Lowering) -> Value | None:
        """`x.copy()`."""
        assert lowering.receiver is not None
        return self.copied(lowering, lowering.value(lowering.receiver))

    def copied(self, lowering: Lowering, value: Value) -> Value:
        """Return a copy as the operation's result."""
        return self._result(lowering, lowering.helper(arrays.array_copy, *self.array_and_length(lowering, value)))

    def lower_list_to_tuple(self, lowering: Lowering) -> Value | None:
        """`(*xs,)` where tuples of any length are lists."""
        return lowering.operand(0, lowering.result_representation)

    # Items -------------------------------------------------------------------------------------------------------

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """`x[i]`, `x[i:j]`."""
        value = lowering.operand(0)
        index_annotation = lowering.annotation(1)
        if isinstance(index_annotation, SomeSlice):
            bounds = slice_bounds(lowering, lowering.operands[1])
            array, length = self.array_and_length(lowering, value)
            return self._result(lowering, lowering.helper(arrays.array_slice, array, length, *bounds))
        index = integer_operand(lowering, 1)
        if not lowering.typer.options.check_bounds and is_nonneg(index_annotation):
            array, _ = self.array_and_length(lowering, value)
            return self.items.load(lowering, lowering.emit("getarrayitem", array, index, hint="item"))
        owner = lowering.annotation(0)
        if isinstance(owner, SomeList) and owner.frozen:
            array, length = self.array_and_length(lowering, value)
            return self.items.load(lowering, lowering.helper(ll.tuple_getitem, array, length, index, hint="item"))
        function = _GETITEM[self.resizable, is_nonneg(index_annotation)]
        return self.items.load(lowering, lowering.helper(function, value, index, hint="item"))

    def lower_setitem(self, lowering: Lowering) -> Value | None:
        """`x[i] = v`, `x[i:j] = items`."""
        value = lowering.operand(0)
        index_annotation = lowering.annotation(1)
        if isinstance(index_annotation, SomeSlice):
            bounds = slice_bounds(lowering, lowering.operands[1])
            array, count = self.iterable_items(lowering, lowering.operands[2], fresh=True)
            lowering.helper(ll.list_setslice if self.resizable else ll.fixed_setslice, value, *bounds, array, count)
            return None
        index = integer_operand(lowering, 1)
        item = self.items.store(lowering, lowering.operands[2])
        if not lowering.typer.options.check_bounds and is_nonneg(index_annotation):
            array, _ = self.array_and_length(lowering, value)
            lowering.emit("setarrayitem", array, index, item)
            return None
        lowering.helper(_SETITEM[self.resizable, is_nonneg(index_annotation)], value, index, item)
        return None

    def lower_delitem(self, lowering: Lowering) -> Value | None:
        """`del x[i]`, `del x[i:j]`."""
        self._need_resizable(lowering, "del")
        value = lowering.operand(0)
        if isinstance(lowering.annotation(1), SomeSlice):
            lowering.helper(ll.list_delslice, value, *slice_bounds(lowering, lowering.operands[1]))
        else:
            lowering.helper(ll.list_delitem, value, integer_operand(lowering, 1))
        return None

    def _need_resizable(self, lowering: Lowering, what: str) -> None:
        if not self.resizable:
            raise lowering.error("W0401", f"{what} on a list that was inferred to have a fixed length")

    def lower_unpack(self, lowering: Lowering) -> Value | None:
        """`a, b = x`: a tuple of the items."""
        result: Any = lowering.result_representation
        count = len(result.item_representations)
        array, length = self.array_and_length(lowering, lowering.operand(0))
        check_unpack(lowering, length, count)
        return result.make(lowering, self._part(lowering, array, range(count), result))  # type: ignore[no-any-return]

    def lower_unpack_star(self, lowering: Lowering) -> Value | None:
        """`a, *b, c = x`: a tuple with a list in it."""
        before, after = lowering.statics
        result: Any = lowering.result_representation
        array, length = self.array_and_length(lowering, lowering.operand(0))
        check_unpack(lowering, length, before + after, star=True)
        end = lowering.emit("int_sub", length, signed(after))
        middle: Any = result.item_representations[before]
        items = lowering.helper(arrays.array_slice, array, length, signed(before), end)
        items_adapted = middle.adapted(lowering, items, lowering.emit("getarraysize", items), self.items.representation)
        values = self._part(lowering, array, range(before), result)
        values.append(middle.wrap(lowering, items_adapted))
        for i in range(after):
            index = lowering.emit("int_add", end, signed(i))
            stored = lowering.emit("getarrayitem", array, index, hint="item")
            values.append(self.items.unstored(lowering, stored, result.item_representations[before + 1 + i]))
        return result.make(lowering, values)  # type: ignore[no-any-return]

    def _part(self, lowering: Lowering, array: Value, indexes: range, result: Any) -> list[Value]:
        values = []
        for i in indexes:
            stored = lowering.emit("getarrayitem", array, signed(i), hint="item")
            values.append(self.items.unstored(lowering, stored, result.item_representations[i]))
        return values

    # Queries -----------------------------------------------------------------------------------------------------

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(x)`."""
        return self.length(lowering, lowering.operand(0))

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a list."""
        return as_bool(lowering, self.length(lowering, lowering.operand(0)))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """`iter(x)`."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`x == y`."""
        other = lowering.representation(1)
        x = lowering.operand(0)
        if not isinstance(other, ListRepresentation):
            none = lowering.annotation(1).can_be_none
            return lowering.emit("ptr_iszero", x) if none else boolean(False)
        y = lowering.operand(1)
        if other.lowtype == self.lowtype:
            return lowering.helper(ll.list_equal if self.resizable else ll.fixed_equal, x, y, self.items.equality())
        right, right_length = other.array_and_length(lowering, y)
        right = self.adapted(lowering, right, right_length, other.items.representation)
        left = self.array_and_length(lowering, x)
        return lowering.helper(arrays.array_equal, *left, right, right_length, self.items.equality())

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`x != y`."""
        return negated(lowering, self.lower_eq(lowering))

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`item in x`; an item of another type is never there."""
        if lowering.result_annotation.is_constant:
            return boolean(lowering.result_annotation.constant)
        array, length = self.array_and_length(lowering, lowering.operand(0))
        item = self.items.store(lowering, lowering.operands[1])
        found = lowering.helper(arrays.array_find, array, signed(0), length, item, self.items.equality())
        return lowering.emit("int_ge", found, signed(0))

    def _find(self, lowering: Lowering, message: str) -> tuple[Value, Value]:
        """Return receiver and index of the argument in it; ValueError if it is not there."""
        assert lowering.receiver is not None
        value = lowering.value(lowering.receiver)
        array, length = self.array_and_length(lowering, value)
        item = self.items.store(lowering, lowering.operands[0])
        start: Value = signed(0)
        stop = length
        if len(lowering.operands) > 1:
            start = lowering.helper(clamp_start, integer_operand(lowering, 1), length)
        if len(lowering.operands) > 2:
            stop = lowering.helper(clamp_stop, integer_operand(lowering, 2), start, length)
        index = lowering.helper(
            ll.find_or_raise, array, start, stop, item, self.items.equality(), lowering.string(message)
        )
        return value, index

    def lower_method_index(self, lowering: Lowering) -> Value | None:
        """`x.index(item[, start[, stop]])`."""
        return self._find(lowering, "list.index(x): x not in list")[1]

    def lower_method_count(self, lowering: Lowering) -> Value | None:
        """`x.count(item)`."""
        assert lowering.receiver is not None
        array, length = self.array_and_length(lowering, lowering.value(lowering.receiver))
        item = self.items.store(lowering, lowering.operands[0])
        return lowering.helper(arrays.array_count, array, length, item, self.items.equality())

    def equality_function(self) -> Any:
        """Compare two lists item by item; None equals None."""
        function = ll.optional_list_equal if self.resizable else ll.optional_fixed_equal
        types = (self.lowtype, self.lowtype)
        return bound_function(self.typer, "list_equal", self, function, types, BOOL, lambda: [self.items.equality()])

    def hash_function(self) -> Any:
        """The hash of a tuple whose length is not known: that of a tuple with the same items."""
        assert isinstance(self.annotation, SomeList)
        if not self.annotation.frozen:
            return super().hash_function()
        function = ll.optional_list_hash if self.resizable else ll.optional_fixed_hash
        void_items = self.items.representation.lowtype is VOID
        items = (lambda: hash_none) if void_items else self.items.representation.hash_function
        types = (self.lowtype,)
        return bound_function(self.typer, "list_hash", self, function, types, SIGNED, lambda: [void(items())])

    # Methods that change it ----------------------------------------------------------------------------------------

    def lower_method_append(self, lowering: Lowering) -> Value | None:
        """`x.append(item)`."""
        assert lowering.receiver is not None
        self._need_resizable(lowering, "append")
        value = lowering.value(lowering.receiver)
        lowering.helper(ll.list_append, value, self.items.store(lowering, lowering.operands[0]))
        return None

    def lower_list_append(self, lowering: Lowering) -> Value | None:
        """Append in a comprehension."""
        self._need_resizable(lowering, "append")
        lowering.helper(ll.list_append, lowering.operand(0), self.items.store(lowering, lowering.operands[1]))
        return None

    def lower_method_extend(self, lowering: Lowering) -> Value | None:
        """`x.extend(items)`."""
        assert lowering.receiver is not None
        self._extend(lowering, lowering.value(lowering.receiver), lowering.operands[0])
        return None

    def lower_list_extend(self, lowering: Lowering) -> Value | None:
        """`[*items]`."""
        self._extend(lowering, lowering.operand(0), lowering.operands[1])
        return None

    def lower_inplace_add(self, lowering: Lowering) -> Value | None:
        """`x += items`."""
        value = lowering.operand(0)
        self._extend(lowering, value, lowering.operands[1])
        return lowering.convert(value, self, lowering.result_representation)

    def _extend(self, lowering: Lowering, value: Value, operand: Value) -> None:
        self._need_resizable(lowering, "extend")
        lowering.helper(ll.list_extend, value, *self.iterable_items(lowering, operand))

    def lower_inplace_mul(self, lowering: Lowering) -> Value | None:
        """`x *= n`."""
        self._need_resizable(lowering, "*=")
        value = lowering.operand(0)
        lowering.helper(ll.list_repeat, value, integer_operand(lowering, 1))
        return lowering.convert(value, self, lowering.result_representation)

    def iterable_items(self, lowering: Lowering, operand: Value, fresh: bool = False) -> tuple[Value, Value]:
        """Return an array (a copy, if `fresh`) and count of the items of an iterable, in this list's item type."""
        source = lowering.typer.representation(lowering.typer.annotation_of(operand))
        lowering.typer.setup_representations()
        array, count, item = iterable_array(lowering, operand, source)
        adapted = self.adapted(lowering, array, count, item)
        if fresh and adapted is array and isinstance(source, ListRepresentation):
            adapted = lowering.helper(arrays.array_copy, array, count)
        return adapted, count

    def lower_method_pop(self, lowering: Lowering) -> Value | None:
        """`x.pop()`, `x.pop(i)`."""
        assert lowering.receiver is not None
        self._need_resizable(lowering, "pop")
        value = lowering.value(lowering.receiver)
        if not lowering.operands or lowering.annotation(0).constant == -1:
            return self.items.load(lowering, lowering.helper(ll.list_pop_last, value, hint="item"))
        return self.items.load(lowering, lowering.helper(ll.list_pop, value, integer_operand(lowering, 0), hint="item"))

    def lower_method_insert(self, lowering: Lowering) -> Value | None:
        """`x.insert(i, item)`."""
        assert lowering.receiver is not None
        self._need_resizable(lowering, "insert")
        value = lowering.value(lowering.receiver)
        index = integer_operand(lowering, 0)
        lowering.helper(ll.list_insert, value, index, self.items.store(lowering, lowering.operands[1]))
        return None

    def lower_method_remove(self, lowering: Lowering) -> Value | None:
        """`x.remove(item)`."""
        self._need_resizable(lowering, "remove")
        value, index = self._find(lowering, "list.remove(x): x not in list")
        lowering.helper(ll.list_remove_at, value, index)
        return None

    def lower_method_clear(self, lowering: Lowering) -> Value | None:
        """`x.clear()`."""
        assert lowering.receiver is not None
        self._need_resizable(lowering, "clear")
        lowering.helper(ll.list_clear, lowering.value(lowering.receiver), self.empty())
        return None

    def lower_method_reverse(self, lowering: Lowering) -> Value | None:
        """`x.reverse()`."""
        assert lowering.receiver is not None
        array, length = self.array_and_length(lowering, lowering.value(lowering.receiver))
        lowering.helper(arrays.array_reverse, array, length)
        return None


_GETITEM: Final = {
    (True, True): ll.list_getitem_nonneg,
    (True, False): ll.list_getitem,
    (False, True): ll.fixed_getitem_nonneg,
    (False, False): ll.fixed_getitem,
}
_SETITEM: Final = {
    (True, True): ll.list_setitem_nonneg,
    (True, False): ll.list_setitem,
    (False, True): ll.fixed_setitem_nonneg,
    (False, False): ll.fixed_setitem,
}


def iterable_array(lowering: Lowering, operand: Value, source: Representation) -> tuple[Value, Value, Representation]:
    """Return the items of a built-in iterable as (array, count, item representation).

    The array may be the iterable's own.  Representations of further kinds have a method `iterable_array`.
    """
    annotation = source.annotation
    low = lowering.value(operand)
    if isinstance(source, ListRepresentation):
        return *source.array_and_length(lowering, low), source.items.representation
    typer = lowering.typer
    match annotation:
        case SomeString():
            text = lowering.value(operand, typer.representation(STRING))
            array: Value = lowering.helper(conversions.str_items, text, void(Array(UNICHAR)))
            item = typer.representation(CHARACTER)
        case SomeRange():
            array = lowering.helper(ranges.range_items, low)
            item = typer.representation(INTEGER)
        case SomeTuple():
            return tuple_array(lowering, low, source)
        case _:
            method = getattr(source, "iterable_array", None)
            if method is None:
                raise lowering.error("W0401", f"making a list of {annotation} is not supported yet")
            return method(lowering, low)  # type: ignore[no-any-return]
    return array, lowering.emit("getarraysize", array), item


def tuple_array(lowering: Lowering, low: Value, source: Representation) -> tuple[Value, Value, Representation]:
    """Return the items of a tuple, all of one type, as (array, count, item representation)."""
    annotation = source.annotation
    assert isinstance(annotation, SomeTuple)
    item = lowering.typer.representation(union_all(lowering.typer.program.context, annotation.items))
    count = signed(len(annotation.items))
    array = lowering.emit("malloc_varsize", count, statics=(Array(stored_type(item)),), hint="items")
    if item.lowtype is not VOID:
        for index in range(len(annotation.items)):
            value = source.item(lowering, low, index, item)  # type: ignore[attr-defined]
            lowering.emit("setarrayitem", array, signed(index), value)
    return array, count, item


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeList: ListRepresentation}
