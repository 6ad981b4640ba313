"""The C functions of rlib/externals.py do what their Python bodies do."""

import inspect
import math
import os
import random
import struct
from dataclasses import replace
from pathlib import Path

import cffi  # type: ignore[import-untyped]
import pytest

from tests.backend_c.support import COMPILERS, OPTIONS, build_tree, tree_of
from tests.backend_c.test_runtime import TEXTS
from weft.backend_c import generate
from weft.rlib import externals
from weft.rlib.intrinsics import ExternalFunction
from weft.rtyper.lltype.values import new_str

pytestmark = pytest.mark.compile

C_TYPES = {"int": "long", "float": "double", "char": "uint32_t", "bool": "bool", "None": "void",
           "str": "struct str *", "bytes": "struct bytes *", "bytearray": "struct bytearray *"}  # fmt: skip
FUNCTIONS = {name: f for name, f in vars(externals).items() if isinstance(f, ExternalFunction)}
VALUES = [0.0, -0.0, 1.0, 0.1, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 0.0001234, 1e22, 1e23, 5e-324, 100.0,
          1.7976931348623157e308, 0.5, 2.5, 9.5, 99.99, 999999.5, -17.25]  # fmt: skip


class Library:
    """The run-time in a shared library, called with Python values."""

    def __init__(self, cc, directory):
        options = replace(OPTIONS, shared=True, cc=cc, cflags=(*OPTIONS.cflags, "-fvisibility=default"))
        tree = tree_of(TEXTS, options)
        self.ffi = cffi.FFI()
        layout = tree.files["weft_layout.h"].replace("[];", "[...];").replace("/*", "//")
        self.ffi.cdef(
            "\n".join(line for line in layout.split("\n") if not line.startswith("//")).replace("[...]", "[]")
        )
        for f in FUNCTIONS.values():
            arguments = ", ".join(C_TYPES[t] for t in f.arguments) or "void"
            self.ffi.cdef(f"{C_TYPES[f.result]} {f.name}({arguments});")
        self.loaded = self.ffi.dlopen(str(build_tree(tree, directory, options)))

    def __call__(self, name, *values):
        """Call; a bytearray is filled as the function fills it."""
        passed, keep, filled = [], [], []
        for kind, value in zip(FUNCTIONS[name].arguments, values, strict=True):
            if kind == "bytes":
                data = self.ffi.new("struct bytes *", {"size": len(value), "data": value})
                passed.append(data)
            elif kind == "str":
                text = host_value(new_str(value))
                passed.append(self.ffi.new("struct str *", text))
            elif kind == "bytearray":
                array = self.ffi.new("struct array_Char *", {"size": len(value), "items": bytes(value)})
                passed.append(self.ffi.new("struct bytearray *", {"length": len(value), "items": array}))
                keep.append(array)
                filled.append((value, array))
            else:
                passed.append(ord(value) if kind == "char" else value)
        result = getattr(self.loaded, name)(*passed)
        for value, array in filled:
            value[:] = self.ffi.buffer(array.items, len(value))[:]
        return result


def host_value(value):
    """Return a low-level string as cffi initialises one."""
    return {"length": value.fields["length"], "size": len(value.tail), "data": bytes(value.tail)}


@pytest.fixture(scope="module", params=COMPILERS)
def library(request, tmp_path_factory):
    return Library(request.param, tmp_path_factory.mktemp("externals"))


def test_every_function_is_there(library):
    for name in FUNCTIONS:
        assert getattr(library.loaded, name)


def both(library, name, *values):
    """Call the C function and the Python body; results and buffers must agree."""
    mine, theirs = list(values), list(values)
    for i, value in enumerate(values):
        if isinstance(value, bytearray):
            mine[i], theirs[i] = bytearray(value), bytearray(value)
    found, expected = library(name, *mine), FUNCTIONS[name].body(*theirs)
    assert found == expected, (name, values)
    for kind, x, y in zip(FUNCTIONS[name].arguments, mine, theirs, strict=True):
        if kind == "bytearray":
            assert x[: max(found, 0)] == y[: max(found, 0)], (name, values)
    return found


def test_shortest_floats(library):
    random.seed(3)
    values = VALUES + [2.0**k for k in range(-1074, 1024)]
    values += [struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0] for _ in range(4000)]
    values += [random.uniform(-1000, 1000) for _ in range(1000)] + [round(random.random() * 99, 3) for _ in range(2000)]
    for x in values:
        if math.isfinite(x):
            buffer = bytearray(40)
            count = library("weft_format_float", x, "r", 0, 0, buffer)
            assert float(buffer[:count]) == x
            digits = buffer[:count].decode().lstrip("-").split("e")[0].replace(".", "").rstrip("0")
            wanted = repr(x).lower().lstrip("-").split("e")[0].replace(".", "").strip("0")
            assert digits.lstrip("0") == wanted, repr(x)


def test_formats_of_floats(library):
    random.seed(4)
    for x in VALUES + [random.uniform(-1, 1) * 10 ** random.randint(-20, 20) for _ in range(100)]:
        for code in "efg":
            for precision in (0, 1, 2, 6, 17, 50):
                for flags in (0, 1):
                    both(library, "weft_format_float", x, code, precision, flags, bytearray(400))
    assert library("weft_format_float", 1e300, "f", 3, 0, bytearray(10)) > 10
    exact = bytearray(4)
    assert library("weft_format_float", 1.25, "f", 2, 0, exact) in (4, 5)


