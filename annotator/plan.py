"""What is specialised automatically: functions of the program that get several copies, classes that get several.

Inference starts with an empty `Plan`.  Where two types meet that have no common type, the way they came is looked at:
a function called with both, or a class whose attributes hold both, is *wanted*.  If inference ends with errors and
something is wanted, it starts again with those in the plan (`search.annotate_program`), a bounded number of times;
a program that needs nothing of it pays nothing.  How copies are chosen is in `copies.py`.

Where copies do not help, and iterables of different kinds have met, inference starts once more with a plan that lets
them (`meeting.py`).
"""

from __future__ import annotations

import abc
import enum
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from weft.annotator.lattice import (
    Annotation,
    SomeConstantObject,
    SomeDict,
    SomeInstance,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeNumber,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
    same,
    without_none,
)
from weft.annotator.linked_tuples import linked_classes
from weft.flowspace.graph import TEMPORARY, Block, Constant, Variable
from weft.flowspace.split_merges import place_of
from weft.flowspace.unrolled_loops import GENERATOR_EXPRESSION
from weft.rlib.generator_methods import Generator

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo
    from weft.annotator.definitions import Definition, DictDefinition
    from weft.annotator.descriptions import ClassDef, FunctionDesc
    from weft.flowspace.diagnostics import SourceSpan
    from weft.flowspace.graph import Operation

MOST_ROUNDS: Final = 8
"""How often inference starts again."""

MOST_ITEMS: Final = 64
"""Loops over longer tuples are not unrolled."""


@dataclass(slots=True)
class Plan:
    """Functions, by their code, and classes to specialise; both in order of discovery."""

    functions: dict[types.CodeType, None] = field(default_factory=dict)
    classes: dict[type, None] = field(default_factory=dict)
    loops: dict[SourceSpan, int] = field(default_factory=dict)
    """Loops over tuples to unroll, and the length of the longest tuple (`flowspace/unrolled_loops.py`)."""
    linked: dict[type, None] = field(default_factory=dict)
    """Classes of named tuples that contain themselves (`linked_tuples.py`)."""
    meeting: bool = False
    """Iterables of different kinds may be in one variable."""
    shadowed: dict[tuple[type, str], None] = field(default_factory=dict)
    """Class attributes that are assigned in the class and in its instances (`descriptors.py`)."""
    records: dict[tuple[str, ...], None] = field(default_factory=dict)
    """Keys of the dicts that are kept as records (`dict_records.py`)."""
    plain_dicts: bool = False
    """No dicts are kept as records: those that were did not help."""
    sums: dict[SourceSpan, None] = field(default_factory=dict)
    """Calls of `sum` with instances, which have another type than the 0 of no items."""
    merges: dict[SourceSpan, None] = field(default_factory=dict)
    """Where the branches of conditional expressions have different types (`flowspace/split_merges.py`)."""

    def extended(self, wanted: Wanted) -> Plan | None:
        """Return the plan with what is wanted beside it; None if that is nothing new."""
        functions, classes = wanted.functions, wanted.classes
        shadowed = self.shadowed | wanted.shadowed
        if len(shadowed) > len(self.shadowed):
            return replace(self, shadowed=shadowed)
        loops = {span: count for span, count in wanted.loops.items() if count > self.loops.get(span, 0)}
        records = {} if self.plain_dicts else self.records | wanted.records
        more = bool(functions.keys() - self.functions.keys() or classes.keys() - self.classes.keys())
        merges, sums = self.merges | wanted.merges, self.sums | wanted.sums
        more |= len(records) > len(self.records) or len(merges) > len(self.merges) or len(sums) > len(self.sums)
        more |= bool(wanted.linked.keys() - self.linked.keys())
        if not (more or loops):
            functions, classes = wanted.perhaps, {}
            loops = {span: count for span, count in wanted.loops_perhaps.items() if count > self.loops.get(span, 0)}
            if not (functions.keys() - self.functions.keys() or loops):
                return None
        return replace(
            self,
            functions=self.functions | functions,
            classes=self.classes | classes,
            loops=self.loops | loops,
            records=records,
            sums=sums,
            merges=merges,
            linked=self.linked | wanted.linked,
        )


@dataclass(slots=True)
class Wanted:
    """What one run of inference would like to be specialised."""

    functions: dict[types.CodeType, None] = field(default_factory=dict)
    classes: dict[type, None] = field(default_factory=dict)
    perhaps: dict[types.CodeType, None] = field(default_factory=dict)
    """Functions whose arguments have a common type, but one that may be too general for what is done with them."""
    linked: dict[type, None] = field(default_factory=dict)
    loops: dict[SourceSpan, int] = field(default_factory=dict)
    loops_perhaps: dict[SourceSpan, int] = field(default_factory=dict)
    """Loops whose items have a common type, but one that may be too general for what is done with them."""
    meeting: bool = False
    """Iterables of different kinds have met, and were kept apart."""
    shadowed: dict[tuple[type, str], None] = field(default_factory=dict)
    records: dict[tuple[str, ...], None] = field(default_factory=dict)
    sums: dict[SourceSpan, None] = field(default_factory=dict)
    merges: dict[SourceSpan, None] = field(default_factory=dict)


