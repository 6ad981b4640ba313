"""Lowering of the built-in functions that have a low-level implementation, of intrinsics and external functions.

Everything else is a library function, for which the annotator has left a call site.  `BUILTINS` maps the function
object to its lowering.
"""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import Any, Final

from weft.annotator.bindings import with_library_classes
from weft.annotator.lattice import (
    FLOAT,
    INTEGER,
    Annotation,
    SomeBig,
    SomeByteArray,
    SomeBytes,
    SomeFloat,
    SomeInstance,
    SomeIterable,
    SomeNumber,
    SomePBC,
    SomeString,
)
from weft.flowspace.graph import Constant, Value
from weft.rlib.intrinsics import ExternalFunction, Intrinsic
from weft.rtyper import intrinsics
from weft.rtyper.host_calls import host_callable
from weft.rtyper.ll_helpers import instances, numbers, strings
from weft.rtyper.ll_helpers.hashing import HASH_OF_NONE
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import (
    BOOL,
    BYTES,
    OBJECT,
    SIGNED,
    STR,
    UNICHAR,
    UNSIGNED,
    VOID,
    FuncType,
    LowLevelType,
    Ptr,
)
from weft.rtyper.lltype.types import FLOAT as LOW_FLOAT
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.lowering import Lowering, boolean, signed, void

EXTERNAL_TYPES: Final[dict[str, LowLevelType]] = {
    "int": SIGNED, "nonneg": SIGNED, "float": LOW_FLOAT, "bool": BOOL, "str": Ptr(STR), "bytes": Ptr(BYTES),
    "char": UNICHAR, "None": VOID, "r_uint": UNSIGNED,
}  # fmt: skip


def lower_builtin(lowering: Lowering, function: Any) -> Value | None:
    """Lower a call of a constant built-in function."""
    if isinstance(function, Intrinsic):
        found = intrinsics.INTRINSICS.get(function.name)
        if found is None and function.name.startswith("float_") and function.name in OPS:
            floating = lowering.typer.representation(FLOAT)
            return lowering.emit(function.name, *(lowering.operand(i, floating) for i in range(len(lowering.operands))))
        if found is None:
            raise TypeError(f"no low-level implementation of the intrinsic {function.name}")
        lowering.typer.setup_representations()
        return found(lowering)
    if isinstance(function, ExternalFunction):
        return _lower_external(lowering, function)
    lower_it = _find(function)
    if lower_it is not None:
        lowering.typer.setup_representations()
        return lower_it(lowering)
    name = getattr(function, "__qualname__", None) or repr(function)
    raise lowering.error("W0402", f"{name}() is not supported yet")


def _find(function: Any) -> Callable[[Lowering], Value | None] | None:
    try:
        return BUILTINS.get(function)
    except TypeError:
        return None


def external_function(typer: Any, function: ExternalFunction) -> FunctionValue:
    """Return the function value of a C function; one per declaration."""
    key = ("external", function.name)
    if key not in typer.cache:
        arguments = tuple(_external_type(typer, name) for name in function.arguments)
        made = FunctionValue(function.name, FuncType(arguments, _external_type(typer, function.result)))
        made.external, made.can_raise, made.pure = True, False, function.pure
        made.include, made.library, made.evaluate = function.include, function.library, host_callable(function)
        typer.cache[key] = made
    found: FunctionValue = typer.cache[key]
    return found


def _external_type(typer: Any, name: str) -> LowLevelType:
    if name == "bytearray":
        found: LowLevelType = typer.low_type(SomeByteArray())
        return found
    return EXTERNAL_TYPES[name]


_EXTERNAL_ANNOTATIONS: Final[dict[str, Annotation]] = {
    "int": INTEGER, "nonneg": INTEGER, "float": FLOAT, "str": SomeString(), "bytes": SomeBytes(),
    "bytearray": SomeByteArray(), "char": SomeString(char=True),
}  # fmt: skip


