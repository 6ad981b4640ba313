"""Representation of set and frozenset: a pointer to a hash table laid out as CPython's."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    Annotation,
    SomeBig,
    SomeBool,
    SomeFloat,
    SomeInteger,
    SomeIterator,
    SomeNone,
    SomeSet,
    SomeTuple,
)
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import conversions
from weft.rtyper.ll_helpers import sets as ll
from weft.rtyper.ll_helpers.arrays import array_convert
from weft.rtyper.lltype.ops.integers import wrap
from weft.rtyper.lltype.types import BOOL, SIGNED, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations import set_combining
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.dicts import item_conversion
from weft.rtyper.representations.keys import KeyFunctions, host_hash, key_functions
from weft.rtyper.representations.lists import iterable_array
from weft.rtyper.representations.support import Items, as_bool, bound_function, negated, stored_type

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def set_struct(typer: Typer, item: LowLevelType) -> Struct:
    """Return the struct type of sets of such items."""
    key = ("set struct", item)
    found: Struct | None = typer.cache.get(key)
    if found is None:
        slot = Struct(f"slot_{item}", {"key": item, "hash": SIGNED}, gc=False)
        fields = {"used": SIGNED, "fill": SIGNED, "finger": SIGNED, "table": Ptr(Array(slot))}
        found = typer.cache[key] = Struct(f"set_{item}", fields)
    return found


class SetRepresentation(Representation):
    """A set or frozenset."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeSet)
        self.items = Items(typer.representation(annotation.definition.find().item))
        self.struct = set_struct(typer, self.items.lowtype)
        self.lowtype = Ptr(self.struct)
        table = self.struct.fields["table"]
        assert isinstance(table, Ptr) and isinstance(table.to, Array)
        self.table = table.to
        self._constants: dict[int, tuple[Any, StructValue]] = {}

    @property
    def key_functions(self) -> KeyFunctions:
        """The functions of the items."""
        return key_functions(self.typer, self.items)

    def _keys_argument(self) -> Constant:
        return void(self.key_functions)

    def empty_table(self) -> Constant:
        """Return the shared table of empty sets."""
        key = ("empty set table", self.struct)
        found: Constant | None = self.typer.cache.get(key)
        if found is None:
            found = self.typer.cache[key] = Constant(ArrayValue(self.table, 8), Ptr(self.table))
        return found

    # Prebuilt sets -------------------------------------------------------------------------------------------------

    def constant(self, value: Any) -> Any:
        """Lay out a prebuilt set; the same set object gives the same value."""
        if value is None:
            return None
        if not isinstance(value, set | frozenset):
            raise TypeError(f"not a set: {value!r}")
        known = self._constants.get(id(value))
        if known is not None:
            return known[1]
        result = StructValue(self.struct)
        self._constants[id(value)] = (value, result)
        late = self.key_functions.late
        annotation = self.items.representation.annotation
        as_host = not late and _ordered_as_host(annotation) and not any(map(_holds_none, value))
        items = list(value) if late or as_host else sorted(value, key=repr)
        marks = [1 if late else _mark(host_hash(annotation, item)) for item in items]
        order, size = (_host_layout(value, items) if as_host else None) or _layout(
            items, marks, _host_table_size(value)
        )
        table: ArrayValue = self.empty_table().value if not value else ArrayValue(self.table, size)
        result.fields.update(used=len(value), fill=len(value), finger=-1 if late and value else 0, table=table)
        for slot, index in enumerate(order):
            if index is not None:
                table.items[slot].fields.update(key=self.items.constant(items[index]), hash=marks[index])
        return result

    # Making --------------------------------------------------------------------------------------------------------

    def new_empty(self, builder: Builder) -> Value:
        """Return a new empty set."""
        return builder.helper(ll.set_new, void(self.struct), self.empty_table(), hint="set")

    def lower_newset(self, lowering: Lowering) -> Value | None:
        """`{a, b}`."""
        result = self.new_empty(lowering)
        for operand in lowering.operands:
            self._add(lowering, result, operand)
        return result

    def lower_new_set(self, lowering: Lowering) -> Value | None:
        """`set()`, `set(iterable)`, `frozenset(iterable)`: the operands are the arguments."""
        result = self.new_empty(lowering)
        for operand in lowering.operands:
            self.update(lowering, result, operand)
        return result

    def _add(self, lowering: Lowering, target: Value, item: Value) -> None:
        lowering.helper(ll.set_add, target, self.items.store(lowering, item), self._keys_argument())

    def update(self, lowering: Lowering, target: Value, operand: Value) -> None:
        """Add the items of an iterable."""
        source = lowering.typer.representation(lowering.typer.annotation_of(operand))
        if isinstance(source, SetRepresentation) and source.lowtype == self.lowtype:
            lowering.helper(ll.set_update, target, lowering.value(operand), self._keys_argument())
            return
        lowering.typer.setup_representations()
        array, count, item = iterable_array(lowering, operand, source)
        array = self.adapted(lowering, array, count, item)
        if hasattr(source, "key_functions"):  # CPython grows once for a set or dict
            lowering.helper(ll.reserve, target, count)
        lowering.helper(ll.set_update_array, target, array, count, self._keys_argument())

    def adapted(self, lowering: Lowering, array: Value, count: Value, item: Representation) -> Value:
        """Return an array of items of another representation as one of this set's items."""
        if stored_type(item) == self.items.lowtype:
            return array
        convert = item_conversion(self.typer, item, self.items.representation)
        return lowering.helper(array_convert, array, count, void(Array(self.items.lowtype)), void(convert))

    def other_set(self, lowering: Lowering, operand: Value) -> Value:
        """Return an operand (a set or any iterable) as a set of this type."""
        source = lowering.typer.representation(lowering.typer.annotation_of(operand))
        if isinstance(source, SetRepresentation) and source.lowtype == self.lowtype:
            return lowering.value(operand)
        result = self.new_empty(lowering)
        self.update(lowering, result, operand)
        return result

    # Operations ----------------------------------------------------------------------------------------------------

    def lower_set_add(self, lowering: Lowering) -> Value | None:
        """Add in a comprehension."""
        self._add(lowering, lowering.operand(0), lowering.operands[1])
        return None

    def lower_set_update(self, lowering: Lowering) -> Value | None:
        """`{*xs}`."""
        self.update(lowering, lowering.operand(0), lowering.operands[1])
        return None

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`item in s`."""
        item = self.items.store(lowering, lowering.operands[1])
        return lowering.helper(ll.set_contains, lowering.operand(0), item, self._keys_argument())

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(s)`."""
        return lowering.getfield(lowering.operand(0), "used")

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a set."""
        return as_bool(lowering, lowering.getfield(lowering.operand(0), "used"))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the items."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return the items as an array."""
        found = lowering.helper(ll.set_items_array, low, void(Array(self.items.lowtype)))
        return found, lowering.emit("getarraysize", found), self.items.representation

    def lower_operator(self, lowering: Lowering) -> Value | None:
        """A binary operator whose result is a set of this type; the operands are sets or views of dicts."""
        result: Any = lowering.result_representation
        name = lowering.operation.name.removeprefix("inplace_").removesuffix("_")
        return set_combining.operator(result, lowering, name, lowering.operands[0], lowering.operands[1])

    lower_and_ = lower_sub = lower_xor = lower_or_ = lower_operator

    def _inplace_operator(self, lowering: Lowering) -> Value | None:
        annotation = lowering.annotation(0)
        if isinstance(annotation, SomeSet) and annotation.frozen:
            return self.lower_operator(lowering)
        value = lowering.operand(0)
        name = lowering.operation.name.removeprefix("inplace_").removesuffix("_")
        set_combining.combine_inplace(self, lowering, name, value, lowering.operands[1])
        return value

    lower_inplace_and_ = lower_inplace_sub = lower_inplace_xor = lower_inplace_or_ = _inplace_operator

    def _comparison(self, lowering: Lowering) -> Value | None:
        x, y = lowering.operand(0), self.other_set(lowering, lowering.operands[1])
        name = lowering.operation.name
        if name in ("gt", "ge"):
            x, y = y, x
        result = lowering.helper(ll.is_subset, x, y, self._keys_argument())
        if name in ("le", "ge"):
            return result
        smaller = lowering.emit("int_lt", lowering.getfield(x, "used"), lowering.getfield(y, "used"))
        return lowering.emit("bool_and", smaller, result)

    lower_lt = lower_le = lower_gt = lower_ge = _comparison

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`s == other`."""
        x = lowering.operand(0)
        other = lowering.representation(1)
        if not isinstance(other, SetRepresentation):
            return lowering.emit("ptr_iszero", x) if lowering.annotation(1).can_be_none else boolean(False)
        y = self.other_set(lowering, lowering.operands[1])
        return lowering.helper(ll.set_equal, x, y, self._keys_argument())

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`s != other`."""
        return negated(lowering, self.lower_eq(lowering))

    def equality_function(self) -> Any:
        """Compare two sets."""
        types = (self.lowtype, self.lowtype)
        return bound_function(self.typer, "set_equal", self, ll.set_equal, types, BOOL, lambda: [self._keys_argument()])

    def hash_function(self) -> Any:
        """The hash of a frozenset."""
        types = (self.lowtype,)
        return bound_function(self.typer, "set_hash", self, ll.set_hash, types, SIGNED, lambda: [self._keys_argument()])

    # Methods -------------------------------------------------------------------------------------------------------

    def _receiver(self, lowering: Lowering) -> Value:
        assert lowering.receiver is not None
        return lowering.value(lowering.receiver)

    def lower_method_add(self, lowering: Lowering) -> Value | None:
        """`s.add(item)`."""
        self._add(lowering, self._receiver(lowering), lowering.operands[0])
        return None

    def lower_method_discard(self, lowering: Lowering) -> Value | None:
        """`s.discard(item)`."""
        item = self.items.store(lowering, lowering.operands[0])
        lowering.helper(ll.set_discard, self._receiver(lowering), item, self._keys_argument())
        return None

    def lower_method_remove(self, lowering: Lowering) -> Value | None:
        """`s.remove(item)`."""
        item = self.items.store(lowering, lowering.operands[0])
        lowering.helper(ll.set_remove, self._receiver(lowering), item, self._keys_argument())
        return None

    def lower_method_pop(self, lowering: Lowering) -> Value | None:
        """`s.pop()`."""
        return self.items.load(lowering, lowering.helper(ll.set_pop, self._receiver(lowering), self._keys_argument()))

    def lower_method_clear(self, lowering: Lowering) -> Value | None:
        """`s.clear()`."""
        lowering.helper(ll.set_clear, self._receiver(lowering), self.empty_table())
        return None

    def lower_method_copy(self, lowering: Lowering) -> Value | None:
        """`s.copy()`."""
        assert lowering.receiver is not None
        result: Any = lowering.result_representation
        copy: Value = result.new_empty(lowering)
        result.update(lowering, copy, lowering.receiver)
        return copy

    def lower_method_update(self, lowering: Lowering) -> Value | None:
        """`s.update(items, ...)`."""
        value = self._receiver(lowering)
        for operand in lowering.operands:
            self.update(lowering, value, operand)
        return None

    def _combine(self, lowering: Lowering, name: str) -> Value | None:
        assert lowering.receiver is not None
        result: Any = lowering.result_representation
        value: Value = result.other_set(lowering, lowering.receiver)
        return set_combining.combined(result, lowering, name, value, list(lowering.operands))

    def lower_method_union(self, lowering: Lowering) -> Value | None:
        """`s.union(...)`."""
        return self._combine(lowering, "or")

    def lower_method_intersection(self, lowering: Lowering) -> Value | None:
        """`s.intersection(...)`."""
        return self._combine(lowering, "and")

    def lower_method_difference(self, lowering: Lowering) -> Value | None:
        """`s.difference(...)`."""
        return self._combine(lowering, "sub")

    def lower_method_symmetric_difference(self, lowering: Lowering) -> Value | None:
        """`s.symmetric_difference(other)`."""
        return self._combine(lowering, "xor")

    def lower_method_intersection_update(self, lowering: Lowering) -> Value | None:
        """`s.intersection_update(...)`."""
        return self._each_inplace(lowering, "and")

    def lower_method_difference_update(self, lowering: Lowering) -> Value | None:
        """`s.difference_update(...)`."""
        return self._each_inplace(lowering, "sub")

    def lower_method_symmetric_difference_update(self, lowering: Lowering) -> Value | None:
        """`s.symmetric_difference_update(other)`."""
        return self._each_inplace(lowering, "xor")

    def _each_inplace(self, lowering: Lowering, name: str) -> Value | None:
        value = self._receiver(lowering)
        for operand in lowering.operands:
            set_combining.combine_inplace(self, lowering, name, value, operand)
        return None

    def lower_method_issubset(self, lowering: Lowering) -> Value | None:
        """`s.issubset(other)`."""
        other = self.other_set(lowering, lowering.operands[0])
        return lowering.helper(ll.is_subset, self._receiver(lowering), other, self._keys_argument())

    def lower_method_issuperset(self, lowering: Lowering) -> Value | None:
        """`s.issuperset(other)`."""
        other = self.other_set(lowering, lowering.operands[0])
        return lowering.helper(ll.is_subset, other, self._receiver(lowering), self._keys_argument())

    def lower_method_isdisjoint(self, lowering: Lowering) -> Value | None:
        """`s.isdisjoint(other)`."""
        other = self.other_set(lowering, lowering.operands[0])
        return lowering.helper(ll.is_disjoint, self._receiver(lowering), other, self._keys_argument())


