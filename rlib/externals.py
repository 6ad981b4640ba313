"""C functions of the run-time that the library calls; `backend_c/runtime` implements them under these names.

A result below zero of a system function is `-errno`.  Types are those of `intrinsics.ExternalFunction`; text goes in
and out as UTF-8 in bytes and bytearrays.  A bytearray parameter `buffer` is filled within its length.
"""

from __future__ import annotations

import math
import os
import sys
import time

from weft.rlib.intrinsics import external

# Numbers ------------------------------------------------------------------------------------------------------


def _with_exponent(text: str) -> str:
    """Turn a repr into the form of "e"."""
    sign = "-" if text.startswith("-") else ""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or "0") + len(whole) - 1 - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0") or "0"
    if digits == "0":
        power = 0
    return f"{sign}{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{'-' if power < 0 else '+'}{abs(power):02}"


@external(("float", "char", "int", "int", "bytearray"), "int")
def weft_format_float(value: float, code: str, precision: int, flags: int, buffer: bytearray) -> int:
    """Write a finite double as ASCII text into the buffer; returns its length.

    Code "r" (precision ignored): the shortest digits that round-trip, in the form of "e" with at least one digit
    and an exponent of at least two digits, such as `1e+22`, `-1.5e-07`.  Codes "e", "f", "g": as C's printf with
    that precision; `flags` 1 is printf's "#".  If the buffer is too short: nothing is written, and the result is
    the length needed.
    """
    if code == "r":
        text = _with_exponent(repr(value))
    else:
        text = ("%" + ("#" if flags & 1 else "") + "." + str(precision) + code) % value
    data = text.encode()
    if len(data) <= len(buffer):
        buffer[: len(data)] = data
    return len(data)


@external(("bytes",), "float", pure=True)
def weft_parse_float(text: bytes) -> float:
    """Read a decimal floating-point number, correctly rounded (strtod); the text is known to be valid."""
    return float(text)


@external(("int", "int", "int"), "int", pure=True)
def weft_mul_mod(x: int, y: int, modulus: int) -> int:
    """`x * y % modulus` with a product of 128 bits; 0 <= x, y < modulus."""
    return x * y % modulus


@external(("int", "int"), "int", pure=True)
def weft_mul_high(x: int, y: int) -> int:
    """The upper 64 bits of the unsigned product of two words."""
    product = (x % 2**64) * (y % 2**64) >> 64
    return (product + 2**63) % 2**64 - 2**63


@external(("float", "float", "float"), "float", pure=True)
def weft_fma(x: float, y: float, z: float) -> float:
    """`x * y + z` rounded once (C's fma)."""
    from fractions import Fraction  # noqa: PLC0415 - only for untranslated runs

    if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(z)):
        return x * y + z
    exact = Fraction(x) * Fraction(y) + Fraction(z)
    return float(exact) if exact else x * y + z


@external(("float",), "int", pure=True)
def weft_float_to_single(value: float) -> int:
    """The bits of the nearest float32 (32 of them); an overflow gives infinity."""
    import struct  # noqa: PLC0415 - only for untranslated runs

    try:
        return int(struct.unpack("<I", struct.pack("<f", value))[0])
    except OverflowError:
        return 0x7F800000 if value > 0 else 0xFF800000


@external(("int",), "float", pure=True)
def weft_single_to_float(bits: int) -> float:
    """The value of a float32 given by its bits."""
    import struct  # noqa: PLC0415 - only for untranslated runs

    return float(struct.unpack("<f", struct.pack("<I", bits))[0])


# Text and buffers ---------------------------------------------------------------------------------------------


