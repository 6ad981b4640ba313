"""Lowering of one high-level operation: finds who is responsible for it.

In this order: a call site left by the annotator (`calls.py`), a built-in function (`builtins.py`) or method, an
operation on no particular type (here), the first operand's representation.
"""

from __future__ import annotations

from typing import Any, Final

from weft.annotator.dict_records import names_of_record
from weft.annotator.lattice import (
    Impossible,
    SomeBuiltinMethod,
    SomeConstantObject,
    SomeInstance,
    SomeMarked,
    SomeNone,
    SomeNumber,
    SomePBC,
    SomeTuple,
)
from weft.flowspace.graph import Constant, Operation, Value
from weft.flowspace.operations import CallShape
from weft.rtyper import builtins
from weft.rtyper.ll_helpers.cells import check_variable_bound
from weft.rtyper.ll_helpers.exceptions import add_context, raise_message, replace_context
from weft.rtyper.lltype.types import BOOL, EXCEPTION, OBJECT, VOID, Ptr, zero_of
from weft.rtyper.lowering import Lowering, boolean, void
from weft.rtyper.none_checks import NONE_MESSAGES, STRICT, check_none, check_operands
from weft.rtyper.unpacking import lower_unpack, lower_unpack_star

CALLS: Final = frozenset({"call", "call_shape"})


KNOWN_BY_TYPE: Final = (issubclass, callable, hasattr)
"""Built-in functions that the types of their arguments answer."""


def may_not_return(operation: Operation) -> bool:
    """True for operations whose impossible result means that control does not come back."""
    return operation.name not in ("yield_",)


def lower(lowering: Lowering) -> Value | None:
    """Lower one operation; returns its low-level result (None: Void or known)."""
    operation = lowering.operation
    site = lowering.typer.program.call_site(operation)
    if site is not None:
        result = lowering.typer.calls.lower_site(lowering, site)
        if operation.name == "make_exception" and result is not None:  # `raise C`: an instance was made
            lowering.emit("traceback_add", lowering.cast_pointer(result, lowering.typer.exception_pointer))
        return result
    if operation.name in CALLS:
        return _lower_call(lowering)
    computed = operation.spec.foldable or operation.spec.inplace_of
    if computed and isinstance(lowering.result_annotation.constant, int | float | str):
        return _known_result(lowering)
    if operation.name in NONE_MESSAGES and lowering.annotation(0).can_be_none:
        check_none(lowering, operation.args[0], *NONE_MESSAGES[operation.name])
    general = GENERAL.get(operation.name)
    if general is None and operation.name in STRICT:
        check_operands(lowering)
    if general is not None:
        return general(lowering)  # type: ignore[no-any-return]
    return _by_representation(lowering, lowering.operands[0], f"lower_{operation.name}", f"operation {operation.name}")


def _known_result(lowering: Lowering) -> Value:
    """The result of an operation on values that are all known."""
    representation = lowering.result_representation
    return Constant(representation.constant(lowering.result_annotation.constant), representation.lowtype)


def _by_representation(lowering: Lowering, value: Value, method_name: str, what: str) -> Value | None:
    representation = lowering.typer.representation(lowering.typer.annotation_of(value))
    lowering.typer.setup_representations()
    method = getattr(representation, method_name, None)
    if method is None:
        raise lowering.error("W0401", f"{what} on {representation.annotation} is not supported yet")
    return method(lowering)  # type: ignore[no-any-return]