class SetIterator(Representation):
    """An iterator over a set: `{set, slot, used}`."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        container = typer.representation(annotation.container)
        assert isinstance(container, SetRepresentation)
        self.container = container
        self.items = container.items
        key = ("set iterator", container.lowtype)
        if key not in typer.cache:
            typer.cache[key] = Struct("set_iterator", {"set": container.lowtype, "slot": SIGNED, "used": SIGNED})
        self.struct: Struct = typer.cache[key]
        self.lowtype = Ptr(self.struct)

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Allocate the struct."""
        if self.container.key_functions.late:  # a first lookup during the iteration would move the items
            lowering.helper(ll.prepare_late, container, void(self.container.key_functions))
        iterator = lowering.malloc(self.struct, hint="iterator")
        lowering.setfield(iterator, "set", container)
        lowering.setfield(iterator, "slot", signed(0))
        lowering.setfield(iterator, "used", lowering.getfield(container, "used"))
        return iterator

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """An iterator is its own."""
        return lowering.operand(0)

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Iterators are true."""
        return boolean(True)

    def lower_next(self, lowering: Lowering) -> Value | None:
        """`next(it)`."""
        return self.items.load(lowering, lowering.helper(ll.set_next, lowering.operand(0), hint="item"))

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return what is left as an array."""
        length = lowering.helper(conversions.set_length, low)
        array_type = void(Array(self.items.lowtype))
        array = lowering.helper(conversions.rest_of, low, array_type, length, void(ll.set_next))
        return array, length, self.items.representation


