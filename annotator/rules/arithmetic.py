"""Rules of arithmetic operators, in place or not, and of unary ones.

Numbers and strings are native; operators of containers are functions of the library (`rlib/bindings.py`), those of
user classes their special methods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BOOL,
    BYTES,
    FLOAT,
    IMPOSSIBLE,
    STRING,
    Annotation,
    SomeBool,
    SomeByteArray,
    SomeBytes,
    SomeDict,
    SomeDictView,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeNone,
    SomeSet,
    SomeString,
    SomeTuple,
)
from weft.annotator.rules import base_values, big_integers
from weft.annotator.rules.big_integers import is_number
from weft.annotator.rules.kinds import NUMBERS, kind_of, present
from weft.annotator.rules.special_methods import folded, is_integer_member, may_decline, one_argument, special_binary
from weft.annotator.signatures import Arguments
from weft.flowspace.graph import Operation
from weft.flowspace.operations import OPERATIONS

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


# Arithmetic ---------------------------------------------------------------------------------------------------------


def _binary(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:  # noqa: C901 - one case per kind
    """`x + y` and its like."""
    name = operation.spec.name
    constant = folded(ctx, operation, left, right)
    if constant is not None:
        return constant
    if name == "mod" and isinstance(left, SomeString) and isinstance(right, SomeInstance):
        return _percent(ctx, operation, present(ctx, left), right)  # before any `__rmod__`
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        found = special_binary(ctx, operation, left, right)
        if found is not None:
            return found
        raise _unsupported(operation, left, right)
    x, y = present(ctx, left), present(ctx, right)
    if isinstance(x, SomeTuple) and x.cls is not None and operation.spec.dunder in vars(x.cls):
        return ctx.call.delegate(vars(x.cls)[operation.spec.dunder], operation.args, (x, y))
    left_kind, right_kind = kind_of(x), kind_of(y)
    if is_number(left_kind) and is_number(right_kind):
        found = big_integers.binary(ctx, operation, x, y)
        if found is not None:
            return found
        return big_integers.widened(ctx, name, x, y, _NUMERIC[name](ctx, operation, x, y))
    if left_kind == "dict" and x.definition.find().variant == "Counter":  # type: ignore[attr-defined]
        left_kind = "Counter"
    rule = _NATIVE.get((name, left_kind, right_kind))
    if rule is not None:
        _may_not_fit(ctx, left_kind, right_kind)
        return rule(ctx, operation, x, y)
    if name == "mod" and left_kind in ("str", "bytes", "bytearray"):
        # `"%s" % None` is fine, unless it is a tuple that may be None: one of its items is taken.
        return _percent(ctx, operation, x, y if isinstance(y, SomeTuple) else right)
    bindings = ctx.functions.bindings
    function = bindings.operation(name, left_kind, right_kind) or bindings.operation(name, left_kind)
    if function is None:
        raise _unsupported(operation, left, right)
    return ctx.call.delegate(function, operation.args, (x, y))


def _inplace(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x += y`: the plain operation, except for mutable containers and classes with an in-place method."""
    if isinstance(left, SomeInstance):
        if may_decline(ctx, left, operation.spec.dunder):
            function = ctx.generated.in_place(operation.spec.dunder, operation.spec.symbol.removesuffix("="))
            return ctx.call.delegate(function, operation.args, (left, right))
        found = ctx.call.call_method(
            left, operation.args[0], operation.spec.dunder, one_argument(right), [operation.args[1]]
        )
        if found is not None:
            return found
    if isinstance(left, SomeList) and left.frozen:
        function = ctx.generated.plain_operation(operation.spec.symbol.removesuffix("="))
        return ctx.call.delegate(function, operation.args, (left, right))
    left_kind, right_kind = kind_of(left), kind_of(right)
    rule = _NATIVE.get((operation.spec.name, left_kind, right_kind))
    if rule is not None:
        _may_not_fit(ctx, left_kind, right_kind)
        return rule(ctx, operation, present(ctx, left), present(ctx, right))
    bindings = ctx.functions.bindings
    if isinstance(left, SomeList) and left.frozen:
        left_kind = "frozen tuple"
    function = bindings.operation(operation.spec.name, left_kind, right_kind) or bindings.operation(
        operation.spec.name, left_kind
    )
    if function is not None:
        return ctx.call.delegate(function, operation.args, (present(ctx, left), present(ctx, right)))
    if operation.spec.name == "inplace_add" and left_kind == "list":
        if right_kind not in NUMBERS and right_kind != "none":
            return ctx.call.delegate(ctx.generated.extend(), operation.args, (present(ctx, left), present(ctx, right)))
    spec = OPERATIONS[operation.spec.inplace_of]
    plain = Operation(spec, operation.args, operation.result, operation.span, operation.statics)
    return _binary(ctx, plain, left, right)


