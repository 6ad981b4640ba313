"""Representation of iterables whose kind is known at run time only: a pointer to a tag and the object behind it.

The object stays what it is, so changes of a list are seen by everyone who has it.  Operations never get here: they are
delegated to functions that ask for the tag (`annotator/rules/iterables.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeIterable, SomeIterator
from weft.annotator.meeting import kind_among, member_kind
from weft.annotator.narrowing import test_classes
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import iterables as helpers
from weft.rtyper.lltype.types import OBJECT, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import StructValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.primitives import NoneRepresentation

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer

_POINTER: Final = helpers.POINTER


class IterableRepresentation(Representation):
    """A pointer to `{tag, value}`; null for None."""

    lowtype = _POINTER

    def __init__(self, typer: Typer, annotation: Annotation) -> None:
        super().__init__(typer, annotation)
        assert isinstance(annotation, SomeIterable)
        self.members = {member_kind(member): member for member in annotation.members}
        self._constants: dict[int, tuple[Any, StructValue]] = {}

    def tag(self, kind: str) -> int:
        """Return the number of a kind in this program."""
        tags: dict[str, int] = self.typer.cache.setdefault("iterable tags", {})
        return tags.setdefault(kind, len(tags))

    def member(self, kind: str) -> Representation:
        """Return the representation of the objects of a kind."""
        return self.typer.representation(self.members[kind])

    def value_type(self, kind: str) -> LowLevelType:
        """Return the type of the pointer behind the tag: for instances that of all objects."""
        return Ptr(OBJECT) if kind.startswith("instance") else self.member(kind).lowtype

    def struct(self, kind: str) -> Struct:
        """Return the struct of objects of a kind."""
        type_ = self.value_type(kind)
        key = ("iterable", kind, type_)
        if key not in self.typer.cache:
            name = f"iterable_{kind.replace(' ', '_')}"
            self.typer.cache[key] = Struct(name, {"value": type_}, helpers.ITERABLE, immutable=frozenset({"value"}))
        found: Struct = self.typer.cache[key]
        return found

    def constant(self, value: Any) -> Any:
        """Return a prebuilt object with its tag."""
        if value is None:
            return None
        kind = kind_among(self.typer.annotations.of_constant(value), self.members)
        if not kind:
            raise TypeError(value)
        found = self._constants.get(id(value))
        if found is None:
            made = StructValue(self.struct(kind))
            found = self._constants[id(value)] = value, made
            made.fields["tag"] = self.tag(kind)
            made.fields["value"] = self.typer.constant(self.member(kind), value).value
        return found[1]

    # Conversions ----------------------------------------------------------------------------------------------------

    def convert_from(self, builder: Builder, value: Value, source: Representation) -> Value | None:
        """Put the tag in front of an object."""
        if isinstance(source, NoneRepresentation):
            return Constant(None, _POINTER)
        kind = kind_among(source.annotation, self.members)
        if not kind:
            return None
        member = self.member(kind)
        low = builder.cast_pointer(builder.convert(value, source, member), self.value_type(kind))
        struct, tag = self.struct(kind), self.tag(kind)
        if source.annotation.can_be_none:
            return builder.helper(helpers.wrap_optional, low, void(struct), signed(tag))
        made = builder.malloc(struct, hint="iterable")
        builder.setfield(made, "tag", signed(tag))
        builder.setfield(made, "value", low)
        return builder.cast_pointer(made, _POINTER)

    def convert_to(self, builder: Builder, value: Value, target: Representation) -> Value | None:
        """Take the object out, where a test has told its kind; change the layout of some kinds."""
        if isinstance(target, NoneRepresentation):
            return Constant(None, target.lowtype)
        if isinstance(target, IterableRepresentation):
            for kind, member in self.members.items():
                wanted = kind_among(member, target.members)
                if wanted and (wanted != kind or self.value_type(kind) != target.value_type(wanted)):
                    value = self._rewrap(builder, value, kind, target, wanted)
            return value
        kind = member_kind(target.annotation)
        if kind not in self.members:
            return None
        source, boxed = self.member(kind), Ptr(self.struct(kind))
        if self.annotation.can_be_none:
            low: Value = builder.helper(helpers.unwrap_optional, value, void(boxed), void(self.value_type(kind)))
        else:
            low = builder.getfield(builder.cast_pointer(value, boxed), "value")
        return builder.convert(builder.cast_pointer(low, source.lowtype), source, target)

    def _rewrap(self, builder: Builder, value: Value, kind: str, target: IterableRepresentation, wanted: str) -> Value:
        """Change what is of one kind to the tag and layout that it has in the target."""
        source, result = self.member(kind), target.member(wanted)
        if isinstance(source.annotation, SomeIterator):
            raise self.typer.error("W0401", f"{source.annotation} meets {result.annotation} here: not supported yet")
        types = self.value_type(kind), target.value_type(wanted)
        key = ("rewrap", source, result)
        if key not in self.typer.cache:

            def body(inner: Builder, inputs: list[Any]) -> Value:
                converted = inner.convert(inner.cast_pointer(inputs[0], source.lowtype), source, result)
                return inner.cast_pointer(converted, types[1])

            self.typer.cache[key] = self.typer.calls.make_function("convert_member", [types[0]], types[1], body)
        return builder.helper(
            helpers.rewrap,
            value,
            signed(self.tag(kind)),
            signed(target.tag(wanted)),
            void(Ptr(self.struct(kind))),
            void(target.struct(wanted)),
            void(self.typer.cache[key]),
        )

    # Tests ----------------------------------------------------------------------------------------------------------

    def is_member(self, builder: Builder, value: Value, kind: str) -> Value:
        """True if an iterable is of a kind."""
        if kind not in self.members:
            return boolean(False)
        if self.annotation.can_be_none:
            return builder.helper(helpers.has_tag, value, signed(self.tag(kind)))
        return builder.emit("int_eq", builder.getfield(value, "tag"), signed(self.tag(kind)))

    def lower_isinstance(self, lowering: Lowering, value: Value, classes: list[type]) -> Value:
        """`isinstance(x, list)`."""
        found: Value = boolean(False)
        for kind, member in self.members.items():
            answer = test_classes(self.typer.program.context, member, tuple(classes))
            if not isinstance(answer, bool):
                raise lowering.error("W0401", f"isinstance of {self.annotation} is not supported yet")
            if answer:
                test = self.is_member(lowering, value, kind)
                found = test if isinstance(found, Constant) else lowering.emit("bool_or", found, test)
        return found

    def lower_eq(self, lowering: Lowering) -> Value:
        """`x == None`; other comparisons are delegated."""
        return lowering.emit("ptr_iszero", lowering.operand(0))

    def lower_ne(self, lowering: Lowering) -> Value:
        """`x != None`."""
        return lowering.emit("ptr_nonzero", lowering.operand(0))

    def equality_function(self) -> Any:
        """Nothing compares items of several kinds yet."""
        raise self.typer.error("W0401", f"comparing items of type {self.annotation} is not supported yet")

    hash_function = equality_function


REPRESENTATIONS: Final = {SomeIterable: IterableRepresentation}
