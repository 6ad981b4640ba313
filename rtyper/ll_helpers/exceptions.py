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


MOST_CONTEXTS = 1000
"""How far chains of exceptions that were handled while others were raised are followed."""


def is_in_chain(exception: Any, first: Any) -> bool:
    """Is an exception among `first`, what was handled when that was raised, and so on?"""
    count = 0
    while first is not None and count < MOST_CONTEXTS:
        if first is exception:
            return True
        first = first.context
        count += 1
    return False


def replace_context(exception: Any, handled: Any) -> None:
    """Note what is being handled while an exception is raised; chains never become circles."""
    if exception is handled:
        return
    link = handled
    count = 0
    while link is not None and count < MOST_CONTEXTS:
        if link.context is exception:
            link.context = None
        link = link.context
        count += 1
    exception.context = handled


def add_context(exception: Any, handled: Any) -> None:
    """Note what was being handled while an operation raised: what was raised first of all did not know."""
    if is_in_chain(handled, exception):
        return
    if is_in_chain(exception, handled):
        replace_context(exception, handled)
        return
    last = exception
    count = 0
    while last.context is not None and count < MOST_CONTEXTS:
        last = last.context
        count += 1
    if count < MOST_CONTEXTS and not is_in_chain(last, handled):
        last.context = handled


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
