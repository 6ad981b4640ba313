"""The random module: MT19937 (Matsumoto and Nishimura), seeded and drawn from as CPython does.

The generator's words are ints below 2**32.  Module functions use the prebuilt generator `SHARED`, which is seeded from
the system when it is first used, like every `Random()`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from weft.rlib import distributions
from weft.rlib.big_math import words_of
from weft.rlib.bisection import bisect_right
from weft.rlib.encoding import encode
from weft.rlib.externals import weft_random_bytes
from weft.rlib.float_math import cos, exp, float_power, log, sin, sqrt
from weft.rlib.int_math import bit_length
from weft.rlib.intrinsics import (
    as_tuple,
    new_bytearray,
    unchecked_item,
    unchecked_set_item,
    wrapping_mul,
    wrapping_sub,
)
from weft.rlib.random_seeds import empty_range, empty_steps, running_totals, word_list, words_of_data
from weft.rlib.tagged import is_big

SIZE: Final = 624
_SHIFT: Final = 397
_WORD: Final = 0xFFFFFFFF
_UPPER: Final = 0x80000000
_LOWER: Final = 0x7FFFFFFF
_TWIST: Final = 0x9908B0DF
_TWO_PI: Final = 2.0 * math.pi
_NV_MAGIC: Final = 4 * math.exp(-0.5) / math.sqrt(2.0)


class Random:
    """`random.Random(seed)`."""

    def __init__(self, x: Any = None) -> None:
        self._state = [0] * SIZE
        self._place = -1
        self._gauss_next = 0.0
        self._has_gauss = False
        if x is not None:
            self.seed(x)

    # Words --------------------------------------------------------------------------------------------------------

    def seed(self, a: Any = None) -> None:
        """`random.seed(a)`: of an int, a float, a str, bytes, or from the system."""
        self._has_gauss = False
        if a is None:
            self._seed_from_system()
        elif isinstance(a, int):
            if is_big(a):
                self._seed_by_words(words_of(a))
            else:
                number = int(a)
                self._seed_by_words(word_list(wrapping_sub(0, number) if number < 0 else number))
        elif isinstance(a, float):
            self._seed_by_words(word_list(hash(a)))
        elif isinstance(a, str):
            self._seed_by_words(words_of_data(encode(a)))
        else:
            self._seed_by_words(words_of_data(bytes(a)))

    def _seed_from_system(self) -> None:
        buffer = new_bytearray(64)
        weft_random_bytes(buffer, 64)
        words = []
        for i in range(16):
            words.append(buffer[4 * i] | buffer[4 * i + 1] << 8 | buffer[4 * i + 2] << 16 | buffer[4 * i + 3] << 24)
        self._seed_by_words(words)

    def _seed_by_words(self, key: list[int]) -> None:
        """Initialise the state from a list of words."""
        state = self._state
        state[0] = 19650218
        for i in range(1, SIZE):
            before = state[i - 1]
            state[i] = (1812433253 * (before ^ before >> 30) + i) & _WORD
        i = 1
        j = 0
        for _ in range(max(SIZE, len(key))):
            before = state[i - 1]
            mixed = wrapping_mul(before ^ before >> 30, 1664525)
            state[i] = ((state[i] ^ mixed & _WORD) + key[j] + j) & _WORD
            i += 1
            j += 1
            if i >= SIZE:
                state[0] = state[SIZE - 1]
                i = 1
            if j >= len(key):
                j = 0
        for _ in range(SIZE - 1):
            before = state[i - 1]
            mixed = wrapping_mul(before ^ before >> 30, 1566083941)
            state[i] = ((state[i] ^ mixed & _WORD) - i) & _WORD
            i += 1
            if i >= SIZE:
                state[0] = state[SIZE - 1]
                i = 1
        state[0] = _UPPER
        self._place = SIZE

    def _refill(self) -> None:
        """Make the next 624 words of the state."""
        if self._place < 0:
            self._seed_from_system()
        state = self._state
        for i in range(SIZE):
            following = i + 1
            if following == SIZE:
                following = 0
            far = i + _SHIFT
            if far >= SIZE:
                far -= SIZE
            mixed = unchecked_item(state, i) & _UPPER | unchecked_item(state, following) & _LOWER
            word = unchecked_item(state, far) ^ mixed >> 1
            if mixed & 1 != 0:
                word ^= _TWIST
            unchecked_set_item(state, i, word)
        self._place = 0

    def _word(self) -> int:
        """Return the next 32 bits."""
        place = self._place
        if place < 0 or place >= SIZE:
            self._refill()
            place = 0
        self._place = place + 1
        word: int = unchecked_item(self._state, place)
        word ^= word >> 11
        word ^= word << 7 & 0x9D2C5680
        word ^= word << 15 & 0xEFC60000
        return word ^ word >> 18

    # Numbers ------------------------------------------------------------------------------------------------------

    def random(self) -> float:
        """A float in [0, 1)."""
        high = self._word() >> 5
        low = self._word() >> 6
        return (float(high) * 67108864.0 + float(low)) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k: int) -> int:
        """An int of k random bits; k is at most 63 here."""
        if k <= 32:
            if k < 0:
                raise ValueError("number of bits must be non-negative")
            if k == 0:
                return 0
            return self._word() >> (32 - k)
        if k > 63:
            raise OverflowError("getrandbits() of more than 63 bits needs an int of more than 64 bits")
        low = self._word()
        return (self._word() >> (64 - k)) << 32 | low

    def _below(self, n: int) -> int:
        """An int in range(n), for n > 0."""
        k = bit_length(n)
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randbytes(self, n: int) -> bytes:
        """Random bytes."""
        result = new_bytearray(n)
        i = 0
        # The words come out as one little-endian number; the last one may give less than 4 bytes, its upper ones.
        while i < n:
            size = min(n - i, 4)
            word = self._word() >> (32 - 8 * size)
            for _ in range(size):
                result[i] = word & 255
                word >>= 8
                i += 1
        return bytes(result)

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """An int of range(start, stop, step)."""
        if stop is None:
            if start > 0:
                return self._below(start)
            raise ValueError("empty range for randrange()")
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._below(width)
            raise empty_range(start, stop, width)
        if step > 0:
            count = (width + step - 1) // step
        elif step < 0:
            count = (width + step + 1) // step
        else:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise empty_steps(start, stop, step)
        return start + step * self._below(count)

    def randint(self, a: int, b: int) -> int:
        """An int from a to b, both included."""
        return self.randrange(a, b + 1)

    def uniform(self, a: Any, b: Any) -> float:
        """A float between a and b."""
        return float(a + (b - a) * self.random())

    def triangular(self, low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
        """A float of the triangular distribution."""
        u = self.random()
        if mode is None:
            c = 0.5
        elif high == low:
            return float(low)
        else:
            c = (mode - low) / (high - low)
        if u > c:
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return float(low + (high - low) * sqrt(u * c))

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """A float of the normal distribution; they are made in pairs."""
        if self._has_gauss:
            z = self._gauss_next
            self._has_gauss = False
        else:
            angle = self.random() * _TWO_PI
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(angle) * radius
            self._gauss_next = sin(angle) * radius
            self._has_gauss = True
        return mu + z * sigma

    def normalvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """A float of the normal distribution, by rejection."""
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = _NV_MAGIC * (u1 - 0.5) / u2
            if z * z / 4.0 <= -log(u2):
                return mu + z * sigma

    def lognormvariate(self, mu: float, sigma: float) -> float:
        """A float whose logarithm has a normal distribution."""
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd: float = 1.0) -> float:
        """A float of the exponential distribution."""
        return -log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha: float) -> float:
        """A float of the Pareto distribution."""
        return float_power(1.0 - self.random(), -1.0 / alpha)

    def weibullvariate(self, alpha: float, beta: float) -> float:
        """A float of the Weibull distribution."""
        return alpha * float_power(-log(1.0 - self.random()), 1.0 / beta)

    def gammavariate(self, alpha: float, beta: float) -> float:
        """A float of the gamma distribution."""
        return distributions.gammavariate(self, float(alpha), float(beta))

    def betavariate(self, alpha: float, beta: float) -> float:
        """A float of the beta distribution."""
        return distributions.betavariate(self, float(alpha), float(beta))

    def vonmisesvariate(self, mu: float, kappa: float) -> float:
        """An angle of the von Mises distribution."""
        return distributions.vonmisesvariate(self, float(mu), float(kappa))

    def getstate(self) -> tuple[int, tuple[int, ...], float | None]:
        """The state for `setstate`."""
        if self._place < 0:
            self.seed()
        words = self._state[:]
        words.append(self._place)
        return 3, as_tuple(words), self._gauss_next if self._has_gauss else None

    def setstate(self, state: tuple[int, tuple[int, ...], float | None]) -> None:
        """Go back to a state."""
        version, words, gauss = state
        if version != 3 or len(words) != SIZE + 1:
            raise ValueError("state with version " + str(version) + " passed to Random.setstate() of version 3")
        self._state = list(words[:SIZE])
        self._place = words[SIZE]
        self._has_gauss = gauss is not None
        if gauss is not None:
            self._gauss_next = gauss

    # Sequences ----------------------------------------------------------------------------------------------------

    def choice(self, seq: Sequence[Any]) -> Any:
        """An item of a sequence."""
        if len(seq) == 0:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x: list[Any]) -> None:
        """Put a list's items in random order."""
        i = len(x) - 1
        while i > 0:
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]
            i -= 1

    def sample(self, population: Sequence[Any], k: int, *, counts: Sequence[int] | None = None) -> list[Any]:
        """Return k items of different places; `counts` says how often each is there."""
        if counts is not None:
            sums = running_totals(counts, len(population))
            return [population[bisect_right(sums, place)] for place in self.sample(range(sums[-1]), k)]
        n = len(population)
        if k < 0 or k > n:
            raise ValueError("Sample larger than population or is negative")
        size = 21
        if k > 5:
            # The size of a set of k items, a power of 4.
            power = 4
            while power < 3 * k:
                power *= 4
            size += power
        result = []
        if n <= size:
            pool = list(population)
            for i in range(k):
                j = self._below(n - i)
                result.append(pool[j])
                pool[j] = pool[n - i - 1]
        else:
            selected = set()
            for _ in range(k):
                j = self._below(n)
                while j in selected:
                    j = self._below(n)
                selected.add(j)
                result.append(population[j])
        return result

    def choices(
        self,
        population: Sequence[Any],
        weights: Sequence[Any] | None = None,
        *,
        cum_weights: Sequence[Any] | None = None,
        k: int = 1,
    ) -> list[Any]:
        """Return k items, with repetition, by weight."""
        result = []
        n = len(population)
        if cum_weights is not None:
            sums = [float(weight) for weight in cum_weights]
            if weights is not None:
                raise TypeError("Cannot specify both weights and cumulative weights")
        elif weights is not None:
            sums = []
            total = 0.0
            for weight in weights:
                total += float(weight)
                sums.append(total)
        else:
            for _ in range(k):
                result.append(population[int(self.random() * float(n))])
            return result
        if len(sums) != n:
            raise ValueError("The number of weights does not match the population")
        total = sums[n - 1]
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if total - total != 0.0:
            raise ValueError("Total of weights must be finite")
        for _ in range(k):
            wanted = self.random() * total
            low = 0
            high = n - 1
            while low < high:
                middle = (low + high) // 2
                if wanted < sums[middle]:
                    high = middle
                else:
                    low = middle + 1
            result.append(population[low])
        return result


