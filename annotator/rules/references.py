"""Rules of the operations that count references to generators: functions of the library do it.

On anything but generators they do nothing; a value that may be something else is asked what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.closing import generator_classes, is_generator_object, may_be_generator
from weft.annotator.lattice import (
    NONE,
    Annotation,
    SomeBig,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeConstantObject,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeNone,
    SomeNumber,
    SomeOptional,
    SomeRange,
    SomeString,
)
from weft.annotator.meeting import member_kind
from weft.annotator.union import union
from weft.flowspace.graph import Operation
from weft.rlib import generator_methods, kept_locals

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _on_generators(function: Any) -> Callable[..., Annotation]:
    def rule(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
        found = _function_for(ctx, function, value)
        return NONE if found is None else ctx.call.delegate(found, operation.args, (value,))

    return rule


def _function_for(ctx: AnnotationContext, function: Any, value: Annotation) -> Any | None:
    """Return a function that does what this one does with generators, and nothing with what else the value may be."""
    if is_generator_object(value):
        return function
    if isinstance(value, SomeIterable):
        functions = {member_kind(member): _function_for(ctx, function, member) for member in value.members}
        return ctx.generated.on_members(functions) if any(functions.values()) else None
    classes = generator_classes(value)
    return ctx.generated.on_classes(function, classes) if classes else None


def _always(function: Any) -> Callable[..., Annotation]:
    def rule(ctx: AnnotationContext, operation: Operation, *values: Annotation) -> Annotation:
        return ctx.call.delegate(function, operation.args, values)

    return rule


def _hold(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return value if may_be_generator(value) else NONE


def _global_take(ctx: AnnotationContext, operation: Operation) -> Annotation:
    state = ctx.global_state(operation.statics[0])
    state.readers[ctx.block] = None
    return union(ctx, NONE, state.annotation) if may_be_generator(state.annotation) else NONE


_NO_OBJECTS: Final = (
    SomeNone, SomeBool, SomeInteger, SomeBig, SomeFloat, SomeString, SomeBytes, SomeByteArray, SomeNumber, SomeOptional,
    SomeRange, SomeConstantObject,
)  # fmt: skip
"""What holds no objects that somebody could see die."""


def _keep(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return NONE if isinstance(value, _NO_OBJECTS) else SomeInstance(classdef=None, optional=True)


def _keep_on(ctx: AnnotationContext, operation: Operation, kept: Annotation, exception: Annotation) -> Annotation:
    if isinstance(kept, SomeNone):
        return NONE
    return ctx.call.delegate(kept_locals.keep_on, operation.args, (kept, exception))


def _drop_kept(ctx: AnnotationContext, operation: Operation, count: Annotation, iterator: Annotation) -> Annotation:
    """An iterator that is no instance has nothing to do with functions of the program that raise exceptions."""
    if not isinstance(iterator, (SomeNone, SomeInstance, SomeIterable)) or is_generator_object(iterator):
        return NONE
    return ctx.call.delegate(kept_locals.drop_kept, operation.args[:1], (count,))


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "hold": _hold,
    "global_take": _global_take,
    "keep": _keep,
    "let_go": lambda ctx, operation, value: NONE,
    "keep_on": _keep_on,
    "kept_count": _always(kept_locals.kept_count),
    "drop_kept": _drop_kept,
    "forget_attribute": lambda ctx, operation, value, name: NONE,
    "register": _always(generator_methods.register),
    "close_all": _always(generator_methods.close_all),
    **{
        f.__name__: _on_generators(f)
        for f in (generator_methods.acquire, generator_methods.release, generator_methods.defer)
    },
    **{
        f.__name__: _always(f)
        for f in (
            generator_methods.enter_handler,
            generator_methods.leave_handler,
            generator_methods.abandon_handler,
            generator_methods.forget_exception,
            generator_methods.handler_level,
            generator_methods.unwind_handlers,
        )
    },
}
