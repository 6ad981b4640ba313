"""Decoding entries that 3.11, 3.12 and 3.13 share, and the expansions (one opcode -> normalised instructions).

An entry is `(normalised name, kind of argument)`, or an expansion: a function that emits the normalised instructions.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, Final, Protocol, TypeAlias


class Kind(enum.Enum):
    """How an instruction's argument is read."""

    NONE = "no argument"
    RAW = "a number"
    CONSTANT = "index of a constant"
    NAME = "index of a name"
    FORWARD = "jump forward"
    BACKWARD = "jump backward"
    SKIP = "instruction without meaning here"
    UNSUPPORTED = "a construct that is refused, if it is reached"


class Emitter(Protocol):
    """What an expansion may do; see `bytecode.Decoder`."""

    code: CodeType
    keyword_names: tuple[str, ...]

    def emit(self, op: str, arg: Any = None, *, jump: int | None = None) -> None:
        """Append an instruction; `jump` is a forward distance in code units."""

    def drop_last(self) -> Any:
        """Remove the last instruction and return its argument."""

    def last(self) -> tuple[str, Any]:
        """Return the last instruction's name and argument."""

    def amend_last(self, arg: Any) -> None:
        """Replace the last instruction's argument."""

    def skip_next(self) -> None:
        """Ignore the instruction that follows."""


Expansion: TypeAlias = Callable[[Emitter, int], None]
Entry: TypeAlias = tuple[str, Kind] | Expansion

BINARY_OPERATIONS: Final = ("add", "and_", "floordiv", "lshift", "matmul", "mul", "mod", "or_", "pow", "rshift", "sub",
                            "truediv", "xor")  # fmt: skip
_BINARY: Final = BINARY_OPERATIONS + tuple(f"inplace_{name}" for name in BINARY_OPERATIONS)
_COMPARISONS: Final = ("lt", "le", "eq", "ne", "gt", "ge")
_CONVERSIONS: Final = ("", "s", "r", "a")


def binary_op(emitter: Emitter, arg: int) -> None:
    """BINARY_OP with the operation's number."""
    emitter.emit("BINARY", _BINARY[arg])


def unary(name: str) -> Expansion:
    """Return the expansion of a unary operation's own opcode."""
    return lambda emitter, arg: emitter.emit("UNARY", name)


def compare(shift: int) -> Expansion:
    """COMPARE_OP whose comparison stands above `shift` bits of hints."""
    return lambda emitter, arg: emitter.emit("COMPARE", _COMPARISONS[arg >> shift])


def load_global(emitter: Emitter, arg: int) -> None:
    """LOAD_GLOBAL; bit 0 also pushes NULL for a call."""
    if arg & 1:
        emitter.emit("PUSH_NULL")
    emitter.emit("LOAD_GLOBAL", emitter.code.co_names[arg >> 1])


def load_attr_or_method(emitter: Emitter, arg: int) -> None:
    """3.12's LOAD_ATTR; bit 0 says that a call follows."""
    emitter.emit("LOAD_METHOD" if arg & 1 else "LOAD_ATTR", emitter.code.co_names[arg >> 1])


def load_super_attr(emitter: Emitter, arg: int) -> None:
    """3.12's `super().name`, with super, class and self on the stack."""
    emitter.emit("CALL_SUPER")
    emitter.emit("LOAD_METHOD" if arg & 1 else "LOAD_ATTR", emitter.code.co_names[arg >> 2])


def call(emitter: Emitter, arg: int) -> None:
    """CALL, with keyword names from KW_NAMES; a bare `super()` gets its implied arguments."""
    names, emitter.keyword_names = emitter.keyword_names, ()
    code = emitter.code
    if not arg and emitter.last() == ("LOAD_GLOBAL", "super") and "__class__" in code.co_freevars and code.co_argcount:
        local_names = code.co_varnames + tuple(name for name in code.co_cellvars if name not in code.co_varnames)
        emitter.emit("LOAD_DEREF", len(local_names) + code.co_freevars.index("__class__"))
        emitter.emit("LOAD_DEREF" if code.co_varnames[0] in code.co_cellvars else "LOAD_FAST", 0)
        emitter.emit("CALL_SUPER_NULL")
    else:
        emitter.emit("CALL", (arg, names))


