"""Natural numbers as lists of digits in base 2**31, the least significant first, without zeros at the end; 0 is [].

With 31 bits a product of two digits, a digit and a carry together stay below 2**62, so the inner loops need neither
overflow checks nor unsigned words.  `bigint.py` adds the sign, `bigint_division.py` division.  No function changes
its arguments, and results may share them.
"""

from __future__ import annotations

from typing import Final

from weft.rlib.intrinsics import (
    unchecked_item,
    unchecked_set_item,
    unsigned_rshift,
    wrapping_add,
    wrapping_lshift,
    wrapping_mul,
    wrapping_sub,
)

_weft_one_graph_ = True

BITS: Final = 31
BASE: Final = 1 << BITS
MASK: Final = BASE - 1
KARATSUBA: Final = 44
"""From so many digits on, products are made of three products of half the size."""


def trimmed(digits: list[int], count: int) -> list[int]:
    """Return the first `count` digits without the zeros at their end."""
    while count > 0 and unchecked_item(digits, count - 1) == 0:
        count -= 1
    return digits if count == len(digits) else digits[0:count]


def of_word(value: int) -> list[int]:
    """Return the digits of |value|."""
    rest = wrapping_sub(0, value) if value < 0 else value
    high = unsigned_rshift(rest, 2 * BITS)
    middle = unsigned_rshift(rest, BITS) & MASK
    if high != 0:
        return [rest & MASK, middle, high]
    if middle != 0:
        return [rest & MASK, middle]
    return [rest] if rest != 0 else [0] * 0


def low_word(digits: list[int]) -> int:
    """Return the number modulo 2**64, as a signed word."""
    result = 0
    i = min(len(digits), 3)
    while i > 0:
        i -= 1
        result = wrapping_lshift(result, BITS) | unchecked_item(digits, i)
    return result


def digit_bits(digit: int) -> int:
    """Return the number of bits of a digit."""
    count = 0
    if digit >= 1 << 16:
        digit >>= 16
        count = 16
    if digit >= 1 << 8:
        digit >>= 8
        count += 8
    while digit != 0:
        digit >>= 1
        count += 1
    return count


def bit_length(digits: list[int]) -> int:
    """Return the number of bits."""
    if len(digits) == 0:
        return 0
    return (len(digits) - 1) * BITS + digit_bits(digits[len(digits) - 1])


def compare(x: list[int], y: list[int]) -> int:
    """Return -1, 0 or 1, as x is less than, equal to or greater than y."""
    if len(x) != len(y):
        return -1 if len(x) < len(y) else 1
    i = len(x)
    while i > 0:
        i -= 1
        difference = unchecked_item(x, i) - unchecked_item(y, i)
        if difference != 0:
            return -1 if difference < 0 else 1
    return 0


def add(x: list[int], y: list[int]) -> list[int]:
    """Return x + y."""
    if len(x) < len(y):
        x, y = y, x
    common = len(y)
    count = len(x)
    result = [0] * count
    carry = 0
    i = 0
    while i < common:
        carry = wrapping_add(carry, wrapping_add(unchecked_item(x, i), unchecked_item(y, i)))
        unchecked_set_item(result, i, carry & MASK)
        carry >>= BITS
        i += 1
    while i < count:
        carry = wrapping_add(carry, unchecked_item(x, i))
        unchecked_set_item(result, i, carry & MASK)
        carry >>= BITS
        i += 1
    return result + [carry] if carry != 0 else result


def subtract(x: list[int], y: list[int]) -> list[int]:
    """Return x - y, for x >= y."""
    common = len(y)
    count = len(x)
    result = [0] * count
    borrow = 0
    i = 0
    while i < common:
        borrow = wrapping_sub(wrapping_add(borrow, unchecked_item(x, i)), unchecked_item(y, i))
        unchecked_set_item(result, i, borrow & MASK)
        borrow >>= BITS
        i += 1
    while i < count:
        borrow = wrapping_add(borrow, unchecked_item(x, i))
        unchecked_set_item(result, i, borrow & MASK)
        borrow >>= BITS
        i += 1
    return trimmed(result, count)


# Multiplication -----------------------------------------------------------------------------------------------


def multiply_digit(x: list[int], digit: int, carry: int = 0) -> list[int]:
    """Return x * digit + carry, for a digit and a carry below the base."""
    count = len(x)
    result = [0] * (count + 1)
    i = 0
    while i < count:
        carry = wrapping_add(wrapping_mul(unchecked_item(x, i), digit), carry)
        unchecked_set_item(result, i, carry & MASK)
        carry >>= BITS
        i += 1
    unchecked_set_item(result, count, carry)
    return trimmed(result, count + 1)


