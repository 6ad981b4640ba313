"""The functions that every Lumen program can use."""

import math
import random

from errors import RuntimeProblem
from machine import is_callable, small
from values import FALSE, NIL, FloatValue, IntValue, Native, NilValue, StringValue, TableValue, boolean, integer


def argument(arguments, index):
    return arguments[index] if index < len(arguments) else NIL


def text_of(machine, value):
    """How tostring() shows a value."""
    if isinstance(value, TableValue):
        handler = value.get_text("__tostring")
        if handler is not NIL:
            return machine.call(handler, [value]).as_text()
    return value.display()


# Basic functions


def base_print(machine, arguments):
    machine.write("\t".join([text_of(machine, value) for value in arguments]) + "\n")
    return NIL


def base_type(machine, arguments):
    value = arguments[0]
    return StringValue("number" if value.is_number() else value.type_name())


def base_tostring(machine, arguments):
    return StringValue(text_of(machine, arguments[0]))


def base_tonumber(machine, arguments):
    value = arguments[0]
    if value.is_number():
        return value
    if not isinstance(value, StringValue):
        return NIL
    text = value.text.strip()
    try:
        return integer(int(text, small(arguments[1]) if len(arguments) > 1 else 10))
    except (ValueError, OverflowError):
        pass
    try:
        return FloatValue(float(text))
    except ValueError:
        return NIL


def base_assert(machine, arguments):
    if not arguments[0].is_true():
        message = argument(arguments, 1)
        raise RuntimeProblem("assertion failed" if message is NIL else message.display(), 0, message)
    return arguments[0]


def base_error(machine, arguments):
    raise RuntimeProblem(text_of(machine, arguments[0]), 0, arguments[0])


def base_pcall(machine, arguments):
    """pcall(f, ...): a table {ok = ..., value = ...} or {ok = false, error = ...}."""
    result = TableValue()
    try:
        value = machine.call(arguments[0], arguments[1:])
    except RuntimeProblem as problem:
        result.put_text("ok", FALSE)
        value = problem.value
        result.put_text("error", value if value is not None and value is not NIL else StringValue(problem.message))
        return result
    result.put_text("ok", boolean(True))
    result.put_text("value", value)
    return result


def base_setprototype(machine, arguments):
    table, prototype = arguments[0], arguments[1]
    if not isinstance(table, TableValue):
        raise RuntimeProblem("only tables have prototypes", 0)
    if isinstance(prototype, TableValue):
        table.prototype = prototype
    else:
        table.prototype = None
    return table


def base_select(machine, arguments):
    index = small(arguments[0])
    return argument(arguments, index)


# Strings


def string_len(machine, arguments):
    return integer(len(arguments[0].as_text()))


def string_upper(machine, arguments):
    return StringValue(arguments[0].as_text().upper())


def string_lower(machine, arguments):
    return StringValue(arguments[0].as_text().lower())


def string_trim(machine, arguments):
    return StringValue(arguments[0].as_text().strip())


def string_rep(machine, arguments):
    separator = arguments[2].as_text() if len(arguments) > 2 else ""
    return StringValue(separator.join([arguments[0].as_text()] * small(arguments[1])))


def string_reverse(machine, arguments):
    return StringValue(arguments[0].as_text()[::-1])


def string_sub(machine, arguments):
    text = arguments[0].as_text()
    first = small(arguments[1])
    last = small(arguments[2]) if len(arguments) > 2 else -1
    if first < 0:
        first = max(len(text) + first + 1, 1)
    if last < 0:
        last = len(text) + last + 1
    return StringValue(text[max(first, 1) - 1 : max(last, 0)])


def string_byte(machine, arguments):
    text = arguments[0].as_text()
    index = small(arguments[1]) if len(arguments) > 1 else 1
    return integer(ord(text[index - 1])) if 1 <= index <= len(text) else NIL


def string_char(machine, arguments):
    return StringValue("".join([chr(small(value)) for value in arguments]))


def string_find(machine, arguments):
    start = small(arguments[2]) - 1 if len(arguments) > 2 else 0
    found = arguments[0].as_text().find(arguments[1].as_text(), start)
    return integer(found + 1) if found >= 0 else NIL


def string_replace(machine, arguments):
    return StringValue(arguments[0].as_text().replace(arguments[1].as_text(), arguments[2].as_text()))


def string_split(machine, arguments):
    text = arguments[0].as_text()
    parts = text.split(arguments[1].as_text()) if len(arguments) > 1 else text.split()
    return table_from([StringValue(part) for part in parts])


def string_starts(machine, arguments):
    return boolean(arguments[0].as_text().startswith(arguments[1].as_text()))


def string_ends(machine, arguments):
    return boolean(arguments[0].as_text().endswith(arguments[1].as_text()))


