"""io.StringIO and io.BytesIO."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weft.rlib.intrinsics import StringBuilder, substring
from weft.rlib.searching import find_code


class StringIO:
    """A text in memory that is read and written like a file.

    What is written at the end collects in a builder; `_text` is brought up to date when something else is asked.
    """

    def __init__(self, initial_value: str = "") -> None:
        self._text = initial_value
        self._place = 0
        self._builder = StringBuilder(16)
        self._pending = 0
        self.closed = False

    def _settle(self) -> None:
        """Move what was written into the text."""
        if self.closed:
            raise ValueError("I/O operation on closed file")
        if self._pending != 0:
            self._text += self._builder.build()
            self._builder = StringBuilder(16)
            self._pending = 0

    def write(self, text: str) -> int:
        """Write a text; returns its length."""
        count = len(text)
        if self._place == len(self._text) + self._pending and not self.closed:
            self._builder.append(text)
            self._pending += count
            self._place += count
            return count
        self._settle()
        if count == 0:
            return 0
        if self._place > len(self._text):
            self._text += "\0" * (self._place - len(self._text))
        self._text = self._text[: self._place] + text + self._text[self._place + count :]
        self._place += count
        return count

    def writelines(self, lines: Iterable[str]) -> None:
        """Write all texts of an iterable."""
        for line in lines:
            self.write(line)

    def getvalue(self) -> str:
        """Return everything."""
        self._settle()
        return self._text

    def _take(self, stop: int) -> str:
        if self._place >= stop:
            return ""
        start = self._place
        self._place = stop
        return substring(self._text, start, stop)

    def read(self, size: int | None = None) -> str:
        """Read so many characters, or everything."""
        self._settle()
        stop = len(self._text)
        if size is not None and 0 <= size < stop - self._place:
            stop = self._place + size
        return self._take(stop)

    def readline(self, size: int = -1) -> str:
        """Read a line with its newline; "" at the end."""
        self._settle()
        stop = find_code(self._text, 10, self._place, len(self._text)) + 1
        if stop == 0:
            stop = len(self._text)
        if 0 <= size < stop - self._place:
            stop = self._place + size
        return self._take(stop)

    def readlines(self) -> list[str]:
        """Read all lines."""
        lines: list[str] = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def tell(self) -> int:
        """Return the position."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position; returns it."""
        self._settle()
        if whence == 0:
            if offset < 0:
                raise ValueError("Negative seek position " + str(offset))
            self._place = offset
        else:
            if offset != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._place = len(self._text)
        return self._place

    def truncate(self, size: int | None = None) -> int:
        """Cut the text off at a position, or where it stands."""
        self._settle()
        end = self._place if size is None else size
        if end < len(self._text):
            self._text = self._text[:end]
        return end

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Forget the text."""
        self.closed = True
        self._text = ""

    def readable(self) -> bool:
        """May it be read?"""
        return True

    def writable(self) -> bool:
        """May it be written?"""
        return True

    def isatty(self) -> bool:
        """Is it a terminal?"""
        return False

    def __iter__(self) -> StringIO:
        return self

    def __next__(self) -> str:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line

    def __enter__(self) -> StringIO:
        return self

    def __exit__(self, *details: Any) -> None:
        self.close()


class BytesIO:
    """Bytes in memory that are read and written like a file."""

    def __init__(self, initial_bytes: Any = b"") -> None:
        self._data = bytearray(initial_bytes)
        self._place = 0
        self.closed = False

    def write(self, data: Any) -> int:
        """Write bytes; returns how many."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        part = bytes(data)
        if len(part) == 0:
            return 0
        while len(self._data) < self._place:
            self._data.append(0)
        if self._place == len(self._data):
            self._data.extend(part)
        else:
            i = 0
            while i < len(part):
                if self._place + i < len(self._data):
                    self._data[self._place + i] = part[i]
                else:
                    self._data.append(part[i])
                i += 1
        self._place += len(part)
        return len(part)

    def getvalue(self) -> bytes:
        """Return everything."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return bytes(self._data)

    def _take(self, stop: int) -> bytes:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self._place >= stop:
            return b""
        start = self._place
        self._place = stop
        return bytes(self._data[start:stop])

    def read(self, size: int | None = None) -> bytes:
        """Read so many bytes, or everything."""
        stop = len(self._data)
        if size is not None and 0 <= size < stop - self._place:
            stop = self._place + size
        return self._take(stop)

    def readline(self) -> bytes:
        """Read a line with its newline; b"" at the end."""
        stop = self._place
        while stop < len(self._data):
            stop += 1
            if self._data[stop - 1] == 10:
                break
        return self._take(stop)

    def readlines(self) -> list[bytes]:
        """Read all lines."""
        lines: list[bytes] = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def tell(self) -> int:
        """Return the position."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position; returns it."""
        if whence == 1:
            offset += self._place
        elif whence == 2:
            offset += len(self._data)
        elif offset < 0:
            raise ValueError("negative seek value " + str(offset))
        self._place = offset if offset > 0 else 0
        return self._place

    def truncate(self, size: int | None = None) -> int:
        """Cut the data off at a position, or where it stands."""
        end = self._place if size is None else size
        if end < len(self._data):
            del self._data[end:]
        return end

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Forget the data."""
        self.closed = True

    def __iter__(self) -> BytesIO:
        return self

    def __next__(self) -> bytes:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line

    def __enter__(self) -> BytesIO:
        return self

    def __exit__(self, *details: Any) -> None:
        self.close()
