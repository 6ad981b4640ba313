"""The struct module at run time: numbers to and from bytes.  `struct_formats.py` makes the functions for a format."""

from __future__ import annotations

import struct
from typing import Any

from weft.rlib.externals import weft_float_to_single, weft_single_to_float
from weft.rlib.int_text import int_str
from weft.rlib.intrinsics import byte_at, bytes_from_bytearray, float_bits, float_from_bits


def error(message: str) -> struct.error:
    """Return the error of the module."""
    return struct.error(message)


def put_int(buffer: bytearray, place: int, value: Any, size: int, big: bool, letter: str, low: int, high: int) -> None:
    """Store an integer of a size in bytes; `low` and `high` are its limits."""
    number = int(value)
    if number < low or number > high:
        raise error("'" + letter + "' format requires " + int_str(low) + " <= number <= " + int_str(high))
    put_bits(buffer, place, number, size, big)


def put_long(buffer: bytearray, place: int, value: Any, size: int, big: bool) -> None:
    """Store a signed word."""
    put_bits(buffer, place, int(value), size, big)


def put_unsigned_long(buffer: bytearray, place: int, value: Any, size: int, big: bool) -> None:
    """Store an unsigned word."""
    number = int(value)
    if number < 0:
        raise error("argument out of range")
    put_bits(buffer, place, number, size, big)


def put_bits(buffer: bytearray, place: int, value: int, size: int, big: bool) -> None:
    """Store the lowest bytes of a word."""
    i = 0
    while i < size:
        buffer[place + size - 1 - i if big else place + i] = value & 255
        value >>= 8
        i += 1


def put_single(buffer: bytearray, place: int, value: Any, big: bool) -> None:
    """Store a float32."""
    number = float(value)
    bits = weft_float_to_single(number)
    if bits & 0x7FFFFFFF == 0x7F800000 and number - number == 0.0:
        raise OverflowError("float too large to pack with f format")
    put_bits(buffer, place, bits, 4, big)


def put_double(buffer: bytearray, place: int, value: Any, big: bool) -> None:
    """Store a float64."""
    put_bits(buffer, place, float_bits(float(value)), 8, big)


def put_text(buffer: bytearray, place: int, value: Any, size: int) -> None:
    """Store bytes, cut off or filled up with zeros."""
    data = bytes(value)
    i = 0
    while i < size and i < len(data):
        buffer[place + i] = data[i]
        i += 1


def put_char(buffer: bytearray, place: int, value: Any) -> None:
    """Store one byte."""
    data = bytes(value)
    if len(data) != 1:
        raise error("char format requires a bytes object of length 1")
    buffer[place] = data[0]


def put_pascal(buffer: bytearray, place: int, value: Any, size: int) -> None:
    """Store bytes with their length in front."""
    data = bytes(value)
    count = len(data) if len(data) < size - 1 else size - 1
    if size > 0:
        buffer[place] = count if count < 255 else 255
        put_text(buffer, place + 1, data, count)


def get_unsigned(data: bytes, place: int, size: int, big: bool) -> int:
    """Read an unsigned integer of up to 7 bytes."""
    value = 0
    i = 0
    while i < size:
        value = value << 8 | byte_at(data, place + i if big else place + size - 1 - i)
        i += 1
    return value


def get_signed(data: bytes, place: int, size: int, big: bool) -> int:
    """Read a signed integer."""
    value = byte_at(data, place if big else place + size - 1)
    if value >= 128:
        value -= 256
    i = 1
    while i < size:
        value = value << 8 | byte_at(data, place + i if big else place + size - 1 - i)
        i += 1
    return value


def get_unsigned_long(data: bytes, place: int, big: bool) -> int:
    """Read an unsigned word; OverflowError if it needs the sign bit."""
    value = get_signed(data, place, 8, big)
    if value < 0:
        raise OverflowError("int too large to convert to 64 bits")
    return value


def get_single(data: bytes, place: int, big: bool) -> float:
    """Read a float32."""
    return weft_single_to_float(get_unsigned(data, place, 4, big))


def get_double(data: bytes, place: int, big: bool) -> float:
    """Read a float64."""
    return float_from_bits(get_signed(data, place, 8, big))


def get_pascal(data: bytes, place: int, size: int) -> bytes:
    """Read bytes with their length in front."""
    if size == 0:
        return b""
    count = byte_at(data, place)
    if count >= size:
        count = size - 1
    return data[place + 1 : place + 1 + count]


def check_size(given: int, size: int) -> None:
    """Raise the error for a buffer of the wrong size."""
    if given != size:
        raise error("unpack requires a buffer of " + int_str(size) + " bytes")


def start_of(given: int, offset: int, size: int, what: str) -> int:
    """Return where a structure begins in a buffer of a given size."""
    place = offset
    if place < 0:
        if place + size > 0:
            problem = "no space to pack " if what == "pack_into" else "not enough data to unpack "
            raise error(problem + int_str(size) + " bytes at offset " + int_str(offset))
        if place + given < 0:
            raise error("offset " + int_str(offset) + " out of range for " + int_str(given) + "-byte buffer")
        place += given
    if given - place < size:
        message = what + " requires a buffer of at least " + int_str(place + size) + " bytes for " + verb(what) + " "
        message += int_str(size) + " bytes at offset " + int_str(place)
        raise error(message + " (actual buffer size is " + int_str(given) + ")")
    return place


def verb(what: str) -> str:
    """Return what a function does to its buffer, in its error message."""
    return "packing" if what == "pack_into" else "unpacking"


def check_multiple(given: int, size: int) -> None:
    """Raise the error for a buffer that is not full of structures."""
    if size == 0:
        raise error("cannot iteratively unpack with a struct of length 0")
    if given % size != 0:
        raise error("iterative unpacking requires a buffer of a multiple of " + int_str(size) + " bytes")


def copy_into(target: bytearray, place: int, data: bytearray) -> None:
    """Copy packed bytes to their place."""
    i = 0
    while i < len(data):
        target[place + i] = data[i]
        i += 1


def finished(buffer: bytearray) -> bytes:
    """Return packed bytes."""
    return bytes_from_bytearray(buffer, 0, len(buffer))
