"""The declaration of one low-level operation: everything about it in one entry.

Purity, "can raise" and "can collect" are derived from the declared effects, never repeated.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

    @property
    def can_raise(self) -> bool:
        """True if it may raise."""
        return bool(self.raises)

    @property
    def can_collect(self) -> bool:
        """True if a collection may run during it."""
        return Effect.COLLECT in self.effects

    @property
    def is_pure(self) -> bool:
        """True if it may be folded, merged, moved and removed when unused."""
        return self.effects is Effect.NONE and not self.raises

    @property
    def is_removable(self) -> bool:
        """True if it may be removed when its result is unused: nothing written, nothing raised."""
        return not self.raises and not self.effects & (Effect.WRITE | Effect.COLLECT | Effect.CONTROL)

    def __post_init__(self) -> None:
        if (self.fold is None) == (self.run is None):
            raise ValueError(f"{self.name}: give exactly one of fold= and run=")
        if self.fold is not None and self.effects is not Effect.NONE:
            raise ValueError(f"{self.name}: a foldable operation has no effects")
        if Effect.COLLECT in self.effects and not self.raises:
            raise ValueError(f"{self.name}: an allocating operation can raise MemoryError")

    def __repr__(self) -> str:
        return f"<op {self.name}>"


def always(type_: LowLevelType) -> ResultRule:
    """Result rule: the type does not depend on the operands."""
    return lambda statics, argument_types: type_


def same_as_argument(index: int = 0) -> ResultRule:
    """Result rule: the type of one operand."""
    return lambda statics, argument_types: argument_types[index]
