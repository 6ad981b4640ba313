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
