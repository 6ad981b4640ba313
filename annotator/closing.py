"""Which functions can hold generators that have to be closed when they are dropped, and what they do with them.

Inference runs once without any counting of references.  If the program has a generator for which closing can be
observed (a `yield` inside of `try` or `with`), `find_held` says in which functions a value may be one, or a generator
that holds one; those are built again, counting (`flowspace/closing.py`), and inference starts again.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.bindings import is_library_module
from weft.annotator.call_sites import ArgumentSource, CallSite, DictOf, Operand, TupleOf
from weft.annotator.descriptions import ClassDef, FunctionDesc
from weft.annotator.keeping import KEEPING
from weft.annotator.lattice import Annotation, SomeConstantObject, SomeInstance, SomeIterable
from weft.annotator.plan import code_of
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import Graph, Operation, Value
from weft.flowspace.held import Held, place_of
from weft.rlib.generator_methods import Generator
from weft.rlib.iterable_kinds import as_member, is_member

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo

_HARMLESS: Final = frozenset({"iter", "next", "is_", "bool", "not_", "getattr", "send_into", "throw_into", "unpack",
                              "unpack_star", "contains", "format_value"})  # fmt: skip
"""Operations that keep nothing, unless they are calls that do."""
_ASSIGNMENTS: Final = frozenset({"global_set", "global_clear"})
_COUNTING: Final = frozenset({"acquire", "release", "hold", "defer", *KEEPING, "forget_attribute"})
_HARMLESS_BUILTINS: Final = (isinstance, issubclass, id, type, callable, hash, len, repr, str, print, bool,
                               as_member, is_member)  # fmt: skip
_METHODS: Final = "weft.rlib.generator_methods"
_GENERATED: Final = "weft.rlib.generated"
_TRANSPARENT: Final = frozenset({"send_into", "throw_into", "on_members", "on_classes"})
"""Generated functions that pass on what they get, as the methods of generators do, or count references themselves."""


def find_held(ctx: AnnotationContext) -> dict[types.CodeType, Held]:
    """Return the functions that can hold such a generator."""
    environment = ctx.environment
    if not environment.guarded:
        return {}
    finder = _Finder(ctx)
    found: dict[types.CodeType, Held] = {}
    for variable, state in ctx.globals.items():
        if finder.counts(state.annotation):
            environment.owning[variable] = None
    may_drop = bool(environment.closing or environment.owning)
    for info in ctx.infos:
        code = _counting_code(environment, info.description)
        if code is not None and finder.is_concerned(info):
            held = finder.held(info, is_body=info.description.function in environment.bodies)
            may_drop = may_drop or finder.may_drop(info)
            if code in found:
                found[code].add(held)
            else:
                found[code] = held
    if not may_drop:
        return {}
    environment.concerned |= finder.generators_of_program()
    return found


def _counting_code(environment: FlowEnvironment, description: FunctionDesc) -> types.CodeType | None:
    """Return the code to be built again for a graph; None if it never counts references."""
    function: Any = description.function
    if function in environment.bodies:
        return environment.bodies[function]
    if isinstance(function, types.FunctionType):
        if function.__module__ == _METHODS and function.__name__ != "__iter__":
            return None
        if function.__module__ == _GENERATED and function.__name__ in _TRANSPARENT:
            return None
    return code_of(description)


def is_generator_object(annotation: Annotation) -> bool:
    """True for what can only be a generator object (or None)."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
        return False
    members = annotation.classdef.all_subclasses()
    return all(member.description.is_group or issubclass(member.description.cls, Generator) for member in members)


def may_be_generator(annotation: Annotation) -> bool:
    """True for what may be a generator object, among other things."""
    if isinstance(annotation, SomeIterable):
        return any(map(may_be_generator, annotation.members))
    return bool(generator_classes(annotation))