SHARED: Final = Random()


def seed(a: Any = None) -> None:
    """`random.seed(a)`."""
    SHARED.seed(a)


def random() -> float:
    """`random.random()`."""
    return SHARED.random()


def getrandbits(k: int) -> int:
    """`random.getrandbits(k)`."""
    return SHARED.getrandbits(k)


def randbytes(n: int) -> bytes:
    """`random.randbytes(n)`."""
    return SHARED.randbytes(n)


def randrange(start: int, stop: int | None = None, step: int = 1) -> int:
    """`random.randrange(start, stop, step)`."""
    return SHARED.randrange(start, stop, step)


def randint(a: int, b: int) -> int:
    """`random.randint(a, b)`."""
    return SHARED.randint(a, b)


def uniform(a: Any, b: Any) -> float:
    """`random.uniform(a, b)`."""
    return SHARED.uniform(a, b)


def triangular(low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
    """`random.triangular(low, high, mode)`."""
    return SHARED.triangular(low, high, mode)


def gauss(mu: float = 0.0, sigma: float = 1.0) -> float:
    """`random.gauss(mu, sigma)`."""
    return SHARED.gauss(mu, sigma)


def normalvariate(mu: float = 0.0, sigma: float = 1.0) -> float:
    """`random.normalvariate(mu, sigma)`."""
    return SHARED.normalvariate(mu, sigma)


def lognormvariate(mu: float, sigma: float) -> float:
    """`random.lognormvariate(mu, sigma)`."""
    return SHARED.lognormvariate(mu, sigma)


def expovariate(lambd: float = 1.0) -> float:
    """`random.expovariate(lambd)`."""
    return SHARED.expovariate(lambd)


def paretovariate(alpha: float) -> float:
    """`random.paretovariate(alpha)`."""
    return SHARED.paretovariate(alpha)


def weibullvariate(alpha: float, beta: float) -> float:
    """`random.weibullvariate(alpha, beta)`."""
    return SHARED.weibullvariate(alpha, beta)


def choice(seq: Sequence[Any]) -> Any:
    """`random.choice(seq)`."""
    return SHARED.choice(seq)


def shuffle(x: list[Any]) -> None:
    """`random.shuffle(x)`."""
    SHARED.shuffle(x)


def sample(population: Sequence[Any], k: int, *, counts: Sequence[int] | None = None) -> list[Any]:
    """`random.sample(population, k)`."""
    return SHARED.sample(population, k, counts=counts)


def choices(
    population: Sequence[Any],
    weights: Sequence[Any] | None = None,
    *,
    cum_weights: Sequence[Any] | None = None,
    k: int = 1,
) -> list[Any]:
    """`random.choices(population, weights, cum_weights=..., k=...)`."""
    return SHARED.choices(population, weights, cum_weights=cum_weights, k=k)


def gammavariate(alpha: float, beta: float) -> float:
    """`random.gammavariate(alpha, beta)`."""
    return SHARED.gammavariate(alpha, beta)


def betavariate(alpha: float, beta: float) -> float:
    """`random.betavariate(alpha, beta)`."""
    return SHARED.betavariate(alpha, beta)


def vonmisesvariate(mu: float, kappa: float) -> float:
    """`random.vonmisesvariate(mu, kappa)`."""
    return SHARED.vonmisesvariate(mu, kappa)


def getstate() -> tuple[int, tuple[int, ...], float | None]:
    """`random.getstate()`."""
    return SHARED.getstate()


def setstate(state: tuple[int, tuple[int, ...], float | None]) -> None:
    """`random.setstate(state)`."""
    SHARED.setstate(state)
