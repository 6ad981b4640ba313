"""A C tree in memory: file names and texts, and what the compiler driver has to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from weft.backend_c.exports import Export


@dataclass(slots=True)
class CTree:
    """The generated files, with everything needed to build them; `write` puts them into a folder."""

    files: dict[str, str] = field(default_factory=dict)
    """Relative file name -> text, in a deterministic order."""
    units: list[str] = field(default_factory=list)
    """The C files to compile, those that take longest first."""
    libraries: list[str] = field(default_factory=list)
    required_headers: list[tuple[str, str]] = field(default_factory=list)
    """System headers that must be there, each with the Debian package that has it."""
    gcc_flags: tuple[str, ...] = ()
    """Further flags if the compiler is gcc."""
    shared: bool = False
    header: str = ""
    """For a shared library: the C declarations of the exported functions, as cffi takes them."""
    exports: list[Export] = field(default_factory=list)

    def write(self, directory: Path) -> None:
        """Write all files; one that is there already with the same text keeps its date."""
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            path = directory / name
            data = text.encode("utf-8", "surrogateescape")
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
