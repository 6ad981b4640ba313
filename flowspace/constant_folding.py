"""Computing operations on constants while the graph is built.

Only values that can never change are looked into; the result is what CPython would compute.  Used by
`symbolic_execution.emit` and by the attribute and call handlers.
"""

from __future__ import annotations

import enum
import re
import sys
import types
import typing
from typing import Any, Final

from weft.flowspace.graph import Constant
from weft.flowspace.operations import FlowOperation

_STRUCT_SEQUENCES: Final = (type(sys.version_info), type(sys.float_info), type(sys.int_info), type(sys.hash_info))
_PRIMITIVES: Final = frozenset({int, float, complex, bool, str, bytes, type(None), type(...), range, slice,
                                type(NotImplemented), re.RegexFlag})  # fmt: skip
_CODE_LIKE: Final = (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType, types.MethodDescriptorType,
                     types.WrapperDescriptorType)  # fmt: skip
_TYPING: Final = (types.GenericAlias, types.UnionType, typing.TypeVar, type(typing.Iterable[int]), type(typing.Union),
                  type(typing.Any), type(typing.Callable))  # fmt: skip

_MAX_BITS: Final = 4096
_MAX_LENGTH: Final = 4096

# Builtins that are folded when their arguments are primitive constants.
_PURE_BUILTINS: Final = frozenset({len, ord, chr, abs, min, max, int, float, str, bool, divmod, round, hex, bin, oct})


class CannotFold(Exception):
    """The operation has to stay in the graph."""


def is_primitive(value: Any) -> bool:
    """True for immutable values whose operators mean what CPython's do."""
    kind = type(value)
    if kind in _PRIMITIVES:
        return True
    if kind in (tuple, frozenset):
        return all(map(is_primitive, value))
    return kind in _STRUCT_SEQUENCES


def is_unchangeable(value: Any) -> bool:
    """True for primitives, and for values that are what they are by identity: classes, functions, modules, enums."""
    if type(value) is tuple:
        return all(map(is_unchangeable, value))
    return is_primitive(value) or isinstance(value, (*_CODE_LIKE, *_TYPING, enum.Enum))


def fold(spec: FlowOperation, arguments: list[Any]) -> Constant:
    """Compute a foldable operation on Python values, or raise CannotFold."""
    name = spec.name
    if name == "newtuple":
        if not all(map(is_unchangeable, arguments)):
            raise CannotFold
        return Constant(tuple(arguments))
    if name == "newslice":
        raise CannotFold
    if name in ("getitem", "or_") and _is_type_expression(name, arguments):
        return _compute(spec, arguments)
    if name in ("not_", "bool"):
        return Constant(truth(arguments[0]) is (name == "bool"))
    if not all(map(is_primitive, arguments)):
        raise CannotFold
    _check_size(name, arguments)
    result = _compute(spec, arguments)
    if isinstance(result.value, int) and result.value.bit_length() > _MAX_BITS:
        raise CannotFold
    return result


def _compute(spec: FlowOperation, arguments: list[Any]) -> Constant:
    assert spec.evaluate is not None
    try:
        return Constant(spec.evaluate(*arguments))
    except Exception as error:  # it will be raised at run time
        raise CannotFold from error


def _check_size(name: str, arguments: list[Any]) -> None:
    """Refuse what would make a huge constant."""
    if name == "mul":
        for sized, count in (arguments, reversed(arguments)):
            if isinstance(sized, (str, bytes, tuple)) and isinstance(count, int) and len(sized) * count > _MAX_LENGTH:
                raise CannotFold
    elif name in ("pow", "lshift"):
        base, exponent = arguments
        if isinstance(base, int) and isinstance(exponent, int):
            bits = exponent if name == "lshift" else base.bit_length() * exponent
            if bits > _MAX_BITS:
                raise CannotFold


def _is_type_expression(name: str, arguments: list[Any]) -> bool:
    """`list[int]`, `Optional[str]`, `int | None`: what annotations of nested functions evaluate."""
    first = arguments[0]
    if name == "getitem":
        return (
            isinstance(first, (type, *_TYPING))
            and not isinstance(first, enum.EnumMeta)
            or (getattr(first, "__module__", "") == "typing")
        )
    return isinstance(first, (type, *_TYPING)) or (first is None and isinstance(arguments[1], (type, *_TYPING)))


def truth(value: Any) -> bool:
    """Return the truth value of a constant, or raise CannotFold."""
    if is_primitive(value) or isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.ModuleType)):
        return bool(value)
    if type(value) is type:
        return True
    raise CannotFold


def identical(left: Any, right: Any) -> bool:
    """Return `left is right` of two constants where it means something, or raise CannotFold."""
    for value in (left, right):
        if value is None or value is True or value is False or value is ... or value is NotImplemented:
            return left is right
    if type(left) is object or type(right) is object:
        return left is right
    if isinstance(left, (*_CODE_LIKE, enum.Enum)) or isinstance(right, (*_CODE_LIKE, enum.Enum)):
        return left is right
    raise CannotFold


def call_builtin(function: Any, arguments: list[Any]) -> Constant:
    """Fold a call of a pure builtin with primitive arguments, or raise CannotFold."""
    try:
        known = function in _PURE_BUILTINS
    except TypeError:
        known = False
    if not known or not arguments or not all(map(is_primitive, arguments)):
        raise CannotFold
    if function in (int, str, float, bool) and len(arguments) > 1:
        raise CannotFold
    try:
        result = function(*arguments)
    except Exception as error:
        raise CannotFold from error
    if not is_primitive(result):
        raise CannotFold
    return Constant(result)


def attribute(holder: Any, name: str, stored_names: set[str]) -> Constant:
    """Fold `holder.name` of a constant that is no module, or raise CannotFold.

    `stored_names` are attribute names that some function assigns: those of classes are not constant.
    """
    if isinstance(holder, type):
        return _class_attribute(holder, name, stored_names)
    if isinstance(holder, enum.Enum) and name in ("value", "name", "_value_", "_name_"):
        value = getattr(holder, name)
        if is_primitive(value):
            return Constant(value)
    if isinstance(holder, _STRUCT_SEQUENCES) and hasattr(holder, name):
        value = getattr(holder, name)
        if is_primitive(value):
            return Constant(value)
    raise CannotFold


def _class_attribute(cls: type, name: str, stored_names: set[str]) -> Constant:
    if isinstance(cls, enum.EnumMeta) and name in cls.__members__:
        return Constant(cls.__members__[name])
    if name in stored_names:
        raise CannotFold
    for base in cls.__mro__:
        if name in base.__dict__:
            value = base.__dict__[name]
            if isinstance(value, staticmethod):
                value = value.__func__
            if isinstance(value, (types.FunctionType, type)):
                return Constant(value)
            break
    raise CannotFold


def constant_items(value: Any) -> list[Any]:
    """Return the items of a frozenset constant in an order that does not depend on string hashing."""
    items = list(value)
    if all(isinstance(item, (int, float)) for item in items):
        return items
    return sorted(items, key=lambda item: (type(item).__name__, repr(item)))
