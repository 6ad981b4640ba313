"""The functions of the operator module, and what itemgetter, attrgetter and methodcaller return.

They are functions generated for the library; see `generated.py`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from weft.annotator.generated import Generated

_EXPRESSIONS: Final[dict[Any, str]] = {
    operator.add: "a + b",
    operator.sub: "a - b",
    operator.mul: "a * b",
    operator.matmul: "a @ b",
    operator.truediv: "a / b",
    operator.floordiv: "a // b",
    operator.mod: "a % b",
    operator.pow: "a ** b",
    operator.lshift: "a << b",
    operator.rshift: "a >> b",
    operator.and_: "a & b",
    operator.or_: "a | b",
    operator.xor: "a ^ b",
    operator.concat: "a + b",
    operator.lt: "a < b",
    operator.le: "a <= b",
    operator.eq: "a == b",
    operator.ne: "a != b",
    operator.gt: "a > b",
    operator.ge: "a >= b",
    operator.is_: "a is b",
    operator.is_not: "a is not b",
    operator.contains: "b in a",
    operator.getitem: "a[b]",
    operator.neg: "-a",
    operator.pos: "+a",
    operator.invert: "~a",
    operator.inv: "~a",
    operator.not_: "not a",
    operator.truth: "bool(a)",
    operator.abs: "abs(a)",
    operator.index: "int(a)",
    operator.countOf: "sum([x == b for x in a])",
}
_GETTERS: Final = (operator.itemgetter, operator.attrgetter, operator.methodcaller)


def operator_function(generated: Generated, value: Any) -> Any | None:
    """Return the function for one of the operator module, or None for anything else."""
    try:
        expression = _EXPRESSIONS.get(value)
    except TypeError:
        return None
    if expression is None:
        return None
    name = value.__name__
    parameters = "a, b" if " b" in expression or "b " in expression or "[b]" in expression else "a"
    return generated.make(("operator", name), name, lambda: f"def {name}({parameters}):\n    return {expression}\n")


def is_getter_class(value: Any) -> bool:
    """True for itemgetter, attrgetter and methodcaller."""
    return value in _GETTERS if isinstance(value, type) else False


def getter(generated: Generated, cls: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Return the function for `itemgetter(1)` and its like, with constant arguments."""
    make: dict[Any, Callable[[], str]] = {
        operator.itemgetter: lambda: _together(f"x[{key!r}]" for key in arguments),
        operator.attrgetter: lambda: _together(f"x.{name}" for name in arguments),
        operator.methodcaller: lambda: _method_call(arguments, keywords),
    }
    source = f"def get(x):\n    return {make[cls]()}\n"
    return generated.make(("getter", source), "get", lambda: source)


def prebuilt_getter(generated: Generated, value: Any) -> Any | None:
    """Return the function for a prebuilt itemgetter or its like, or None for anything else."""
    if type(value) not in _GETTERS:
        return None
    reduced = value.__reduce__()
    keywords = {}
    if not is_getter_class(reduced[0]):  # a methodcaller with keywords
        keywords = reduced[0].keywords
        return getter(generated, type(value), (*reduced[0].args, *reduced[1]), keywords)
    return getter(generated, type(value), tuple(reduced[1]), keywords)


def _together(parts: Any) -> str:
    texts = list(parts)
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _method_call(arguments: tuple[Any, ...], keywords: dict[str, Any]) -> str:
    name, *rest = arguments
    values = [repr(value) for value in rest] + [f"{key}={value!r}" for key, value in keywords.items()]
    return f"x.{name}({', '.join(values)})"
