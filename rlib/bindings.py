"""Which library function implements which built-in function, method or operation: plain tables, read by the annotator.

An entry is "module:name", a function of `rlib/module.py`; it is imported when a program first needs it.
`BUILTINS`: by the built-in (or standard-library) function or class itself, methods of its classes included.
`METHODS`: by kind of the receiver and name.
`OPERATIONS`: by operation and kinds of the operands.  `HELPERS`: functions that generated code calls, by role.
`MAKERS` and `CONSTANT_MEMBERS` name functions that run at translation time.
`ATTRIBUTES`: functions without arguments that compute an attribute of a module, by (module, name): `sys.argv`.
`EXCEPTION_MEMBERS`: methods of the built-in exception classes.
"""

from __future__ import annotations

import array
import base64
import binascii
import bisect
import cmath
import collections
import copy
import csv
import datetime
import fnmatch
import fractions
import functools
import gc
import hashlib
import heapq
import io
import itertools
import json
import math
import os
import random
import re
import shutil
import statistics
import string
import struct
import sys
import tempfile
import threading
import time
import unicodedata
import weakref
import zlib
from collections.abc import Mapping
from typing import Any, Final


def _functions(owner: Any, module: str, names: str) -> dict[Any, str]:
    """Bind functions of a module to those of a library module, `name` or `name=other_name`."""
    table = {}
    for entry in names.split():
        name, _, other = entry.partition("=")
        if hasattr(owner, name):  # not in every version of Python
            table[getattr(owner, name)] = f"{module}:{other or name}"
    return table


