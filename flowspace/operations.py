"""The table of high-level operations: what the flow space emits and the annotator and rtyper have rules for.

Each entry declares the name, the number of operands, a Python evaluator (used by the graph interpreter of the
tests and for folding), and whether it may raise.  Adding an operation: one entry here, a rule in
`annotator/rules/`, and a rule in `rtyper/`; `tests/flowspace/test_operations.py` prints missing cells.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowOperation:
    """Declaration of one high-level operation."""

    name: str
    arity: int | None
    """Number of run-time operands; None: any number."""
    statics: int = 0
    evaluate: Callable[..., Any] | None = None
    """Computes the result from the operands' Python values; None where it needs an interpreter's state."""
    may_raise: bool = True
    foldable: bool = False
    """With constant operands the flow space may compute the result: immutable operands, no side effect."""
    symbol: str = ""
    """How a diagnostic shows it: `+`, `<`, ..."""
    dunder: str = ""
    """The special method of user classes that implements it, and for binary ones `reflected`."""
    reflected: str = ""
    inplace_of: str = ""
    """For `inplace_add` and its like: the plain operation."""
    doc: str

    def __repr__(self) -> str:
        return f"<op {self.name}>"


def _binary(name: str, evaluate: Callable[..., Any], symbol: str, dunder: str) -> FlowOperation:
    return FlowOperation(name=name, arity=2, evaluate=evaluate, foldable=True, symbol=symbol,
                         dunder=f"__{dunder}__", reflected=f"__r{dunder}__", doc=f"`x {symbol} y`.")  # fmt: skip


def _inplace(name: str, evaluate: Callable[..., Any], symbol: str, dunder: str) -> FlowOperation:
    return FlowOperation(name=f"inplace_{name}", arity=2, evaluate=evaluate, symbol=symbol + "=",
                         dunder=f"__i{dunder}__", inplace_of=name, doc=f"`x {symbol}= y`, as a value.")  # fmt: skip


def _compare(name: str, evaluate: Callable[..., Any], symbol: str, reflected: str) -> FlowOperation:
    return FlowOperation(name=name, arity=2, evaluate=evaluate, foldable=True, symbol=symbol,
                         dunder=f"__{name}__", reflected=f"__{reflected}__", doc=f"`x {symbol} y`.")  # fmt: skip


def _unary(name: str, evaluate: Callable[..., Any], symbol: str, dunder: str) -> FlowOperation:
    return FlowOperation(name=name, arity=1, evaluate=evaluate, foldable=True, symbol=symbol,
                         dunder=f"__{dunder}__", doc=f"`{symbol}x`.")  # fmt: skip


def _other(name: str, arity: int | None, doc: str, **more: Any) -> FlowOperation:
    return FlowOperation(name=name, arity=arity, doc=doc, **more)


_ARITHMETIC = (
    ("add", operator.add, operator.iadd, "+", "add"),
    ("sub", operator.sub, operator.isub, "-", "sub"),
    ("mul", operator.mul, operator.imul, "*", "mul"),
    ("matmul", operator.matmul, operator.imatmul, "@", "matmul"),
    ("truediv", operator.truediv, operator.itruediv, "/", "truediv"),
    ("floordiv", operator.floordiv, operator.ifloordiv, "//", "floordiv"),
    ("mod", operator.mod, operator.imod, "%", "mod"),
    ("pow", operator.pow, operator.ipow, "**", "pow"),
    ("lshift", operator.lshift, operator.ilshift, "<<", "lshift"),
    ("rshift", operator.rshift, operator.irshift, ">>", "rshift"),
    ("and_", operator.and_, operator.iand, "&", "and"),
    ("or_", operator.or_, operator.ior, "|", "or"),
    ("xor", operator.xor, operator.ixor, "^", "xor"),
)

_ALL: tuple[FlowOperation, ...] = (
    *(_binary(name, plain, symbol, dunder) for name, plain, _, symbol, dunder in _ARITHMETIC),
    *(_inplace(name, inplace, symbol, dunder) for name, _, inplace, symbol, dunder in _ARITHMETIC),
    _compare("lt", operator.lt, "<", "gt"),
    _compare("le", operator.le, "<=", "ge"),
    _compare("eq", operator.eq, "==", "eq"),
    _compare("ne", operator.ne, "!=", "ne"),
    _compare("gt", operator.gt, ">", "lt"),
    _compare("ge", operator.ge, ">=", "le"),
    _unary("neg", operator.neg, "-", "neg"),
    _unary("pos", operator.pos, "+", "pos"),
    _unary("invert", operator.invert, "~", "invert"),
    _other("bool", 1, "Truth value of x, a bool.", evaluate=bool, foldable=True, dunder="__bool__"),
    _other("not_", 1, "`not x`; the operand may be of any type.", evaluate=operator.not_, foldable=True),
    _other("is_", 2, "`x is y`.", evaluate=operator.is_, may_raise=False, symbol="is"),
    _other("contains", 2, "`item in container`; operands (container, item).", evaluate=operator.contains,
           symbol="in", dunder="__contains__"),
    # Attributes.  The attribute name is a Constant operand.
    _other("getattr", 2, "`x.name`.", evaluate=getattr),
    _other("setattr", 3, "`x.name = v`.", evaluate=setattr),
    _other("delattr", 2, "`del x.name`.", evaluate=delattr),
    # Items.
    _other("getitem", 2, "`x[i]`; i may be the result of newslice.", evaluate=operator.getitem, foldable=True,
           dunder="__getitem__"),
    _other("setitem", 3, "`x[i] = v`.", evaluate=operator.setitem, dunder="__setitem__"),
    _other("delitem", 2, "`del x[i]`.", evaluate=operator.delitem, dunder="__delitem__"),
    # Displays and comprehensions.
    _other("newtuple", None, "`(a, b)`.", evaluate=lambda *items: items, may_raise=False, foldable=True),
    _other("newlist", None, "`[a, b]`.", evaluate=lambda *items: list(items)),
    _other("newdict", None, "`{k: v}`; operands k, v, k, v...", may_raise=True,
           evaluate=lambda *items: dict(zip(items[::2], items[1::2], strict=True))),
    _other("newset", None, "`{a, b}`.", evaluate=lambda *items: set(items)),
    _other("newslice", 3, "`start:stop:step`, None where missing.", evaluate=slice, may_raise=False),
    _other("list_append", 2, "Append in a list comprehension or display; the list is fresh.",
           evaluate=lambda items, item: items.append(item)),
    _other("list_extend", 2, "`[*xs]`: extend a fresh list by an iterable.",
           evaluate=lambda items, more: items.extend(more)),
    _other("list_to_tuple", 1, "`(*xs,)`: the finished list as a tuple.", evaluate=tuple),
    _other("set_add", 2, "Add in a set comprehension.", evaluate=lambda items, item: items.add(item)),
    _other("set_update", 2, "`{*xs}`.", evaluate=lambda items, more: items.update(more)),
    _other("dict_add", 3, "Store in a dict comprehension; operands (dict, key, value).",
           evaluate=operator.setitem),
    _other("dict_update", 2, "`{**d}`.", evaluate=lambda items, more: items.update(more)),
    # Iteration and unpacking.
    _other("iter", 1, "`iter(x)`.", evaluate=iter, dunder="__iter__"),
    _other("next", 1, "Next item of an iterator; raises StopIteration at the end.", evaluate=next,
           dunder="__next__"),
    _other("iter_or_tuple", 1, "`iter(x)`, but x itself if it is a tuple: for loops that are unrolled."),
    _other("iterator_only", 1, "What `iter_or_tuple` gave, where it is no tuple.", may_raise=False),
    _other("unrolls", 2, "Is x a tuple with an item at a position (-1: any or none), and at most n items?  Static: n.",
           statics=1, may_raise=False),
    _other("send_into", 2, "One step of `yield from`: operands (iterator, what the outer generator was sent).",
           evaluate=lambda iterator, value: next(iterator) if value is None else iterator.send(value)),
    _other("throw_into", 2, "An exception thrown at a `yield from`: operands (iterator, exception).",
           evaluate=lambda iterator, exception: iterator.throw(exception)),
    _other("unpack", 1, "Static n: a tuple of the n items of x; ValueError as CPython's otherwise.", statics=1),
    _other("unpack_star", 1, "Statics (before, after): a tuple with a list in the middle.", statics=2),
    # Calls.
    _other("call", None, "Call with positional operands only: (callee, a, b...)."),
    _other("call_shape", None, "Static CallShape; operands (callee, positional..., keyword values..., [star], "
           "[starstar]).", statics=1),
    _other("newfunction", None, "Static LocalFunction: a nested function or lambda made at run time; operands: "
           "its default values, keyword default values, then its captured cells.", statics=1, may_raise=False),
    # Cells of captured variables, and module globals that are assigned at run time.
    _other("newcell", 0, "A fresh, empty cell for a captured variable.  Static: the variable's name.", statics=1,
           may_raise=False),
    _other("cell_get", 1, "Contents of a cell; NameError when empty.  Static: the variable's name.", statics=1),
    _other("cell_set", 2, "Store into a cell.", may_raise=False),
    _other("cell_clear", 1, "`del` of a captured variable.", may_raise=False),
    _other("global_get", 0, "Read a module variable that is assigned at run time.  Static: GlobalVariable.",
           statics=1),
    _other("global_set", 1, "Assign a module variable.  Static: GlobalVariable.", statics=1, may_raise=False),
    _other("global_check", 0, "NameError if a module variable is unbound.  Static: GlobalVariable.", statics=1),
    _other("global_clear", 0, "`del` of a module variable.  Static: GlobalVariable.", statics=1, may_raise=False),
    # Strings.
    _other("format_value", 2, "One `{x!c:spec}` of an f-string; operands (x, spec str or None).  Static: the "
           "conversion '', 's', 'r' or 'a'.", statics=1),
    _other("build_string", None, "Concatenate the pieces of an f-string, all str.",
           evaluate=lambda *parts: "".join(parts), foldable=True),
    # Exceptions.
    _other("exception_match", 2, "`except C`: is the instance x of class, or tuple of classes, C?",
           evaluate=isinstance, may_raise=False),
    _other("make_exception", 1, "What `raise x` raises: x, or x() if it is a class."),
    _other("make_cause", 1, "The exception that `raise x from y` names: y, or y() if it is a class."),
    _other("set_cause", 2, "`raise x from cause`.", may_raise=False),
    _other("set_context", 2, "Note what was being handled when an exception was raised; operands (exception, "
           "handled).  Static: it came out of an operation, and may have a context.", statics=1, may_raise=False),
    _other("check_type", 1, "The class of an exception instance, for `__exit__`.", evaluate=type,
           may_raise=False),
    # Generators.
    _other("yield_", 1, "`yield x`; the result is what send() passes."),
    # References to generators, counted in functions that can hold one (`closing.py`).
    _other("acquire", 1, "A reference to x more, if it is a generator.", may_raise=False,
           evaluate=lambda generator: None),
    _other("release", 1, "A reference to x less: without any, a generator is closed.", may_raise=False,
           evaluate=lambda generator: None),
    _other("hold", 1, "x, if it is a generator, else None: what a local variable owns.", may_raise=False,
           evaluate=lambda generator: generator),
    _other("global_take", 0, "The generator in a module variable (or None), which loses it.  Static: GlobalVariable.",
           statics=1, may_raise=False),
    _other("register", 1, "A generator that is closed at the end of the program, if not before.", may_raise=False,
           evaluate=lambda generator: None),
    _other("close_all", 0, "The end of the program: close all generators that were not.", may_raise=False,
           evaluate=lambda: None),
    _other("defer", 1, "A reference of a frame that an exception leaves: its traceback has it now.", may_raise=False,
           evaluate=lambda generator: None),
    _other("enter_handler", 0, "An exception is being handled.", may_raise=False, evaluate=lambda: None),
    _other("leave_handler", 0, "It was handled: its traceback drops what it has.", may_raise=False,
           evaluate=lambda: None),
    _other("abandon_handler", 0, "Its handler ends with an exception.", may_raise=False, evaluate=lambda: None),
    _other("forget_exception", 0, "leave_handler without enter_handler: in generators.", may_raise=False,
           evaluate=lambda: None),
    _other("handler_level", 0, "How many exceptions are being handled.", may_raise=False, evaluate=lambda: 0),
    _other("unwind_handlers", 1, "An exception leaves a function that began at this level.", may_raise=False,
           evaluate=lambda level: None),
    # What local variables keep alive, in functions where that can be seen (`keeping.py`).
    _other("keep", 1, "x, as an object that a local variable keeps alive; None if that is no object.",
           may_raise=False, evaluate=lambda value: value),
    _other("let_go", 1, "A local variable has kept x until now.", may_raise=False, evaluate=lambda kept: None),
    _other("keep_on", 2, "What a local variable keeps is for the traceback of an exception to keep; operands (kept, "
           "exception).", may_raise=False, evaluate=lambda kept, exception: None),
    _other("kept_count", 0, "How much tracebacks keep.", may_raise=False, evaluate=lambda: 0),
    _other("drop_kept", 2, "An exception was handled: drop what tracebacks keep, but for so much; operands (count, the "
           "iterator whose StopIteration it was, or None).", may_raise=False, evaluate=lambda count, iterator: None),
    _other("forget_attribute", 2, "The attribute of a generator keeps nothing while the generator runs.",
           may_raise=False, evaluate=lambda x, name: None),
    # match statements.
    _other("match_sequence", 1, "Is x a sequence for a sequence pattern?", may_raise=False),
    _other("match_mapping", 1, "Is x a mapping?", may_raise=False),
    _other("match_class", 2, "Operands (subject, class); statics (positional count, keyword names): a tuple of the "
           "attribute values, or None.", statics=2),
    _other("match_keys", 2, "Operands (mapping, tuple of keys): tuple of values or None."),
)  # fmt: skip

OPERATIONS: Final[Mapping[str, FlowOperation]] = MappingProxyType({spec.name: spec for spec in _ALL})


@dataclass(frozen=True, slots=True)
class CallShape:
    """How a call's operands are to be read: that many positional ones, then one per keyword, then * and **."""

    positional: int
    keywords: tuple[str, ...] = ()
    star: bool = False
    star_star: bool = False

    def __str__(self) -> str:
        parts = [str(self.positional), *self.keywords]
        return " ".join(parts + ["*"] * self.star + ["**"] * self.star_star)


@dataclass(slots=True, eq=False)
class LocalFunction:
    """A function made at run time by a nested `def`, lambda or (3.11) comprehension: everything but its cells.

    One per MAKE_FUNCTION instruction of a code object; the flow space builds its graph like any function's, with
    the captured cells as extra leading arguments named as in `code.co_freevars` (without the constant cells).
    """

    code: Any
    globals: dict[str, Any]
    name: str
    qualname: str
    defaults: int = 0
    """Number of positional defaults given as run-time operands."""
    keyword_defaults: tuple[str, ...] = ()
    constant_cells: Mapping[str, Any] = field(default_factory=dict)
    """Captured cells that exist at translation time: they are neither operands nor arguments."""
    iterable: tuple[Any, ...] | None = None
    """Of a generator expression whose loop is unrolled: the tuple it is called with, if that is known."""

    def __str__(self) -> str:
        return self.qualname


@dataclass(slots=True, eq=False)
class GlobalVariable:
    """A module variable that some function assigns at run time (`global x`); one object per (module, name)."""

    module: str
    name: str
    namespace: dict[str, Any]
    may_be_unbound: bool = False
    """Some read may come before the first assignment, or after a `del`: each read checks."""

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"