class Planner:
    """Collects what is wanted; one per context."""

    def __init__(self, ctx: AnnotationContext, plan: Plan) -> None:
        self.ctx = ctx
        self.plan = plan
        self.wanted = Wanted()
        self.makers: dict[tuple[str, ...], set[int]] = {}
        """Where dicts with these keys are made; 0 stands for all others that a display with computed values makes."""
        self.mixed: dict[tuple[str, ...], None] = {}
        """Keys of dicts that are made with values of different types, as far as is known there."""

    def arguments_differ(self, info: GraphInfo, annotations: list[Annotation]) -> None:
        """Two calls of a function pass types without a common type."""
        if info.is_library:
            return
        if info.description.name == "__init__":
            found = annotations[len(info.description.cells)]
            if isinstance(found, SomeInstance) and found.classdef is not None:
                if self._want_class(_defining_class(found.classdef.description.cls, info.description)):
                    return
        self._want_function(info.description)
        operation = self.ctx.operation
        if operation is not None and operation.spec.name in ("call", "call_shape"):
            callee = self.ctx.annotation(operation.args[0])
            if isinstance(callee, SomePBC) and len(callee.descriptions) > 1:
                # Functions for different types have come together: perhaps in an object's list of handlers.
                self.container_differs()

    def tuples_without_end(self, items: Sequence[Annotation]) -> None:
        """Tuples are put into a tuple that lie very deep in each other already."""
        for item in items:
            self.wanted.linked.update(dict.fromkeys(linked_classes(item)))

    def loop_differs(self, items: SomeTuple) -> None:
        """The items that the current operation takes from a tuple, one after the other, have no common type."""
        info, operation = self.ctx.graph_info, self.ctx.operation
        if info is None or operation is None:
            return
        for other in [operation, *self._iterations(info)]:
            found = self._tuple_of_loop(other)
            if found is not None and found == items:
                _want_loop(self.wanted.loops, other, items)

    def _iterations(self, info: GraphInfo) -> Iterator[Operation]:
        """Yield the operations of a graph that may begin loops."""
        for block in info.graph.blocks():
            for operation in block.operations:
                if operation.name in ("iter", "next", "call"):
                    yield operation

    def _tuple_of_loop(self, operation: Operation) -> SomeTuple | None:
        """Return the tuple that a loop which begins with an operation, or a call of zip, goes through."""
        ctx = self.ctx
        found: Annotation | None = None
        if operation.name == "iter":
            found = without_none(ctx.annotation(operation.args[0]))
        elif operation.name == "next" and operation.span is not None:
            iterator = ctx.annotation(operation.args[0])
            if operation.span.function == GENERATOR_EXPRESSION and isinstance(iterator, SomeIterator):
                found = iterator.container
        elif operation.name == "call" and isinstance(operation.args[0], Constant):
            if operation.args[0].value in (enumerate, zip, reversed):
                tuples = [ctx.annotation(arg) for arg in operation.args[1:]]
                differing = [items for items in tuples if isinstance(items, SomeTuple) and _items_differ(items)]
                found = differing[0] if differing else None
        return found if isinstance(found, SomeTuple) else None

    def _want_loops_around_errors(self) -> None:
        """Want the loops over tuples of different items that stand in functions with errors."""
        errors = self.ctx.errors.found
        for info in self.ctx.infos:
            if not any(id(operation) in errors for block in info.blocks for operation in block.operations):
                continue
            by_name = any(_uses_name(operation) and id(operation) in errors for _, operation in info.graph.operations())
            for operation in self._iterations(info):
                items = self._tuple_of_loop(operation)
                if items is not None and (_items_differ(items) or (by_name and _are_names(items))):
                    _want_loop(self.wanted.loops_perhaps, operation, items)

    def branches_differ(self, target: Block, variable: Variable) -> None:
        """A value has different types on the ways that lead to a block."""
        place = place_of(target)
        if variable.name == TEMPORARY and place is not None:
            self.wanted.merges[place] = None

    def sum_differs(self, info: GraphInfo) -> None:
        """The graph of `sum` has results of different types: an int, and what its items are."""
        for block in info.callers:
            for operation in block.operations:
                site = self.ctx.calls.get(id(operation))
                if site is not None and any(target.graph is info.graph for target in site.targets):
                    if operation.span is not None:
                        self.wanted.sums[operation.span] = None

    def may_meet(self) -> bool:
        """Tell if iterables of different kinds may meet, as two do here."""
        self.wanted.meeting = True
        return self.plan.meeting

    def made_with(self, names: tuple[str, ...], place: int, constant: bool, mixed: bool) -> None:
        """A dict with these keys is made; `constant`: its values are known; `mixed`: their types may differ."""
        self.makers.setdefault(names, set()).add(place)
        if not constant:
            self.makers[names].add(0)
        if mixed:
            self.mixed[names] = None

    def values_differ(self, definition: DictDefinition, *values: Annotation) -> None:
        """The values of a dict have no common type: perhaps it is a record, unless they hold what is to be one."""
        if not any(self._holds_record(value, 3) for value in values):
            records = [names for names in definition.find().names if names in self.mixed]
            self.wanted.records.update(dict.fromkeys(records))

    def _holds_record(self, annotation: Annotation, depth: int) -> bool:
        """True for dicts that shall be records, and containers of such."""
        match annotation:
            case SomeDict(definition=definition) if depth:
                found = definition.find()
                if any(names in self.wanted.records for names in found.names):
                    return True
                return self._holds_record(found.value, depth - 1)
            case SomeList(definition=definition) if depth:
                return self._holds_record(definition.find().item, depth - 1)
            case SomeTuple(items=items) if depth:
                return any(self._holds_record(item, depth - 1) for item in items)
        return False

    def _want_function(self, description: FunctionDesc) -> None:
        """A nested function has copies only together with the one around it."""
        found: FunctionDesc | None = description
        while found is not None:
            code = code_of(found)
            if code is not None:
                self.wanted.functions[code] = None
            found = self.ctx.functions.enclosing(found)

    def arguments_widen(self, info: GraphInfo, old: Annotation, annotation: Annotation, new: Annotation) -> None:
        """Two calls of a function pass types whose common type is one that less can be done with."""
        if info.is_library or not _is_wider(old, annotation, new):
            return
        code = code_of(info.description)
        if code is not None:
            self.wanted.perhaps[code] = None

    def attribute_shadowed(self, cls: type, name: str) -> None:
        """An attribute that a class body has is assigned in the class and in its instances."""
        self.wanted.shadowed[cls, name] = None

    def attribute_differs(self, classdef: ClassDef) -> None:
        """An attribute of a class is given types without a common type."""
        if not classdef.description.is_group:
            self._want_class(classdef.description.cls)

    def results_differ(self) -> None:
        """What the current operation may call returns types without a common type: perhaps an argument said what."""
        info = self._user_graph()
        if info is not None:
            if code_of(info.description) in self.plan.functions:  # that did not help
                self._want_class_around(info)
            self._want_function(info.description)

    def _user_graph(self) -> GraphInfo | None:
        """Return the graph of the program that is being annotated, directly or through the library."""
        info = self.ctx.graph_info
        seen: set[int] = set()
        while info is not None and info.is_library and info.first_call is not None and info.number not in seen:
            seen.add(info.number)
            info = info.first_call[0]
        return None if info is None or info.is_library else info

    def container_differs(self, definition: Definition | None = None) -> None:
        """A container of the current graph is given types without a common type: perhaps it is a class's own."""
        info = self._user_graph()
        if info is None:
            return
        enclosing = self.ctx.functions.enclosing(info.description)
        if enclosing is not None:
            self._want_function(enclosing)
        self._want_class_around(info)
        if definition is not None:
            self._want_owners(definition.find())

    def _want_owners(self, definition: Definition) -> None:
        """Want the classes that have the container in an attribute."""
        for classdef in list(self.ctx.classes.classdefs):
            if classdef.description.is_group:
                continue
            for attribute in classdef.attributes.values():
                found = getattr(attribute.annotation, "definition", None)
                if found is not None and found.find() is definition:
                    self._want_class(classdef.description.cls)

    def _want_class_around(self, info: GraphInfo) -> None:
        """Want the class whose method a graph is."""
        arguments = info.graph.arguments[len(info.description.cells) :]
        if arguments and arguments[0].name == "self" and isinstance(arguments[0].annotation, SomeInstance):
            classdef = arguments[0].annotation.classdef
            if classdef is not None and not classdef.description.is_group:
                self._want_class(_defining_class(classdef.description.cls, info.description))

    def _want_class(self, cls: type) -> bool:
        cls = self.ctx.classes.original(cls)
        if not can_be_copied(cls):
            return False
        self.wanted.classes[cls] = None
        return True

    def finish(self) -> Wanted:
        """Return what is wanted, now that inference has ended with errors.

        A class whose attributes hold several copies of another class has to have copies as well: a list of ints is
        made of nodes for ints only.
        """
        if self.plan.classes:
            for classdef in list(self.ctx.classes.classdefs):
                if classdef.description.is_group:
                    continue
                if any(self._holds_copies(attribute.annotation, 3) for attribute in classdef.attributes.values()):
                    self._want_class(classdef.description.cls)
        self._want_loops_around_errors()
        # One dict of its kind with known values is no record, but a mistake.
        records = [names for names in self.wanted.records if len(self.makers.get(names, ())) > 1]
        self.wanted.records = dict.fromkeys(records)
        return self.wanted

    def _holds_copies(self, annotation: Annotation, depth: int) -> bool:
        """True for instances of several copies of one class, and containers of such."""
        match annotation:
            case SomeInstance(classdef=classdef) if classdef is not None and classdef.description.is_group:
                copies = [c for c in classdef.all_subclasses() if self.ctx.classes.is_copy(c.description.cls)]
                return len(copies) > 1
            case SomeList(definition=definition) | SomeSet(definition=definition) if depth:
                return self._holds_copies(definition.find().item, depth - 1)
            case SomeDict(definition=definition) if depth:
                return self._holds_copies(definition.find().value, depth - 1)
            case SomeTuple(items=items) if depth:
                return any(self._holds_copies(item, depth - 1) for item in items)
        return False


