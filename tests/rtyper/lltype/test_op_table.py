"""The table of low-level operations: documented, evaluable, emitted or lowered, without contradictions.

That folding agrees with compiled C is tested in tests/backend_c/test_operations.py.
"""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft.backend_c.expressions import EXPRESSIONS
from weft.rtyper.lltype.ops import OPS, Effect, OpSpec, build_table
from weft.rtyper.lltype.types import (
    BOOL,
    CHAR,
    FLOAT,
    INT32,
    SIGNED,
    UINT32,
    UNICHAR,
    UNSIGNED,
    VOID,
    Primitive,
)
from weft.translator.pass_table import PASSES

NAMES = sorted(OPS)
WORDS = {
    SIGNED: st.integers(-(2**63), 2**63 - 1),
    UNSIGNED: st.integers(0, 2**64 - 1),
    INT32: st.integers(-(2**31), 2**31 - 1),
    UINT32: st.integers(0, 2**32 - 1),
    BOOL: st.booleans(),
    CHAR: st.integers(0, 255),
    UNICHAR: st.integers(0, 0x10FFFF),
    FLOAT: st.floats(),
}
PREFIXES = {
    "int": SIGNED,
    "uint": UNSIGNED,
    "int32": INT32,
    "uint32": UINT32,
    "bool": BOOL,
    "char": CHAR,
    "unichar": UNICHAR,
    "float": FLOAT,
}


@pytest.mark.parametrize("name", NAMES)
def test_documented(name: str):
    assert OPS[name].doc.strip().endswith((".", "?"))
    assert OPS[name].name == name


@pytest.mark.parametrize("name", NAMES)
def test_emitted_or_lowered(name: str):
    spec = OPS[name]
    checked = name in ("int_add_ovf", "int_sub_ovf", "int_mul_ovf")  # the builtins of the C compiler
    assert spec.c is not None or name in EXPRESSIONS or spec.lowered_by or checked
    if spec.lowered_by:
        assert spec.lowered_by in ("gc", "stackless") or spec.lowered_by.replace("_", "-") in PASSES


@pytest.mark.parametrize("name", NAMES)
def test_traits_are_consistent(name: str):
    spec = OPS[name]
    assert (spec.fold is None) != (spec.run is None)
    if spec.is_pure:
        assert spec.is_removable
    if spec.arity is not None and spec.c is not None:
        assert not any(f"{{{i}}}" in spec.c for i in range(spec.arity, spec.arity + 3))
        assert all(f"{{{i}}}" in spec.c for i in range(spec.arity))


def test_contradictions_are_refused():
    details: dict[str, Any] = {"name": "x", "arity": 1, "doc": "."}
    result = OPS["int_neg"].result
    with pytest.raises(ValueError, match="exactly one"):
        OpSpec(**details, result=result)
    with pytest.raises(ValueError, match="no effects"):
        OpSpec(**details, result=result, fold=abs, effects=Effect.WRITE)
    with pytest.raises(ValueError, match="MemoryError"):
        OpSpec(**details, result=result, run=lambda m, s, a: None, effects=Effect.COLLECT)
    spec = OpSpec(**details, result=result, fold=abs)
    with pytest.raises(ValueError, match="twice"):
        build_table((spec,), (spec,))


def operand_types(spec: OpSpec) -> list[Primitive] | None:
    """The operand types of a foldable operation follow from its name; None for pointers."""
    name = spec.name.removeprefix("cast_")
    prefix = name.split("_")[0]
    if prefix not in PREFIXES:
        return None
    first = SIGNED if spec.name == "float_from_bits" else PREFIXES[prefix]
    if spec.name.endswith("shift"):
        return [first, SIGNED]
    return [first] * (spec.arity or 0)


FOLDABLE = [name for name in NAMES if OPS[name].fold is not None and operand_types(OPS[name]) is not None]


@pytest.mark.parametrize("name", FOLDABLE)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_folding_gives_a_value_of_the_result_type(name: str, data: st.DataObject):
    spec = OPS[name]
    types = operand_types(spec)
    assert types is not None and spec.fold is not None
    operands = [data.draw(WORDS[type_]) for type_ in types]
    if spec.name.endswith("shift"):
        operands[1] = data.draw(st.integers(0, 63))
    if name == "cast_float_to_int" and (not math.isfinite(operands[0]) or abs(operands[0]) >= 2.0**63):
        return
    try:
        value = spec.fold(*operands)
    except (ZeroDivisionError, OverflowError):
        return
    result = spec.result((), types)
    assert result is not VOID
    if result is FLOAT:
        assert isinstance(value, float)
    elif result is BOOL:
        assert value in (False, True)
    else:
        assert isinstance(result, Primitive) and isinstance(value, int)
        low = -(1 << (result.bits - 1)) if result.signed else 0
        high = (1 << (result.bits - (1 if result.signed else 0))) - 1
        assert low <= value <= high