def multiply(x: list[int], y: list[int]) -> list[int]:
    """Return x * y."""
    if len(x) > len(y):
        x, y = y, x
    size = len(x)
    if size == 0:
        return x
    if size == 1:
        return multiply_digit(y, x[0])
    if size < KARATSUBA:
        return _schoolbook(x, y)
    if 2 * size <= len(y):
        return _in_slices(x, y)
    return _karatsuba(x, y)


def _schoolbook(x: list[int], y: list[int]) -> list[int]:
    count = len(y)
    result = [0] * (len(x) + count)
    i = 0
    for digit in x:
        carry = 0
        place = i
        j = 0
        while j < count:
            product = wrapping_mul(digit, unchecked_item(y, j))
            carry = wrapping_add(wrapping_add(product, unchecked_item(result, place)), carry)
            unchecked_set_item(result, place, carry & MASK)
            carry >>= BITS
            place = wrapping_add(place, 1)
            j += 1
        unchecked_set_item(result, place, carry)
        i += 1
    return trimmed(result, len(result))


def _karatsuba(x: list[int], y: list[int]) -> list[int]:
    """(a*B + b) * (c*B + d), with (a + b) * (c + d) - a*c - b*d for the product in the middle."""
    half = (len(y) + 1) // 2
    x_low, x_high = trimmed(x, half), x[half:]
    y_low, y_high = trimmed(y, half), y[half:]
    low = multiply(x_low, y_low)
    high = multiply(x_high, y_high)
    middle = multiply(add(x_low, x_high), add(y_low, y_high))
    middle = subtract(subtract(middle, low), high)
    result = [0] * (len(x) + len(y))
    _put(result, low, 0)
    _put(result, high, 2 * half)
    _add_at(result, middle, half)
    return trimmed(result, len(result))


def _in_slices(x: list[int], y: list[int]) -> list[int]:
    """A product of very different sizes: slices of y are as long as x."""
    size = len(x)
    result = [0] * (size + len(y))
    start = 0
    while start < len(y):
        stop = min(start + size, len(y))
        _add_at(result, multiply(x, slice_of(y, start, stop)), start)
        start = stop
    return trimmed(result, len(result))


def _put(target: list[int], digits: list[int], place: int) -> None:
    for digit in digits:
        unchecked_set_item(target, place, digit)
        place = wrapping_add(place, 1)


def _add_at(target: list[int], digits: list[int], place: int) -> None:
    """Add digits * base**place to the target, which has room for the sum."""
    carry = 0
    for digit in digits:
        carry = wrapping_add(carry, wrapping_add(unchecked_item(target, place), digit))
        unchecked_set_item(target, place, carry & MASK)
        carry >>= BITS
        place = wrapping_add(place, 1)
    while carry != 0:
        carry = wrapping_add(carry, unchecked_item(target, place))
        unchecked_set_item(target, place, carry & MASK)
        carry >>= BITS
        place = wrapping_add(place, 1)


# Shifts and parts ---------------------------------------------------------------------------------------------


def slice_of(digits: list[int], start: int, stop: int) -> list[int]:
    """Return the number that these digits make."""
    count = min(stop, len(digits))
    while count > start and unchecked_item(digits, count - 1) == 0:
        count -= 1
    return digits[start:count] if count > start else [0] * 0


def shift_digits(digits: list[int], places: int) -> list[int]:
    """Return digits * base**places."""
    return [0] * places + digits if len(digits) > 0 else digits


def lshift(digits: list[int], count: int) -> list[int]:
    """Return digits << count."""
    if len(digits) == 0:
        return digits
    places, bits = count // BITS, count % BITS
    size = len(digits)
    result = [0] * (size + places + 1)
    carry = 0
    i = 0
    while i < size:
        carry |= wrapping_lshift(unchecked_item(digits, i), bits)
        unchecked_set_item(result, wrapping_add(i, places), carry & MASK)
        carry >>= BITS
        i += 1
    unchecked_set_item(result, size + places, carry)
    return trimmed(result, size + places + 1)


def rshift(digits: list[int], count: int) -> list[int]:
    """Return digits >> count."""
    places, bits = count // BITS, count % BITS
    size = len(digits) - places
    if size <= 0:
        return [0] * 0
    if bits == 0:
        return digits[places:] if places > 0 else digits
    result = [0] * size
    carry = 0
    i = size
    while i > 0:
        i -= 1
        carry = wrapping_lshift(carry & MASK, BITS) | unchecked_item(digits, wrapping_add(i, places))
        unchecked_set_item(result, i, carry >> bits & MASK)
    return trimmed(result, size)


def any_bits_below(digits: list[int], count: int) -> bool:
    """Return True if one of the `count` lowest bits is set."""
    places, bits = count // BITS, count % BITS
    if places >= len(digits):
        return len(digits) > 0
    i = 0
    while i < places:
        if unchecked_item(digits, i) != 0:
            return True
        i += 1
    return unchecked_item(digits, places) & ((1 << bits) - 1) != 0
