"""Whose death a program can see, and which functions have local variables that may keep such objects alive.

Objects with a finalizer (`__del__`), targets of weak references, and whatever may lead to one of them.  Inference runs
once as ever; `find_kept` says in which functions a value may be one, and those are built again, with operations that
say how long locals keep what they hold (`flowspace/keeping.py`).  Programs with neither have none of it.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Final

from weft.annotator.descriptions import BoundDesc, ClassDef, ClassDesc, FunctionDesc, MethodDesc
from weft.annotator.lattice import (
    Annotation,
    SomeAttributes,
    SomeBuiltinMethod,
    SomeCell,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeMarked,
    SomePBC,
    SomeSet,
    SomeSuper,
    SomeTuple,
)
from weft.annotator.plan import code_of
from weft.flowspace.held import Held, place_of

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo
    from weft.annotator.definitions import Definition

KEEPING: Final = frozenset({"keep", "let_go", "keep_on", "kept_count", "drop_kept"})
"""Operations about what locals keep."""


def has_finalizer(classdef: ClassDef) -> bool:
    """True if the class defines or inherits `__del__`."""
    found = classdef.description.lookup("__del__")
    return found is not None and isinstance(found[1], types.FunctionType)


def find_kept(ctx: AnnotationContext) -> dict[types.CodeType, Held]:
    """Return the functions of the program in which a value matters, with the operations that make one."""
    mortality = Mortality(ctx)
    found: dict[types.CodeType, Held] = {}
    if not mortality.seen:
        return found
    bodies = ctx.environment.bodies
    for info in ctx.infos:
        function = info.description.function
        code = bodies[function] if function in bodies else code_of(info.description)
        if code is None or ctx.functions.is_library(function):
            continue
        held = _held(info, mortality, is_body=function in bodies)
        if held.made or held.arguments:
            held.concerned = True
            if code in found:
                found[code].add(held)
            else:
                found[code] = held
    return found


def _held(info: GraphInfo, mortality: Mortality, is_body: bool) -> Held:
    """Describe a graph; that of a generator's body has the generator itself as its argument."""
    found = Held()
    if not is_body:
        found.arguments.update(a.name for a in info.graph.arguments if mortality.is_seen(a.annotation))
    for block in info.blocks:
        for operation in block.operations:
            if operation.spec.name not in KEEPING and mortality.is_seen(operation.result.annotation):
                found.made.add(place_of(operation))
    return found


class Mortality:
    """Knows of which values it is seen when they die, or what they lead to: `is_seen`."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.seen: dict[ClassDef, None] = dict.fromkeys(ctx.weak_targets)
        """The classes to begin with."""
        for classdef in ctx.classes.classdefs:
            if classdef.instantiated and has_finalizer(classdef):
                self.seen[classdef] = None
        self._known: dict[ClassDef | Definition, bool] = {}

    def is_seen(self, annotation: Annotation | None) -> bool:
        """True if a value may lead to an object whose death is seen."""
        if annotation is None or not self.seen:
            return False
        visited: dict[ClassDef | Definition, None] = {}
        result = self._reaches(annotation, visited)
        if not result:  # nothing on the way leads there
            self._known.update(dict.fromkeys(visited, False))
        return result

    def _reaches(self, annotation: Annotation, visited: dict[ClassDef | Definition, None]) -> bool:
        match annotation:
            case SomeInstance(classdef=None):
                return True
            case SomeInstance(classdef=ClassDef() as classdef):
                return self._class_reaches(classdef, visited)
            case SomeList(definition=items):
                return self._definition_reaches(items.find(), [items.find().item], visited)
            case SomeSet(definition=members):
                return self._definition_reaches(members.find(), [members.find().item], visited)
            case SomeDict(definition=definition):
                found = definition.find()
                return self._definition_reaches(found, [found.key, found.value, found.factory], visited)
            case SomeCell(definition=cell):
                return self._definition_reaches(cell.find(), [cell.find().content], visited)
            case SomeTuple(items=parts) | SomeIterable(members=parts):
                return any(self._reaches(part, visited) for part in parts)
            case SomeIterator(container=part) | SomeDictView(container=part) | SomeMarked(item=part):
                return self._reaches(part, visited)
            case SomeBuiltinMethod(receiver=part) | SomeAttributes(receiver=part) | SomeSuper(receiver=part):
                return self._reaches(part, visited)
            case SomePBC(descriptions=descriptions):
                return any(self._callable_reaches(description, visited) for description in descriptions)
        return False

    def _definition_reaches(self, definition: Definition, parts: list[Annotation | None],
                            visited: dict[ClassDef | Definition, None]) -> bool:  # fmt: skip
        if definition in visited or definition in self._known:
            return self._known.get(definition, False)
        visited[definition] = None
        result = any(part is not None and self._reaches(part, visited) for part in parts)
        if result:
            self._known[definition] = True
        return result

    def _class_reaches(self, classdef: ClassDef, visited: dict[ClassDef | Definition, None]) -> bool:
        if classdef in visited or classdef in self._known:
            return self._known.get(classdef, False)
        visited[classdef] = None
        result = any(member in self.seen for member in (*classdef.all_subclasses(), *classdef.mro()))
        if not result:
            annotations = [a.annotation for each in classdef.mro() for a in each.attributes.values()]
            result = any(self._reaches(a, visited) for a in annotations) or any(
                self._class_reaches(subclass, visited) for subclass in classdef.subclasses
            )
        if result:
            self._known[classdef] = True
        return result

    def _callable_reaches(self, description: object, visited: dict[ClassDef | Definition, None]) -> bool:
        match description:
            case ClassDesc():
                return False
            case FunctionDesc():
                cells = [*description.cells, *description.runtime_defaults]
                return any(self._reaches(SomeCell(definition=cell), visited) for cell in cells)
            case MethodDesc():
                return self._class_reaches(description.self_class, visited)
            case BoundDesc():
                return self._reaches(description.receiver, visited)
        return True
