"""Representations of dict views (the dict itself) and of iterators over dicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, Impossible, SomeDictView, SomeIterator, SomeTuple
from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import conversions
from weft.rtyper.ll_helpers import dicts as ll
from weft.rtyper.lltype.types import SIGNED, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.dicts import DictRepresentation
from weft.rtyper.representations.support import as_bool, negated, stored_type

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


class DictViewRepresentation(Representation):
    """`d.keys()`, `d.values()`, `d.items()`."""

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeDictView)
        container = typer.representation(annotation.container)
        assert isinstance(container, DictRepresentation)
        self.dict = container
        self.variant = annotation.variant
        self.lowtype: LowLevelType = container.lowtype

    def lower_len(self, lowering: Lowering) -> Value | None:
        """`len(view)`."""
        return lowering.getfield(lowering.operand(0), "count")

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Truth of a view."""
        return as_bool(lowering, lowering.getfield(lowering.operand(0), "count"))

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """Iterate over the view."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_contains(self, lowering: Lowering) -> Value | None:
        """`x in view`."""
        value = lowering.operand(0)
        if self.variant == "items":
            return self.dict.contains(lowering, value, lowering.operands[1])
        if self.variant == "values":
            array = void(Array(stored_type(self.dict.values.representation)))
            item = self.dict.values.store(lowering, lowering.operands[1])
            return lowering.helper(ll.values_contain, value, item, array, self.dict.values.equality())
        raise lowering.error("W0401", "`in` on the items of a dict is not supported yet")

    def _set_operator(self, lowering: Lowering) -> Value | None:
        """`view & other` and its like make sets."""
        return lowering.result_representation.lower_operator(lowering)  # type: ignore[attr-defined, no-any-return]

    lower_and_ = lower_or_ = lower_sub = lower_xor = _set_operator

    def lower_eq(self, lowering: Lowering) -> Value | None:
        """Views of keys are equal if the sets of keys are."""
        other = lowering.representation(1)
        if self.variant != "items" or not isinstance(other, DictViewRepresentation) or other.lowtype != self.lowtype:
            raise lowering.error("W0401", f"comparing {lowering.annotation(0)} is not supported yet")
        keys = void(self.dict.key_functions)
        return lowering.helper(ll.same_keys, lowering.operand(0), lowering.operand(1), keys)

    def lower_ne(self, lowering: Lowering) -> Value | None:
        """Not equal."""
        return negated(lowering, self.lower_eq(lowering))

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return the items of the view as an array."""
        if self.variant == "items":
            return self.dict.iterable_array(lowering, low)
        if self.variant == "values":
            item = self.dict.values.representation
            array = lowering.helper(ll.dict_values_array, low, void(Array(stored_type(item))))
        else:
            item = pair_representation(self.typer, self.dict)
            function = void(pair_function(self.dict, item))
            array = lowering.helper(ll.dict_pairs_array, low, void(Array(item.lowtype)), function)
        return array, lowering.emit("getarraysize", array), item


def pair_function(container: DictRepresentation, pair: Any) -> Any:
    """Return a function `(stored key, stored value) -> tuple` for the pairs of a dict."""
    typer = container.typer
    key = ("pair function", container)
    if key not in typer.cache:
        parts = (container.keys, container.values)

        def body(builder: Builder, inputs: list[Any]) -> Value:
            values = [
                part.unstored(builder, value, wanted)
                for part, value, wanted in zip(parts, inputs, pair.item_representations, strict=True)
            ]
            return pair.make(builder, values)  # type: ignore[no-any-return]

        types = [part.lowtype for part in parts]
        typer.cache[key] = typer.calls.make_function("make_pair", types, pair.lowtype, body)
    return typer.cache[key]


def pair_representation(typer: Typer, container: DictRepresentation) -> Representation:
    """Return the representation of a dict's (key, value) tuples."""
    definition = container.definition.find()
    return typer.representation(SomeTuple(items=(definition.key, definition.value)))


class DictIterator(Representation):
    """An iterator over keys, values or pairs: `{dict, index, count}`."""

    def __init__(self, typer: Typer, annotation: SomeIterator) -> None:
        super().__init__(typer, annotation)
        container = typer.representation(annotation.container)
        assert isinstance(container, DictRepresentation)
        self.dict = container
        self.variant = annotation.variant
        key = ("dict iterator", container.lowtype)
        if key not in typer.cache:
            fields = {"dict": container.lowtype, "index": SIGNED, "count": SIGNED}
            typer.cache[key] = Struct("dict_iterator", fields)
        self.struct: Struct = typer.cache[key]
        self.lowtype = Ptr(self.struct)

    def make(self, lowering: Lowering, container: Value) -> Value:
        """Allocate the struct."""
        iterator = lowering.malloc(self.struct, hint="iterator")
        lowering.setfield(iterator, "dict", container)
        start: Value = lowering.getfield(container, "used") if self.variant == "reversed" else signed(0)
        lowering.setfield(iterator, "index", start)
        lowering.setfield(iterator, "count", lowering.getfield(container, "count"))
        return iterator

    def lower_iter(self, lowering: Lowering) -> Value | None:
        """An iterator is its own."""
        return lowering.operand(0)

    def lower_bool(self, lowering: Lowering) -> Value | None:
        """Iterators are true."""
        return boolean(True)

    def lower_next(self, lowering: Lowering) -> Value | None:
        """`next(it)`."""
        iterator = lowering.operand(0)
        function = ll.next_entry_reversed if self.variant == "reversed" else ll.next_entry
        index = lowering.helper(function, iterator, hint="entry")
        value = lowering.getfield(iterator, "dict")
        if self.variant == "pairs":
            if isinstance(lowering.result_annotation, Impossible):
                return None  # the dict is always empty
            return self.dict.pair(lowering, value, index, lowering.result_representation)
        name, items = ("value", self.dict.values) if self.variant == "values" else ("key", self.dict.keys)
        return items.load(lowering, stored_part(lowering, value, index, name))

    def iterable_array(self, lowering: Lowering, low: Value) -> tuple[Value, Value, Representation]:
        """Return what is left as an array."""
        backwards = self.variant == "reversed"
        length = lowering.helper(conversions.dict_length_reversed if backwards else conversions.dict_length, low)
        if self.variant == "pairs":
            item = pair_representation(self.typer, self.dict)
            function = void(pair_function(self.dict, item))
            array = lowering.helper(conversions.pairs_rest, low, void(Array(item.lowtype)), length, function)
            return array, length, item
        items = self.dict.values if self.variant == "values" else self.dict.keys
        following = {"values": ll.next_value, "reversed": ll.next_key_reversed}.get(self.variant, ll.next_key)
        array = lowering.helper(conversions.rest_of, low, void(Array(items.lowtype)), length, void(following))
        return array, length, items.representation


def stored_part(builder: Builder, value: Value, index: Value, name: str) -> Value:
    """Return key or value of an entry, as stored."""
    entries = builder.getfield(value, "entries")
    return builder.emit("getitemfield", entries, index, statics=(name,), hint=name)


REPRESENTATIONS: Final[dict[type[Annotation], Callable[[Any, Any], Representation]]] = {
    SomeDictView: DictViewRepresentation,
}
