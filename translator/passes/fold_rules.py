"""What constant folding knows of single operations: each rule returns the value an operation certainly has, or None.

`simplify(operation, definitions)` looks at the operands, and at the operations that define them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from weft.flowspace.graph import Constant, Operation, Value
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.ops.integers import wrap
from weft.rtyper.lltype.types import BOOL, BYTES, CLASS_TABLE, SIGNED, STR, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import ArrayValue, ClassTable, StructValue
from weft.translator.passes.graph_edits import same_value

Definitions: TypeAlias = Mapping[Value, Operation]
Rule: TypeAlias = Callable[[Operation, Definitions], Value | None]

TRUE: Final = Constant(True, BOOL)
FALSE: Final = Constant(False, BOOL)
ALLOCATIONS: Final = frozenset({"malloc", "malloc_varsize", "malloc_varsize_uninit"})
_SYMBOLIC: Final = frozenset({"subclass_id", "subclass_end"})


def simplify(operation: Operation, definitions: Definitions) -> Value | None:
    """Return the value of an operation if it is known, or the operand it equals."""
    spec = operation.spec
    fold = spec.fold
    if fold is not None and all(isinstance(arg, Constant) for arg in operation.args):
        folded = _evaluate(fold, operation)
        if folded is not None:
            return folded
    rule = _RULES.get(spec.name)
    return None if rule is None else rule(operation, definitions)


def _evaluate(fold: Callable[..., Any], operation: Operation) -> Constant | None:
    """Compute a pure operation on constants; what the host cannot compute stays (division by zero, say)."""
    try:
        value = fold(*[arg.value for arg in operation.args if isinstance(arg, Constant)])
    except (ArithmeticError, ValueError, TypeError):
        return None
    if operation.result.type is BOOL:
        value = bool(value)
    return Constant(value, operation.result.type)


def constant(value: Value, expected: Any) -> bool:
    """True if an operand is the constant number (Bools and numbers are kept apart by their types)."""
    return isinstance(value, Constant) and not isinstance(value.value, float) and value.value == expected


# ---------------------------------------------------------------- arithmetic


def _neutral_right(neutral: int, commutes: bool, absorbing: int | None = None) -> Rule:
    """x op neutral == x; if it commutes, neutral op x too; x op absorbing == absorbing."""

    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        left, right = operation.args
        if constant(right, neutral):
            return left
        if commutes and constant(left, neutral):
            return right
        if absorbing is not None and constant(right, absorbing):
            return right
        if absorbing is not None and commutes and constant(left, absorbing):
            return left
        return None

    return rule


def _overflow(compute: Callable[[int, int], int], neutral: Rule) -> Rule:
    """An operation that raises when the result does not fit; with constants that is known."""

    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        left, right = operation.args
        if isinstance(left, Constant) and isinstance(right, Constant):
            value = compute(left.value, right.value)
            return Constant(value, SIGNED) if value == wrap(value) else None
        return neutral(operation, definitions)

    return rule


def _same_operands(result: Value) -> Rule:
    """The result if both operands are the same value."""

    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        left, right = operation.args
        return result if same_value(left, right) else None

    return rule


def _idempotent(neutral: Any, absorbing: Any) -> Rule:
    """x op x == x, for `and` and `or`."""
    rest = _neutral_right(neutral, True, absorbing)

    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        left, right = operation.args
        return left if same_value(left, right) else rest(operation, definitions)

    return rule


# ---------------------------------------------------------------- Bools and casts


def _bool_not(operation: Operation, definitions: Definitions) -> Value | None:
    made_by = definitions.get(operation.args[0])
    return made_by.args[0] if made_by is not None and made_by.spec.name == "bool_not" else None


def _bool_eq(neutral: bool) -> Rule:
    return _neutral_right(neutral, True)


def _undo(inverse: str) -> Rule:
    """The operand of the operation that made the operand, if that was the inverse."""

    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        made_by = definitions.get(operation.args[0])
        return made_by.args[0] if made_by is not None and made_by.spec.name == inverse else None

    return rule


def _cast_pointer(operation: Operation, definitions: Definitions) -> Value | None:
    (pointer,) = operation.args
    wanted: LowLevelType = operation.statics[0]
    if pointer.type == wanted:
        return pointer
    if isinstance(pointer, Constant):
        return Constant(pointer.value, wanted)
    made_by = definitions.get(pointer)
    while made_by is not None and made_by.spec.name == "cast_pointer":
        (pointer,) = made_by.args
        if pointer.type == wanted:
            return pointer
        made_by = definitions.get(pointer)
    operation.args = [pointer]
    return None


# ---------------------------------------------------------------- pointers and prebuilt data


def _never_null(operation: Operation, definitions: Definitions) -> bool:
    """True if the pointer operand was just allocated; `definitions` has no allocation that may give null."""
    made_by = definitions.get(operation.args[0])
    while made_by is not None and made_by.spec.name == "cast_pointer":
        made_by = definitions.get(made_by.args[0])
    return made_by is not None and made_by.spec.name in ALLOCATIONS


def _is_null(answer: Constant) -> Rule:
    def rule(operation: Operation, definitions: Definitions) -> Value | None:
        return answer if _never_null(operation, definitions) else None

    return rule


def _getfield(operation: Operation, definitions: Definitions) -> Value | None:
    """A field that is never written, of a prebuilt struct or class table."""
    (pointer,), (name,) = operation.args, operation.statics
    if not isinstance(pointer, Constant) or pointer.value is None:
        return None
    value = pointer.value
    if isinstance(value, ClassTable):
        known = name in value.fields and name not in _SYMBOLIC
        return Constant(value.fields[name], operation.result.type) if known else None
    if not isinstance(value, StructValue) or isinstance(operation.result.type, Struct):
        return None
    if name == "size" and value.type.tail is not None:
        return Constant(len(value.tail), SIGNED)
    return Constant(value.fields[name], operation.result.type) if is_immutable(value.type, name) else None


def is_immutable(struct: Struct | None, name: str) -> bool:
    """True if the field is never written after an instance was initialised."""
    if struct is not None and struct.inherits(CLASS_TABLE):
        return True
    while struct is not None:
        if name in struct.immutable or (name == "size" and struct.tail is not None):
            return True
        struct = struct.parent
    return False


def _getarraysize(operation: Operation, definitions: Definitions) -> Value | None:
    (array,) = operation.args
    if isinstance(array, Constant) and isinstance(array.value, ArrayValue):
        return Constant(len(array.value.items), SIGNED)
    made_by = definitions.get(array)
    if made_by is not None and made_by.spec.name in ("malloc_varsize", "malloc_varsize_uninit"):
        return made_by.args[0]
    return None


def _gettail(operation: Operation, definitions: Definitions) -> Value | None:
    """A character of a prebuilt string."""
    string, index = operation.args
    if not isinstance(string, Constant) or not isinstance(index, Constant) or string.value is None:
        return None
    if string.value.type not in (STR, BYTES) or not 0 <= index.value < len(string.value.tail):
        return None
    return Constant(string.value.tail[index.value], operation.result.type)


def _is_subclass(operation: Operation, definitions: Definitions) -> Value | None:
    table, base = operation.args
    if not isinstance(base, Constant) or not isinstance(base.value, ClassTable):
        return None
    if isinstance(table, Constant) and isinstance(table.value, ClassTable):
        return TRUE if table.value.is_subclass(base.value) else FALSE
    return TRUE if base.value.parent is None else None


_ADD: Final = _neutral_right(0, True)
_SUB: Final = _neutral_right(0, False)
_MUL: Final = _neutral_right(1, True, 0)

_RULES: Final[Mapping[str, Rule]] = {
    "same_as": lambda operation, definitions: operation.args[0],
    "int_add": _ADD,
    "int_sub": _SUB,
    "int_mul": _MUL,
    "int_and": _idempotent(-1, 0),
    "int_or": _idempotent(0, -1),
    "int_lshift": _SUB,
    "int_rshift": _SUB,
    "int_floordiv": _neutral_right(1, False),
    "int_div_trunc": _neutral_right(1, False),
    "int_add_ovf": _overflow(lambda x, y: x + y, _ADD),
    "int_sub_ovf": _overflow(lambda x, y: x - y, _SUB),
    "int_mul_ovf": _overflow(lambda x, y: x * y, _MUL),
    "int_eq": _same_operands(TRUE),
    "int_le": _same_operands(TRUE),
    "int_ge": _same_operands(TRUE),
    "int_ne": _same_operands(FALSE),
    "int_lt": _same_operands(FALSE),
    "int_gt": _same_operands(FALSE),
    "uint_add": _ADD,
    "uint_sub": _SUB,
    "uint_lshift": _SUB,
    "uint_rshift": _SUB,
    "uint_or": _ADD,
    "bool_not": _bool_not,
    "bool_and": _idempotent(True, False),
    "bool_or": _idempotent(False, True),
    "bool_eq": _bool_eq(True),
    "bool_ne": _bool_eq(False),
    "int_is_true": _undo("cast_bool_to_int"),
    "cast_int_to_char": _undo("cast_char_to_int"),
    "cast_int_to_unichar": _undo("cast_unichar_to_int"),
    "cast_uint_to_int": _undo("cast_int_to_uint"),
    "cast_int_to_uint": _undo("cast_uint_to_int"),
    "cast_unichar_to_char": _undo("cast_char_to_unichar"),
    "cast_int_to_int32": _undo("cast_int32_to_int"),
    "cast_int_to_uint32": _undo("cast_uint32_to_int"),
    "cast_pointer": _cast_pointer,
    "ptr_eq": _same_operands(TRUE),
    "ptr_ne": _same_operands(FALSE),
    "ptr_iszero": _is_null(FALSE),
    "ptr_nonzero": _is_null(TRUE),
    "getfield": _getfield,
    "getarraysize": _getarraysize,
    "gettail": _gettail,
    "is_subclass": _is_subclass,
}


# ---------------------------------------------------------------- rewriting

_NEGATED: Final[Mapping[str, str]] = {
    "int_lt": "int_ge", "int_ge": "int_lt", "int_gt": "int_le", "int_le": "int_gt", "int_eq": "int_ne",
    "int_ne": "int_eq", "uint_lt": "uint_ge", "uint_ge": "uint_lt", "uint_gt": "uint_le", "uint_le": "uint_gt",
    "uint_eq": "uint_ne", "uint_ne": "uint_eq", "char_eq": "char_ne", "char_ne": "char_eq", "char_lt": "char_ge",
    "char_ge": "char_lt", "char_gt": "char_le", "char_le": "char_gt", "unichar_eq": "unichar_ne",
    "unichar_ne": "unichar_eq", "ptr_eq": "ptr_ne", "ptr_ne": "ptr_eq", "ptr_iszero": "ptr_nonzero",
    "ptr_nonzero": "ptr_iszero", "bool_eq": "bool_ne", "bool_ne": "bool_eq", "float_eq": "float_ne",
    "float_ne": "float_eq",
}  # fmt: skip
"""The operation that gives the opposite answer for the same operands (not so for `<` of floats: NaN)."""


def rewrite(operation: Operation, definitions: Definitions) -> bool:
    """Replace an operation by a simpler one with the same result, in place; True if so."""
    name, args = operation.spec.name, operation.args
    if name == "bool_not":
        made_by = definitions.get(args[0])
        if made_by is not None and made_by.spec.name in _NEGATED:
            operation.spec, operation.args = OPS[_NEGATED[made_by.spec.name]], list(made_by.args)
            return True
    elif name in ("ptr_eq", "ptr_ne"):
        null = next((i for i in (0, 1) if constant(args[i], None)), None)
        if null is not None:
            operation.spec = OPS["ptr_iszero" if name == "ptr_eq" else "ptr_nonzero"]
            operation.args = [args[1 - null]]
            return True
    elif name in ("bool_eq", "bool_ne"):
        against = next((i for i in (0, 1) if constant(args[i], name == "bool_ne")), None)
        if against is not None:
            operation.spec, operation.args = OPS["bool_not"], [args[1 - against]]
            return True
    elif name in ("int_ne", "int_eq") and constant(args[1], 0):
        made_by = definitions.get(args[0])
        if made_by is not None and made_by.spec.name == "cast_bool_to_int":
            operation.spec, operation.args = OPS["same_as" if name == "int_ne" else "bool_not"], [made_by.args[0]]
            return True
    return False


def pointer_to(value: Value) -> Struct | None:
    """Return the struct an operand points to."""
    type_ = value.type
    return type_.to if isinstance(type_, Ptr) and isinstance(type_.to, Struct) else None
