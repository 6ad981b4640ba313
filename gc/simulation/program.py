"""Runs a program with its collector woven in on simulated memory, both as graphs: `SimulatedProgram(...).run()`.

After the GC transformer, the operations on collected objects are replaced by ones that know addresses (`_ON_OBJECTS`);
the low-level interpreter does the rest.  An object that a root was not kept for is found dead at its next use.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, Final

from weft.flowspace.graph import Constant, Operation
from weft.gc.collectors.refcount.counts import CANDIDATE, LEAF, ONE, UNCOUNTED
from weft.gc.collectors.weak_links import TARGET
from weft.gc.header import PREBUILT, TRACKED, TYPE_MASK
from weft.gc.simulation.errors import MemoryMistake
from weft.gc.simulation.heap import SimulatedLog, SimulatedRoots, SimulatedSettings
from weft.gc.simulation.inspection import SimulatedInspection
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.placement import Placement, Shape
from weft.gc.simulation.types import SimulatedTypes
from weft.gc.words import WORD, Settings
from weft.rtyper.llinterp import Interpreter
from weft.rtyper.lltype.ops.spec import OpSpec
from weft.rtyper.lltype.types import EXCEPTION, LowLevelType, Ptr
from weft.rtyper.lltype.values import StaticVariable
from weft.rtyper.program import Program

Evaluate = Callable[[Any, Sequence[Any], Sequence[Any]], Any]


class SimulatedInterpreter(Interpreter):
    """The pending exception is a static variable on simulated memory."""

    def __init__(self, program: Program, simulation: SimulatedProgram) -> None:
        self._simulation = simulation
        self._pending = simulation.placement.static(StaticVariable("pending", Ptr(EXCEPTION), None))
        super().__init__(program)

    @property
    def simulation(self) -> SimulatedProgram:
        """See `Machine`."""
        return self._simulation

    @property
    def pending(self) -> Any:
        """The address of the pending exception, or None."""
        return self._simulation.memory.load(self._pending) or None

    @pending.setter
    def pending(self, value: Any) -> None:
        self._simulation.memory.store(self._pending, value or 0)


class SimulatedProgram:
    """A program that a `FrameworkManager` was woven into; it cannot be used otherwise afterwards."""

    def __init__(
        self, program: Program, settings: Settings | None = None, memory: SimulatedMemory | None = None
    ) -> None:
        self.program = program
        self.memory = memory or SimulatedMemory()
        self.types = SimulatedTypes()
        self.roots = SimulatedRoots(self.memory)
        self.settings = settings or SimulatedSettings()
        self.log = SimulatedLog()
        self.inspection = SimulatedInspection(self.memory, self.types)
        self.placement = Placement(self.memory, self.types, self.roots)
        for graph in dict.fromkeys(program.graphs()):
            for block in graph.blocks():
                block.operations = [self._replaced(operation) for operation in block.operations]
                for link in block.exits:
                    link.args = [self._constant(arg) for arg in link.args]
        self.interpreter = SimulatedInterpreter(program, self)

    def run(self, arguments: Sequence[Any] = ()) -> Any:
        """Start the collector and run the entry; a `LowLevelException` holds the address of the exception."""
        if not self.interpreter.run(self.program.collector["start"], [None]):
            raise MemoryError("at the start")
        result = self.interpreter.run(self.program.entry, arguments)
        if self.roots.top != self.roots.base:
            raise AssertionError("the shadow stack is not empty at the end")
        return result

    def _constant(self, value: Any) -> Any:
        if isinstance(value, Constant) and value.type.is_gc_pointer and not isinstance(value.value, int):
            return Constant(self.placement.word(value.value, value.type), value.type)
        return value

    def _replaced(self, operation: Operation) -> Operation:
        name = operation.name
        make = _ON_OBJECTS.get(name)
        operation.args = [self._constant(arg) for arg in operation.args]
        if name in ("static_get", "static_set"):
            if not operation.statics[0].type.is_gc_pointer:
                return operation
        elif name in _FIRST_IS_OBJECT and not operation.args[0].type.is_gc_pointer:
            return self._read_from_table(operation) if operation.result.type.is_gc_pointer else operation
        if make is None:
            return operation
        spec: OpSpec = operation.spec
        evaluate = make(self, operation)
        operation.spec = dataclasses.replace(spec, name="simulated_" + name, fold=None, run=evaluate)
        return operation

    def _read_from_table(self, operation: Operation) -> Operation:
        """Let an operation that reads a prebuilt object from static data, such as a class table, find its address."""
        read, type_ = operation.spec.run, operation.result.type

        def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
            found = read(machine, statics, operands)
            return found if found is None else self.placement.word(found, type_)

        operation.spec = dataclasses.replace(operation.spec, name="simulated_" + operation.name, run=run)
        return operation


def _target(operation: Operation) -> Any:
    pointer = operation.args[0].type
    assert isinstance(pointer, Ptr)
    return pointer.to


def _reading(program: SimulatedProgram, type_: LowLevelType, place: Callable[[Sequence[Any]], int]) -> Evaluate:
    load, value = program.memory.load, program.placement.value
    return lambda machine, statics, operands: value(load(place(operands)), type_)


def _writing(program: SimulatedProgram, place: Callable[[Sequence[Any]], int]) -> Evaluate:
    store = program.memory.store

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        store(place(operands), 0 if operands[-1] is None else operands[-1])

    return run


def _field(program: SimulatedProgram, operation: Operation) -> Callable[[Sequence[Any]], int]:
    shape = program.placement.shape(_target(operation))
    name = operation.statics[0]
    offset = WORD * (shape.fields[name][0] if name in shape.fields else 1)
    return lambda operands: operands[0] + offset


def _item(program: SimulatedProgram, operation: Operation) -> Callable[[Sequence[Any]], int]:
    shape = program.placement.shape(_target(operation))
    inner = shape.item_fields[operation.statics[0]][0] if operation.statics else 0
    start, step, load = WORD * (shape.items + inner), WORD * shape.item_words, program.memory.load

    def place(operands: Sequence[Any]) -> int:
        if not 0 <= operands[1] < load(operands[0] + WORD):
            raise IndexError(f"item {operands[1]} of {load(operands[0] + WORD)}")
        return int(operands[0] + start + step * operands[1])

    return place


def _get(place: Any) -> Any:
    return lambda program, operation: _reading(program, operation.result.type, place(program, operation))


def _set(place: Any) -> Any:
    return lambda program, operation: _writing(program, place(program, operation))


def _size(program: SimulatedProgram, operation: Operation) -> Evaluate:
    return lambda machine, statics, operands: program.memory.load(operands[0] + WORD)


def _items(program: SimulatedProgram, shape: Shape, operands: Sequence[Any], which: int) -> tuple[int, int]:
    """Return the address and the size in bytes of the items a copy reads (0) or writes (1)."""
    start, count = operands[2 + which], operands[4]
    length = program.memory.load(operands[which] + WORD)
    if count < 0 or start < 0 or start + count > length:
        raise IndexError(f"items {start} to {start + count} of {length}")
    step = WORD * shape.item_words
    return operands[which] + WORD * shape.items + step * start, step * count


def _loaded(program: SimulatedProgram, address: int, size: int) -> list[Any]:
    return [program.memory.load(address + offset) for offset in range(0, size, WORD)]


def _copy(program: SimulatedProgram, operation: Operation) -> Evaluate:
    shapes = [program.placement.shape(arg.type.to) for arg in operation.args[:2]]

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        source, size = _items(program, shapes[0], operands, 0)
        target, _ = _items(program, shapes[1], operands, 1)
        for index, word in enumerate(_loaded(program, source, size)):
            program.memory.store(target + WORD * index, word)

    return run


def _fill(program: SimulatedProgram, operation: Operation) -> Evaluate:
    shape = program.placement.shape(_target(operation))

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        container, start, count, value = operands
        address, size = _items(program, shape, (container, container, start, start, count), 1)
        for offset in range(0, size, WORD):
            program.memory.store(address + offset, 0 if value is None else value)

    return run


def _compare(program: SimulatedProgram, operation: Operation) -> Evaluate:
    shapes = [program.placement.shape(arg.type.to) for arg in operation.args[:2]]

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> int:
        x, y = (_loaded(program, *_items(program, shapes[i], operands, i)) for i in (0, 1))
        return int(x > y) - int(x < y)

    return run


def _wide(program: SimulatedProgram, operation: Operation) -> Evaluate:
    """The i-th group of four items of a tail, read or written as one number."""
    start = WORD * program.placement.shape(_target(operation)).items

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> int | None:
        address = operands[0] + start + 4 * WORD * operands[1]
        if len(operands) == 2:
            return int.from_bytes(bytes(_loaded(program, address, 4 * WORD)), "little")
        for index, byte in enumerate(operands[2].to_bytes(4, "little")):
            program.memory.store(address + WORD * index, byte)
        return None

    return run


def _new(program: SimulatedProgram, operation: Operation) -> Evaluate:
    """The quick allocation: 0 if there is no room, or if everything shall go the slow way."""
    type_id = program.placement.shape(operation.statics[0]).type_id
    memory, types = program.memory, program.types

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> int:
        length = operands[0] if operands else 0
        size = types.fixed_size(type_id) + types.item_size(type_id) * length
        address = memory.free()
        if length < 0 or program.settings.stress() or memory.limit() - address < size:
            return 0
        memory.set_free(address + size)
        memory.clear(address, size)
        memory.store(address, type_id)
        if operands:
            memory.store(address + WORD, length)
        return address

    return run


def _barrier(program: SimulatedProgram, operation: Operation) -> Evaluate:
    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        if program.memory.load(operands[0]) & TRACKED:
            machine.call(program.program.collector["remember"], [None, operands[0]])

    return run


def _barrier_item(program: SimulatedProgram, operation: Operation) -> Evaluate:
    shape = program.placement.shape(_target(operation))
    field = operation.statics[0]
    start = WORD * (shape.items + (shape.item_fields[field][0] if field else 0))

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        if program.memory.load(operands[0]) & TRACKED:
            slot = operands[0] + start + WORD * shape.item_words * operands[1]
            machine.call(program.program.collector["remember_item"], [None, operands[0], slot])

    return run


def _of_collector(name: str) -> Any:
    """Of operations that are calls of a function of the collector."""

    def make(program: SimulatedProgram, operation: Operation) -> Evaluate:
        return lambda machine, statics, operands: machine.call(program.program.collector[name], [None, *operands])

    return make


def _raw_instance(program: SimulatedProgram, operation: Operation) -> Evaluate:
    struct, has_roots = operation.statics
    type_id = program.placement.shape(struct).type_id
    size, references = program.types.fixed_size(type_id), program.types.references(type_id)
    slots = [WORD * i for i in range(size // WORD) if has_roots and references >> i & 1]

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> int:
        address = program.memory.reserve(size)
        program.memory.store(address, type_id | PREBUILT)
        program.roots.statics += [address + slot for slot in slots]
        return address

    return run


def _raw_instance_free(program: SimulatedProgram, statics: Sequence[Any], address: int) -> None:
    """What held references becomes null; the memory stays, as nobody else gets it."""
    size = program.types.fixed_size(program.memory.load(address) & TYPE_MASK)
    for slot in range(address, address + size, WORD):
        if slot in program.roots.statics:
            program.roots.statics.remove(slot)


def _count_up(program: SimulatedProgram, operation: Operation) -> Evaluate:
    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        address = operands[0]
        if address and address & 1 == 0:
            header = program.memory.load(address)
            if header & UNCOUNTED == 0:
                program.memory.store(address, header + ONE)

    return run


def _count_up_by(program: SimulatedProgram, operation: Operation) -> Evaluate:
    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        address, number = operands
        if address and address & 1 == 0:
            header = program.memory.load(address)
            if header & UNCOUNTED == 0:
                program.memory.store(address, header + min(number, (1 << 62) // ONE - header // ONE) * ONE)

    return run


def _count_down(program: SimulatedProgram, operation: Operation) -> Evaluate:
    new_candidates = operation.name == "count_down"

    def run(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> None:
        address = operands[0]
        if not address or address & 1:
            return
        header = program.memory.load(address)
        if header & UNCOUNTED:
            return
        if header < ONE:
            raise MemoryMistake(f"the count of the object at {address:#x} goes below zero")
        header -= ONE
        program.memory.store(address, header)
        if header < ONE:
            machine.call(program.program.collector["release"], [None, address])
        elif new_candidates and header & (CANDIDATE | LEAF) == 0:
            machine.call(program.program.collector["candidate"], [None, address])

    return run


def _simple(function: Callable[..., Any]) -> Any:
    """Of operations that need only the program, the statics and the operands."""

    def make(program: SimulatedProgram, operation: Operation) -> Evaluate:
        return lambda machine, statics, operands: function(program, statics, *operands)

    return make


def _move_roots(program: SimulatedProgram, statics: Sequence[Any]) -> None:
    program.roots.top += WORD * statics[0]


def _is_same(x: Any, y: Any) -> bool:
    if isinstance(x, int) and isinstance(y, int):
        return x == y
    return x is y


_ON_OBJECTS: Final[dict[str, Callable[[SimulatedProgram, Operation], Evaluate]]] = {
    "getfield": _get(_field),
    "setfield": _set(_field),
    "getarraysize": _size,
    "getarrayitem": _get(_item),
    "setarrayitem": _set(_item),
    "getitemfield": _get(_item),
    "setitemfield": _set(_item),
    "gettail": _get(_item),
    "settail": _set(_item),
    "gettail_wide": _wide,
    "settail_wide": _wide,
    "arraycopy": _copy,
    "tailcopy": _copy,
    "tail_to_array": _copy,
    "array_to_tail": _copy,
    "arrayfill": _fill,
    "tailfill": _fill,
    "tailcompare": _compare,
    "static_get": lambda p, op: _reading(p, op.result.type, lambda operands: p.placement.static(op.statics[0])),
    "static_set": lambda p, op: _writing(p, lambda operands: p.placement.static(op.statics[0])),
    "gc_new": _new,
    "gc_new_varsize": _new,
    "gc_new_varsize_uninit": _new,
    "type_id": _simple(lambda program, statics: program.placement.shape(statics[0]).type_id),
    "fixed_size": _simple(
        lambda program, statics: program.types.fixed_size(program.placement.shape(statics[0]).type_id)
    ),
    "word_to_pointer": _simple(lambda program, statics, word: word),
    "pointer_to_word": _simple(lambda program, statics, pointer: pointer),
    "root_save": _simple(
        lambda program, statics, root: program.memory.store(program.roots.top + WORD * statics[0], root)
    ),
    "root_load": _simple(lambda program, statics: program.memory.load(program.roots.top + WORD * statics[0])),
    "roots_move": _simple(_move_roots),
    "write_barrier": _barrier,
    "write_barrier_item": _barrier_item,
    "weak_set": _of_collector("add_weak"),
    "weak_get": _simple(lambda program, statics, link: program.memory.load(link + TARGET)),
    "weak_is": _simple(lambda program, statics, link, x: program.memory.load(link + TARGET) == (x or 0)),
    "objects_move": _simple(lambda program, statics: True),
    "object_address": _simple(lambda program, statics, x: x),
    "weak_next_cleared": _of_collector("next_cleared"),
    "gc_collect": _of_collector("collect"),
    "finalizer_add": _of_collector("add_finalizer"),
    "finalizer_next": _of_collector("next_finalizer"),
    "finalizers_rest": _of_collector("finalize_rest"),
    "finalizers_waiting": _simple(lambda program, statics: program.memory.waiting != 0),
    "raw_instance": _raw_instance,
    "raw_instance_free": _simple(_raw_instance_free),
    "count_up": _count_up,
    "count_up_by": _count_up_by,
    "count_down": _count_down,
    "count_back": _count_down,
    "ptr_eq": _simple(lambda program, statics, x, y: _is_same(x, y)),
    "ptr_ne": _simple(lambda program, statics, x, y: not _is_same(x, y)),
    "ptr_nonzero": _simple(lambda program, statics, x: x not in (None, 0)),
    "ptr_iszero": _simple(lambda program, statics, x: x in (None, 0)),
    "tagged_is_word": _simple(lambda program, statics, x: x & 1 == 1),
    "tagged_word": _simple(lambda program, statics, x: x >> 1),
    "tag_word": _simple(lambda program, statics, x: 2 * ((x + 2**62) % 2**63 - 2**62) + 1),
    "traceback_add": _simple(lambda program, statics, exception: None),
    "traceback_start": _simple(lambda program, statics, exception: None),
    "traceback_add_pending": _simple(lambda program, statics: None),
    "keepalive": _simple(lambda program, statics, x: None),
}

_COPIES: Final = ("arraycopy", "tailcopy", "tail_to_array", "array_to_tail", "arrayfill", "tailfill")
_FIRST_IS_OBJECT: Final = frozenset(name for name in _ON_OBJECTS if name.startswith(("get", "set")) or name in _COPIES)
"""Operations that are replaced only if their first operand is a collected object."""
