"""Files: what open() returns, and sys.stdin, sys.stdout and sys.stderr.

`TextFile` decodes what it reads chunk by chunk, with universal newlines; `BinaryFile` hands out bytes.  Files open for
writing are remembered, so that they are written out at exit and before another file is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from weft.rlib.buffers import BUFFER_SIZE, Buffer
from weft.rlib.encoding import (
    NAMES,
    STRICT,
    SURROGATE_ESCAPE,
    UTF_8,
    codec,
    decode_with,
    encode_with,
    handler,
    incomplete_tail,
)
from weft.rlib.externals import weft_put_text
from weft.rlib.intrinsics import code_at, is_latin1, substring
from weft.rlib.searching import find_code
from weft.rlib.strings import replace

UNIVERSAL, UNTRANSLATED, ONLY_LF, ONLY_CR, ONLY_CRLF = range(5)
"""What `newline=` of open() says: None, "", and the three kinds of line ends."""


class File:
    """What text and binary files share."""

    def __init__(self, fd: int, name: str, mode: str, readable: bool, writable: bool) -> None:
        self._buffer = Buffer(fd)
        self.name = name
        self.mode = mode
        self.closed = False
        self._can_read = readable
        self._can_write = writable

    def _refuse(self, action: str) -> None:
        """Raise the error for reading or writing a file that does not allow it."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        raise OSError("not " + action)

    def fileno(self) -> int:
        """Return the descriptor."""
        if self.closed:
            raise ValueError("I/O operation on closed file")
        return self._buffer.fd

    def isatty(self) -> bool:
        """Is it a terminal?"""
        return self._buffer.isatty()

    def readable(self) -> bool:
        """May it be read?"""
        return self._can_read

    def writable(self) -> bool:
        """May it be written?"""
        return self._can_write

    def seekable(self) -> bool:
        """Has it positions?"""
        return not self.isatty()

    def flush(self) -> None:
        """Write out what is waiting."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self._buffer.out_count != 0:
            self._buffer.flush()

    def close(self) -> None:
        """Close the file, if it is not closed already."""
        if self.closed:
            return
        self.closed = True
        self._can_read = False
        if self._can_write:
            self._can_write = False
            forget_writer(self)
        self._buffer.close()


class TextFile(File):
    """A text file.  `_text[_place:]` is what has been decoded and not been read by the program."""

    def __init__(
        self, fd: int, name: str, mode: str, readable: bool, writable: bool, kind: int, errors: int, newline: int
    ) -> None:
        File.__init__(self, fd, name, mode, readable, writable)
        self._kind = kind
        self._errors = errors
        self._newline = newline
        self._text = ""
        self._place = 0
        self._translated = False
        self._at_end = False
        self._by_line = 0
        """1: write out after every line, -1: not known yet."""

    @property
    def encoding(self) -> str:
        """The name of the encoding."""
        return NAMES[self._kind]

    @property
    def buffer(self) -> BinaryFile:
        """The same file in bytes, for files that were not used yet."""
        raw = BinaryFile(self._buffer.fd, self.name, self.mode, self._can_read, self._can_write)
        raw._buffer = self._buffer
        return raw

    # Writing ----------------------------------------------------------------------------------------------------------

    def write(self, text: str) -> int:
        """Write a text; returns its length."""
        if not self._can_write:
            self._refuse("writable")
        count = len(text)
        if len(self._text) != 0:
            self._drop_text()
        if self._kind != UTF_8 or self._newline >= ONLY_CR or self._errors != STRICT:
            self._write_encoded(text)
        elif count > BUFFER_SIZE:
            self._write_parts(text)
        else:
            self._put(text, count)
        if self._by_line != 0:
            self._flush_lines(text)
        return count

    def _put(self, text: str, count: int) -> None:
        buffer = self._buffer
        buffer.make_room(2 * count if is_latin1(text) else 4 * count)
        end = weft_put_text(text, buffer.out, buffer.out_count)
        if end < 0:
            place = -1 - end
            raise UnicodeEncodeError("utf-8", text, place, place + 1, "surrogates not allowed")
        buffer.out_count = end

    def _write_parts(self, text: str) -> None:
        start = 0
        while start < len(text):
            stop = start + BUFFER_SIZE
            if stop > len(text):
                stop = len(text)
            self._put(substring(text, start, stop), stop - start)
            start = stop

    def _write_encoded(self, text: str) -> None:
        if self._newline == ONLY_CRLF:
            text = replace(text, "\n", "\r\n")
        elif self._newline == ONLY_CR:
            text = replace(text, "\n", "\r")
        self._buffer.write(encode_with(text, self._kind, self._errors))

    def _flush_lines(self, text: str) -> None:
        if self._by_line < 0:
            self._by_line = 1 if self._buffer.isatty() else 0
        if self._by_line > 0 and find_code(text, 10, 0, len(text)) >= 0:
            self._buffer.flush()

    def writelines(self, lines: Iterable[str]) -> None:
        """Write all texts of an iterable."""
        for line in lines:
            self.write(line)

    # Reading ----------------------------------------------------------------------------------------------------------

    def _fill(self) -> bool:
        """Decode another chunk behind what is there; False at the end of the file."""
        if not self._can_read:
            self._refuse("readable")
        if self._at_end:
            return False
        buffer = self._buffer
        if buffer.fill(BUFFER_SIZE) == 0:
            self._at_end = True
        stop = buffer.stop
        if not self._at_end:
            if self._kind == UTF_8:
                stop -= incomplete_tail(buffer.data, buffer.start, stop)
            if self._newline <= UNTRANSLATED and stop > buffer.start and buffer.data[stop - 1] == 13:
                stop -= 1  # the line feed that may belong to it is not there yet
        data = buffer.take(stop - buffer.start)
        text = decode_with(data, 0, len(data), self._kind, self._errors)
        if self._newline == UNIVERSAL and find_code(text, 13, 0, len(text)) >= 0:
            text = replace(replace(text, "\r\n", "\n"), "\r", "\n")
            self._translated = True
        if self._place == len(self._text):
            self._text = text
        else:
            self._text = substring(self._text, self._place, len(self._text)) + text
        self._place = 0
        return not self._at_end or len(text) != 0

    def _drop_text(self) -> None:
        """Go back in the file to where the program has read to."""
        rest = substring(self._text, self._place, len(self._text))
        if len(rest) != 0:
            self._buffer.seek(-len(encode_with(rest, self._kind, SURROGATE_ESCAPE)), 1)
        self._forget()

    def _forget(self) -> None:
        self._text = ""
        self._place = 0
        self._at_end = False

    def _take(self, stop: int) -> str:
        start = self._place
        self._place = stop
        return substring(self._text, start, stop)

    def read(self, size: int | None = None) -> str:
        """Read so many characters, or everything."""
        if not self._can_read:
            self._refuse("readable")
        if size is None or size < 0:
            if not self._at_end:
                self._buffer.fill_all()
            while self._fill():
                pass
            result = self._take(len(self._text))
            self._at_end = False
            return result
        while len(self._text) - self._place < size:
            if not self._fill():
                break
        stop = self._place + size
        if stop >= len(self._text):
            stop = len(self._text)
            if size > 0 and stop == self._place:
                self._at_end = False
        return self._take(stop)

    def _line_end(self, start: int) -> int:
        """Return where the line that begins at `start` ends, after its newline; -1 if that has not been read."""
        text = self._text
        if self._newline == UNIVERSAL or self._newline == ONLY_LF:
            return find_code(text, 10, start, len(text)) + 1
        if self._newline == ONLY_CR:
            return find_code(text, 13, start, len(text)) + 1
        while start < len(text):
            code = code_at(text, start)
            if code == 13 and start + 1 < len(text) and code_at(text, start + 1) == 10:
                return start + 2
            if self._newline == UNTRANSLATED and (code == 10 or code == 13):
                return start + 1
            start += 1
        return 0

    def readline(self, size: int = -1) -> str:
        """Read a line with its newline; "" at the end of the file."""
        if not self._can_read:
            self._refuse("readable")
        looked = 0
        while True:
            end = self._line_end(self._place + looked)
            if end > 0:
                break
            looked = len(self._text) - self._place
            if self._newline == ONLY_CRLF and looked > 0:
                looked -= 1
            if not self._fill():
                end = len(self._text)
                if end == self._place:
                    self._at_end = False
                break
        if 0 <= size < end - self._place:
            end = self._place + size
        return self._take(end)

    def readlines(self) -> list[str]:
        """Read all lines."""
        lines: list[str] = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def __iter__(self) -> TextFile:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __next__(self) -> str:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line

    def __enter__(self) -> TextFile:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __exit__(self, *details: Any) -> None:
        self.close()

    # Position ---------------------------------------------------------------------------------------------------------

    def tell(self) -> int:
        """Return the position in the file."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self._place < len(self._text) and self._translated:
            raise OSError("telling position disabled: line ends were translated")
        rest = substring(self._text, self._place, len(self._text))
        return self._buffer.tell() - len(encode_with(rest, self._kind, SURROGATE_ESCAPE))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position; returns it."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if whence == 1 and offset != 0:
            raise OSError("can't do nonzero cur-relative seeks")
        if whence == 2 and offset != 0:
            raise OSError("can't do nonzero end-relative seeks")
        if whence == 1:
            self._drop_text()
        self._forget()
        return self._buffer.seek(offset, whence)

    def truncate(self, size: int | None = None) -> int:
        """Cut the file off at a position, or where it stands."""
        if not self._can_write:
            self._refuse("writable")
        if size is None:
            size = self.tell()
        self._buffer.truncate(size)
        return size