# Layout on the host -------------------------------------------------------------------------------------------------


def _holds_none(item: Any) -> bool:
    """True for None and tuples with None in them: the host's hash of None is an address."""
    return item is None or (isinstance(item, tuple) and any(map(_holds_none, item)))


def _ordered_as_host(annotation: Annotation) -> bool:
    """True if the host's order of a set of such items is the same in every process."""
    if isinstance(annotation, SomeTuple):
        return all(map(_ordered_as_host, annotation.items))
    return isinstance(annotation, SomeInteger | SomeBig | SomeFloat | SomeBool | SomeNone)


def _mark(key_hash: int) -> int:
    mark = wrap(key_hash + 1)
    return mark + 1 if mark == ll.DUMMY else mark


def _host_table_size(value: set[Any] | frozenset[Any]) -> int:
    """Return how many slots the table of the host's set has (8: it is part of the object)."""
    slots = (sys.getsizeof(value) - sys.getsizeof(type(value)())) // 16
    return slots if slots >= 8 else 8


class _HostSet(ctypes.Structure):
    """The beginning of CPython's set objects."""

    _fields_ = [
        ("reference_count", ctypes.c_ssize_t),
        ("type", ctypes.c_void_p),
        ("fill", ctypes.c_ssize_t),
        ("used", ctypes.c_ssize_t),
        ("mask", ctypes.c_ssize_t),
        ("table", ctypes.POINTER(ctypes.c_void_p)),
    ]


