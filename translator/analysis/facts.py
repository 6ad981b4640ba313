"""What is known about values at one place of a graph: intervals of integers, differences, null or not, conditions.

`Facts` is filled while walking down the dominator tree and forgets what it learnt in a subtree when the walk leaves
it (`mark`, `undo`).  Integers are 64-bit words; a difference fact says `a - b <= c` without wrapping.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from weft.flowspace.graph import Constant, Operation, Value

LOWEST: Final = -(1 << 63)
HIGHEST: Final = (1 << 63) - 1
LONGEST: Final = 1 << 56
"""No array is longer."""

Interval: TypeAlias = tuple[int, int]
FULL: Final[Interval] = (LOWEST, HIGHEST)
Term: TypeAlias = tuple[Value | None, int]
"""A value plus a number; the value None is zero."""

_STEPS: Final = 3
"""How many difference facts a proof may chain."""
_WIDEST: Final = 8
"""How many facts of one value are kept: the latest."""


@dataclass(slots=True, eq=False)
class Facts:
    """The facts at the current place."""

    intervals: dict[Value, Interval] = field(default_factory=dict)
    terms: dict[Value, Term] = field(default_factory=dict)
    """Values defined as another value plus a constant, without overflow."""
    below: dict[Value, list[tuple[Value, int]]] = field(default_factory=dict)
    """a -> (b, c): a - b <= c."""
    conditions: dict[Value, bool] = field(default_factory=dict)
    """Bools that are known here."""
    nonnull: dict[Value, bool] = field(default_factory=dict)
    """Pointers: True if not null, False if null."""
    definitions: dict[Value, Operation] = field(default_factory=dict)
    _undo: list[tuple[dict[Value, Any], Value, Any]] = field(default_factory=list)

    # ---------------------------------------------------------------- scopes

    def mark(self) -> int:
        """Return a mark for `undo`."""
        return len(self._undo)

    def undo(self, mark: int) -> None:
        """Forget what was learnt since the mark was taken."""
        log = self._undo
        while len(log) > mark:
            table, key, old = log.pop()
            if old is None:
                del table[key]
            else:
                table[key] = old

    def _set(self, table: dict[Value, Any], key: Value, value: Any) -> None:
        self._undo.append((table, key, table.get(key)))
        table[key] = value

    # ---------------------------------------------------------------- integers

    def interval(self, value: Value) -> Interval:
        """Return the interval of a Signed value."""
        if isinstance(value, Constant):
            number = value.value
            return (number, number) if isinstance(number, int) else FULL
        return self.intervals.get(value, FULL)

    def restrict(self, value: Value, low: int, high: int) -> None:
        """A value is known to lie in an interval."""
        if isinstance(value, Constant):
            return
        old_low, old_high = self.interval(value)
        low, high = max(low, old_low), min(high, old_high)
        if (low, high) != (old_low, old_high) and low <= high:
            self._set(self.intervals, value, (low, high))
            base, offset = self.terms.get(value, (None, 0))
            if base is not None:
                self.restrict(base, low - offset, high - offset)

    def define_sum(self, value: Value, base: Value, offset: int) -> None:
        """`value` is `base + offset`, which does not overflow."""
        inner, more = self.terms.get(base, (base, 0))
        self.terms[value] = (inner, more + offset)

    def learn_difference(self, left: Value, right: Value, most: int) -> None:
        """left - right <= most."""
        left_low, left_high = self.interval(left)
        right_low, right_high = self.interval(right)
        self.restrict(left, LOWEST, right_high + most)
        self.restrict(right, left_low - most, HIGHEST)
        if isinstance(left, Constant) or isinstance(right, Constant):
            return
        (left_base, plus), (right_base, minus) = self.term(left), self.term(right)
        if left_base is not None and right_base is not None and left_base is not right_base:
            known = self.below.get(left_base, [])
            self._set(self.below, left_base, [(right_base, most - plus + minus), *known[: _WIDEST - 1]])

    def term(self, value: Value) -> Term:
        """Return a value as another one plus a number."""
        if isinstance(value, Constant):
            return (None, value.value)
        return self.terms.get(value, (value, 0))

    def proves(self, left: Value, right: Value, most: int) -> bool:
        """True if certainly left - right <= most."""
        if self.interval(left)[1] - self.interval(right)[0] <= most:
            return True
        (left_base, plus), (right_base, minus) = self.term(left), self.term(right)
        return self._chain(left_base, right_base, most - plus + minus, _STEPS)

    def _chain(self, left: Value | None, right: Value | None, most: int, steps: int) -> bool:
        if left is right:
            return most >= 0
        if left is None or right is None:
            high = 0 if left is None else self.interval(left)[1]
            low = 0 if right is None else self.interval(right)[0]
            return high - low <= most
        if self.interval(left)[1] - self.interval(right)[0] <= most:
            return True
        if steps == 0:
            return False
        return any(
            self._chain(middle, right, most - distance, steps - 1) for middle, distance in self.below.get(left, ())
        )

    # ---------------------------------------------------------------- conditions and pointers

    def assume(self, condition: Value, truth: bool) -> None:
        """A Bool is known from here on, and with it what it was computed from."""
        if isinstance(condition, Constant) or condition in self.conditions:
            return
        self._set(self.conditions, condition, truth)
        operation = self.definitions.get(condition)
        if operation is None:
            return
        name, args = operation.spec.name, operation.args
        match name:
            case "bool_not":
                self.assume(args[0], not truth)
            case "bool_and" | "bool_or" if truth == (name == "bool_and"):
                self.assume(args[0], truth)
                self.assume(args[1], truth)
            case "ptr_nonzero" | "ptr_iszero":
                self.set_nonnull(args[0], truth == (name == "ptr_nonzero"))
            case "int_between_unsigned" if truth:
                self.restrict(args[0], 0, HIGHEST)
                self.learn_difference(args[0], args[1], -1)
                self._wrapped_index(args[0])
            case "int_is_true" if not truth:
                self.restrict(args[0], 0, 0)
        self._assume_comparison(operation, truth)

    def _wrapped_index(self, value: Value) -> None:
        """A value is a valid index: what it was computed from may be as far below zero as there are items."""
        operation = self.definitions.get(value)
        if operation is not None and operation.spec.name == "int_wrap_index":
            index, size = operation.args
            self.restrict(index, -self.interval(size)[1], HIGHEST)
            self.learn_difference(index, value, 0)

    def _assume_comparison(self, operation: Operation, truth: bool) -> None:
        name, args = operation.spec.name, operation.args
        match name:
            case "int_lt" | "int_ge":
                self._compare(args[0], args[1], truth == (name == "int_lt"))
            case "int_gt" | "int_le":
                self._compare(args[1], args[0], truth == (name == "int_gt"))
            case "int_eq" | "int_ne":
                self._equal(args[0], args[1], truth == (name == "int_eq"))

    def _compare(self, left: Value, right: Value, is_less: bool) -> None:
        if is_less:
            self.learn_difference(left, right, -1)
        else:
            self.learn_difference(right, left, 0)

    def _equal(self, left: Value, right: Value, is_equal: bool) -> None:
        if is_equal:
            self.learn_difference(left, right, 0)
            self.learn_difference(right, left, 0)
            return
        for value, other in ((left, right), (right, left)):
            if isinstance(other, Constant) and isinstance(other.value, int):
                low, high = self.interval(value)
                if other.value == low:
                    self.restrict(value, low + 1, high)
                elif other.value == high:
                    self.restrict(value, low, high - 1)

    def set_nonnull(self, pointer: Value, nonnull: bool) -> None:
        """A pointer is known to be null or not."""
        if not isinstance(pointer, Constant) and pointer not in self.nonnull:
            self._set(self.nonnull, pointer, nonnull)
            operation = self.definitions.get(pointer)
            if operation is not None and operation.spec.name == "cast_pointer":
                self.set_nonnull(operation.args[0], nonnull)

    def is_nonnull(self, pointer: Value) -> bool | None:
        """True: not null; False: null; None: unknown."""
        while not isinstance(pointer, Constant):
            known = self.nonnull.get(pointer)
            operation = self.definitions.get(pointer)
            if known is not None or operation is None or operation.spec.name != "cast_pointer":
                return known
            pointer = operation.args[0]
        return pointer.value is not None

    # ---------------------------------------------------------------- answers

    def decide(self, operation: Operation) -> bool | None:
        """Return the result of a comparison if it is known."""
        name, args = operation.spec.name, operation.args
        match name:
            case "int_lt" | "int_ge":
                answer = self._is_less(args[0], args[1])
                return answer if answer is None or name == "int_lt" else not answer
            case "int_gt" | "int_le":
                answer = self._is_less(args[1], args[0])
                return answer if answer is None or name == "int_gt" else not answer
            case "int_eq" | "int_ne":
                if self.proves(args[0], args[1], -1) or self.proves(args[1], args[0], -1):
                    return bool(name == "int_ne")
                return None
            case "int_is_true":
                low, high = self.interval(args[0])
                return True if low > 0 or high < 0 else None
            case "int_between_unsigned":
                if self.interval(args[0])[0] >= 0 and self.proves(args[0], args[1], -1):
                    return True
                return None
            case "ptr_nonzero" | "ptr_iszero":
                known = self.is_nonnull(args[0])
                return known if known is None or name == "ptr_nonzero" else not known
        return None

    def _is_less(self, left: Value, right: Value) -> bool | None:
        if self.proves(left, right, -1):
            return True
        return False if self.proves(right, left, 0) else None
