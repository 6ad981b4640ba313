"""Random changes of what a program is given: constants, standard input, arguments."""

from __future__ import annotations

import random
from typing import Final

from tests.fuzz.externalise import External

_WORDS: Final = (
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    10,
    64,
    100,
    255,
    256,
    -128,
    1000,
    2**31,
    -(2**31),
    2**32,
    2**62,
    2**63 - 1,
    -(2**63),
)
_TEXTS: Final = (
    "",
    " ",
    "\n",
    "\x00",
    "é",
    "€uro",
    "😀",
    "İ",
    "ß",
    "0",
    "-1",
    "1e999",
    "nan",
    "9223372036854775808",
    "((((",
    "%s",
    "{}",
    "\\",
    "a" * 300,
)
_BYTES: Final = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\n\n\n",
    b"99999999999999999999",
    b"-9223372036854775808",
    b"1e400",
    b"\xc3\xa9",
    b"\xf0\x9f\x98\x80",
    b" " * 50,
    b"(" * 40,
    b"nan",
    b"0",
)


def changed_int(choose: random.Random, value: int) -> int:
    """Return another int, within 64 bits: a neighbour more often than not, as huge ones end most programs early."""
    kind = choose.randrange(8)
    if kind < 4:
        return max(-(2**63), min(2**63 - 1, value + choose.choice([-2, -1, 1, 2, 3])))
    if kind == 4:
        return -value if value > -(2**63) else 0
    if kind == 5:
        return value * 2 if abs(value) < 2**61 else value // 3
    if kind == 6:
        return choose.randint(-5, 40)
    return choose.choice(_WORDS)


def changed_text(choose: random.Random, value: str) -> str:
    """Return another text."""
    kind = choose.randrange(7)
    place, end = sorted(choose.choices(range(len(value) + 1), k=2))
    if kind == 0:
        return choose.choice(_TEXTS)
    if kind == 1:
        return value[:place] + value[end:]
    if kind == 2:
        return value[:place] + choose.choice(_TEXTS) + value[place:]
    if kind == 3:
        return value[:end] + value[place:]
    if kind == 4:
        return value[::-1]
    if kind == 5:
        return (
            value[:place]
            + chr(choose.choice([0, 9, 34, 39, 40, 48, 92, 127, 233, 0x3000, 0x1F600]))
            + value[place + 1 :]
        )
    return value[:place]


def changed_bytes(choose: random.Random, value: bytes) -> bytes:
    """Return other bytes, not UTF-8 as likely as not."""
    kind = choose.randrange(9)
    place, end = sorted(choose.choices(range(len(value) + 1), k=2))
    if kind == 0:
        return choose.randbytes(choose.choice([1, 5, 50, 500]))
    if kind == 1:
        return value[:place]
    if kind == 2:
        return value[:place] + choose.choice(_BYTES) + value[place:]
    if kind == 3:
        return value[:place] + choose.choice(_BYTES) + value[end:]
    if kind == 4:
        return value * choose.choice([2, 20]) + value[:place]
    if kind == 5:
        return b""
    if kind == 6:
        lines = value.splitlines(keepends=True)
        choose.shuffle(lines)
        return b"".join(lines)
    if kind == 7:
        return value[:place] + value[end:]
    return value[:place] + bytes([choose.randrange(256)]) + value[place + 1 :]


def mutations(choose: random.Random, external: External) -> str:
    """Return the text of a file of mutations, one to four of them."""
    lines = []
    for _ in range(choose.choice([1, 1, 1, 2, 2, 4])):
        number = choose.randrange(len(external.ints) + len(external.strs))
        if number < len(external.ints):
            lines.append(f"I {number} {changed_int(choose, external.ints[number])}")
        else:
            number -= len(external.ints)
            text = changed_text(choose, external.strs[number])
            lines.append(f"S {number} x{text.encode('utf-8', 'replace').hex()}")
    return "".join(line + "\n" for line in lines)


def arguments(choose: random.Random, given: list[str]) -> list[str]:
    """Return other command line arguments."""
    found = [changed_text(choose, item).replace("\x00", "") if choose.random() < 0.5 else item for item in given]
    if choose.random() < 0.3:
        found.append(choose.choice(_TEXTS).replace("\x00", ""))
    if found and choose.random() < 0.2:
        found.pop()
    return found