def _items_differ(items: SomeTuple) -> bool:
    return any(_differ(items.items[0], item) for item in items.items[1:])


def _differ(x: Annotation, y: Annotation) -> bool:
    """True for different types: callables and classes are what they are, numbers and texts are not."""
    if isinstance(x, SomeTuple) and isinstance(y, SomeTuple):
        return len(x.items) != len(y.items) or any(map(_differ, x.items, y.items))
    return x != y or (isinstance(x, SomeConstantObject) and not same(x, y))


def _uses_name(operation: Operation) -> bool:
    """True for `getattr(x, name)` and its like."""
    callee = operation.args[0] if operation.name == "call" else None
    return isinstance(callee, Constant) and callee.value in (getattr, setattr, hasattr, delattr)


def _are_names(items: SomeTuple) -> bool:
    """True for strings, and tuples with such."""
    return any(isinstance(item, SomeString) or isinstance(item, SomeTuple) and _are_names(item) for item in items.items)


def _want_loop(wanted: dict[SourceSpan, int], operation: Operation, items: SomeTuple) -> None:
    if operation.span is not None and len(items.items) <= MOST_ITEMS:
        wanted[operation.span] = max(wanted.get(operation.span, 0), len(items.items))


def _is_wider(old: Annotation, annotation: Annotation, new: Annotation) -> bool:
    if isinstance(new, SomeNumber):
        return not isinstance(old, SomeNumber) and not isinstance(annotation, SomeNumber)
    if isinstance(new, SomeIterable):
        return not isinstance(old, SomeIterable) and not isinstance(annotation, SomeIterable)
    if isinstance(new, SomeInstance) and isinstance(old, SomeInstance) and isinstance(annotation, SomeInstance):
        group = new.classdef
        return group is None or (group.description.is_group and old.classdef is not annotation.classdef)
    return False


