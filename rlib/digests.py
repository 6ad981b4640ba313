"""The hashlib module: MD5, SHA-1 and the SHA-2 family; the constants are computed when the module is imported."""

from __future__ import annotations

import math
from typing import Any, Final

from weft.rlib.bytes_hex import to_hex
from weft.rlib.intrinsics import unsigned_rshift, wrapping_add, wrapping_lshift

_WORD: Final = 0xFFFFFFFF


def _signed(value: int) -> int:
    """Return the low 64 bits as a signed number."""
    value &= 2**64 - 1
    return value - 2**64 if value >= 2**63 else value


def _cube_root(value: int) -> int:
    root = round(value ** (1 / 3))
    while root**3 > value:
        root -= 1
    step = 1 << max(root.bit_length() - 40, 0)
    while step:  # the first guess has the precision of a float only
        while (root + step) ** 3 <= value:
            root += step
        step >>= 1
    return root


_PRIMES: Final = [n for n in range(2, 410) if all(n % d for d in range(2, math.isqrt(n) + 1))][:80]
SINES: Final = [int(abs(math.sin(i + 1)) * 2**32) for i in range(64)]
ROUNDS_32: Final = [_cube_root(prime << 96) & _WORD for prime in _PRIMES[:64]]
ROUNDS_64: Final = [_signed(_cube_root(prime << 192)) for prime in _PRIMES]
_ROOTS: Final = [math.isqrt(prime << 128) & (2**64 - 1) for prime in _PRIMES[:16]]
START_256: Final = [root >> 32 for root in _ROOTS[:8]]
START_224: Final = [root & _WORD for root in _ROOTS[8:]]
START_512: Final = [_signed(root) for root in _ROOTS[:8]]
START_384: Final = [_signed(root) for root in _ROOTS[8:]]
START_SHA1: Final = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0]
TURNS: Final = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]


class Hash:
    """A hash object: what is not yet a whole block waits in `_rest`."""

    def __init__(self, name: str, digest_size: int, block_size: int, state: list[int]) -> None:
        self.name = name
        self.digest_size = digest_size
        self.block_size = block_size
        self._state = state[:]
        self._rest = bytearray()
        self._length = 0

    def update(self, data: Any) -> None:
        """Go on with more data."""
        self._length += len(data)
        self._rest.extend(data)
        self._consume()

    def _consume(self) -> None:
        place = 0
        block = self._rest
        while len(block) - place >= self.block_size:
            self._compress(block, place)
            place += self.block_size
        if place > 0:
            del block[:place]

    def _compress(self, data: bytearray, place: int) -> None:
        if self.block_size == 128:
            _sha512_block(self._state, data, place)
        elif self.name == "md5":
            _md5_block(self._state, data, place)
        elif self.name == "sha1":
            _sha1_block(self._state, data, place)
        else:
            _sha256_block(self._state, data, place)

    def copy(self) -> Hash:
        """Return another one in the same state."""
        result = Hash(self.name, self.digest_size, self.block_size, self._state)
        result._rest.extend(self._rest)
        result._length = self._length
        return result

    def digest(self) -> bytes:
        """Return the hash of all data so far."""
        last = self.copy()
        last._finish()
        size = 8 if self.block_size == 128 else 4
        result = bytearray()
        for word in last._state:
            for i in range(size):
                shift = 8 * i if self.name == "md5" else 8 * (size - 1 - i)
                result.append(word >> shift & 255)
        return bytes(result[: self.digest_size])

    def _finish(self) -> None:
        bits = self._length * 8
        rest = self._rest
        rest.append(128)
        field = 16 if self.block_size == 128 else 8
        while (len(rest) + field) % self.block_size != 0:
            rest.append(0)
        for _ in range(field - 8):
            rest.append(0)
        for i in range(8):
            shift = 8 * i if self.name == "md5" else 56 - 8 * i
            rest.append(bits >> shift & 255)
        self._consume()

    def hexdigest(self) -> str:
        """Return the hash as hexadecimal digits."""
        return to_hex(self.digest())

    def __repr__(self) -> str:
        return "<" + self.name + " _hashlib.HASH object>"


# Blocks -------------------------------------------------------------------------------------------------------------


def _turn_left(word: int, count: int) -> int:
    return (word << count | word >> (32 - count)) & _WORD


def _turn_right(word: int, count: int) -> int:
    return (word >> count | word << (32 - count)) & _WORD


def _word(data: bytearray, place: int) -> int:
    return data[place] << 24 | data[place + 1] << 16 | data[place + 2] << 8 | data[place + 3]


def _md5_block(state: list[int], data: bytearray, place: int) -> None:
    words = []
    for i in range(16):
        at = place + 4 * i
        words.append(data[at] | data[at + 1] << 8 | data[at + 2] << 16 | data[at + 3] << 24)
    a, b, c, d = state[0], state[1], state[2], state[3]
    for i in range(64):
        kind = i >> 4
        if kind == 0:
            mixed = b & c | ~b & d
            which = i
        elif kind == 1:
            mixed = d & b | ~d & c
            which = 5 * i + 1
        elif kind == 2:
            mixed = b ^ c ^ d
            which = 3 * i + 5
        else:
            mixed = c ^ (b | ~d & _WORD)
            which = 7 * i
        total = (a + (mixed & _WORD) + SINES[i] + words[which & 15]) & _WORD
        a = d
        d = c
        c = b
        b = (b + _turn_left(total, TURNS[kind * 4 + (i & 3)])) & _WORD
    state[0] = (state[0] + a) & _WORD
    state[1] = (state[1] + b) & _WORD
    state[2] = (state[2] + c) & _WORD
    state[3] = (state[3] + d) & _WORD


