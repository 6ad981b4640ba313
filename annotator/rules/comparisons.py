"""Rules of comparison, truth and identity."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from weft.annotator import dict_records
from weft.annotator.descriptions import FunctionDesc, MethodDesc
from weft.annotator.errors import RuleError
from weft.annotator.lattice import (
    BOOL,
    IMPOSSIBLE,
    Annotation,
    SomeBool,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeList,
    SomeNone,
    SomePBC,
    SomeSet,
    SomeString,
    SomeTuple,
    without_none,
)
from weft.annotator.rules import big_integers
from weft.annotator.rules.big_integers import is_number
from weft.annotator.rules.kinds import kind_of, present
from weft.annotator.rules.numbers import is_same_number
from weft.annotator.rules.special_methods import (
    folded,
    is_integer_member,
    may_decline,
    one_argument,
    reflected_first,
    special_binary,
)
from weft.annotator.signatures import Arguments
from weft.flowspace.constant_folding import CannotFold, identical
from weft.flowspace.graph import Operation
from weft.flowspace.operations import OPERATIONS
from weft.rlib.generator_methods import Generator

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

Rule = Callable[..., Annotation]


# Truth --------------------------------------------------------------------------------------------------------------


def _bool(ctx: AnnotationContext, operation: Operation, value: Annotation) -> Annotation:
    """`bool(x)`, the condition of a branch."""
    if value.is_constant and operation.spec.name == "bool":
        constant = folded(ctx, operation, value)
        if constant is not None:
            return constant
    match value:
        case SomeBool():
            return value
        case SomeNone():
            return SomeBool(constant=False)
        case SomeInstance(classdef=classdef) if classdef is not None:
            if value.optional and any(ctx.attributes.methods(value, name) for name in ("__bool__", "__len__")):
                return ctx.call.delegate(ctx.generated.truth_if_any(), [operation.args[0]], [value])
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
    constant = folded(ctx, operation, value)
    if constant is not None:
        return constant
    truth = _bool(ctx, operation, value)
    site = ctx.calls.get(id(operation))
    if site is not None:
        site.wrap = "not"
    if truth.is_constant:
        return SomeBool(constant=not truth.constant)
    return truth


# Comparison ---------------------------------------------------------------------------------------------------------


def _compare(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """`x < y`, `x == y` and their like."""
    constant = folded(ctx, operation, left, right)
    if constant is not None:
        return constant
    if isinstance(left, SomeInstance) or isinstance(right, SomeInstance):
        of_records = dict_records.compare(ctx, operation, left, right)
        if of_records is not None:
            return of_records
        found = _compare_instances(ctx, operation, left, right)
        if found is not None:
            return found
    if operation.spec.name in ("eq", "ne"):
        return _equality(ctx, operation, left, right)
    return _order(ctx, operation, left, right)


def _compare_instances(
    ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation
) -> Annotation | None:
    name = operation.spec.name
    if isinstance(left, SomeNone) or isinstance(right, SomeNone):
        return None
    if name in ("eq", "ne") and isinstance(left, SomeInstance):
        ignored = right.can_be_none and _ignores_none(left)
        if ignored or (left.optional and ctx.attributes.methods(left, "__eq__") is not None):
            function = ctx.generated.equality_if_any(name == "ne", _answers_none(ctx, right), ignored)
            return ctx.call.delegate(function, operation.args, (left, right))
    found = special_binary(ctx, operation, left, right)
    if found is None and name == "ne":
        x, y = operation.args
        declines = may_decline(ctx, left, "__eq__") or may_decline(ctx, right, "__eq__")
        if declines or reflected_first(ctx, left, right, OPERATIONS["eq"]):
            return ctx.call.delegate(ctx.generated.not_equal(), [x, y], [left, right])
        if isinstance(left, SomeInstance):
            found = ctx.call.call_method(left, x, "__eq__", one_argument(right), [y], "not")
        if found is None and isinstance(right, SomeInstance):
            found = ctx.call.call_method(right, y, "__eq__", one_argument(left), [x], "not")
    return found


def _answers_none(ctx: AnnotationContext, value: Annotation) -> bool:
    """True for instances whose class has an `__eq__` that None may be given, and that does not decline."""
    if not isinstance(value, SomeInstance) or may_decline(ctx, value, "__eq__"):
        return False
    return ctx.attributes.methods(value, "__eq__") is not None


def _ignores_none(value: SomeInstance) -> bool:
    """True for instances of dataclasses that compare by their fields: None is another class."""
    if value.classdef is None or not dataclasses.is_dataclass(value.classdef.description.cls):
        return False
    located = value.classdef.description.lookup("__eq__")
    return (
        located is not None
        and getattr(located[1], "__code__", None) is not None
        and (located[1].__code__.co_filename == "<string>")
    )


def _equality(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    x, y = without_none(left), without_none(right)
    unequal = operation.spec.name == "ne"
    if x is IMPOSSIBLE or y is IMPOSSIBLE:
        return _equality_with_none(left, right, unequal)
    left_kind, right_kind = kind_of(x), kind_of(y)
    if is_number(left_kind) and is_number(right_kind):
        found = big_integers.comparison(ctx, operation, left, right)
        return BOOL if found is None else found
    if isinstance(x, SomeList) and isinstance(y, SomeList) and x.frozen != y.frozen:
        return SomeBool(constant=unequal)
    if left_kind != right_kind:
        if _view_and_set(left, right):
            return _library_comparison(ctx, operation, left, right, "view and set")
        compared = _tuples_of_two_kinds(ctx, operation, x, y)
        if compared is not None:
            return compared
        may_be_equal = {left_kind, right_kind} == {"bytes", "bytearray"} or (left.can_be_none and right.can_be_none)
        return BOOL if may_be_equal else SomeBool(constant=unequal)
    if left_kind in ("callable", "object") and left.is_constant and right.is_constant:
        return SomeBool(constant=bool(left.constant == right.constant) != unequal)
    if left_kind in _NATIVE_EQUALITY:
        return _native_equality(ctx, operation, left, right)
    if left.can_be_none or right.can_be_none:
        return ctx.call.delegate(ctx.generated.optional_equality(unequal), operation.args, (left, right))
    if isinstance(x, SomeTuple) and isinstance(y, SomeTuple):
        if len(x.items) != len(y.items):
            return SomeBool(constant=unequal)
        return _compare_tuples(ctx, operation, x, y)
    return _library_comparison(ctx, operation, left, right, left_kind)


def _view_and_set(left: Annotation, right: Annotation) -> bool:
    """True for a view of a dict's keys or items and a set, neither of which can be None."""
    if left.can_be_none or right.can_be_none:
        return False
    pairs = ((left, right), (right, left))
    return any(isinstance(x, SomeDictView) and x.variant != "values" and isinstance(y, SomeSet) for x, y in pairs)


