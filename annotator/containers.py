"""Growth and merging of container definitions, with the errors for items of two types.

Everything stored into a list, dict, set, cell or static variable goes through here; whatever has read from it is
scheduled again when its annotation changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from weft.annotator.definitions import CellDefinition, Definition, DictDefinition, ListDefinition, SetDefinition
from weft.annotator.errors import RuleError, UnionError, article
from weft.annotator.lattice import (
    ERRONEOUS,
    IMPOSSIBLE,
    NOT_CONSTANT,
    Annotation,
    SomeBig,
    SomeBool,
    SomeBytes,
    SomeDict,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeSet,
    SomeString,
    SomeTuple,
    same,
    without_constant,
)
from weft.annotator.union import union, union_all, union_stored
from weft.flowspace.diagnostics import Note, SourceSpan

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

D = TypeVar("D", bound=Definition)


def stored(annotation: Annotation) -> Annotation:
    """Return what is kept of an annotation when the value is stored: its kind, not its value."""
    match annotation:
        case SomeTuple(items=items):
            kept = tuple([stored(item) for item in items])
            if annotation.constant is NOT_CONSTANT and all(a is b for a, b in zip(items, kept, strict=True)):
                return annotation
            return replace(annotation, items=kept, constant=NOT_CONSTANT)
        case SomeInteger() | SomeBig() | SomeFloat() | SomeBool() | SomeString() | SomeBytes():
            return without_constant(annotation)
        case _:
            return annotation


@dataclass(frozen=True, slots=True)
class Conflict:
    """How to report that a container would hold two types: code, kind, "is put into it", " as keys"."""

    code: str
    kind: str
    what: str
    role: str = ""


class Containers:
    """Operations on definitions; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx

    # Definitions of operations --------------------------------------------------------------------------------------

    def new_list(self) -> ListDefinition:
        """Return the list definition of the current operation."""
        return self.ctx.definition("list", ListDefinition)

    def new_dict(self) -> DictDefinition:
        """Return the dict definition of the current operation."""
        return self.ctx.definition("dict", DictDefinition)

    def new_set(self) -> SetDefinition:
        """Return the set definition of the current operation."""
        return self.ctx.definition("set", SetDefinition)

    def read(self, definition: Definition) -> None:
        """Note that the current block depends on the definition."""
        block = self.ctx.block
        if block is not None:
            definition.readers[block] = None

    def list_of(self, item: Annotation) -> SomeList:
        """Return a list, made by the current operation, that holds `item`."""
        definition = self.new_list().find()
        if item is not IMPOSSIBLE:
            self.grow_list(definition, item)
        return SomeList(definition=definition.find())

    def tuple_of(self, item: Annotation) -> SomeList:
        """Return a tuple of unknown length, made by the current operation, that holds `item`."""
        return replace(self.list_of(item), frozen=True)

    def set_of(self, item: Annotation, frozen: bool = False) -> SomeSet:
        """Return a set, made by the current operation, that holds `item`."""
        definition = self.new_set().find()
        if item is not IMPOSSIBLE:
            self.grow_set(definition, item)
        return SomeSet(definition=definition.find(), frozen=frozen)

    # Growth ---------------------------------------------------------------------------------------------------------

    def grow_list(self, definition: ListDefinition, item: Annotation) -> None:
        """Let the list hold items of this annotation too."""
        definition = definition.find()
        item = stored(item)
        if not same(definition.item, item):
            self._grow(definition, "item", item, Conflict("W0102", "list", "is put into it"))

    def tuples_of_any_length(self, left: SomeTuple, right: SomeTuple | SomeList) -> SomeList:
        """Join tuples of different lengths to one of unknown length; UnionError if their items differ in type."""
        if left.cls is not None or (isinstance(right, SomeList) and not right.frozen):
            raise UnionError(left, right)
        ctx = self.ctx
        try:
            item = stored(union_all(ctx, left.items))
            if isinstance(right, SomeTuple):
                definition = ListDefinition(item=union(ctx, item, stored(union_all(ctx, right.items))))
            else:
                definition = right.definition.find()
                item = union(ctx, definition.item, item)
                definition = definition.find()
                if not same(item, definition.item):
                    definition.item = item
                    self.changed(definition)
        except UnionError:
            raise UnionError(left, right, "lengths") from None
        return SomeList(definition=definition, optional=left.optional or right.optional, frozen=True)

    def grow_set(self, definition: SetDefinition, item: Annotation) -> None:
        """Let the set hold items of this annotation too."""
        definition = definition.find()
        item = stored(item)
        if isinstance(item, SomeInstance | SomeTuple):
            self.ctx.library.need_hash(item)
        if not same(definition.item, item):
            self.ctx.check_hashable(item, "set")
            self._grow(definition, "item", item, Conflict("W0108", "set", "is put into it"))

    def grow_key(self, definition: DictDefinition, key: Annotation) -> None:
        """Let the dict have keys of this annotation too."""
        definition = definition.find()
        key = stored(key)
        if isinstance(key, SomeInstance | SomeTuple):
            self.ctx.library.need_hash(key)
        if not same(definition.key, key):
            self.ctx.check_hashable(key, "dict")
            self._grow(definition, "key", key, Conflict("W0103", "dict", "is used as a key", " as keys"))

    def grow_value(self, definition: DictDefinition, value: Annotation) -> None:
        """Let the dict have values of this annotation too."""
        definition = definition.find()
        value = stored(value)
        if not same(definition.value, value):
            self._grow(definition, "value", value, Conflict("W0104", "dict", "is stored as a value", " as values"))

    def grow_cell(self, definition: CellDefinition, content: Annotation) -> None:
        """Let the captured variable hold this too."""
        definition = definition.find()
        content = stored(content)
        if not same(definition.content, content):
            self._grow(definition, "content", content, Conflict("W0101", "", "is assigned to it"))

    def _grow(self, definition: Any, slot: str, value: Annotation, conflict: Conflict) -> None:
        """Join a value into one of the annotations of a definition."""
        old: Annotation = getattr(definition, slot)
        try:
            new = union_stored(self.ctx, old, value)
        except UnionError as error:
            self.ctx.planner.container_differs(definition)
            if slot == "value":
                self.ctx.planner.values_differ(definition, old, value)
            raised = self._mixed(definition, conflict, error, old, value, getattr(definition, f"{slot}_origin"))
            # Whatever reads from it from now on is silent.
            setattr(definition, slot, ERRONEOUS)
            self.changed(definition)
            raise raised from None
        definition = definition.find()
        if not same(new, old):
            if old is IMPOSSIBLE:
                setattr(definition, f"{slot}_origin", self.ctx.span)
            setattr(definition, slot, new)
            self.changed(definition)

    def resize(self, definition: ListDefinition) -> None:
        """Note that an operation changes the length of the list."""
        definition = definition.find()
        definition.resized = True
        definition.mutated = True

    def mutate(self, definition: ListDefinition) -> None:
        """Note that an operation stores into the list."""
        definition.find().mutated = True

    def changed(self, definition: Definition) -> None:
        """Schedule everything that has read from the definition."""
        self.ctx.schedule_all(definition.readers)

    def _mixed(
        self,
        definition: Any,
        conflict: Conflict,
        error: UnionError,
        old: Annotation,
        new: Annotation,
        origin: SourceSpan | None,
    ) -> RuleError:
        if isinstance(definition, CellDefinition):
            message = f"variable '{definition.name}' is {old}, and {article(str(new))} {conflict.what}"
            return RuleError(conflict.code, message, label=str(new), notes=[origin_note(origin, old)])
        notes: list[Note] = []
        if definition.span is not None and definition.span != origin:
            notes.append(
                Note(f"the {conflict.kind} was made at {short(definition.span)}", definition.span, conflict.kind)
            )
        notes.append(origin_note(origin, old))
        message = f"this {conflict.kind} holds {old}{conflict.role}, and {article(str(new))} {conflict.what}"
        if error.reason == "lengths":
            message = f"this {conflict.kind} holds tuples of different lengths: {old} and {new}"
        return RuleError(conflict.code, message, label=str(new), notes=notes)

    # Merging --------------------------------------------------------------------------------------------------------

    def merge_lists(self, left: ListDefinition, right: ListDefinition) -> ListDefinition:
        """Make one definition of two."""
        left, right = left.find(), right.find()
        if left is right:
            return left
        old = left.item, right.item
        self._forward(left, right)
        left.resized |= right.resized
        left.mutated |= right.mutated
        left.item_origin = left.item_origin or right.item_origin
        new = union_stored(self.ctx, *old)
        left = left.find()  # joining the items may have merged it with a third
        left.item = union_stored(self.ctx, left.item, new)
        self._merged(left, right, same(left.item, old[0]), same(left.item, old[1]))
        return left.find()

    def merge_sets(self, left: SetDefinition, right: SetDefinition) -> SetDefinition:
        """Make one definition of two."""
        left, right = left.find(), right.find()
        if left is right:
            return left
        old = left.item, right.item
        self._forward(left, right)
        left.item_origin = left.item_origin or right.item_origin
        new = union_stored(self.ctx, *old)
        left = left.find()  # joining the items may have merged it with a third
        left.item = union_stored(self.ctx, left.item, new)
        self._merged(left, right, same(left.item, old[0]), same(left.item, old[1]))
        return left.find()

    def merge_dicts(self, left: DictDefinition, right: DictDefinition) -> DictDefinition:
        """Make one definition of two; only dicts of one variant can merge."""
        left, right = left.find(), right.find()
        if left is right:
            return left
        keys = left.key, right.key
        values = left.value, right.value
        if left.variant != right.variant:
            raise UnionError(SomeDict(definition=left), SomeDict(definition=right))
        self._forward(left, right)
        left.key_origin = left.key_origin or right.key_origin
        left.value_origin = left.value_origin or right.value_origin
        left.names |= right.names
        key = union_stored(self.ctx, *keys)
        try:
            value = union_stored(self.ctx, *values)
        except UnionError:
            self.ctx.planner.values_differ(left, *values)
            raise
        left = left.find()
        left.key = union_stored(self.ctx, left.key, key)
        left.value = union_stored(self.ctx, left.value, value)
        if right.factory is not None:
            left.factory = right.factory if left.factory is None else union(self.ctx, left.factory, right.factory)
        self._merged(
            left,
            right,
            same(left.key, keys[0]) and same(left.value, values[0]),
            same(left.key, keys[1]) and same(left.value, values[1]),
        )
        return left.find()

    def merge_cells(self, left: CellDefinition, right: CellDefinition) -> CellDefinition:
        """Make one definition of two."""
        left, right = left.find(), right.find()
        if left is right:
            return left
        old = left.content, right.content
        self._forward(left, right)
        left.content_origin = left.content_origin or right.content_origin
        new = union_stored(self.ctx, *old)
        left = left.find()
        left.content = union_stored(self.ctx, left.content, new)
        self._merged(left, right, same(left.content, old[0]), same(left.content, old[1]))
        return left.find()

    @staticmethod
    def _forward(left: D, right: D) -> None:
        # Forwarded first, so that a container that holds itself comes to an end.
        right.forwarded = left
        left.span = left.span or right.span

    def _merged(self, left: Definition, right: Definition, left_same: bool, right_same: bool) -> None:
        if not left_same:
            self.ctx.schedule_all(left.readers)
        if not right_same:
            self.ctx.schedule_all(right.readers)
        left.readers.update(right.readers)


def origin_note(span: SourceSpan | None, annotation: Annotation) -> Note:
    """Return the note that shows where the other type comes from."""
    return Note(f"{annotation} comes from here", span, str(annotation))


def short(span: SourceSpan) -> str:
    """Return file:line of a span, without folders."""
    return f"{span.filename.rpartition('/')[2]}:{span.line}"
