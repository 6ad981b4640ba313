"""What several representations of built-in types share: slice bounds, item storage, conversions as functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import (
    BOOL,
    INTEGER,
    Annotation,
    Impossible,
    SomeBig,
    SomeBool,
    SomeInteger,
    SomeNone,
    SomeOptional,
    SomeSlice,
)
from weft.flowspace.graph import Constant, Link, Value, Variable, new_graph
from weft.rtyper.ll_helpers import arrays, lists
from weft.rtyper.lltype.types import (
    CHAR,
    EXCEPTION,
    STR,
    VOID,
    Array,
    FuncType,
    LowLevelType,
    Ptr,
    zero_of,
)
from weft.rtyper.lltype.values import ArrayValue, FunctionValue
from weft.rtyper.lowering import Builder, Lowering, boolean, signed, void

if TYPE_CHECKING:
    from weft.rtyper.representations.base import Representation
    from weft.rtyper.typer import Typer

LARGEST: Final = 2**63 - 1


def integer_operand(lowering: Lowering, index: int) -> Value:
    """Return an operand (int, bool, unsigned; None raises TypeError) as a Signed."""
    if isinstance(lowering.annotation(index), SomeOptional):
        message = "'NoneType' object cannot be interpreted as an integer"
        lowering.null_check(lowering.operand(index), message, "TypeError")
    if isinstance(lowering.annotation(index), SomeBig):
        function = _WORDS.get(lowering.operation.name.removeprefix("inplace_"), "to_word")
        big: Any = lowering.representation(index)
        return big.as_word(lowering, lowering.operand(index), function)  # type: ignore[no-any-return]
    return lowering.operand(index, lowering.typer.representation(INTEGER))


_WORDS: Final = {"getitem": "to_index", "setitem": "to_index", "delitem": "to_index", "mul": "to_count"}
"""By operation: the conversion of an operand that may be of any size."""


def is_nonneg(annotation: Annotation) -> bool:
    """True if an index with this annotation is never negative."""
    if isinstance(annotation, SomeInteger):
        if annotation.is_constant:
            return bool(annotation.constant >= 0)
        return annotation.nonneg
    return isinstance(annotation, SomeBool)


def slice_bounds(lowering: Lowering, operand: Value) -> tuple[Value, Value]:
    """Return start and stop of the slice operand as Signed values; a missing bound is 0 or the largest word."""
    typer = lowering.typer
    annotation = typer.annotation_of(operand)
    assert isinstance(annotation, SomeSlice)
    if not isinstance(annotation.step, SomeNone) and annotation.step.constant != 1:
        raise lowering.error("W0401", "a slice with a step is not supported here")
    representation: Any = typer.representation(annotation)
    found: list[Value] = []
    for name, part, missing in (("start", annotation.start, 0), ("stop", annotation.stop, LARGEST)):
        if isinstance(part, SomeNone):
            found.append(signed(missing))
            continue
        value = representation.part_of_operand(lowering, operand, name)
        source = representation.parts[name]
        if isinstance(part, SomeBig):
            found.append(source.as_word(lowering, value, "to_bound"))
        elif part.can_be_none:
            found.append(source.value_or(lowering, value, signed(missing)))
        else:
            found.append(lowering.convert(value, source, typer.representation(INTEGER)))
    return found[0], found[1]


@dataclass(slots=True)
class Items:
    """How a container stores its items: as the item representation says, but Void ones as a byte."""

    representation: Representation

    @property
    def lowtype(self) -> LowLevelType:
        """The type of a stored item."""
        return stored_type(self.representation)

    def store(self, lowering: Lowering, value: Value) -> Value:
        """Return a high-level value as a stored item."""
        if self.representation.lowtype is VOID:
            return Constant(0, CHAR)
        return lowering.value(value, self.representation)

    def load(self, lowering: Lowering, stored: Value) -> Value | None:
        """Return a stored item as the operation's result."""
        if self.representation.lowtype is VOID:
            return None
        return lowering.convert(stored, self.representation, lowering.result_representation)

    def stored_from(self, builder: Builder, source: Any, value: Value, index: int) -> Value:
        """Return an item of a tuple (its representation and low-level value) as a stored item."""
        item: Value = source.item(builder, value, index, self.representation)
        return Constant(0, CHAR) if self.representation.lowtype is VOID else item

    def unstored(self, builder: Builder, stored: Value, target: Representation) -> Value:
        """Return a stored item in another representation (Void constants included)."""
        source = self.representation
        if source.lowtype is VOID:
            stored = Constant(source.annotation.constant if source.annotation.is_constant else None, VOID)
        return builder.convert(stored, source, target)

    def constant(self, value: Any) -> Any:
        """Return the host value of a stored item."""
        if self.representation.lowtype is VOID:
            return 0
        return self.representation.constant(value)

    def equality(self) -> Constant:
        """Return the equality function of stored items, for helpers."""
        if self.representation.lowtype is VOID:
            return void(arrays.always_equal)
        return void(self.representation.equality_function())


