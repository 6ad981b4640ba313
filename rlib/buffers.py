"""Buffered input and output of one file descriptor, in bytes: what text and binary files are made of."""

from __future__ import annotations

from typing import Final

from weft.rlib.externals import (
    weft_close,
    weft_copy_bytes,
    weft_find_byte,
    weft_isatty,
    weft_put_bytes,
    weft_read,
    weft_seek,
    weft_truncate,
    weft_write,
)
from weft.rlib.intrinsics import bytes_from_bytearray, new_bytearray
from weft.rlib.os_errors import check, os_error

BUFFER_SIZE: Final = 8192
INTERRUPTED: Final = -4


class Buffer:
    """A descriptor with what was read ahead, or what is still to be written (never both)."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.out = bytearray()
        self.out_count = 0
        self.data = bytearray()
        self.start = 0
        self.stop = 0

    # Writing ----------------------------------------------------------------------------------------------------------

    def make_room(self, count: int) -> None:
        """See to it that `count` more bytes fit into `out`."""
        if self.out_count + count <= len(self.out):
            return
        if self.start != self.stop:
            self.forget_input()
        self.flush()
        if count > len(self.out):
            self.out = new_bytearray(count if count > BUFFER_SIZE else BUFFER_SIZE)

    def flush(self) -> None:
        """Write out what is waiting."""
        count = self.out_count
        self.out_count = 0
        done = 0
        while done < count:
            written = weft_write(self.fd, self.out, done, count - done)
            if written >= 0:
                done += written
            elif written != INTERRUPTED:
                raise os_error(-written, None)

    def write(self, data: bytes) -> None:
        """Write bytes."""
        start = 0
        count = len(data)
        while start < count:
            part = count - start
            if part > BUFFER_SIZE:
                part = BUFFER_SIZE
            self.make_room(part)
            weft_put_bytes(self.out, self.out_count, data, start, part)
            self.out_count += part
            start += part

    # Reading ----------------------------------------------------------------------------------------------------------

    def forget_input(self) -> None:
        """Go back to where the program has read to."""
        unread = self.stop - self.start
        self.start = 0
        self.stop = 0
        if unread != 0:
            weft_seek(self.fd, -unread, 1)

    def fill(self, more: int) -> int:
        """Read about `more` bytes behind what is there; returns how many came, 0 at the end of the file."""
        if self.out_count != 0:
            self.flush()
        if self.start == self.stop:
            self.start = 0
            self.stop = 0
        if self.stop + more > len(self.data):
            self._enlarge(more)
        while True:
            count = weft_read(self.fd, self.data, self.stop, len(self.data) - self.stop)
            if count != INTERRUPTED:
                break
        check(count, None)
        self.stop += count
        return count

    def _enlarge(self, more: int) -> None:
        kept = self.stop - self.start
        if kept + more <= len(self.data):
            weft_copy_bytes(self.data, 0, self.data, self.start, kept)
        else:
            bigger = new_bytearray(kept + more + (kept >> 1))
            weft_copy_bytes(bigger, 0, self.data, self.start, kept)
            self.data = bigger
        self.start = 0
        self.stop = kept

    def fill_all(self) -> None:
        """Read to the end of the file."""
        while self.fill(BUFFER_SIZE) != 0:
            pass

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes, which are there."""
        start = self.start
        self.start = start + count
        return bytes_from_bytearray(self.data, start, start + count)

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer at the end of the file; all that remain if it is negative."""
        if size < 0:
            self.fill_all()
            return self.take(self.stop - self.start)
        while self.stop - self.start < size:
            missing = size - (self.stop - self.start)
            if self.fill(missing if missing > BUFFER_SIZE else BUFFER_SIZE) == 0:
                break
        present = self.stop - self.start
        return self.take(size if size < present else present)

    def line_size(self, limit: int) -> int:
        """Return the length of the next line with its newline, at most `limit` if that is not negative."""
        looked = 0
        while True:
            found = weft_find_byte(self.data, 10, self.start + looked, self.stop)
            size = found + 1 - self.start if found >= 0 else self.stop - self.start
            if 0 <= limit <= size:
                return limit
            if found >= 0:
                return size
            looked = size
            if self.fill(BUFFER_SIZE) == 0:
                return size

    # Position ---------------------------------------------------------------------------------------------------------

    def tell(self) -> int:
        """Return the position in the file."""
        position = check(weft_seek(self.fd, 0, 1), None)
        return position - (self.stop - self.start) + self.out_count

    def seek(self, offset: int, whence: int) -> int:
        """Go to a position; returns it."""
        if self.out_count != 0:
            self.flush()
        if whence == 1:
            offset -= self.stop - self.start
        self.start = 0
        self.stop = 0
        return check(weft_seek(self.fd, offset, whence), None)

    def truncate(self, size: int) -> None:
        """Cut the file off."""
        if self.out_count != 0:
            self.flush()
        check(weft_truncate(self.fd, size), None)

    def close(self) -> None:
        """Write out what is waiting and close the descriptor."""
        if self.out_count != 0:
            self.flush()
        check(weft_close(self.fd), None)

    def isatty(self) -> bool:
        """Is it a terminal?"""
        return weft_isatty(self.fd)