def _host_layout(value: set[Any] | frozenset[Any], items: list[Any]) -> tuple[list[int | None], int] | None:
    """Return the table of the host's set as indexes of items; None if it is not as expected, or has removed items.

    Which slots are taken decides the order of sets that are made from this one, so it is not enough to keep the order.
    """
    host = _HostSet.from_address(id(value))
    size = _host_table_size(value)
    if host.mask != size - 1 or host.used != len(items) or host.fill != host.used:
        return None
    numbers = {id(item): index for index, item in enumerate(items)}
    order = [numbers.get(host.table[2 * slot] or 0) for slot in range(size)]
    return (order, size) if [index for index in order if index is not None] == list(range(len(items))) else None


def _layout(items: list[Any], marks: list[int], size: int) -> tuple[list[int | None], int]:
    """Return the table as indexes of items, in a way that keeps the order of the items if that can be found."""
    by_home = sorted(range(len(items)), key=lambda i: ((marks[i] - 1) & (size - 1), i))
    attempts: tuple[Iterable[int], ...] = (range(len(items)), by_home)
    for order in attempts:
        table = _insert_all(order, marks, size)
        if [index for index in table if index is not None] == list(range(len(items))):
            return table, size
    return _insert_all(range(len(items)), marks, size), size


def _insert_all(order: Iterable[int], marks: list[int], size: int) -> list[int | None]:
    table: list[int | None] = [None] * size
    mask = size - 1
    for index in order:
        start, perturb = (marks[index] - 1) & mask, (marks[index] - 1) % 2**64
        while True:
            last = start + ll.PROBES if start + ll.PROBES <= mask else start
            free = next((slot for slot in range(start, last + 1) if table[slot] is None), None)
            if free is not None:
                table[free] = index
                break
            perturb >>= 5
            start = (start * 5 + 1 + perturb) & mask
    return table


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeSet: SetRepresentation}
