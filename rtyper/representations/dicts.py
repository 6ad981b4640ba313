"""Representation of dict: a pointer to a hash table specialised by the types of keys and values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import IMPOSSIBLE, Annotation, SomeDict
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import dicts as ll
from weft.rtyper.lltype.types import BOOL, SIGNED, VOID, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.keys import KeyFunctions, host_hash, key_functions
from weft.rtyper.representations.support import (
    Items,
    as_bool,
    bound_function,
    conversion_function,
    empty_array,
    negated,
    stored_type,
)

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

DELETED: Final = -1


def entry_struct(typer: Typer, key: LowLevelType, value: LowLevelType) -> Struct:
    """Return the type of the entries of dicts with such keys and values."""
    cache_key = ("dict entry", key, value)
    found: Struct | None = typer.cache.get(cache_key)
    if found is None:
        fields = {"key": key, "value": value, "hash": SIGNED}
        found = typer.cache[cache_key] = Struct(f"entry_{key}_{value}", fields, gc=False)
    return found


def dict_fields(entry: Struct) -> dict[str, LowLevelType]:
    """Return the fields of a dict's struct."""
    return {
        "count": SIGNED,
        "used": SIGNED,
        "usable": SIGNED,
        "indexes": Ptr(ll.INDEXES),
        "entries": Ptr(Array(entry)),
    }


