"""What happens to None where a value is needed: an exception with CPython's message instead of a null pointer."""

from __future__ import annotations

from typing import Final

from weft.annotator.call_sites import CallSite
from weft.annotator.lattice import Annotation, SomeNone, SomeOptional, without_none
from weft.flowspace.graph import Constant, Value, Variable
from weft.flowspace.operations import OPERATIONS, FlowOperation
from weft.rtyper.lltype.types import Ptr
from weft.rtyper.lowering import Lowering

NONE_MESSAGES: Final = {
    "getitem": ("TypeError", "'NoneType' object is not subscriptable"),
    "setitem": ("TypeError", "'NoneType' object does not support item assignment"),
    "delitem": ("TypeError", "'NoneType' object doesn't support item deletion"),
    "iter": ("TypeError", "'NoneType' object is not iterable"),
    "iter_or_tuple": ("TypeError", "'NoneType' object is not iterable"),
    "contains": ("TypeError", "argument of type 'NoneType' is not iterable"),
    "unpack": ("TypeError", "cannot unpack non-iterable NoneType object"),
    "next": ("TypeError", "'NoneType' object is not an iterator"),
}
"""What happens to None as the first operand: exception and message as CPython's."""

STRICT: Final = frozenset(
    name for name, spec in OPERATIONS.items() if spec.symbol and name not in ("eq", "ne", "is_", "contains")
)
"""Arithmetic and order: a TypeError for None."""


def check_operands(lowering: Lowering) -> None:
    """Make sure that no operand of a strict operation is None, and take numbers out of their boxes."""
    annotations = [lowering.annotation(i) for i in range(len(lowering.operands))]
    for index, annotation in enumerate(annotations):
        if isinstance(annotation, SomeNone) or not annotation.can_be_none:
            continue
        box = lowering.operand(index)
        if isinstance(box.type, Ptr) and isinstance(box, Variable):
            lowering.null_check(box, _none_message(lowering.operation.spec, annotations, index), "TypeError")
        if isinstance(annotation, SomeOptional):
            number = Variable("number", annotation=annotation.item)
            lowering.typer.values[number] = lowering.getfield(box, "value")
            lowering.operands[index] = number


def _none_message(spec: FlowOperation, annotations: list[Annotation], index: int) -> str:
    kinds = [str(without_none(annotation)) for annotation in annotations]
    kinds[index] = "NoneType"
    if len(kinds) == 1:
        return f"bad operand type for unary {spec.symbol}: 'NoneType'"
    if spec.name in ("lt", "le", "gt", "ge"):
        return f"'{spec.symbol}' not supported between instances of '{kinds[0]}' and '{kinds[1]}'"
    return f"unsupported operand type(s) for {spec.symbol}: '{kinds[0]}' and '{kinds[1]}'"


def none_of_callee(lowering: Lowering, site: CallSite) -> tuple[str, str]:
    """Return the exception and message for None where a function is called, or an operation done by a method."""
    operation = lowering.operation
    name = operation.name
    if name == "getattr":
        return "AttributeError", f"'NoneType' object has no attribute '{lowering.constant_operand(1)}'"
    if name in NONE_MESSAGES:
        return NONE_MESSAGES[name]
    if operation.spec.symbol:
        annotations = [lowering.typer.annotation_of(arg) for arg in operation.args]
        index = next((i for i, arg in enumerate(operation.args) if arg is site.callee), 0)
        return "TypeError", _none_message(operation.spec, annotations, index)
    if name == "call" and site.callee is not operation.args[0]:
        callee = lowering.typer.annotation_of(operation.args[0]).constant
        if callee is len:
            return "TypeError", "object of type 'NoneType' has no len()"
        if callee in (abs, round):
            return "TypeError", f"bad operand type for {callee.__name__}(): 'NoneType'"
    return "TypeError", "'NoneType' object is not callable"


def check_none(lowering: Lowering, value: Value, exception: str, message: str) -> None:
    """Raise if a value that may be None is."""
    low = lowering.value(value)
    if isinstance(low.type, Ptr) and not isinstance(low, Constant):
        lowering.null_check(low, message, exception)