def string_format(machine, arguments):
    """format(template, ...): %d %5d %x %s %q %f %.3f %g %c %%."""
    template = arguments[0].as_text()
    parts = []
    used = 1
    i = 0
    while i < len(template):
        c = template[i]
        i += 1
        if c != "%":
            parts.append(c)
            continue
        start = i
        while i < len(template) and template[i] in "-+ #0123456789.":
            i += 1
        if i >= len(template):
            raise RuntimeProblem("the format ends with an open %", 0)
        flags, kind = template[start:i], template[i]
        i += 1
        if kind == "%":
            parts.append("%")
            continue
        if used >= len(arguments):
            raise RuntimeProblem("the format needs more values", 0)
        parts.append(format_value(machine, flags, kind, arguments[used]))
        used += 1
    return StringValue("".join(parts))


def format_value(machine, flags, kind, value):
    left = flags.startswith("-")
    flags = flags.lstrip("-")
    zero = flags.startswith("0")
    width_text, _, precision_text = flags.lstrip("+ #").partition(".")
    width = int(width_text) if width_text else 0
    precision = int(precision_text) if precision_text else 6
    if kind == "d":
        number = small(value)
        text = "%d" % number
        if "+" in flags and number >= 0:
            text = "+" + text
    elif kind == "x":
        text = "%x" % small(value)
    elif kind == "c":
        text = chr(small(value))
    elif kind == "f":
        text = "%.*f" % (precision, value.as_float())
    elif kind == "g":
        text = "%g" % value.as_float()
    elif kind == "e":
        text = "%.*e" % (precision, value.as_float())
    elif kind == "s":
        text = text_of(machine, value)
        if precision_text:
            text = text[:precision]
    elif kind == "q":
        text = value.quoted()
    else:
        raise RuntimeProblem("unknown conversion %%%s" % kind, 0)
    if left:
        return text.ljust(width)
    if zero and kind != "s":
        return text.zfill(width)
    return text.rjust(width)


# Tables


def table_from(values):
    table = TableValue()
    for value in values:
        table.items.append(value)
    return table


def table_of(value):
    if not isinstance(value, TableValue):
        raise RuntimeProblem("a table is needed, not a %s" % value.type_name(), 0)
    return value


def table_insert(machine, arguments):
    table = table_of(arguments[0])
    if len(arguments) == 2:
        table.put(integer(len(table.items) + 1), arguments[1])
    else:
        index = small(arguments[1])
        if not 1 <= index <= len(table.items) + 1:
            raise RuntimeProblem("there is no place %d in this table" % index, 0)
        table.items.insert(index - 1, arguments[2])
    return NIL


def table_remove(machine, arguments):
    items = table_of(arguments[0]).items
    if not items:
        return NIL
    index = small(arguments[1]) if len(arguments) > 1 else len(items)
    if not 1 <= index <= len(items):
        raise RuntimeProblem("there is no place %d in this table" % index, 0)
    return items.pop(index - 1)


def table_concat(machine, arguments):
    separator = arguments[1].as_text() if len(arguments) > 1 else ""
    return StringValue(separator.join([item.as_concatenated() for item in table_of(arguments[0]).items]))


def table_keys(machine, arguments):
    return table_from(table_of(arguments[0]).all_keys())


def table_reverse(machine, arguments):
    return table_from(table_of(arguments[0]).items[::-1])


def table_slice(machine, arguments):
    first, last = small(arguments[1]), small(arguments[2])
    return table_from(table_of(arguments[0]).items[max(first - 1, 0) : max(last, 0)])


def table_map(machine, arguments):
    function = arguments[1]
    return table_from([machine.call(function, [item]) for item in table_of(arguments[0]).items])


def table_filter(machine, arguments):
    function = arguments[1]
    return table_from([x for x in table_of(arguments[0]).items if machine.call(function, [x]).is_true()])


def table_reduce(machine, arguments):
    result = arguments[2]
    for item in table_of(arguments[0]).items:
        result = machine.call(arguments[1], [result, item])
    return result


def table_sort(machine, arguments):
    """sort(table, less): a stable merge sort, as `less` is a Lumen function."""
    table = table_of(arguments[0])
    less = argument(arguments, 1)
    if less is not NIL and not is_callable(less):
        raise RuntimeProblem("the second argument of sort() must be a function", 0)
    table.items = merge_sort(machine, table.items, less)
    return NIL


def merge_sort(machine, items, less):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(machine, items[:middle], less)
    right = merge_sort(machine, items[middle:], less)
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if is_less(machine, right[j], left[i], less):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def is_less(machine, x, y, less):
    if isinstance(less, NilValue):
        return x.less(y)
    return machine.call(less, [x, y]).is_true()


# Numbers


def number_result(x):
    """An integer if the float is whole and small enough."""
    if abs(x) < 1e15 and x == math.floor(x):
        return integer(int(x))
    return FloatValue(x)


def math_floor(machine, arguments):
    return number_result(math.floor(arguments[0].as_float()))


def math_ceil(machine, arguments):
    return number_result(math.ceil(arguments[0].as_float()))


