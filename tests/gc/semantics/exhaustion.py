"""Programs that need more memory than there is: they end in MemoryError, or handle it and go on."""

from __future__ import annotations

import containers
import structures
from objects import Node, Thing


def fill_with_objects() -> int:
    head: Node | None = None
    while True:
        head = Node(1, head)


def fill_a_list() -> int:
    items: list[int] = []
    while True:
        items.append(len(items))


def fill_with_texts() -> int:
    texts: list[str] = []
    while True:
        texts.append(str(len(texts)) * 50)


def double_a_text() -> int:
    text = "x"
    while True:
        text = text + text


def fill_a_dict() -> int:
    table: dict[int, list[int]] = {}
    while True:
        table[len(table)] = [1, 2, 3]


def ask_for_too_much() -> int:
    return len([0] * (1 << 40))


KINDS = {
    "objects": fill_with_objects,
    "list": fill_a_list,
    "texts": fill_with_texts,
    "text": double_a_text,
    "dict": fill_a_dict,
    "impossible": ask_for_too_much,
}


def survive(n: int) -> None:
    """Exhaust memory in every way, twice; what is kept stays, and all works afterwards."""
    kept = [Thing(i) for i in range(1000)]
    seen = set(kept)
    for kind in KINDS:
        for attempt in range(2):
            try:
                KINDS[kind]()
            except MemoryError:
                print(kind, attempt, "MemoryError", len([thing for thing in kept if thing in seen]))
    print(structures.long_chain(n), structures.trees(n), containers.words(n))


# Handlers in the function whose operation finds no memory -----------------------------------------------------------

LOG: list[str] = []
TOO_MANY = 1 << 40


def repeated(n: int) -> int:
    try:
        return len([0] * n)
    except MemoryError:
        return -1


def concatenated(n: int) -> int:
    text = "x"
    try:
        while len(text) < n:
            text = text + text
    except MemoryError:
        return -2
    return len(text)


def comprehended(n: int) -> int:
    try:
        return len([2 * i for i in range(n)])
    except MemoryError:
        return -3


def appended(n: int) -> int:
    items = []
    try:
        for i in range(n):
            items.append([i])
    except MemoryError:
        items = [items[0], items[1]]
    return -2 - len(items)


def made(n: int) -> int:
    head: Node | None = None
    try:
        for i in range(n):
            head = Node(i, head)
    except MemoryError:  # allocates nothing: a conservative collector may still see the list
        return -5
    return head.value if head is not None else 0


def cleaned_up(n: int) -> int:
    kept = [1]
    try:
        return len([[i] for i in range(n)])
    finally:
        kept.clear()
        LOG.append("cleaned up " + str(len(kept)))


def any_exception(n: int) -> int:
    table: dict[int, str] = {}
    try:
        for i in range(n):
            table[i] = f"{i:>20}"
    except Exception as error:
        table.clear()
        LOG.append(type(error).__name__)
    return -7


def handle(n: int) -> None:
    """Print what each handler did."""
    found = [f(TOO_MANY) for f in (repeated, concatenated, comprehended, appended, made)]
    try:
        cleaned_up(TOO_MANY)
    except MemoryError:
        LOG.append("went on")
    found.append(any_exception(TOO_MANY))
    print(found, LOG, structures.trees(n))