BUILTINS: Final[dict[Any, str]] = {
    **_functions(zlib, "checksums", "crc32 adler32"),
    **_functions(
        binascii,
        "checksums",
        "crc32 hexlify b2a_hex=hexlify unhexlify a2b_hex=unhexlify b2a_base64 a2b_base64=b64decode",
    ),
    **_functions(
        sys, "interpreter", "intern getdefaultencoding is_finalizing getfilesystemencoding=getdefaultencoding"
    ),
    **_functions(
        gc,
        "interpreter",
        "collect enable disable isenabled get_threshold set_threshold get_count freeze unfreeze get_freeze_count",
    ),
    weakref.ref: "weak_references:ReferenceType",
    weakref.finalize: "weak_finalizers:finalize",
    **_functions(weakref, "weak_containers", "WeakValueDictionary WeakKeyDictionary WeakSet"),
    **_functions(base64, "checksums", "b64encode b64decode"),
    **_functions(copy, "copying", "copy deepcopy"),
    **_functions(json, "json_text", "dumps dump"),
    **_functions(hashlib, "digests", "new md5 sha1 sha224 sha256 sha384 sha512"),
    itertools.chain.from_iterable: "lazy:from_iterable",
    **_functions(
        itertools,
        "lazy",
        "count cycle repeat accumulate takewhile dropwhile filterfalse starmap compress pairwise groupby",
    ),
    # These are generated: annotator/rules/itertools_calls.py.
    **_functions(
        itertools,
        "lazy",
        "chain product permutations combinations combinations_with_replacement zip_longest tee islice",
    ),
    **_functions(binascii, "quoted_printable", "b2a_qp a2b_qp"),
    **_functions(fnmatch, "shell_patterns", "translate fnmatchcase fnmatch=fnmatchcase filter=filter_names"),
    **_functions(threading, "locks", "Lock RLock"),
    **_functions(struct, "struct_texts", "Struct unpack unpack_from pack calcsize"),  # formats that are no constants
    **_functions(
        statistics,
        "exact_statistics",
        "mean fmean geometric_mean harmonic_mean variance pvariance stdev pstdev _mean_stdev=mean_and_deviation",
    ),
    **_functions(
        unicodedata,
        "current_unicode",
        "category bidirectional combining east_asian_width mirrored decomposition normalize is_normalized",
    ),
    **_functions(string.Template, "text_templates", "substitute safe_substitute"),
    **_functions(csv, "csv_texts", "reader=Reader writer=Writer DictReader DictWriter"),
    datetime.timedelta: "time_spans:timedelta",
    datetime.date: "dates:date",
    **_functions(datetime.date, "dates", "fromordinal fromisoformat fromisocalendar"),
    **_functions(datetime.date, "date_times", "today fromtimestamp=date_fromtimestamp"),
    **_functions(datetime, "date_times", "datetime time timezone"),
    **_functions(
        datetime.datetime,
        "date_times",
        "now today=now utcnow fromtimestamp utcfromtimestamp fromordinal combine strptime fromisoformat",
    ),
    datetime.time.fromisoformat: "date_times:time_fromisoformat",
    fractions.Fraction: "fraction_numbers:Fraction",
    functools.partial: "functional:partial",  # each call is generated: annotator/decorated.py
    functools.cmp_to_key: "functional:cmp_to_key",
    **_functions(functools, "function_caches", "lru_cache cache"),
    **_functions(
        os,
        "system",
        "getcwd chdir mkdir makedirs rmdir remove unlink=remove rename replace=rename listdir open=open_descriptor "
        "read write close lseek isatty urandom",
    ),
    **_functions(os, "process", "getenv getpid _exit=exit_now"),
    os.fspath: "paths:fspath",
    os.strerror: "os_errors:strerror",
    **_functions(
        os.path,
        "paths",
        "isabs join split basename dirname splitext normpath abspath relpath commonprefix exists lexists isfile isdir "
        "islink getsize getmtime",
    ),
    **_functions(tempfile, "temporary", "gettempdir mkdtemp mkstemp TemporaryDirectory"),
    shutil.rmtree: "temporary:remove_tree",
    **_functions(re, "regex_templates", "escape purge"),
    io.StringIO: "memory_files:StringIO",
    io.BytesIO: "memory_files:BytesIO",
    collections.Counter: "counters:make_counter",
    random.Random: "mersenne:Random",
    **_functions(
        random,
        "mersenne",
        "seed random getrandbits randbytes randrange randint uniform triangular gauss normalvariate lognormvariate "
        "expovariate paretovariate weibullvariate betavariate gammavariate "
        "vonmisesvariate getstate setstate choice shuffle sample choices",
    ),
    collections.deque: "deques:deque",
    **_functions(bisect, "bisection", "bisect_left bisect_right insort_left insort_right"),
    **_functions(heapq, "heaps", "heappush heappop heapreplace heappushpop heapify nlargest nsmallest merge"),
    **_functions(
        time,
        "clocks",
        "time time_ns monotonic monotonic_ns perf_counter=monotonic perf_counter_ns=monotonic_ns process_time "
        "process_time_ns sleep",
    ),
    **_functions(time, "time_tuples", "gmtime localtime mktime strftime strptime asctime ctime"),
    **_functions(
        math,
        "float_math",
        "acos acosh asin asinh atan atan2 atanh ceil copysign cos cosh degrees dist erf erfc exp expm1 fabs floor "
        "fmod frexp fsum gamma hypot isclose isfinite isinf isnan ldexp lgamma log log10 log1p log2 modf nextafter "
        "prod radians remainder sin sinh sqrt tan tanh trunc ulp pow=power cbrt=cube_root exp2=exponential_2",
    ),
    **_functions(math, "int_math", "isqrt factorial comb perm gcd=gcd_many lcm=lcm_many"),
    complex: "complex_numbers:complex",
    id: "identities:identity",
    object: "sentinels:object",
    **_functions(cmath, "complex_numbers", "phase polar"),
    min: "reductions:smallest",
    max: "reductions:largest",
    ascii: "escapes:ascii_text",
    pow: "int_math:power",
    str.maketrans: "strings:make_table",
    bytes.maketrans: "bytes_casing:maketrans",
    bytearray.maketrans: "bytes_casing:maketrans",
    float.fromhex: "float_hex:from_hex",
    bytes.fromhex: "bytes_hex:from_hex",
    bytearray.fromhex: "bytes_hex:array_from_hex",
    int.from_bytes: "int_math:from_bytes",
    dict.fromkeys: "dictionaries:from_keys",
    collections.OrderedDict.fromkeys: "dictionaries:ordered_from_keys",
    open: "opening:open_file",
    input: "printing:input_line",
    sorted: "sorting:sorted_items",
    sum: "reductions:sum_items",
    any: "reductions:any_item",
    all: "reductions:all_items",
    enumerate: "iterators:enumerate_items",
    filter: "iterators:filter_items",
    sys.exit: "exceptions:sys_exit",
    sys.setrecursionlimit: "process:set_recursion_limit",
    sys.getrecursionlimit: "process:get_recursion_limit",
    sys.set_int_max_str_digits: "big_text:set_limit",
    sys.get_int_max_str_digits: "big_text:get_limit",
}


