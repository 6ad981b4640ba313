"""Lowering of unpacking: `a, b = x` and `a, *b, c = x`, for tuples (lengths known) and lists (checked)."""

from __future__ import annotations

from typing import Any

from weft.annotator.lattice import SomeList, SomeString, SomeTuple
from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import unpacking as helpers
from weft.rtyper.ll_helpers.arrays import array_slice
from weft.rtyper.ll_helpers.strings import str_char
from weft.rtyper.lowering import Lowering, signed
from weft.rtyper.representations.tuples import TupleRepresentation


def lower_unpack(lowering: Lowering) -> Value | None:
    """Static n: the tuple of the n items of the operand; ValueError if it has not that many."""
    count = lowering.statics[0]
    annotation = lowering.annotation(0)
    target = lowering.result_representation
    assert isinstance(target, TupleRepresentation)
    if isinstance(annotation, SomeTuple):
        return lowering.operand(0, target)
    check = helpers.length_check(count)
    if isinstance(annotation, SomeList):
        array, length = _items(lowering)
        lowering.helper(check, length)
        stored = lowering.representation(0).items.representation  # type: ignore[attr-defined]
        values = [
            lowering.convert(lowering.emit("getarrayitem", array, signed(i)), stored, inner)
            for i, inner in enumerate(target.item_representations)
        ]
        return target.make(lowering, values)
    if isinstance(annotation, SomeString):
        text = lowering.operand(0, lowering.typer.representation(SomeString()))
        lowering.helper(check, lowering.getfield(text, "length"))
        char = lowering.typer.representation(SomeString(char=True))
        values = [
            lowering.convert(lowering.helper(str_char, text, signed(i)), char, inner)
            for i, inner in enumerate(target.item_representations)
        ]
        return target.make(lowering, values)
    raise lowering.error("W0401", f"unpacking {annotation} is not supported yet")


def lower_unpack_star(lowering: Lowering) -> Value | None:
    """Statics (before, after): a tuple of the first items, a list of those between, the last items."""
    before, after = lowering.statics
    target = lowering.result_representation
    assert isinstance(target, TupleRepresentation)
    inner = target.item_representations
    middle: Any = inner[before]
    annotation = lowering.annotation(0)
    if isinstance(annotation, SomeTuple):
        source = lowering.representation(0)
        assert isinstance(source, TupleRepresentation)
        value = lowering.operand(0)
        count = len(annotation.items)
        item = middle.items.representation
        between = range(before, count - after)
        array: Value = lowering.emit("malloc_varsize", signed(len(between)), statics=(middle.array,), hint="items")
        for position, index in enumerate(between):
            lowering.emit("setarrayitem", array, signed(position), source.item(lowering, value, index, item))
        values = [source.item(lowering, value, i, inner[i]) for i in range(before)]
        values.append(middle.wrap(lowering, array))
        values += [source.item(lowering, value, count - after + i, inner[before + 1 + i]) for i in range(after)]
        return target.make(lowering, values)
    if not isinstance(annotation, SomeList):
        raise lowering.error("W0401", f"unpacking {annotation} with a star is not supported yet")
    array, length = _items(lowering)
    lowering.helper(helpers.length_check_star(before + after), length)
    stored = lowering.representation(0).items.representation  # type: ignore[attr-defined]
    rest = lowering.emit("int_sub", length, signed(after))
    values = [
        lowering.convert(lowering.emit("getarrayitem", array, signed(i)), stored, inner[i]) for i in range(before)
    ]
    cut = lowering.helper(array_slice, array, length, signed(before), rest)
    cut_length = lowering.emit("getarraysize", cut)
    values.append(middle.wrap(lowering, middle.adapted(lowering, cut, cut_length, stored)))
    for i in range(after):
        place = lowering.emit("int_add", rest, signed(i))
        values.append(lowering.convert(lowering.emit("getarrayitem", array, place), stored, inner[before + 1 + i]))
    return target.make(lowering, values)


def _items(lowering: Lowering) -> tuple[Value, Value]:
    representation: Any = lowering.representation(0)
    found: tuple[Value, Value] = representation.array_and_length(lowering, lowering.operand(0))
    return found