def generator_classes(annotation: Annotation) -> list[type]:
    """Return the classes of the generators that an instance may be."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
        return []
    classes = [member.description.cls for member in annotation.classdef.all_subclasses()]
    return [cls for cls in classes if issubclass(cls, Generator) and cls is not Generator]


class _Finder:
    """Knows the classes of the generators to close."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self._concerned: dict[ClassDef, None] = {}
        bodies, guarded = ctx.environment.bodies, ctx.environment.guarded
        generators = [c for c in ctx.classes.classdefs if not c.description.is_group and c.description.cls in bodies]
        for classdef in generators:
            if bodies[classdef.description.cls] in guarded:
                self._concerned[classdef] = None
        grows = bool(self._concerned)
        while grows:
            grows = False
            for classdef in generators:
                if classdef not in self._concerned and self._holds_one(classdef):
                    self._concerned[classdef] = None
                    grows = True

    def generators_of_program(self) -> set[types.CodeType]:
        """Return the generator functions of the program among those concerned."""
        bodies = self.ctx.environment.bodies
        classes = [c.description.cls for c in self._concerned]
        return {bodies[cls] for cls in classes if not is_library_module(cls.__module__)}

    def _holds_one(self, classdef: ClassDef) -> bool:
        """True for a generator among whose variables is one to be closed, or that meets one."""
        for ancestor in classdef.mro():
            if ancestor.description.is_group and any(member in self._concerned for member in ancestor.all_subclasses()):
                return True
            if any(self.counts(attribute.annotation) for attribute in ancestor.attributes.values()):
                return True
        return False

    def counts(self, annotation: Annotation | None) -> bool:
        """True for what may be a generator to be closed."""
        if isinstance(annotation, SomeIterable):
            return any(map(self.counts, annotation.members))
        if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
            return False
        return any(member in self._concerned for member in annotation.classdef.all_subclasses())

    def is_concerned(self, info: GraphInfo) -> bool:
        """True if some value in a graph counts."""
        if any(self.counts(variable.annotation) for variable in _variables(info.graph)):
            return True
        owning = self.ctx.environment.owning
        return bool(owning) and any(
            operation.spec.name in _ASSIGNMENTS and operation.statics[0] in owning
            for block in info.blocks
            for operation in block.operations
        )

    def held(self, info: GraphInfo, is_body: bool) -> Held:
        """Describe a graph; that of a generator's body has the generator itself as its argument."""
        found = Held(concerned=True)
        if not is_body:
            found.arguments.update(a.name for a in info.graph.arguments if self.counts(a.annotation))
        for block in info.blocks:
            for operation in block.operations:
                if operation.spec.name in _COUNTING:
                    continue
                site = self.ctx.calls.get(id(operation))
                if self.counts(operation.result.annotation):
                    found.made.add(place_of(operation))
                    if site is None or site.wrap or any(target.graph is None for target in site.targets):
                        found.borrowed.add(place_of(operation))
                if any(self.counts(self._annotation(value)) for value in operation.args):
                    if self._keeps(operation, site):
                        found.kept.add(place_of(operation))
        return found

    def may_drop(self, info: GraphInfo) -> bool:
        """True unless a graph stores or returns, at once, every generator it gets from calls.

        The managers of `contextlib.contextmanager` are all that most programs with a guarded `yield` have.
        """
        for block in info.blocks:
            kept = {value for link in block.exits if link.target is info.graph.returnblock for value in link.args}
            for operation in block.operations:
                site = self.ctx.calls.get(id(operation))
                if self._keeps(operation, site) or self._stores_arguments(site):
                    kept.update(operation.args)
            for operation in block.operations:
                if self.counts(operation.result.annotation) and operation.result not in kept:
                    if self.ctx.calls.get(id(operation)) is not None:
                        return True
        return False

    def _stores_arguments(self, site: CallSite | None) -> bool:
        """True for a call that makes an object, which stores what it gets."""
        targets = [] if site is None else site.targets
        stored = [t.graph is not None and t.new_class is not None and self._stores(t.graph) for t in targets]
        return bool(stored) and all(stored)

    def _stores(self, graph: Graph) -> bool:
        counted = {argument for argument in graph.arguments if self.counts(argument.annotation)}
        kept: set[Value] = set()
        for operation in graph.startblock.operations:
            if operation.spec.name == "setattr":
                kept.update(operation.args[2:])
        return counted <= kept

    def _annotation(self, value: Value) -> Annotation | None:
        return getattr(value, "annotation", None)

    def _keeps(self, operation: Operation, site: CallSite | None) -> bool:
        if site is None:
            if operation.spec.name in ("call", "call_shape"):
                callee = self.ctx.annotation(operation.args[0])
                value = callee.constant if isinstance(callee, SomeConstantObject) else None
                return value not in _HARMLESS_BUILTINS
            return operation.spec.name not in _HARMLESS
        for target in site.targets:
            function = target.function
            if target.graph is None or (function is not None and function.name in ("send", "send_value")):
                return True
            if any(self._collects(site, source) for source in target.sources):
                return True
        return False

    def _collects(self, site: CallSite, source: ArgumentSource) -> bool:
        """True for an argument that is a new tuple or dict with a generator in it."""
        match source:
            case TupleOf(items=items):
                return any(self._collects(site, item) or self._is_counted(site, item) for item in items)
            case DictOf(items=pairs):
                return any(self._collects(site, item) or self._is_counted(site, item) for _, item in pairs)
        return False

    def _is_counted(self, site: CallSite, source: ArgumentSource) -> bool:
        return not isinstance(source, Operand) or self.counts(self._annotation(site.operands[source.index]))


def _variables(graph: Graph) -> list[Any]:
    found: list[Any] = []
    for block in graph.blocks():
        found.extend(block.inputargs)
        found.extend(operation.result for operation in block.operations)
    return found
