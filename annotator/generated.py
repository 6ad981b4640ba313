"""Library functions generated from a shape: printing n values, comparing tuples of n items, formatting.

Their source text is made here, compiled as a module of the library, and annotated like any other library function;
`linecache` knows the text, so that debuggers and tests can show it.  One `Generated` per context; every function is
made once per shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weft.annotator.format_sources import (
    constant_spec,
    format_source,
    percent_source,
    percent_values,
    print_source,
    print_star_source,
    template_source,
)
from weft.annotator.function_maker import names_of
from weft.annotator.generated_attributes import GeneratedForAttributes
from weft.annotator.generated_classes import GeneratedForClasses
from weft.annotator.generated_iterables import GeneratedForIterables
from weft.annotator.generated_numbers import GeneratedForNumbers
from weft.annotator.generated_values import GeneratedForValues
from weft.rlib.intrinsics import as_tuple


class Generated(
    GeneratedForClasses, GeneratedForIterables, GeneratedForNumbers, GeneratedForValues, GeneratedForAttributes
):
    """Generated functions by shape."""

    def wrapper(self, value: Any, count: int | None) -> Any:
        """Return a function of `count` arguments (None: any number) that calls a built-in one."""
        name = "call_" + "".join(c if c.isalnum() else "_" for c in getattr(value, "__name__", "builtin"))
        names = "*args" if count is None else names_of("a", count)
        made = self.make(
            ("wrapper", id(value), count),
            name,
            lambda: f"def {name}({names}):\n    return target({names})\n",
            target=value,
        )
        made._weft_shown_as_ = value
        return made

    def optional_equality(self, unequal: bool) -> Any:
        """Return a function that compares two values that may be None."""
        name = "optional_ne" if unequal else "optional_eq"
        symbol = "!=" if unequal else "=="
        result = ("is not", "is") if unequal else ("is", "is not")
        return self.make(
            name,
            name,
            lambda: (
                f"def {name}(x, y):\n"
                f"    if x is None:\n        return y {result[0]} None\n"
                f"    if y is None:\n        return {unequal}\n"
                f"    return x {symbol} y\n"
            ),
        )

    def equality_if_any(self, unequal: bool, reflected: bool, ignored: bool) -> Any:
        """Return a function that compares an instance that may be None by its `__eq__`.

        For None the other one is asked, if it has an answer (`reflected`); `ignored`: its `__eq__` takes None for
        something else anyway.
        """
        name = "ne_if_any" if unequal else "eq_if_any"
        negated = "not " if unequal else ""
        asked = "y.__eq__(x)" if reflected else "False"
        lines = [f"def {name}(x, y):", "    if x is None:", f"        return {negated}(y is None or {asked})"]
        if ignored:
            lines += ["    if y is None:", f"        return {unequal}"]
        lines += [f"    return x {'!=' if unequal else '=='} y", ""]
        return self.make((name, reflected, ignored), name, lambda: "\n".join(lines))

    def misfit(self, message: str) -> Any:
        """Return a function that raises TypeError: what is called does not fit the call."""
        text = f"def misfit():\n    raise TypeError({message!r})\n"
        return self.make(("misfit", message), "misfit", lambda: text)

    def hash_if_any(self) -> Any:
        """Return a function for the hash of an instance that may be None."""
        text = "def hash_if_any(x):\n    if x is None:\n        return 4238894\n    return hash(x)\n"
        return self.make("hash_if_any", "hash_if_any", lambda: text)

    def tuple_comparison(self, operator: str, length: int, unorderable: Sequence[tuple[int, str]] = ()) -> Any:
        """Return a function that compares two tuples of `length` items; comparing some items raises TypeError."""
        name = f"tuple_{operator}_{length}"
        return self.make(
            (name, tuple(unorderable)), name, lambda: _comparison_source(name, operator, length, dict(unorderable))
        )

    def tuple_repr(self, length: int) -> Any:
        """Return a function that makes the repr of a tuple."""
        name = f"tuple_repr_{length}"
        pieces = ' + ", " + '.join(f"repr(t[{i}])" for i in range(length))
        text = {0: '"()"', 1: '"(" + repr(t[0]) + ",)"'}.get(length, f'"(" + {pieces} + ")"')
        return self.make(name, name, lambda: f"def {name}(t):\n    return {text}\n")

    def plain_tuple(self, length: int) -> Any:
        """Return a function that makes a tuple of the items of a named tuple."""
        items = "".join(f"t[{i}], " for i in range(length))
        return self.make(("plain tuple", length), "plain_tuple", lambda: f"def plain_tuple(t):\n    return ({items})\n")

    def tuple_contains(self, length: int) -> Any:
        """Return a function that looks for an item in a tuple."""
        name = f"tuple_contains_{length}"
        tests = " or ".join(f"t[{i}] == x" for i in range(length)) or "False"
        return self.make(name, name, lambda: f"def {name}(t, x):\n    return {tests}\n")

    def returning(self, value: Any) -> Any:
        """Return a function without arguments that returns a prebuilt object."""
        key = value if isinstance(value, int) else id(value)
        return self.make(("returning", type(value), key), "get", lambda: "def get():\n    return value\n", value=value)

    def truth_if_any(self) -> Any:
        """Return a function for the truth of an instance that may be None."""
        return self.make(
            "truth_if_any",
            "truth_if_any",
            lambda: "def truth_if_any(x):\n    if x is None:\n        return False\n    return bool(x)\n",
        )

    def frozen_tuple(self) -> Any:
        """Return a function that makes a tuple of unknown length."""
        return self.make(
            "frozen_tuple",
            "frozen_tuple",
            lambda: "def frozen_tuple(items):\n    return as_tuple(list(items))\n",
            as_tuple=as_tuple,
        )

    def plain_operation(self, symbol: str) -> Any:
        """Return a function for `x + y`: what `x += y` is where x cannot change."""
        return self.make(
            ("plain", symbol), "plain_operation", lambda: f"def plain_operation(x, y):\n    return x {symbol} y\n"
        )

    def default_dict_repr(self, factory: str) -> Any:
        """Return a function for the repr of a defaultdict with a factory of that repr."""
        return self.make(
            ("default_dict_repr", factory),
            "default_dict_repr",
            lambda: f"def default_dict_repr(d):\n    return {'defaultdict(' + factory + ', '!r} + dict_repr(d) + ')'\n",
            dict_repr=self.bindings.operation("repr", "dict"),
        )

    def frozen_repr(self) -> Any:
        """Return a function for the repr of a tuple of unknown length."""
        return self.make(
            "frozen_repr",
            "frozen_repr",
            lambda: (
                "def frozen_repr(t):\n    if len(t) == 1:\n        return '(' + repr(t[0]) + ',)'\n"
                "    return '(' + ', '.join([repr(x) for x in t]) + ')'\n"
            ),
        )

    def compare_lengths(self, length: int, unequal: bool, fixed_first: bool) -> Any:
        """Return a function that compares a tuple with one of unknown length."""
        fixed, other = ("x", "y") if fixed_first else ("y", "x")
        tests = "".join(f" and {fixed}[{i}] == {other}[{i}]" for i in range(length))
        name = f"tuple_equals_{length}"
        return self.make(
            (name, unequal, fixed_first),
            name,
            lambda: f"def {name}(x, y):\n    return {'not ' if unequal else ''}(len({other}) == {length}{tests})\n",
        )

    def text_contains(self) -> Any:
        """Return a function for `x in text` where x may be None."""
        message = "'in <string>' requires string as left operand, not NoneType"
        return self.make(
            "text_contains",
            "text_contains",
            lambda: (
                f"def text_contains(text, x):\n    if x is None:\n        raise TypeError({message!r})\n"
                "    return x in text\n"
            ),
        )

    def not_an_exception(self) -> Any:
        """Return a function that makes the exception for `raise x` of something else than an exception."""
        return self.make(
            "not_an_exception",
            "not_an_exception",
            lambda: "def not_an_exception(x):\n    return TypeError('exceptions must derive from BaseException')\n",
        )

    def container_method(self, name: str, expression: str, count: int) -> Any:
        """Return a function for a special method called by its name: `items.__contains__(x)`."""
        parameters = ", ".join(["x", *[f"a{i}" for i in range(count)]])
        lines = f"def special({parameters}):\n    {expression}\n"
        return self.make(("container method", name), "special", lambda: lines)

    def order_as_lists(self, symbol: str) -> Any:
        """Return a function that compares tuples of different lengths, one of which may be unknown."""
        return self.make(
            ("order_as_lists", symbol),
            "order_as_lists",
            lambda: f"def order_as_lists(x, y):\n    return list(x) {symbol} list(y)\n",
        )

    def order_as_sets(self, symbol: str) -> Any:
        """Return a function that compares sets and views of dicts."""
        return self.make(
            ("order_as_sets", symbol),
            "order_as_sets",
            lambda: f"def order_as_sets(x, y):\n    return set(x) {symbol} set(y)\n",
        )

    def several_times(self, length: int, count: int) -> Any:
        """Return a function for `t * count`."""
        items = "".join(f"t[{i}], " for i in range(length))
        source = f"def several_times(t):\n    return ({items * count})\n"
        return self.make(("several_times", length, count), "several_times", lambda: source)

    def repeat_tuple(self, swapped: bool) -> Any:
        """Return a function for `t * n` (or `n * t`), where `n` is only known at run time."""
        names = "n, t" if swapped else "t, n"
        return self.make(
            ("repeat_tuple", swapped),
            "repeat_tuple",
            lambda: f"def repeat_tuple({names}):\n    return as_tuple(list(t) * n)\n",
            as_tuple=as_tuple,
        )

    def iterable_contains(self) -> Any:
        """Return a function that looks for an item by iterating."""
        return self.make(
            "iterable_contains",
            "iterable_contains",
            lambda: (
                "def iterable_contains(items, x):\n    for item in items:\n        if item == x:\n"
                "            return True\n    return False\n"
            ),
        )

    def reversed_tuple(self) -> Any:
        """Return a function for `reversed` of a tuple."""
        return self.make("reversed", "reversed_tuple", lambda: "def reversed_tuple(t):\n    return reversed(list(t))\n")

    def join(self) -> Any:
        """Return a function that joins the items of any iterable."""
        return self.make("join", "join", lambda: "def join(text, items):\n    return text.join(list(items))\n")

    def iter_sentinel(self) -> Any:
        """Return a generator function for `iter(function, sentinel)`."""
        return self.make(
            "iter_sentinel",
            "iter_sentinel",
            lambda: (
                "def iter_sentinel(function, sentinel):\n    while True:\n        value = function()\n"
                "        if value == sentinel:\n            return\n        yield value\n"
            ),
        )

    def is_not_none(self) -> Any:
        """Return a function that tells whether a value is there."""
        return self.make("is_not_none", "is_not_none", lambda: "def is_not_none(x):\n    return x is not None\n")

    def match_keys(self, keys: Sequence[Any]) -> Any:
        """Return a function that gives the values of these keys as a tuple, None if one is missing."""
        tests = " and ".join(f"{key!r} in d" for key in keys) or "True"
        values = "".join(f"d[{key!r}], " for key in keys)
        return self.make(
            ("match_keys", tuple(keys)),
            "match_keys",
            lambda: f"def match_keys(d):\n    if {tests}:\n        return ({values})\n    return None\n",
        )

    def unpack(self, count: int) -> Any:
        """Return a function that makes a tuple of the items of any iterable."""
        name = f"unpack_{count}"
        return self.make(name, name, lambda: _unpack_source(name, count))

    def unpack_star(self, before: int, after: int) -> Any:
        """Return a function that splits the items of any iterable around a list."""
        name = f"unpack_star_{before}_{after}"
        stars = ", ".join([*[f"a{i}" for i in range(before)], "*middle", *[f"z{i}" for i in range(after)]])
        return self.make(
            name,
            name,
            lambda: (
                f"def {name}(items):\n    {stars} = list(items)\n    return {stars.replace('*', '')}"
                f"{',' if not before + after else ''}\n"
            ),
        )

    def identity(self) -> Any:
        """Return the function that returns its argument."""
        return self.make("identity", "identity", lambda: "def identity(x):\n    return x\n")

    def optional_text(self, function: str) -> Any:
        """Return a function that makes the str or repr of a value that may be None."""
        name = f"optional_{function}"
        return self.make(
            name, name, lambda: f"def {name}(x):\n    if x is None:\n        return 'None'\n    return {function}(x)\n"
        )

    def optional_format(self) -> Any:
        """Return a function for `format(x, spec)` where x may be None."""
        return self.make(
            "optional_format",
            "optional_format",
            lambda: (
                "def optional_format(x, spec):\n    if x is None:\n        return format(None, spec)\n"
                "    return format(x, spec)\n"
            ),
        )

    def method_call(self, method: str, count: int) -> Any:
        """Return a function that calls a method of its first argument."""
        name = f"call_{method}"
        names = names_of("a", count)
        return self.make(
            (name, count),
            name,
            lambda: f"def {name}(x{', ' + names if names else ''}):\n    return x.{method}({names})\n",
        )

    def bound_method(self, kind: str, method: str, count: int) -> Any:
        """Return a function that calls a method of its keyword argument, the receiver of that kind."""
        names = names_of("a", count)
        made = self.make(
            ("bound method", kind, method, count),
            method,
            lambda: f"def {method}({names + ', ' if names else ''}*, x):\n    return x.{method}({names})\n",
        )
        made.__qualname__ = f"{kind}.{method}"
        return made

    def next_default(self) -> Any:
        """Return a function for `next(it, default)`."""
        return self.make(
            "next_default",
            "next_default",
            lambda: (
                "def next_default(it, default):\n    try:\n        return next(it)\n"
                "    except StopIteration:\n        return default\n"
            ),
        )

    def send_into(self, sends: str) -> Any:
        """Return a function for a step of `yield from`; `sends`: what the iterator takes, "next", "send", "nothing"."""
        source = "def send_into(it, value):\n"
        if sends != "next":
            source += "    if value is not None:\n" + (
                "        return it.send(value)\n"
                if sends == "send"
                else "        raise AttributeError('the iterator has no attribute \\'send\\'')\n"
            )
        return self.make(("send_into", sends), "send_into", lambda: source + "    return next(it)\n")

    def throw_into(self, takes: bool) -> Any:
        """Return a function for an exception thrown at a `yield from`; `takes`: the iterator has `throw`."""
        source = "def throw_into(it, exception):\n"
        if takes:
            source += (
                "    if isinstance(exception, GeneratorExit):\n        it.close()\n        raise exception\n"
                "    return it.throw(exception)\n"
            )
        else:
            source += "    if False:\n        return next(it)\n    raise exception\n"
        return self.make(("throw_into", takes), "throw_into", lambda: source)

    def extend(self) -> Any:
        """Return a function for `items += iterable`."""
        return self.make("extend", "extend", lambda: "def extend(x, y):\n    x.extend(y)\n    return x\n")

    def kept_slice(self, statement: str) -> Any:
        """Return a function that does something with `items[s]`, where s is a slice in a variable."""
        value = ", value" if "value" in statement else ""
        text = statement.replace("[s]", "[s.start:s.stop:s.step]")
        return self.make(("kept_slice", text), "kept_slice", lambda: f"def kept_slice(items, s{value}):\n    {text}\n")

    def optional_step(self, name: str, kind: str, function: Any, stores: bool) -> Any:
        """Return a function for an operation on a slice whose step may be None."""
        value = ", value" if stores else ""
        text = (
            f"def stepping(items, start, stop, step{value}):\n"
            f"    return operate(items, start, stop, 1 if step is None else step{value})\n"
        )
        return self.make(("optional step", name, kind), "stepping", lambda: text, operate=function)

    def extremum(self, function: str, count: int, has_key: bool) -> Any:
        """Return a function for `min(a, b, ...)` or `max(a, b, ...)`."""
        name = f"{function}_{count}"
        return self.make((name, has_key), name, lambda: _extremum_source(name, function, count, has_key))

    def convert_and_format(self, conversion: str, with_spec: bool) -> Any:
        """Return a function for `{x!r:spec}`."""
        text = {"s": "str(x)", "r": "repr(x)", "a": "ascii(x)"}[conversion]
        name = f"format_{conversion}"
        if not with_spec:
            return self.make((name, False), name, lambda: f"def {name}(x):\n    return {text}\n")
        return self.make(
            (name, True),
            name,
            lambda: f"def {name}(x, spec):\n    return format_value({text}, spec)\n",
            format_value=self.bindings.helper("format"),
        )

    def print_(self, count: int, options: Sequence[str]) -> Any:
        """Return a function that prints `count` values; `options` are the keywords given: sep, end, file, flush."""
        name = f"print_{count}"
        names = [f"a{i}" for i in range(count)]
        helpers = {"write_out": self.bindings.helper("write"), "flush_out": self.bindings.helper("flush")}
        return self.make(("print", count, tuple(options)), name, lambda: print_source(name, names, options), **helpers)

    def print_star(self, options: Sequence[str], count: int) -> Any:
        """Return a function for `print(a, b, *items)` with `count` values before the star."""
        helpers = {"write_out": self.bindings.helper("write"), "flush_out": self.bindings.helper("flush")}
        key = ("print_star", tuple(options), count)
        return self.make(key, "print_star", lambda: print_star_source(options, count), **helpers)

    def percent(self, template: str, items: int | None) -> Any:
        """Return a function for `template % value`; `items` is the length of a tuple on the right, None if no tuple."""
        name = "percent_format"
        key = ("percent", template, items)
        if key in self._made:
            return self._made[key]
        source, constants = percent_source(name, template, items)
        names = "format_with with_width with_precision percent_digits percent_number percent_index percent_float"
        helpers = {role: self.bindings.helper(role) for role in [*names.split(), "percent_char"]}
        return self.make(key, name, lambda: source, **constants, **helpers)

    def percent_template(self, count: int, kind: str = "") -> Any:
        """Return a function for `template % values` with a template known at run time and a tuple of `count` items.

        `kind`: "bytes " or "bytearray " for templates that are bytes.
        """
        gives = "".join(f"    give(reader, values[{i}])\n" for i in range(count))
        source = f"def percent_template(template, values):\n    reader = Reader(template)\n    reader.start()\n{gives}"
        helper = self.bindings.helper
        return self.make(
            ("percent template", kind, count),
            "percent_template",
            lambda: source + "    return finish(reader)\n",
            Reader=helper(f"{kind and 'bytes '}percent_reader"),
            give=helper(f"{kind and 'bytes '}percent_give"),
            finish=helper(f"{kind}percent_finish"),
        )

    def format_template(self, positional: int, keywords: Sequence[str], star: bool, mapping: bool) -> Any:
        """Return a function for `template.format(...)` with a template known at run time."""
        roles = {"Reader": "reader", "give": "give", "give_item": "give_item", "lacks": "lacks"}
        return self.make(
            ("format template", positional, tuple(keywords), star, mapping),
            "format_template",
            lambda: template_source(positional, keywords, star, mapping),
            **{name: self.bindings.helper(f"format_{role}") for name, role in roles.items()},
        )

    def percent_items(self, template: str) -> Any:
        """Return a function for `template % items` with a tuple of a length only known at run time."""
        count = percent_values(template)
        function = self.percent(template, count)
        lines = [
            "def percent_items(items):",
            f"    if len(items) < {count}:",
            "        raise TypeError('not enough arguments for format string')",
            f"    if len(items) > {count}:",
            "        raise TypeError('not all arguments converted during string formatting')",
            f"    return function(({''.join(f'items[{i}], ' for i in range(count))}))",
        ]
        key = ("percent items", template)
        return self.make(key, "percent_items", lambda: "\n".join(lines) + "\n", function=function)

    def format_constant(self, text: str) -> Any | None:
        """Return a function for `format(x, text)` with this constant text; None if it is not valid."""
        key = ("format constant", text)
        if key in self._made:
            return self._made[key]
        spec = constant_spec(text)
        if spec is None:
            return None
        name = "format_constant"
        function = self.bindings.helper("format_constant")
        return self.make(
            key, name, lambda: f"def {name}(x):\n    return format_it(x, SPEC)\n", SPEC=spec, format_it=function
        )

    def str_format(self, template: str, positional: int, keywords: Sequence[str]) -> Any:
        """Return a function for `template.format(...)`."""
        name = "str_format"
        key = ("format", template, positional, tuple(keywords))
        if key in self._made:
            return self._made[key]
        source = format_source(name, template, positional, keywords)
        return self.make(key, name, lambda: source)


def _comparison_source(name: str, operator: str, length: int, unorderable: dict[int, str]) -> str:
    if operator in ("eq", "ne"):
        tests = " and ".join(f"x[{i}] == y[{i}]" for i in range(length)) or "True"
        return f"def {name}(x, y):\n    return {'not ' if operator == 'ne' else ''}({tests})\n"
    symbol = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}[operator]
    lines = [f"def {name}(x, y):"]
    for i in range(length):
        lines.append(f"    if not (x[{i}] == y[{i}]):")
        if i in unorderable:
            kind = unorderable[i]
            message = f"'{symbol}' not supported between instances of '{kind}' and '{kind}'"
            lines.append(f"        raise TypeError({message!r})")
        else:
            lines.append(f"        return x[{i}] {symbol} y[{i}]")
    lines.append(f"    return {operator in ('le', 'ge')}")
    return "\n".join(lines) + "\n"


def _unpack_source(name: str, count: int) -> str:
    lines = [f"def {name}(items):", "    it = iter(items)"]
    for i in range(count):
        lines += [
            "    try:",
            f"        a{i} = next(it)",
            "    except StopIteration:",
            f"        raise ValueError('not enough values to unpack (expected {count}, got {i})')",
        ]
    lines += [
        "    try:",
        "        next(it)",
        "    except StopIteration:",
        f"        return ({''.join(f'a{i}, ' for i in range(count))})",
        f"    raise ValueError('too many values to unpack (expected {count})')",
    ]
    return "\n".join(lines) + "\n"


def _extremum_source(name: str, function: str, count: int, has_key: bool) -> str:
    symbol = "<" if function == "min" else ">"
    lines = [f"def {name}({names_of('a', count)}{', key' if has_key else ''}):", "    best = a0"]
    if has_key:
        lines.append("    best_key = key(a0)")
    for i in range(1, count):
        if has_key:
            lines += [
                f"    k{i} = key(a{i})",
                f"    if k{i} {symbol} best_key:",
                f"        best = a{i}",
                f"        best_key = k{i}",
            ]
        else:
            lines += [f"    if a{i} {symbol} best:", f"        best = a{i}"]
    lines.append("    return best")
    return "\n".join(lines) + "\n"
