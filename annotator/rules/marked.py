"""Operations on values that may be a sentinel made by `object()` (`SomeMarked`).

Such a value can be passed on and stored as it is; everything else is done by a generated function that asks first:

    def on_marked(a0, a1):
        if a0 is mark:
            raise TypeError("unsupported operand type(s) for +: 'object'")
        return a0 + a1
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import BOOL, Annotation, SomeBuiltinMethod, SomeConstantObject, SomeMarked, SomePBC
from weft.annotator.marks import mark_of
from weft.annotator.rules.kinds import kind_of
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_STORE: Final = frozenset({"setattr", "setitem"})
_KEEPING: Final = ("list", "dict", "set")
_ANY_VALUE: Final = (str, repr, hash, id, bool)
"""Built-in functions that do the same with a sentinel as with other objects."""
_TEXTS: Final[dict[str, str]] = {
    "getitem": "return a0[a1]",
    "setitem": "a0[a1] = a2",
    "delitem": "del a0[a1]",
    "contains": "return a1 in a0",
    "iter": "return iter(a0)",
    "neg": "return -a0",
    "pos": "return +a0",
    "invert": "return ~a0",
    "bool": "return bool(a0)",
    "not_": "return not a0",
}
_CONSTANT: Final = {"bool": "return True", "not_": "return False"}
_WHAT: Final = {"getitem": "subscriptable", "iter": "iterable", "unpack": "iterable", "call": "callable"}


def on_marked(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """Return the result of an operation some operand of which is a SomeMarked; None leaves it to its own rule."""
    name = operation.spec.name
    marked = [index for index, annotation in enumerate(annotations) if isinstance(annotation, SomeMarked)]
    if name in ("is_", "eq", "ne"):
        return _comparison(ctx, operation, annotations, marked)
    if name in ("call", "call_shape"):
        return _call(ctx, operation, annotations, marked)
    if name == "format_value":
        return _formatted(ctx, operation, annotations)
    if name in _TEXTS or name == "unpack" or name in ("getattr", "setattr", "delattr"):
        if marked[0] != 0:
            return None if name in _STORE or kind_of(annotations[0]) in _KEEPING else _refuse(annotations[marked[0]])
        return _of_first(ctx, operation, annotations)
    if operation.spec.symbol and len(annotations) == 2:
        text = f"a0 {operation.spec.symbol} a1"
        statement = f"{text}; return a0" if operation.spec.inplace_of else f"return {text}"
        error = f"raise TypeError(\"unsupported operand type(s) for {operation.spec.symbol}: 'object'\")"
        return _delegate(ctx, operation, annotations, dict.fromkeys(marked, error), statement)
    return None


def _of_first(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation:
    """An operation on its first operand."""
    name = operation.spec.name
    if name in ("getattr", "setattr", "delattr"):
        attribute = annotations[1].constant
        text = {
            "getattr": f"return a0.{attribute}",
            "setattr": f"a0.{attribute} = a2",
            "delattr": f"del a0.{attribute}",
        }
        statement = text[name]
        error = f"raise AttributeError(\"'object' object has no attribute '{attribute}'\")"
    elif name == "unpack":
        names = "".join(f"b{i}, " for i in range(operation.statics[0]))
        statement = f"{names}= a0; return ({names})"
        error = 'raise TypeError("cannot unpack non-iterable object object")'
    else:
        statement = _TEXTS[name]
        error = f"raise TypeError(\"'object' object is not {_WHAT.get(name, 'of a type for this')}\")"
    error = _CONSTANT.get(name, error)
    wrap = "" if statement.startswith("return") or name == "unpack" else "drop"
    return _delegate(ctx, operation, annotations, {0: error}, statement, wrap)


def _comparison(
    ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation], marked: Sequence[int]
) -> Annotation | None:
    """`x is y`, `x == y`, `x != y`."""
    name = operation.spec.name
    left, right = annotations
    for index, other in ((0, right), (1, left)):
        mine = annotations[index]
        if isinstance(mine, SomeMarked) and mark_of(other) is not None and name == "is_":
            return BOOL if mark_of(other) is mine.mark else _delegate(ctx, operation, annotations, {}, "return False")
    symbol, negated = {"is_": ("is", ""), "eq": ("==", ""), "ne": ("!=", "not ")}[name]
    tests = {index: f"return a{1 - index} is {negated}mark" for index in marked}
    if len(marked) == 1 and mark_of(annotations[1 - marked[0]]) is None:
        tests = {marked[0]: f"return {bool(negated)}"}
    return _delegate(ctx, operation, annotations, tests, f"return a0 {symbol} a1")


def _call(
    ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation], marked: Sequence[int]
) -> Annotation | None:
    """A call: functions of the program take such values as they are, built-in ones their items."""
    callee = annotations[0]
    if isinstance(callee, SomePBC):
        return None
    if isinstance(callee, SomeBuiltinMethod) and kind_of(callee.receiver) in _KEEPING:
        return None
    if isinstance(callee, SomeConstantObject) and callee.constant in (getattr, next) and marked[0] != 1:
        return None
    if operation.spec.name == "call_shape" and (operation.statics[0].star or operation.statics[0].star_star):
        return _refuse(annotations[marked[0]])
    names = [f"a{i}" for i in range(1, len(annotations))]
    if isinstance(callee, SomeConstantObject) and callee.constant is print:
        names = [f"str({name})" if i + 1 in marked else name for i, name in enumerate(names)]
        return _delegate(ctx, operation, annotations, {}, f"return f({_passed(operation, names)})", function=print)
    error = "raise TypeError('an object() is no argument for this')"
    tests = dict.fromkeys(marked, error)
    if not isinstance(callee, SomeConstantObject):
        if 0 in marked:
            tests[0] = "raise TypeError(\"'object' object is not callable\")"
        return _delegate(ctx, operation, annotations, tests, f"return a0({_passed(operation, names)})")
    if callee.constant in _ANY_VALUE and len(names) == 1:
        tests = {1: "return f(mark)"}
    elif callee.constant is isinstance:
        tests = {1: "return isinstance(mark, a2)"}
    return _delegate(
        ctx, operation, annotations, tests, f"return f({_passed(operation, names)})", function=callee.constant
    )


def _passed(operation: Operation, names: list[str]) -> str:
    """Return the arguments of a call, by position and by keyword."""
    keywords = operation.statics[0].keywords if operation.spec.name == "call_shape" else ()
    count = len(names) - len(keywords)
    return ", ".join([*names[:count], *(f"{k}={name}" for k, name in zip(keywords, names[count:], strict=True))])


def _formatted(ctx: AnnotationContext, operation: Operation, annotations: Sequence[Annotation]) -> Annotation | None:
    """`{x}` and `{x!r}`."""
    convert = {"": "str", "s": "str", "r": "repr"}.get(operation.statics[0] or "")
    spec = annotations[1].constant if len(annotations) > 1 else None
    if convert is None or spec not in (None, "") or not isinstance(annotations[0], SomeMarked):
        return _refuse(annotations[0])
    return _delegate(ctx, operation, annotations, {0: f"return {convert}(mark)"}, f"return {convert}(a0)")


def _refuse(annotation: Annotation) -> Annotation:
    raise RuleError(
        "W0401",
        f"{annotation} is used here where it may be the object()",
        label=str(annotation),
        help="test it with `is` first, and use it in the branch where it is something else",
    )


def _delegate(
    ctx: AnnotationContext,
    operation: Operation,
    annotations: Sequence[Annotation],
    of_mark: dict[int, str],
    statement: str,
    wrap: str = "",
    function: Any = None,
) -> Annotation:
    """Do an operation in a function that first asks which operands are the sentinel, and what to do then."""
    mark = next(annotation.mark for annotation in annotations if isinstance(annotation, SomeMarked))
    made = ctx.generated.on_marked(len(annotations), tuple(of_mark.items()), statement, mark, function)
    return ctx.call.delegate(made, operation.args, annotations, wrap)
