"""Classes whose instances the program frees itself: the same under CPython and with each memory manager."""

import gc

from weft.rlib import rgc


class Cell:
    _alloc_flavor_ = "raw"

    def __init__(self, value, following):
        self.value = value
        self.weight = value * 0.5
        self.following = following


class Special(Cell):
    def __init__(self, value):
        Cell.__init__(self, value, None)
        self.extra = value + 1


class Holder:
    """Refers to objects of the heap."""

    _alloc_flavor_ = "raw"
    _gc_roots_ = True

    def __init__(self, name, items):
        self.name = name
        self.items = items
        self.count = 0


class Owner:
    def __init__(self, cell):
        self.cell = cell
        self.texts = [""]


def chain(n):
    head = None
    for i in range(n):
        head = Cell(i, head)
    return head


def free_chain(head):
    total = 0
    while head is not None:
        following = head.following
        total += head.value
        rgc.free(head)
        head = following
    return total


def holders(n):
    kept = []
    for i in range(n):
        kept.append(Holder("name" + str(i), [i, i + 1]))
        if i % 3 == 0:
            rgc.free(kept.pop(0))
    gc.collect()
    for holder in kept:
        holder.items = holder.items + [len(holder.name)]
        holder.count += 1
    gc.collect()
    result = [(holder.name, sum(holder.items), holder.count) for holder in kept]
    for holder in kept:
        rgc.free_non_gc_object(holder)
    return result


def main():
    owners = [Owner(chain(i)) for i in range(20)]
    for owner in owners:
        owner.texts.append(str(len(owners)))
    gc.collect()
    print(sum([free_chain(owner.cell) for owner in owners]), len(owners[3].texts))
    special = Special(7)
    kinds = [special, Cell(1, None)]
    print([cell.weight for cell in kinds], [isinstance(cell, Special) for cell in kinds], special.extra)
    table = {special: "a", kinds[1]: "b"}
    gc.collect()
    print(table[special], len(table))
    for cell in kinds:
        rgc.free(cell)
    found = holders(50)
    print(len(found), found[0], found[-1], sum([total for _, total, _ in found]))


main()
