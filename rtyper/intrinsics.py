"""Binding of the intrinsics of `rlib/intrinsics.py` to low-level code: `INTRINSICS`, name -> lowering of a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.annotator.lattice import BIG, BYTES, CHARACTER, FLOAT, INTEGER, STRING, Annotation, SomeByteArray
from weft.flowspace.graph import Constant, Value
from weft.rlib import float_intrinsics
from weft.rlib.intrinsics import Intrinsic
from weft.rtyper import finalizer_polls, raw_classes
from weft.rtyper.ll_helpers import builders, strings, weak_links
from weft.rtyper.ll_helpers import bytes as byte_helpers
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import EXCEPTION, OBJECT, SIGNED, VOID, FuncType, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.lowering import Lowering, boolean, signed

Lower = Callable[[Lowering], Value | None]


def _operands(lowering: Lowering, annotations: tuple[Annotation, ...]) -> list[Value]:
    typer = lowering.typer
    return [lowering.operand(i, typer.representation(a)) for i, a in enumerate(annotations)]


def _operation(name: str, *annotations: Annotation) -> Lower:
    """An operation on the operands in these representations."""
    return lambda lowering: lowering.emit(name, *_operands(lowering, annotations))


def _unsigned(name: str) -> Lower:
    """An operation on the operands as unsigned words, with a signed result."""

    def lower_it(lowering: Lowering) -> Value | None:
        operands = [lowering.emit("cast_int_to_uint", v) for v in _operands(lowering, (INTEGER, INTEGER))]
        result = lowering.emit(name, *operands)
        return lowering.emit("cast_uint_to_int", result) if name not in _COMPARISONS else result

    return lower_it


_COMPARISONS: Final = frozenset({"uint_lt"})


def _helper(function: Callable[..., Any], *annotations: Annotation) -> Lower:
    """A helper called with the operands in these representations."""
    return lambda lowering: lowering.helper(function, *_operands(lowering, annotations))


def _unsigned_rshift(lowering: Lowering) -> Value | None:
    value, count = _operands(lowering, (INTEGER, INTEGER))
    shifted = lowering.emit("uint_rshift", lowering.emit("cast_int_to_uint", value), count)
    return lowering.emit("cast_uint_to_int", shifted)


def _code_at(lowering: Lowering) -> Value | None:
    text, index = _operands(lowering, (STRING, INTEGER))
    return lowering.emit("cast_unichar_to_int", lowering.helper(strings.str_char, text, index))


def _is_latin1(lowering: Lowering) -> Value | None:
    (text,) = _operands(lowering, (STRING,))
    return lowering.emit("int_eq", lowering.getfield(text, "size"), lowering.getfield(text, "length"))


def _str_from_code_list(lowering: Lowering) -> Value | None:
    representation: Any = lowering.representation(0)
    array, _ = representation.array_and_length(lowering, lowering.operand(0))
    count = lowering.operand(1, lowering.typer.representation(INTEGER))
    return lowering.helper(strings.str_from_codes, array, count)


def _identity_hash(lowering: Lowering) -> Value | None:
    value = lowering.operand(0)
    return lowering.emit("identity_hash", value) if isinstance(value.type, Ptr) else Constant(0, SIGNED)


def _of_object(name: str) -> Lower:
    """An operation on an object; -1 for what is none."""

    def lower_it(lowering: Lowering) -> Value | None:
        value = lowering.operand(0)
        if isinstance(value.type, Ptr) and value.type.is_gc_pointer:
            return lowering.emit(name, value)
        return Constant(-1 if name == "gc_object_size" else 0, SIGNED)

    return lower_it


def _attribute_is_set(lowering: Lowering) -> Value | None:
    representation: Any = lowering.representation(0)
    return representation.is_set(lowering, lowering.operand(0), lowering.constant_operand(1))  # type: ignore[no-any-return]


def _class_name(lowering: Lowering) -> Value | None:
    instance = lowering.cast_pointer(lowering.operand(0), Ptr(OBJECT))
    return lowering.getfield(lowering.getfield(instance, "cls"), "name")


def _class_title(lowering: Lowering) -> Value | None:
    instance = lowering.cast_pointer(lowering.operand(0), Ptr(OBJECT))
    return lowering.getfield(lowering.getfield(instance, "cls"), "title")


def _unchecked_item(lowering: Lowering) -> Value | None:
    representation: Any = lowering.representation(0)
    array, _ = representation.array_and_length(lowering, lowering.operand(0))
    index = lowering.operand(1, lowering.typer.representation(INTEGER))
    return representation.items.load(lowering, lowering.emit("getarrayitem", array, index, hint="item"))  # type: ignore[no-any-return]


def _unchecked_set_item(lowering: Lowering) -> Value | None:
    representation: Any = lowering.representation(0)
    array, _ = representation.array_and_length(lowering, lowering.operand(0))
    index = lowering.operand(1, lowering.typer.representation(INTEGER))
    lowering.emit("setarrayitem", array, index, representation.items.store(lowering, lowering.operands[2]))
    return None


def _is_none(lowering: Lowering) -> Value | None:
    result = lowering.result_annotation
    if result.is_constant:
        return boolean(result.constant)
    value = lowering.operand(0)
    if isinstance(value.type, Ptr):
        return lowering.emit("ptr_iszero", value)
    return boolean(value.type is VOID and lowering.annotation(0).can_be_none)


def _print_traceback(lowering: Lowering) -> Value | None:
    typer = lowering.typer
    key = "weft_traceback_print"
    if key not in typer.cache:
        type_ = FuncType((Ptr(EXCEPTION),), VOID)
        typer.cache[key] = FunctionValue(key, type_, external=True, can_raise=False, evaluate=lambda exception: None)
    lowering.call(typer.cache[key], lowering.cast_pointer(lowering.operand(0), typer.exception_pointer))
    return None


def _float_operations() -> dict[str, Lower]:
    """The operations of C's math library, named alike."""
    found = [value for value in vars(float_intrinsics).values() if isinstance(value, Intrinsic)]
    return {value.name: _operation(value.name, *[FLOAT] * (OPS[value.name].arity or 0)) for value in found}


