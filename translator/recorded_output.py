"""What a script's statements print at translation time is recorded, for the executable to print in its place.

`OutputRecorder` takes over standard output (by file descriptor: `sys.stdout` stays the same object) while the module
runs; `mark` is called after every statement, so that it is known which printed what.  Standard input is empty then.
"""

from __future__ import annotations

import os
import sys
import tempfile
from types import TracebackType
from typing import IO


class OutputRecorder:
    """A context manager; `texts` holds what was printed, by the index of the statement."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self._file: IO[bytes] | None = None
        self._saved: list[tuple[int, int]] = []
        self._position = 0

    def __enter__(self) -> OutputRecorder:
        _flush()
        self._file = tempfile.TemporaryFile()
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, replacement in ((1, self._file.fileno()), (0, nothing)):
            try:
                self._saved.append((descriptor, os.dup(descriptor)))
            except OSError:  # it is closed
                continue
            os.dup2(replacement, descriptor)
        os.close(nothing)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        _flush()
        for descriptor, saved in self._saved:
            os.dup2(saved, descriptor)
            os.close(saved)
        assert self._file is not None
        if error is not None:
            self._file.seek(0)
            sys.stderr.write(self._file.read().decode("utf-8", "replace"))
        self._file.close()

    def mark(self, index: int) -> None:
        """Ascribe to a statement what has been printed since the statement before."""
        _flush()
        assert self._file is not None
        size = os.fstat(self._file.fileno()).st_size
        if size > self._position:
            data = os.pread(self._file.fileno(), size - self._position, self._position)
            self.texts[index] = self.texts.get(index, "") + data.decode("utf-8", "replace")
            self._position = size


def _flush() -> None:
    """Write what Python holds back: the object may have been replaced, or closed."""
    for stream in (sys.stdout, sys.__stdout__):
        if stream is not None and not stream.closed:
            stream.flush()
