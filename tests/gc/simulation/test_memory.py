"""Every mistake with simulated memory is told."""

import pytest

from weft.gc.simulation.errors import (
    DoubleRelease,
    FreedAccess,
    Leak,
    Misaligned,
    NullAccess,
    OutOfRange,
    UninitialisedRead,
)
from weft.gc.simulation.memory import Absent, SimulatedMemory


def test_words_are_kept() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    assert [memory.load(area + 8 * i) for i in range(8)] == [0] * 8
    memory.store(area + 8, 5)
    memory.copy(area, area + 32, 16)
    assert memory.load(area + 40) == 5
    memory.clear(area, 64)
    assert memory.load(area + 40) == 0


@pytest.mark.parametrize("address", [0, 8, 4096])
def test_null(address: int) -> None:
    with pytest.raises(NullAccess):
        SimulatedMemory().load(address)


def test_beyond_an_area() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    for address in (area + 64, area - 8, area + (1 << 40)):
        with pytest.raises((OutOfRange, NullAccess)):
            memory.load(address)
    with pytest.raises(OutOfRange):
        memory.clear(area + 56, 16)
    with pytest.raises(OutOfRange):
        memory.load(-8)


def test_unaligned() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    for action in (lambda: memory.load(area + 4), lambda: memory.clear(area, 4), lambda: memory.add_area(7, "x")):
        with pytest.raises(Misaligned):
            action()
    with pytest.raises(Misaligned):
        memory.copy(area, area + 32, 3)


def test_released_memory_is_gone() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    memory.release(area, 64)
    with pytest.raises(FreedAccess):
        memory.load(area)
    with pytest.raises(DoubleRelease):
        memory.release(area, 64)


def test_release_must_fit() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    for address, size in ((area + 8, 56), (area, 32), (12345 * 8, 64)):
        with pytest.raises(DoubleRelease):
            memory.release(address, size)


def test_addresses_are_never_used_again() -> None:
    memory = SimulatedMemory()
    seen = set()
    for _ in range(10):
        area = memory.reserve(8)
        seen.add(area)
        memory.release(area, 8)
    assert len(seen) == 10


def test_forgotten_words() -> None:
    memory = SimulatedMemory()
    area = memory.reserve(64)
    memory.forget(area + 8, 16)
    with pytest.raises(FreedAccess):
        memory.load(area + 16)
    memory.store(area + 16, 1)
    assert memory.load(area + 16) == 1


def test_uninitialised_words() -> None:
    memory = SimulatedMemory()
    area = memory.add_area(16, "a stack", Absent.UNWRITTEN)
    with pytest.raises(UninitialisedRead):
        memory.load(area)


def test_leaks() -> None:
    memory = SimulatedMemory()
    memory.check_leaks()
    area = memory.reserve(64)
    with pytest.raises(Leak):
        memory.check_leaks()
    memory.release(area, 64)
    memory.check_leaks()


def test_exhaustion() -> None:
    memory = SimulatedMemory(maximum=100)
    assert memory.reserve(96)
    assert memory.reserve(8) == 0
    assert memory.reserve(0) == 0
    limited = SimulatedMemory(fail_after=2)
    assert [bool(limited.reserve(8)) for _ in range(4)] == [True, True, False, False]


def test_lowest_bit() -> None:
    memory = SimulatedMemory()
    assert [memory.lowest_bit(bits) for bits in (1, 6, 1 << 62)] == [0, 1, 62]
    with pytest.raises(ValueError):
        memory.lowest_bit(0)