def _is_like_set(value: Annotation) -> bool:
    """True for sets and for views of keys and items."""
    return isinstance(value, SomeSet) or (isinstance(value, SomeDictView) and value.variant != "values")


def _native_equality(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    """Compare two values of one kind that the rtyper compares, unless their items are of different types."""
    x, y = without_none(left), without_none(right)
    if not (left.can_be_none or right.can_be_none):
        if _are_ordered(x, y):
            return _library_comparison(ctx, operation, x, y, "OrderedDict")
        if _differ(ctx, x, y):
            return _library_comparison(ctx, operation, left, right, kind_of(x))
    ctx.library.need_equality(x)
    ctx.library.need_equality(y)
    return BOOL


def _are_ordered(x: Annotation, y: Annotation) -> bool:
    """True for two OrderedDicts."""
    return all(isinstance(side, SomeDict) and side.definition.find().variant == "OrderedDict" for side in (x, y))


def _equality_with_none(left: Annotation, right: Annotation, unequal: bool) -> Annotation:
    """One side is None and nothing else."""
    if not (left.can_be_none and right.can_be_none):
        return SomeBool(constant=unequal)
    both = without_none(left) is without_none(right)
    return SomeBool(constant=not unequal) if both else BOOL


def _align_texts(ctx: AnnotationContext, left: Annotation, right: Annotation) -> None:
    """Let containers of characters that are compared with containers of str hold str, too."""
    containers = ctx.containers
    match left, right:
        case SomeList(), SomeList():
            x, y = left.definition.find(), right.definition.find()
            if _one_is_char(x.item, y.item):
                containers.grow_list(x, y.item)
                containers.grow_list(y, x.find().item)
            _align_texts(ctx, x.find().item, y.find().item)
        case SomeSet(), SomeSet():
            a, b = left.definition.find(), right.definition.find()
            if _one_is_char(a.item, b.item):
                containers.grow_set(a, b.item)
                containers.grow_set(b, a.find().item)
        case SomeDict(), SomeDict():
            d, e = left.definition.find(), right.definition.find()
            if _one_is_char(d.key, e.key):
                containers.grow_key(d, e.key)
                containers.grow_key(e, d.find().key)
            d, e = d.find(), e.find()
            if _one_is_char(d.value, e.value):
                containers.grow_value(d, e.value)
                containers.grow_value(e, d.find().value)
            _align_texts(ctx, d.find().value, e.find().value)


def _one_is_char(left: Annotation, right: Annotation) -> bool:
    match left, right:
        case SomeString(), SomeString():
            return left.char != right.char
        case SomeTuple(), SomeTuple() if len(left.items) == len(right.items):
            return any(map(_one_is_char, left.items, right.items))
    return False


def _differ(ctx: AnnotationContext, left: Annotation, right: Annotation) -> bool:
    """True for lists and dicts that hold values of different types, such as int and float."""
    _align_texts(ctx, left, right)
    match left, right:
        case SomeList(), SomeList():
            x, y = left.definition.find().item, right.definition.find().item
        case SomeDict(), SomeDict():
            x, y = left.definition.find().value, right.definition.find().value
        case _:
            return False
    return x is not IMPOSSIBLE and y is not IMPOSSIBLE and not _alike(x, y)


def _alike(left: Annotation, right: Annotation) -> bool:
    """True if the values surely have one representation: containers of the same origin, or other values of a kind."""
    match left, right:
        case SomeList(definition=x), SomeList(definition=y):
            return x.find() is y.find()
        case SomeDict(definition=d), SomeDict(definition=e):
            return d.find() is e.find()
        case SomeSet(definition=a), SomeSet(definition=b):
            return a.find() is b.find()
        case SomeTuple(), SomeTuple():
            return len(left.items) == len(right.items) and all(map(_alike, left.items, right.items))
    return kind_of(left) == kind_of(right)


def _tuples_of_two_kinds(
    ctx: AnnotationContext, operation: Operation, x: Annotation, y: Annotation
) -> Annotation | None:
    """Compare a tuple with one of unknown length; None if they are not such a pair."""
    unequal = operation.spec.name == "ne"
    for fixed, other in ((x, y), (y, x)):
        if isinstance(fixed, SomeTuple) and isinstance(other, SomeList) and other.frozen:
            function = ctx.generated.compare_lengths(len(fixed.items), unequal, fixed is x)
            return ctx.call.delegate(function, operation.args, (x, y))
    return None


def _order(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation:
    x, y = present(ctx, left), present(ctx, right)
    left_kind, right_kind = kind_of(x), kind_of(y)
    if is_number(left_kind) and is_number(right_kind):
        found = big_integers.comparison(ctx, operation, x, y)
        return BOOL if found is None else found
    if left_kind == right_kind and left_kind in ("str", "bytes", "bytearray", "set"):
        return BOOL
    if all(_is_like_set(side) for side in (x, y)):
        return ctx.call.delegate(ctx.generated.order_as_sets(operation.spec.symbol), operation.args, (x, y))
    if left_kind == right_kind == "tuple":
        assert isinstance(x, SomeTuple) and isinstance(y, SomeTuple)
        if len(x.items) == len(y.items):
            return _compare_tuples(ctx, operation, x, y)
        return ctx.call.delegate(ctx.generated.order_as_lists(operation.spec.symbol), operation.args, (x, y))
    elif all(isinstance(side, SomeTuple) or (isinstance(side, SomeList) and side.frozen) for side in (x, y)):
        return ctx.call.delegate(ctx.generated.order_as_lists(operation.spec.symbol), operation.args, (x, y))
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
            if isinstance(item, SomeInstance) and item.classdef is not None and not is_integer_member(item):
                found = ctx.attributes.methods(item, operation.spec.dunder)
                if found is IMPOSSIBLE:
                    return IMPOSSIBLE
                if found is None and ctx.attributes.methods(item, operation.spec.reflected) is None:
                    is_generator = issubclass(item.classdef.description.cls, Generator)
                    unorderable.append((index, "generator" if is_generator else item.classdef.name))
                continue
            names = (_unordered_type(ctx, item), _unordered_type(ctx, right.items[index]))
            if names[0] and names[0] == names[1]:
                unorderable.append((index, names[0]))
    if unorderable and unorderable[0][0] == 0:
        raise _no_order(operation, left.items[0], right.items[0])
    function = ctx.generated.tuple_comparison(name, len(left.items), unorderable)
    return ctx.call.delegate(function, operation.args, (left, right))


def _unordered_type(ctx: AnnotationContext, item: Annotation) -> str:
    """Return the name of the type of a value that never has an order: functions, dicts; "" of others."""
    match item:
        case SomePBC(descriptions=descriptions):
            if any(isinstance(d, FunctionDesc) and ctx.functions.is_library(d.function) for d in descriptions):
                return ""
            kinds = {description.kind for description in descriptions}
            return {"class": "type"}.get(*kinds, *kinds) if len(kinds) == 1 else ""
        case SomeDict(definition=definition):
            return _UNORDERED_DICTS.get(definition.find().variant, "")
    return ""


_UNORDERED_DICTS: Final = {
    "dict": "dict",
    "defaultdict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict",
}


def _no_order(operation: Operation, left: Annotation, right: Annotation) -> RuleError:
    dunder = operation.spec.dunder
    return RuleError(
        "W0114",
        f"{left} objects cannot be ordered: {left} has no {dunder}",
        label=f"{left} {operation.spec.symbol} {right}",
        help=f"define {dunder}, or sort with key=",
    )


def _library_comparison(
    ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation, kind: str
) -> Annotation:
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


_NATIVE_EQUALITY: Final = frozenset(
    {"str", "bytes", "bytearray", "instance", "callable", "object", "range", "list", "dict", "set", "view", "method"}
)


def _is_bound_method(value: Annotation) -> bool:
    return isinstance(value, SomePBC) and any(isinstance(d, MethodDesc) for d in value.descriptions)


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
        if isinstance(left, SomeInstance) and isinstance(right, SomeInstance):
            return SomeBool(constant=left.constant is right.constant)
        try:
            return SomeBool(constant=identical(left.constant, right.constant))
        except CannotFold:
            pass
    same_number = is_same_number(x, y)
    if same_number is not None:
        return same_number
    both_none = left.can_be_none and right.can_be_none
    if kind_of(x) != kind_of(y) and not both_none:
        return SomeBool(constant=False)
    if _is_bound_method(x) and _is_bound_method(y):
        raise RuleError(
            "W0401",
            "'is' between bound methods: Python makes a new object whenever a method is looked up",
            help="compare them with ==",
        )
    if isinstance(x, SomePBC) and isinstance(y, SomePBC) and not both_none:
        if not set(x.descriptions) & set(y.descriptions):
            return SomeBool(constant=False)
    return BOOL


RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("lt", "le", "eq", "ne", "gt", "ge"), _compare),
    "bool": _bool,
    "not_": _not,
    "is_": _is,
}