def _may_not_fit(ctx: AnnotationContext, *kinds: str) -> None:
    """A number of repetitions may be too large for a word."""
    if "big" in kinds:
        ctx.may_raise(OverflowError)


def _unsupported(operation: Any, left: Annotation, right: Annotation) -> RuleError:
    symbol = operation.spec.symbol
    help_text = ""
    kinds = {kind_of(left), kind_of(right)}
    if symbol in ("+", "+=") and "str" in kinds and kinds & NUMBERS:
        help_text = "convert the number with str()"
    elif isinstance(left, SomeNone) or isinstance(right, SomeNone):
        help_text = "one side is always None here"
    return RuleError(
        "W0107",
        f"unsupported operands for {symbol}: {left} and {right}",
        label=f"{left} {symbol} {right}",
        help=help_text,
    )


def _integers(ctx: AnnotationContext, name: str, left: Any, right: Any, nonneg: bool, overflow: bool) -> Annotation:
    kind = "int"
    for annotation in (left, right):
        if isinstance(annotation, SomeInteger) and annotation.kind != "int":
            kind = annotation.kind
    if kind != "int":
        return SomeInteger(kind=kind, nonneg=True)
    if overflow and ctx.wraps and name != "floordiv":
        return SomeInteger()
    if overflow:
        ctx.may_raise(OverflowError)
    return SomeInteger(nonneg=nonneg)


def _is_nonneg(annotation: Annotation) -> bool:
    return isinstance(annotation, SomeBool) or (isinstance(annotation, SomeInteger) and annotation.nonneg)