def math_sqrt(machine, arguments):
    x = arguments[0].as_float()
    return FloatValue(math.sqrt(x) if x >= 0 else float("nan"))


def math_abs(machine, arguments):
    value = arguments[0]
    if isinstance(value, IntValue):
        return integer(abs(value.number))
    return FloatValue(abs(value.as_float()))


def math_max(machine, arguments):
    best = arguments[0]
    for value in arguments[1:]:
        if best.less(value):
            best = value
    return best


def math_min(machine, arguments):
    best = arguments[0]
    for value in arguments[1:]:
        if value.less(best):
            best = value
    return best


def math_sin(machine, arguments):
    return FloatValue(math.sin(arguments[0].as_float()))


def math_cos(machine, arguments):
    return FloatValue(math.cos(arguments[0].as_float()))


def math_exp(machine, arguments):
    return FloatValue(math.exp(arguments[0].as_float()))


def math_log(machine, arguments):
    x = arguments[0].as_float()
    return FloatValue(math.log(x) if x > 0 else float("-inf"))


def math_gcd(machine, arguments):
    return integer(math.gcd(small(arguments[0]), small(arguments[1])))


def math_random(machine, arguments):
    """random(), random(last), random(first, last)."""
    if not arguments:
        return FloatValue(random.random())
    if len(arguments) == 1:
        return integer(random.randint(1, small(arguments[0])))
    return integer(random.randint(small(arguments[0]), small(arguments[1])))


def math_seed(machine, arguments):
    random.seed(small(arguments[0]))
    return NIL


def math_band(machine, arguments):
    return integer(small(arguments[0]) & small(arguments[1]))


def math_bor(machine, arguments):
    return integer(small(arguments[0]) | small(arguments[1]))


def math_bxor(machine, arguments):
    return integer(small(arguments[0]) ^ small(arguments[1]))


def math_shl(machine, arguments):
    return integer((small(arguments[0]) << (small(arguments[1]) & 31)) & 0xFFFFFFFF)


def math_shr(machine, arguments):
    return integer((small(arguments[0]) & 0xFFFFFFFF) >> (small(arguments[1]) & 31))


BASE = [
    ("print", 0, base_print),
    ("type", 1, base_type),
    ("tostring", 1, base_tostring),
    ("tonumber", 1, base_tonumber),
    ("assert", 1, base_assert),
    ("error", 1, base_error),
    ("pcall", 1, base_pcall),
    ("setprototype", 2, base_setprototype),
    ("select", 1, base_select),
]

STRING = [
    ("len", 1, string_len),
    ("upper", 1, string_upper),
    ("lower", 1, string_lower),
    ("trim", 1, string_trim),
    ("rep", 2, string_rep),
    ("reverse", 1, string_reverse),
    ("sub", 2, string_sub),
    ("byte", 1, string_byte),
    ("char", 0, string_char),
    ("find", 2, string_find),
    ("replace", 3, string_replace),
    ("split", 1, string_split),
    ("starts", 2, string_starts),
    ("ends", 2, string_ends),
    ("format", 1, string_format),
]

TABLE = [
    ("insert", 2, table_insert),
    ("remove", 1, table_remove),
    ("concat", 1, table_concat),
    ("keys", 1, table_keys),
    ("reverse", 1, table_reverse),
    ("slice", 3, table_slice),
    ("map", 2, table_map),
    ("filter", 2, table_filter),
    ("reduce", 3, table_reduce),
    ("sort", 1, table_sort),
]

MATH = [
    ("floor", 1, math_floor),
    ("ceil", 1, math_ceil),
    ("sqrt", 1, math_sqrt),
    ("abs", 1, math_abs),
    ("max", 1, math_max),
    ("min", 1, math_min),
    ("sin", 1, math_sin),
    ("cos", 1, math_cos),
    ("exp", 1, math_exp),
    ("log", 1, math_log),
    ("gcd", 2, math_gcd),
    ("random", 0, math_random),
    ("seed", 1, math_seed),
    ("band", 2, math_band),
    ("bor", 2, math_bor),
    ("bxor", 2, math_bxor),
    ("shl", 2, math_shl),
    ("shr", 2, math_shr),
]


def fill(table, prefix, functions):
    for name, least, run in functions:
        table.put_text(name, Native(prefix + name, least, run))


def install(globals_, machine):
    """Define the library's functions as global variables."""
    for name, least, run in BASE:
        globals_.define(name, Native(name, least, run))
    fill(machine.string_methods, "string.", STRING)
    globals_.define("string", machine.string_methods)
    for name, functions in (("table", TABLE), ("math", MATH)):
        module = TableValue()
        fill(module, name + ".", functions)
        globals_.define(name, module)
    machine_constants = globals_.values[globals_.number("math")]
    machine_constants.put(StringValue("pi"), FloatValue(math.pi))
    machine_constants.put(StringValue("huge"), FloatValue(math.inf))
