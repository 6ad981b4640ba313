"""What a branch tells about values: `isinstance`, `is None`, truth and comparisons narrow annotations.

`Knowledge` belongs to a boolean variable and says what holds of other variables if it is true or false; it is noted
when the operation that makes the boolean is annotated, applied on the links of a branch, and handed on along links to
blocks with a single entry.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.bindings import with_library_classes
from weft.annotator.lattice import (
    IMPOSSIBLE,
    NONE,
    Annotation,
    Erroneous,
    SomeBig,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeConstantObject,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeList,
    SomeMarked,
    SomeNone,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeTuple,
    is_nonneg,
    iterable_of,
    number_of,
    width,
    without_none,
)
from weft.annotator.marks import mark_of
from weft.annotator.union import union
from weft.flowspace.graph import Block, Constant, Link, Operation, Value, Variable

if TYPE_CHECKING:
    from weft.annotator.annotator import Annotator
    from weft.annotator.context import AnnotationContext, GraphInfo
    from weft.annotator.descriptions import ClassDef


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Something known of a variable.

    `kind` is "none", "not_none", "nonneg", "below" (not above what `bits` allow), "instance", "not_instance", "exact",
    "mark" and "not_mark" (a sentinel made by `object()`).
    """

    variable: Variable
    kind: str
    classes: tuple[type, ...] = ()
    bits: int = 63
    mark: Any = None
    """With "mark" and "not_mark": the sentinel."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What holds if a boolean is true, and if it is false."""

    if_true: tuple[Narrowing, ...] = ()
    if_false: tuple[Narrowing, ...] = ()

    @staticmethod
    def note(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation], result: Annotation) -> None:
        """Remember what the boolean result of an operation tells."""
        rule = _SOURCES.get(operation.spec.name)
        if rule is None:
            return
        found = rule(annotator, operation, annotations)
        if found is not None:
            annotator.knowledge[operation.result] = found
        else:
            annotator.knowledge.pop(operation.result, None)


# Where knowledge comes from -----------------------------------------------------------------------------------------


