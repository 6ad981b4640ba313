"""Matching the arguments of a call with the parameters of a function.

`arguments_of` reads the operands of a call operation; `match` gives every parameter its annotation and its source
(`call_sites.ArgumentSource`), or raises W0301 (missing), W0302 (too many), W0303 (unknown keyword, or twice).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weft.annotator.call_sites import ArgumentSource, Captured, DictOf, Fixed, ItemOf, Operand, TupleOf
from weft.annotator.definitions import DictDefinition
from weft.annotator.descriptions import FunctionDesc, RuntimeDefault, Signature
from weft.annotator.errors import RuleError, did_you_mean
from weft.annotator.keyword_records import fields_of, is_record, record_class
from weft.annotator.lattice import Annotation, SomeDict, SomeList, SomeString, SomeTuple, tuple_of
from weft.flowspace.diagnostics import Note
from weft.flowspace.operations import CallShape

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext


@dataclass(frozen=True, slots=True)
class Argument:
    """A value passed: its annotation and where it comes from."""

    annotation: Annotation
    source: ArgumentSource


@dataclass(slots=True)
class Arguments:
    """The arguments of a call; a `*` tuple is spread already."""

    positional: list[Argument] = field(default_factory=list)
    keywords: dict[str, Argument] = field(default_factory=dict)
    star: Argument | None = None
    """A `*` operand whose length is not known."""
    star_star: Argument | None = None

    def with_first(self, argument: Argument) -> Arguments:
        """Return the same arguments after one more: the receiver of a method."""
        return Arguments([argument, *self.positional], self.keywords, self.star, self.star_star)

    def annotations(self) -> list[Annotation]:
        """Return the annotations of the positional arguments."""
        return [argument.annotation for argument in self.positional]


def arguments_of(shape: CallShape | None, annotations: Sequence[Annotation]) -> Arguments:
    """Return the arguments of a call whose operands (after the callee, which has index 0) have these annotations."""
    operands = [Argument(annotation, Operand(index)) for index, annotation in enumerate(annotations)]
    if shape is None:
        return Arguments(operands)
    result = Arguments(operands[: shape.positional])
    index = shape.positional
    for name in shape.keywords:
        result.keywords[name] = operands[index]
        index += 1
    if shape.star:
        star = operands[index]
        if isinstance(star.annotation, SomeTuple) and not star.annotation.optional:
            items = enumerate(star.annotation.items)
            result.positional += [Argument(item, ItemOf(index, position)) for position, item in items]
        else:
            result.star = star
        index += 1
    if shape.star_star:
        collected = operands[index].annotation
        if is_record(collected):
            assert isinstance(collected, SomeTuple)
            for position, (name, item) in enumerate(zip(fields_of(collected), collected.items, strict=True)):
                if name in result.keywords:
                    raise RuleError("W0303", f"the call gets two values for argument '{name}'", label=f"'{name}' again")
                result.keywords[name] = Argument(item, ItemOf(index, position))
        else:
            result.star_star = operands[index]
    return result


def match(ctx: AnnotationContext, function: FunctionDesc, arguments: Arguments, skip: int = 0) -> list[Argument]:
    """Return one argument per parameter; `skip`: leading positional ones that the user did not write (self)."""
    signature = function.signature
    spread = exact_star(signature, arguments, 0)
    if arguments.star is not None and spread is None:
        raise RuleError(
            "W0401",
            f"the number of arguments in '*{arguments.star.annotation}' is not known at translation time",
            label=str(arguments.star.annotation),
            help="pass a tuple, or the items one by one",
        )
    if arguments.star_star is not None:
        raise RuleError("W0401", "the keywords in '**' are not known at translation time", label="** of a dict")
    given = arguments.positional
    count = len(signature.positional)
    found: dict[str, Argument] = dict(zip(signature.positional, given, strict=False))
    extra = given[count:]
    if extra and signature.star is None:
        raise _too_many(function, len(given) - skip, skip)
    unknown: dict[str, Argument] = {}
    keyword_names = signature.positional[signature.positional_only :] + signature.keyword_only
    for name, argument in arguments.keywords.items():
        if name in keyword_names:
            if name in found:
                raise RuleError(
                    "W0303",
                    f"{_name(function)}() gets two values for argument '{name}'",
                    notes=[definition_note(function)],
                    label=f"'{name}' again",
                )
            found[name] = argument
        elif signature.star_star is not None:
            unknown[name] = argument
        else:
            raise RuleError(
                "W0303",
                f"{_name(function)}() has no argument '{name}'",
                label=f"unknown keyword '{name}'",
                notes=[definition_note(function)],
                help=did_you_mean(name, keyword_names),
            )
    _fill_defaults(ctx, function, found)
    result = [found[name] for name in signature.positional + signature.keyword_only]
    if spread is not None:
        result.append(spread)
    elif signature.star is not None:
        result.append(Argument(tuple_of([a.annotation for a in extra]), TupleOf(tuple([a.source for a in extra]))))
    if signature.star_star is not None:
        collect = _keyword_record if ctx.functions.keeps_records(function) else _keyword_dict
        result.append(collect(ctx, unknown))
    return result


def exact_star(signature: Signature, arguments: Arguments, bound: int) -> Argument | None:
    """Return the argument of `*` if it is just what a `*args` parameter gets: a tuple of unknown length.

    `bound`: leading parameters that are not among the arguments (self).
    """
    star = arguments.star
    if star is None or signature.star is None:
        return None
    if len(arguments.positional) + bound != len(signature.positional):
        return None
    annotation = star.annotation
    return star if isinstance(annotation, SomeList) and annotation.frozen and not annotation.optional else None


def _fill_defaults(ctx: AnnotationContext, function: FunctionDesc, found: dict[str, Argument]) -> None:
    signature = function.signature
    defaults = dict(signature.keyword_defaults)
    if signature.defaults:
        defaults |= zip(signature.positional[-len(signature.defaults) :], signature.defaults, strict=True)
    missing: list[str] = []
    for name in signature.positional + signature.keyword_only:
        if name in found:
            continue
        if name not in defaults:
            missing.append(name)
            continue
        default = defaults[name]
        if isinstance(default, RuntimeDefault):
            definition = function.runtime_defaults[default.index].find()
            ctx.containers.read(definition)
            found[name] = Argument(definition.content, Captured(default.index, default=True))
        else:
            found[name] = Argument(ctx.constants.annotation(default), Fixed(default))
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        plural = "arguments" if len(missing) > 1 else "argument"
        raise RuleError(
            "W0301",
            f"{_name(function)}() misses {plural} {names}",
            label=f"{names} not given",
            notes=[definition_note(function)],
        )


def _keyword_record(ctx: AnnotationContext, unknown: dict[str, Argument]) -> Argument:
    cls = record_class(ctx.generated, tuple(unknown))
    items = tuple([argument.annotation for argument in unknown.values()])
    return Argument(SomeTuple(items=items, cls=cls), TupleOf(tuple([argument.source for argument in unknown.values()])))


def _keyword_dict(ctx: AnnotationContext, unknown: dict[str, Argument]) -> Argument:
    definition = ctx.definition(("keywords",), DictDefinition).find()
    for argument in unknown.values():
        ctx.containers.grow_key(definition, SomeString())
        ctx.containers.grow_value(definition, argument.annotation)
    items = tuple([(name, argument.source) for name, argument in unknown.items()])
    return Argument(SomeDict(definition=definition.find()), DictOf(items))


def _too_many(function: FunctionDesc, given: int, skip: int) -> RuleError:
    signature = function.signature
    most = len(signature.positional) - skip
    takes = f"{most or 'no'} argument{'' if most == 1 else 's'}"
    if signature.defaults:
        takes = f"{most - len(signature.defaults)} to {takes}"
    return RuleError(
        "W0302",
        f"{_name(function)}() takes {takes}, but {given} {'is' if given == 1 else 'are'} given",
        label=f"{given} argument{'' if given == 1 else 's'}",
        notes=[definition_note(function)],
    )


def _name(function: FunctionDesc) -> str:
    """Return the function's name as tracebacks show it."""
    name = getattr(function.function, "__qualname__", None) or getattr(function.function, "qualname", function.name)
    return str(name)


def definition_note(function: FunctionDesc) -> Note:
    """Return the note that shows where a function is defined."""
    parameters = ", ".join(function.signature.names)
    return Note(f"it is defined as {function.name}({parameters})", function.span)
