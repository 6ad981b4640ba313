"""Low-level helpers that turn one built-in container into another."""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.arrays import array_reverse, new_items, new_items_like
from weft.rtyper.ll_helpers.dicts import next_entry
from weft.rtyper.ll_helpers.lowlevel import malloc_varsize_uninit, op
from weft.rtyper.ll_helpers.sets import is_item
from weft.rtyper.ll_helpers.strings import str_char


def str_items(s: Any, array_type: Any) -> Any:
    """The characters of a string as an array."""
    length = s.length
    items = malloc_varsize_uninit(array_type, length)
    i = 0
    while i < length:
        items[i] = str_char(s, i)
        i = i + 1
    return items


def str_next(iterator: Any) -> Any:
    """The next character of a string."""
    s = iterator.list
    index = iterator.index
    if index >= s.length:
        raise StopIteration
    iterator.index = index + 1
    return str_char(s, index)


def str_next_reversed(iterator: Any) -> Any:
    """The character before."""
    index = iterator.index - 1
    if index < 0:
        raise StopIteration
    iterator.index = index
    return str_char(iterator.list, index)


# What is left of an iterator, as an array; the iterator is exhausted afterwards ------------------------------------


def list_rest(iterator: Any) -> Any:
    """Of an iterator over a list."""
    start = iterator.index
    target = iterator.list
    count = target.length - start
    iterator.index = 9223372036854775807
    if count < 0:
        count = 0
    result = new_items_like(target.items, count)
    op.arraycopy(target.items, result, start if count > 0 else 0, 0, count)
    return result


def fixed_rest(iterator: Any) -> Any:
    """Of an iterator over an array."""
    start = iterator.index
    items = iterator.list
    count = len(items) - start
    iterator.index = len(items)
    result = new_items_like(items, count)
    op.arraycopy(items, result, start, 0, count)
    return result


def list_rest_reversed(iterator: Any) -> Any:
    """Of a reversed iterator over a list."""
    target = iterator.list
    count = iterator.index
    if count > target.length:
        count = 0
    iterator.index = 0
    return reversed_part(target.items, count)


def fixed_rest_reversed(iterator: Any) -> Any:
    """Of a reversed iterator over an array."""
    count = iterator.index
    iterator.index = 0
    return reversed_part(iterator.list, count)


def reversed_part(items: Any, count: Any) -> Any:
    """The first `count` items, last one first."""
    result = new_items_like(items, count)
    op.arraycopy(items, result, 0, 0, count)
    array_reverse(result, count)
    return result


def rest_of(iterator: Any, array_type: Any, length: Any, following: Any) -> Any:
    """Of an iterator with a known number of items left, by calling its `next`."""
    result = new_items(array_type, length)
    i = 0
    while i < length:
        result[i] = following(iterator)
        i = i + 1
    return result


def range_length(iterator: Any) -> Any:
    """How many items are left of a range with step 1?"""
    return iterator.stop - iterator.next if iterator.next < iterator.stop else 0


def range_length_down(iterator: Any) -> Any:
    """How many items are left of a range with step -1?"""
    return iterator.next - iterator.stop if iterator.next > iterator.stop else 0


def str_length(iterator: Any) -> Any:
    """How many characters are left?"""
    return iterator.list.length - iterator.index


def bytes_length(iterator: Any) -> Any:
    """How many bytes are left?"""
    return iterator.list.size - iterator.index


def index_length(iterator: Any) -> Any:
    """How many items are left of a reversed iterator?"""
    return iterator.index


def dict_length(iterator: Any) -> Any:
    """How many entries are left of an iterator over a dict?"""
    d = iterator.dict
    if d.count != iterator.count:
        raise RuntimeError("dictionary changed size during iteration")
    i = iterator.index
    left = 0
    while i < d.used:
        if d.entries[i].hash != -1:
            left = left + 1
        i = i + 1
    return left


def dict_length_reversed(iterator: Any) -> Any:
    """How many entries are left of a reversed iterator over a dict?"""
    d = iterator.dict
    if d.count != iterator.count:
        raise RuntimeError("dictionary changed size during iteration")
    i = iterator.index - 1
    left = 0
    while i >= 0:
        if d.entries[i].hash != -1:
            left = left + 1
        i = i - 1
    return left


def set_length(iterator: Any) -> Any:
    """How many items are left of an iterator over a set?"""
    s = iterator.set
    if s.used != iterator.used:
        raise RuntimeError("Set changed size during iteration")
    i = iterator.slot
    left = 0
    while i < len(s.table):
        if is_item(s.table[i].hash):
            left = left + 1
        i = i + 1
    return left


def bytearray_length(iterator: Any) -> Any:
    """How many bytes are left of an iterator over a bytearray?"""
    left = iterator.list.length - iterator.index
    return left if left > 0 else 0


def pairs_rest(iterator: Any, array_type: Any, length: Any, make_pair: Any) -> Any:
    """Of an iterator over the items of a dict."""
    result = new_items(array_type, length)
    i = 0
    while i < length:
        index = next_entry(iterator)
        entries = iterator.dict.entries
        result[i] = make_pair(entries[index].key, entries[index].value)
        i = i + 1
    return result