class DictRepresentation(Representation):
    """A dict, defaultdict, OrderedDict or Counter."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeDict)
        self.definition = annotation.definition.find()
        self._constants: dict[int, tuple[Any, StructValue]] = {}
        # A struct of our own stands for the dict until the types of keys and values are known, as for lists.
        self._early = Struct("dict")
        self._early_used = False
        self._lowtype: LowLevelType | None = None
        typer.register(annotation, self)
        self.keys = Items(typer.representation(self.definition.key))
        self.values = Items(typer.representation(self.definition.value))
        self.entry = entry_struct(typer, self.keys.lowtype, self.values.lowtype)
        self._lowtype = Ptr(self._layout())

    def _layout(self) -> Struct:
        name = f"dict_{self.keys.lowtype}_{self.values.lowtype}"
        if self._early_used:
            self._early.name = name
            self._early.fields.update(dict_fields(self.entry))
            return self._early
        key = ("dict struct", self.entry)
        found: Struct | None = self.typer.cache.get(key)
        if found is None:
            found = self.typer.cache[key] = Struct(name, dict_fields(self.entry))
        return found

    @property
    def lowtype(self) -> LowLevelType:  # type: ignore[override]
        """The pointer type; asking for it too early settles the layout."""
        if self._lowtype is None:
            self._early_used = True
            return Ptr(self._early)
        return self._lowtype

    @property
    def struct(self) -> Struct:
        """The struct type."""
        assert isinstance(self.lowtype, Ptr) and isinstance(self.lowtype.to, Struct)
        return self.lowtype.to

    @property
    def value_representation(self) -> Representation:
        """The representation of the values."""
        return self.values.representation

    @property
    def key_functions(self) -> KeyFunctions:
        """The functions of the keys."""
        return key_functions(self.typer, self.keys)

    def _keys_argument(self) -> Constant:
        return void(self.key_functions)

    # Prebuilt dicts ------------------------------------------------------------------------------------------------

    def constant(self, value: Any) -> Any:
        """Lay out a prebuilt dict; the same dict object gives the same value."""
        if value is None:
            return None
        if not isinstance(value, dict):
            raise TypeError(f"not a dict: {value!r}")
        known = self._constants.get(id(value))
        if known is not None:
            return known[1]
        result = StructValue(self.struct)
        self._constants[id(value)] = (value, result)
        self._fill_constant(result, value)
        return result

    def _fill_constant(self, result: StructValue, value: dict[Any, Any]) -> None:
        count = len(value)
        size = index_size(count)
        late = self.key_functions.late
        if count == 0:
            entries: ArrayValue = self._empty_entries().value
        else:
            entries = ArrayValue(Array(self.entry), count if late else size * 2 // 3)
        result.fields.update(count=count, used=count, usable=0, entries=entries, indexes=self._empty_indexes().value)
        key_annotation = self.keys.representation.annotation
        hashes = []
        for slot, (key, item) in zip(entries.items, list(value.items()), strict=False):
            key_hash = 0 if late else host_hash(key_annotation, key)
            hashes.append(key_hash)
            slot.fields.update(key=self.keys.constant(key), value=self.values.constant(item), hash=key_hash)
        if count and not late:
            result.fields.update(usable=len(entries.items) - count, indexes=host_index(hashes, size))

    def _empty_indexes(self) -> Constant:
        key = "empty dict index"
        found: Constant | None = self.typer.cache.get(key)
        if found is None:
            found = self.typer.cache[key] = Constant(ArrayValue(ll.INDEXES, 1), Ptr(ll.INDEXES))
        return found

    def _empty_entries(self) -> Constant:
        return empty_array(self.typer, Array(self.entry))

    # Making --------------------------------------------------------------------------------------------------------

    def new_empty(self, builder: Builder) -> Value:
        """Return a new empty dict."""
        return builder.helper(ll.dict_new, void(self.struct), self._empty_indexes(), self._empty_entries(), hint="dict")

    def lower_newdict(self, lowering: Lowering) -> Value | None:
        """`{k: v}`."""
        result = self.new_empty(lowering)
        for i in range(0, len(lowering.operands), 2):
            self._store(lowering, result, lowering.operands[i], lowering.operands[i + 1])
        return result

    def lower_new_dict(self, lowering: Lowering) -> Value | None:
        """`dict()`, `dict(mapping)`, `dict(a=1)`: the operands are the arguments."""
        result = self.new_empty(lowering)
        if self.definition.variant == "defaultdict":
            lowering.operands = lowering.operands[1:]
        for operand in lowering.operands:
            self._update(lowering, result, operand)
        for name, operand in lowering.keywords.items():
            self._store(lowering, result, Constant(name), operand)
        return result

    def make_from_strings(self, builder: Builder, pairs: Sequence[tuple[str, Value]]) -> Value:
        """Return a new dict with constant str keys and low-level values (for `**kwargs`)."""
        result = self.new_empty(builder)
        for name, value in pairs:
            key = self.typer.constant(self.keys.representation, name)
            builder.helper(ll.dict_setitem, result, key, value, self._keys_argument())
        return result

    def _store(self, lowering: Lowering, target: Value, key: Value, value: Value) -> None:
        low_key = self.keys.store(lowering, key)
        lowering.helper(ll.dict_setitem, target, low_key, self.values.store(lowering, value), self._keys_argument())

    def _update(self, lowering: Lowering, target: Value, operand: Value) -> None:
        source = lowering.typer.representation(lowering.typer.annotation_of(operand))
        if not isinstance(source, DictRepresentation):
            raise lowering.error("W0401", f"making a dict from {source.annotation} is not supported yet")
        value = lowering.value(operand)
        if source.lowtype == self.lowtype:
            lowering.helper(ll.dict_update, target, value, self._keys_argument())
            return
        convert_key = item_conversion(self.typer, source.keys.representation, self.keys.representation)
        convert_value = item_conversion(self.typer, source.values.representation, self.values.representation)
        function = ll.dict_update_converted
        lowering.helper(function, target, value, self._keys_argument(), void(convert_key), void(convert_value))

    # Operations ----------------------------------------------------------------------------------------------------

    def lower_getitem(self, lowering: Lowering) -> Value | None:
        """`d[key]`."""
        value, key = lowering.operand(0), self.keys.store(lowering, lowering.operands[1])
        keys = self._keys_argument()
        if self.definition.variant == "Counter":
            missing = self.typer.constant(self.values.representation, 0)
            return self.values.load(lowering, lowering.helper(ll.dict_getitem_or_zero, value, key, keys, missing))
        if self.definition.factory is not None:
            factory = void(self._factory(lowering))
            return self.values.load(lowering, lowering.helper(ll.dict_getitem_or_make, value, key, keys, factory))
        return self.values.load(lowering, lowering.helper(ll.dict_getitem, value, key, keys))

    def _factory(self, lowering: Lowering) -> Any:
        """Return a function `() -> value` for the missing values of a defaultdict."""
        factory = self.definition.factory
        assert factory is not None
        return self.typer.calls.factory_function(factory, self.values.representation)

    def lower_setitem(self, lowering: Lowering) -> Value | None:
        """`d[key] = value`."""
        self._store(lowering, lowering.operand(0), lowering.operands[1], lowering.operands[2])
        return None

    lower_dict_add = lower_setitem

    def lower_delitem(self, lowering: Lowering) -> Value | None:
        """`del d[key]`."""
        key = self.keys.store(lowering, lowering.operands[1])
        lowering.helper(ll.dict_delitem, lowering.operand(0), key, self._keys_argument())
        return None

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`key in d`."""
        return self.contains(lowering, lowering.operand(0), lowering.operands[1])

    def contains(self, lowering: Lowering, value: Value, key: Value) -> Value:
        """Return whether the low-level dict has a (high-level) key."""
        return lowering.helper(ll.dict_contains, value, self.keys.store(lowering, key), self._keys_argument())

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(d)`."""
        return lowering.getfield(lowering.operand(0), "count")

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a dict."""
        return as_bool(lowering, lowering.getfield(lowering.operand(0), "count"))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the keys."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_dict_update(self, lowering: Lowering) -> Value | None:
        """`{**d}`."""
        self._update(lowering, lowering.operand(0), lowering.operands[1])
        return None

    def lower_or_(self, lowering: Lowering) -> Value | None:
        """`d | other`."""
        result = lowering.result_representation
        assert isinstance(result, DictRepresentation)
        target = result.new_empty(lowering)
        result._update(lowering, target, lowering.operands[0])
        result._update(lowering, target, lowering.operands[1])
        return target

    def lower_inplace_or_(self, lowering: Lowering) -> Value | None:
        """`d |= other`."""
        value = lowering.operand(0)
        self._update(lowering, value, lowering.operands[1])
        return value

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """`d == other`."""
        other = lowering.representation(1)
        x = lowering.operand(0)
        if not isinstance(other, DictRepresentation):
            return lowering.emit("ptr_iszero", x) if lowering.annotation(1).can_be_none else boolean(False)
        if other.lowtype != self.lowtype:
            if IMPOSSIBLE in (self.definition.find().key, other.definition.find().key):  # one is always empty
                lengths = [lowering.getfield(value, "count") for value in (x, lowering.operand(1))]
                return lowering.emit("int_eq", lowering.emit("int_or", *lengths), signed(0))
            raise lowering.error("W0401", f"comparing {lowering.annotation(0)} with {lowering.annotation(1)}")
        keys, equal = self._keys_argument(), self.values.equality()
        return lowering.helper(ll.dict_equal, x, lowering.operand(1), keys, equal)

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """`d != other`."""
        return negated(lowering, self.lower_eq(lowering))

    def equality_function(self) -> Any:
        """Compare two dicts."""
        types = (self.lowtype, self.lowtype)
        return bound_function(
            self.typer, "dict_equal", self, ll.dict_equal, types, BOOL,
            lambda: [self._keys_argument(), self.values.equality()],
        )  # fmt: skip

    # Methods -------------------------------------------------------------------------------------------------------

    def _receiver(self, lowering: Lowering) -> Value:
        assert lowering.receiver is not None
        return lowering.value(lowering.receiver)

    def _with_default(self, lowering: Lowering, function: Callable[..., Any]) -> Value | None:
        """`get` and `pop` with a default: both results are converted to that of the operation."""
        result = lowering.result_representation
        value, key = self._receiver(lowering), self.keys.store(lowering, lowering.operands[0])
        if result.lowtype is VOID:
            lowering.helper(ll.dict_contains, value, key, self._keys_argument())
            return None
        if len(lowering.operands) > 1:
            default = lowering.operand(1, result)
        else:
            default = lowering.value(Constant(None), result)
        convert = void(item_conversion(self.typer, self.values.representation, result))
        return lowering.helper(function, value, key, default, self._keys_argument(), convert)

    def lower_method_get(self, lowering: Lowering) -> Value | None:
        """`d.get(key[, default])`."""
        return self._with_default(lowering, ll.dict_get)

    def lower_method_pop(self, lowering: Lowering) -> Value | None:
        """`d.pop(key[, default])`."""
        if len(lowering.operands) > 1 and lowering.result_representation.lowtype is not VOID:
            return self._with_default(lowering, ll.dict_pop_default)
        key = self.keys.store(lowering, lowering.operands[0])
        return self.values.load(
            lowering, lowering.helper(ll.dict_pop, self._receiver(lowering), key, self._keys_argument())
        )

    def lower_method_setdefault(self, lowering: Lowering) -> Value | None:
        """`d.setdefault(key[, default])`."""
        key = self.keys.store(lowering, lowering.operands[0])
        default = lowering.operands[1] if len(lowering.operands) > 1 else Constant(None)
        stored = self.values.store(lowering, default)
        function = ll.dict_setdefault
        return self.values.load(
            lowering, lowering.helper(function, self._receiver(lowering), key, stored, self._keys_argument())
        )

    def lower_method_popitem(self, lowering: Lowering) -> Value | None:
        """`d.popitem()`, `od.popitem(last=False)`."""
        value = self._receiver(lowering)
        last = lowering.keywords.get("last", lowering.operands[0] if lowering.operands else None)
        function: Callable[..., Any] = ll.last_entry
        if last is not None:
            annotation = lowering.typer.annotation_of(last)
            if not annotation.is_constant:
                raise lowering.error("W0401", "popitem needs a constant `last`")
            function = ll.last_entry if annotation.constant else ll.first_entry
        index = lowering.helper(function, value, self._keys_argument())
        if lowering.result_representation.lowtype is VOID:
            return None  # of a dict that is always empty: it has raised KeyError
        pair = self.pair(lowering, value, index, lowering.result_representation)
        lowering.helper(ll.delete_entry, value, index)
        return pair

    def pair(self, builder: Builder, value: Value, index: Value, target: Representation) -> Value:
        """Return the (key, value) tuple of an entry."""
        entries = builder.getfield(value, "entries")
        parts = []
        wanted = target.item_representations  # type: ignore[attr-defined]
        for items, name, part in zip((self.keys, self.values), ("key", "value"), wanted, strict=True):
            stored = builder.emit("getitemfield", entries, index, statics=(name,), hint=name)
            parts.append(items.unstored(builder, stored, part))
        return target.make(builder, parts)  # type: ignore[attr-defined, no-any-return]

    def lower_method_clear(self, lowering: Lowering) -> Value | None:
        """`d.clear()`."""
        lowering.helper(ll.dict_clear, self._receiver(lowering), self._empty_indexes(), self._empty_entries())
        return None

    def lower_method_copy(self, lowering: Lowering) -> Value | None:
        """`d.copy()`."""
        result = lowering.result_representation
        value = self._receiver(lowering)
        if result.lowtype == self.lowtype:
            return lowering.helper(ll.dict_copy, value, self._keys_argument())
        assert isinstance(result, DictRepresentation) and lowering.receiver is not None
        target = result.new_empty(lowering)
        convert_key = item_conversion(self.typer, self.keys.representation, result.keys.representation)
        convert_value = item_conversion(self.typer, self.values.representation, result.values.representation)
        keys = result._keys_argument()
        lowering.helper(ll.dict_update_converted, target, value, keys, void(convert_key), void(convert_value))
        return target

    def lower_method_update(self, lowering: Lowering) -> Value | None:
        """`d.update(other)`, `d.update(a=1)`."""
        value = self._receiver(lowering)
        for operand in lowering.operands:
            self._update(lowering, value, operand)
        for name, operand in lowering.keywords.items():
            self._store(lowering, value, Constant(name), operand)
        return None

    def lower_method_move_to_end(self, lowering: Lowering) -> Value | None:
        """`od.move_to_end(key)`."""
        key = self.keys.store(lowering, lowering.operands[0])
        lowering.helper(ll.move_to_end, self._receiver(lowering), key, self._keys_argument())
        return None

    def lower_method_keys(self, lowering: Lowering) -> Value | None:
        """`d.keys()`: a view is the dict itself."""
        return self._receiver(lowering)

    lower_method_values = lower_method_keys
    lower_method_items = lower_method_keys

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return the keys as an array."""
        array = Array(stored_type(self.keys.representation))
        found = lowering.helper(ll.dict_keys_array, low, void(array))
        return found, lowering.emit("getarraysize", found), self.keys.representation


def index_size(count: int) -> int:
    """Return the size of the index of a dict with `count` entries, as `dict_resize` chooses it."""
    size = 8
    while size <= count * 3:
        size <<= 1
    return size


def host_index(hashes: Sequence[int], size: int) -> ArrayValue:
    """Return the index table for entries with these hashes."""
    index = ArrayValue(ll.INDEXES, size)
    mask = size - 1
    for number, key_hash in enumerate(hashes):
        slot, perturb = key_hash & mask, key_hash % 2**64
        while index.items[slot]:
            perturb >>= 5
            slot = (slot * 5 + 1 + perturb) & mask
        index.items[slot] = number + 1
    return index


def item_conversion(typer: Typer, source: Representation, target: Representation) -> Any:
    """Return a function from stored items of one representation to those of another."""
    if source is target or (source.lowtype == target.lowtype and source.lowtype is not VOID):
        return ll.same_value
    return conversion_function(typer, source, target)


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {SomeDict: DictRepresentation}

__all__ = ["REPRESENTATIONS", "DictRepresentation", "host_index", "index_size", "item_conversion"]
