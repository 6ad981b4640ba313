"""Standard output and standard error: buffered, UTF-8, flushed at exit and by line on a terminal."""

from __future__ import annotations

from weft.rlib.externals import weft_isatty, weft_write
from weft.rlib.intrinsics import code_at

BUFFER_SIZE = 8192


class OutputStream:
    """A text stream over a file descriptor; `mode` is -1 until it is known whether it is a terminal."""

    def __init__(self, fd: int, mode: int) -> None:
        self.fd = fd
        self.mode = mode
        self.buffer = bytearray()

    def write(self, text: str) -> int:
        """Append a text to the buffer; returns its length."""
        buffer = self.buffer
        newline = False
        for i in range(len(text)):
            code = code_at(text, i)
            if code < 128:
                buffer.append(code)
                if code == 10:
                    newline = True
            else:
                append_encoded(buffer, code)
        if len(buffer) >= BUFFER_SIZE:
            self.flush()
        elif newline:
            if self.mode < 0:
                self.mode = 1 if weft_isatty(self.fd) else 0
            if self.mode > 0:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Write out what is buffered."""
        buffer = self.buffer
        start = 0
        while start < len(buffer):
            written = weft_write(self.fd, buffer, start, len(buffer) - start)
            if written <= 0:
                break
            start += written
        buffer.clear()


def append_encoded(buffer: bytearray, code: int) -> None:
    """Append the UTF-8 form of a character that is not ASCII."""
    if code < 0x800:
        buffer.append(0xC0 | code >> 6)
    else:
        if code < 0x10000:
            buffer.append(0xE0 | code >> 12)
        else:
            buffer.append(0xF0 | code >> 18)
            buffer.append(0x80 | code >> 12 & 0x3F)
        buffer.append(0x80 | code >> 6 & 0x3F)
    buffer.append(0x80 | code & 0x3F)


STDOUT = OutputStream(1, -1)
STDERR = OutputStream(2, 1)


def write(text: str) -> None:
    """Write to standard output."""
    STDOUT.write(text)


def flush() -> None:
    """Flush standard output."""
    STDOUT.flush()


def write_error(text: str) -> None:
    """Write to standard error, after what stands in standard output's buffer."""
    STDERR.write(text)
    STDERR.flush()