def _methods(kind: str, module: str, names: str) -> dict[tuple[str, str], str]:
    return {(kind, name): f"{module}:{name}" for name in names.split()}


_ITERABLES: Final = (
    "instance",
    "iterable",
    "iterator",
    "range",
    "tuple",
    "set",
    "frozenset",
    "dict",
    "view",
    "list",
    "str",
)
"""Kinds of values that can be iterated over."""

METHODS: Final[dict[tuple[str, str], str]] = {
    ("list", "index"): "sequences:list_index",
    ("tuple", "index"): "sequences:tuple_index",
    ("frozen tuple", "index"): "sequences:tuple_index",
    ("tuple", "count"): "sequences:tuple_count",
    ("list", "sort"): "sorting:sort",
    ("list", "extend"): "iterators:extend_list",
    ("dict", "update"): "dictionaries:update_pairs",
    ("view", "isdisjoint"): "dictionaries:view_isdisjoint",
    ("set", "update"): "iterators:update_set",
    ("OrderedDict", "move_to_end"): "dictionaries:move_to_end",
    **_methods("Counter", "counters", "update subtract total most_common elements"),
    ("str", "join"): "iterators:join_items",
    ("str", "encode"): "encoding:encode",
    ("str", "translate"): "strings:translate_any",
    ("bytes", "decode"): "encoding:decode",
    ("bytearray", "decode"): "encoding:decode_array",
    ("bytes", "hex"): "bytes_hex:data_hex",
    ("bytearray", "hex"): "bytearray_methods:data_hex",
    **_methods("bytes", "bytes_methods", "find rfind index rindex count startswith endswith removeprefix removesuffix "
               "split rsplit splitlines partition rpartition join replace strip lstrip rstrip ljust rjust center "
               "zfill"),
    **_methods("bytes", "bytes_casing", "upper lower swapcase title capitalize isdigit isalpha isalnum isspace isascii "
               "islower isupper istitle expandtabs translate"),
    **_methods("bytearray", "bytearray_methods", "find rfind index rindex count startswith endswith removeprefix "
               "removesuffix split rsplit splitlines partition rpartition join replace strip lstrip rstrip ljust rjust "
               "center zfill upper lower swapcase title capitalize isdigit isalpha isalnum isspace isascii islower "
               "isupper istitle expandtabs translate extend remove"),
    **_methods("int", "int_math", "bit_length bit_count to_bytes"),
    **_methods("big", "big_math", "bit_length bit_count to_bytes"),
    **_methods("float", "float_text", "is_integer as_integer_ratio"),
    ("float", "hex"): "float_text:float_hex",
    ("frames", "switch"): "stack_primitives:switch",
    ("float", "conjugate"): "number_parts:float_conjugate",
    **_methods("int", "number_parts", "conjugate as_integer_ratio"),
    **_methods("str", "searching", "find rfind index rindex count startswith endswith"),
    **_methods("str", "splitting", "split rsplit splitlines partition rpartition"),
    **_methods("str", "strings", "strip lstrip rstrip removeprefix removesuffix replace expandtabs ljust rjust center "
               "zfill"),
    **_methods("str", "casing", "upper lower casefold title capitalize swapcase"),
    **_methods("str", "predicates", "isalpha isalnum isdecimal isdigit isnumeric isspace isprintable isascii islower "
               "isupper istitle isidentifier"),
}  # fmt: skip