def _of_large(lowering: Lowering) -> Value | None:
    return lowering.cast_pointer(lowering.operand(0), Ptr(OBJECT))


def _large_of(lowering: Lowering) -> Value | None:
    return lowering.cast_pointer(lowering.operand(0), lowering.result_representation.lowtype)


def _is_member(lowering: Lowering) -> Value | None:
    if lowering.result_annotation.is_constant:
        return boolean(lowering.result_annotation.constant)
    representation: Any = lowering.representation(0)
    return representation.is_member(lowering, lowering.operand(0), lowering.constant_operand(1))  # type: ignore[no-any-return]


def _weak_link(lowering: Lowering) -> Value | None:
    target = lowering.cast_pointer(lowering.operand(0), Ptr(OBJECT))
    return lowering.helper(weak_links.new_link, target, lowering.operand(1, lowering.typer.representation(INTEGER)))


def _linked(lowering: Lowering) -> Value | None:
    target = lowering.emit("weak_get", lowering.operand(0), hint="target")
    return lowering.cast_pointer(target, lowering.result_representation.lowtype)


def _as_object(lowering: Lowering) -> Value | None:
    value = lowering.operand(0)
    if not isinstance(value.type, Ptr):
        return Constant(None, Ptr(OBJECT))
    return lowering.emit("cast_pointer", value, statics=(Ptr(OBJECT),), hint="object")


def _object_link(lowering: Lowering) -> Value | None:
    return lowering.helper(weak_links.new_link, lowering.operand(0), signed(0))


def _on_object(name: str) -> Lower:
    """An operation on the operands as they are."""
    return lambda lowering: lowering.emit(name, *[lowering.operand(i) for i in range(len(lowering.operands))])


def _was_resumed(lowering: Lowering) -> Value | None:
    top = lowering.operand(0)
    return lowering.emit("ptr_eq", lowering.getfield(top, "back"), top)


def _keep_alive(lowering: Lowering) -> Value | None:
    value = lowering.operand(0)
    return lowering.emit("keepalive", value) if isinstance(value.type, Ptr) else None


