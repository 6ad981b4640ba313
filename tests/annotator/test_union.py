"""The join of annotations: a least upper bound, checked on generated annotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft.annotator.context import AnnotationContext, AnnotatorOptions
from weft.annotator.errors import UnionError
from weft.annotator.lattice import (
    BYTES,
    FLOAT,
    IMPOSSIBLE,
    INTEGER,
    NONE,
    NONNEG,
    STRING,
    SomeBool,
    SomeByteArray,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeList,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomeRange,
    SomeString,
    SomeTuple,
    same,
)
from weft.annotator.union import union
from weft.flowspace.environment import FlowEnvironment


class Base:
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Other:
    pass


def first():
    pass


def second():
    pass


CTX = AnnotationContext(AnnotatorOptions(), FlowEnvironment())


def instance(cls):
    return SomeInstance(classdef=CTX.classes.describe(cls).classdef)


INSTANCES = [instance(cls) for cls in (Base, Left, Right)]
FUNCTIONS = [SomePBC(descriptions=(CTX.functions.describe(f),), constant=f) for f in (first, second)]

R_UINT = SomeInteger(kind="r_uint", nonneg=True)

simple = st.sampled_from([
    IMPOSSIBLE, NONE, INTEGER, NONNEG, FLOAT, STRING, BYTES, SomeByteArray(), SomeString(char=True),
    SomeString(optional=True), SomeBool(), SomeBool(constant=True), SomeBool(constant=False),
    SomeFloat(constant=0.0), SomeFloat(constant=-0.0), SomeRange(step=1, nonneg=True), SomeRange(step=2),
    SomeOptional(item=R_UINT), SomeNumber(kinds=("int",), optional=True), SomeNumber(kinds=("bool", "float")),
    *INSTANCES, *FUNCTIONS,
    *[SomeInstance(classdef=i.classdef, optional=True) for i in INSTANCES],
    *[SomeInteger(constant=n, nonneg=n >= 0) for n in (-1, 0, 1)],
    *[SomeString(constant=s, char=len(s) == 1) for s in ("", "a", "bb")],
])  # fmt: skip
annotations = st.recursive(
    simple,
    lambda inner: st.lists(inner.filter(lambda a: a is not IMPOSSIBLE), max_size=3).map(
        lambda items: SomeTuple(items=tuple(items))
    ),
    max_leaves=6,
)


def join(left, right):
    try:
        return union(CTX, left, right)
    except UnionError:
        return None


@given(annotations, annotations)
def test_commutative(left, right):
    one, other = join(left, right), join(right, left)
    assert (one is None) == (other is None)
    assert one is None or same(one, other)


@given(annotations)
def test_idempotent(annotation):
    assert same(union(CTX, annotation, annotation), annotation)


@given(annotations, annotations, annotations)
def test_associative(x, y, z):
    left = join(x, y)
    right = join(y, z)
    if left is None or right is None:
        return
    one, other = join(left, z), join(x, right)
    assert (one is None) == (other is None)
    assert one is None or same(one, other)


@given(annotations, annotations)
def test_upper_bound(left, right):
    joined = join(left, right)
    if joined is not None:
        assert same(union(CTX, joined, left), joined)
        assert same(union(CTX, joined, right), joined)


@given(annotations, annotations, annotations)
def test_monotone(small, more, other):
    """If x <= y, then x | z <= y | z."""
    large = join(small, more)
    if large is None:
        return
    one, two = join(small, other), join(large, other)
    if one is None or two is None:
        assert two is None
    else:
        assert same(union(CTX, one, two), two)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (INTEGER, STRING),
        (SomeInteger(kind="r_uint"), FLOAT),
        (STRING, BYTES),
        (SomeTuple(items=(INTEGER,)), SomeTuple(items=(INTEGER, INTEGER))),
        (SomeTuple(items=(INTEGER,)), SomeTuple(items=(STRING,))),
    ],
)
def test_no_common_type(left, right):
    with pytest.raises(UnionError):
        union(CTX, left, right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (INTEGER, FLOAT, "int or float"),
        (SomeBool(constant=True), INTEGER, "bool or int"),
        (SomeNumber(kinds=("int", "float")), SomeBool(), "bool or int or float"),
        (SomeNumber(kinds=("int", "float")), NONE, "int or float or None"),
        (SomeNumber(kinds=("int",), optional=True), FLOAT, "int or float or None"),
        (SomeTuple(items=(INTEGER,)), SomeTuple(items=(FLOAT,)), "tuple[int or float]"),
    ],
)
def test_numbers_keep_their_kinds(left, right, expected):
    assert str(union(CTX, left, right)) == expected
    assert str(union(CTX, right, left)) == expected


def test_true_is_not_one():
    joined = union(CTX, SomeTuple(items=(SomeBool(constant=True),)), SomeTuple(items=(SomeBool(constant=False),)))
    assert not joined.items[0].is_constant


def test_classes_meet_in_their_base():
    assert union(CTX, instance(Left), instance(Right)).classdef.name == "Base"


def test_unrelated_classes_meet_in_a_group():
    joined = union(CTX, instance(Base), instance(Other))
    assert joined.classdef.description.is_group
    assert instance(Left).classdef.is_subclass(joined.classdef)
    assert union(CTX, instance(Other), instance(Right)).classdef is joined.classdef


def test_lists_that_meet_become_one():
    ctx = AnnotationContext(AnnotatorOptions(), FlowEnvironment())
    one, other = ctx.constants.annotation([1, 2]), ctx.constants.annotation([-1])
    assert isinstance(one, SomeList)
    assert one.definition.find().item.nonneg
    union(ctx, one, other)
    assert one.definition.find() is other.definition.find()
    assert not one.definition.find().item.nonneg


def test_functions_keep_their_order():
    joined = union(CTX, FUNCTIONS[1], FUNCTIONS[0])
    assert [d.name for d in joined.descriptions] == ["first", "second"]
