"""Annotations of prebuilt objects: whatever import time left behind and reachable code refers to.

Containers and instances are looked into when they are first met; an object keeps its annotation, so cyclic data and
sharing come out right.  Entry point: `Constants.annotation`.
"""

from __future__ import annotations

import collections
import enum
import types
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator import decorated, descriptors, dict_records
from weft.annotator.containers import stored
from weft.annotator.definitions import CellDefinition, DictDefinition, ListDefinition, SetDefinition
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.lattice import (
    BOOL,
    FLOAT,
    IMPOSSIBLE,
    INTEGER,
    NONE,
    NONNEG,
    NOT_CONSTANT,
    Annotation,
    SomeBig,
    SomeBool,
    SomeBuiltinMethod,
    SomeByteArray,
    SomeBytes,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomePBC,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeTuple,
    level,
    tuple_of,
)
from weft.annotator.operator_functions import prebuilt_getter
from weft.annotator.union import union_stored
from weft.rlib import builtin_bases, prebuilt, sentinels
from weft.rlib.intrinsics import ExternalFunction, Intrinsic

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.descriptions import ClassDef

WORD_MIN: Final = -(2**63)
WORD_MAX: Final = 2**63 - 1

_DICT_VARIANTS: Final = {
    dict: "dict",
    collections.defaultdict: "defaultdict",
    collections.OrderedDict: "OrderedDict",
    collections.Counter: "Counter",
}
_UNSTORED_ATTRIBUTES: Final = frozenset({"__objclass__", "_sort_order_", "__weakref__"})