def _lower_call(lowering: Lowering) -> Value | None:
    """A call without a call site: a built-in function or a method of a built-in type."""
    operation = lowering.operation
    callee = lowering.typer.annotation_of(operation.args[0])
    operands = operation.args[1:]
    shape = operation.statics[0] if operation.name == "call_shape" else CallShape(len(operands))
    if shape.star or shape.star_star:
        raise lowering.error("W0401", "`*` and `**` arguments are not supported in this call")
    lowering.operands = list(operands[: shape.positional])
    lowering.keywords = dict(zip(shape.keywords, operands[shape.positional :], strict=True))
    if isinstance(callee, SomeBuiltinMethod):
        lowering.receiver = operation.args[0]
        if callee.receiver.can_be_none:
            message = f"'NoneType' object has no attribute '{callee.name}'"
            check_none(lowering, operation.args[0], "AttributeError", message)
        representation = lowering.typer.representation(callee.receiver)
        lowering.typer.setup_representations()
        method = getattr(representation, f"lower_method_{callee.name}", None)
        if method is None:
            raise lowering.error("W0403", f"method {callee.name} of {callee.receiver} is not supported yet")
        return method(lowering)  # type: ignore[no-any-return]
    if isinstance(callee, SomeConstantObject) and callee.constant in KNOWN_BY_TYPE:
        if lowering.result_annotation.is_constant:
            return None  # known already, and without effect
    if isinstance(callee, SomeConstantObject | SomePBC) and callee.is_constant:
        return builtins.lower_builtin(lowering, callee.constant)
    raise lowering.error("W0401", f"calling {callee} is not supported yet")


# Operations on values of any type -------------------------------------------------------------------------------


def _lower_is(lowering: Lowering) -> Value | None:
    result = lowering.result_annotation
    if result.is_constant:
        return boolean(result.constant)
    for index in (0, 1):
        if isinstance(lowering.annotation(index), SomeNumber | SomeMarked):
            return lowering.representation(index).lower_identity(lowering)  # type: ignore[attr-defined, no-any-return]
    left, right = lowering.operand(0), lowering.operand(1)
    for index, (low, other) in enumerate(((left, right), (right, left))):
        if low.type is VOID and isinstance(other.type, Ptr):
            if isinstance(lowering.annotation(index), SomeNone):
                return lowering.emit("ptr_iszero", other)
            # A known function or class: what it is as a run-time value.
            return lowering.emit("ptr_eq", other, lowering.operand(index, lowering.representation(1 - index)))
    if isinstance(left.type, Ptr) and isinstance(right.type, Ptr):
        return lowering.emit("ptr_eq", left, right)
    if left.type == right.type and left.type is not VOID:
        # Identity of numbers and characters is equality here; CPython leaves it open.
        return lowering.representation(0).lower_eq(lowering)  # type: ignore[attr-defined, no-any-return]
    return boolean(False)


def _lower_getattr(lowering: Lowering) -> Value | None:
    """A method of a built-in type travels as its receiver; known values need no code."""
    result = lowering.result_annotation
    owner = lowering.annotation(0)
    builtin = not isinstance(owner, SomeInstance) or names_of_record(owner) is not None
    if isinstance(result, SomeBuiltinMethod) and builtin:
        if lowering.annotation(0).can_be_none and not result.receiver.can_be_none:
            message = f"'NoneType' object has no attribute '{result.name}'"
            check_none(lowering, lowering.operation.args[0], "AttributeError", message)
        return lowering.operand(0)
    if isinstance(result, Impossible):
        # Of None: an error; otherwise the attribute is never set, so control does not come here.
        if isinstance(lowering.annotation(0), SomeNone):
            text = lowering.string(f"'NoneType' object has no attribute '{lowering.constant_operand(1)}'")
            lowering.helper(raise_message, void(AttributeError), void(text.value))
        return None
    representation = lowering.result_representation
    instance: Any = lowering.representation(0)
    flagged = isinstance(owner, SomeInstance) and instance.is_flagged(lowering.constant_operand(1))
    if representation.lowtype is VOID and not owner.can_be_none and not flagged:
        return None
    if isinstance(lowering.annotation(0), SomeConstantObject) and result.is_constant:
        return Constant(representation.constant(result.constant), representation.lowtype)
    return _by_representation(lowering, lowering.operands[0], "lower_getattr", "reading an attribute")


def _lower_make_exception(lowering: Lowering) -> Value | None:
    value = lowering.operand(0)
    if lowering.annotation(0).can_be_none:
        lowering.null_check(value, "exceptions must derive from BaseException", "TypeError")
    exception = lowering.cast_pointer(value, lowering.typer.exception_pointer)
    lowering.emit("traceback_add", exception)
    return value


