"""Low-level types and prebuilt values on simulated memory: every field and every item takes a word.

A word may hold any host value (a float, a class table); references are addresses.  That is not how C lays objects
out, but collectors only ask `Types`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weft.gc.header import PREBUILT, TRACKED
from weft.gc.simulation.heap import SimulatedRoots
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.types import SimulatedType, SimulatedTypes
from weft.gc.words import WORD
from weft.rtyper.lltype.references import has_references
from weft.rtyper.lltype.types import BOOL, FLOAT, Array, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, StaticVariable, StructValue, TaggedWord


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Where the parts of a type are: offsets in words from the header, items from the first one."""

    type_id: int
    fields: dict[str, tuple[int, LowLevelType]]
    items: int
    """Offset of the first item; 0: none."""
    item_fields: dict[str, tuple[int, LowLevelType]]
    """Of items that are structs."""
    item_type: LowLevelType | None
    item_words: int


@dataclass(slots=True, eq=False)
class Placement:
    """Shapes of types, addresses of prebuilt objects and of static variables."""

    memory: SimulatedMemory
    types: SimulatedTypes
    roots: SimulatedRoots
    _shapes: dict[Struct | Array, Shape] = field(default_factory=dict)
    _addresses: dict[int, tuple[Any, int]] = field(default_factory=dict)
    _statics: dict[StaticVariable, int] = field(default_factory=dict)

    def shape(self, type_: Struct | Array) -> Shape:
        """Return where the parts of objects of a type are."""
        found = self._shapes.get(type_)
        if found is None:
            found = self._shapes[type_] = self._new_shape(type_)
        return found

    def _new_shape(self, type_: Struct | Array) -> Shape:
        named = dict(type_.all_fields()) if isinstance(type_, Struct) else {}
        item = type_.item if isinstance(type_, Array) else type_.tail[1] if type_.tail is not None else None
        first = 1 if item is None else 2  # the number of items follows the header
        fields = {name: (first + index, t) for index, (name, t) in enumerate(named.items())}
        item_fields: dict[str, tuple[int, LowLevelType]] = {}
        if isinstance(item, Struct):
            item_fields = {name: (index, t) for index, (name, t) in enumerate(item.all_fields().items())}
            item_references = tuple(index for index, t in item_fields.values() if t.is_gc_pointer)
        else:
            item_references = (0,) if item is not None and item.is_gc_pointer else ()
        words = 0 if item is None else max(1, len(item_fields))
        references = tuple(offset - 1 for offset, t in fields.values() if t.is_gc_pointer)
        count = len(fields) + first - 1
        number = self.types.add(SimulatedType(str(type_), count, references, words, item_references))
        return Shape(number, fields, 1 + count if words else 0, item_fields, item, words)

    # Values ---------------------------------------------------------------------------------------------------

    def word(self, value: Any, type_: LowLevelType) -> Any:
        """Return what a word holds for a host value of this type."""
        if not type_.is_gc_pointer:
            return 0 if value is None else value
        match value:
            case None:
                return 0
            case TaggedWord():
                return 2 * value.value + 1
            case StructValue() | ArrayValue():
                return self.address(value)
        raise TypeError(f"{value!r} as a word of type {type_}")

    def value(self, word: Any, type_: LowLevelType) -> Any:
        """Return the host value that a word stands for; references stay addresses."""
        if type_ is FLOAT:
            return float(word)
        if type_ is BOOL:
            return bool(word)
        if isinstance(type_, Ptr) and not type_.is_gc_pointer and word == 0:
            return None
        return word

    def address(self, value: StructValue | ArrayValue) -> int:
        """Return where a prebuilt object is, placing it if it is new."""
        known = self._addresses.get(id(value))
        if known is not None:
            return known[1]
        shape = self.shape(value.type)
        items = value.items if isinstance(value, ArrayValue) else value.tail
        words = self.types.fixed_size(shape.type_id) // WORD + shape.item_words * len(items)
        address = self.memory.add_area(WORD * words, f"the prebuilt {value.type}")
        self._addresses[id(value)] = value, address
        self.memory.store(address, shape.type_id | PREBUILT | TRACKED)
        if shape.item_words:
            self.memory.store(address + WORD, len(items))
        if isinstance(value, StructValue):
            for name, (offset, type_) in shape.fields.items():
                self.memory.store(address + WORD * offset, self.word(value.fields[name], type_))
        for index, item in enumerate(items):
            self._place_item(address + WORD * (shape.items + index * shape.item_words), item, shape)
        if has_references(value.type):
            self.roots.prebuilt_objects.append(address)
        return address

    def _place_item(self, address: int, item: Any, shape: Shape) -> None:
        if shape.item_fields:
            for name, (offset, type_) in shape.item_fields.items():
                self.memory.store(address + WORD * offset, self.word(item.fields[name], type_))
        else:
            assert shape.item_type is not None
            self.memory.store(address, self.word(item, shape.item_type))

    def static(self, variable: StaticVariable) -> int:
        """Return the address of a static variable that holds a reference."""
        if variable not in self._statics:
            slot = self._statics[variable] = self.memory.add_area(WORD, f"the variable {variable.name}")
            self.roots.statics.append(slot)
            self.memory.store(slot, self.word(variable.value, variable.type))
        return self._statics[variable]
