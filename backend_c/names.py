"""Names of C: Python names made into unique, valid and readable C identifiers, the same ones in every run.

Every kind of symbol has a prefix (functions `py_`, prebuilt data `pre_`, static variables `var_`), so that a Python
name never meets a C keyword, a macro or a library function; only locals and struct tags go without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


C_KEYWORDS: Final = _words(
    """auto break case char const continue default do double else enum extern float for goto if inline int long
    register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
    asm typeof bool true false linux unix i386"""
)

LOCAL_RESERVED: Final = C_KEYWORDS | _words(
    """likely unlikely offsetof int32_t uint32_t size_t errno environ memcmp memcpy memmove memset
    stdin stdout stderr alloca assert main
    fabs sqrt sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt exp exp2 expm1 log log2 log10 log1p
    pow fmod hypot copysign floor ceil trunc erf erfc tgamma lgamma"""
)
"""Names a local variable must not hide or clash with."""

TAG_RESERVED: Final = _words(
    """timeval timespec timezone tm stat sigaction sigevent siginfo option iovec rusage rlimit passwd group dirent
    sockaddr in_addr addrinfo hostent pollfd termios winsize utsname random_data drand48_data div_t
    str bytes object class_table BaseException bytearray array_Char"""
)
"""Struct tags of system headers and of the run-time, which user structs must not take."""

_PREFIXES: Final = ("py_", "pre_", "var_", "fn_", "weft_", "WEFT_", "_")
_BAD: Final = re.compile(r"[^A-Za-z0-9_]+")


def mangle(name: str) -> str:
    """Return a C identifier fragment that resembles a Python name; may be empty, may start with a digit."""
    if not name.isascii():
        name = "".join(c if c.isascii() else f"_u{ord(c):x}_" for c in name)
    return _BAD.sub("_", name.replace("<locals>.", "")).strip("_") if _BAD.search(name) else name


def mangle_local(name: str) -> str:
    """Return a local variable's C name: no prefix clash, no macro."""
    name = mangle(name.split(".", 1)[0]) or "v"
    if name[0].isdigit() or name.startswith(_PREFIXES):
        name = "v" + name
    return name + "_" if name in LOCAL_RESERVED or (name.isupper() and len(name) > 1) else name


def mangle_field(name: str) -> str:
    """Return a struct field's C name (injective for identifiers, so the result needs no table)."""
    name = mangle(name) if not name.isidentifier() or not name.isascii() else name
    if name and name[0].isdigit():
        name = "f" + name
    return name + "_" if name in C_KEYWORDS or (name.isupper() and len(name) > 1) else name


class NameTable:
    """Hands out unique names in one C name space."""

    __slots__ = ("_next", "_used")

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._used = set(reserved)
        self._next: dict[str, int] = {}

    def unique(self, base: str) -> str:
        """Return `base`, or `base_2`, `base_3`... if it is taken; takes it."""
        if base not in self._used:
            self._used.add(base)
            return base
        number = self._next.get(base, 2)
        while (name := f"{base}_{number}") in self._used:
            number += 1
        self._next[base] = number + 1
        self._used.add(name)
        return name
