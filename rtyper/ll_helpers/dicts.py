"""Low-level helpers of dict: an insertion-ordered hash table.

A dict is `{count, used, usable, indexes, entries}`.  `entries[:used]` are `{key, value, hash}` in insertion order; a
deleted one has hash -1 (no key has).  `indexes` is an open-addressed table, a power of two long: 0 free, -1 deleted,
otherwise the index of an entry plus one.  `usable` insertions are possible before it must grow, and it then has at
least a third of free slots.  An empty dict shares an index table of one free slot.

`keys` is a Void constant with the functions for the keys' type: `lookup`, `equal`, `hash`, `prepare`, `repr`
(see `representations/dicts.py`).  A lookup returns the index of the entry, or `~slot` with the free slot found.
"""

from __future__ import annotations

from typing import Any, Final

from weft.rtyper.ll_helpers.arrays import array_find
from weft.rtyper.ll_helpers.lowlevel import malloc, malloc_varsize, null, op, static_call, type_of
from weft.rtyper.lltype.types import INT32, Array, LowLevelType, Ptr

INDEXES: Final = Array(INT32)


def is_traced(type_: LowLevelType) -> bool:
    """True for gc pointers (host, translation time)."""
    return type_.is_gc_pointer


def target_of(pointer_type: Ptr) -> Any:
    """What a pointer type points to (host, translation time)."""
    return pointer_type.to


# Lookup -----------------------------------------------------------------------------------------------------------


def lookup_simple(d: Any, key: Any, key_hash: Any, keys: Any) -> Any:
    """Find a key whose comparison is cheaper than that of hashes."""
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    slot = key_hash & mask
    perturb = op.cast_int_to_uint(key_hash)
    while True:
        index = op.cast_int32_to_int(indexes[slot])
        if index == 0:
            return ~slot
        if index > 0 and keys.equal(entries[index - 1].key, key):
            return index - 1
        perturb = perturb >> 5
        slot = (slot * 5 + 1 + op.cast_uint_to_int(perturb)) & mask


def lookup_hashed(d: Any, key: Any, key_hash: Any, keys: Any) -> Any:
    """Find a key by comparing hashes first."""
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    slot = key_hash & mask
    perturb = op.cast_int_to_uint(key_hash)
    while True:
        index = op.cast_int32_to_int(indexes[slot])
        if index == 0:
            return ~slot
        if index > 0 and entries[index - 1].hash == key_hash and keys.equal(entries[index - 1].key, key):
            return index - 1
        perturb = perturb >> 5
        slot = (slot * 5 + 1 + op.cast_uint_to_int(perturb)) & mask


def lookup_general(d: Any, key: Any, key_hash: Any, keys: Any) -> Any:
    """Find a key (a pointer) whose comparison may run any code: start again if that changed the dict."""
    indexes = d.indexes
    entries = d.entries
    slot = key_hash & (len(indexes) - 1)
    perturb = op.cast_int_to_uint(key_hash)
    while True:
        index = op.cast_int32_to_int(indexes[slot])
        if index == 0:
            return ~slot
        restart = False
        if index > 0 and entries[index - 1].hash == key_hash:
            found = entries[index - 1].key
            if found is key:
                return index - 1
            same = keys.equal(found, key)
            if (
                d.indexes is not indexes
                or d.entries is not entries
                or entries[index - 1].hash != key_hash
                or entries[index - 1].key is not found
            ):
                restart = True
            elif same:
                return index - 1
        if restart:
            indexes = d.indexes
            entries = d.entries
            slot = key_hash & (len(indexes) - 1)
            perturb = op.cast_int_to_uint(key_hash)
        else:
            perturb = perturb >> 5
            slot = (slot * 5 + 1 + op.cast_uint_to_int(perturb)) & (len(indexes) - 1)


def free_slot(indexes: Any, key_hash: Any) -> Any:
    """The slot for a new key in a table without deleted ones before it."""
    mask = len(indexes) - 1
    slot = key_hash & mask
    perturb = op.cast_int_to_uint(key_hash)
    while op.cast_int32_to_int(indexes[slot]) != 0:
        perturb = perturb >> 5
        slot = (slot * 5 + 1 + op.cast_uint_to_int(perturb)) & mask
    return slot


