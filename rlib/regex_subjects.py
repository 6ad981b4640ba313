"""What regular expressions do with their subjects, str or bytes: cut pieces out, and build new ones."""

from __future__ import annotations

from typing import Any

from weft.rlib.intrinsics import StringBuilder, latin1_bytes, substring


def piece(subject: Any, start: int, stop: int) -> Any:
    """Return `subject[start:stop]`, for places in the subject."""
    if isinstance(subject, str):
        return substring(subject, start, stop)
    return subject[start:stop]


def like(subject: Any, text: str) -> Any:
    """Return a text as what the subject is."""
    if isinstance(subject, str):
        return text
    return latin1_bytes(text)


def as_text(subject: Any) -> str:
    """Return the subject as str."""
    if isinstance(subject, str):
        return subject
    return str(subject.decode("latin-1"))


class BytesBuilder:
    """A `StringBuilder` of bytes."""

    def __init__(self, expected: int) -> None:
        self._data = bytearray()

    def append(self, part: bytes) -> None:
        """Append bytes."""
        self._data.extend(part)

    def append_slice(self, data: bytes, start: int, stop: int) -> None:
        """Append data[start:stop]."""
        self._data.extend(data[start:stop])

    def build(self) -> bytes:
        """Return the bytes."""
        return bytes(self._data)


def builder_for(subject: Any) -> Any:
    """Return a builder for what will be about as long as the subject."""
    if isinstance(subject, str):
        return StringBuilder(len(subject))
    return BytesBuilder(len(subject))