def _defining_class(cls: type, description: FunctionDesc) -> type:
    """Return the class of an MRO in whose body a method stands."""
    found = [base for base in cls.__mro__ if description.function in vars(base).values()]
    return found[-1] if found else cls


def code_of(description: FunctionDesc) -> types.CodeType | None:
    """Return the code object of a function, by which it is known from one run of inference to the next."""
    function = description.function
    code = getattr(function, "code", None) or getattr(function, "__code__", None)
    return code if isinstance(code, types.CodeType) else None


def can_be_copied(cls: type) -> bool:
    """True for classes of the program that may have copies: making a subclass of them has no effects."""
    if issubclass(cls, BaseException | enum.Enum | Generator) or type(cls) not in (type, abc.ABCMeta):
        return False
    if cls.__module__ in ("builtins", "enum") or cls.__module__.startswith("weft."):
        return False
    own = [base for base in cls.__mro__ if base is not object and base.__module__ != "typing"]
    return not any("__init_subclass__" in vars(base) for base in own)


def summary(ctx: AnnotationContext) -> list[str]:
    """Return a line per specialised function and class: what was copied, and how often."""
    lines: list[str] = []
    counts: dict[str, int] = {}
    for info in ctx.infos:
        if code_of(info.description) in ctx.planner.plan.functions:
            counts[info.description.name] = counts.get(info.description.name, 0) + 1
    lines.extend(f"function {name}: {count} copies" for name, count in counts.items() if count > 1)
    classes: dict[str, int] = {}
    for clone in ctx.classes.copies():
        classes[clone.name] = classes.get(clone.name, 0) + 1
    lines.extend(f"class {name}: {count} copies" for name, count in classes.items() if count > 1)
    return lines
