"""Every foldable operation: the compiled C computes what folding computes."""

import math
import random
from dataclasses import replace
from typing import Any

import cffi  # type: ignore[import-untyped]
import pytest

from tests.backend_c.support import OPTIONS, build_tree, tree_of
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import BOOL, CHAR, FLOAT, INT32, SIGNED, UINT32, UNICHAR, UNSIGNED, Primitive

pytestmark = pytest.mark.compile

PREFIX_TYPES = {
    "int": SIGNED,
    "uint": UNSIGNED,
    "float": FLOAT,
    "char": CHAR,
    "unichar": UNICHAR,
    "bool": BOOL,
    "int32": INT32,
    "uint32": UINT32,
}
SAMPLES: dict[Primitive, list[Any]] = {
    SIGNED: [0, 1, -1, 2, 3, -3, 7, -8, 10, 63, 64, 255, 256, -(2**63), 2**63 - 1, 2**31, -(2**31), 2**62 + 12345],
    UNSIGNED: [0, 1, 2, 3, 10, 63, 255, 2**63, 2**64 - 1, 2**32 + 7],
    FLOAT: [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1e300, -1e-300, math.inf, -math.inf, math.nan, 3.0, 0.1, 170.0],
    BOOL: [False, True],
    CHAR: [0, 1, 65, 127, 128, 255],
    UNICHAR: [0, 65, 255, 256, 0x20AC, 0x10FFFF],
    INT32: [0, 1, -1, 2**31 - 1, -(2**31)],
    UINT32: [0, 1, 2**32 - 1, 2**31],
}
LIBRARY_MATH = {"float_tgamma", "float_lgamma", "float_erf", "float_erfc", "float_pow", "float_exp", "float_sinh"}

OUT_OF_DOMAIN = {"float_atanh", "float_log", "float_log2", "float_log10", "float_log1p", "float_tgamma", "float_lgamma",
                 "float_pow"}  # fmt: skip
"""Folding gives NaN where C gives an infinity: helpers check the domain before."""


def argument_types(name):
    """The operand types of an operation follow from its name."""
    if name.startswith("cast_"):
        return [PREFIX_TYPES[name.split("_")[1]]]
    prefix = "int" if name == "float_from_bits" else name.split("_")[0]
    if name in ("uint_lshift", "uint_rshift"):
        return [UNSIGNED, SIGNED]
    return [PREFIX_TYPES[prefix]] * (OPS[name].arity or 0)


def folded_operations():
    for name, spec in OPS.items():
        on_pointers = name.startswith(("ptr_", "tagged_")) or name == "same_as"
        if spec.fold is not None and spec.c is not None and not on_pointers:
            yield name


def operand_lists(name, types):
    if len(types) == 1:
        return [[x] for x in SAMPLES[types[0]]]
    pairs = [[x, y] for x in SAMPLES[types[0]] for y in SAMPLES[types[1]]]
    if "shift" in name:
        return [[x, y] for x, y in pairs if 0 <= y < 64]
    if "div" in name or "mod" in name:
        if not name.startswith("float"):
            return [[x, y] for x, y in pairs if y != 0 and not ("trunc" in name and y == -1)]
    if name in ("int_between_unsigned", "int_wrap_index"):
        return [[x, y] for x, y in pairs if y >= 0]
    return pairs


def folded(name, operands):
    fold = OPS[name].fold
    assert fold is not None
    return fold(*operands)


def in_range(name, operands):
    if name == "cast_float_to_int":
        return math.isfinite(operands[0]) and abs(operands[0]) < 2.0**63
    return True


def agree(name, x, y):
    if isinstance(x, float) and isinstance(y, float):
        if math.isnan(x) or math.isnan(y):
            return math.isnan(x) == math.isnan(y) or name in OUT_OF_DOMAIN
        if name in LIBRARY_MATH or math.isinf(x) or math.isinf(y):
            return x == y or math.isclose(x, y, rel_tol=1e-14)
        return math.isclose(x, y, rel_tol=1e-15) and math.copysign(1, x) == math.copysign(1, y)
    return x == y


def ll_text(value, type_):
    if type_ is BOOL:
        return "true" if value else "false"
    return f"{value!r}" if type_ is FLOAT or type_ is SIGNED else f"{value}: {type_}"


def test_every_fold_agrees_with_c(tmp_path):
    names = list(folded_operations())
    random.seed(1)
    graphs, constants = [], []
    for name in names:
        types = argument_types(name)
        parameters = ", ".join(f"x{i}: {t}" for i, t in enumerate(types))
        operands = ", ".join(f"x{i}" for i in range(len(types)))
        result = OPS[name].result((), types)
        graphs.append(f"""
            graph @{name} -> {result} {{
            entry({parameters}):
                r: {result} = {name}({operands})
                goto return(r)
            }}""")
        finite = [
            o
            for o in operand_lists(name, types)
            if in_range(name, o) and not any(isinstance(x, float) and not math.isfinite(x) for x in o)
        ]
        for number, chosen in enumerate(random.sample(finite, min(3, len(finite)))):
            operands = ", ".join(ll_text(x, t) for x, t in zip(chosen, types, strict=True))
            constants.append((f"constant_{name}_{number}", name, chosen))
            graphs.append(f"""
                graph @constant_{name}_{number} -> {result} {{
                entry():
                    r: {result} = {name}({operands})
                    goto return(r)
                }}""")
    graphs.append("graph @nothing -> Signed {\nentry():\n    goto return(0)\n}\n")
    options = replace(OPTIONS, shared=True, cflags=("-w",))
    tree = tree_of("\n".join(graphs), options)
    ffi = cffi.FFI()
    ffi.cdef(tree.header)
    library = ffi.dlopen(str(build_tree(tree, tmp_path, options)))
    error = ffi.new("struct weft_error *")
    wrong = []

    def check(function, name, operands):
        found = getattr(library, "weft_call_" + function)(*operands, error)
        expected = folded(name, operands)
        if not agree(name, found, expected):
            wrong.append((function, operands, found, expected))

    for name in names:
        for operands in operand_lists(name, argument_types(name)):
            if in_range(name, operands):
                check(name, name, operands)
    for function, name, operands in constants:
        found = getattr(library, "weft_call_" + function)(error)
        if not agree(name, found, folded(name, operands)):
            wrong.append((function, operands, found, folded(name, operands)))
    assert not wrong, wrong[:20]
