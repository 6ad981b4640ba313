"""Rules of the operations that count references to generators: functions of the library do it.

On anything but generators they do nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.closing import is_generator_object
from weft.annotator.lattice import NONE, Annotation
from weft.flowspace.graph import Operation
from weft.rlib import generator_methods

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _on_generators(function: Any) -> Callable[..., Annotation]:
    def rule(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
        return ctx.call.delegate(function, operation.args, (value,)) if is_generator_object(value) else NONE

    return rule


def _always(function: Any) -> Callable[..., Annotation]:
    def rule(ctx: AnnotationContext, operation: Operation, *values: Annotation) -> Annotation:
        return ctx.call.delegate(function, operation.args, values)

    return rule


def _hold(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    return value if is_generator_object(value) else NONE


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "hold": _hold,
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
