"""Interval arithmetic: in which interval the result of a low-level operation lies."""

from __future__ import annotations

from typing import Final

from weft.flowspace.graph import Operation
from weft.translator.analysis.facts import FULL, HIGHEST, LONGEST, LOWEST, Facts, Interval

_CONSTANT: Final[dict[str, Interval]] = {
    "cast_bool_to_int": (0, 1),
    "cast_char_to_int": (0, 255),
    "cast_unichar_to_int": (0, 0x10FFFF),
    "cast_int32_to_int": (-(1 << 31), (1 << 31) - 1),
    "cast_uint32_to_int": (0, (1 << 32) - 1),
    "getarraysize": (0, LONGEST),
    "tailcompare": (-(1 << 31), 1 << 31),
}


def exact_interval(name: str, x: Interval, y: Interval) -> tuple[int, int]:
    """Return the interval of a sum, difference or product of unbounded integers."""
    if name == "add":
        return x[0] + y[0], x[1] + y[1]
    if name == "sub":
        return x[0] - y[1], x[1] - y[0]
    products = [a * b for a in x for b in y]
    return min(products), max(products)


def fits(interval: tuple[int, int]) -> bool:
    """True if all of an interval are machine words."""
    return interval[0] >= LOWEST and interval[1] <= HIGHEST


def result_interval(operation: Operation, facts: Facts) -> Interval:
    """Return the interval of a Signed result."""
    name, args = operation.spec.name, operation.args
    known = _CONSTANT.get(name)
    if known is not None:
        return known
    match name:
        case "int_add" | "int_sub" | "int_mul":
            exact = exact_interval(name[4:], facts.interval(args[0]), facts.interval(args[1]))
            return exact if fits(exact) else FULL
        case "int_add_ovf" | "int_sub_ovf" | "int_mul_ovf":
            low, high = exact_interval(name[4:7], facts.interval(args[0]), facts.interval(args[1]))
            return max(low, LOWEST), min(high, HIGHEST)
        case "int_and":
            highs = [facts.interval(arg)[1] for arg in args if facts.interval(arg)[0] >= 0]
            return (0, min(highs)) if highs else FULL
        case "int_mod":
            low, high = facts.interval(args[1])
            return (0, high - 1) if low > 0 else FULL
        case "int_rshift":
            low, high = facts.interval(args[0])
            shift = facts.interval(args[1])[0]
            return (low >> shift, high >> shift) if low >= 0 and 0 <= shift < 64 else FULL
        case "int_floordiv" | "int_div_trunc":
            low, high = facts.interval(args[0])
            least = facts.interval(args[1])[0]
            return (0, high // least) if low >= 0 and least > 0 else FULL
        case "int_neg":
            low, high = facts.interval(args[0])
            return (-high, -low) if low > LOWEST else FULL
        case "int_abs":
            low, high = facts.interval(args[0])
            return (0, max(high, -low)) if low > LOWEST else FULL
        case "getfield" if operation.statics[0] in ("size", "length"):
            return (0, LONGEST)
    return FULL


def learn_from_result(operation: Operation, facts: Facts) -> None:
    """Enter how a Signed result relates to the operands."""
    name, args, result = operation.spec.name, operation.args, operation.result
    match name:
        case "int_add" | "int_add_ovf" | "int_sub" | "int_sub_ovf":
            _sum(name[4:7], operation, facts)
        case "int_mod":
            if facts.interval(args[1])[0] > 0:
                facts.learn_difference(result, args[1], -1)
        case "int_rshift" | "int_floordiv" | "int_div_trunc":
            if facts.interval(args[0])[0] >= 0 and facts.interval(args[1])[0] >= (0 if name == "int_rshift" else 1):
                facts.learn_difference(result, args[0], 0)
        case "int_and":
            for arg in args:
                if facts.interval(arg)[0] >= 0:
                    facts.learn_difference(result, arg, 0)


def _sum(kind: str, operation: Operation, facts: Facts) -> None:
    """r = x + y or x - y: exact, if it is checked or cannot overflow."""
    x, y = operation.args
    left, right = facts.interval(x), facts.interval(y)
    if not operation.spec.raises and not fits(exact_interval(kind, left, right)):
        return
    if right[0] == right[1]:
        facts.define_sum(operation.result, x, right[0] if kind == "add" else -right[0])
    elif left[0] == left[1] and kind == "add":
        facts.define_sum(operation.result, y, left[0])
    elif kind == "sub":
        _between(operation, 0, -right[1], -right[0], facts)
    else:
        _between(operation, 0, right[0], right[1], facts)
        _between(operation, 1, left[0], left[1], facts)


def _between(operation: Operation, position: int, least: int, most: int, facts: Facts) -> None:
    """least <= r - operand <= most, as far as that says anything."""
    operand, result = operation.args[position], operation.result
    if most < LONGEST:
        facts.learn_difference(result, operand, most)
    if least > -LONGEST:
        facts.learn_difference(operand, result, -least)
