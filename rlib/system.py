"""The os module: directories, names of files, descriptors, the environment."""

from __future__ import annotations

from typing import Final

from weft.rlib.encoding import path_bytes, path_text
from weft.rlib.externals import (
    weft_chdir,
    weft_close,
    weft_file_kind,
    weft_getcwd,
    weft_isatty,
    weft_list_directory,
    weft_list_item,
    weft_mkdir,
    weft_open,
    weft_random_bytes,
    weft_read,
    weft_rename,
    weft_rmdir,
    weft_seek,
    weft_unlink,
    weft_write_bytes,
)
from weft.rlib.intrinsics import bytes_from_bytearray, new_bytearray
from weft.rlib.os_errors import check, os_error
from weft.rlib.process import getenv


def getcwd() -> str:
    """`os.getcwd()`."""
    buffer = new_bytearray(256)
    size = weft_getcwd(buffer)
    while size > len(buffer):
        buffer = new_bytearray(size)
        size = weft_getcwd(buffer)
    check(size, None)
    return path_text(buffer, size)


def chdir(path: str) -> None:
    """`os.chdir(path)`."""
    check(weft_chdir(path_bytes(path)), path)


def mkdir(path: str, mode: int = 0o777) -> None:
    """`os.mkdir(path, mode)`."""
    check(weft_mkdir(path_bytes(path), mode), path)


def makedirs(name: str, mode: int = 0o777, exist_ok: bool = False) -> None:
    """`os.makedirs(name, mode, exist_ok)`."""
    end = len(name)
    while end > 1 and name[end - 1] == "/":
        end -= 1
    stop = end
    while stop > 0 and name[stop - 1] != "/":
        stop -= 1
    while stop > 0 and name[stop - 1] == "/":
        stop -= 1
    if stop > 0 and weft_file_kind(path_bytes(name[:stop]), 1) < 0:
        makedirs(name[:stop], 0o777, True)
    result = weft_mkdir(path_bytes(name), mode)
    if result < 0 and not (exist_ok and weft_file_kind(path_bytes(name), 1) & 0o170000 == 0o040000):
        raise os_error(-result, name)


def rmdir(path: str) -> None:
    """`os.rmdir(path)`."""
    check(weft_rmdir(path_bytes(path)), path)


def remove(path: str) -> None:
    """`os.remove(path)`."""
    check(weft_unlink(path_bytes(path)), path)


def rename(src: str, dst: str) -> None:
    """`os.rename(src, dst)`."""
    result = weft_rename(path_bytes(src), path_bytes(dst))
    if result < 0:
        error = os_error(-result, src)
        error._weft_message += " -> " + repr(dst)  # type: ignore[attr-defined]
        raise error


def listdir(path: str = ".") -> list[str]:
    """`os.listdir(path)`."""
    count = check(weft_list_directory(path_bytes(path)), path)
    names = []
    buffer = new_bytearray(256)
    for i in range(count):
        names.append(path_text(buffer, weft_list_item(i, buffer)))
    return names


# Descriptors --------------------------------------------------------------------------------------------------------


def open_descriptor(path: str, flags: int, mode: int = 0o777) -> int:
    """`os.open(path, flags, mode)`."""
    return check(weft_open(path_bytes(path), flags, mode), path)


def read(fd: int, length: int) -> bytes:
    """`os.read(fd, length)`."""
    buffer = new_bytearray(length)
    count = check(weft_read(fd, buffer, 0, length), None)
    return bytes_from_bytearray(buffer, 0, count)


def write(fd: int, data: bytes) -> int:
    """`os.write(fd, data)`."""
    return check(weft_write_bytes(fd, data, 0, len(data)), None)


def close(fd: int) -> None:
    """`os.close(fd)`."""
    check(weft_close(fd), None)


def lseek(fd: int, position: int, whence: int) -> int:
    """`os.lseek(fd, position, whence)`."""
    return check(weft_seek(fd, position, whence), None)


def isatty(fd: int) -> bool:
    """`os.isatty(fd)`."""
    return weft_isatty(fd)


def urandom(size: int) -> bytes:
    """`os.urandom(size)`."""
    buffer = new_bytearray(size)
    weft_random_bytes(buffer, size)
    return bytes_from_bytearray(buffer, 0, size)


# The environment ----------------------------------------------------------------------------------------------------


class Environment:
    """`os.environ`, read only."""

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return a variable, or the default."""
        return getenv(key, default)

    def __getitem__(self, key: str) -> str:
        value = getenv(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: str) -> bool:
        return getenv(key) is not None


ENVIRONMENT: Final = Environment()


def get_environment() -> Environment:
    """`os.environ`."""
    return ENVIRONMENT