def _identity(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    for value, other in zip(operation.args, reversed(annotations), strict=True):
        if isinstance(value, Variable) and type(other) is SomeNone:
            return Knowledge((Narrowing(value, "none"),), (Narrowing(value, "not_none"),))
        mark = mark_of(other)
        if isinstance(value, Variable) and mark is not None:
            return Knowledge((Narrowing(value, "mark", mark=mark),), (Narrowing(value, "not_mark", mark=mark),))
        typed = annotator.types_of.get(value) if isinstance(value, Variable) else None
        if typed is not None and isinstance(other, SomePBC | SomeConstantObject) and isinstance(other.constant, type):
            return Knowledge((Narrowing(typed, "exact", (other.constant,)),), ())
    return None


def _call(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    callee = operation.args[0]
    if isinstance(callee, Constant) and callee.value is isinstance and len(operation.args) == 3:
        return _class_test(operation.args[1], annotations[2])
    if isinstance(callee, Constant) and callee.value is type and len(operation.args) == 2:
        if isinstance(operation.args[1], Variable):
            annotator.types_of[operation.result] = operation.args[1]
    return None


def _exception_match(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    return _class_test(operation.args[0], annotations[1])


def _class_test(value: Value, classes: Annotation) -> Knowledge | None:
    tested = classes_in(classes)
    if not isinstance(value, Variable) or tested is None:
        return None
    return Knowledge((Narrowing(value, "instance", tested),), (Narrowing(value, "not_instance", tested),))


def _truth(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    value = operation.args[0]
    if not isinstance(value, Variable):
        return None
    known = annotator.knowledge.get(value)
    if known is not None:
        return known
    if annotations[0].can_be_none:
        if_false = (Narrowing(value, "none"),) if _is_false_as_none(annotator.ctx, annotations[0]) else ()
        return Knowledge((Narrowing(value, "not_none"),), if_false)
    return None


def _is_false_as_none(ctx: AnnotationContext, annotation: Annotation) -> bool:
    """True for instances and functions of which only None is false."""
    match annotation:
        case SomeInstance(classdef=classdef):
            return classdef is not None and not any(
                ctx.attributes.methods(annotation, name) for name in ("__bool__", "__len__")
            )
        case SomePBC():
            return True
    return False


def _negation(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    known = _truth(annotator, operation, annotations)
    return None if known is None else Knowledge(known.if_false, known.if_true)


def _comparison(annotator: Annotator, operation: Operation, annotations: Sequence[Annotation]) -> Knowledge | None:
    name = operation.spec.name
    left, right = annotations
    typed = any(value in annotator.types_of for value in operation.args if isinstance(value, Variable))
    if name in ("eq", "ne") and (typed or type(left) is SomeNone or type(right) is SomeNone):
        known = _identity(annotator, operation, annotations)
        return known if known is None or name == "eq" else Knowledge(known.if_false, known.if_true)
    if annotator.ctx.options.ints == "big" and {type(left), type(right)} <= {SomeInteger, SomeBig}:
        return _bounds(operation, left, right)
    if type(left) is not SomeInteger or type(right) is not SomeInteger or left.kind != "int":
        return None
    x, y = operation.args
    # The larger of two is not negative if the smaller is not.
    x_if = _nonneg(x) if right.nonneg else ()
    y_if = _nonneg(y) if left.nonneg else ()
    match name:
        case "lt":
            return Knowledge(y_if, x_if)
        case "le":
            return Knowledge(y_if, x_if or _after_minus_one(x, right))
        case "gt":
            return Knowledge(x_if or _after_minus_one(x, right), y_if)
        case "ge":
            return Knowledge(x_if, y_if)
        case "eq":
            return Knowledge(x_if + y_if, ())
        case "ne":
            return Knowledge((), x_if + y_if)
    return None


def _bounds(operation: Operation, left: Annotation, right: Annotation) -> Knowledge | None:
    """What a comparison of ints tells where those that are small enough become words (`--ints=big`)."""
    x, y = operation.args
    x_above, y_above = _at_least(x, right), _at_least(y, left)
    x_below, y_below = _at_most(x, right), _at_most(y, left)
    match operation.spec.name:
        case "lt" | "le":
            return Knowledge(x_below + y_above, x_above + y_below)
        case "gt" | "ge":
            return Knowledge(x_above + y_below, x_below + y_above)
        case "eq":
            return Knowledge(x_above + x_below + y_above + y_below, ())
        case "ne":
            return Knowledge((), x_above + x_below + y_above + y_below)
    return None


def _at_least(value: Value, bound: Annotation) -> tuple[Narrowing, ...]:
    return _nonneg(value) if is_nonneg(bound) else ()


def _at_most(value: Value, bound: Annotation) -> tuple[Narrowing, ...]:
    if not isinstance(value, Variable) or not isinstance(bound, SomeInteger):
        return ()
    return (Narrowing(value, "below", bits=width(bound)),)


def _nonneg(value: Value) -> tuple[Narrowing, ...]:
    return (Narrowing(value, "nonneg"),) if isinstance(value, Variable) else ()


def _after_minus_one(x: Value, right: Annotation) -> tuple[Narrowing, ...]:
    """`x > -1`."""
    return _nonneg(x) if right.is_constant and right.constant >= -1 else ()


_SOURCES: Final = {
    "is_": _identity,
    "call": _call,
    "exception_match": _exception_match,
    "bool": _truth,
    "not_": _negation,
    "lt": _comparison,
    "le": _comparison,
    "gt": _comparison,
    "ge": _comparison,
    "eq": _comparison,
    "ne": _comparison,
}


def classes_in(annotation: Annotation) -> tuple[type, ...] | None:
    """Return the classes of the second argument of isinstance, or None if they are not known."""
    if not annotation.is_constant:
        return None
    value = annotation.constant
    found: list[type] = []

    def collect(item: Any) -> bool:
        if isinstance(item, tuple):
            return all(map(collect, item))
        if item is None:
            item = type(None)
        if hasattr(item, "__args__") and not isinstance(item, type):  # int | str
            return all(map(collect, item.__args__))
        found.append(item)
        return isinstance(item, type)

    return tuple(with_library_classes(found)) if collect(value) else None


# Using it -----------------------------------------------------------------------------------------------------------


def narrow(ctx: AnnotationContext, annotation: Annotation, narrowing: Narrowing) -> Annotation:  # noqa: C901 - one case per kind
    """Return the annotation of a value of which something more is known; IMPOSSIBLE if it contradicts."""
    if type(annotation) is Erroneous:
        return annotation
    if isinstance(annotation, SomeMarked):
        return _narrow_marked(ctx, annotation, narrowing)
    match narrowing.kind:
        case "mark":
            known = mark_of(annotation)
            if known is None and isinstance(annotation, SomeInstance):
                return annotation
            return annotation if known is narrowing.mark else IMPOSSIBLE
        case "not_mark":
            return IMPOSSIBLE if mark_of(annotation) is narrowing.mark else annotation
        case "none":
            return NONE if annotation.can_be_none else IMPOSSIBLE
        case "not_none":
            return without_none(annotation)
        case "nonneg":
            if isinstance(annotation, SomeInteger) and not annotation.nonneg and not annotation.is_constant:
                return replace(annotation, nonneg=True)
            if isinstance(annotation, SomeBig) and not annotation.is_constant:
                return replace(annotation, nonneg=True)
            return annotation
        case "below":
            return _bounded(annotation, narrowing.bits)
        case "instance":
            return _narrow_instance(ctx, annotation, narrowing.classes)
        case "exact":
            return _narrow_exactly(ctx, annotation, narrowing.classes[0])
        case "not_instance":
            return _exclude_instance(ctx, annotation, narrowing.classes)
    raise AssertionError(narrowing.kind)


def _narrow_marked(ctx: AnnotationContext, annotation: SomeMarked, narrowing: Narrowing) -> Annotation:
    """Narrow a value that may be a sentinel."""
    sentinel = ctx.constants.annotation(annotation.mark)
    match narrowing.kind:
        case "mark":
            return sentinel if narrowing.mark is annotation.mark else IMPOSSIBLE
        case "not_mark":
            return annotation.item if narrowing.mark is annotation.mark else annotation
        case "instance" if object in narrowing.classes:
            return annotation
        case "none" | "instance" | "exact":
            return narrow(ctx, annotation.item, narrowing)
        case "not_none" | "not_instance":
            left = narrow(ctx, annotation.item, narrowing)
            return sentinel if left is IMPOSSIBLE else SomeMarked(item=left, mark=annotation.mark)
    return annotation


def _bounded(annotation: Annotation, bits: int) -> Annotation:
    """Return the annotation of an int that is not greater than one of so many bits: a word if it is not negative."""
    if annotation.is_constant or annotation.can_be_none or not is_nonneg(annotation):
        return annotation
    if isinstance(annotation, SomeBig):
        return SomeInteger(nonneg=True, bits=bits)
    if isinstance(annotation, SomeInteger) and annotation.kind == "int" and annotation.bits > bits:
        return replace(annotation, bits=bits)
    return annotation


def _narrow_instance(ctx: AnnotationContext, annotation: Annotation, classes: tuple[type, ...]) -> Annotation:  # noqa: C901 - one case per kind
    if not isinstance(annotation, SomeInstance):
        result: Annotation = IMPOSSIBLE
        if annotation.can_be_none and matches_kind(NONE, classes):
            result = NONE
        rest = without_none(annotation)
        if isinstance(rest, SomeNumber):
            return _numbers_left(rest, classes, True, result is NONE)
        if isinstance(rest, SomeIterable):
            return _members_left(ctx, rest, "instance", classes, result is NONE)
        if rest is not IMPOSSIBLE and matches_kind(rest, classes):
            result = union(ctx, result, rest)
        return result
    result = IMPOSSIBLE
    if annotation.optional and matches_kind(NONE, classes):
        result = NONE
    value = replace(annotation, optional=False)
    for cls in classes:
        if cls is object:
            return annotation
        if not ctx.classes.is_program_class(cls):
            if value.classdef is not None:  # a built-in class that classes of the program derive from
                for found in ctx.classes.family(value.classdef, value.exact):
                    if issubclass(found.description.cls, cls):
                        result = union(ctx, result, SomeInstance(classdef=found))
            continue
        target = ctx.classes.describe(cls).classdef
        if value.classdef is not None and issubclass(value.classdef.description.cls, cls):
            result = union(ctx, result, value)
        elif value.exact:
            continue
        elif value.classdef is None or target.is_subclass(value.classdef):
            result = union(ctx, result, SomeInstance(classdef=target))
        if value.classdef is not None and not issubclass(value.classdef.description.cls, cls):
            # A mixin, or another base, beside the chain: those live classes that inherit from it.
            for found in ctx.classes.family(value.classdef):
                if issubclass(found.description.cls, cls) and not found.is_subclass(target):
                    result = union(ctx, result, SomeInstance(classdef=found))
    return result


def _narrow_exactly(ctx: AnnotationContext, annotation: Annotation, cls: type) -> Annotation:
    """`type(x) is C`."""
    rest = without_none(annotation)
    if isinstance(rest, SomeNumber):
        kinds = [kind for kind in rest.kinds if NUMBER_CLASSES[kind] is cls]
        return number_of(kinds or list(rest.kinds), big=rest.big)
    if not isinstance(rest, SomeInstance) or not ctx.classes.is_program_class(cls):
        return annotation
    target = ctx.classes.describe(cls).classdef
    if rest.classdef is None or target.is_subclass(rest.classdef):
        return SomeInstance(classdef=target, exact=True)
    return annotation


def _exclude_instance(ctx: AnnotationContext, annotation: Annotation, classes: tuple[type, ...]) -> Annotation:
    rest = without_none(annotation)
    none = annotation.can_be_none and not matches_kind(NONE, classes)
    if isinstance(rest, SomeInstance):
        rest = _remaining(ctx, rest, classes)
    elif isinstance(rest, SomeNumber):
        return _numbers_left(rest, classes, False, none)
    elif isinstance(rest, SomeIterable):
        return _members_left(ctx, rest, "not_instance", classes, none)
    elif rest is not IMPOSSIBLE and matches_kind(rest, classes):
        rest = IMPOSSIBLE
    if none:
        return NONE if rest is IMPOSSIBLE else union(ctx, rest, NONE)
    return rest


def _numbers_left(annotation: SomeNumber, classes: tuple[type, ...], inside: bool, none: bool) -> Annotation:
    """Return the number annotation with those kinds that are instances of the classes (or those that are not)."""
    left = [kind for kind in annotation.kinds if issubclass(NUMBER_CLASSES[kind], classes) == inside]
    if not left:
        return NONE if none else IMPOSSIBLE
    return number_of(left, none, annotation.big)


def _members_left(
    ctx: AnnotationContext, annotation: SomeIterable, kind: str, classes: tuple[type, ...], none: bool
) -> Annotation:
    """Return the iterable annotation with what a test leaves of its members."""
    narrowed = [
        _narrow_instance(ctx, member, classes) if kind == "instance" else _exclude_instance(ctx, member, classes)
        for member in annotation.members
    ]
    left = [member for member in narrowed if member is not IMPOSSIBLE]
    if not left:
        return NONE if none else IMPOSSIBLE
    return iterable_of(left, none)


def _remaining(ctx: AnnotationContext, annotation: SomeInstance, classes: tuple[type, ...]) -> Annotation:
    """Return the instance annotation without the classes ruled out."""
    if annotation.classdef is None:
        return annotation
    family = ctx.classes.family(annotation.classdef, annotation.exact)
    remaining = [found for found in family if not issubclass(found.description.cls, classes)]
    if not remaining:
        return IMPOSSIBLE
    if len(remaining) == len(family):
        return annotation
    result: Annotation = IMPOSSIBLE
    for found in remaining:
        result = union(ctx, result, SomeInstance(classdef=found))
    return result


def test_classes(ctx: AnnotationContext, annotation: Annotation, classes: tuple[type, ...]) -> bool | None | Annotation:
    """Return what isinstance says: True or False if it is known, None if not; IMPOSSIBLE if no class is live yet."""
    if isinstance(annotation, SomeInstance):
        if annotation.classdef is None:
            return None
        family = ctx.classes.family(annotation.classdef, annotation.exact)
        if not family:
            return IMPOSSIBLE
        answers = {issubclass(found.description.cls, classes) for found in family}
    else:
        rest = without_none(annotation)
        if isinstance(rest, SomeNumber):
            answers = {issubclass(NUMBER_CLASSES[kind], classes) for kind in rest.kinds}
        elif isinstance(rest, SomeIterable):
            answers = set()
            for member in rest.members:
                answer = test_classes(ctx, member, classes)
                if not isinstance(answer, bool):
                    return None
                answers.add(answer)
        else:
            answers = set() if rest is IMPOSSIBLE else {matches_kind(rest, classes)}
    if annotation.can_be_none:
        answers.add(matches_kind(NONE, classes))
    return answers.pop() if len(answers) == 1 else None


NUMBER_CLASSES: Final[dict[str, type]] = {"bool": bool, "int": int, "float": float}
"""What the kinds of SomeNumber are in Python."""

_KINDS: Final[dict[type[Annotation], type]] = {
    SomeBool: bool,
    SomeInteger: int,
    SomeBig: int,
    SomeFloat: float,
    SomeString: str,
    SomeBytes: bytes,
    SomeByteArray: bytearray,
    SomeNone: type(None),
    SomeSlice: slice,
}


def matches_kind(annotation: Annotation, classes: tuple[type, ...]) -> bool:
    """True if values of this annotation (not an instance) are instances of one of the classes."""
    kind = _KINDS.get(type(annotation))
    if kind is None:
        match annotation:
            case SomeList(frozen=True):
                kind = tuple
            case SomeTuple(cls=cls):
                kind = cls or tuple
            case SomeList():
                kind = list
            case SomeDict(definition=definition):
                kind = dict_class(definition.find().variant)
            case SomeSet(frozen=frozen):
                kind = frozenset if frozen else set
            case SomePBC() | SomeConstantObject() if annotation.is_constant:
                return isinstance(annotation.constant, classes)
            case SomePBC(descriptions=descriptions):
                kind = type if descriptions[0].kind == "class" else type(matches_kind)
            case SomeOptional(item=item):
                return matches_kind(item, classes)
            case _:
                return any(cls is object for cls in classes)
    return issubclass(kind, classes)


def dict_class(variant: str) -> type:
    """Return the Python class of a dict variant."""
    return dict if variant == "dict" else getattr(collections, variant)


# Handing on ---------------------------------------------------------------------------------------------------------


def pass_on(
    annotator: Annotator, info: GraphInfo, block: Block, link: Link, narrowings: Sequence[Narrowing] | None
) -> bool:
    """Hand knowledge and exception classes on to the target of a link; tell whether anything changed."""
    changed = False
    exceptions = annotator.ctx.exceptions
    target = link.target
    single = len(info.entries[target]) == 1
    for value, variable in zip(link.args, target.inputargs, strict=True):
        if not isinstance(value, Variable):
            continue
        if value in exceptions or variable in exceptions or target is info.graph.exceptblock:
            changed |= _pass_exceptions(annotator, value, variable, narrowings)
        if single and value in annotator.knowledge:
            moved = _moved(annotator.knowledge[value], link)
            if annotator.knowledge.get(variable) != moved:
                annotator.knowledge[variable] = moved
                changed = True
    return changed


def _pass_exceptions(
    annotator: Annotator, value: Variable, variable: Variable, narrowings: Sequence[Narrowing] | None
) -> bool:
    classes = annotator.classes_of(value)
    for narrowing in narrowings or ():
        if narrowing.variable is value:
            classes = narrowed_classes(annotator.ctx, classes, narrowing)
    known = annotator.ctx.exceptions.setdefault(variable, {})
    new = [classdef for classdef in classes if classdef not in known]
    for classdef in new:
        known[classdef] = None
    return bool(new)


def narrowed_classes(
    ctx: AnnotationContext, classes: dict[ClassDef, None], narrowing: Narrowing
) -> dict[ClassDef, None]:
    """Return the exception classes that a narrowing leaves."""
    result: dict[ClassDef, None] = {}
    tested = [ctx.classes.exception(cls) for cls in narrowing.classes if issubclass(cls, BaseException)]
    for classdef in classes:
        covered = issubclass(classdef.description.cls, tuple(narrowing.classes))
        if narrowing.kind == "not_instance":
            if not covered:
                result[classdef] = None
        elif narrowing.kind == "instance":
            if covered:
                result[classdef] = None
            else:
                result |= {target: None for target in tested if target.is_subclass(classdef)}
                for cls in narrowing.classes:
                    below = ctx.classes.matching(cls)
                    result |= {found: None for found in below if found.is_subclass(classdef)}
        else:
            result[classdef] = None
    return result


def _moved(knowledge: Knowledge, link: Link) -> Knowledge:
    """Return the knowledge in terms of the variables of the link's target."""

    def move(narrowings: tuple[Narrowing, ...]) -> tuple[Narrowing, ...]:
        found: list[Narrowing] = []
        for narrowing in narrowings:
            for value, variable in zip(link.args, link.target.inputargs, strict=True):
                if value is narrowing.variable:
                    found.append(replace(narrowing, variable=variable))
        return tuple(found)

    return Knowledge(move(knowledge.if_true), move(knowledge.if_false))