def slot_of_entry(indexes: Any, key_hash: Any, entry: Any) -> Any:
    """The slot that refers to an entry."""
    mask = len(indexes) - 1
    slot = key_hash & mask
    perturb = op.cast_int_to_uint(key_hash)
    while op.cast_int32_to_int(indexes[slot]) != entry + 1:
        perturb = perturb >> 5
        slot = (slot * 5 + 1 + op.cast_uint_to_int(perturb)) & mask
    return slot


def prepare_nothing(d: Any, keys: Any) -> Any:
    """Before a lookup, where hashes of prebuilt keys are known at translation time."""


def prepare_late(d: Any, keys: Any) -> Any:
    """Before a lookup, where they are not: a prebuilt dict that was never used has entries and no index."""
    if len(d.indexes) == 1 and d.count != 0:
        reindex(d, keys)


def reindex(d: Any, keys: Any) -> Any:
    """Compute the hashes of a prebuilt dict's keys and its index."""
    i = 0
    entries = d.entries
    while i < d.used:
        entries[i].hash = keys.hash(entries[i].key)
        i = i + 1
    dict_resize(d)


# Growing ----------------------------------------------------------------------------------------------------------


def dict_new(struct: Any, indexes: Any, entries: Any) -> Any:
    """An empty dict; the shared empty tables are given."""
    d = malloc(struct)
    d.indexes = indexes
    d.entries = entries
    return d


def dict_resize(d: Any) -> Any:
    """Make new tables for the present entries and about as many new ones, without deleted ones."""
    count = d.count
    size = 8
    while size <= count * 3:
        size = size << 1
    if size > 2147483648:
        raise MemoryError("")
    dict_rebuild(d, size)


def dict_rebuild(d: Any, size: Any) -> Any:
    """Make new tables; `size` is that of the index."""
    entries = d.entries
    count = d.count
    used = d.used
    capacity = (size << 1) // 3
    fresh = malloc_varsize(static_call(target_of, type_of(entries)), capacity)
    if count == used:
        op.arraycopy(entries, fresh, 0, 0, count)
    else:
        i = 0
        j = 0
        while i < used:
            if entries[i].hash != -1:
                fresh[j].key = entries[i].key
                fresh[j].value = entries[i].value
                fresh[j].hash = entries[i].hash
                j = j + 1
            i = i + 1
    indexes = malloc_varsize(INDEXES, size)
    i = 0
    while i < count:
        indexes[free_slot(indexes, fresh[i].hash)] = op.cast_int_to_int32(i + 1)
        i = i + 1
    d.entries = fresh
    d.indexes = indexes
    d.used = count
    d.usable = capacity - count


def dict_insert(d: Any, key: Any, value: Any, key_hash: Any, slot: Any) -> Any:
    """Add an entry for a key that was looked up and not found."""
    if d.usable == 0:
        dict_resize(d)
        slot = free_slot(d.indexes, key_hash)
    used = d.used
    entries = d.entries
    entries[used].key = key
    entries[used].value = value
    entries[used].hash = key_hash
    d.indexes[slot] = op.cast_int_to_int32(used + 1)
    d.used = used + 1
    d.count = d.count + 1
    d.usable = d.usable - 1


def delete_entry(d: Any, index: Any) -> Any:
    """Remove an entry."""
    entries = d.entries
    d.indexes[slot_of_entry(d.indexes, entries[index].hash, index)] = op.cast_int_to_int32(-1)
    entries[index].hash = -1
    if static_call(is_traced, type_of(entries[index].key)):
        entries[index].key = null(type_of(entries[index].key))
    if static_call(is_traced, type_of(entries[index].value)):
        entries[index].value = null(type_of(entries[index].value))
    d.count = d.count - 1


# Operations -------------------------------------------------------------------------------------------------------


def find(d: Any, key: Any, keys: Any) -> Any:
    """The index of the key's entry, or a negative number."""
    keys.prepare(d, keys)
    return keys.lookup(d, key, keys.hash(key), keys)


def dict_getitem(d: Any, key: Any, keys: Any) -> Any:
    """`d[key]`."""
    index = find(d, key, keys)
    if index < 0:
        raise KeyError(keys.repr(key))
    return d.entries[index].value


def dict_getitem_or_zero(d: Any, key: Any, keys: Any, missing: Any) -> Any:
    """`d[key]` of a Counter."""
    index = find(d, key, keys)
    if index < 0:
        return missing
    return d.entries[index].value


