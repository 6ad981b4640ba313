"""Low-level helpers of set and frozenset.

The table is laid out as CPython's is (where an item goes, when and how far the table grows), so that sets of numbers
iterate in the same order.  A set is `{used, fill, finger, table}`; a slot is `{key, hash}` where `hash` is the item's
hash plus one: 0 marks a slot never used, DUMMY one whose item was removed; a new item reuses it.  `fill` counts both
kinds of used slots.  The table of a set without fill is shared and never written.

`keys` is the Void constant described in `dicts.py`; `keys.find(s, key, mark, keys)` returns a slot, or `~slot` with
the free slot for the key.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.dicts import is_traced, target_of
from weft.rtyper.ll_helpers.lowlevel import malloc, malloc_varsize, null, op, static_call, type_of

DUMMY: Final = -(2**63)
PROBES: Final = 9


def mark_of(key_hash: Any) -> Any:
    """What stands in a slot for an item with this hash."""
    mark = key_hash + 1
    if mark == DUMMY:
        return mark + 1
    return mark


# Lookup -----------------------------------------------------------------------------------------------------------


def find_simple(s: Any, key: Any, mark: Any, keys: Any) -> Any:
    """Find an item whose comparison cannot change the set."""
    table = s.table
    mask = len(table) - 1
    start = (mark - 1) & mask
    perturb = op.cast_int_to_uint(mark - 1)
    free = -1
    while True:
        slot = start
        last = start + PROBES if start + PROBES <= mask else start
        while slot <= last:
            found = table[slot].hash
            if found == 0:
                return ~slot if free < 0 else ~free
            if found == mark and keys.equal(table[slot].key, key):
                return slot
            if found == DUMMY:
                free = slot
            slot = slot + 1
        perturb = perturb >> 5
        start = (start * 5 + 1 + op.cast_uint_to_int(perturb)) & mask


def find_general(s: Any, key: Any, mark: Any, keys: Any) -> Any:
    """Find an item (a pointer) whose comparison may run any code: start again if that changed the set."""
    table = s.table
    start = (mark - 1) & (len(table) - 1)
    perturb = op.cast_int_to_uint(mark - 1)
    free = -1
    while True:
        slot = start
        last = start + PROBES if start + PROBES <= len(table) - 1 else start
        restart = False
        while slot <= last:
            found = table[slot].hash
            if found == 0:
                return ~slot if free < 0 else ~free
            if found == DUMMY:
                free = slot
            if found == mark:
                item = table[slot].key
                if item is key:
                    return slot
                same = keys.equal(item, key)
                if s.table is not table or table[slot].hash != mark or table[slot].key is not item:
                    restart = True
                    slot = last
                elif same:
                    return slot
            slot = slot + 1
        if restart:
            free = -1
            table = s.table
            start = (mark - 1) & (len(table) - 1)
            perturb = op.cast_int_to_uint(mark - 1)
        else:
            perturb = perturb >> 5
            start = (start * 5 + 1 + op.cast_uint_to_int(perturb)) & (len(table) - 1)


def clean_slot(table: Any, mark: Any) -> Any:
    """The slot for an item known not to be in a table without dummies."""
    mask = len(table) - 1
    start = (mark - 1) & mask
    perturb = op.cast_int_to_uint(mark - 1)
    while True:
        slot = start
        last = start + PROBES if start + PROBES <= mask else start
        while slot <= last:
            if table[slot].hash == 0:
                return slot
            slot = slot + 1
        perturb = perturb >> 5
        start = (start * 5 + 1 + op.cast_uint_to_int(perturb)) & mask


def is_item(mark: Any) -> Any:
    """Does a slot with this mark hold an item?"""
    return mark != 0 and mark != DUMMY


def prepare_nothing(s: Any, keys: Any) -> Any:
    """Before a lookup, where hashes of prebuilt items are known at translation time."""


def prepare_late(s: Any, keys: Any) -> Any:
    """Before a lookup, where they are not: a prebuilt set that was never used has finger -1."""
    if s.finger < 0:
        s.finger = 0
        table = s.table
        i = 0
        while i < len(table):
            if is_item(table[i].hash):
                table[i].hash = mark_of(keys.hash(table[i].key))
            i = i + 1
        set_resize(s, len(table) - 1)


# Changing ---------------------------------------------------------------------------------------------------------


def set_new(struct: Any, empty: Any) -> Any:
    """An empty set; the shared empty table is given."""
    s = malloc(struct)
    s.table = empty
    return s


def new_table(s: Any, size: Any) -> Any:
    """A fresh table."""
    return malloc_varsize(static_call(target_of, type_of(s.table)), size)


def set_insert(s: Any, key: Any, mark: Any, slot: Any) -> Any:
    """Put a new item into the free slot found for it: the last dummy on the way, if there was one."""
    if s.table[slot].hash == DUMMY:
        s.table[slot].key = key
        s.table[slot].hash = mark
        s.used = s.used + 1
        return
    if s.fill == 0:
        s.table = new_table(s, len(s.table))
    table = s.table
    table[slot].key = key
    table[slot].hash = mark
    used = s.used + 1
    fill = s.fill + 1
    s.used = used
    s.fill = fill
    if fill * 5 >= (len(table) - 1) * 3:
        set_resize(s, used * 2 if used > 50000 else used * 4)


def set_resize(s: Any, needed: Any) -> Any:
    """Make a table for more than `needed` slots, without dummies."""
    size = 8
    while size <= needed:
        size = size << 1
    table = s.table
    fresh = new_table(s, size)
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            slot = clean_slot(fresh, mark)
            fresh[slot].key = table[i].key
            fresh[slot].hash = mark
        i = i + 1
    s.table = fresh
    s.fill = s.used


def find(s: Any, key: Any, keys: Any) -> Any:
    """The slot of an item, or a negative number."""
    keys.prepare_set(s, keys)
    return keys.find(s, key, mark_of(keys.hash(key)), keys)


def set_contains(s: Any, key: Any, keys: Any) -> Any:
    """`key in s`."""
    return find(s, key, keys) >= 0


def set_add(s: Any, key: Any, keys: Any) -> Any:
    """`s.add(key)`."""
    keys.prepare_set(s, keys)
    add_marked(s, key, mark_of(keys.hash(key)), keys)


def add_marked(s: Any, key: Any, mark: Any, keys: Any) -> Any:
    """Add an item whose mark is known."""
    slot = keys.find(s, key, mark, keys)
    if slot < 0:
        set_insert(s, key, mark, ~slot)


def remove_slot(s: Any, slot: Any) -> Any:
    """Remove the item in a slot."""
    table = s.table
    table[slot].hash = DUMMY
    if static_call(is_traced, type_of(table[slot].key)):
        table[slot].key = null(type_of(table[slot].key))
    s.used = s.used - 1


def set_discard(s: Any, key: Any, keys: Any) -> Any:
    """`s.discard(key)`."""
    slot = find(s, key, keys)
    if slot >= 0:
        remove_slot(s, slot)


def set_remove(s: Any, key: Any, keys: Any) -> Any:
    """`s.remove(key)`."""
    slot = find(s, key, keys)
    if slot < 0:
        raise KeyError(keys.repr(key))
    remove_slot(s, slot)


def set_pop(s: Any, keys: Any) -> Any:
    """`s.pop()`."""
    keys.prepare_set(s, keys)
    if s.used == 0:
        raise KeyError("'pop from an empty set'")
    table = s.table
    mask = len(table) - 1
    slot = s.finger & mask
    while not is_item(table[slot].hash):
        slot = (slot + 1) & mask
    key = table[slot].key
    remove_slot(s, slot)
    s.finger = slot + 1
    return key


def set_clear(s: Any, empty: Any) -> Any:
    """`s.clear()`; the shared empty table is given."""
    s.table = empty
    s.used = 0
    s.fill = 0
    # CPython's finger stays, too: it decides where the next pop() begins.


# Whole sets -------------------------------------------------------------------------------------------------------


def set_copy(s: Any, keys: Any, empty: Any) -> Any:
    """A new set of the same items."""
    result = set_new(static_call(target_of, type_of(s)), empty)
    set_update(result, s, keys)
    return result


def reserve(s: Any, count: Any) -> Any:
    """Grow once before `count` items are added."""
    if (s.fill + count) * 5 >= (len(s.table) - 1) * 3:
        set_resize(s, (s.used + count) * 2)


def set_update(s: Any, other: Any, keys: Any) -> Any:
    """`s.update(other)` of a set of the same type."""
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    if s is other or other.used == 0:
        return
    reserve(s, other.used)
    if s.fill == 0:
        copy_into_empty(s, other)
        return
    table = other.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            add_marked(s, table[i].key, mark, keys)
        i = i + 1


def copy_into_empty(s: Any, other: Any) -> Any:
    """Fill an empty set from another."""
    table = other.table
    size = len(s.table)
    fresh = new_table(s, size)
    if size == len(table) and other.fill == other.used:
        op.arraycopy(table, fresh, 0, 0, size)
    else:
        i = 0
        while i < len(table):
            mark = table[i].hash
            if is_item(mark):
                slot = clean_slot(fresh, mark)
                fresh[slot].key = table[i].key
                fresh[slot].hash = mark
            i = i + 1
    s.table = fresh
    s.used = other.used
    s.fill = other.used


def set_update_array(s: Any, items: Any, count: Any, keys: Any) -> Any:
    """`s.update(items)` of the first items of an array."""
    i = 0
    while i < count:
        set_add(s, items[i], keys)
        i = i + 1


def set_intersection(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s & other`."""
    if s is other:
        return set_copy(s, keys, empty)
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    result = set_new(static_call(target_of, type_of(s)), empty)
    walked = other
    tested = s
    if other.used > s.used:
        walked = s
        tested = other
    table = walked.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            key = table[i].key
            if keys.find(tested, key, mark, keys) >= 0:
                add_marked(result, key, mark, keys)
        i = i + 1
    return result


