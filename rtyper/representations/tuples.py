"""Representation of tuples: an immutable struct with one field per item that has a run-time value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeInteger, SomeSlice, SomeTuple
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import tuples as helpers
from weft.rtyper.lltype.types import BOOL, SIGNED, VOID, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.lists import ListRepresentation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


def tuple_struct(typer: Typer, types: Sequence[LowLevelType]) -> Struct:
    """Return the struct type of tuples with items of these types; one per combination."""
    key = ("tuple", tuple(types))
    if key not in typer.cache:
        fields = {f"item{i}": t for i, t in enumerate(types) if t is not VOID}
        name = "tuple_" + "_".join(_short_name(t) for t in types)
        typer.cache[key] = Struct(name, fields, immutable=frozenset(fields))
    found: Struct = typer.cache[key]
    return found


def _short_name(type_: LowLevelType) -> str:
    return "".join(c if c.isalnum() else "_" for c in str(type_).replace("*", "p"))[:24]


class TupleRepresentation(Representation):
    """A pointer to the struct; null for None."""

    lowtype: Ptr

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeTuple)
        self.item_representations = [typer.representation(item) for item in annotation.items]
        self.struct = tuple_struct(typer, [r.lowtype for r in self.item_representations])
        self.lowtype = Ptr(self.struct)
        self._constants: dict[int, tuple[Any, StructValue]] = {}

    def constant(self, value: Any) -> Any:
        """Return a prebuilt tuple; the same Python object gives the same one."""
        if value is None:
            return None
        if not isinstance(value, tuple) or len(value) != len(self.item_representations):
            raise TypeError(value)
        found = self._constants.get(id(value))
        if found is not None:
            return found[1]
        made = StructValue(self.struct)
        self._constants[id(value)] = value, made
        for index, (item, representation) in enumerate(zip(value, self.item_representations, strict=True)):
            if representation.lowtype is not VOID:
                made.fields[f"item{index}"] = self.typer.constant(representation, item).value
        return made

    def make(self, builder: Builder, values: Sequence[Value]) -> Value:
        """Return a new tuple of low-level items, each in its item's representation."""
        made = builder.malloc(self.struct, hint="tuple")
        for index, value in enumerate(values):
            if self.item_representations[index].lowtype is not VOID:
                builder.setfield(made, f"item{index}", value)
        return made

    def item(self, builder: Builder, value: Value, index: int, target: Representation | None = None) -> Value:
        """Return an item of a low-level tuple, in the given representation."""
        representation = self.item_representations[index]
        if representation.lowtype is VOID:
            annotation = representation.annotation
            item: Value = Constant(annotation.constant if annotation.is_constant else None, VOID)
        elif isinstance(value, Constant) and value.value is not None:
            item = Constant(value.value.fields[f"item{index}"], representation.lowtype)
        else:
            item = builder.getfield(value, f"item{index}")
        return item if target is None else builder.convert(item, representation, target)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Convert item by item to a tuple of the same length, or to one of unknown length."""
        if isinstance(target, ListRepresentation):
            return self._convert_to_list(builder, value, target)
        if not isinstance(target, TupleRepresentation):
            return None
        if self.lowtype == target.lowtype and all(
            mine is theirs or mine.lowtype == theirs.lowtype
            for mine, theirs in zip(self.item_representations, target.item_representations, strict=True)
        ):
            return value
        if len(self.item_representations) != len(target.item_representations):
            return None

        def body(inner: Builder, inputs: list[Any]) -> Value:
            items = [self.item(inner, inputs[0], i, r) for i, r in enumerate(target.item_representations)]
            return target.make(inner, items)

        return self._convert_if_present(builder, value, target, body)

    def _convert_to_list(self, builder: Builder, value: Value, target: ListRepresentation) -> Value:
        if isinstance(value, Constant):
            known = next((host for host, made in self._constants.values() if made is value.value), None)
            if known is not None or value.value is None:
                return Constant(target.constant(known), target.lowtype)

        def body(inner: Builder, inputs: list[Any]) -> Value:
            wanted = target.items.representation
            items = [self.item(inner, inputs[0], i, wanted) for i in range(len(self.item_representations))]
            return target.from_stored(inner, items)

        return self._convert_if_present(builder, value, target, body)

    def _convert_if_present(
        self, builder: Builder, value: Value, target: Representation, body: Callable[[Builder, list[Any]], Value]
    ) -> Value:
        """Convert a tuple that may be None."""
        if not self.annotation.can_be_none:
            return body(builder, [value])
        key = ("tuple conversion", self, target)
        if key not in self.typer.cache:
            function = self.typer.calls.make_function("convert_tuple", [self.lowtype], target.lowtype, body)
            self.typer.cache[key] = function
        return builder.helper(helpers.convert_optional, value, void(target.lowtype), void(self.typer.cache[key]))

    def lower_newtuple(self, lowering: Lowering) -> Value:
        """`(a, b)`; a constant one is prebuilt."""
        annotation = lowering.result_annotation
        if annotation.is_constant:
            return self.typer.constant(self, annotation.constant)
        values = [lowering.operand(i, r) for i, r in enumerate(self.item_representations)]
        return self.make(lowering, values)

    def lower_len(self, lowering: Lowering) -> Value:
        """`len(t)` is known."""
        return signed(len(self.item_representations))

    def lower_bool(self, lowering: Lowering) -> Value:
        """Not empty."""
        return boolean(bool(self.item_representations))

    def lower_iter(self, lowering: Lowering) -> Value:
        """Iterate over the items."""
        return lowering.result_representation.make(lowering, lowering.operand(0))  # type: ignore[attr-defined, no-any-return]

    lower_reversed = lower_iter

    def lower_getitem(self, lowering: Lowering) -> Value:
        """An item with a known index, a slice with known bounds, or any item if they have one type."""
        annotation = lowering.annotation(1)
        if isinstance(annotation, SomeSlice):
            return self._slice(lowering)
        if annotation.is_constant:
            index = int(annotation.constant)  # a bool, maybe
            if index < 0:
                index += len(self.item_representations)
            return self.item(lowering, lowering.operand(0), index, lowering.result_representation)
        return self._variable_index(lowering)

    def _slice(self, lowering: Lowering) -> Value:
        annotation = lowering.annotation(1)
        assert isinstance(annotation, SomeSlice)
        bounds = [part.constant for part in (annotation.start, annotation.stop, annotation.step)]
        chosen = range(len(self.item_representations))[slice(*bounds)]
        value = lowering.operand(0)
        target = lowering.result_representation
        assert isinstance(target, TupleRepresentation)
        items = [
            self.item(lowering, value, index, inner)
            for index, inner in zip(chosen, target.item_representations, strict=True)
        ]
        return target.make(lowering, items)

    def _variable_index(self, lowering: Lowering) -> Value:
        """Items of one type: a switch would do; the helper compares the index with each position."""
        typer = lowering.typer
        first = self.item_representations[0]
        index = lowering.operand(1, typer.representation(SomeInteger()))
        function = helpers.getitem_function(len(self.item_representations))
        result = lowering.helper(function, lowering.operand(0), index)
        return lowering.convert(result, first, lowering.result_representation)

    def lower_add(self, lowering: Lowering) -> Value:
        """`t + u`."""
        target = lowering.result_representation
        other = lowering.representation(1)
        assert isinstance(target, TupleRepresentation) and isinstance(other, TupleRepresentation)
        left, right = lowering.operand(0), lowering.operand(1)
        count = len(self.item_representations)
        items = []
        for index, inner in enumerate(target.item_representations):
            if index < count:
                items.append(self.item(lowering, left, index, inner))
            else:
                items.append(other.item(lowering, right, index - count, inner))
        return target.make(lowering, items)

    lower_inplace_add = lower_add

    def lower_unpack_star(self, lowering: Lowering) -> Value:
        """`a, *b, c = t`: the middle items go to a list."""
        before, after = lowering.statics
        value, target = lowering.operand(0), lowering.result_representation
        assert isinstance(target, TupleRepresentation)
        end = len(self.item_representations) - after
        middle: Any = target.item_representations[before]
        stored = [middle.items.stored_from(lowering, self, value, index) for index in range(before, end)]
        ends = [*range(before), *range(end, end + after)]
        wanted = target.item_representations[:before] + target.item_representations[before + 1 :]
        items = [self.item(lowering, value, i, r) for i, r in zip(ends, wanted, strict=True)]
        items.insert(before, middle.from_stored(lowering, stored))
        return target.make(lowering, items)

    def lower_getattr(self, lowering: Lowering) -> Value:
        """A field of a namedtuple."""
        annotation = lowering.annotation(0)
        assert isinstance(annotation, SomeTuple)
        fields = getattr(annotation.cls, "_fields", ())
        name = lowering.constant_operand(1)
        if name not in fields:
            raise lowering.error("W0202", f"{annotation} has no attribute {name}")
        if annotation.can_be_none:
            message = f"'NoneType' object has no attribute '{name}'"
            lowering.null_check(lowering.operand(0), message)
        return self.item(lowering, lowering.operand(0), fields.index(name), lowering.result_representation)

    def equality_function(self) -> Any:
        """Items pairwise equal."""
        return self._item_function("tuple_equal", helpers.equal_function, BOOL, "equality_function", 2)

    def hash_function(self) -> Any:
        """A mix of the items' hashes."""
        return self._item_function("tuple_hash", helpers.hash_function, SIGNED, "hash_function", 1)

    def _item_function(self, name: str, generate: Any, result: LowLevelType, kind: str, arity: int) -> Any:
        """Return a FunctionValue that combines a function of each item."""
        key = (name, self)
        if key not in self.typer.cache:
            present = [i for i, r in enumerate(self.item_representations) if r.lowtype is not VOID]
            functions = tuple(getattr(self.item_representations[i], kind)() for i in present)
            function = generate(tuple(present), self.annotation.can_be_none)
            self.typer.cache[key] = self.typer.calls.make_function(
                name,
                [self.lowtype] * arity,
                result,
                lambda builder, inputs: builder.helper(function, *inputs, void(functions)),
            )
        return self.typer.cache[key]

    def _comparison(self, lowering: Lowering, equal: bool) -> Value:
        other = lowering.representation(1)
        if not isinstance(other, TupleRepresentation) or len(other.item_representations) != len(
            self.item_representations
        ):
            return boolean(not equal)
        result = lowering.helper(self.equality_function(), lowering.operand(0), lowering.operand(1, self))
        return result if equal else lowering.emit("bool_not", result)

    def lower_eq(self, lowering: Lowering) -> Value:
        """`==`."""
        return self._comparison(lowering, True)

    def lower_ne(self, lowering: Lowering) -> Value:
        """`!=`."""
        return self._comparison(lowering, False)


REPRESENTATIONS: Final = {SomeTuple: TupleRepresentation}