def dict_getitem_or_make(d: Any, key: Any, keys: Any, factory: Any) -> Any:
    """`d[key]` of a defaultdict."""
    index = find(d, key, keys)
    if index < 0:
        value = factory()
        dict_setitem(d, key, value, keys)
        return value
    return d.entries[index].value


def dict_setitem(d: Any, key: Any, value: Any, keys: Any) -> Any:
    """`d[key] = value`."""
    keys.prepare(d, keys)
    key_hash = keys.hash(key)
    index = keys.lookup(d, key, key_hash, keys)
    if index >= 0:
        d.entries[index].value = value
    else:
        dict_insert(d, key, value, key_hash, ~index)


def dict_delitem(d: Any, key: Any, keys: Any) -> Any:
    """`del d[key]`."""
    index = find(d, key, keys)
    if index < 0:
        raise KeyError(keys.repr(key))
    delete_entry(d, index)


def dict_contains(d: Any, key: Any, keys: Any) -> Any:
    """`key in d`."""
    return find(d, key, keys) >= 0


def dict_get(d: Any, key: Any, default: Any, keys: Any, convert: Any) -> Any:
    """`d.get(key, default)`; values are converted to the result's type."""
    index = find(d, key, keys)
    if index < 0:
        return default
    return convert(d.entries[index].value)


def dict_setdefault(d: Any, key: Any, default: Any, keys: Any) -> Any:
    """`d.setdefault(key, default)`."""
    keys.prepare(d, keys)
    key_hash = keys.hash(key)
    index = keys.lookup(d, key, key_hash, keys)
    if index >= 0:
        return d.entries[index].value
    dict_insert(d, key, default, key_hash, ~index)
    return default


def dict_pop(d: Any, key: Any, keys: Any) -> Any:
    """`d.pop(key)`."""
    index = find(d, key, keys)
    if index < 0:
        raise KeyError(keys.repr(key))
    value = d.entries[index].value
    delete_entry(d, index)
    return value


def dict_pop_default(d: Any, key: Any, default: Any, keys: Any, convert: Any) -> Any:
    """`d.pop(key, default)`."""
    index = find(d, key, keys)
    if index < 0:
        return default
    value = d.entries[index].value
    delete_entry(d, index)
    return convert(value)


def last_entry(d: Any, keys: Any) -> Any:
    """The index of the entry `popitem` takes; entries behind it are dropped for good."""
    keys.prepare(d, keys)
    if d.count == 0:
        raise KeyError("'popitem(): dictionary is empty'")
    index = d.used - 1
    entries = d.entries
    while entries[index].hash == -1:
        index = index - 1
    d.used = index + 1
    return index


def first_entry(d: Any, keys: Any) -> Any:
    """The index of the oldest entry."""
    keys.prepare(d, keys)
    if d.count == 0:
        raise KeyError("'dictionary is empty'")
    index = 0
    entries = d.entries
    while entries[index].hash == -1:
        index = index + 1
    return index


def dict_clear(d: Any, indexes: Any, entries: Any) -> Any:
    """`d.clear()`; the shared empty tables are given."""
    d.indexes = indexes
    d.entries = entries
    d.count = 0
    d.used = 0
    d.usable = 0


def dict_copy(d: Any, keys: Any) -> Any:
    """`d.copy()`."""
    keys.prepare(d, keys)
    result = malloc(static_call(target_of, type_of(d)))
    result.count = d.count
    result.used = d.used
    result.entries = d.entries
    result.indexes = d.indexes
    if d.count != 0:
        dict_resize(result)
    else:
        result.used = 0
        result.entries = malloc_varsize(static_call(target_of, type_of(d.entries)), 0)
        result.indexes = malloc_varsize(INDEXES, 1)
    return result


def dict_update(d: Any, other: Any, keys: Any) -> Any:
    """`d.update(other)` of a dict of the same type."""
    if d is other:
        return
    i = 0
    while i < other.used:
        entries = other.entries
        if entries[i].hash != -1:
            dict_setitem(d, entries[i].key, entries[i].value, keys)
        i = i + 1