def intersection_with_array(s: Any, items: Any, count: Any, keys: Any, empty: Any) -> Any:
    """`s.intersection(items)`: what is found, in the order of the items."""
    keys.prepare_set(s, keys)
    result = set_new(static_call(target_of, type_of(s)), empty)
    i = 0
    while i < count:
        key = items[i]
        mark = mark_of(keys.hash(key))
        if keys.find(s, key, mark, keys) >= 0:
            add_marked(result, key, mark, keys)
        i = i + 1
    return result


def intersection_of_smaller(
    first: Any, second: Any, items: Any, count: Any, others: Any, other_count: Any, keys: Any, empty: Any
) -> Any:
    """The items of the smaller one of two sets (the first one at a tie) that are in the other one, in their order."""
    if count <= other_count:
        return intersection_with_array(second, items, count, keys, empty)
    return intersection_with_array(first, others, other_count, keys, empty)


def difference_update_array(s: Any, items: Any, count: Any, keys: Any) -> Any:
    """`s.difference_update(items)`."""
    i = 0
    while i < count:
        set_discard(s, items[i], keys)
        i = i + 1
    drop_dummies(s)


def drop_dummies(s: Any) -> Any:
    """Make a new table if more than a quarter of it are removed items."""
    if s.fill - s.used > (len(s.table) - 1) // 4:
        set_resize(s, s.used * 2 if s.used > 50000 else s.used * 4)


