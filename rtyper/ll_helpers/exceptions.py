"""Low-level helpers that make and raise built-in exceptions."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import cast, malloc, static_call
from weft.rtyper.ll_helpers.strings import str_add
from weft.rtyper.lltype.types import EXCEPTION, Ptr

EXCEPTION_POINTER = Ptr(EXCEPTION)


def itself(value: Any) -> Any:
    """Host function: turns a Void constant into a constant pointer."""
    return value


def new_exception(struct: Any, table: Any, kind: Any, message: Any) -> Any:
    """A new instance of a built-in exception class: Void struct, class table and kind, and an STR pointer."""
    exception = malloc(struct)
    exception.cls = static_call(itself, table)
    exception.inst__weft_message = message
    exception.inst__weft_kind = static_call(itself, kind)
    return cast(EXCEPTION_POINTER, exception)


def raise_message(cls: Any, message: Any) -> None:
    """Raise a built-in exception (Void class) with a constant message (a Void StructValue)."""
    raise cls(static_call(itself, message))


def check_is_set(is_set: Any, instance: Any, before: Any, after: Any) -> None:
    """Raise AttributeError if an attribute is not set; Void StructValues of the text around the class's name."""
    if not is_set:
        name = instance.cls.name
        raise AttributeError(str_add(str_add(static_call(itself, before), name), static_call(itself, after)))


def check_not_null(pointer: Any, cls: Any, message: Any) -> None:
    """Raise the exception if the pointer is null."""
    if pointer is None:
        raise_message(cls, message)
