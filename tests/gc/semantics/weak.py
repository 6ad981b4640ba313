"""Weak references: None once a collection has found the object dead, the object as long as it is not.

What is to die is made and dropped in functions of its own, where no local variable holds it on; what is to live is used
afterwards: variables hold what they need only up to their last use.
"""

from __future__ import annotations

import gc
import weakref

from objects import Node, Thing, garbage, mixed


class Holder:
    """Has a weak reference to itself, or to what refers to it."""

    def __init__(self) -> None:
        self.link: weakref.ref[Holder] | None = None
        self.other: Holder | None = None


class Special(Thing):
    pass


PREBUILT = Thing(77)


def things(n: int) -> list[Thing | None]:
    return [Special(i) if i % 3 == 0 else Thing(i) for i in range(n)]


def drop(kept: list[Thing | None], step: int) -> None:
    for i in range(0, len(kept), step):
        kept[i] = None


def alive(links: list[weakref.ref[Thing]]) -> int:
    return len([1 for link in links if link() is not None])


def links_of(kept: list[Thing | None]) -> list[weakref.ref[Thing]]:
    return [weakref.ref(thing) for thing in kept if thing is not None]


def dead_and_alive(n: int) -> int:
    kept = things(n)
    links = links_of(kept)
    gc.collect()
    before = alive(links)
    drop(kept, 2)
    gc.collect()
    garbage(n)
    total = before * 1000 + alive(links)
    for i, link in enumerate(links):
        found = link()
        if found is None:
            assert kept[i] is None
        else:
            assert found is kept[i]
            total = mixed(total, found.number)
    return total


def links_follow(n: int) -> int:
    kept = [Thing(i) for i in range(n)]
    links = [weakref.ref(thing) for thing in kept]
    good = 0
    for _ in range(4):
        garbage(n)
        gc.collect()
        good += len([1 for i in range(n) if links[i]() is kept[i]])
    return good


def nothing_is_kept(n: int) -> int:
    links = [weakref.ref(Thing(i)) for i in range(n)]
    gc.collect()
    return alive(links)


def ring(n: int) -> list[weakref.ref[Holder]]:
    links = []
    for i in range(n):
        first, second = Holder(), Holder()
        first.other, second.other = second, first
        first.link = weakref.ref(second)
        second.link = weakref.ref(second)
        links.append(weakref.ref(first))
        if i == 0:
            links.append(second.link)
    return links


def links_in_rings(n: int) -> int:
    links = ring(n)
    gc.collect()
    return len([1 for link in links if link() is None])


def link_to_what_holds_it(n: int) -> int:
    holder = Holder()
    holder.link = weakref.ref(holder)
    total = 0
    for _ in range(3):
        garbage(n)
        gc.collect()
        total += holder.link() is holder
    return total


def links_behind_links(n: int, first: weakref.ref[Holder]) -> list[weakref.ref[Holder]]:
    links = [first]
    for _ in range(n):
        between = Holder()
        between.link = links[-1]
        links.append(weakref.ref(between))
    return links


def only_links_to_links(n: int) -> int:
    """Each link is held by an object that only the next link leads to."""
    holder = Holder()
    links = links_behind_links(n, weakref.ref(holder))
    gc.collect()
    return len([1 for link in links if link() is None]) + (links[0]() is holder)


def young_and_old(n: int) -> int:
    """Old links to young objects, young links to old ones."""
    old = [Thing(i) for i in range(n)]
    links = [weakref.ref(PREBUILT) for _ in range(n)]
    gc.collect()
    for i in range(n):
        links[i] = weakref.ref(Thing(i)) if i % 2 else weakref.ref(old[i])
        garbage(1)
    gc.collect()
    found = sum([thing.number + 1 for thing in [link() for link in links] if thing is not None])
    return found * 100 + len(old)


def to_prebuilt(n: int) -> int:
    link = weakref.ref(PREBUILT)
    for _ in range(3):
        garbage(n)
        gc.collect()
    found = link()
    return found.number if found is not None else 0


def made_strong_again(n: int) -> int:
    kept = things(n)
    links = links_of(kept)
    strong = [link() for link in links]
    drop(kept, 1)
    gc.collect()
    return alive(links) * 100 + len([thing for thing in strong if thing is not None])


def links_dropped_first(n: int) -> int:
    kept = [Thing(i) for i in range(n)]
    for _ in range(3):
        links = [weakref.ref(thing) for thing in kept]
        garbage(n)
        links.clear()
        gc.collect()
    return sum([thing.number for thing in kept])


def many_links_to_one(n: int) -> int:
    kept = things(1)
    links = [link for _ in range(n) for link in links_of(kept)]
    gc.collect()
    before = alive(links)
    drop(kept, 1)
    gc.collect()
    return before * 1000 + alive(links)


def what_is_behind_dies_too(n: int) -> int:
    def make() -> tuple[weakref.ref[Node], weakref.ref[Node]]:
        behind = Node(1)
        front = Node(2, behind)
        for i in range(n):
            front = Node(i, front)
        return weakref.ref(front), weakref.ref(behind)

    front, behind = make()
    gc.collect()
    return (front() is None) + 2 * (behind() is None)


def links_as_keys(n: int) -> int:
    kept = things(n)
    table = {weakref.ref(thing): thing.number for thing in kept if thing is not None}
    gc.collect()
    garbage(n)
    return sum([table[weakref.ref(thing)] for thing in kept if thing is not None])


def a_cache(n: int) -> int:
    """Values are made again when they have died."""
    cache: dict[int, weakref.ref[Thing]] = {}
    kept: list[Thing] = []
    total = 0
    for i in range(4 * n):
        found: Thing | None = None
        if i % 7 in cache:
            found = cache[i % 7]()
        if found is None:
            found = Thing(i % 7)
            cache[i % 7] = weakref.ref(found)
        total = mixed(total, found.number)
        kept.append(found)
        if len(kept) > 3:
            del kept[0]
        found = None
    gc.collect()
    return total + len([1 for thing in kept if cache[thing.number]() is thing])


CHECKS = [
    ("dead_and_alive", dead_and_alive),
    ("links_follow", links_follow),
    ("nothing_is_kept", nothing_is_kept),
    ("links_in_rings", links_in_rings),
    ("link_to_what_holds_it", link_to_what_holds_it),
    ("only_links_to_links", only_links_to_links),
    ("young_and_old", young_and_old),
    ("to_prebuilt", to_prebuilt),
    ("made_strong_again", made_strong_again),
    ("links_dropped_first", links_dropped_first),
    ("many_links_to_one", many_links_to_one),
    ("what_is_behind_dies_too", what_is_behind_dies_too),
    ("links_as_keys", links_as_keys),
    ("a_cache", a_cache),
]