class Constants:
    """Annotations of host objects; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self._known: dict[int, Annotation] = {}
        self._keep: list[Any] = []
        self._methods: dict[types.BuiltinMethodType, types.BuiltinMethodType] = {}
        self.stand_ins: dict[int, Any] = {}
        """By identity of a host object: the object of the library that the program has instead."""
        self.base_values: dict[int, Any] = {}
        """By identity of a prebuilt instance whose class derives from a built-in one: its container or value."""
        self.prebuilt_instances: list[tuple[Any, ClassDef]] = []
        self._cells: dict[int, CellDefinition] = {}

    def annotation(self, value: Any) -> Annotation:
        """Return the annotation of a prebuilt object."""
        kind = type(value)
        if kind is str:
            return SomeString(char=len(value) == 1, constant=value)
        if kind is int:
            return self._integer(value)
        if value is None:
            return NONE
        if kind is bool:
            return SomeBool(constant=value)
        if kind is float:
            return SomeFloat(constant=value)
        if kind is bytes:
            return SomeBytes(constant=value)
        if kind is types.BuiltinMethodType:  # made anew each time that CPython looks up `int.from_bytes`
            value = self._methods.setdefault(value, value)
        found = self._known.get(id(value))
        if found is None:
            self._keep.append(value)
            found = self._make(value)
            self._known[id(value)] = found
        return found

    def _remember(self, value: Any, annotation: Annotation) -> None:
        self._known[id(value)] = annotation

    def _make(self, value: Any) -> Annotation:
        kind = type(value)
        if id(value) in self.stand_ins:  # a dict that holds itself
            return self.annotation(self.stand_ins[id(value)])
        other = prebuilt.stand_in(value, lambda cls: self._clone(cls, value))
        if other is not None:
            self.stand_ins[id(value)] = other
            return self.annotation(other)
        if kind is tuple:
            return tuple_of([self.annotation(item) for item in value])
        if kind is list:
            return self._list(value)
        names = dict_records.names_of_keys(value) if kind is dict else None
        if names in self.ctx.planner.plan.records:
            self.stand_ins[id(value)] = dict_records.prebuilt(self.ctx.generated, names, value)
            return self.annotation(self.stand_ins[id(value)])
        if kind in _DICT_VARIANTS:
            return self._dict(value, names)
        if kind in (set, frozenset):
            return self._set(value)
        if kind is bytearray:
            return SomeByteArray()
        if kind is range:
            return SomeRange(step=value.step, nonneg=len(value) == 0 or min(value[0], value[-1]) >= 0)
        if kind is types.CellType:
            return SomeCell(definition=self.cell(value))
        if kind is slice:
            parts = [self.annotation(part) for part in (value.start, value.stop, value.step)]
            return SomeSlice(start=parts[0], stop=parts[1], step=parts[2], constant=value)
        return self._callable_or_object(value)

    def _clone(self, cls: type, place: Any) -> type:
        """Return the copy of a generic class of the library for a prebuilt object."""
        return self.ctx.classes.clone(self.ctx.classes.describe(cls), id(place)).cls

    def _callable_or_object(self, value: Any) -> Annotation:
        ctx = self.ctx
        if isinstance(value, Intrinsic | ExternalFunction) or ctx.functions.is_bound(value):
            return SomeConstantObject(constant=value)
        if isinstance(value, types.FunctionType):
            function = value
            if decorated.is_context_manager(value):
                function = ctx.generated.context_manager(value.__wrapped__)  # type: ignore[attr-defined]
            return SomePBC(descriptions=(ctx.functions.describe(function),), constant=value)
        stand_in = decorated.replaced(ctx.generated, value) or prebuilt_getter(ctx.generated, value)
        if stand_in is not None:
            return SomePBC(descriptions=(ctx.functions.describe(stand_in),), constant=value)
        if isinstance(value, type):
            if ctx.classes.is_program_class(value):
                return SomePBC(descriptions=(ctx.classes.describe(value),), constant=value)
            return SomeConstantObject(constant=value)
        if isinstance(value, types.MethodType):
            return self._bound_method(value)
        if isinstance(value, types.BuiltinMethodType):
            return self._builtin_method(value)
        if isinstance(value, tuple) and hasattr(value, "_fields") and not ctx.classes.is_linked(type(value)):
            return SomeTuple(items=tuple([self.annotation(item) for item in value]), cls=type(value), constant=value)
        if ctx.classes.is_program_class(type(value)):
            return self._instance(value)
        return SomeConstantObject(constant=value)

    def _builtin_method(self, value: types.BuiltinMethodType) -> Annotation:
        receiver = value.__self__
        if receiver is None or isinstance(receiver, types.ModuleType | type):
            return SomeConstantObject(constant=value)
        bindings = self.ctx.functions.bindings
        if bindings.has_constant_members(receiver):
            return self.annotation(bindings.constant_member(receiver, value.__name__))
        annotation = self.annotation(receiver)
        other = self.stand_ins.get(id(receiver))
        if other is not None:
            self.stand_ins[id(value)] = getattr(other, value.__name__)
            return self.annotation(self.stand_ins[id(value)])
        return SomeBuiltinMethod(receiver=annotation, name=value.__name__, constant=value)

    def _bound_method(self, value: types.MethodType) -> Annotation:
        function = value.__func__
        if not isinstance(function, types.FunctionType):
            return SomeConstantObject(constant=value)
        receiver = self.annotation(value.__self__)
        description = self.ctx.functions.bound(function, receiver, value.__self__)
        return SomePBC(descriptions=(description,), constant=value)

    def cell(self, value: types.CellType) -> CellDefinition:
        """Return the definition of a prebuilt closure's cell."""
        found = self._cells.get(id(value))
        if found is None:
            self._keep.append(value)
            found = self._cells[id(value)] = CellDefinition()
            try:
                found.content = stored(self.annotation(value.cell_contents))
            except ValueError:
                pass
        return found.find()

    # Containers -----------------------------------------------------------------------------------------------------

    def _list(self, value: list[Any]) -> Annotation:
        definition = ListDefinition()
        result = SomeList(definition=definition)
        self._remember(value, result)
        definition.item = self._items(value, definition, "list", "W0102")
        return SomeList(definition=definition.find())

    def _set(self, value: set[Any] | frozenset[Any]) -> Annotation:
        definition = SetDefinition()
        result = SomeSet(definition=definition, frozen=isinstance(value, frozenset))
        definition.item = self._items(value, definition, "set", "W0108")
        return result

    def _dict(self, value: dict[Any, Any], names: tuple[str, ...] | None) -> Annotation:
        definition = DictDefinition(variant=_DICT_VARIANTS[type(value)])
        result = SomeDict(definition=definition)
        self._remember(value, result)
        definition.key = self._items(value.keys(), definition, "dict", "W0103")
        if names is not None:
            definition.names[names] = None
        definition.value = self._items(value.values(), definition, "dict", "W0104")
        factory = getattr(value, "default_factory", None)
        if factory is not None:
            definition.factory = self.annotation(factory)
        return SomeDict(definition=definition.find())

    def _items(self, values: Iterable[Any], definition: Any, kind: str, code: str) -> Annotation:
        """Return the join of the items' annotations; large tables of one primitive type are quick."""
        kinds = set(map(type, values))
        if dict in kinds:
            self._note_dicts(values)
        if len(kinds) == 1:
            quick = self._uniform(next(iter(kinds)), values)
            if quick is not None:
                return quick
        result: Annotation = IMPOSSIBLE
        for item in values:
            annotation = stored(self.annotation(item))
            try:
                result = union_stored(self.ctx, result, annotation)
            except UnionError as error:
                if code == "W0104":
                    self.ctx.planner.values_differ(definition, result, annotation)
                raise RuleError(code, f"a prebuilt {kind} holds both {error.left} and {error.right}") from None
        return result

    def _note_dicts(self, values: Iterable[Any]) -> None:
        """Note dicts with names as keys, which may turn out to be records of one kind."""
        for value in values:
            names = dict_records.names_of_keys(value) if type(value) is dict else None
            if names is not None:
                mixed = dict_records.may_be_mixed_objects(list(value.values()))
                self.ctx.planner.made_with(names, id(value), constant=True, mixed=mixed)

    def _uniform(self, kind: type, values: Iterable[Any]) -> Annotation | None:
        if kind is int:
            low, high = min(values), max(values)
            if low < WORD_MIN or high > WORD_MAX:
                if self.ctx.options.ints == "big":
                    return SomeBig(nonneg=low >= 0)
                integer(low)
                integer(high)
            if self.ctx.options.ints == "big":
                return SomeInteger(nonneg=low >= 0, bits=level(max(low.bit_length(), high.bit_length())) or 63)
            return NONNEG if low >= 0 else INTEGER
        if kind is float:
            return FLOAT
        if kind is bool:
            return BOOL
        if kind is str:
            return SomeString(char=all(len(value) == 1 for value in values))
        return None

    def _integer(self, value: int) -> Annotation:
        if self.ctx.options.ints == "big" and not WORD_MIN <= value <= WORD_MAX:
            return SomeBig(nonneg=value >= 0, constant=value)
        return integer(value)

    # Instances ------------------------------------------------------------------------------------------------------

    def _instance(self, value: Any) -> Annotation:
        ctx = self.ctx
        description = ctx.classes.describe(type(value))
        classdef = description.classdef
        known = type(value) is sentinels.object or descriptors.is_descriptor(ctx.generated, value)
        constant = value if known else NOT_CONSTANT
        result = SomeInstance(classdef=classdef, exact=True, constant=constant)
        self._remember(value, result)
        ctx.classes.mark_instantiated(classdef)
        self.prebuilt_instances.append((value, classdef))
        container = builtin_bases.base_of(type(value))
        if container is not None:
            if container not in builtin_bases.PLAIN:
                raise RuleError("W0401", f"a prebuilt {description.name}, a {container.__name__}, is not supported")
            base_value = self.base_values[id(value)] = builtin_bases.PLAIN[container](value)
            ctx.attributes.store_prebuilt(classdef, "_items_of_base", self.annotation(base_value))
        for name, item in attributes_of(value):
            located = description.lookup(name)
            if located is not None and isinstance(located[1], property):
                raise RuleError(
                    "W0401", f"'{name}' of a prebuilt {description.name} was computed while its module was imported"
                )
            ctx.attributes.store_prebuilt(classdef, name, self.annotation(item))
        return result


