"""How sets are combined with sets, views of dicts and other iterables: step by step as CPython does it.

The steps decide how large a table gets and in which order it is filled, which shows in the order of a set of ints.
The entry points are `combined` and `combine_inplace` for methods, and `operator` for `& | - ^`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.flowspace.graph import Value
from weft.rtyper.ll_helpers import sets as ll
from weft.rtyper.lowering import Lowering, void
from weft.rtyper.representations.dict_views import DictViewRepresentation
from weft.rtyper.representations.dicts import DictRepresentation
from weft.rtyper.representations.lists import iterable_array

if TYPE_CHECKING:
    from weft.rtyper.representations.sets import SetRepresentation

_NEW: Final[dict[str, Callable[..., Any]]] = {
    "and": ll.set_intersection,
    "or": ll.set_union,
    "sub": ll.set_difference,
    "xor": ll.set_symmetric_difference,
}

_INPLACE: Final[dict[str, Callable[..., Any]]] = {
    "and": ll.inplace_and,
    "or": ll.inplace_or,
    "sub": ll.inplace_sub,
    "xor": ll.inplace_xor,
}


def combined(result: SetRepresentation, lowering: Lowering, name: str, value: Value, operands: list[Value]) -> Value:
    """`s.union(...)` and its like: a new set; without operands a copy."""
    if not operands:
        return _helper(result, lowering, ll.set_copy, value)
    value = _combined(result, lowering, name, value, operands[0])
    for operand in operands[1:]:
        if name == "and":
            value = _combined(result, lowering, name, value, operand)
        else:
            combine_inplace(result, lowering, name, value, operand)
    return value


def _combined(result: SetRepresentation, lowering: Lowering, name: str, value: Value, operand: Value) -> Value:
    if name == "xor" and not _is_set(lowering, operand):
        fresh = result.other_set(lowering, operand)
        lowering.helper(ll.set_symmetric_update, fresh, value, void(result.key_functions))
        return fresh
    if _is_set(lowering, operand) or (name == "sub" and _is_dict(lowering, operand)):
        return _helper(result, lowering, _NEW[name], value, result.other_set(lowering, operand))
    if name == "and":
        return _helper(result, lowering, ll.intersection_with_array, value, *_items(result, lowering, operand))
    copy = _helper(result, lowering, ll.set_copy, value)
    combine_inplace(result, lowering, name, copy, operand)
    return copy


def combine_inplace(result: SetRepresentation, lowering: Lowering, name: str, target: Value, operand: Value) -> None:
    """`s |= other`, `s.update(other)` and their like."""
    if name == "or":
        result.update(lowering, target, operand)
    elif _is_set(lowering, operand) or name == "xor":
        _helper(result, lowering, _INPLACE[name], target, result.other_set(lowering, operand))
    elif name == "and":
        array, count = _items(result, lowering, operand)
        fresh = _helper(result, lowering, ll.intersection_with_array, target, array, count)
        lowering.helper(ll.take_over, target, fresh)
    else:
        array, count = _items(result, lowering, operand)
        lowering.helper(ll.difference_update_array, target, array, count, void(result.key_functions))


def operator(result: SetRepresentation, lowering: Lowering, name: str, left: Value, right: Value) -> Value:
    """`a & b` and its like, of sets or views of dicts: views make sets in their own way."""
    if not (_is_view(lowering, left) or _is_view(lowering, right)):
        x, y = result.other_set(lowering, left), result.other_set(lowering, right)
        return _helper(result, lowering, _NEW[name], x, y)
    if name == "and":
        return _view_intersection(result, lowering, left, right)
    value = result.new_empty(lowering)
    source = lowering.typer.representation(lowering.typer.annotation_of(left))
    if isinstance(source, DictViewRepresentation) and source.variant == "items":  # a dict's keys: grows once
        lowering.helper(ll.reserve, value, lowering.getfield(lowering.value(left), "count"))
    result.update(lowering, value, left)
    if name == "or":
        result.update(lowering, value, right)
    else:
        _helper(result, lowering, _INPLACE[name], value, result.other_set(lowering, right))
    return value


def _view_intersection(result: SetRepresentation, lowering: Lowering, left: Value, right: Value) -> Value:
    """The smaller of both is walked, the other one is searched; at a tie the view, or the right one of two views."""
    view, other = (left, right) if _is_view(lowering, left) else (right, left)
    walked, searched = (other, view) if _is_view(lowering, other) else (view, other)
    sets = [result.other_set(lowering, operand) for operand in (walked, searched)]
    arrays = [part for operand in (walked, searched) for part in _items(result, lowering, operand)]
    return _helper(result, lowering, ll.intersection_of_smaller, *sets, *arrays)


def _helper(result: SetRepresentation, lowering: Lowering, function: Callable[..., Any], *values: Value) -> Value:
    return lowering.helper(function, *values, void(result.key_functions), result.empty_table(), hint="set")


def _items(result: SetRepresentation, lowering: Lowering, operand: Value) -> tuple[Value, Value]:
    """Return the items of an iterable, as the set stores them, and how many they are."""
    source = lowering.typer.representation(lowering.typer.annotation_of(operand))
    array, count, item = iterable_array(lowering, operand, source)
    return result.adapted(lowering, array, count, item), count


def _is_set(lowering: Lowering, operand: Value) -> bool:
    return hasattr(lowering.typer.representation(lowering.typer.annotation_of(operand)), "empty_table")


def _is_dict(lowering: Lowering, operand: Value) -> bool:
    return isinstance(lowering.typer.representation(lowering.typer.annotation_of(operand)), DictRepresentation)


def _is_view(lowering: Lowering, operand: Value) -> bool:
    return isinstance(lowering.typer.representation(lowering.typer.annotation_of(operand)), DictViewRepresentation)
