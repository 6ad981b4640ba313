"""What the generated programs of tests/differential found, each reduced to a few lines, three ways."""

from __future__ import annotations

import math

import pytest

from tests.support.three_ways import check_all

pytestmark = pytest.mark.compile


def masks_across_blocks(i: int, j: int, s: str) -> list[int]:
    found = []
    try:
        found.append((((j << 7) ^ i) + i * j) & 0xFFFF)
    except OverflowError:
        found.append(-1)
    state = i
    for n in range(30):
        state = state * 1000003 + n
    found.append(state % 1024)
    return found


def masked_and_used(i: int, j: int, s: str) -> str:
    product = i * j
    try:
        return str(product & 255) if j == 0 else str(product / 1.0)
    except OverflowError as error:
        return str(error)


def bool_index(i: int, j: int, s: str) -> tuple[str, str]:
    return s.partition("b")[False], s.partition("b")[True]


def byte_in_bytes(i: int, j: int, s: str) -> str:
    data = s.encode()
    try:
        return str(i in data) + str(98 in data)
    except ValueError as error:
        return str(error)


def several_prefixes(i: int, j: int, s: str) -> list[bool]:
    data = s.encode()
    return [
        s.startswith(("x", "ab")), s.startswith((s, "q"), 1), s.endswith(("c", "")), s.endswith(("z", "y")),
        data.startswith((b"b", b"ab")), data.endswith((b"c", b"zz"), 1), data.startswith(b"a"), data.endswith(()),
    ]  # fmt: skip


def lists_of_lists(i: int, j: int, s: str) -> list[bool]:
    fixed = [[1, 2], [3]]
    growing = [[i], [j]]
    growing[0].append(2)
    nothing = [[]] if j > 5 else [[], []]
    return [fixed == growing, growing != fixed, nothing == fixed, [(1, [i])] == [(1, growing[1])], [[]] == [[1]]]


def order_of_sets(i: int, j: int, s: str) -> str:
    same = {0, 8, -544684562390}
    joined = same | same
    joined.add(9007199254740992)
    crossed = {16, -6, 12345, -1, 9223372036854775807}
    crossed.intersection_update(crossed)
    popped = set(range(20))
    first = [popped.pop() for _ in range(3)]
    popped &= set(range(20))
    popped.add(0)
    first.append(popped.pop())
    popped.clear()
    popped.update(range(9))
    first.append(popped.pop())
    constants = [{1, 8, -3037000500, 12, -259313498473994, 16472150545405692, -1}]
    return repr(joined) + repr(crossed) + repr(first) + repr(constants)


MADE_AT_IMPORT = {2**53 * number + 7 for number in range(9)}


def order_of_combined_sets(i: int, j: int, s: str) -> str:
    table = {1000: 18, 5: 2, 16: -255, 4294967296: 3, -8407778823: 2}
    items = [15, i, 128, 1, 2, 7, 17, -7, 127, -9007199254740993]
    start = {128, 2, 7, 15, 17, -7, 127, -9007199254740993}
    found = [start.union([-7, 1, 2**40]), start.intersection(items), start.difference([2, 3]), start ^ set(items)]
    found += [{0, 2, 3}.symmetric_difference([32, 97, 34, 0, 3, 104, 105, 115, 121])]
    found += [set(table.keys() - start), table.keys() | start, start & table.keys(), table.keys() ^ start]
    found += [start.difference([q for q in items if q % 2], {2: 3}), start.union(items, table), start - table.keys()]
    changed = set(items)
    changed.difference_update(items[3:7])
    changed.intersection_update(table, items)
    found += [changed, MADE_AT_IMPORT, MADE_AT_IMPORT | start]
    return repr(found) + repr(table.keys() == {1000, 5, 16, 4294967296, -8407778823}) + repr(start != table.keys())


def empty_tuples(i: int, j: int, s: str) -> list[int]:
    count = 0
    for _ in ():
        count += 1
    return [count, len(list(())), len([x + 1 for x in ()])]  # noqa: C410