def _numeric(
    both: bool = False,
    left_only: bool = False,
    right_only: bool = False,
    either: bool = False,
    overflow: bool = True,
    raises: tuple[type[BaseException], ...] = (),
    floats: bool = True,
) -> Rule:
    """Make the rule of an arithmetic operation; the first flags say whose not being negative makes the result so."""

    def rule(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
        if isinstance(left, SomeFloat) or isinstance(right, SomeFloat):
            if not floats:
                raise _unsupported(operation, left, right)
            if raises:
                ctx.may_raise(*raises)
            return FLOAT
        if raises and not (right.is_constant and right.constant != 0 and raises == (ZeroDivisionError,)):
            ctx.may_raise(*raises)
        x, y = _is_nonneg(left), _is_nonneg(right)
        nonneg = (both and x and y) or (left_only and x) or (right_only and y) or (either and (x or y))
        return _integers(ctx, operation.spec.name, left, right, nonneg, overflow)

    return rule


def _truediv(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    if not (right.is_constant and right.constant != 0):
        ctx.may_raise(ZeroDivisionError)
    return FLOAT


def _bitwise(both: bool, either: bool) -> Rule:
    integers = _numeric(both=both, either=either, overflow=False, floats=False)

    def rule(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
        if isinstance(left, SomeBool) and isinstance(right, SomeBool):
            return BOOL
        return integers(ctx, operation, left, right)

    return rule


def _shift(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    raises = () if _is_nonneg(right) else (ValueError,)
    overflow = operation.spec.name == "lshift"
    return _numeric(left_only=True, overflow=overflow, raises=raises, floats=False)(ctx, operation, left, right)


def _pow(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x ** y`: of ints an int, unless the exponent is known to be negative."""
    kinds = [kind_of(left), kind_of(right)]
    if "float" in kinds or (right.is_constant and right.constant < 0):
        kinds = ["float", "float"]
    else:
        kinds = ["int", "int"]
    function = ctx.functions.bindings.operation("pow", *kinds)
    if function is None:
        raise _unsupported(operation, left, right)
    return ctx.call.delegate(function, operation.args, (left, right))


_NUMERIC: Final[dict[str, Rule]] = {
    "add": _numeric(both=True),
    "sub": _numeric(),
    "mul": _numeric(both=True),
    "matmul": lambda ctx, operation, left, right: _refuse(operation, left, right),
    "truediv": _truediv,
    "floordiv": _numeric(both=True, raises=(ZeroDivisionError,)),
    "mod": _numeric(right_only=True, overflow=False, raises=(ZeroDivisionError,)),
    "pow": _pow,
    "lshift": _shift,
    "rshift": _shift,
    "and_": _bitwise(both=False, either=True),
    "or_": _bitwise(both=True, either=False),
    "xor": _bitwise(both=True, either=False),
}


def _refuse(operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    raise _unsupported(operation, left, right)


def _concatenate_tuples(ctx: AnnotationContext, operation: Operation, left: SomeTuple, right: SomeTuple) -> Annotation:
    return SomeTuple(items=left.items + right.items)


def _concatenate_lists(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    containers = ctx.containers
    containers.read(left.definition.find())
    containers.read(right.definition.find())
    if left.frozen != right.frozen:
        raise _unsupported(operation, left, right)
    containers.list_of(left.definition.find().item)
    return replace(containers.list_of(right.definition.find().item), frozen=left.frozen)


def _join_tuples(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    """`x + y` of two tuples, one of which has an unknown length."""
    if not all(isinstance(side, SomeTuple) or side.frozen for side in (left, right)):
        raise _unsupported(operation, left, right)
    return ctx.call.delegate(ctx.functions.bindings.operation("add", "tuple"), operation.args, (left, right))


def _extend_list(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    if right.frozen:
        return ctx.call.delegate(ctx.generated.extend(), operation.args, (left, right))
    containers = ctx.containers
    containers.read(right.definition.find())
    containers.grow_list(left.definition, right.definition.find().item)
    containers.resize(left.definition)
    return left  # type: ignore[no-any-return]


def _repeat_list(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    items = left if kind_of(left) == "list" else right
    ctx.containers.read(items.definition.find())
    return replace(ctx.containers.list_of(items.definition.find().item), frozen=items.frozen)


_LONGEST: Final = 32
"""Items that a tuple of known length made by repetition may have."""


def _repeat_tuple(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    """`(x,) * n`: a tuple of unknown length, unless `n` is known and small."""
    tuple_, count = (right, left) if isinstance(right, SomeTuple) else (left, right)
    if count.is_constant and len(tuple_.items) * count.constant <= _LONGEST:
        function = ctx.generated.several_times(len(tuple_.items), count.constant)
        return ctx.call.delegate(function, [operation.args[left is not tuple_]], [tuple_])
    function = ctx.generated.repeat_tuple(swapped=isinstance(right, SomeTuple))
    return ctx.call.delegate(function, operation.args, (left, right))


def _always(result: Annotation) -> Rule:
    return lambda ctx, operation, left, right: result


def _repeat_inplace(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    ctx.containers.resize(left.definition)
    return left  # type: ignore[no-any-return]


def _combine_sets(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    """`&`, `|`, `-`, `^` of sets, which may be views of dict keys; other views become sets first."""
    if any(isinstance(side, SomeDictView) and side.variant != "items" for side in (left, right)):
        name = operation.spec.name.removeprefix("inplace_")
        return ctx.call.delegate(ctx.functions.bindings.operation(name, "view"), operation.args, (left, right))
    items = [_members(ctx, side) for side in (left, right)]
    frozen = isinstance(left, SomeSet) and left.frozen
    result = ctx.containers.set_of(items[0], frozen)
    if items[1] is not IMPOSSIBLE:
        ctx.containers.grow_set(result.definition, items[1])
    return SomeSet(definition=result.definition.find(), frozen=frozen)


def _members(ctx: AnnotationContext, value: Any) -> Annotation:
    if isinstance(value, SomeDictView):
        definition = value.container.definition.find()
        ctx.containers.read(definition)
        return definition.key
    ctx.containers.read(value.definition.find())
    return value.definition.find().item  # type: ignore[no-any-return]


def _update_set(ctx: AnnotationContext, operation: Operation, left: SomeSet, right: Any) -> Annotation:
    if left.frozen:
        return _combine_sets(ctx, operation, left, right)
    item = _members(ctx, right)
    if item is not IMPOSSIBLE:
        ctx.containers.grow_set(left.definition, item)
    return left


def _merge_dicts(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    definition = ctx.containers.new_dict().find()
    definition.variant = left.definition.find().variant
    definition.factory = definition.factory or left.definition.find().factory
    for side in (left, right):
        _copy_entries(ctx, definition, side)
    return SomeDict(definition=definition.find())


def _update_dict(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    _copy_entries(ctx, left.definition, right)
    return left  # type: ignore[no-any-return]


def _copy_entries(ctx: AnnotationContext, definition: Any, source: SomeDict) -> None:
    found = source.definition.find()
    ctx.containers.read(found)
    if found.key is not IMPOSSIBLE:
        ctx.containers.grow_key(definition, found.key)
        ctx.containers.grow_value(definition, found.value)


_COUNTS: Final = ("int", "bool", "big")
_SET_OPERATORS: Final = ("and_", "or_", "sub", "xor")
_SET_LIKE: Final = ("set", "view")

_NATIVE: Final[dict[tuple[str, str, str], Rule]] = {
    ("add", "str", "str"): _always(STRING),
    ("add", "bytes", "bytes"): _always(BYTES),
    ("add", "bytes", "bytearray"): _always(BYTES),
    ("add", "bytearray", "bytearray"): _always(SomeByteArray()),
    ("add", "bytearray", "bytes"): _always(SomeByteArray()),
    ("inplace_add", "bytearray", "bytearray"): _always(SomeByteArray()),
    ("inplace_add", "bytearray", "bytes"): _always(SomeByteArray()),
    ("add", "tuple", "tuple"): _concatenate_tuples,
    ("add", "list", "list"): _concatenate_lists,
    ("add", "tuple", "list"): _join_tuples,
    ("add", "list", "tuple"): _join_tuples,
    ("inplace_add", "list", "list"): _extend_list,
    **{("inplace_mul", "list", count): _repeat_inplace for count in _COUNTS},
    **{("mul", "list", count): _repeat_list for count in _COUNTS},
    **{("mul", count, "list"): _repeat_list for count in _COUNTS},
    **{("mul", "tuple", count): _repeat_tuple for count in _COUNTS},
    **{("mul", count, "tuple"): _repeat_tuple for count in _COUNTS},
    **{("mul", "str", count): _always(STRING) for count in _COUNTS},
    **{("mul", count, "str"): _always(STRING) for count in _COUNTS},
    **{("mul", "bytes", count): _always(BYTES) for count in _COUNTS},
    **{("mul", count, "bytes"): _always(BYTES) for count in _COUNTS},
    **{("mul", "bytearray", count): _always(SomeByteArray()) for count in _COUNTS},
    **{(name, x, y): _combine_sets for name in _SET_OPERATORS for x in _SET_LIKE for y in _SET_LIKE},
    **{(f"inplace_{name}", "set", y): _update_set for name in _SET_OPERATORS for y in _SET_LIKE},
    ("or_", "dict", "dict"): _merge_dicts,
    ("inplace_or_", "dict", "dict"): _update_dict,
}


def _percent(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation:
    """`"%d of %d" % (x, y)`; code is made for a format that is constant."""
    if base_values.base_class(right) is tuple:
        return base_values.of_value(ctx, operation, "return {0} % {1}", (left, right))
    if isinstance(left, SomeBytes | SomeByteArray):
        return _percent_of_template(ctx, operation, left, right, f"{kind_of(left)} ")
    if not isinstance(left, SomeString) or not left.is_constant:
        return _percent_of_template(ctx, operation, left, right)
    if isinstance(right, SomeList) and right.frozen:
        return ctx.call.delegate(ctx.generated.percent_items(left.constant), [operation.args[1]], [right])
    count = len(right.items) if isinstance(right, SomeTuple) else None
    function = ctx.generated.percent(left.constant, count)
    return ctx.call.delegate(function, [operation.args[1]], [right])


def _percent_of_template(
    ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation, kind: str = ""
) -> Annotation:
    """The format is read when the program runs; `kind`: "bytes " or "bytearray " for such a format."""
    if not kind and not isinstance(left, SomeString):
        raise RuleError("W0401", "the format on the left of % must be a str", label=str(left))
    role = "percent_with_value"
    if isinstance(right, SomeTuple):
        function = ctx.generated.percent_template(len(right.items), kind)
        return ctx.call.delegate(function, operation.args, [left, right])
    if isinstance(right, SomeList) and right.frozen:
        role = "percent_with_items"
    elif isinstance(right, SomeDict):
        role = "percent_with_dict"
    return ctx.call.delegate(ctx.functions.bindings.helper(kind + role), operation.args, [left, right])


# Unary operations ---------------------------------------------------------------------------------------------------


def _unary(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    constant = folded(ctx, operation, value)
    if constant is not None:
        return constant
    name = operation.spec.name
    if isinstance(value, SomeInstance):
        found = ctx.call.call_method(value, operation.args[0], operation.spec.dunder, Arguments(), [])
        if found is not None:
            return found
        if is_integer_member(value):
            return ctx.call.delegate(ctx.generated.on_value(operation.spec.symbol), operation.args, [value])
    value = present(ctx, value)
    kind = kind_of(value)
    found = big_integers.unary(ctx, name, operation.args, value)
    if found is not None:
        return found
    if isinstance(value, SomeDict):
        function = ctx.functions.bindings.operation(name, value.definition.find().variant)
        if function is not None:
            return ctx.call.delegate(function, operation.args, [value])
    if kind == "float" and name != "invert":
        return FLOAT
    if kind in ("int", "bool"):
        if name == "neg" and not ctx.wraps and not _is_nonneg(value):
            ctx.may_raise(OverflowError)
        if isinstance(value, SomeInteger) and value.kind != "int":
            return SomeInteger(kind=value.kind, nonneg=True)
        bits = big_integers.negated_width(ctx, name, value)
        return SomeInteger(nonneg=name == "pos" and _is_nonneg(value), bits=bits)
    raise RuleError("W0107", f"unsupported operand for {operation.spec.symbol}: {value}", label=str(value))


RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(_NUMERIC, _binary),
    **{f"inplace_{name}": _inplace for name in _NUMERIC},
    **dict.fromkeys(("neg", "pos", "invert"), _unary),
}
