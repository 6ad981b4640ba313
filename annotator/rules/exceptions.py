"""Rules of exceptions: what is raised, and which handler it reaches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator.descriptions import ClassDef, ClassDesc
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BOOL,
    IMPOSSIBLE,
    NONE,
    Annotation,
    SomeBool,
    SomeInstance,
    SomeNone,
    SomePBC,
    without_none,
)
from weft.annotator.narrowing import classes_in, test_classes
from weft.annotator.rules.attributes import class_of
from weft.annotator.rules.kinds import kind_of
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Operation, Variable

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


def _make_exception(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """What `raise x` raises: x, or x() of a class."""
    if value.can_be_none:
        ctx.may_raise(TypeError)
        value = without_none(value)
        if value is IMPOSSIBLE:
            return IMPOSSIBLE
    if isinstance(value, SomePBC) and all(isinstance(d, ClassDesc) for d in value.descriptions):
        result = ctx.call.call_value(value, operation.args[0], Arguments(), [])
        _note_classes(ctx, operation, result)
        return result
    if isinstance(value, SomeInstance) and value.classdef is not None:
        if issubclass(value.classdef.description.cls, BaseException):
            known = ctx.exceptions.get(operation.args[0]) if isinstance(operation.args[0], Variable) else None
            if known is not None:
                ctx.exceptions[operation.result] = known
            else:
                _note_classes(ctx, operation, value)
            return value
    if kind_of(value) in _PLAIN:
        # A program may contain a `raise "text"` that it never reaches; Python finds out when it does.
        return ctx.call.delegate(ctx.generated.not_an_exception(), operation.args, [value])
    raise RuleError("W0107", f"only exceptions can be raised, not {value}", label=str(value))


def _make_cause(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """The exception after `from`, which may be None."""
    if isinstance(value, SomeNone):
        return value
    if value.can_be_none:
        _make_exception(ctx, operation, without_none(value))
        return value
    return _make_exception(ctx, operation, value)


_PLAIN: Final = frozenset({"str", "int", "bool", "float", "bytes", "tuple", "list", "dict", "set"})


def _note_classes(ctx: AnnotationContext, operation: Operation, value: Annotation) -> None:
    if isinstance(value, SomeInstance) and value.classdef is not None:
        ctx.exceptions[operation.result] = {value.classdef: None}


def _set_cause(ctx: AnnotationContext, operation: Operation, value: Annotation, cause: Annotation) -> Annotation:
    return NONE


def _set_context(ctx: AnnotationContext, operation: Operation, value: Annotation, handled: Annotation) -> Annotation:
    return NONE


def _exception_match(
    ctx: AnnotationContext, operation: Operation, value: Annotation, classes: Annotation
) -> Annotation:
    """`except C`."""
    tested = classes_in(classes)
    if tested is None:
        raise RuleError("W0401", "the class after 'except' must be known at translation time", label=str(classes))
    for cls in tested:
        if not issubclass(cls, BaseException):
            raise RuleError("W0107", f"{cls.__name__} is not an exception class", label=cls.__name__)
    exception = operation.args[0]
    known = ctx.exceptions.get(exception) if isinstance(exception, Variable) else None
    if known is not None:
        return _match_known(ctx, list(known), tested)
    answer = test_classes(ctx, value, tested)
    if isinstance(answer, bool):
        return SomeBool(constant=answer)
    return BOOL if answer is None else answer


def _match_known(ctx: AnnotationContext, known: list[ClassDef], tested: tuple[type[BaseException], ...]) -> Annotation:
    for cls in tested:
        ctx.classes.exception(cls)
    answers: set[bool] = set()
    for classdef in known:
        if issubclass(classdef.description.cls, tested):
            answers.add(True)
        elif any(issubclass(found.description.cls, tested) for found in classdef.all_subclasses()):
            answers |= {True, False}
        else:
            answers.add(False)
    return SomeBool(constant=answers.pop()) if len(answers) == 1 else BOOL


def _check_type(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """The class of an exception, the first argument of `__exit__`."""
    assert isinstance(value, SomeInstance)
    return class_of(ctx, value)


RULES: Final[dict[str, Callable[..., Annotation]]] = {
    "make_exception": _make_exception,
    "make_cause": _make_cause,
    "set_cause": _set_cause,
    "set_context": _set_context,
    "exception_match": _exception_match,
    "check_type": _check_type,
}
