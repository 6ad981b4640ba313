"""The declaration of one low-level operation: everything about it in one entry.

Purity, "can raise" and "can collect" are derived from the declared effects, never repeated.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from weft.rtyper.lltype.types import LowLevelType


class Effect(enum.Flag):
    """What an operation may do besides computing its result."""

    NONE = 0
    READ = enum.auto()
    WRITE = enum.auto()
    COLLECT = enum.auto()
    """May allocate, hence may run a collection."""
    CONTROL = enum.auto()
    """Must stay in its place although it neither reads nor writes the heap (checks, marks)."""
    ANY = READ | WRITE | COLLECT | CONTROL


class Machine(Protocol):
    """What evaluating a heap or call operation needs from an interpreter (llinterp)."""

    def call(self, function: Any, arguments: Sequence[Any]) -> Any:
        """Run a FunctionValue; a low-level exception propagates as `LowLevelException`."""

    def raise_error(self, exception_class: type[BaseException], message: str) -> Any:
        """Raise a prebuilt low-level exception of a built-in class."""

    def stack_exhausted(self) -> bool:
        """True if calls are nested so deeply that the next one should raise RecursionError."""

    @property
    def simulation(self) -> Any:
        """The simulated memory, types, roots and settings that operations of collectors work on."""

    @property
    def pending(self) -> Any:
        """The pending exception instance after exception lowering, or None."""

    @pending.setter
    def pending(self, value: Any) -> None: ...


ResultRule: TypeAlias = Callable[[Sequence[Any], Sequence[LowLevelType]], LowLevelType]
"""(statics, argument types) -> result type."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpSpec:
    """Declaration of one low-level operation.

    Exactly one of `fold` (a pure function of the operands' host values) and `run` (machine, statics, operands)
    evaluates it.  `c` is an expression template: `{0}` operands, `{r}` the result, `{s0}` statics; None where
    `backend_c/expressions.py` or `statements.py` has the emission or a pass lowers it before (`lowered_by`).
    """

    name: str
    arity: int | None
    statics: int = 0
    result: ResultRule
    effects: Effect = Effect.NONE
    raises: tuple[str, ...] = ()
    """Names of built-in exception classes; `("*",)`: any."""
    fold: Callable[..., Any] | None = None
    run: Callable[[Machine, Sequence[Any], Sequence[Any]], Any] | None = None
    c: str | None = None
    lowered_by: str = ""
    cost: int = 1
    """What the inliner counts for it, in machine instructions or so."""
    doc: str

    # Derived, as fields because passes ask often:
    can_raise: bool = field(init=False)
    """True if it may raise."""
    can_collect: bool = field(init=False)
    """True if a collection may run during it."""
    is_pure: bool = field(init=False)
    """True if it may be folded, merged, moved and removed when unused."""
    is_removable: bool = field(init=False)
    """True if it may be removed when its result is unused: nothing written, nothing raised."""
    reads_memory: bool = field(init=False)
    """True if its result depends on the heap."""
    orders_memory: bool = field(init=False)
    """True if reads must not move past it: it writes, allocates or marks a place."""

    def __post_init__(self) -> None:
        if (self.fold is None) == (self.run is None):
            raise ValueError(f"{self.name}: give exactly one of fold= and run=")
        if self.fold is not None and self.effects is not Effect.NONE:
            raise ValueError(f"{self.name}: a foldable operation has no effects")
        if Effect.COLLECT in self.effects and not self.raises:
            raise ValueError(f"{self.name}: an allocating operation can raise MemoryError")
        orders = bool(self.effects & (Effect.WRITE | Effect.COLLECT | Effect.CONTROL))
        derived = {
            "can_raise": bool(self.raises),
            "can_collect": Effect.COLLECT in self.effects,
            "is_pure": self.effects is Effect.NONE and not self.raises,
            "is_removable": not self.raises and not orders,
            "reads_memory": Effect.READ in self.effects,
            "orders_memory": orders,
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)  # the class is frozen

    def __repr__(self) -> str:
        return f"<op {self.name}>"


def always(type_: LowLevelType) -> ResultRule:
    """Result rule: the type does not depend on the operands."""
    return lambda statics, argument_types: type_


def same_as_argument(index: int = 0) -> ResultRule:
    """Result rule: the type of one operand."""
    return lambda statics, argument_types: argument_types[index]
