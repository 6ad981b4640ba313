"""Rules of operators: arithmetic, comparison, truth and identity.

Numbers and strings are native; operators of containers are functions of the library (`rlib/bindings.py`), those of
user classes their special methods.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import Operand
from weft.annotator.descriptions import MethodDesc
from weft.annotator.errors import RuleError, UnionError
from weft.annotator.lattice import (
    BOOL,
    BYTES,
    FLOAT,
    IMPOSSIBLE,
    NOT_CONSTANT,
    STRING,
    Annotation,
    SomeBool,
    SomeByteArray,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeNone,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
    without_none,
)
from weft.annotator.rules.kinds import NUMBERS, kind_of, present
from weft.annotator.signatures import Argument, Arguments
from weft.annotator.union import union
from weft.flowspace.constant_folding import CannotFold, fold, identical
from weft.flowspace.graph import Operation
from weft.flowspace.operations import OPERATIONS

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


def folded(ctx: AnnotationContext, operation: Operation, *annotations: Annotation) -> Annotation | None:
    """Return the constant result of an operation on constants, or None."""
    values: list[Any] = []
    for annotation in annotations:
        if annotation.constant is NOT_CONSTANT:
            return None
        values.append(annotation.constant)
    try:
        value = fold(operation.spec, values).value
    except CannotFold:
        return None
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return None
    return ctx.constants.annotation(value)


# Arithmetic -------------------------------------------------------------------------------------------------------


def _binary(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x + y` and its like."""
    name = operation.spec.name
    constant = folded(ctx, operation, left, right)
    if constant is not None:
        return constant
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        found = special_binary(ctx, operation, left, right) or _on_values(ctx, operation, left, right)
        if found is not None:
            return found
        raise _unsupported(operation, left, right)
    x, y = present(ctx, left), present(ctx, right)
    if isinstance(x, SomeTuple) and x.cls is not None and operation.spec.dunder in vars(x.cls):
        return ctx.call.delegate(vars(x.cls)[operation.spec.dunder], operation.args, (x, y))
    left_kind, right_kind = kind_of(x), kind_of(y)
    if left_kind in NUMBERS and right_kind in NUMBERS:
        return _NUMERIC[name](ctx, operation, x, y)
    rule = _NATIVE.get((name, left_kind, right_kind))
    if rule is not None:
        return rule(ctx, operation, x, y)
    if name == "mod" and left_kind == "str":
        return _percent(ctx, operation, x, y)
    bindings = ctx.functions.bindings
    function = bindings.operation(name, left_kind, right_kind) or bindings.operation(name, left_kind)
    if function is None:
        raise _unsupported(operation, left, right)
    return ctx.call.delegate(function, operation.args, (x, y))


