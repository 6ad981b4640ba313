"""Methods of bytes; those of bytearray go through bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib.encoding import encode
from weft.rlib.intrinsics import byte_at, bytes_from_bytearray
from weft.rlib.searching import clamp, clamp_end
from weft.rlib.strings import bounded_step, slice_length, slice_start, slice_stop

# Searching ------------------------------------------------------------------------------------------------------


def _matches_at(data: bytes, part: bytes, position: int) -> bool:
    i = 0
    while i < len(part):
        if byte_at(data, position + i) != byte_at(part, i):
            return False
        i += 1
    return True


def _find_in(data: bytes, part: bytes, start: int, stop: int) -> int:
    final = stop - len(part)
    if len(part) == 0:
        return start if start <= stop else -1
    first = byte_at(part, 0)
    while start <= final:
        if byte_at(data, start) == first and _matches_at(data, part, start):
            return start
        start += 1
    return -1


def _rfind_in(data: bytes, part: bytes, start: int, stop: int) -> int:
    position = stop - len(part)
    while position >= start:
        if _matches_at(data, part, position):
            return position
        position -= 1
    return -1


def one_byte(value: int) -> bytes:
    """Return the pattern for a byte given as a number."""
    if not 0 <= value < 256:
        raise ValueError("byte must be in range(0, 256)")
    data = bytearray(1)
    data[0] = value
    return bytes(data)


def _pattern(part: bytes | int) -> bytes:
    if isinstance(part, int):
        return one_byte(part)
    return bytes(part)


def find(data: bytes, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.find(part, start, end)`."""
    pattern = _pattern(part)
    first = clamp(start, len(data), 0)
    stop = clamp_end(end, len(data))
    if first > stop:
        return -1
    return _find_in(data, pattern, first, stop)


