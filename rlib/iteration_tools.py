"""The itertools module, but for its selections (`combinatorics.py`): generators, specialised by argument types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weft.rlib.intrinsics import is_none
from weft.rlib.markers import constant_arguments


def chain(*iterables: Any) -> Iterator[Any]:
    """`itertools.chain(...)`; the arguments may be of different types."""
    if len(iterables) == 1:
        for item in iterables[0]:
            yield item
    elif len(iterables) > 1:
        for item in iterables[0]:
            yield item
        for item in chain(*iterables[1:]):
            yield item


def chain_from_iterable(iterables: Iterable[Any]) -> Iterator[Any]:
    """`itertools.chain.from_iterable(iterables)`."""
    for iterable in iterables:
        for item in iterable:
            yield item


def count(start: Any = 0, step: Any = 1) -> Iterator[Any]:
    """`itertools.count(start, step)`."""
    number = start
    while True:
        yield number
        number = number + step


def cycle(iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.cycle(iterable)`."""
    saved = []
    for item in iterable:
        saved.append(item)
        yield item
    while len(saved) != 0:
        for item in saved:
            yield item


def repeat(item: Any, times: int | None = None) -> Iterator[Any]:
    """`itertools.repeat(item, times)`."""
    if times is None:
        while True:
            yield item
    else:
        left = times
        while left > 0:
            yield item
            left -= 1


def islice(iterable: Iterable[Any], first: int | None, stop: Any = Ellipsis, step: int | None = None) -> Iterator[Any]:
    """`itertools.islice(iterable, stop)`, `islice(iterable, start, stop, step)`."""
    if stop is Ellipsis:
        for item in _islice(iterable, 0, first, 1):
            yield item
    else:
        start = 0
        if first is not None:
            start = first
        by = 1
        if step is not None:
            by = step
        for item in _islice(iterable, start, stop, by):
            yield item


def _islice(iterable: Iterable[Any], start: int, stop: int | None, step: int) -> Iterator[Any]:
    if start < 0 or step < 1 or (stop is not None and stop < 0):
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    iterator = iter(iterable)
    place = 0
    following = start
    while stop is None or place < stop or place < start:
        try:
            item = next(iterator)
        except StopIteration:
            return
        if place == following and (stop is None or place < stop):
            yield item
            following += step
        place += 1


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


def filterfalse(predicate: Any, iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.filterfalse(predicate, iterable)`."""
    if is_none(predicate):
        for item in iterable:
            if not item:
                yield item
    else:
        for item in iterable:
            if not predicate(item):
                yield item


def compress(data: Iterable[Any], selectors: Iterable[Any]) -> Iterator[Any]:
    """`itertools.compress(data, selectors)`."""
    chosen = iter(selectors)
    for item in data:
        try:
            selector = next(chosen)
        except StopIteration:
            return
        if selector:
            yield item


def starmap(function: Callable[..., Any], iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.starmap(function, iterable)`."""
    for arguments in iterable:
        yield function(*arguments)


def accumulate(iterable: Iterable[Any], func: Any = None, initial: Any = None) -> Iterator[Any]:
    """`itertools.accumulate(iterable, func, initial=initial)`."""
    iterator = iter(iterable)
    if is_none(initial):
        try:
            total = next(iterator)
        except StopIteration:
            return
    else:
        total = initial
    yield total
    for item in iterator:
        if is_none(func):
            total = total + item
        else:
            total = func(total, item)
        yield total


def pairwise(iterable: Iterable[Any]) -> Iterator[Any]:
    """`itertools.pairwise(iterable)`."""
    iterator = iter(iterable)
    try:
        previous = next(iterator)
    except StopIteration:
        return
    for item in iterator:
        yield previous, item
        previous = item


def zip_longest(*iterables: Any, fillvalue: Any = None) -> Iterator[Any]:
    """`itertools.zip_longest(a, b, fillvalue=...)` of two or three iterables."""
    if len(iterables) == 2:
        for pair in _zip_longest_2(iterables[0], iterables[1], fillvalue):
            yield pair
    elif len(iterables) == 3:
        for triple in _zip_longest_3(iterables[0], iterables[1], iterables[2], fillvalue):
            yield triple
    else:
        raise TypeError("zip_longest() of other than two or three iterables is not supported")


def _zip_longest_2(first: Iterable[Any], second: Iterable[Any], fill: Any) -> Iterator[Any]:
    firsts = iter(first)
    seconds = iter(second)
    more_first = True
    more_second = True
    while True:
        x = fill
        y = fill
        if more_first:
            try:
                x = next(firsts)
            except StopIteration:
                more_first = False
        if more_second:
            try:
                y = next(seconds)
            except StopIteration:
                more_second = False
        if not more_first and not more_second:
            return
        yield x, y


def _zip_longest_3(first: Iterable[Any], second: Iterable[Any], third: Iterable[Any], fill: Any) -> Iterator[Any]:
    pairs = _zip_longest_2(first, second, fill)
    thirds = iter(third)
    more_pairs = True
    more_third = True
    while True:
        x = fill
        y = fill
        z = fill
        if more_pairs:
            try:
                x, y = next(pairs)
            except StopIteration:
                more_pairs = False
        if more_third:
            try:
                z = next(thirds)
            except StopIteration:
                more_third = False
        if not more_pairs and not more_third:
            return
        yield x, y, z


# Groups and copies ------------------------------------------------------------------------------------------------


class GroupState:
    """Which group of a groupby() may be read: the one handed out last."""

    def __init__(self) -> None:
        self.serial = 0


def groupby(iterable: Iterable[Any], key: Any = None) -> Iterator[Any]:
    """`itertools.groupby(iterable, key)`; a group is empty as soon as the next one has been asked for."""
    state = GroupState()
    iterator = iter(iterable)
    try:
        item = next(iterator)
    except StopIteration:
        return
    finished = False
    while not finished:
        group_key = item if is_none(key) else key(item)
        members = [item]
        finished = True
        for item in iterator:
            item_key = item if is_none(key) else key(item)
            if not (item_key == group_key):
                finished = False
                break
            members.append(item)
        state.serial += 1
        yield group_key, _group(members, state, state.serial)


def _group(members: list[Any], state: GroupState, serial: int) -> Iterator[Any]:
    for member in members:
        if state.serial != serial:
            return
        yield member


class TeeSource:
    """What the iterators of one tee() share: the items taken so far."""

    _weft_generic_ = True

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator
        self.items: list[Any] = []

    def has(self, index: int) -> bool:
        """Take items until there is one of that index; False if there are not so many."""
        while len(self.items) <= index:
            try:
                item = next(self.iterator)
            except StopIteration:
                return False
            self.items.append(item)
        return True


def _tee_branch(source: TeeSource) -> Iterator[Any]:
    index = 0
    while source.has(index):
        yield source.items[index]
        index += 1


@constant_arguments("n")
def tee(iterable: Iterable[Any], n: int = 2) -> Any:
    """`itertools.tee(iterable, n)`, n up to 4."""
    source = TeeSource(iter(iterable))
    if n == 2:
        return _tee_branch(source), _tee_branch(source)
    if n == 3:
        return _tee_branch(source), _tee_branch(source), _tee_branch(source)
    if n == 1:
        return (_tee_branch(source),)
    return _tee_branch(source), _tee_branch(source), _tee_branch(source), _tee_branch(source)
