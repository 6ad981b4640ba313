"""Checks reference counts on simulated memory: every count is right, and nothing is kept that nobody refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from weft.gc.collectors.refcount.cells import SMALL, SMALLEST
from weft.gc.collectors.refcount.counts import ONE, UNCOUNTED
from weft.gc.collectors.refcount.pieces import SMALLEST_PIECE
from weft.gc.header import PREBUILT, TYPE_MASK
from weft.gc.simulation.errors import Leak, MemoryMistake
from weft.gc.simulation.heap import SimulatedRoots
from weft.gc.simulation.memory import SimulatedMemory
from weft.gc.simulation.types import SimulatedTypes
from weft.gc.words import WORD


def check_counts(
    memory: SimulatedMemory, types: SimulatedTypes, roots: SimulatedRoots, live_bytes: int, waiting: Sequence[int] = ()
) -> int:
    """Compare the counts with the references there are, when all local variables are on the shadow stack.

    `live_bytes` is what the collector says is in use, `waiting` what waits for its finalizer.  Returns the number of
    objects that live.
    """
    found: dict[int, int] = {}
    work = [*waiting, *(memory.load(slot) for slot in roots.statics)]
    work += [memory.load(slot) for slot in range(roots.base, roots.top, WORD)]
    for address in roots.prebuilt_objects:
        work += references(memory, types, address)
    while work:
        address = work.pop()
        if address == 0 or address & 1 or memory.load(address) & PREBUILT:
            continue
        if address not in found:
            work += references(memory, types, address)
        found[address] = found.get(address, 0) + 1
    for address, count in found.items():
        header = memory.load(address)
        if header & UNCOUNTED == 0 and header // ONE != count:
            raise MemoryMistake(f"the count of the object at {address:#x} is {header // ONE}, it should be {count}")
    sizes = [max(SMALLEST, _size(memory, types, address)) for address in found]
    spare = sum(WORD + SMALLEST_PIECE for size in sizes if size > SMALL)
    if not sum(sizes) <= live_bytes <= sum(sizes) + spare:
        raise Leak(f"{live_bytes} bytes are in use, objects that can be reached have {sum(sizes)}")
    return len(found)


def _size(memory: SimulatedMemory, types: SimulatedTypes, address: int) -> int:
    type_id = memory.load(address) & TYPE_MASK
    size = types.fixed_size(type_id)
    if types.item_size(type_id):
        size += types.item_size(type_id) * memory.load(address + types.length_offset(type_id))
    return size


def references(memory: SimulatedMemory, types: SimulatedTypes, address: int) -> Iterator[int]:
    """Yield what the references in an object are."""
    type_id = memory.load(address) & TYPE_MASK
    type_ = types.type_of(type_id)
    for index in type_.references:
        yield memory.load(address + WORD * (1 + index))
    if type_.item_references:
        start = address + types.fixed_size(type_id)
        for item in range(memory.load(address + types.length_offset(type_id))):
            for index in type_.item_references:
                yield memory.load(start + item * types.item_size(type_id) + WORD * index)