INTRINSICS: Final[dict[str, Lower]] = {
    **_float_operations(),
    "wrapping_add": _operation("int_add", INTEGER, INTEGER),
    "wrapping_sub": _operation("int_sub", INTEGER, INTEGER),
    "wrapping_mul": _operation("int_mul", INTEGER, INTEGER),
    "wrapping_lshift": _operation("int_lshift", INTEGER, INTEGER),
    "unsigned_rshift": _unsigned_rshift,
    "unsigned_less": _unsigned("uint_lt"),
    "truncated_div": _operation("int_div_trunc", INTEGER, INTEGER),
    "unsigned_div": _unsigned("uint_floordiv"),
    "unsigned_mod": _unsigned("uint_mod"),
    "float_bits": _operation("float_to_bits", FLOAT),
    "float_from_bits": _operation("float_from_bits", INTEGER),
    "truncate_unchecked": _operation("cast_float_to_int", FLOAT),
    "code_at": _code_at,
    "char_at": _helper(strings.str_char, STRING, INTEGER),
    "char_of": _operation("cast_int_to_unichar", INTEGER),
    "substring": _helper(strings.substring, STRING, INTEGER, INTEGER),
    "byte_at": _helper(byte_helpers.byte_at, BYTES, INTEGER),
    "is_latin1": _is_latin1,
    "str_from_latin1": _helper(strings.str_from_latin1, BYTES, INTEGER, INTEGER),
    "str_from_bytearray": _helper(strings.str_from_bytearray, SomeByteArray(), INTEGER, INTEGER),
    "int_to_str": _helper(strings.int_to_str, INTEGER),
    "latin1_bytes": _helper(byte_helpers.latin1_bytes, STRING),
    "str_from_code_list": _str_from_code_list,
    "bytes_from_bytearray": _helper(byte_helpers.bytes_from_bytearray, SomeByteArray(), INTEGER, INTEGER),
    "new_bytearray": _helper(byte_helpers.new_bytearray, INTEGER),
    "builder_new": _helper(builders.builder_new, INTEGER),
    "builder_append": _helper(builders.builder_append, STRING, INTEGER, STRING),
    "builder_append_slice": _helper(builders.builder_append_slice, STRING, INTEGER, STRING, INTEGER, INTEGER),
    "builder_append_char": _helper(builders.builder_append_char, STRING, INTEGER, CHARACTER),
    "builder_append_chars": _helper(builders.builder_append_chars, STRING, INTEGER, CHARACTER, INTEGER),
    "builder_finish": _helper(builders.builder_finish, STRING, INTEGER),
    "identity_hash": _identity_hash,
    "attribute_is_set": _attribute_is_set,
    "class_name": _class_name,
    "class_title": _class_title,
    "unchecked_item": _unchecked_item,
    "unchecked_set_item": _unchecked_set_item,
    "is_none": _is_none,
    "is_big": lambda lowering: boolean(lowering.result_annotation.constant),
    "is_missing": _operation("ptr_iszero", BIG),
    "is_word": _operation("tagged_is_word", BIG),
    "word_of": _operation("tagged_word", BIG),
    "of_word": _operation("tag_word", INTEGER),
    "of_large": _of_large,
    "large_of": _large_of,
    "is_member": _is_member,
    "as_member": lambda lowering: lowering.operand(0, lowering.result_representation),
    "as_tuple": lambda lowering: lowering.operand(0, lowering.result_representation),
    "named_tuple": lambda lowering: lowering.operand(1, lowering.result_representation),
    "owner_of": lambda lowering: lowering.cast_pointer(lowering.operand(0), lowering.result_representation.lowtype),
    "weak_link": _weak_link,
    "linked": _linked,
    "as_object": _as_object,
    "object_link": _object_link,
    "leads_to": _on_object("weak_is"),
    "is_cleared": lambda lowering: lowering.emit("ptr_iszero", lowering.emit("weak_get", lowering.operand(0))),
    "objects_move": _on_object("objects_move"),
    "object_address": _on_object("object_address"),
    "keep_alive": _keep_alive,
    "finalize_next": finalizer_polls.finalize_next,
    "finalize_rest": finalizer_polls.finalize_rest,
    "cleared_next": finalizer_polls.cleared_next,
    "program_has_finalizers": lambda lowering: boolean(finalizer_polls.are_needed(lowering.typer)),
    "collect_now": _operation("gc_collect"),
    "collect_part": _operation("gc_collect_part", INTEGER),
    "object_can_move": _of_object("gc_can_move"),
    "object_size": _of_object("gc_object_size"),
    "memory_statistic": _operation("gc_statistic", INTEGER),
    "promise_no_collect": lambda lowering: lowering.operand(0, lowering.result_representation),
    "free_raw": raw_classes.lower_free,
    "report_census": _operation("gc_census"),
    "print_traceback": _print_traceback,
    "stack_unwind": _operation("stack_unwind"),
    "stack_frames_depth": _operation("stack_depth"),
    "yield_current_frame_to_caller": _operation("stack_capture"),
    "switch_frames": _on_object("stack_switch"),
    "was_resumed": _was_resumed,
}