def _sha1_block(state: list[int], data: bytearray, place: int) -> None:
    words = [_word(data, place + 4 * i) for i in range(16)]
    for i in range(16, 80):
        words.append(_turn_left(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1))
    a, b, c, d, e = state[0], state[1], state[2], state[3], state[4]
    for i in range(80):
        if i < 20:
            mixed = (b & c | ~b & d & _WORD) + 0x5A827999
        elif i < 40:
            mixed = (b ^ c ^ d) + 0x6ED9EBA1
        elif i < 60:
            mixed = (b & c | b & d | c & d) + 0x8F1BBCDC
        else:
            mixed = (b ^ c ^ d) + 0xCA62C1D6
        total = (_turn_left(a, 5) + mixed + e + words[i]) & _WORD
        e = d
        d = c
        c = _turn_left(b, 30)
        b = a
        a = total
    state[0] = (state[0] + a) & _WORD
    state[1] = (state[1] + b) & _WORD
    state[2] = (state[2] + c) & _WORD
    state[3] = (state[3] + d) & _WORD
    state[4] = (state[4] + e) & _WORD


def _sha256_block(state: list[int], data: bytearray, place: int) -> None:
    words = [_word(data, place + 4 * i) for i in range(16)]
    for i in range(16, 64):
        old, new = words[i - 15], words[i - 2]
        low = _turn_right(old, 7) ^ _turn_right(old, 18) ^ old >> 3
        high = _turn_right(new, 17) ^ _turn_right(new, 19) ^ new >> 10
        words.append((words[i - 16] + low + words[i - 7] + high) & _WORD)
    a, b, c, d, e, f, g, h = state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
    for i in range(64):
        mixed = _turn_right(e, 6) ^ _turn_right(e, 11) ^ _turn_right(e, 25)
        first = h + mixed + (e & f ^ ~e & g & _WORD) + ROUNDS_32[i] + words[i]
        second = (_turn_right(a, 2) ^ _turn_right(a, 13) ^ _turn_right(a, 22)) + (a & b ^ a & c ^ b & c)
        h = g
        g = f
        f = e
        e = (d + first) & _WORD
        d = c
        c = b
        b = a
        a = (first + second) & _WORD
    for i, value in enumerate([a, b, c, d, e, f, g, h]):
        state[i] = (state[i] + value) & _WORD


def _turn_long(word: int, count: int) -> int:
    return unsigned_rshift(word, count) | wrapping_lshift(word, 64 - count)


def _long_word(data: bytearray, place: int) -> int:
    return wrapping_lshift(_word(data, place), 32) | _word(data, place + 4)


def _sha512_block(state: list[int], data: bytearray, place: int) -> None:
    words = [_long_word(data, place + 8 * i) for i in range(16)]
    for i in range(16, 80):
        old, new = words[i - 15], words[i - 2]
        low = _turn_long(old, 1) ^ _turn_long(old, 8) ^ unsigned_rshift(old, 7)
        high = _turn_long(new, 19) ^ _turn_long(new, 61) ^ unsigned_rshift(new, 6)
        words.append(wrapping_add(wrapping_add(words[i - 16], low), wrapping_add(words[i - 7], high)))
    a, b, c, d, e, f, g, h = state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
    for i in range(80):
        mixed = _turn_long(e, 14) ^ _turn_long(e, 18) ^ _turn_long(e, 41)
        first = wrapping_add(wrapping_add(h, mixed), wrapping_add(e & f ^ ~e & g, wrapping_add(ROUNDS_64[i], words[i])))
        turned = _turn_long(a, 28) ^ _turn_long(a, 34) ^ _turn_long(a, 39)
        second = wrapping_add(turned, a & b ^ a & c ^ b & c)
        h = g
        g = f
        f = e
        e = wrapping_add(d, first)
        d = c
        c = b
        b = a
        a = wrapping_add(first, second)
    for i, value in enumerate([a, b, c, d, e, f, g, h]):
        state[i] = wrapping_add(state[i], value)


# Makers -------------------------------------------------------------------------------------------------------------


def new(name: str, data: Any = b"", usedforsecurity: bool = True) -> Hash:
    """`hashlib.new(name, data)`."""
    plain = name.lower()
    if plain == "md5":
        result = Hash(plain, 16, 64, START_SHA1[:4])
    elif plain == "sha1":
        result = Hash(plain, 20, 64, START_SHA1)
    elif plain == "sha256":
        result = Hash(plain, 32, 64, START_256)
    elif plain == "sha224":
        result = Hash(plain, 28, 64, START_224)
    elif plain == "sha512":
        result = Hash(plain, 64, 128, START_512)
    elif plain == "sha384":
        result = Hash(plain, 48, 128, START_384)
    else:
        raise ValueError("unsupported hash type " + name)
    result.update(data)
    return result


def md5(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.md5(data)`."""
    return new("md5", string)


def sha1(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.sha1(data)`."""
    return new("sha1", string)


def sha224(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.sha224(data)`."""
    return new("sha224", string)


def sha256(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.sha256(data)`."""
    return new("sha256", string)


def sha384(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.sha384(data)`."""
    return new("sha384", string)


def sha512(string: Any = b"", *, usedforsecurity: bool = True) -> Hash:
    """`hashlib.sha512(data)`."""
    return new("sha512", string)
