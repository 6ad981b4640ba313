"""The itertools module as generators; functions whose results depend on the number of arguments are generated
(`annotator/rules/itertools_calls.py`) around those in `combinatorics.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weft.rlib.deques import deque
from weft.rlib.markers import program_numbers


@program_numbers
def count(start: Any = 0, step: Any = 1) -> Iterator[Any]:
    """`itertools.count(start, step)`."""
    value = start
    while True:
        yield value
        value = value + step


class Counting:
    """A prebuilt `itertools.count`."""

    _weft_generic_ = True

    def __init__(self, value: Any, step: Any) -> None:
        self.value = value
        self.step = step

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        value = self.value
        self.value = value + self.step
        return value


def cycle(iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.cycle(iterable)`."""
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while len(saved) > 0:
        i = 0
        while i < len(saved):
            yield saved[i]
            i += 1


def repeat(object: Any, times: int | None = None) -> Iterator[Any]:  # noqa: A002 - the name of the argument
    """`itertools.repeat(object, times)`."""
    if times is None:
        while True:
            yield object
    else:
        i = 0
        while i < times:
            yield object
            i += 1


def from_iterable(iterables: Iterable[Any]) -> Iterator[Any]:
    """`itertools.chain.from_iterable(iterables)`."""
    for iterable in iterables:
        for item in iterable:  # noqa: UP028
            yield item


def islice_to(iterable: Iterable[Any], stop: int | None) -> Iterator[Any]:
    """`itertools.islice(iterable, stop)`."""
    return islice_from(iterable, 0, stop, 1)


def islice_from(iterable: Iterable[Any], start: int | None, stop: int | None, step: int | None = 1) -> Iterator[Any]:
    """`itertools.islice(iterable, start, stop, step)`."""
    first = 0 if start is None else start
    last = -1 if stop is None else stop
    stride = 1 if step is None else step
    if first < 0 or (last < 0 and stop is not None):
        raise ValueError(
            "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            if first < 0 or start is not None
            else "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        )
    if stride < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _slices(iterable, first, last, stride)


def _slices(iterable: Iterable[Any], start: int, stop: int, step: int) -> Iterator[Any]:
    """Yield the items at start, start + step, ... below stop; a stop below 0 is none."""
    iterator = iter(iterable)
    place = 0
    wanted = start
    while True:
        while place < wanted:
            try:
                next(iterator)
            except StopIteration:
                return
            place += 1
        if place >= stop >= 0:
            return
        try:
            item = next(iterator)
        except StopIteration:
            return
        place += 1
        yield item
        wanted += step
        if wanted > stop >= 0:
            wanted = stop


@program_numbers
def accumulate(iterable: Iterable[Any], func: Callable[[Any, Any], Any] | None = None, *,
               initial: Any = None) -> Iterator[Any]:  # fmt: skip
    """`itertools.accumulate(iterable, func, initial=...)`."""
    iterator = iter(iterable)
    if initial is None:
        try:
            total = next(iterator)
        except StopIteration:
            return
    else:
        total = initial
    yield total
    if func is None:
        for item in iterator:
            total = total + item
            yield total
    else:
        for item in iterator:
            total = func(total, item)
            yield total


def takewhile(predicate: Callable[[Any], Any], iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.takewhile(predicate, iterable)`."""
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate: Callable[[Any], Any], iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.dropwhile(predicate, iterable)`."""
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item


def filterfalse(predicate: Callable[[Any], Any] | None, iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.filterfalse(predicate, iterable)`."""
    if predicate is None:
        for item in iterable:
            if not item:
                yield item
    else:
        for item in iterable:
            if not predicate(item):
                yield item


def starmap(function: Callable[..., Any], iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.starmap(function, iterable)`."""
    for item in iterable:
        yield function(*item)


def compress(data: Iterable[Any], selectors: Iterable[Any]) -> Iterator[Any]:
    """`itertools.compress(data, selectors)`."""
    chosen = iter(selectors)
    for item in data:
        try:
            selected = next(chosen)
        except StopIteration:
            return
        if selected:
            yield item


def pairwise(iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.pairwise(iterable)`."""
    iterator = iter(iterable)
    try:
        before = next(iterator)
    except StopIteration:
        return
    for item in iterator:
        yield before, item
        before = item


# groupby ------------------------------------------------------------------------------------------------------------


class GroupReader:
    """Reads the items of groupby(): `items` and `keys` hold the current one, or nothing at the end."""

    _weft_generic_ = True

    def __init__(self, iterator: Iterator[Any], key: Callable[[Any], Any] | None) -> None:
        self.iterator = iterator
        self.key = key
        self.items: list[Any] = []
        self.keys: list[Any] = []
        self.number = 0

    def read(self) -> None:
        """Go to the next item."""
        self.items.clear()
        self.keys.clear()
        try:
            item = next(self.iterator)
        except StopIteration:
            return
        self.items.append(item)
        if self.key is None:
            self.keys.append(item)
        else:
            self.keys.append(self.key(item))

    def is_at(self, key: Any) -> bool:
        """Tell if the current item has this key."""
        return len(self.keys) > 0 and bool(self.keys[0] == key)


def groupby(iterable: Iterable[Any], key: Callable[[Any], Any] | None = None) -> Iterator[Any]:
    """`itertools.groupby(iterable, key)`."""
    reader = GroupReader(iter(iterable), key)
    reader.read()
    while len(reader.keys) > 0:
        current = reader.keys[0]
        reader.number += 1
        yield current, group_items(reader, current, reader.number)
        while reader.is_at(current):
            reader.read()


def group_items(reader: GroupReader, key: Any, number: int) -> Iterator[Any]:
    """Yield the items of a group, as long as it is the current one."""
    while reader.number == number and reader.is_at(key):
        yield reader.items[0]
        if reader.number != number:
            return
        reader.read()


# tee ----------------------------------------------------------------------------------------------------------------


class TeeSource:
    """What the iterators of tee() share: what the others have read waits in the queue of each."""

    _weft_generic_ = True

    def __init__(self, iterator: Iterator[Any], count: int) -> None:
        self.iterator = iterator
        self.queues = [deque() for _ in range(count)]


def tee_items(source: TeeSource, index: int) -> Iterator[Any]:
    """Yield the items for one of the iterators of tee()."""
    queue = source.queues[index]
    while True:
        if len(queue) == 0:
            try:
                item = next(source.iterator)
            except StopIteration:
                return
            for other in source.queues:
                other.append(item)
        yield queue.popleft()