OPERATIONS: Final[dict[tuple[str, ...], str]] = {
    ("sum", "1"): "reductions:sum_from_zero",
    ("reduce", "2"): "functional:reduce",
    ("reduce", "3"): "functional:reduce_from",
    ("ord", "str"): "strings:ord_of",
    ("ord", "bytes"): "bytes_methods:ord_of",
    ("ascii", "str"): "escapes:str_ascii",
    ("getitem_step", "str"): "strings:get_step_slice",
    ("getitem_step", "list"): "slices:get_slice",
    ("getitem_step", "bytes"): "bytes_methods:get_step_slice",
    ("getitem_step", "bytearray"): "bytes_methods:get_array_step_slice",
    ("getitem_step", "range"): "slices:get_range_slice",
    ("setitem_slice", "list"): "slices:set_slice",
    ("delitem_step", "list"): "slices:delete_slice",
    ("delitem_step", "bytearray"): "slices:delete_array_slice",
    ("eq", "list"): "list_order:list_eq",
    ("eq", "dict"): "dictionaries:dict_eq",
    ("eq", "view and set"): "dictionaries:view_eq_set",
    ("eq", "OrderedDict"): "dictionaries:ordered_eq",
    **{(name, "list"): f"list_order:list_{name}" for name in ("lt", "le", "gt", "ge")},
    **{("bytes", kind): "bytes_methods:of_iterable" for kind in _ITERABLES},
    **{("bytearray", kind): "bytes_methods:array_of_iterable" for kind in _ITERABLES},
    ("bytes", "str"): "bytes_methods:of_text",
    ("bytearray", "str"): "bytes_methods:array_of_text",
    ("round", "int"): "int_math:round_number",
    ("round", "float"): "float_text:round_number",
    ("int", "bytes"): "int_text:parse_int_bytes",
    ("divmod", "float"): "float_math:float_divmod",
    ("pow", "float", "float"): "float_math:float_power",
    ("str", "int"): "int_text:int_str",
    ("str", "bool"): "int_text:bool_str",
    ("list_extend", "list"): "iterators:extend_list",
    ("inplace_mul", "bytearray"): "bytearray_methods:repeated",
    ("inplace_or_", "dict"): "dictionaries:updated",
    ("add", "tuple"): "sequences:join_tuples",
    ("set_update", "set"): "iterators:update_set",
    ("dict_update", "dict"): "dictionaries:update_pairs",
    ("setitem_slice", "bytearray"): "slices:set_array_slice",
    ("repr", "Counter"): "counters:counter_repr",
    ("repr", "OrderedDict"): "dictionaries:ordered_repr",
    **{("repr", f"{kind} view"): f"dictionaries:{kind}_repr" for kind in ("keys", "values", "pairs")},
    ("reversed", "view"): "dictionaries:reversed_view",
    **{(name, "view"): f"dictionaries:view_{name.strip('_')}" for name in ("or_", "and_", "sub", "xor")},
    **{("OrderedDict", kind): "dictionaries:ordered_of" for kind in _ITERABLES if kind != "dict"},
    **{("defaultdict", kind): "dictionaries:default_of" for kind in ("object", "callable", "None", "unknown")},
    **{(name, "Counter"): f"counters:{name}" for name in ("pos", "neg", "delitem")},
    **{(name, "Counter"): f"counters:{name}" for name in ("add", "sub", "and_", "or_")},
    ("repr", "list"): "container_text:list_repr",
    ("repr", "dict"): "container_text:dict_repr",
    ("repr", "set"): "container_text:set_repr",
    ("repr", "frozenset"): "container_text:frozenset_repr",
    ("repr", "None"): "container_text:none_repr",
    ("repr", "range"): "container_text:range_repr",
    ("zip", "1"): "iterators:zip_1",
    ("zip", "2"): "iterators:zip_2",
    ("zip", "3"): "iterators:zip_3",
    ("zip", "4"): "iterators:zip_4",
    ("map", "2"): "iterators:map_1",
    ("map", "3"): "iterators:map_2",
    ("list", "instance"): "iterators:list_of",
    ("iter", "sequence"): "iterators:iterate_sequence",
    ("reversed", "sequence"): "iterators:reverse_sequence",
    ("set", "instance"): "iterators:set_of",
    ("frozenset", "instance"): "iterators:frozenset_of",
    ("dict", "instance"): "iterators:dict_of_instance",
    ("dict", "list"): "iterators:dict_of",
    ("contains", "iterable"): "iterators:contains_item",
    ("repr", "int"): "int_text:int_str",
    ("repr", "bool"): "int_text:bool_str",
    ("repr", "float"): "float_text:float_repr",
    ("repr", "str"): "escapes:str_repr",
    ("repr", "bytes"): "escapes:bytes_repr",
    ("repr", "bytearray"): "escapes:bytearray_repr",
    ("int", "str"): "int_text:int_of_text",
    ("float", "str"): "float_text:parse_float",
    ("pow", "int", "int"): "int_math:int_pow",
    **{(name, "big"): "big_text:big_str" for name in ("str", "repr")},
    **{(name, "big"): f"big_text:{name}_text" for name in ("bin", "oct", "hex")},
    ("divmod", "big"): "big_math:divide",
    ("round", "big"): "big_math:round_integer",
    ("divmod", "int"): "int_math:int_divmod",
    ("getattr", "int", "real"): "number_parts:int_itself",
    ("getattr", "int", "numerator"): "number_parts:int_itself",
    ("getattr", "int", "imag"): "number_parts:int_zero",
    ("getattr", "int", "denominator"): "number_parts:int_one",
    ("getattr", "float", "real"): "number_parts:float_itself",
    ("getattr", "float", "imag"): "number_parts:float_zero",
    ("bin", "int"): "int_text:bin_text",
    ("oct", "int"): "int_text:oct_text",
    ("hex", "int"): "int_text:hex_text",
}

