"""The tempfile module: names for temporary files and directories."""

from __future__ import annotations

from weft.rlib.encoding import path_bytes
from weft.rlib.externals import weft_mkdir, weft_open, weft_random_bytes
from weft.rlib.intrinsics import new_bytearray
from weft.rlib.os_errors import check
from weft.rlib.paths import abspath, isdir, islink, join
from weft.rlib.process import getenv
from weft.rlib.system import listdir, remove, rmdir

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
_EXISTS = -17
_EXCLUSIVE_FLAGS = 2 | 64 | 128 | 0o400000  # O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW


def gettempdir() -> str:
    """`tempfile.gettempdir()`."""
    for name in ["TMPDIR", "TEMP", "TMP"]:
        path = getenv(name)
        if path is not None and isdir(path):
            return abspath(path)
    return "/tmp"


def _candidate(suffix: str | None, prefix: str | None, directory: str | None) -> str:
    buffer = new_bytearray(8)
    weft_random_bytes(buffer, 8)
    name = "tmp" if prefix is None else prefix
    for i in range(8):
        name += _LETTERS[buffer[i] % 37]
    if suffix is not None:
        name += suffix
    return abspath(join(gettempdir() if directory is None else directory, name))


def mkdtemp(suffix: str | None = None, prefix: str | None = None, dir: str | None = None) -> str:  # noqa: A002
    """`tempfile.mkdtemp(suffix, prefix, dir)`."""
    while True:
        path = _candidate(suffix, prefix, dir)
        result = weft_mkdir(path_bytes(path), 0o700)
        if result != _EXISTS:
            check(result, path)
            return path


def mkstemp(
    suffix: str | None = None,
    prefix: str | None = None,
    dir: str | None = None,  # noqa: A002
    text: bool = False,
) -> tuple[int, str]:
    """`tempfile.mkstemp(suffix, prefix, dir)`."""
    while True:
        path = _candidate(suffix, prefix, dir)
        result = weft_open(path_bytes(path), _EXCLUSIVE_FLAGS, 0o600)
        if result != _EXISTS:
            return check(result, path), path


def remove_tree(path: str) -> None:
    """`shutil.rmtree(path)`."""
    for name in listdir(path):
        inner = join(path, name)
        if isdir(inner) and not islink(inner):
            remove_tree(inner)
        else:
            remove(inner)
    rmdir(path)


class TemporaryDirectory:
    """`tempfile.TemporaryDirectory(suffix, prefix, dir)`."""

    def __init__(self, suffix: str | None = None, prefix: str | None = None, dir: str | None = None) -> None:  # noqa: A002
        self.name = mkdtemp(suffix, prefix, dir)

    def cleanup(self) -> None:
        """Remove the directory with all that is in it."""
        if isdir(self.name):
            remove_tree(self.name)

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, cls: object, exception: object, traceback: object) -> None:
        self.cleanup()