def stored_type(representation: Representation) -> LowLevelType:
    """Return the type under which a container stores values of the representation."""
    return CHAR if representation.lowtype is VOID else representation.lowtype


def empty_array(typer: Typer, array: Array) -> Constant:
    """Return the shared empty array of a type."""
    key = ("empty array", array)
    found = typer.cache.get(key)
    if found is None:
        found = typer.cache[key] = Constant(ArrayValue(array), Ptr(array))
    return found


def conversion_function(typer: Typer, source: Representation, target: Representation) -> FunctionValue:
    """Return a function that converts a value from one representation to another, for helpers."""
    key = ("conversion function", source, target)
    found: FunctionValue | None = typer.cache.get(key)
    if found is None:
        stored = stored_type(source)
        argument = Variable("value", type=stored)
        graph = new_graph("convert", [argument])
        builder = Builder(typer, graph.startblock.operations)
        result = _converted(builder, argument, source, target)
        graph.startblock.exits = [Link([result], graph.returnblock)]
        graph.result.type = result.type
        graph.exceptblock.inputargs[0].type = Ptr(EXCEPTION)
        found = FunctionValue("convert", FuncType((stored,), result.type), graph)
        typer.cache[key] = found
    return found


def _converted(builder: Builder, argument: Value, source: Representation, target: Representation) -> Value:
    """Convert a stored item of one representation to one of another."""
    to = stored_type(target)
    if isinstance(source.annotation, Impossible) or target.lowtype is VOID:
        return Constant(zero_of(to), to)  # there are no such items, or nothing is kept of them
    if source.lowtype is VOID:
        argument = Constant(source.annotation.constant if source.annotation.is_constant else None, VOID)
    return builder.convert(argument, source, target)


def bound_function(
    typer: Typer,
    name: str,
    owner: Any,
    function: Any,
    types: tuple[LowLevelType, ...],
    result: LowLevelType,
    extra: Callable[[], list[Constant]],
) -> FunctionValue:
    """Return a helper with its last arguments fixed to constants, as a function of the first ones.

    One per (name, owner); `extra` is asked for the constants only after the function is known, for recursive types.
    """
    key = ("bound", name, owner)
    found: FunctionValue | None = typer.cache.get(key)
    if found is None:
        arguments = [Variable("x", type=type_) for type_ in types]
        graph = new_graph(name, arguments)
        found = typer.cache[key] = FunctionValue(name, FuncType(types, result), graph)
        builder = Builder(typer, graph.startblock.operations)
        value = builder.helper(function, *arguments, *extra())
        graph.startblock.exits = [Link([value], graph.returnblock)]
        graph.result.type = result
        graph.exceptblock.inputargs[0].type = Ptr(EXCEPTION)
    return found


def check_unpack(lowering: Lowering, length: Value, expected: int, star: bool = False) -> None:
    """Raise ValueError unless something of this length can be unpacked to `expected` items (or more, with `star`)."""
    typer = lowering.typer
    key = ("unpack messages", expected, star)
    if key not in typer.cache:
        wanted = f"expected at least {expected}" if star else f"expected {expected}"
        texts = [f"not enough values to unpack ({wanted}, got {got})" for got in range(expected)]
        texts.append(f"too many values to unpack ({wanted})")
        array = Array(Ptr(STR))
        values = [typer.string_constant(text).value for text in texts]
        typer.cache[key] = Constant(ArrayValue(array, items=values), Ptr(array))
    function = lists.check_unpack_star if star else lists.check_unpack
    lowering.helper(function, length, signed(expected), typer.cache[key])


def as_bool(lowering: Lowering, length: Value) -> Value:
    """Return `length != 0`."""
    return lowering.emit("int_ne", length, signed(0))


def boolean_operand(lowering: Lowering, index: int) -> Value:
    """Return an operand as a Bool."""
    return lowering.operand(index, lowering.typer.representation(BOOL))


def negated(lowering: Lowering, value: Value | None) -> Value | None:
    """Return the negation of a Bool."""
    if value is None:
        return None
    if isinstance(value, Constant):
        return boolean(not value.value)
    return lowering.emit("bool_not", value)


COMPARE_WITH_ZERO: Final = {"lt": "int_lt", "le": "int_le", "gt": "int_gt", "ge": "int_ge"}
SWAPPED: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}

__all__ = [
    "COMPARE_WITH_ZERO",
    "SWAPPED",
    "Items",
    "as_bool",
    "boolean_operand",
    "bound_function",
    "check_unpack",
    "conversion_function",
    "empty_array",
    "integer_operand",
    "is_nonneg",
    "negated",
    "slice_bounds",
    "stored_type",
]