UNBOUNDED_BUILTINS: Final[dict[Any, str]] = {
    **_functions(
        math,
        "big_math",
        "isqrt factorial comb perm gcd=gcd_many lcm=lcm_many floor ceil trunc prod=product log log2 log10",
    ),
    pow: "big_math:power",
    int.from_bytes: "big_math:from_bytes",
}
UNBOUNDED_OPERATIONS: Final[dict[tuple[str, ...], str]] = {
    ("int", "str"): "big_text:parse",
    ("int", "bytes"): "big_text:parse_bytes",
    ("int", "float"): "big_integers:from_float",
    ("round", "int"): "big_math:round_integer",
    ("round", "float"): "big_math:round_float",
    ("divmod", "int"): "big_math:divide",
    ("divmod", "float"): "big_math:divide",
}
"""What the two tables have instead where ints may be of any size (`--ints=big`)."""

MAKERS: Final[dict[Any, str]] = {
    array.array: "arrays:make_array",
    **_functions(
        struct,
        "struct_formats",
        "pack=make_pack pack_into=make_pack_into unpack=make_unpack unpack_from=make_unpack_from "
        "iter_unpack=make_iter_unpack calcsize=make_calcsize Struct=make_struct",
    ),
}
"""Functions whose implementation depends on their first argument, a constant: what is named here makes it."""

CONSTANT_MEMBERS: Final[dict[type, str]] = {
    struct.Struct: "struct_formats:struct_member",
    type(unicodedata.ucd_3_2_0): "unicode_database:old_member",
}
"""For types of prebuilt objects without a run-time value: a function (value, name) that returns an attribute."""

_DYNAMIC: Final = "the types of what it returns are only known at run time: read the text with code of your own"
_NO_NUMBERS: Final = "use ints, or rlib.bigint"
_NO_PROCESS: Final = "other programs cannot be run from a translated one"
_NO_THREADS: Final = "translated programs have one thread"