def bytearray_slices(i: int, j: int, s: str) -> tuple[bytearray, str, str]:
    data = bytearray(b"hello world")
    del data[::3]
    errors = ["", ""]
    try:
        data[100] = 256 + len(s)
    except ValueError as error:
        errors[0] = str(error)
    try:
        data[::-1] = b"12345"
    except ValueError as error:
        errors[1] = str(error)
    return data, errors[0], errors[1]


def huge_steps(i: int, j: int, s: str) -> tuple[str, bytes, list[int], list[int]]:
    items = list(range(6))
    del items[1 :: i if i != 0 else 1]
    return s[-1::i], s.encode()[::i], [1, 2, 3][::j], items


def builtin_class_methods(i: int, j: int, s: str) -> tuple[int, dict[str, int]]:
    found = {"a": 1}
    data = s.encode()
    try:
        found |= dict.fromkeys([s] if j > 0 else [], i)
        found["b"] = int.from_bytes(data[: len(s)], "big") & 255
    except KeyError:
        pass
    return int.from_bytes(data, "little"), found


def precision_beyond_an_int(i: int, j: int, s: str) -> list[str]:
    found = []
    for precision in (j, 2, -3, 2**31, i * 0 - 2**31 - 1):
        try:
            found.append("%.*f|%.*s" % (precision if precision < 2**40 else 1, 2.5, 1, s))
            found.append("%.*s" % (precision, s))
        except OverflowError as error:
            found.append(str(error))
    return found


def shout(text: str | None, part: str) -> str:
    return text.upper() + str(text.count(part))


def methods_of_none(i: int, j: int, s: str) -> list[str]:
    found = [shout(s, "b")]
    try:
        found.append(shout(None if j > -5 else s, "b"))
    except AttributeError as error:
        found.append(str(error))
    nothing = None if j > -5 else s
    try:
        found.append(nothing.lower())
    except AttributeError as error:
        found.append(str(error))
    return found


def never_reached(i: int, j: int, s: str) -> int:
    count = 4611686018427387904
    table = {1: len(s)}
    for n in range(3):
        try:
            table[n] = count
        except OverflowError:
            pass
        if "a" in "a":
            break
        del table[((count << 7) ^ n) & 0xFFFF]
    return table[0]


def long_numbers(i: int, j: int, s: str) -> list[str]:
    huge = (len(s) + 1.5) * 1e200
    return [format(huge, "+025F"), "%.1f" % huge, f"{huge:,.2f}", f"{-huge:.60e}"]


def power_of_constants(n: int) -> int:
    n **= 2
    n <<= 3
    return n


def constant_arguments(i: int, j: int, s: str) -> int:
    return power_of_constants(3)


def float_divmod_by_zero(i: int, j: int, s: str) -> str:
    try:
        return str(divmod(i / 2, j * 0.0))
    except ZeroDivisionError as error:
        return str(error)


def cube_roots(i: int, j: int, s: str) -> list[float]:
    return [math.cbrt(123456789.125 + j), math.cbrt(-8.0 * i), math.cbrt(5e-324 * j)]


def characters_of_any_int(i: int, j: int, s: str) -> str:
    found = ""
    for code in (i, j, 65, 0x110000, -1, 2**31, -(2**31) - 1):
        try:
            found += chr(code)
        except ValueError as error:
            found += str(error)
        except OverflowError as error:
            found += str(error)
    return found


def test_ints_and_a_str() -> None:
    functions = [
        masks_across_blocks, masked_and_used, bool_index, byte_in_bytes, several_prefixes, lists_of_lists,
        order_of_sets, order_of_combined_sets, empty_tuples, bytearray_slices, huge_steps, builtin_class_methods,
        methods_of_none, never_reached, precision_beyond_an_int, long_numbers, constant_arguments,
        float_divmod_by_zero, cube_roots, characters_of_any_int,
    ]  # fmt: skip
    values = [(98, 7, "abc"), (2**62, -3, ""), (-(2**63), 2**63 - 1, "cab")]
    cases = [(function, *arguments) for function in functions for arguments in values]
    # Python's ints have any size: where these leave 64 bits the translated code raises.
    check_all(case for case in cases if not (case[0] is masked_and_used and case[1:3] != (98, 7)))