def _lower_set_cause(lowering: Lowering) -> Value | None:
    exception = lowering.cast_pointer(lowering.operand(0), lowering.typer.exception_pointer)
    cause = lowering.operand(1)
    if cause.type is VOID:
        cause = Constant(None, Ptr(EXCEPTION))
    lowering.setfield(exception, "cause", lowering.cast_pointer(cause, Ptr(EXCEPTION)))
    lowering.setfield(exception, "suppress", boolean(True))
    return None


def _lower_set_context(lowering: Lowering) -> Value | None:
    exception, handled = [lowering.cast_pointer(lowering.operand(i), Ptr(EXCEPTION)) for i in range(2)]
    function = add_context if lowering.statics[0] else replace_context
    lowering.helper(function, exception, handled)
    return None


def _lower_exception_match(lowering: Lowering) -> Value | None:
    return builtins.lower_isinstance(lowering)


def _lower_check_type(lowering: Lowering) -> Value | None:
    return builtins.lower_type(lowering)


def _lower_global_get(lowering: Lowering) -> Value | None:
    variable = lowering.statics[0]
    static = lowering.typer.static_variable(variable, lowering.typer.annotations.of_global(variable))
    if static.type is VOID:
        return None
    value = lowering.emit("static_get", statics=(static,), hint=variable.name)
    annotation = lowering.typer.annotations.of_global(variable)
    return lowering.convert(value, lowering.typer.representation(annotation), lowering.result_representation)


def _lower_global_take(lowering: Lowering) -> Value | None:
    if isinstance(lowering.result_annotation, SomeNone):
        return None
    value = _lower_global_get(lowering)
    variable = lowering.statics[0]
    static = lowering.typer.static_variable(variable, lowering.typer.annotations.of_global(variable))
    lowering.emit("static_set", Constant(zero_of(static.type), static.type), statics=(static,))
    return value


def _lower_global_set(lowering: Lowering) -> Value | None:
    variable = lowering.statics[0]
    annotation = lowering.typer.annotations.of_global(variable)
    static = lowering.typer.static_variable(variable, annotation)
    if static.type is not VOID:
        value = lowering.operand(0, lowering.typer.representation(annotation))
        lowering.emit("static_set", value, statics=(static,))
    if variable.may_be_unbound:
        lowering.emit("static_set", boolean(True), statics=(lowering.typer.bound_flag(variable),))
    return None


def _lower_global_check(lowering: Lowering) -> Value | None:
    variable = lowering.statics[0]
    text = lowering.typer.string_constant(f"name '{variable.name}' is not defined").value
    bound = lowering.emit("static_get", statics=(lowering.typer.bound_flag(variable),), hint="bound")
    lowering.helper(check_variable_bound, bound, void(text))
    return None


def _lower_global_clear(lowering: Lowering) -> Value | None:
    variable, typer = lowering.statics[0], lowering.typer
    lowering.emit("static_set", boolean(False), statics=(typer.bound_flag(variable),))
    if typer.mortality.is_seen(typer.annotations.of_global(variable)):
        static = typer.static_variable(variable, typer.annotations.of_global(variable))
        lowering.emit("static_set", Constant(zero_of(static.type), static.type), statics=(static,))
    return None


def _lower_hold(lowering: Lowering) -> Value | None:
    """A generator, or None instead of anything else."""
    return None if isinstance(lowering.result_annotation, SomeNone) else lowering.operand(0)


def _lower_keep(lowering: Lowering) -> Value | None:
    """The object behind a value, if it is seen when it dies."""
    if isinstance(lowering.result_annotation, SomeNone):
        return None
    value = lowering.operand(0)
    if value.type.is_gc_pointer and lowering.typer.mortality.is_seen(lowering.annotation(0)):
        return lowering.cast_pointer(value, Ptr(OBJECT))
    return Constant(None, Ptr(OBJECT))