REFUSED: Final[dict[str, str]] = {
    **dict.fromkeys(("json.loads", "json.load", "_pickle.loads", "_pickle.load"), _DYNAMIC),
    **dict.fromkeys(("_pickle.dumps", "_pickle.dump"), "write what is to be kept as text, or with struct"),
    "argparse.ArgumentParser": "look at sys.argv",
    **dict.fromkeys(("decimal.Decimal",), _NO_NUMBERS),
    "pathlib.Path": "use os.path and open",
    **dict.fromkeys((f"subprocess.{name}" for name in ("run", "Popen", "call", "check_output")), _NO_PROCESS),
    **dict.fromkeys(("posix.system", "os.popen"), _NO_PROCESS),
    **dict.fromkeys(("threading.Thread",), _NO_THREADS),
    **dict.fromkeys(("uuid.uuid4", "uuid.uuid1"), "make an identifier with random.getrandbits"),
    **dict.fromkeys(("_weakref.proxy", "weakref.WeakMethod"), "keep a weakref.ref of the object, and call that"),
    **dict.fromkeys(("_weakref.getweakrefcount", "_weakref.getweakrefs"), "keep a list of the references yourself"),
    "builtins.memoryview": "use the bytes or bytearray itself, and slices of it",
}
"""What is refused although it might be expected: functions and classes by module and name, with advice."""

HELPERS: Final[dict[str, str]] = {
    "write": "printing:write",
    "flush": "printing:flush",
    "dict_with": "dictionaries:dict_with",
    "format": "formatting:format_value",
    "format_with": "formatting:format_with",
    "format_constant": "formatting:format_constant",
    "format_reader": "format_templates:TemplateReader",
    **{f"format_{name}": f"format_templates:{name}" for name in ("give", "give_item", "lacks")},
    "format_map": "format_templates:format_map",
    "with_width": "format_spec:with_width",
    "with_precision": "format_spec:with_precision",
    "percent_number": "formatting:percent_number",
    "percent_digits": "formatting:percent_digits",
    "percent_index": "formatting:percent_index",
    "percent_float": "formatting:percent_float",
    "percent_char": "formatting:percent_char",
    "percent_reader": "percent_templates:PercentReader",
    "percent_give": "percent_templates:give",
    "percent_finish": "percent_templates:finish",
    "percent_with_dict": "percent_templates:percent_with_dict",
    "percent_with_items": "percent_templates:percent_with_items",
    "percent_with_value": "percent_templates:percent_with_value",
    "bytes percent_reader": "bytes_templates:BytesReader",
    "bytes percent_give": "bytes_templates:give",
    "bytes percent_finish": "bytes_templates:finish",
    "bytearray percent_finish": "bytes_templates:finish_array",
    **{f"bytes percent_with_{name}": f"bytes_templates:percent_with_{name}" for name in ("dict", "items", "value")},
    **{f"bytearray percent_with_{name}": f"bytes_templates:array_with_{name}" for name in ("dict", "items", "value")},
}

ATTRIBUTES: Final[dict[tuple[str, str], str]] = {
    ("os", "environ"): "system:get_environment",
    ("sys", "argv"): "process:get_arguments",
    ("sys", "stdin"): "printing:get_stdin",
    ("sys", "stdout"): "printing:get_stdout",
    ("sys", "stderr"): "printing:get_stderr",
}

EXCEPTION_MEMBERS: Final[Mapping[type, Mapping[str, str]]] = {
    BaseException: {
        "_weft_message": "exceptions:DEFAULT_MESSAGE",
        "_weft_kind": "exceptions:DEFAULT_KIND",
        "_weft_shape": "exceptions:DEFAULT_SHAPE",
        "_weft_shown": "exceptions:DEFAULT_MESSAGE",
        "args": "exceptions:exception_args",
        "__init__": "exceptions:exception_init",
        "__str__": "exceptions:exception_str",
        "__repr__": "exceptions:exception_repr",
    },
    StopIteration: {"__init__": "exceptions:stop_iteration_init"},
    SystemExit: {
        "_weft_code": "exceptions:DEFAULT_CODE",
        "__init__": "exceptions:system_exit_init",
        "code": "exceptions:system_exit_code",
    },
    OSError: {"__init__": "exceptions:os_error_init", "__repr__": "exceptions:os_error_repr"},
    UnicodeDecodeError: {
        "__init__": "exceptions:decode_error_init",
        "__repr__": "exceptions:unicode_error_repr",
    },
    UnicodeEncodeError: {
        "__init__": "exceptions:encode_error_init",
        "__repr__": "exceptions:unicode_error_repr",
    },
    KeyError: {"args": "exceptions:key_error_args", "__init__": "exceptions:key_error_init"},
}
