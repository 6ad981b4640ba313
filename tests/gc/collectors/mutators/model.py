"""The model that random programs are compared with: objects as they should be, which nobody moves or frees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final


class Thing:
    """An object: its words, and which of them are references and which are numbers the program may change."""

    def __init__(self, kind: str, words: list[int | Thing | None], numbers: Sequence[int] = ()) -> None:
        self.kind = kind
        self.words = words
        self.references = [i for i, word in enumerate(words) if word is None]
        self.numbers = numbers
        self.hash: int | None = None
        """Its identity hash, once it was asked for."""
        self.fixed = 0
        """Its address, once the collector said that it does not move."""

    def referred(self, index: int) -> Thing:
        """Return what one of its words refers to."""
        found = self.words[index]
        assert isinstance(found, Thing)
        return found

    def targets(self) -> list[Thing]:
        """Return what it refers to."""
        return [word for i in self.references if isinstance(word := self.words[i], Thing)]


class Link(Thing):
    """A weak link; the collector has the first two words."""

    def __init__(self, target: Thing, number: int) -> None:
        super().__init__("weak", [])
        self.target = target
        self.number = number
        self.cleared = False


class Finalizable(Thing):
    """An object with a finalizer: two references, and in between a number that finds it again."""

    def __init__(self, number: int) -> None:
        super().__init__("node", [None, number, None])
        self.number = number
        self.registered = False
        """Its finalizer has to be called, and the object was not found dead yet."""


def _wide() -> Thing:
    return Thing("wide", [None if i % 7 == 0 else 0 for i in range(80)], [i for i in range(80) if i % 7])


KINDS: Final[dict[str, Callable[[int], Thing]]] = {
    "node": lambda length: Thing("node", [None, 0, None], [1]),
    "array": lambda length: Thing("array", [length, *[None] * length]),
    "words": lambda length: Thing("words", [length, *[0] * length], range(1, length + 1)),
    "pairs": lambda length: Thing("pairs", [length, *[None, 0, None] * length], range(2, 3 * length, 3)),
    "empty": lambda length: Thing("empty", []),
    "wide": lambda length: _wide(),
}
"""The types of `TestHeap` by name; those that have items have as many as `length` says."""
ARRAYS: Final = frozenset({"array", "words", "pairs"})


def closure(things: Iterable[Thing | None]) -> set[Thing]:
    """Return what can be reached; what weak links lead to is not."""
    found: set[Thing] = set()
    todo = [thing for thing in things if thing is not None]
    while todo:
        thing = todo.pop()
        if thing not in found:
            found.add(thing)
            todo += thing.targets()
    return found


def led_to(thing: Thing, known: dict[Thing, set[Thing]]) -> set[Thing]:
    """Return what an object leads to with no cycle on the way; `known` keeps closures for the next call."""
    found: set[Thing] = set()
    todo = [thing]
    while todo:
        source = todo.pop()
        for target in source.targets():
            if target not in known:
                known[target] = closure([target])
            if target not in found and source not in known[target]:
                found.add(target)
                todo.append(target)
    return found
