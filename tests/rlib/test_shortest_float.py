"""The shortest decimals of doubles."""

import random
import struct
from decimal import Decimal

from weft.rlib import power_table
from weft.rlib.shortest_float import shortest


def numbers() -> list[float]:
    source = random.Random(7)
    found = [2.0**exponent for exponent in range(-1022, 1024)]
    for _ in range(4000):
        bits = source.getrandbits(63)
        found.append(struct.unpack("<d", struct.pack("<Q", bits))[0])
        found.append(source.random() * 10 ** source.randint(-10, 15))
        found.append(source.randint(1, 10**17) / 10 ** source.randint(0, 20))
        found.append(source.randint(1, 999) / 1000)
    return [x for x in found if x - x == 0.0 and x > 0.0]


def test_what_is_found_is_what_cpython_shows() -> None:
    values = numbers()
    found = 0
    for value in values:
        result = shortest(value)
        if result.digits >= 0:
            found += 1
            assert Decimal(result.digits).scaleb(result.power) == Decimal(repr(value))
    assert found > 0.95 * len(values)


def test_subnormal_numbers_are_left_alone() -> None:
    assert shortest(5e-324).digits == -1
    assert shortest(2.2250738585072014e-308).digits > 0
    assert shortest(1.7976931348623157e308).digits == 17976931348623157


def test_table() -> None:
    for index, power in enumerate(range(power_table.LOWEST, power_table.HIGHEST + 1)):
        words = (power_table.UPPER[index] % 2**64 << 64) + power_table.LOWER[index] % 2**64
        assert 2**127 <= words < 2**128
        exponent = power_table.EXPONENT[index] - 127
        numerator = words << exponent if exponent >= 0 else words
        denominator = 1 if exponent >= 0 else 1 << -exponent
        over = (words + 1 << exponent) if exponent >= 0 else words + 1
        exact = (10**power, 1) if power >= 0 else (1, 10**-power)
        assert numerator * exact[1] <= exact[0] * denominator < over * exact[1]