@external(("str", "bytearray", "int"), "int")
def weft_put_text(text: str, buffer: bytearray, start: int) -> int:
    """Write a text as UTF-8 to buffer[start:], which has room for 4 bytes a character (1 if it is Latin-1: 2).

    Returns where it ends, or -1 - i if character i is a surrogate.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        return -1 - error.start
    buffer[start : start + len(data)] = data
    return start + len(data)


@external(("bytearray", "int", "int", "int"), "int", pure=False)
def weft_find_byte(buffer: bytearray, byte: int, start: int, stop: int) -> int:
    """Return the first index of a byte in buffer[start:stop], or -1."""
    return buffer.find(byte, start, stop)


@external(("bytearray", "int", "bytearray", "int", "int"), "None")
def weft_copy_bytes(target: bytearray, place: int, source: bytearray, start: int, count: int) -> None:
    """Copy source[start:start + count] to target[place:], which may be the same; both are long enough."""
    target[place : place + count] = source[start : start + count]


@external(("bytearray", "int", "bytes", "int", "int"), "None")
def weft_put_bytes(target: bytearray, place: int, source: bytes, start: int, count: int) -> None:
    """Copy source[start:start + count] to target[place:], which is long enough."""
    target[place : place + count] = source[start : start + count]


# Files --------------------------------------------------------------------------------------------------------


def _system(function: object, *arguments: object) -> int:
    """Call a function of `os`; returns its result, or -errno."""
    try:
        result = function(*arguments)  # type: ignore[operator]
    except OSError as error:
        return -(error.errno or 5)
    return int(result) if result is not None else 0


@external(("int", "bytearray", "int", "int"), "int")
def weft_read(fd: int, buffer: bytearray, start: int, count: int) -> int:
    """Read up to `count` bytes into buffer[start:start + count] (which exists); the number read, 0 at the end."""
    try:
        data = os.read(fd, count)
    except OSError as error:
        return -(error.errno or 5)
    buffer[start : start + len(data)] = data
    return len(data)


@external(("int", "bytearray", "int", "int"), "int")
def weft_write(fd: int, buffer: bytearray, start: int, count: int) -> int:
    """Write buffer[start:start + count]; the number of bytes written."""
    return _system(os.write, fd, bytes(buffer[start : start + count]))


@external(("int", "bytes", "int", "int"), "int")
def weft_write_bytes(fd: int, data: bytes, start: int, count: int) -> int:
    """Write data[start:start + count]; the number of bytes written."""
    return _system(os.write, fd, data[start : start + count])


@external(("bytes", "int", "int"), "int")
def weft_open(path: bytes, flags: int, mode: int) -> int:
    """Open a file (O_CLOEXEC is added); the descriptor."""
    return _system(os.open, path, flags, mode)


@external(("int",), "int")
def weft_close(fd: int) -> int:
    """Close a descriptor."""
    return _system(os.close, fd)


@external(("int", "int", "int"), "int")
def weft_seek(fd: int, offset: int, whence: int) -> int:
    """lseek: the new position."""
    return _system(os.lseek, fd, offset, whence)


@external(("int", "int"), "int")
def weft_truncate(fd: int, size: int) -> int:
    """ftruncate."""
    return _system(os.ftruncate, fd, size)


@external(("int",), "bool")
def weft_isatty(fd: int) -> bool:
    """Is the descriptor a terminal?"""
    return os.isatty(fd)


@external(("bytes", "int"), "int")
def weft_file_kind(path: bytes, follow: int) -> int:
    """Return the file's type bits `st_mode`; `follow` 0 does not follow a symbolic link."""
    try:
        return (os.stat(path) if follow else os.lstat(path)).st_mode
    except OSError as error:
        return -(error.errno or 5)


@external(("int",), "int")
def weft_descriptor_kind(fd: int) -> int:
    """Return `st_mode` of an open file."""
    try:
        return os.fstat(fd).st_mode
    except OSError as error:
        return -(error.errno or 5)


@external(("bytes",), "int")
def weft_file_size(path: bytes) -> int:
    """Return the size of a file."""
    try:
        return os.stat(path).st_size
    except OSError as error:
        return -(error.errno or 5)


@external(("bytes",), "float")
def weft_file_time(path: bytes) -> float:
    """Return the time of a file's last modification, or a negative number if there is none."""
    try:
        return os.stat(path).st_mtime
    except OSError as error:
        return -float(error.errno or 5)


@external(("bytes",), "int")
def weft_unlink(path: bytes) -> int:
    """Remove a file."""
    return _system(os.unlink, path)