def keyword_names(emitter: Emitter, arg: int) -> None:
    """KW_NAMES: the keywords of the next CALL."""
    emitter.keyword_names = emitter.code.co_consts[arg]


def call_kw(emitter: Emitter, arg: int) -> None:
    """3.13's CALL_KW: the keyword names are the constant just pushed."""
    emitter.emit("CALL", (arg, emitter.drop_last()))


def set_function_attribute(emitter: Emitter, arg: int) -> None:
    """3.13 gives defaults and closure after making the function; fold them into MAKE_FUNCTION's flags."""
    emitter.amend_last(emitter.last()[1] | arg)


def make_function(emitter: Emitter, arg: int) -> None:
    """3.13's MAKE_FUNCTION has no flags."""
    emitter.emit("MAKE_FUNCTION", 0)


def jump_or_pop(name: str) -> Expansion:
    """3.11's JUMP_IF_x_OR_POP in terms of 3.12's sequence."""

    def expand(emitter: Emitter, arg: int) -> None:
        emitter.emit("COPY", 1)
        emitter.emit(name, jump=arg)
        emitter.emit("POP_TOP")

    return expand


def format_value(emitter: Emitter, arg: int) -> None:
    """FORMAT_VALUE: conversion in the low bits, bit 2 says that a spec is on the stack."""
    emitter.emit("FORMAT", (_CONVERSIONS[arg & 3], bool(arg & 4)))


def convert_value(emitter: Emitter, arg: int) -> None:
    """3.13's CONVERT_VALUE."""
    emitter.emit("CONVERT", _CONVERSIONS[arg])


def format_simple(emitter: Emitter, arg: int) -> None:
    """3.13's FORMAT_SIMPLE."""
    emitter.emit("FORMAT", ("", False))


def format_with_spec(emitter: Emitter, arg: int) -> None:
    """3.13's FORMAT_WITH_SPEC."""
    emitter.emit("FORMAT", ("", True))


def unpack_ex(emitter: Emitter, arg: int) -> None:
    """UNPACK_EX: items before the star in the low byte, after it above."""
    emitter.emit("UNPACK_EX", (arg & 0xFF, arg >> 8))


def return_const(emitter: Emitter, arg: int) -> None:
    """3.12's RETURN_CONST."""
    emitter.emit("LOAD_CONST", emitter.code.co_consts[arg])
    emitter.emit("RETURN_VALUE")


def return_generator(emitter: Emitter, arg: int) -> None:
    """The generator object that a generator function's code pushes first (and pops)."""
    emitter.emit("LOAD_CONST", None)


def load_assertion_error(emitter: Emitter, arg: int) -> None:
    """The class, whatever the name AssertionError means."""
    emitter.emit("LOAD_CONST", AssertionError)


def fast_pair(first: str, second: str) -> Expansion:
    """3.13's fused accesses to two locals."""

    def expand(emitter: Emitter, arg: int) -> None:
        emitter.emit(first, arg >> 4)
        emitter.emit(second, arg & 15)

    return expand


def end_for(emitter: Emitter, arg: int) -> None:
    """3.13's END_FOR, followed by a POP_TOP that an exhausted FOR_ITER skips as well."""
    emitter.skip_next()


def intrinsic_1(emitter: Emitter, arg: int) -> None:
    """CALL_INTRINSIC_1."""
    if arg == 3:
        emitter.emit("STOPITERATION_ERROR")
    elif arg == 5:
        emitter.emit("UNARY", "pos")
    elif arg == 6:
        emitter.emit("LIST_TO_TUPLE")
    else:
        what = {2: "import *", 4: "async generator", 7: "type parameters", 8: "type parameters", 9: "type parameters",
                10: "type parameters", 11: "type alias"}  # fmt: skip
        emitter.emit("UNSUPPORTED", what.get(arg, f"intrinsic {arg}"))