class BinaryFile(File):
    """A file of bytes."""

    # Writing ----------------------------------------------------------------------------------------------------------

    def write(self, data: Any) -> int:
        """Write bytes or a bytearray; returns how many."""
        if not self._can_write:
            self._refuse("writable")
        self._buffer.write(bytes(data))
        return len(data)

    def writelines(self, lines: Iterable[bytes]) -> None:
        """Write all items of an iterable."""
        for line in lines:
            self.write(line)

    # Reading ----------------------------------------------------------------------------------------------------------

    def read(self, size: int | None = None) -> bytes:
        """Read so many bytes, or everything."""
        if not self._can_read:
            self._refuse("readable")
        return self._buffer.read(-1 if size is None else size)

    def readinto(self, target: bytearray) -> int:
        """Fill a bytearray; returns how many bytes came."""
        if not self._can_read:
            self._refuse("readable")
        data = self._buffer.read(len(target))
        i = 0
        while i < len(data):
            target[i] = data[i]
            i += 1
        return len(data)

    def readline(self, size: int = -1) -> bytes:
        """Read a line with its newline; b"" at the end of the file."""
        if not self._can_read:
            self._refuse("readable")
        return self._buffer.take(self._buffer.line_size(size))

    def readlines(self) -> list[bytes]:
        """Read all lines."""
        lines: list[bytes] = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def __iter__(self) -> BinaryFile:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __next__(self) -> bytes:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line

    def __enter__(self) -> BinaryFile:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self

    def __exit__(self, *details: Any) -> None:
        self.close()

    # Position ---------------------------------------------------------------------------------------------------------

    def tell(self) -> int:
        """Return the position in the file."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._buffer.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position; returns it."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._buffer.seek(offset, whence)

    def truncate(self, size: int | None = None) -> int:
        """Cut the file off at a position, or where it stands."""
        if not self._can_write:
            self._refuse("writable")
        if size is None:
            size = self.tell()
        self._buffer.truncate(size)
        return size


# Files that are open for writing ------------------------------------------------------------------------------------


class OpenFiles:
    """The files to be written out at exit."""

    def __init__(self) -> None:
        self.writers: list[File] = []


OPEN_FILES: Final = OpenFiles()


def remember_writer(file: File) -> None:
    """Note that a file is open for writing."""
    OPEN_FILES.writers.append(file)


def forget_writer(file: File) -> None:
    """Note that a file is being closed."""
    writers = OPEN_FILES.writers
    i = len(writers) - 1
    while i >= 0:
        if writers[i] is file:
            writers.pop(i)
            return
        i -= 1


def flush_files() -> None:
    """Write out all files."""
    for file in OPEN_FILES.writers:
        file.flush()


def text_options(encoding: str | None, errors: str | None, newline: str | None) -> tuple[int, int, int]:
    """Return codec, error handler and newline mode as numbers."""
    kind = UTF_8 if encoding is None else codec(encoding)
    how = STRICT if errors is None else handler(errors)
    if newline is None:
        return kind, how, UNIVERSAL
    if newline == "":
        return kind, how, UNTRANSLATED
    if newline == "\n":
        return kind, how, ONLY_LF
    if newline == "\r":
        return kind, how, ONLY_CR
    if newline == "\r\n":
        return kind, how, ONLY_CRLF
    raise ValueError("illegal newline value: " + newline)