def dict_update_converted(d: Any, other: Any, keys: Any, convert_key: Any, convert_value: Any) -> Any:
    """`d.update(other)` of a dict of another type."""
    i = 0
    while i < other.used:
        entries = other.entries
        if entries[i].hash != -1:
            dict_setitem(d, convert_key(entries[i].key), convert_value(entries[i].value), keys)
        i = i + 1


def dict_equal(d: Any, other: Any, keys: Any, equal: Any) -> Any:
    """`d == other` of two dicts of one type; either may be None."""
    if d is other:
        return True
    if d is None or other is None:
        return False
    if d.count != other.count:
        return False
    i = 0
    while i < d.used:
        entries = d.entries
        if entries[i].hash != -1:
            value = entries[i].value
            index = find(other, entries[i].key, keys)
            if index < 0:
                return False
            if not equal(value, other.entries[index].value):
                return False
        i = i + 1
    return True


def move_to_end(d: Any, key: Any, keys: Any) -> Any:
    """`OrderedDict.move_to_end(key)`."""
    index = find(d, key, keys)
    if index < 0:
        raise KeyError(keys.repr(key))
    value = d.entries[index].value
    own = d.entries[index].key
    delete_entry(d, index)
    dict_setitem(d, own, value, keys)


def same_value(value: Any) -> Any:
    """The conversion that does nothing."""
    return value


# Iteration --------------------------------------------------------------------------------------------------------


def next_entry(iterator: Any) -> Any:
    """The index of the next entry."""
    d = iterator.dict
    if d.count != iterator.count:
        raise RuntimeError("dictionary changed size during iteration")
    index = iterator.index
    entries = d.entries
    used = d.used
    while index < used:
        if entries[index].hash != -1:
            iterator.index = index + 1
            return index
        index = index + 1
    iterator.index = index
    raise StopIteration


def next_entry_reversed(iterator: Any) -> Any:
    """The index of the entry before."""
    d = iterator.dict
    if d.count != iterator.count:
        raise RuntimeError("dictionary changed size during iteration")
    index = iterator.index - 1
    entries = d.entries
    while index >= 0:
        if entries[index].hash != -1:
            iterator.index = index
            return index
        index = index - 1
    iterator.index = 0
    raise StopIteration


def next_key(iterator: Any) -> Any:
    """The next key."""
    index = next_entry(iterator)
    return iterator.dict.entries[index].key


def next_key_reversed(iterator: Any) -> Any:
    """The key before."""
    index = next_entry_reversed(iterator)
    return iterator.dict.entries[index].key


def next_value(iterator: Any) -> Any:
    """The next value."""
    index = next_entry(iterator)
    return iterator.dict.entries[index].value


def dict_keys_array(d: Any, array_type: Any) -> Any:
    """The keys as an array."""
    result = malloc_varsize(array_type, d.count)
    entries = d.entries
    i = 0
    j = 0
    while i < d.used:
        if entries[i].hash != -1:
            result[j] = entries[i].key
            j = j + 1
        i = i + 1
    return result


def dict_values_array(d: Any, array_type: Any) -> Any:
    """The values as an array."""
    result = malloc_varsize(array_type, d.count)
    entries = d.entries
    i = 0
    j = 0
    while i < d.used:
        if entries[i].hash != -1:
            result[j] = entries[i].value
            j = j + 1
        i = i + 1
    return result


def dict_pairs_array(d: Any, array_type: Any, make_pair: Any) -> Any:
    """The (key, value) tuples as an array."""
    count = d.count
    result = malloc_varsize(array_type, count)
    i = 0
    j = 0
    while i < d.used and j < count:
        entries = d.entries
        if entries[i].hash != -1:
            result[j] = make_pair(entries[i].key, entries[i].value)
            j = j + 1
        i = i + 1
    return result


def repr_of_void(key: Any) -> Any:
    """The repr of the only key a dict without run-time keys can have."""
    return "None"


def values_contain(d: Any, value: Any, array_type: Any, equal: Any) -> Any:
    """`value in d.values()`."""
    items = dict_values_array(d, array_type)
    return array_find(items, 0, len(items), value, equal) >= 0


def same_keys(d: Any, other: Any, keys: Any) -> Any:
    """`d.keys() == other.keys()`."""
    if d.count != other.count:
        return False
    i = 0
    while i < d.used:
        entries = d.entries
        if entries[i].hash != -1:
            if find(other, entries[i].key, keys) < 0:
                return False
        i = i + 1
    return True