def rfind(data: bytes, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.rfind(part, start, end)`."""
    pattern = _pattern(part)
    first = clamp(start, len(data), 0)
    stop = clamp_end(end, len(data))
    if first > stop:
        return -1
    return _rfind_in(data, pattern, first, stop)


def index(data: bytes, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.index(part, start, end)`."""
    found = find(data, part, start, end)
    if found < 0:
        raise ValueError("subsection not found")
    return found


def rindex(data: bytes, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.rindex(part, start, end)`."""
    found = rfind(data, part, start, end)
    if found < 0:
        raise ValueError("subsection not found")
    return found


def count(data: bytes, part: bytes, start: int | None = None, end: int | None = None) -> int:
    """`data.count(part, start, end)`."""
    pattern = _pattern(part)
    first = clamp(start, len(data), 0)
    stop = clamp_end(end, len(data))
    if first > stop:
        return 0
    if len(pattern) == 0:
        return stop - first + 1
    found = 0
    place = _find_in(data, pattern, first, stop)
    while place >= 0:
        found += 1
        place = _find_in(data, pattern, place + len(pattern), stop)
    return found


def startswith(data: bytes, prefix: Any, start: int | None = None, end: int | None = None) -> bool:
    """`data.startswith(prefix, start, end)` for bytes, or a tuple of them."""
    if isinstance(prefix, tuple):
        return startswith_any(data, prefix, start, end)
    first = clamp(start, len(data), 0)
    stop = clamp_end(end, len(data))
    if first > stop or len(prefix) > stop - first:
        return False
    return _matches_at(data, bytes(prefix), first)


def endswith(data: bytes, suffix: Any, start: int | None = None, end: int | None = None) -> bool:
    """`data.endswith(suffix, start, end)` for bytes, or a tuple of them."""
    if isinstance(suffix, tuple):
        return endswith_any(data, suffix, start, end)
    first = clamp(start, len(data), 0)
    stop = clamp_end(end, len(data))
    if first > stop or len(suffix) > stop - first:
        return False
    return _matches_at(data, bytes(suffix), stop - len(suffix))


def startswith_any(data: bytes, prefixes: tuple[bytes, ...], start: int | None, end: int | None) -> bool:
    """`data.startswith(prefixes, start, end)` for a tuple."""
    for prefix in prefixes:
        if startswith(data, prefix, start, end):
            return True
    return False


def endswith_any(data: bytes, suffixes: tuple[bytes, ...], start: int | None, end: int | None) -> bool:
    """`data.endswith(suffixes, start, end)` for a tuple."""
    for suffix in suffixes:
        if endswith(data, suffix, start, end):
            return True
    return False


def removeprefix(data: bytes, prefix: bytes) -> bytes:
    """`data.removeprefix(prefix)`."""
    return data[len(prefix) :] if startswith(data, prefix) else data


def removesuffix(data: bytes, suffix: bytes) -> bytes:
    """`data.removesuffix(suffix)`."""
    return data[: len(data) - len(suffix)] if endswith(data, suffix) else data


# Splitting and joining --------------------------------------------------------------------------------------------


def is_space(byte: int) -> bool:
    """True for ASCII whitespace."""
    return byte == 32 or 9 <= byte <= 13


def split(data: bytes, sep: bytes | None = None, maxsplit: int = -1) -> list[bytes]:
    """`data.split(sep, maxsplit)`."""
    if sep is None:
        return _split_whitespace(data, maxsplit)
    if len(sep) == 0:
        raise ValueError("empty separator")
    pattern = bytes(sep)
    pieces: list[bytes] = []
    start = 0
    while maxsplit != 0:
        found = _find_in(data, pattern, start, len(data))
        if found < 0:
            break
        pieces.append(data[start:found])
        start = found + len(pattern)
        maxsplit -= 1
    pieces.append(data[start:])
    return pieces


def _split_whitespace(data: bytes, maxsplit: int) -> list[bytes]:
    pieces: list[bytes] = []
    length = len(data)
    i = 0
    while True:
        while i < length and is_space(byte_at(data, i)):
            i += 1
        if i == length:
            return pieces
        start = i
        if maxsplit == 0:
            pieces.append(data[start:])
            return pieces
        maxsplit -= 1
        while i < length and not is_space(byte_at(data, i)):
            i += 1
        pieces.append(data[start:i])


def rsplit(data: bytes, sep: bytes | None = None, maxsplit: int = -1) -> list[bytes]:
    """`data.rsplit(sep, maxsplit)`."""
    if sep is None:
        return _rsplit_whitespace(data, maxsplit)
    if len(sep) == 0:
        raise ValueError("empty separator")
    pattern = bytes(sep)
    pieces: list[bytes] = []
    stop = len(data)
    while maxsplit != 0:
        found = _rfind_in(data, pattern, 0, stop)
        if found < 0:
            break
        pieces.append(data[found + len(pattern) : stop])
        stop = found
        maxsplit -= 1
    pieces.append(data[:stop])
    pieces.reverse()
    return pieces


def _rsplit_whitespace(data: bytes, maxsplit: int) -> list[bytes]:
    pieces: list[bytes] = []
    i = len(data)
    while True:
        while i > 0 and is_space(byte_at(data, i - 1)):
            i -= 1
        if i == 0:
            break
        stop = i
        if maxsplit == 0:
            pieces.append(data[:stop])
            break
        maxsplit -= 1
        while i > 0 and not is_space(byte_at(data, i - 1)):
            i -= 1
        pieces.append(data[i:stop])
    pieces.reverse()
    return pieces


def splitlines(data: bytes, keepends: bool = False) -> list[bytes]:
    """`data.splitlines(keepends)`."""
    pieces: list[bytes] = []
    start = 0
    i = 0
    while i < len(data):
        byte = byte_at(data, i)
        end = i
        i += 1
        if byte != 10 and byte != 13:
            continue
        if byte == 13 and i < len(data) and byte_at(data, i) == 10:
            i += 1
        pieces.append(data[start : i if keepends else end])
        start = i
    if start < len(data):
        pieces.append(data[start:])
    return pieces


def partition(data: bytes, sep: bytes) -> tuple[bytes, bytes, bytes]:
    """`data.partition(sep)`."""
    if len(sep) == 0:
        raise ValueError("empty separator")
    found = _find_in(data, bytes(sep), 0, len(data))
    if found < 0:
        return data, b"", b""
    return data[:found], bytes(sep), data[found + len(sep) :]


def rpartition(data: bytes, sep: bytes) -> tuple[bytes, bytes, bytes]:
    """`data.rpartition(sep)`."""
    if len(sep) == 0:
        raise ValueError("empty separator")
    found = _rfind_in(data, bytes(sep), 0, len(data))
    if found < 0:
        return b"", b"", data
    return data[:found], bytes(sep), data[found + len(sep) :]


def join(separator: bytes, items: Iterable[bytes]) -> bytes:
    """`separator.join(items)`."""
    result = bytearray()
    first = True
    for item in items:
        if first:
            first = False
        else:
            result.extend(separator)
        result.extend(item)
    return bytes(result)


def replace(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    """`data.replace(old, new, count)`."""
    if count == 0:
        return data
    pattern = bytes(old)
    replacement = bytes(new)
    result = bytearray()
    if len(pattern) == 0:
        i = 0
        while i < len(data) and count != 0:
            result.extend(replacement)
            result.append(byte_at(data, i))
            count -= 1
            i += 1
        result.extend(data[i:])
        if count != 0:
            result.extend(replacement)
        return bytes(result)
    start = 0
    found = _find_in(data, pattern, 0, len(data))
    while found >= 0 and count != 0:
        result.extend(data[start:found])
        result.extend(replacement)
        start = found + len(pattern)
        count -= 1
        found = _find_in(data, pattern, start, len(data))
    result.extend(data[start:])
    return bytes(result)


# Stripping and padding -----------------------------------------------------------------------------------------


def _stripped(byte: int, chars: bytes | None) -> bool:
    if chars is None:
        return is_space(byte)
    return _find_in(chars, one_byte(byte), 0, len(chars)) >= 0


def lstrip(data: bytes, chars: bytes | None = None) -> bytes:
    """`data.lstrip(chars)`."""
    start = 0
    while start < len(data) and _stripped(byte_at(data, start), chars):
        start += 1
    return data[start:]


def rstrip(data: bytes, chars: bytes | None = None) -> bytes:
    """`data.rstrip(chars)`."""
    stop = len(data)
    while stop > 0 and _stripped(byte_at(data, stop - 1), chars):
        stop -= 1
    return data[:stop]


def strip(data: bytes, chars: bytes | None = None) -> bytes:
    """`data.strip(chars)`."""
    return lstrip(rstrip(data, chars), chars)


def _padding(count: int, fill: bytes) -> bytes:
    if len(fill) != 1:
        raise TypeError("The fill character must be a byte string of length 1")
    return fill * count


def ljust(data: bytes, width: int, fillchar: bytes = b" ") -> bytes:
    """`data.ljust(width, fillchar)`."""
    return data + _padding(width - len(data), fillchar)


def rjust(data: bytes, width: int, fillchar: bytes = b" ") -> bytes:
    """`data.rjust(width, fillchar)`."""
    return _padding(width - len(data), fillchar) + data


def center(data: bytes, width: int, fillchar: bytes = b" ") -> bytes:
    """`data.center(width, fillchar)`."""
    margin = width - len(data)
    if margin < 0:
        margin = 0
    left = margin // 2 + (margin & width & 1)
    return _padding(left, fillchar) + data + _padding(margin - left, fillchar)


def zfill(data: bytes, width: int) -> bytes:
    """`data.zfill(width)`."""
    missing = width - len(data)
    if missing <= 0:
        return data
    if len(data) > 0 and (data[0] == 43 or data[0] == 45):
        return data[:1] + b"0" * missing + data[1:]
    return b"0" * missing + data


# Slices -----------------------------------------------------------------------------------------------------------


def get_step_slice(data: bytes, start: int | None, stop: int | None, step: int) -> bytes:
    """`data[start:stop:step]`."""
    step = bounded_step(step, len(data))
    first = slice_start(start, step, len(data))
    size = slice_length(first, slice_stop(stop, step, len(data)), step)
    result = bytearray(size)
    i = 0
    while i < size:
        result[i] = byte_at(data, first)
        first += step
        i += 1
    return bytes(result)


def get_array_step_slice(data: bytearray, start: int | None, stop: int | None, step: int) -> bytearray:
    """`data[start:stop:step]` of a bytearray."""
    return bytearray(get_step_slice(bytes_from_bytearray(data, 0, len(data)), start, stop, step))


def of_iterable(values: Iterable[int]) -> bytes:
    """`bytes(values)` for any iterable of ints."""
    return bytes(array_of_iterable(values))


def array_of_iterable(values: Iterable[int]) -> bytearray:
    """`bytearray(values)` for any iterable of ints."""
    result = bytearray()
    for value in values:
        if not 0 <= value < 256:
            raise ValueError("bytes must be in range(0, 256)")
        result.append(value)
    return result


def of_text(text: str, encoding: str, errors: str = "strict") -> bytes:
    """`bytes(text, encoding, errors)`."""
    return encode(text, encoding, errors)


def array_of_text(text: str, encoding: str, errors: str = "strict") -> bytearray:
    """`bytearray(text, encoding, errors)`."""
    return bytearray(encode(text, encoding, errors))


def ord_of(data: bytes) -> int:
    """`ord(data)`."""
    if len(data) != 1:
        raise TypeError("ord() expected a character, but string of length " + str(len(data)) + " found")
    return byte_at(data, 0)