def attributes_of(value: Any) -> list[tuple[str, Any]]:
    """Return the instance attributes of a prebuilt object, slots included."""
    found: list[tuple[str, Any]] = []
    for cls in type(value).__mro__:
        for name, member in cls.__dict__.items():
            if isinstance(member, types.MemberDescriptorType) and cls.__module__ != "builtins":
                try:
                    found.append((name, getattr(value, name)))
                except AttributeError:
                    continue
    found.extend(getattr(value, "__dict__", {}).items())
    if isinstance(value, enum.Enum):
        found = [(name, item) for name, item in found if not (name.startswith("__") or name in _UNSTORED_ATTRIBUTES)]
    elif isinstance(value, BaseException):
        args = value.args
        found.append(("_weft_message", str(value) if args else ""))
        if len(args) > 1 or (args and not isinstance(args[0], str)):
            found.append(("_weft_shown", repr(args)))
    return found


def integer(value: int) -> SomeInteger:
    """Return the annotation of an integer constant, which must fit a word."""
    if not WORD_MIN <= value <= WORD_MAX:
        raise RuleError(
            "W0401",
            f"the integer {value} does not fit 64 bits",
            label="needs more than 64 bits",
            help="--ints=big makes integers of any size",
        )
    return SomeInteger(nonneg=value >= 0, constant=value)
