"""Low-level helpers of rlib's StringBuilder.

Its buffer is an STR that is not a string yet: `length` is its capacity in characters, and what is beyond the used
part is garbage.  It is narrow until a wide character comes.
"""

from __future__ import annotations

from typing import Any

from weft.rtyper.ll_helpers.lowlevel import op
from weft.rtyper.ll_helpers.strings import char_extra, new_narrow, new_string, new_wide, put_wide, wide_substring


def builder_new(expected: Any) -> Any:
    """A buffer for about so many characters."""
    return new_narrow(expected if expected > 16 else 16)


def builder_grow(buffer: Any, used: Any, needed: Any, wide: Any) -> Any:
    """A buffer for at least `needed` characters with the used part of this one."""
    capacity = buffer.length
    if needed > capacity:
        capacity = needed + (needed >> 1) + 16
    if wide or buffer.size != buffer.length:
        bigger = new_wide(capacity)
        put_wide(bigger, 0, buffer, 0, used)
        return bigger
    bigger = new_narrow(capacity)
    op.tailcopy(buffer, bigger, 0, 0, used)
    return bigger


def builder_append_slice(buffer: Any, used: Any, text: Any, start: Any, stop: Any) -> Any:
    """Put text[start:stop] behind the used part; returns the buffer, which may be a new one."""
    count = stop - start
    final = used + count
    if final > buffer.length or buffer.size != buffer.length or text.size != text.length:
        return builder_append_slowly(buffer, used, text, start, count)
    op.tailcopy(text, buffer, start, used, count)
    return buffer


def builder_append_slowly(buffer: Any, used: Any, text: Any, start: Any, count: Any) -> Any:
    """The same where the buffer must grow or something is wide."""
    wide = text.size != text.length
    if used + count > buffer.length or (wide and buffer.size == buffer.length):
        buffer = builder_grow(buffer, used, used + count, wide)
    if buffer.size == buffer.length:
        op.tailcopy(text, buffer, start, used, count)
    else:
        put_wide(buffer, used, text, start, count)
    return buffer


def builder_append(buffer: Any, used: Any, text: Any) -> Any:
    """Put a string behind the used part."""
    return builder_append_slice(buffer, used, text, 0, text.length)


def builder_append_char(buffer: Any, used: Any, char: Any) -> Any:
    """Put a character behind the used part."""
    if used < buffer.length and buffer.size == buffer.length and op.cast_unichar_to_int(char) < 256:
        op.settail(buffer, used, op.cast_unichar_to_char(char))
        return buffer
    return builder_append_chars(buffer, used, char, 1)


def builder_append_chars(buffer: Any, used: Any, char: Any, count: Any) -> Any:
    """Put a character so many times behind the used part."""
    wide = char_extra(char) != 0
    if used + count > buffer.length or (wide and buffer.size == buffer.length):
        buffer = builder_grow(buffer, used, used + count, wide)
    if buffer.size == buffer.length:
        if count > 0:
            op.tailfill(buffer, used, count, op.cast_unichar_to_char(char))
    else:
        i = 0
        while i < count:
            op.settail_wide(buffer, used + i, char)
            i = i + 1
    return buffer


def builder_finish(buffer: Any, used: Any) -> Any:
    """The string of the used part."""
    if used == 0:
        return ""
    if buffer.size == buffer.length:
        result = new_string(used, 0)
        op.tailcopy(buffer, result, 0, 0, used)
        return result
    return wide_substring(buffer, 0, used)