def _inplace(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x += y`: the plain operation, except for mutable containers and classes with an in-place method."""
    plain = operation.spec.inplace_of
    if isinstance(left, SomeInstance):
        found = ctx.call.call_method(left, operation.args[0], operation.spec.dunder, _right(right), [operation.args[1]])
        if found is not None:
            return found
    left_kind, right_kind = kind_of(left), kind_of(right)
    rule = _NATIVE.get((operation.spec.name, left_kind, right_kind))
    if rule is not None:
        return rule(ctx, operation, present(ctx, left), present(ctx, right))
    bindings = ctx.functions.bindings
    function = (bindings.operation(operation.spec.name, left_kind, right_kind)
                or bindings.operation(operation.spec.name, left_kind))  # fmt: skip
    if function is not None:
        return ctx.call.delegate(function, operation.args, (present(ctx, left), present(ctx, right)))
    return _binary(ctx, _PlainOperation(operation, plain), left, right)


class _PlainOperation:
    """Looks like the plain operation of an in-place one, for rules that ask for its name and operands."""

    __slots__ = ("args", "result", "span", "spec", "statics")

    def __init__(self, operation: Operation, plain: str) -> None:
        self.spec = OPERATIONS[plain]
        self.args = operation.args
        self.result = operation.result
        self.span = operation.span
        self.statics = operation.statics


def _has(ctx: AnnotationContext, value: Annotation, method: str) -> bool:
    return isinstance(value, SomeInstance) and value.classdef is not None and (
        ctx.attributes.methods(value, method) is not None
    )


def _may_decline(ctx: AnnotationContext, value: Annotation, method: str) -> bool:
    """True if a method of the value may return NotImplemented."""
    if not isinstance(value, SomeInstance) or value.classdef is None:
        return False
    found = ctx.attributes.methods(value, method)
    if not isinstance(found, SomePBC):
        return False
    return any(isinstance(d, MethodDesc) and ctx.functions.may_decline(d.function) for d in found.descriptions)


def _on_values(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation | None:
    """Members of integer enumerations are numbers; None if neither operand is one."""
    x, y = is_integer_member(left), is_integer_member(right)
    if not x and not y:
        return None
    spec = operation.spec
    if x and y and spec.name in ("eq", "ne"):
        return None  # the same member
    symbol = spec.symbol.removesuffix("=") if spec.inplace_of else spec.symbol
    return ctx.call.delegate(ctx.generated.on_values(symbol, x, y), operation.args, (left, right))


def is_integer_member(annotation: Annotation) -> bool:
    """True for members of an IntEnum."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
        return False
    return issubclass(annotation.classdef.description.cls, enum.IntEnum)


def _right(annotation: Annotation) -> Arguments:
    return Arguments([Argument(annotation, Operand(0))])


def special_binary(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation | None:
    """Let the special method of an operand do a binary operation; None if there is none."""
    spec = operation.spec
    x, y = operation.args
    if _may_decline(ctx, left, spec.dunder) or _may_decline(ctx, right, spec.reflected):
        shape = (_has(ctx, left, spec.dunder), _has(ctx, right, spec.reflected))
        symbol = spec.symbol.removesuffix("=") if spec.inplace_of else spec.symbol
        function = ctx.generated.declining(spec.dunder, spec.reflected, symbol, *shape)
        return ctx.call.delegate(function, operation.args, (left, right))
    if isinstance(left, SomeInstance):
        found = ctx.call.call_method(left, x, spec.dunder, _right(right), [y])
        if found is not None:
            return found
    if isinstance(right, SomeInstance):
        return ctx.call.call_method(right, y, spec.reflected, _right(left), [x])
    return None


def _unsupported(operation: Any, left: Annotation, right: Annotation) -> RuleError:
    symbol = operation.spec.symbol
    help_text = ""
    kinds = {kind_of(left), kind_of(right)}
    if symbol in ("+", "+=") and "str" in kinds and kinds & NUMBERS:
        help_text = "convert the number with str()"
    elif isinstance(left, SomeNone) or isinstance(right, SomeNone):
        help_text = "one side is always None here"
    return RuleError("W0107", f"unsupported operands for {symbol}: {left} and {right}", label=f"{left} {symbol} {right}",
                     help=help_text)  # fmt: skip


def _integers(ctx: AnnotationContext, name: str, left: Any, right: Any, nonneg: bool, overflow: bool) -> Annotation:
    kind = "int"
    for annotation in (left, right):
        if isinstance(annotation, SomeInteger) and annotation.kind != "int":
            kind = annotation.kind
    if kind != "int":
        return SomeInteger(kind=kind, nonneg=True)
    if overflow and ctx.options.overflow == "check":
        ctx.may_raise(OverflowError)
    return SomeInteger(nonneg=nonneg)


def _is_nonneg(annotation: Annotation) -> bool:
    return isinstance(annotation, SomeBool) or (isinstance(annotation, SomeInteger) and annotation.nonneg)


def _numeric(both: bool = False, left_only: bool = False, right_only: bool = False, either: bool = False,
             overflow: bool = True, raises: tuple[type[BaseException], ...] = (), floats: bool = True) -> Rule:  # fmt: skip
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
    containers.list_of(left.definition.find().item)
    return containers.list_of(right.definition.find().item)


def _extend_list(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    containers = ctx.containers
    containers.read(right.definition.find())
    containers.grow_list(left.definition, right.definition.find().item)
    containers.resize(left.definition)
    return left  # type: ignore[no-any-return]


def _repeat_list(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    items = left if kind_of(left) == "list" else right
    ctx.containers.read(items.definition.find())
    return ctx.containers.list_of(items.definition.find().item)


def _always(result: Annotation) -> Rule:
    return lambda ctx, operation, left, right: result


def _repeat_inplace(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    ctx.containers.resize(left.definition)
    return left  # type: ignore[no-any-return]


def _combine_sets(ctx: AnnotationContext, operation: Operation, left: Any, right: Any) -> Annotation:
    """`&`, `|`, `-`, `^` of sets, which may be views of dict keys."""
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
    ("inplace_add", "list", "list"): _extend_list,
    **{("inplace_mul", "list", count): _repeat_inplace for count in ("int", "bool")},
    **{("mul", "list", count): _repeat_list for count in ("int", "bool")},
    **{("mul", count, "list"): _repeat_list for count in ("int", "bool")},
    **{("mul", "str", count): _always(STRING) for count in ("int", "bool")},
    **{("mul", count, "str"): _always(STRING) for count in ("int", "bool")},
    **{("mul", "bytes", count): _always(BYTES) for count in ("int", "bool")},
    **{("mul", count, "bytes"): _always(BYTES) for count in ("int", "bool")},
    **{("mul", "bytearray", count): _always(SomeByteArray()) for count in ("int", "bool")},
    **{(name, x, y): _combine_sets for name in _SET_OPERATORS for x in _SET_LIKE for y in _SET_LIKE},
    **{(f"inplace_{name}", "set", y): _update_set for name in _SET_OPERATORS for y in _SET_LIKE},
    ("or_", "dict", "dict"): _merge_dicts,
    ("inplace_or_", "dict", "dict"): _update_dict,
}


def _percent(ctx: AnnotationContext, operation: Any, left: Annotation, right: Annotation) -> Annotation:
    """`"%d of %d" % (x, y)` with a constant format."""
    if not isinstance(left, SomeString) or not left.is_constant:
        raise RuleError("W0401", "the format on the left of % must be a constant", label="only known at run time")
    count = len(right.items) if isinstance(right, SomeTuple) else None
    function = ctx.generated.percent(left.constant, count)
    return ctx.call.delegate(function, [operation.args[1]], [right])


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
    value = present(ctx, value)
    kind = kind_of(value)
    if kind == "float" and name != "invert":
        return FLOAT
    if kind in ("int", "bool"):
        if name == "neg" and ctx.options.overflow == "check" and not _is_nonneg(value):
            ctx.may_raise(OverflowError)
        if isinstance(value, SomeInteger) and value.kind != "int":
            return SomeInteger(kind=value.kind, nonneg=True)
        return SomeInteger(nonneg=name == "pos" and _is_nonneg(value))
    raise RuleError("W0107", f"unsupported operand for {operation.spec.symbol}: {value}", label=str(value))


# Truth ---------------------------------------------------------------------------------------------------------------


def _bool(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`bool(x)`, the condition of a branch."""
    constant = folded(ctx, operation, value)
    if constant is not None:
        return constant
    match value:
        case SomeBool():
            return value
        case SomeNone():
            return SomeBool(constant=False)
        case SomeInstance(classdef=classdef) if classdef is not None:
            for name in ("__bool__", "__len__"):
                wrap = "bool" if name == "__len__" else ""
                found = ctx.call.call_method(value, operation.args[0], name, Arguments(), [], wrap)
                if found is not None:
                    return found
            return BOOL if value.optional else SomeBool(constant=True)
        case SomePBC(optional=False) | SomeConstantObject():
            return SomeBool(constant=True)
        case SomeTuple(items=items, optional=False):
            return SomeBool(constant=bool(items))
    return BOOL


def _not(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`not x`."""
    truth = _bool(ctx, operation, value) if not value.is_constant else folded(ctx, operation, value)
    if truth is None:
        truth = _bool(ctx, operation, value)
        if truth.is_constant:
            return SomeBool(constant=not truth.constant)
        return truth
    if value.is_constant:
        return truth
    site = ctx.calls.get(id(operation))
    if site is not None:
        site.wrap = "not"
    if isinstance(truth, SomeBool) and truth.is_constant:
        return SomeBool(constant=not truth.constant)
    return IMPOSSIBLE if truth is IMPOSSIBLE else BOOL


# Comparison ----------------------------------------------------------------------------------------------------------


def _compare(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x < y`, `x == y` and their like."""
    constant = folded(ctx, operation, left, right)
    if constant is not None:
        return constant
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        found = _compare_instances(ctx, operation, left, right)
        if found is not None:
            return found
    if operation.spec.name in ("eq", "ne"):
        return _equality(ctx, operation, left, right)
    return _order(ctx, operation, left, right)


def _compare_instances(ctx: AnnotationContext, operation: Operation, left: Annotation,
                       right: Annotation) -> Annotation | None:  # fmt: skip
    name = operation.spec.name
    if isinstance(left, SomeNone) or isinstance(right, SomeNone):
        return None
    found = special_binary(ctx, operation, left, right) or _on_values(ctx, operation, left, right)
    if found is None and name == "ne":
        x, y = operation.args
        if isinstance(left, SomeInstance):
            found = ctx.call.call_method(left, x, "__eq__", _right(right), [y], "not")
        if found is None and isinstance(right, SomeInstance):
            found = ctx.call.call_method(right, y, "__eq__", _right(left), [x], "not")
    return found


def _equality(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    x, y = without_none(left), without_none(right)
    unequal = operation.spec.name == "ne"
    if x is IMPOSSIBLE or y is IMPOSSIBLE:  # compared with None
        if not (left.can_be_none and right.can_be_none):
            return SomeBool(constant=unequal)
        return SomeBool(constant=not unequal) if x is y else BOOL
    left_kind, right_kind = kind_of(x), kind_of(y)
    if left_kind in NUMBERS and right_kind in NUMBERS:
        return BOOL
    if left_kind != right_kind:
        if {left_kind, right_kind} == {"bytes", "bytearray"}:
            return BOOL
        return BOOL if left.can_be_none and right.can_be_none else SomeBool(constant=unequal)
    if left_kind in _NATIVE_EQUALITY:
        ctx.library.need_equality(x)
        ctx.library.need_equality(y)
        return BOOL
    if left.can_be_none or right.can_be_none:
        return ctx.call.delegate(ctx.generated.optional_equality(unequal), operation.args, (left, right))
    if isinstance(x, SomeTuple) and isinstance(y, SomeTuple):
        if len(x.items) != len(y.items):
            return SomeBool(constant=unequal)
        return _compare_tuples(ctx, operation, x, y)
    return _library_comparison(ctx, operation, left, right, left_kind)


def _order(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    x, y = present(ctx, left), present(ctx, right)
    left_kind, right_kind = kind_of(x), kind_of(y)
    if left_kind in NUMBERS and right_kind in NUMBERS:
        return BOOL
    if left_kind == right_kind and left_kind in ("str", "bytes", "bytearray", "set"):
        return BOOL
    if left_kind == right_kind == "tuple":
        assert isinstance(x, SomeTuple) and isinstance(y, SomeTuple)
        if len(x.items) == len(y.items):
            return _compare_tuples(ctx, operation, x, y)
    elif left_kind == right_kind and left_kind not in ("instance", "callable", "None", "object"):
        return _library_comparison(ctx, operation, x, y, left_kind)
    symbol = operation.spec.symbol
    if left_kind == right_kind:
        raise _no_order(operation, x, y)
    raise RuleError("W0111", f"{left} and {right} cannot be compared with {symbol}", label=f"{left} {symbol} {right}")


def _compare_tuples(ctx: AnnotationContext, operation: Operation, left: SomeTuple, right: SomeTuple) -> Annotation:
    """Compare item by item; items without an order raise TypeError if it comes to them."""
    name = operation.spec.name
    unorderable: list[tuple[int, str]] = []
    if name not in ("eq", "ne"):
        for index, item in enumerate(left.items):
            if isinstance(item, SomeInstance) and item.classdef is not None:
                found = ctx.attributes.methods(item, operation.spec.dunder)
                if found is IMPOSSIBLE:
                    return IMPOSSIBLE
                if found is None and ctx.attributes.methods(item, operation.spec.reflected) is None:
                    unorderable.append((index, item.classdef.name))
    if unorderable and unorderable[0][0] == 0:
        raise _no_order(operation, left.items[0], right.items[0])
    function = ctx.generated.tuple_comparison(name, len(left.items), unorderable)
    return ctx.call.delegate(function, operation.args, (left, right))


def _no_order(operation: Operation, left: Annotation, right: Annotation) -> RuleError:
    dunder = operation.spec.dunder
    return RuleError("W0114", f"{left} objects cannot be ordered: {left} has no {dunder}",
                     label=f"{left} {operation.spec.symbol} {right}",
                     help=f"define {dunder}, or sort with key=")  # fmt: skip


def _library_comparison(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation,
                        kind: str) -> Annotation:  # fmt: skip
    name = operation.spec.name
    bindings = ctx.functions.bindings
    function = bindings.operation(name, kind)
    if function is not None:
        return ctx.call.delegate(function, operation.args, (left, right))
    if name == "ne":
        function = bindings.operation("eq", kind)
        if function is not None:
            return ctx.call.delegate(function, operation.args, (left, right), wrap="not")
    raise RuleError("W0402", f"comparing {left} with {operation.spec.symbol} is not supported yet")


_NATIVE_EQUALITY: Final = frozenset({"str", "bytes", "bytearray", "instance", "callable", "object", "range", "list",
                                     "dict", "set", "view", "method"})  # fmt: skip


def _is(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x is y`."""
    x, y = without_none(left), without_none(right)
    if x is IMPOSSIBLE or y is IMPOSSIBLE:
        if not (left.can_be_none and right.can_be_none):
            return SomeBool(constant=False)
        return SomeBool(constant=True) if x is y else BOOL
    if isinstance(left, SomeConstantObject) and isinstance(right, SomeConstantObject):
        return SomeBool(constant=left.constant is right.constant)
    if left.is_constant and right.is_constant:
        try:
            return SomeBool(constant=identical(left.constant, right.constant))
        except CannotFold:
            pass
    both_none = left.can_be_none and right.can_be_none
    if kind_of(x) != kind_of(y) and not both_none:
        return SomeBool(constant=False)
    if isinstance(x, SomePBC) and isinstance(y, SomePBC) and not both_none:
        if not set(x.descriptions) & set(y.descriptions):
            return SomeBool(constant=False)
    return BOOL


def join_or_none(ctx: AnnotationContext, left: Annotation, right: Annotation) -> Annotation | None:
    """Return the join of two annotations, or None if there is none."""
    try:
        return union(ctx, left, right)
    except UnionError:
        return None


RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(_NUMERIC, _binary),
    **{f"inplace_{name}": _inplace for name in _NUMERIC},
    **dict.fromkeys(("lt", "le", "eq", "ne", "gt", "ge"), _compare),
    **dict.fromkeys(("neg", "pos", "invert"), _unary),
    "bool": _bool,
    "not_": _not,
    "is_": _is,
}