@external(("bytes", "int"), "int")
def weft_mkdir(path: bytes, mode: int) -> int:
    """Make a directory."""
    return _system(os.mkdir, path, mode)


@external(("bytes",), "int")
def weft_rmdir(path: bytes) -> int:
    """Remove a directory."""
    return _system(os.rmdir, path)


@external(("bytes", "bytes"), "int")
def weft_rename(source: bytes, target: bytes) -> int:
    """Rename a file or directory."""
    return _system(os.rename, source, target)


@external(("bytes",), "int")
def weft_chdir(path: bytes) -> int:
    """Change the current directory."""
    return _system(os.chdir, path)


def _fill(buffer: bytearray, data: bytes) -> int:
    if len(data) <= len(buffer):
        buffer[: len(data)] = data
    return len(data)


@external(("bytearray",), "int")
def weft_getcwd(buffer: bytearray) -> int:
    """Write the current directory; its length (nothing is written if that is more than the buffer's)."""
    return _fill(buffer, os.getcwdb())


_listings: list[bytes] = []


@external(("bytes",), "int")
def weft_list_directory(path: bytes) -> int:
    """Read a directory's names, without "." and ".."; returns how many (they stay until the next call)."""
    try:
        _listings[:] = os.listdir(path)
    except OSError as error:
        return -(error.errno or 5)
    return len(_listings)


@external(("int", "bytearray"), "int")
def weft_list_item(index: int, buffer: bytearray) -> int:
    """Write a name of the last directory read; its length (nothing is written if that is more than the buffer's)."""
    return _fill(buffer, _listings[index])


@external(("int", "bytearray"), "int")
def weft_strerror(errno: int, buffer: bytearray) -> int:
    """Write the text of an error number; its length."""
    return _fill(buffer, os.strerror(errno).encode())


# The process --------------------------------------------------------------------------------------------------


@external((), "int")
def weft_argument_count() -> int:
    """Return argc."""
    return len(sys.argv)


@external(("int", "bytearray"), "int")
def weft_argument(index: int, buffer: bytearray) -> int:
    """Write argv[index]; its length (nothing is written if that is more than the buffer's)."""
    return _fill(buffer, os.fsencode(sys.argv[index]))


@external(("bytes", "bytearray"), "int")
def weft_getenv(name: bytes, buffer: bytearray) -> int:
    """Write an environment variable; its length, or -1 (nothing is written if it is more than the buffer's)."""
    value = os.environb.get(name)
    return -1 if value is None else _fill(buffer, value)


@external(("int",), "None")
def weft_exit(code: int) -> None:
    """Leave the process at once (_exit)."""
    os._exit(code)


@external((), "int")
def weft_getpid() -> int:
    """Return the process number."""
    return os.getpid()


# Time ---------------------------------------------------------------------------------------------------------


@external((), "float")
def weft_time() -> float:
    """Return the seconds since 1970."""
    return time.time()


@external(("int",), "int")
def weft_clock_ns(clock: int) -> int:
    """Return nanoseconds: clock 0 is CLOCK_REALTIME, 1 CLOCK_MONOTONIC, 2 CLOCK_PROCESS_CPUTIME_ID."""
    return (time.time_ns, time.monotonic_ns, time.process_time_ns)[clock]()


@external(("int",), "int")
def weft_local_offset(seconds: int) -> int:
    """Return by how many seconds local time is ahead of UTC at a time, in seconds since 1970."""
    return time.localtime(seconds).tm_gmtoff


@external(("int",), "int")
def weft_local_dst(seconds: int) -> int:
    """Return 1 if local time is daylight saving time then, 0 if not, -1 if that is not known."""
    return time.localtime(seconds).tm_isdst


@external(("float",), "None")
def weft_sleep(seconds: float) -> None:
    """Sleep; `seconds` is not negative."""
    time.sleep(seconds)


@external(("bytearray", "int"), "int")
def weft_random_bytes(buffer: bytearray, count: int) -> int:
    """Fill the first `count` bytes with random ones from the system; 0."""
    buffer[:count] = os.urandom(count)
    return 0
