"""Floats to and from text in the run-time: the same as Python's, for many values and all formats."""

import math
import random
import struct
from dataclasses import replace

import cffi  # type: ignore[import-untyped]
import pytest

from tests.backend_c.support import COMPILERS, OPTIONS, build_tree, tree_of
from tests.backend_c.test_runtime import TEXTS

pytestmark = pytest.mark.compile

PROBE = """
#include "runtime.h"
__attribute__((visibility("default"))) long probe_format(double x, char code, long precision, long flags, char *out)
{
	return weft_format_double(x, code, precision, flags, out, 2000);
}
__attribute__((visibility("default"))) bool probe_parse(const char *text, long length, double *result)
{
	return weft_parse_double(text, text + length, result);
}
"""

VALUES = [0.0, -0.0, 1.0, 0.1, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.0001234, 1e22, 1e23, 5e-324, 100.0,
          1.7976931348623157e308, math.inf, -math.inf, math.nan, 0.5, 2.5, 9.5, 99.99, 999999.5]  # fmt: skip
ALTERNATE, SIGN, SPACE, DOT_ZERO = 2, 4, 8, 1


@pytest.fixture(scope="module", params=COMPILERS)
def library(request, tmp_path_factory):
    options = replace(OPTIONS, shared=True, cc=request.param)
    tree = tree_of(TEXTS, options)
    tree.files["probe.c"] = PROBE
    tree.units.append("probe.c")
    ffi = cffi.FFI()
    ffi.cdef("long probe_format(double, char, long, long, char *); bool probe_parse(const char *, long, double *);")
    return ffi, ffi.dlopen(str(build_tree(tree, tmp_path_factory.mktemp("floats"), options)))


def formatter(library):
    ffi, loaded = library
    buffer = ffi.new("char[2000]")

    def formatted(x, code, precision=0, flags=0):
        count = loaded.probe_format(x, code.encode(), precision, flags, buffer)
        assert count > 0
        return ffi.buffer(buffer, count)[:].decode()

    return formatted


def test_repr(library):
    formatted = formatter(library)
    random.seed(3)
    values = VALUES + [2.0**k for k in range(-1074, 1024)]
    values += [struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0] for _ in range(5000)]
    values += [random.uniform(-1000, 1000) for _ in range(2000)] + [round(random.random() * 99, 3) for _ in range(2000)]
    for x in values:
        assert formatted(x, "r", 0, DOT_ZERO) == repr(x)


def test_formats(library):
    formatted = formatter(library)
    random.seed(4)
    values = VALUES + [random.uniform(-1, 1) * 10 ** random.randint(-20, 20) for _ in range(200)]
    for x in values:
        for code in "efgEFG%n":
            for precision in (0, 1, 2, 6, 17):
                for flags, spec in ((0, ""), (ALTERNATE, "#"), (SIGN, "+"), (SIGN | ALTERNATE, "+#"), (SPACE, " ")):
                    assert formatted(x, code, precision, flags) == format(x, f"{spec}.{precision}{code}")
        for precision in (1, 2, 3, 17):
            assert formatted(x, "g", precision, DOT_ZERO) == format(x, f".{precision}")


@pytest.mark.parametrize(
    "text",
    ["1", "1.", ".5", "1e5", "1E+5", " 12 \n", "1_000.5", "1__0", "_1", "1_", ".", "e5", "", "inf", "-Infinity", "nan",
     "+nan", "in", "0x10", "1e", "1e+", "1.5e3_0", "infin", "--1", "1 2", "1._5", "12e-400", "1e400", "nan(1)", "\t1",
     "1" * 100, "0." + "3" * 100 + "x"],
)  # fmt: skip
def test_parsing(library, text):
    ffi, loaded = library
    result = ffi.new("double *")
    try:
        expected = float(text)
    except ValueError:
        expected = None
    found = result[0] if loaded.probe_parse(text.encode(), len(text), result) else None
    assert repr(found) == repr(expected)