def _lower_external(lowering: Lowering, function: ExternalFunction) -> Value | None:
    typer = lowering.typer
    made = external_function(typer, function)
    operands = []
    for index, name in enumerate(function.arguments):
        annotation = _EXTERNAL_ANNOTATIONS.get(name)
        operands.append(lowering.operand(index, typer.representation(annotation) if annotation else None))
    result = lowering.call(made, *operands)
    return result if made.type.result is not VOID else None


# Built-in functions ---------------------------------------------------------------------------------------------


def _by_method(name: str) -> Callable[[Lowering], Value | None]:
    """The first operand's representation has the implementation."""

    def lower_it(lowering: Lowering) -> Value | None:
        representation = lowering.representation(0)
        if lowering.annotation(0).can_be_none:
            kind = {"len": "object of type 'NoneType' has no len()"}.get(name, "'NoneType' object is not iterable")
            low = lowering.operand(0)
            if isinstance(low.type, Ptr):
                lowering.null_check(low, kind, "TypeError")
        lowering.typer.setup_representations()
        method = getattr(representation, f"lower_{name}", None)
        if method is None:
            raise lowering.error("W0402", f"{name}() of {lowering.annotation(0)} is not supported yet")
        return method(lowering)  # type: ignore[no-any-return]

    return lower_it


def _lower_int(lowering: Lowering) -> Value | None:
    if not lowering.operands:
        return Constant(0, SIGNED)
    if isinstance(lowering.annotation(0), SomeFloat):
        return lowering.helper(numbers.float_to_int, lowering.operand(0))
    if isinstance(lowering.annotation(0), SomeBig) and lowering.annotation(0).can_be_none:
        message = "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"
        lowering.null_check(lowering.operand(0), message, "TypeError")
    return lowering.operand(0, lowering.result_representation)


def _lower_float(lowering: Lowering) -> Value | None:
    if not lowering.operands:
        return Constant(0.0, LOW_FLOAT)
    return lowering.operand(0, lowering.typer.representation(FLOAT))


def _lower_bool(lowering: Lowering) -> Value | None:
    if not lowering.operands:
        return boolean(False)
    return lowering.typer.calls.truth(lowering, lowering.operand(0), lowering.annotation(0))


def _lower_str(lowering: Lowering) -> Value | None:
    if not lowering.operands:
        return lowering.string("")
    return lowering.operand(0, lowering.result_representation)


def _lower_ord(lowering: Lowering) -> Value | None:
    from_char = lowering.typer.representation(SomeString(char=True))
    if isinstance(lowering.annotation(0), SomeString) and lowering.annotation(0).char:  # type: ignore[attr-defined]
        return lowering.emit("cast_unichar_to_int", lowering.operand(0, from_char))
    return lowering.helper(strings.str_ord, lowering.operand(0))


def _lower_chr(lowering: Lowering) -> Value | None:
    code = lowering.operand(0, lowering.typer.representation(INTEGER))
    return lowering.helper(strings.chr_checked, code)


def _lower_hash(lowering: Lowering) -> Value | None:
    representation = lowering.representation(0)
    if representation.lowtype is VOID:
        return signed(HASH_OF_NONE)
    return lowering.helper(representation.hash_function(), lowering.operand(0))


def lower_type(lowering: Lowering) -> Value | None:
    """`type(x)`: a constant, or the class table of an instance."""
    result = lowering.result_representation
    if result.lowtype is VOID:
        return None
    value = lowering.operand(0)
    if lowering.annotation(0).can_be_none:
        lowering.null_check(value, "type() of None is not supported", "TypeError")
    return lowering.getfield(lowering.cast_pointer(value, Ptr(OBJECT)), "cls")