def set_difference(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s - other`."""
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    if s.used >> 2 > other.used:
        result = set_copy(s, keys, empty)
        set_difference_update(result, other, keys)
        return result
    result = set_new(static_call(target_of, type_of(s)), empty)
    table = s.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            key = table[i].key
            if keys.find(other, key, mark, keys) < 0:
                add_marked(result, key, mark, keys)
        i = i + 1
    return result


def set_difference_update(s: Any, other: Any, keys: Any) -> Any:
    """`s -= other`."""
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    table = other.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            slot = keys.find(s, table[i].key, mark, keys)
            if slot >= 0:
                remove_slot(s, slot)
        i = i + 1
    drop_dummies(s)


def set_symmetric_difference(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s ^ other`."""
    result = set_copy(other, keys, empty)
    set_symmetric_update(result, s, keys)
    return result


def set_symmetric_update(s: Any, other: Any, keys: Any) -> Any:
    """`s ^= other`."""
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    table = other.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            key = table[i].key
            slot = keys.find(s, key, mark, keys)
            if slot >= 0:
                remove_slot(s, slot)
            else:
                set_insert(s, key, mark, ~slot)
        i = i + 1


def set_union(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s | other`."""
    result = set_copy(s, keys, empty)
    if s is not other:  # else the table would grow, which shows in the order of the items
        set_update(result, other, keys)
    return result


def inplace_or(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s |= other`."""
    set_update(s, other, keys)


def inplace_and(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s &= other`."""
    take_over(s, set_intersection(s, other, keys, empty))


def inplace_sub(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s -= other`."""
    if s is other:
        set_clear(s, empty)
    else:
        set_difference_update(s, other, keys)


def inplace_xor(s: Any, other: Any, keys: Any, empty: Any) -> Any:
    """`s ^= other`."""
    if s is other:
        set_clear(s, empty)
    else:
        set_symmetric_update(s, other, keys)


def take_over(s: Any, other: Any) -> Any:
    """Give `s` the items of a fresh set (`s &= ...`)."""
    s.table = other.table
    s.used = other.used
    s.fill = other.fill


def is_subset(s: Any, other: Any, keys: Any) -> Any:
    """`s <= other`."""
    if s.used > other.used:
        return False
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    table = s.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            if keys.find(other, table[i].key, mark, keys) < 0:
                return False
        i = i + 1
    return True


def is_disjoint(s: Any, other: Any, keys: Any) -> Any:
    """`s.isdisjoint(other)`."""
    keys.prepare_set(s, keys)
    keys.prepare_set(other, keys)
    walked = other
    tested = s
    if other.used > s.used:
        walked = s
        tested = other
    table = walked.table
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            if keys.find(tested, table[i].key, mark, keys) >= 0:
                return False
        i = i + 1
    return True


def set_equal(s: Any, other: Any, keys: Any) -> Any:
    """`s == other`; either may be None."""
    if s is other:
        return True
    if s is None or other is None:
        return False
    return s.used == other.used and is_subset(s, other, keys)


def set_hash(s: Any, keys: Any) -> Any:
    """CPython's hash of a frozenset; None has one too."""
    if s is None:
        return 13
    keys.prepare_set(s, keys)
    table = s.table
    mixed = 0
    i = 0
    while i < len(table):
        mark = table[i].hash
        if is_item(mark):
            value = mark - 1
            mixed = mixed ^ (((value ^ 89869747) ^ (value << 16)) * 3644798167)
        i = i + 1
    mixed = mixed ^ ((s.used + 1) * 1927868237)
    bits = op.cast_int_to_uint(mixed)
    mixed = mixed ^ op.cast_uint_to_int((bits >> 11) ^ (bits >> 25))
    mixed = mixed * 69069 + 907133923
    if mixed == -1:
        return 590923713
    return mixed


# Iteration --------------------------------------------------------------------------------------------------------


def set_next(iterator: Any) -> Any:
    """The next item."""
    s = iterator.set
    if s.used != iterator.used:
        raise RuntimeError("Set changed size during iteration")
    slot = iterator.slot
    table = s.table
    while slot < len(table):
        if is_item(table[slot].hash):
            iterator.slot = slot + 1
            return table[slot].key
        slot = slot + 1
    iterator.slot = slot
    raise StopIteration


def set_items_array(s: Any, array_type: Any) -> Any:
    """The items as an array."""
    result = malloc_varsize(array_type, s.used)
    table = s.table
    i = 0
    j = 0
    while i < len(table):
        if is_item(table[i].hash):
            result[j] = table[i].key
            j = j + 1
        i = i + 1
    return result
