#!/usr/bin/env python3
"""Inventory report."""
from __future__ import annotations
import sys
import json
import textwrap
from collections import defaultdict, Counter, OrderedDict, namedtuple
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache, total_ordering
from itertools import groupby, chain
from typing import Dict, List, Optional, Tuple, Iterator


class Kind(Enum):
    TOOL = auto()
    FOOD = auto()
    TOY = auto()

    @property
    def label(self) -> str:
        return self.name.title()


@total_ordering
@dataclass
class Item:
    name: str
    kind: Kind
    price: float
    stock: int = 0
    tags: List[str] = field(default_factory=list)

    def __lt__(self, other: Item) -> bool:
        return (self.price, self.name) < (other.price, other.name)

    def __eq__(self, other) -> bool:
        return isinstance(other, Item) and self.name == other.name

    @property
    def value(self) -> float:
        return self.price * self.stock

    @classmethod
    def parse(cls, line: str) -> Item:
        name, kind, price, stock, *tags = [part.strip() for part in line.split(",")]
        return cls(name, Kind[kind.upper()], float(price), int(stock), tags)


DATA = """\
hammer, tool, 12.50, 10, steel, heavy
bread, food, 2.25, 100
teddy, toy, 9.99, 7, soft
saw, tool, 15, 3, steel
apple, food, .5, 250, fresh, red
"""

Summary = namedtuple("Summary", ["count", "total", "cheapest"])


class Inventory:
    def __init__(self, items: Optional[List[Item]] = None):
        self._items: Dict[str, Item] = OrderedDict((item.name, item) for item in items or [])
        self.log: List[Tuple[str, int]] = []

    def __len__(self):
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __contains__(self, name):
        return name in self._items

    def __getitem__(self, name):
        try:
            return self._items[name]
        except KeyError as error:
            raise LookupError(f"no item called {name!r}") from error

    def take(self, name, count=1):
        item = self[name]
        if item.stock < count:
            raise ValueError(f"only {item.stock} of {name}, {count} wanted")
        item.stock -= count
        self.log.append((name, -count))
        return item.price * count

    def by_kind(self):
        groups = defaultdict(list)
        for item in self:
            groups[item.kind].append(item)
        return groups

    def summary(self):
        return Summary(len(self), sum(item.value for item in self), min(self))


@lru_cache(maxsize=128)
def change(amount, coins=(50, 20, 10, 5, 2, 1)):
    if amount == 0:
        return 0
    return 1 + min(change(amount - coin) for coin in coins if coin <= amount)


def table(rows, header):
    widths = [max(len(str(cell)) for cell in column) for column in zip(header, *rows)]
    line = "-+-".join("-" * w for w in widths)
    yield " | ".join(h.ljust(w) for h, w in zip(header, widths))
    yield line
    for row in rows:
        yield " | ".join(str(c).rjust(w) if str(c).replace(".", "").isdigit() else str(c).ljust(w) for c, w in zip(row, widths))


def main() -> int:
    inventory = Inventory([Item.parse(line) for line in DATA.splitlines() if line.strip()])
    for kind, items in inventory.by_kind().items():
        print(f"{kind.label:<6}{len(items):>3} {sum(i.value for i in items):10,.2f} {', '.join(sorted(i.name for i in items))}")
    for line in table([(i.name, i.kind.name, "%.2f" % i.price, str(i.stock)) for i in sorted(inventory)], ("name", "kind", "price", "stock")):
        print(line)
    for name, count in [("saw", 2), ("saw", 5), ("axe", 1)]:
        try:
            paid = inventory.take(name, count)
        except ValueError as error:
            print("cannot:", error)
        except LookupError as error:
            print("unknown:", error, "| cause:", type(error.__cause__).__name__)
        else:
            print(f"{count} x {name}: {paid:.2f}")
        finally:
            print("--", len(inventory.log))
    summary = inventory.summary()
    print(summary.count, round(summary.total, 2), summary.cheapest.name, summary._fields)
    tags = Counter(chain.from_iterable(item.tags for item in inventory))
    print(tags.most_common(2), tags["steel"], tags["none"])
    words = sorted("the quick brown fox jumps over the lazy dog".split(), key=lambda w: (len(w), w))
    print({length: list(group) for length, group in groupby(words, key=len)})
    print([change(n) for n in (1, 4, 99, 100)])
    print(json.dumps({item.name: item.stock for item in inventory}, indent=2, sort_keys=True))
    print(textwrap.fill("A long text that has to be broken into several lines of a small width.", 30))
    matrix = [[1, 2, 3], [4, 5, 6]]
    print(list(zip(*matrix)), [list(row) for row in zip(*matrix)], [sum(c) for c in zip(*matrix)])
    print(bin(37).count("1"), int("101101", 2), f"{255:08b}", f"{3.14159:.3e}", "%-10s|" % "left")
    total = 0
    for i, item in enumerate(inventory, start=1):
        total += i * item.stock
    print(total, any(i.stock == 0 for i in inventory), all(i.price > 0 for i in inventory))
    if (n := len(inventory)) > 3:
        print("many", n)
    return 0


if __name__ == "__main__":
    sys.exit(main())