def _lower_let_go(lowering: Lowering) -> Value | None:
    value = lowering.operand(0)
    if isinstance(value, Constant) or not value.type.is_gc_pointer:
        return None
    return lowering.emit("keepalive", value) if lowering.typer.mortality.is_seen(lowering.annotation(0)) else None


def _lower_newfunction(lowering: Lowering) -> Value | None:
    return lowering.result_representation.lower_newfunction(lowering)  # type: ignore[attr-defined, no-any-return]


def _by_result(name: str) -> Any:
    """Operations without operands of their own type: the result's representation makes the value."""

    def lower_it(lowering: Lowering) -> Value | None:
        representation = lowering.result_representation
        lowering.typer.setup_representations()
        method = getattr(representation, f"lower_{name}", None)
        if method is None:
            raise lowering.error("W0401", f"operation {name} making {representation.annotation} is not supported yet")
        return method(lowering)  # type: ignore[no-any-return]

    return lower_it


def _lower_newslice(lowering: Lowering) -> Value | None:
    """Slices exist only inside getitem, setitem and delitem, which look at their operands."""
    return void(tuple(lowering.operation.args))


def _lower_not(lowering: Lowering) -> Value | None:
    if lowering.result_annotation.is_constant:
        return boolean(lowering.result_annotation.constant)
    truth = _lower_bool(lowering)
    return lowering.emit("bool_not", truth) if truth is not None else None


def _lower_bool(lowering: Lowering) -> Value | None:
    annotation = lowering.annotation(0)
    result = lowering.result_annotation
    if lowering.operation.name == "bool" and result.is_constant:
        return boolean(result.constant)
    low = lowering.operand(0)
    if low.type is BOOL:
        return low
    if annotation.can_be_none and isinstance(low.type, Ptr):
        typer = lowering.typer
        return typer.calls.truth_or_none(lowering, low, annotation)
    return _by_representation(lowering, lowering.operation.args[0], "lower_bool", "truth")


def _lower_iter_or_tuple(lowering: Lowering) -> Value | None:
    """A tuple stays what it is: its loop is unrolled."""
    if isinstance(lowering.result_annotation, SomeTuple):
        return lowering.operand(0, lowering.result_representation)
    return _by_representation(lowering, lowering.operands[0], "lower_iter", "iterating")


GENERAL: Final[dict[str, Any]] = {
    "is_": _lower_is,
    "getattr": _lower_getattr,
    "make_exception": _lower_make_exception,
    "make_cause": lambda lowering: lowering.operand(0),
    "set_cause": _lower_set_cause,
    "set_context": _lower_set_context,
    "exception_match": _lower_exception_match,
    "check_type": _lower_check_type,
    "global_get": _lower_global_get,
    "global_set": _lower_global_set,
    "global_check": _lower_global_check,
    "global_clear": _lower_global_clear,
    "global_take": _lower_global_take,
    "newfunction": _lower_newfunction,
    "acquire": lambda lowering: None,  # no generator: else there is a call site
    "release": lambda lowering: None,
    "defer": lambda lowering: None,
    "hold": _lower_hold,
    "keep": _lower_keep,
    "let_go": _lower_let_go,
    "keep_on": lambda lowering: None,  # else there is a call site
    "drop_kept": lambda lowering: None,
    "match_sequence": lambda lowering: None,  # known
    "match_mapping": lambda lowering: None,
    "newslice": _lower_newslice,
    "iter_or_tuple": _lower_iter_or_tuple,
    "iterator_only": lambda lowering: lowering.operand(0),
    "unrolls": lambda lowering: None,  # known
    "bool": _lower_bool,
    "not_": _lower_not,
    "newtuple": _by_result("newtuple"),
    "newlist": _by_result("newlist"),
    "newdict": _by_result("newdict"),
    "newset": _by_result("newset"),
    "newcell": _by_result("newcell"),
    "build_string": _by_result("build_string"),
    "unpack": lower_unpack,
    "unpack_star": lower_unpack_star,
}
