"""`e.args` of exceptions that are made of anything but one str.

What such exceptions are made of is noted at every call of a constructor of the program (`note`).  A read of `e.args`
waits until everything else is annotated; then (`decide`) it gets a type from what exceptions of that class, and those
derived from it, are made of: a tuple if all are made alike, or at least all those that the variables on the left of
`a, b = e.args` can take; a tuple of unknown length if all arguments have one type; else a tuple of str.  Only then do
constructors keep the arguments.  At run time an exception that is made of something else raises NotImplementedError.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.descriptions import ClassDef, FunctionDesc
from weft.annotator.lattice import IMPOSSIBLE, Annotation, SomeInstance, SomeString, SomeTuple
from weft.annotator.rules.star_calls import unpacked
from weft.annotator.signatures import Argument
from weft.annotator.specialization import key_of
from weft.flowspace.graph import Block, Operation
from weft.rlib import exceptions as library

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_CONSTRUCTORS: Final = (library.exception_init, library.key_error_init)


@dataclass(slots=True)
class Shape:
    """What exceptions of a class are made of at some calls."""

    number: int
    classdef: ClassDef
    items: SomeTuple
    blocks: dict[Block, None] = field(default_factory=dict)
    """Where they are made."""
    kept: bool = False
    """The arguments are kept for `e.args`."""

    @property
    def key(self) -> tuple[Hashable, ...]:
        """The types of the arguments."""
        return tuple([key_of(item) for item in self.items.items])

    @property
    def is_text(self) -> bool:
        """True if the text that the exception has is enough: no arguments, or one str."""
        items = self.items.items
        return not items or (len(items) == 1 and _is_text(items[0]))


@dataclass(slots=True)
class Reading:
    """A type for a read of `e.args`, and the exceptions that it fits."""

    shapes: list[Shape]
    fixed: int = -1
    """The number of items; -1: it is not known, and text may be there as well."""
    with_text: bool = False
    """Exceptions made of a text, or of nothing, fit too."""
    text: Any = None
    """The function of the library for exceptions that do not keep their arguments, if it is not the usual one."""
    unpacked: bool = False
    """Those with another number of items raise ValueError."""


class ExceptionArguments:
    """All exceptions that the program makes, and all reads of their arguments; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self.keepers: set[Any] = set()
        """Generated functions that call constructors of the library for the program."""
        self._shapes: dict[tuple[ClassDef, tuple[Hashable, ...]], Shape] = {}
        self._numbers: dict[tuple[Hashable, ...], int] = {}
        self._pending: dict[int, tuple[Operation, Block, ClassDef]] = {}
        self._readings: dict[int, Reading] = {}

    def note(self, function: FunctionDesc, arguments: list[Argument]) -> FunctionDesc:
        """Note a call of a constructor; return what is to be called: it may have to keep the arguments."""
        ctx = self.ctx
        if function.function not in _CONSTRUCTORS or ctx.graph_info is None or len(arguments) != 2:
            return function
        caller = ctx.graph_info.description.function
        if ctx.functions.is_library(caller) and caller not in self.keepers:
            return function
        receiver, items = arguments[0].annotation, arguments[1].annotation
        if not isinstance(receiver, SomeInstance) or receiver.classdef is None or not isinstance(items, SomeTuple):
            return function
        shape = Shape(0, receiver.classdef, items)
        found = self._shapes.setdefault((receiver.classdef, shape.key), shape)
        found.number = self._numbers.setdefault(shape.key, len(self._numbers) + 1)
        assert ctx.block is not None
        found.blocks[ctx.block] = None
        if not found.kept:
            return function
        return ctx.functions.describe(ctx.generated.keeping_init(function.function, found.number))

    def read(self, operation: Operation, owner: SomeInstance, text: Any) -> Annotation:
        """Return the annotation of `e.args`; `text`: the function that makes a tuple of str of it."""
        assert owner.classdef is not None and self.ctx.block is not None
        reading = self._readings.get(id(operation))
        if reading is None:
            self._pending[id(operation)] = (operation, self.ctx.block, owner.classdef)
            return IMPOSSIBLE
        cases = tuple([(shape.classdef.description.cls, shape.number) for shape in reading.shapes])
        generated = self.ctx.generated
        if reading.text is not None:
            function = reading.text
        elif reading.fixed < 0:
            function = generated.exception_args(cases, text if reading.with_text else None)
        else:
            function = generated.fixed_exception_args(cases, reading.fixed if reading.unpacked else -1)
        return self.ctx.call.delegate(function, [operation.args[0]], [owner])

    def decide(self) -> bool:
        """Give types to the reads that wait; False if there are none."""
        pending, self._pending = self._pending, {}
        for number, (operation, block, classdef) in pending.items():
            reading = self._readings[number] = self._reading(operation, block, classdef)
            for shape in reading.shapes:
                if not shape.kept:
                    shape.kept = True
                    self.ctx.schedule_all(shape.blocks)
            self.ctx.schedule(block)
        return bool(pending)

    def _reading(self, operation: Operation, block: Block, classdef: ClassDef) -> Reading:
        shapes = self._shapes_of(classdef)
        others = [shape for shape in shapes if not shape.is_text]
        count = unpacked(block, operation.result)
        if count == 2 and issubclass(classdef.description.cls, OSError):
            return Reading([], count, text=library.os_error_args)
        fitting = [shape for shape in others if len(shape.items.items) == count]
        if fitting and _all_alike(fitting):
            return Reading(fitting, count, unpacked=True)
        texts = [shape for shape in others if all(map(_is_text, shape.items.items))]
        if len(texts) == len(others):
            return Reading(others, with_text=True)
        if len(others) == len(shapes):
            if _all_alike(others):
                return Reading(others, len(others[0].items.items))
            if len({key for shape in others for key in shape.key}) == 1:
                return Reading(others)
        return Reading(texts, with_text=True)

    def _shapes_of(self, classdef: ClassDef) -> list[Shape]:
        """Return what exceptions of a class may be made of; constructors of its bases that it calls count, too."""
        mine = [c for c in classdef.mro() if not _is_builtin(c)] + classdef.all_subclasses() + [classdef]
        return [shape for shape in self._shapes.values() if shape.classdef in mine]


def _is_builtin(classdef: ClassDef) -> bool:
    return classdef.description.cls.__module__ == "builtins"


def _is_text(item: Annotation) -> bool:
    return isinstance(item, SomeString) and not item.optional


def _all_alike(shapes: list[Shape]) -> bool:
    return len({shape.key for shape in shapes}) == 1