def lower_isinstance(lowering: Lowering) -> Value | None:
    """`isinstance(x, C)`, with a class or a constant tuple of classes."""
    result = lowering.result_annotation
    if result.is_constant:
        return boolean(result.constant)
    classes = _classes(lowering, lowering.annotation(1))
    annotation = lowering.annotation(0)
    value = lowering.operand(0)
    if isinstance(annotation, SomeNumber | SomeIterable):
        return lowering.representation(0).lower_isinstance(lowering, value, classes)  # type: ignore[attr-defined, no-any-return]
    if not isinstance(annotation, SomeInstance):
        return _builtin_isinstance(lowering, value, annotation, classes)
    typer = lowering.typer
    instance = lowering.cast_pointer(value, Ptr(OBJECT))
    helper = instances.is_instance if annotation.can_be_none else instances.is_instance_not_none
    tests: list[Value] = []
    for cls in classes:
        if cls is object:
            return lowering.emit("ptr_nonzero", instance) if annotation.can_be_none else boolean(True)
        for classdef in typer.annotations.matching_classes(cls):
            tests.append(lowering.helper(helper, instance, void(typer.classes.table(classdef))))
    if not tests:
        return boolean(False)
    found = tests[0]
    for test in tests[1:]:
        found = lowering.emit("bool_or", found, test)
    return found


def _classes(lowering: Lowering, annotation: Annotation) -> list[type]:
    """Return the classes that the second operand of isinstance stands for."""
    if isinstance(annotation, SomePBC) and annotation.descriptions:
        return [description.cls for description in annotation.descriptions if hasattr(description, "cls")]
    if annotation.is_constant:
        constant = annotation.constant
        flat: list[type] = []
        for item in constant if isinstance(constant, tuple) else (constant,):
            flat.extend(item if isinstance(item, tuple) else (item,))
        return with_library_classes(flat)
    raise lowering.error("W0404", "isinstance with a class only known at run time is not supported")


def _builtin_isinstance(lowering: Lowering, value: Value, annotation: Annotation, classes: list[type]) -> Value:
    """A built-in type or None: the class is known, None is not."""
    if annotation.can_be_none and isinstance(value.type, Ptr):
        return lowering.emit("ptr_iszero" if type(None) in classes else "ptr_nonzero", value)
    raise lowering.error("W0401", f"isinstance of {annotation} is not supported here")


def _lower_abs(lowering: Lowering) -> Value | None:
    representation: Any = lowering.representation(0)
    if lowering.representation(0).lowtype is BOOL:
        return lowering.operand(0, lowering.typer.representation(INTEGER))
    return representation.lower_abs(lowering)  # type: ignore[no-any-return]


def _itself(lowering: Lowering) -> Value | None:
    if not lowering.operands:
        return lowering.typer.constant(lowering.result_representation, lowering.result_annotation.constant)
    return lowering.operand(0, lowering.result_representation)


def _lower_super(lowering: Lowering) -> Value | None:
    """`super(cls, self)` travels as self."""
    target = lowering.result_representation
    return None if target.lowtype is VOID else lowering.cast_pointer(lowering.operand(1), target.lowtype)


def _by_result(name: str) -> Callable[[Lowering], Value | None]:
    def lower_it(lowering: Lowering) -> Value | None:
        representation: Any = lowering.result_representation
        lowering.typer.setup_representations()
        method = getattr(representation, f"lower_{name}", None)
        if method is None:
            raise lowering.error("W0402", f"making {lowering.result_annotation} here is not supported yet")
        return method(lowering)  # type: ignore[no-any-return]

    return lower_it


BUILTINS: Final[dict[Any, Callable[[Lowering], Value | None]]] = {
    len: _by_method("len"),
    iter: _by_method("iter"),
    next: _by_method("next"),
    reversed: _by_method("reversed"),
    int: _lower_int,
    float: _lower_float,
    bool: _lower_bool,
    str: _lower_str,
    ord: _lower_ord,
    chr: _lower_chr,
    hash: _lower_hash,
    type: lower_type,
    isinstance: lower_isinstance,
    abs: _lower_abs,
    range: _by_result("new_range"),
    list: _by_result("new_list"),
    dict: _by_result("new_dict"),
    collections.Counter: _by_result("new_dict"),
    collections.OrderedDict: _by_result("new_dict"),
    collections.defaultdict: _by_result("new_dict"),
    set: _by_result("new_set"),
    frozenset: _by_result("new_set"),
    bytearray: _by_result("new_bytearray"),
    bytes: _by_result("new_bytes"),
    tuple: _itself,
    super: _lower_super,
}
