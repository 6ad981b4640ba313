"""The os.path module: paths as text, with "/" between names, and questions about files."""

from __future__ import annotations

from typing import Any

from weft.rlib.encoding import path_bytes
from weft.rlib.externals import weft_file_kind, weft_file_size, weft_file_time
from weft.rlib.intrinsics import code_at
from weft.rlib.os_errors import os_error
from weft.rlib.system import getcwd

_TYPE_MASK, _DIRECTORY, _REGULAR, _LINK = 0o170000, 0o040000, 0o100000, 0o120000
_SLASH = 47


def _after_slash(path: str) -> int:
    """Return where the last name of a path begins."""
    i = len(path)
    while i > 0 and code_at(path, i - 1) != _SLASH:
        i -= 1
    return i


def _head(path: str) -> str:
    """Return what stands before the last name, without slashes at its end unless there is nothing else."""
    start = _after_slash(path)
    stop = start
    while stop > 0 and code_at(path, stop - 1) == _SLASH:
        stop -= 1
    return path[: start if stop == 0 else stop]


def isabs(s: str) -> bool:
    """`os.path.isabs(s)`."""
    return s.startswith("/")


def fspath(path: Any) -> Any:
    """`os.fspath(path)`."""
    if isinstance(path, str | bytes):
        return path
    return path.__fspath__()


def join(a: str, *p: str) -> str:
    """`os.path.join(a, *p)`."""
    path = a
    if len(p) > 0:
        for part in p:
            if part.startswith("/"):
                path = part
            elif len(path) == 0 or path.endswith("/"):
                path += part
            else:
                path += "/" + part
    return path


def split(p: str) -> tuple[str, str]:
    """`os.path.split(p)`."""
    return _head(p), p[_after_slash(p) :]


def basename(p: str) -> str:
    """`os.path.basename(p)`."""
    return p[_after_slash(p) :]


def dirname(p: str) -> str:
    """`os.path.dirname(p)`."""
    return _head(p)


def splitext(p: str) -> tuple[str, str]:
    """`os.path.splitext(p)`: dots at the beginning of a name do not begin an extension."""
    start = _after_slash(p)
    dot = len(p) - 1
    while dot >= start and code_at(p, dot) != 46:
        dot -= 1
    i = start
    while i < dot:
        if code_at(p, i) != 46:
            return p[:dot], p[dot:]
        i += 1
    return p, ""


def normpath(path: str) -> str:
    """`os.path.normpath(path)`."""
    if len(path) == 0:
        return "."
    root = ""
    if path.startswith("/"):
        root = "//" if path.startswith("//") and not path.startswith("///") else "/"
    names: list[str] = []
    for name in path.split("/"):
        if len(name) == 0 or name == ".":
            continue
        if name != ".." or (len(root) == 0 and len(names) == 0) or (len(names) > 0 and names[-1] == ".."):
            names.append(name)
        elif len(names) > 0:
            names.pop()
    result = root + "/".join(names)
    if len(result) == 0:
        return "."
    return result


def abspath(path: str) -> str:
    """`os.path.abspath(path)`."""
    if not path.startswith("/"):
        path = join(getcwd(), path)
    return normpath(path)


def _names(path: str) -> list[str]:
    """Return the names of an absolute path."""
    return [name for name in abspath(path).split("/") if len(name) > 0]


def relpath(path: str, start: str = ".") -> str:
    """`os.path.relpath(path, start)`."""
    if len(path) == 0:
        raise ValueError("no path specified")
    own = _names(path)
    base = _names(start)
    shared = 0
    while shared < len(own) and shared < len(base) and own[shared] == base[shared]:
        shared += 1
    names = [".." for _ in range(len(base) - shared)]
    for name in own[shared:]:
        names.append(name)
    if len(names) == 0:
        return "."
    return "/".join(names)


def commonprefix(m: list[str]) -> str:
    """`os.path.commonprefix(m)`: characters, not names."""
    if len(m) == 0:
        return ""
    result = m[0]
    for path in m:
        size = 0
        while size < len(result) and size < len(path) and code_at(result, size) == code_at(path, size):
            size += 1
        result = result[:size]
    return result


# Files --------------------------------------------------------------------------------------------------------------


def _kind(path: str, follow: int) -> int:
    if "\0" in path:
        return 0
    kind = weft_file_kind(path_bytes(path), follow)
    return 0 if kind < 0 else kind


def exists(path: str) -> bool:
    """`os.path.exists(path)`."""
    return _kind(path, 1) != 0


def lexists(path: str) -> bool:
    """`os.path.lexists(path)`."""
    return _kind(path, 0) != 0


def isfile(path: str) -> bool:
    """`os.path.isfile(path)`."""
    return _kind(path, 1) & _TYPE_MASK == _REGULAR


def isdir(s: str) -> bool:
    """`os.path.isdir(s)`."""
    return _kind(s, 1) & _TYPE_MASK == _DIRECTORY


def islink(path: str) -> bool:
    """`os.path.islink(path)`."""
    return _kind(path, 0) & _TYPE_MASK == _LINK


def getsize(filename: str) -> int:
    """`os.path.getsize(filename)`."""
    size = weft_file_size(path_bytes(filename))
    if size < 0:
        raise os_error(-size, filename)
    return size


def getmtime(filename: str) -> float:
    """`os.path.getmtime(filename)`."""
    name = path_bytes(filename)
    kind = weft_file_kind(name, 1)
    if kind < 0:
        raise os_error(-kind, filename)
    return weft_file_time(name)
