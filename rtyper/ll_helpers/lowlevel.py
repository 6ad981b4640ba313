"""The vocabulary of low-level helpers (`ll_helpers/*.py`), given meaning by `rtyper/helper_graphs.py`.

A helper is a Python function over low-level values.  Its types are those of the actual arguments, one copy per
combination; every variable keeps the type it gets first.  In a helper:

* `p.field`, `p.field = v`, `p.size` (length of the tail) on pointers to structs; `a[i]`, `a[i] = v`, `len(a)` on
  arrays (unchecked); `a[i].field` on arrays of inline structs; `p is None`, `p is q`, truth of a pointer;
* `+ - * & | ^ ~ << >>` and comparisons on words wrap like the machine; `//` and `%` are C's truncating ones;
  the same on Unsigned, Float, Char, UniChar; `not`, `and`, `or`, conditional expressions on Bools;
* `op.NAME(a, b)` emits a low-level operation; statics go in as keyword `statics=(...)`;
* calls of other helpers; of an argument that is a function (Void): a helper or a FunctionValue;
* `raise IndexError("constant message")` raises a fresh built-in exception; `raise KeyError(s)` with an STR pointer;
* while loops, if, return, conditional expressions; no for, try, nested functions, lists, tuples or str objects.
* methods and attributes of a host object that is a constant: a method is a helper, unless it is marked `@operation`;
  an attribute declared as `Word()` in the class is a static variable; other attributes are constants;
* string literals of one character compared with a Char or UniChar are their code; other literals are STR pointers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class LowLevelOnly(RuntimeError):
    """Raised when a low-level helper is run on the host."""


class _Operations:
    """`op.int_add_ovf(x, y)`: the attribute is the operation's name."""

    def __getattr__(self, name: str) -> LowLevelOperation:
        return LowLevelOperation(name)


class LowLevelOperation:
    """What `op.NAME` is: a marker that helper_graphs recognises."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *operands: Any, statics: tuple[Any, ...] = ()) -> Any:
        """Emit the operation."""
        raise LowLevelOnly(self.name)


op: Any = _Operations()


def inlined(function: F) -> F:
    """Decorator of helpers that the C compiler puts into each caller, however large they are."""
    function.always_inline = True  # type: ignore[attr-defined]
    return function


def malloc(struct: Any) -> Any:
    """A zeroed struct; the type is a Void argument or a constant."""
    raise LowLevelOnly("malloc")


def malloc_varsize(type_: Any, length: Any) -> Any:
    """A zeroed array, or a struct with a tail, of that many items."""
    raise LowLevelOnly("malloc_varsize")


def malloc_varsize_uninit(type_: Any, length: Any) -> Any:
    """The same without zeroing; gc pointers must be written before anything else can happen."""
    raise LowLevelOnly("malloc_varsize_uninit")


def cast(pointer_type: Any, pointer: Any) -> Any:
    """`cast_pointer`; the type comes first."""
    raise LowLevelOnly("cast")


def null(pointer_type: Any) -> Any:
    """The null pointer of a type."""
    raise LowLevelOnly("null")


def type_of(value: Any) -> Any:
    """The low-level type of a value, as a Void constant: `malloc(type_of(p).to)`."""
    raise LowLevelOnly("type_of")


def static_call(function: Any, *arguments: Any) -> Any:
    """Evaluate a host function of Void (constant) arguments during translation; the result is a Void constant."""
    raise LowLevelOnly("static_call")


def operation(name: str) -> Callable[[F], F]:
    """Decorator: calls of the function or method, on the host itself, become the low-level operation of that name."""

    def mark(function: F) -> F:
        function.__dict__["weft_operation"] = name
        return function

    return mark


class Word:
    """An attribute that holds a machine word: one static variable per object once translated."""

    def __init__(self, initial: int = 0) -> None:
        self.initial = initial
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> int:
        """Return the word; its initial value if it was never set."""
        value: int = instance.__dict__.get(self.name, self.initial)
        return value

    def __set__(self, instance: Any, value: int) -> None:
        instance.__dict__[self.name] = value
