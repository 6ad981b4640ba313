"""open(): the mode decides at translation time whether it makes a text or a binary file."""

from __future__ import annotations

from typing import Any

from weft.rlib.encoding import check_no_zero, path_bytes
from weft.rlib.externals import weft_close, weft_descriptor_kind, weft_open
from weft.rlib.files import BinaryFile, TextFile, flush_files, remember_writer, text_options
from weft.rlib.intrinsics import code_at
from weft.rlib.markers import constant_arguments
from weft.rlib.os_errors import os_error

O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
_DIRECTORY, _TYPE_MASK = 0o040000, 0o170000


class OpenMode:
    """What the mode of open() says."""

    def __init__(self, mode: str) -> None:
        self.flags = 0
        self.readable = False
        self.writable = False
        self.append = False
        ways = 0
        i = 0
        while i < len(mode):
            code = code_at(mode, i)
            if code == 114:  # r
                self.readable = True
                ways += 1
            elif code == 119:  # w
                self.writable = True
                self.flags = O_CREAT | O_TRUNC
                ways += 1
            elif code == 97:  # a
                self.writable = True
                self.append = True
                self.flags = O_CREAT | O_APPEND
                ways += 1
            elif code == 120:  # x
                self.writable = True
                self.flags = O_CREAT | O_EXCL
                ways += 1
            elif code == 43:  # +
                self.readable = True
                self.writable = True
            elif code != 98 and code != 116:
                raise ValueError("invalid mode: '" + mode + "'")
            i += 1
        if ways != 1:
            raise ValueError("must have exactly one of create/read/write/append mode")
        if self.writable:
            self.flags |= O_RDWR if self.readable else O_WRONLY


def open_descriptor(path: str, mode: OpenMode) -> int:
    """Open a file; returns its descriptor."""
    flush_files()
    check_no_zero(path)
    fd = weft_open(path_bytes(path), mode.flags, 0o666)
    if fd < 0:
        raise os_error(-fd, path)
    kind = weft_descriptor_kind(fd)
    if kind & _TYPE_MASK == _DIRECTORY:
        weft_close(fd)
        raise os_error(21, path)
    return fd


@constant_arguments("mode")
def open_file(
    file: str,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> Any:
    """`open(file, mode, ...)`."""
    if "b" in mode:
        return open_binary(file, mode)
    return open_text(file, mode, encoding, errors, newline)


def open_binary(path: str, mode: str) -> BinaryFile:
    """Open a file of bytes."""
    how = OpenMode(mode)
    file = BinaryFile(open_descriptor(path, how), path, mode, how.readable, how.writable)
    if how.append:
        file.seek(0, 2)
    if how.writable:
        remember_writer(file)
    return file


def open_text(path: str, mode: str, encoding: str | None, errors: str | None, newline: str | None) -> TextFile:
    """Open a text file."""
    how = OpenMode(mode)
    kind, handler, ends = text_options(encoding, errors, newline)
    file = TextFile(open_descriptor(path, how), path, mode, how.readable, how.writable, kind, handler, ends)
    if how.append:
        file.seek(0, 2)
    if how.writable:
        remember_writer(file)
    return file