def test_numbers(library):
    for text in (b"1", b"-1.5e-7", b"1" * 100, b"1e400", b"0." + b"3" * 90, b"-0.0"):
        both(library, "weft_parse_float", text)
    for x, y, m in ((2**62, 2**62 + 1, 2**63 - 25), (3, 4, 5)):
        both(library, "weft_mul_mod", x, y, m)
    for x, y in ((2**62, 12), (-1, -1), (-(2**63), 3)):
        both(library, "weft_mul_high", x, y)
    both(library, "weft_fma", 0.1, 10.0, -1.0)


def test_buffers(library):
    for text in ("", "abc", "caf\xe9", "a\u20ac\U0001f600", "x\ud800y", "\xe9\udfff"):
        both(library, "weft_put_text", text, bytearray(40), 3)
    for byte, start, stop in ((97, 0, 3), (98, 0, 3), (98, 2, 3), (97, 1, 1), (0, 0, 3)):
        both(library, "weft_find_byte", bytearray(b"ab."), byte, start, stop)
    target = bytearray(b"0123456789")
    library("weft_put_bytes", target, 2, b"abcdef", 1, 3)
    assert target == b"01bcd56789"
    source = bytearray(b"xyz")
    library("weft_copy_bytes", target, 0, source, 1, 2)
    assert target == b"yzbcd56789"


def test_files(library, tmp_path):
    path = os.fsencode(tmp_path / "caf\xe9.txt")
    fd = library("weft_open", path, os.O_CREAT | os.O_RDWR, 0o644)
    assert fd > 2
    assert library("weft_write_bytes", fd, b"0123456789", 2, 5) == 5
    assert library("weft_write", fd, bytearray(b"abcdef"), 1, 2) == 2
    assert library("weft_seek", fd, 0, 0) == 0
    buffer = bytearray(b"..........")
    assert library("weft_read", fd, buffer, 1, 9) == 7
    assert buffer == b".23456bc.."
    assert library("weft_truncate", fd, 3) == 0
    both(library, "weft_descriptor_kind", fd)
    assert library("weft_isatty", fd) is False
    assert library("weft_close", fd) == 0
    assert library("weft_close", fd) == -9
    for name in ("weft_file_size", "weft_file_time"):
        both(library, name, path)
        both(library, name, b"/nonexistent")
    both(library, "weft_file_kind", path, 1)
    both(library, "weft_file_kind", b"/nonexistent", 0)
    both(library, "weft_open", b"/nonexistent", 0, 0)
    folder = os.fsencode(tmp_path / "folder")
    assert library("weft_mkdir", folder, 0o755) == 0
    assert library("weft_rename", path, folder + b"/x") == 0
    assert library("weft_list_directory", folder) == 1
    buffer = bytearray(5)
    assert library("weft_list_item", 0, buffer) == 1
    assert buffer[:1] == b"x"
    assert library("weft_rmdir", folder) == -39
    assert library("weft_unlink", folder + b"/x") == 0
    assert library("weft_list_directory", folder) == 0
    assert library("weft_rmdir", folder) == 0
    assert library("weft_list_directory", folder) == -2
    assert library("weft_unlink", b"/" + b"x" * 10000) < 0


def test_process(library, monkeypatch):
    both(library, "weft_getcwd", bytearray(4096))
    both(library, "weft_getcwd", bytearray(1))
    both(library, "weft_strerror", 2, bytearray(100))
    both(library, "weft_getpid")
    os.environb[b"WEFT_TEST_VARIABLE"] = b"val"
    both(library, "weft_getenv", b"WEFT_TEST_VARIABLE", bytearray(10))
    both(library, "weft_getenv", b"WEFT_TEST_MISSING", bytearray(10))
    assert abs(library("weft_time") - FUNCTIONS["weft_time"].body()) < 5
    for clock in range(3):
        assert abs(library("weft_clock_ns", clock) - FUNCTIONS["weft_clock_ns"].body(clock)) < 10**10
    library("weft_sleep", 0.001)
    buffer = bytearray(300)
    assert library("weft_random_bytes", buffer, 300) == 0
    assert len(set(buffer)) > 50


def test_signatures_are_those_that_were_declared():
    for function in FUNCTIONS.values():
        assert len(inspect.signature(function.body).parameters) == len(function.arguments)
        assert set(function.arguments) | {function.result} <= set(C_TYPES)


def test_the_hand_written_run_time_stays_small():
    runtime = Path(generate.__file__).parent / "runtime"
    files = sorted(runtime.iterdir())
    of_managers = [path for path in files if path.name.startswith("gc_")]
    with_libgc = [path for path in of_managers if path.stem == "gc_boehm"]  # what it offers is C
    raw = [path for path in of_managers if path.stem == "gc_raw"]  # memory that is not managed
    own = [path for path in of_managers if path not in with_libgc + raw]
    common = [path for path in files if path not in of_managers]
    for paths, largest in ((common, 900), (own, 950), (with_libgc, 450), (raw, 220)):
        lines = sum(1 for path in paths for line in path.read_text().splitlines() if line.strip())
        assert lines < largest, "write it in Python and translate it, unless Python cannot say it"