def intrinsic_2(emitter: Emitter, arg: int) -> None:
    """CALL_INTRINSIC_2."""
    emitter.emit("UNSUPPORTED", "except*" if arg == 1 else "type parameters")


def _plain(kind: Kind, *names: str) -> dict[str, Entry]:
    return {name: (name, kind) for name in names}


COMMON: Final[Mapping[str, Entry]] = {
    **{name: (name, Kind.SKIP) for name in ("CACHE", "NOP", "RESUME", "COPY_FREE_VARS")},
    **_plain(Kind.NONE, "POP_TOP", "PUSH_NULL", "BINARY_SUBSCR", "STORE_SUBSCR", "DELETE_SUBSCR", "GET_ITER", "GET_LEN",
             "GET_YIELD_FROM_ITER", "RETURN_VALUE", "PUSH_EXC_INFO", "POP_EXCEPT", "CHECK_EXC_MATCH", "BEFORE_WITH",
             "WITH_EXCEPT_START", "MATCH_MAPPING", "MATCH_SEQUENCE", "MATCH_KEYS", "YIELD_VALUE"),
    **_plain(Kind.RAW, "COPY", "SWAP", "BUILD_TUPLE", "BUILD_LIST", "BUILD_SET", "BUILD_MAP", "BUILD_SLICE",
             "BUILD_STRING", "BUILD_CONST_KEY_MAP", "LIST_APPEND", "SET_ADD", "MAP_ADD", "LIST_EXTEND", "SET_UPDATE",
             "DICT_UPDATE", "DICT_MERGE", "UNPACK_SEQUENCE", "IS_OP", "CONTAINS_OP", "RAISE_VARARGS", "RERAISE",
             "CALL_FUNCTION_EX", "MAKE_FUNCTION", "MATCH_CLASS", "LOAD_FAST", "STORE_FAST", "DELETE_FAST", "MAKE_CELL",
             "LOAD_CLOSURE", "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF"),
    **_plain(Kind.NAME, "STORE_ATTR", "DELETE_ATTR", "STORE_GLOBAL", "DELETE_GLOBAL", "LOAD_NAME", "STORE_NAME",
             "DELETE_NAME", "IMPORT_NAME", "IMPORT_FROM"),
    **_plain(Kind.FORWARD, "FOR_ITER", "SEND"),
    "LOAD_CONST": ("LOAD_CONST", Kind.CONSTANT),
    "JUMP_FORWARD": ("JUMP", Kind.FORWARD),
    "JUMP_BACKWARD": ("JUMP", Kind.BACKWARD),
    "JUMP_BACKWARD_NO_INTERRUPT": ("JUMP", Kind.BACKWARD),
    "LOAD_GLOBAL": load_global,
    "BINARY_OP": binary_op,
    "UNARY_NEGATIVE": unary("neg"),
    "UNARY_NOT": unary("not_"),
    "UNARY_INVERT": unary("invert"),
    "CALL": call,
    "UNPACK_EX": unpack_ex,
    "LOAD_ASSERTION_ERROR": load_assertion_error,
    "RETURN_GENERATOR": return_generator,
    "LOAD_BUILD_CLASS": ("LOAD_BUILD_CLASS", Kind.NONE),
    "IMPORT_STAR": ("import *", Kind.UNSUPPORTED),
    "SETUP_ANNOTATIONS": ("annotations of a class body", Kind.UNSUPPORTED),
    "CHECK_EG_MATCH": ("except*", Kind.UNSUPPORTED),
    "GET_AWAITABLE": ("await", Kind.UNSUPPORTED),
    "GET_AITER": ("async for", Kind.UNSUPPORTED),
    "GET_ANEXT": ("async for", Kind.UNSUPPORTED),
    "END_ASYNC_FOR": ("async for", Kind.UNSUPPORTED),
    "BEFORE_ASYNC_WITH": ("async with", Kind.UNSUPPORTED),
}  # fmt: skip
