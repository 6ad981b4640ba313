"""Values that generated functions are called with, and literals for them."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.differential.grammar import arguments

INTS: Final = (
    0, 0, 1, 1, -1, -1, 2, -2, 3, 5, 7, -7, 8, 10, 16, 63, 64, 97, 100, 127, 128, 255, 256, -255, 1000, 1023,
    65535, 12345,
    2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**32, 2**53, 2**53 + 1, -(2**53) - 1, 10**15, 10**18, 3037000500,
    -3037000500,
    2**62, -(2**62), 2**63 - 1, 2**63 - 2, -(2**63), -(2**63) + 1, 0x5555555555555555,
)  # fmt: skip

FLOATS: Final = (
    0.0, -0.0, 1.0, -1.0, 0.5, -1.5, 2.5, 3.5, 0.1, 0.2, 1 / 3, -2.675, 100.0, 1e15, 1e16, 123456789.125, 1e22,
    1e23, 1e-4,
    1e-5, -1e-7, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 9007199254740993.0,
    9223372036854775808.0, -9223372036854775808.0, 9.5, 1e100, 6.02e23, float("inf"), float("-inf"), float("nan"),
)  # fmt: skip

STRS: Final = (
    "", "", "a", "b", "abc", "Hello World", " x\ty\n", "123", "-42", "0x1f", "1.5e3", "a,b,,c", "aXbXc", "été ÿ", "ß",
    "ÀÉ", "Ωμέγα", "σας ΣΑΣ", "ǅenan", "İi", "日本 語", "😀a𝒳", "𐐨b", "\x00\x7f\x85", "ﬁne", "٣", "²", "½",
    "line\r\none\x0b\u2028two",
    "don't", 'say "hi"', "it's \"both\"", "\\n", "\u3000 x\xa0", "aaa", "abababab", "the quick brown fox",
    "{}%s", "ŉ", "_id9",
)  # fmt: skip

BYTES: Final = (
    b"", b"", b"a", b"abc", b"Hello World", b" x\ty\n", b"12", b"\x00\xff", "é€".encode(), b"\xe9\x80",
    b"a,b,,c", b"\xf0\x9f\x98",
    b"it's", b"\x01\x02\x03\x04\x05\x06\x07\x08\x09", b"\xff\xff\xff\xff\xff\xff\xff\xff", b"aaa", b"\r\n\\",
)  # fmt: skip

SIMPLE: Final = {"int": INTS, "float": FLOATS, "str": STRS, "bytes": BYTES, "bool": (False, True)}


def value(choose: random.Random, type_: str) -> Any:
    """Return a random value of a type."""
    head, parts = arguments(type_)
    if head in SIMPLE:
        return _simple(choose, head)
    if head == "tuple":
        return tuple(value(choose, part) for part in parts)
    count = choose.choice([0, 1, 2, 3, 3, 4, 5, 9])
    items = [value(choose, parts[0]) for _ in range(count)]
    if head == "list":
        return items
    if head == "set":
        return set(items)
    return {key: value(choose, parts[1]) for key in items}


def _simple(choose: random.Random, head: str) -> Any:
    odds = choose.random()
    if head == "int" and odds < 0.35:
        return choose.randint(-10, 20)
    if head == "int" and odds < 0.5:
        return choose.randint(-(1 << (bits := choose.randint(1, 63))), (1 << bits) - 1)
    if head == "float" and odds < 0.3:
        return round(choose.uniform(-100, 100), choose.randint(0, 6))
    if head == "str" and odds < 0.2:
        return "".join(choose.choice("aAbz09 _é€😀,.\n") for _ in range(choose.randint(0, 12)))
    return choose.choice(SIMPLE[head])


def literal(given: Any) -> str:
    """Return an expression for a value that both worlds understand, of one type even if it is empty."""
    match given:
        case float() if given != given:
            return "(1e999 - 1e999)"
        case float() if given in (float("inf"), float("-inf")):
            return "1e999" if given > 0 else "(-1e999)"
        case tuple():
            return "(" + ", ".join(map(literal, given)) + ",)"
        case list():
            return "[" + ", ".join(map(literal, given)) + "]"
        case set():
            return "{" + ", ".join(map(literal, given)) + "}" if given else "set()"
        case dict():
            return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in given.items()) + "}"
    return repr(given)
