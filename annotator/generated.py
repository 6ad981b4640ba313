"""Library functions generated from a shape: printing n values, comparing tuples of n items, formatting.

Their source text is made here, compiled as a module of the library, and annotated like any other library function;
`linecache` knows the text, so that debuggers and tests can show it.  One `Generated` per context; every function is
made once per shape.
"""

from __future__ import annotations

import dataclasses
import linecache
import types
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from weft.annotator.bindings import Bindings
from weft.annotator.format_sources import constant_spec, format_source, percent_source, print_source, print_star_source
from weft.rlib.intrinsics import as_tuple, class_name, identity_hash, named_tuple
from weft.rlib.operators import Declined

MODULE: Final = "weft.rlib.generated"


class Generated:
    """Generated functions by shape."""

    def __init__(self, bindings: Bindings) -> None:
        self.bindings = bindings
        self._made: dict[Hashable, Any] = {}
        self.caches: dict[Hashable, Any] = {}
        """Prebuilt objects that generated functions share, by what they belong to (`decorated.py`)."""

    def make(self, key: Hashable, name: str, source: Callable[[], str], **namespace: Any) -> Any:
        """Return the function of that name in the source text, made at the first request for the key."""
        found = self._made.get(key)
        if found is None:
            text = source()
            filename = f"<weft {name} {len(self._made)}>"
            linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
            scope: dict[str, Any] = {"__name__": MODULE, **namespace}
            exec(compile(text, filename, "exec", dont_inherit=True), scope)
            found = self._made[key] = scope[name]
            assert isinstance(found, types.FunctionType)
        return found

    # Functions as values --------------------------------------------------------------------------------------------

    def wrapper(self, value: Any, count: int | None) -> Any:
        """Return a function of `count` arguments (None: any number) that calls a built-in one."""
        name = "call_" + "".join(c if c.isalnum() else "_" for c in getattr(value, "__name__", "builtin"))
        names = "*args" if count is None else _names("a", count)
        return self.make(
            ("wrapper", id(value), count),
            name,
            lambda: f"def {name}({names}):\n    return target({names})\n",
            target=value,
        )

    def exception_init(self, init: Any, keep: Any, count: int, keywords: tuple[str, ...]) -> Any:
        """Return an __init__ of an exception class that keeps its positional arguments before it calls the real one."""
        values = [f"a{i}" for i in range(count)]
        passed = [*values, *(f"{name}={name}" for name in keywords)]
        return self.make(
            ("exception init", init, keep, count, keywords),
            "init",
            lambda: (
                f"def init({', '.join(['self', *values, *keywords])}):\n"
                f"    keep_arguments({', '.join(['self', *values])})\n"
                f"    real_init({', '.join(['self', *passed])})\n"
            ),
            keep_arguments=keep,
            real_init=init,
        )

    def context_manager(self, function: Any) -> Any:
        """Return what `contextlib.contextmanager` makes of a generator function."""
        manager = self.bindings.resolve("context_managers:GeneratorContextManager")
        parameters, values = parameters_of(function.__code__)
        name = function.__name__
        made = self.make(
            ("context manager", function),
            name,
            lambda: f"def {name}({parameters}):\n    return manager(function({values}))\n",
            manager=manager,
            function=function,
        )
        made.__defaults__ = function.__defaults__
        made.__kwdefaults__ = function.__kwdefaults__
        return made

    def named_tuple(self, cls: Any) -> Any:
        """Return a function that makes an instance of a named tuple class."""
        fields = cls._fields
        name = cls.__name__
        items = "".join(f"{field}, " for field in fields)
        made = self.make(
            ("named tuple", cls),
            name,
            lambda: f"def {name}({', '.join(fields)}):\n    return named_tuple(cls, ({items}))\n",
            cls=cls,
            named_tuple=named_tuple,
        )
        made.__defaults__ = tuple(cls._field_defaults.values())
        return made

    def named_tuple_make(self, cls: Any) -> Any:
        """Return a function for `Point._make(items)`."""
        fields = "".join(f"{field}, " for field in cls._fields)
        return self.make(
            ("make", cls),
            "make",
            lambda: f"def make(items):\n    {fields}= items\n    return named_tuple(cls, ({fields}))\n",
            cls=cls,
            named_tuple=named_tuple,
        )

    def replace(self, cls: Any, names: Sequence[str]) -> Any:
        """Return a function for `_replace` of a named tuple class with these fields given."""
        values = "".join(f"{field}, " if field in names else f"self.{field}, " for field in cls._fields)
        return self.make(
            ("replace", cls, tuple(names)),
            "replace",
            lambda: f"def replace({', '.join(['self', *names])}):\n    return named_tuple(cls, ({values}))\n",
            cls=cls,
            named_tuple=named_tuple,
        )

    def as_dict(self, cls: Any) -> Any:
        """Return a function for `_asdict` of a named tuple class."""
        pairs = ", ".join(f"{field!r}: self.{field}" for field in cls._fields)
        return self.make(("asdict", cls), "as_dict", lambda: f"def as_dict(self):\n    return {{{pairs}}}\n")

    # Enumerations ---------------------------------------------------------------------------------------------------

    def members(self, cls: Any) -> Any:
        """Return a function that iterates over the members of an enumeration."""
        return self.make(
            ("members", cls),
            "members",
            lambda: "def members():\n    return iter(members_list)\n",
            members_list=list(cls),
        )

    def member_by_value(self, cls: Any) -> Any:
        """Return a function for `Color(value)`."""
        name = f"{cls.__name__}_of"
        return self.make(
            (name, cls),
            name,
            lambda: (
                f"def {name}(value):\n    for member in members_list:\n        if member._value_ == value:\n"
                "            return member\n"
                f"    raise ValueError(repr(value) + ' is not a valid {cls.__qualname__}')\n"
            ),
            members_list=list(cls),
        )

    def member_by_name(self, cls: Any) -> Any:
        """Return a function for `Color["RED"]`."""
        name = f"{cls.__name__}_named"
        return self.make(
            (name, cls), name, lambda: f"def {name}(name):\n    return by_name[name]\n", by_name=dict(cls.__members__)
        )

    def on_values(self, symbol: str, left: bool, right: bool) -> Any:
        """Return a function that does a binary operation on members of integer enumerations."""
        x, y = f"x{'._value_' if left else ''}", f"y{'._value_' if right else ''}"
        return self.make(
            ("values", x, symbol, y), "on_values", lambda: f"def on_values(x, y):\n    return {x} {symbol} {y}\n"
        )

    def range_of(self, members: Sequence[bool]) -> Any:
        """Return a function for `range(...)` of members of integer enumerations, where the flags say so."""
        names = [f"a{i}" for i in range(len(members))]
        values = [f"{name}._value_" if flag else name for name, flag in zip(names, members, strict=True)]
        return self.make(
            ("range", tuple(members)),
            "range_of",
            lambda: f"def range_of({', '.join(names)}):\n    return range({', '.join(values)})\n",
        )

    def value_of(self) -> Any:
        """Return a function for `int(member)`."""
        return self.make("value_of", "value_of", lambda: "def value_of(x):\n    return x._value_\n")

    def item_at_value(self) -> Any:
        """Return a function for `items[member]`."""
        return self.make("item_at", "item_at", lambda: "def item_at(items, x):\n    return items[x._value_]\n")

    # Attributes -----------------------------------------------------------------------------------------------------

    def partial_attribute(self, attribute: str, classes: Sequence[type]) -> Any:
        """Return a function that reads an attribute which only instances of these classes have."""
        name = f"get_{attribute}"
        source = f"def {name}(x):\n" + "".join(
            f"    if isinstance(x, c{i}):\n        return x.{attribute}\n" for i in range(len(classes))
        )
        source += _raise_missing(attribute)
        return self.make((name, tuple(classes)), name, lambda: source, **_class_names(classes))

    def partial_method(self, method: str, classes: Sequence[type], count: int) -> Any:
        """Return a function that calls a special method which only instances of these classes have."""
        name = f"call_{method.strip('_')}"
        names = _names("a", count)
        source = f"def {name}(x{', ' + names if names else ''}):\n" + "".join(
            f"    if isinstance(x, c{i}):\n        return x.{method}({names})\n" for i in range(len(classes))
        )
        source += _DEFAULT_METHODS.get(method) or _raise_missing(method)
        return self.make(
            (name, tuple(classes), count), name, lambda: source, identity_hash=identity_hash, **_class_names(classes)
        )

    def declining(self, method: str, reflected: str, symbol: str, left: bool, right: bool) -> Any:
        """Return a function for an operator whose methods may return NotImplemented; the flags say which exist."""
        name = f"operator_{method.strip('_')}"
        return self.make(
            (name, left, right),
            name,
            lambda: _declining_source(name, method, reflected, symbol, left, right),
            Declined=Declined,
        )

    # Comparison -----------------------------------------------------------------------------------------------------

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

    def named_tuple_repr(self, cls: type, fields: Sequence[str]) -> Any:
        """Return a function that makes the repr of a named tuple."""
        name = f"repr_{cls.__name__}"
        pieces = ' + ", " + '.join(f'"{field}=" + repr(t[{i}])' for i, field in enumerate(fields)) or '""'
        return self.make((name, cls), name, lambda: f'def {name}(t):\n    return "{cls.__name__}(" + {pieces} + ")"\n')

    def tuple_hash(self, length: int) -> Any:
        """Return a function that hashes a tuple."""
        name = f"tuple_hash_{length}"
        lines = "".join(f"    h = mix(h, hash(t[{i}]))\n" for i in range(length))
        return self.make(
            name,
            name,
            lambda: f"def {name}(t):\n    h = {length + 1}\n{lines}    return h\n",
            mix=self.bindings.helper("mix_hash"),
        )

    def tuple_contains(self, length: int) -> Any:
        """Return a function that looks for an item in a tuple."""
        name = f"tuple_contains_{length}"
        tests = " or ".join(f"t[{i}] == x" for i in range(length)) or "False"
        return self.make(name, name, lambda: f"def {name}(t, x):\n    return {tests}\n")

    def type_of(self) -> Any:
        """Return a function for `x.__class__`."""
        return self.make("type_of", "type_of", lambda: "def type_of(x):\n    return type(x)\n")

    def returning(self, value: Any) -> Any:
        """Return a function without arguments that returns a prebuilt object."""
        key = value if isinstance(value, int) else id(value)
        return self.make(("returning", type(value), key), "get", lambda: "def get():\n    return value\n", value=value)

    def frozen_tuple(self) -> Any:
        """Return a function that makes a tuple of unknown length."""
        return self.make(
            "frozen_tuple",
            "frozen_tuple",
            lambda: "def frozen_tuple(items):\n    return as_tuple(list(items))\n",
            as_tuple=as_tuple,
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

    def frozen_hash(self) -> Any:
        """Return a function that hashes a tuple of unknown length, like one of known length."""
        return self.make(
            "frozen_hash",
            "frozen_hash",
            lambda: (
                "def frozen_hash(t):\n    h = len(t) + 1\n    for x in t:\n        h = mix(h, hash(x))\n    return h\n"
            ),
            mix=self.bindings.helper("mix_hash"),
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

    def issubclass(self, classes: Sequence[type]) -> Any:
        """Return a function that tells whether a class is one of these."""
        tests = " or ".join(f"x is c{i}" for i in range(len(classes)))
        return self.make(
            ("issubclass", tuple(classes)),
            "is_subclass",
            lambda: f"def is_subclass(x):\n    return {tests}\n",
            **_class_names(classes),
        )

    def isinstance(self, classes: Sequence[type]) -> Any:
        """Return a function that tells whether a value is an instance of one of these."""
        return self.make(
            ("isinstance", tuple(classes)),
            "is_instance",
            lambda: "def is_instance(x):\n    return isinstance(x, classes)\n",
            classes=tuple(classes),
        )

    def getattr_default(self, attribute: str) -> Any:
        """Return a function for `getattr(x, "name", default)`."""
        name = f"get_{attribute}"
        return self.make(
            (name, "default"),
            name,
            lambda: (
                f"def {name}(x, name, default):\n    if hasattr(x, {attribute!r}):\n        return x.{attribute}\n"
                "    return default\n"
            ),
        )

    def setattr(self, attribute: str) -> Any:
        """Return a function for `object.__setattr__(x, "name", value)`."""
        name = f"set_{attribute}"
        return self.make(name, name, lambda: f"def {name}(x, name, value):\n    x.{attribute} = value\n")

    def stop_value(self, classes: Sequence[type]) -> Any:
        """Return a function for the value of a StopIteration, one of these classes or plain."""
        source = "def stop_value(x):\n" + "".join(
            f"    if isinstance(x, c{i}):\n        return x.value\n" for i in range(len(classes))
        )
        return self.make(
            ("stop_value", tuple(classes)), "stop_value", lambda: source + "    return None\n", **_class_names(classes)
        )

    def suppress(self, classes: tuple[type, ...]) -> Any:
        """Return a function for `contextlib.suppress(...)` of these classes."""
        source = (
            "class suppress:\n"
            "    def __enter__(self):\n        return None\n"
            "    def __exit__(self, cls, value, traceback):\n        return isinstance(value, classes)\n"
            "def make():\n    return suppress()\n"
        )
        return self.make(("suppress", classes), "make", lambda: source, classes=classes)

    def instance_repr(self) -> Any:
        """Return a function for the repr of an object whose class has none."""
        return self.make(
            "instance_repr",
            "instance_repr",
            lambda: (
                "def instance_repr(x):\n    return '<__main__.' + class_name(x) + ' object at ' + hex(id(x)) + '>'\n"
            ),
            class_name=class_name,
        )

    def replace_fields(self, cls: Any, names: Sequence[str]) -> Any:
        """Return a function for `dataclasses.replace` with these fields given."""
        fields = [name for name, field in cls.__dataclass_fields__.items() if field.init]
        values = ", ".join(f"{name}={name}" if name in names else f"{name}=x.{name}" for name in fields)
        return self.make(
            ("replace", cls, tuple(names)),
            "replace",
            lambda: f"def replace({', '.join(['x', *names])}):\n    return cls({values})\n",
            cls=cls,
        )

    def call_star(self, given: int, missing: int) -> Any:
        """Return a function that calls another one with `given` values and `missing` items of a list."""
        names = _names("a", given)
        more = ", ".join(f"b{i}" for i in range(missing))
        call = ", ".join(part for part in (names, more) if part)
        message = f"the function takes {missing} more positional arguments, but * gives another number"
        lines = [
            f"def call_star(function, {names + ', ' if names else ''}items):",
            "    items = list(items)",
            f"    if len(items) != {missing}:",
            f"        raise TypeError({message!r})",
            *([f"    {more}{',' if missing == 1 else ''} = items"] if missing else []),
            f"    return function({call})",
        ]
        return self.make(("call_star", given, missing), "call_star", lambda: "\n".join(lines) + "\n")

    def refuse_assignment(self, attribute: str) -> Any:
        """Return a function for an assignment to a field of a frozen dataclass."""
        name = f"set_{attribute}"
        return self.make(
            (name, "frozen"),
            name,
            lambda: f"def {name}(x):\n    raise error(\"cannot assign to field '{attribute}'\")\n",
            error=dataclasses.FrozenInstanceError,
        )

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

    def match_class(self, cls: type, names: Sequence[str]) -> Any:
        """Return a function that gives the attributes of an instance of a class as a tuple, else None."""
        values = "".join(f"x.{name}, " if name else "x, " for name in names)
        return self.make(
            ("match_class", cls, tuple(names)),
            "match_class",
            lambda: f"def match_class(x):\n    if isinstance(x, cls):\n        return ({values})\n    return None\n",
            cls=cls,
        )

    def match_keys(self, keys: Sequence[Any]) -> Any:
        """Return a function that gives the values of these keys as a tuple, None if one is missing."""
        tests = " and ".join(f"{key!r} in d" for key in keys) or "True"
        values = "".join(f"d[{key!r}], " for key in keys)
        return self.make(
            ("match_keys", tuple(keys)),
            "match_keys",
            lambda: f"def match_keys(d):\n    if {tests}:\n        return ({values})\n    return None\n",
        )

    # Unpacking ------------------------------------------------------------------------------------------------------

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

    def call_factory(self) -> Any:
        """Return a function that calls the factory of a defaultdict."""
        return self.make("factory", "make_missing", lambda: "def make_missing(factory):\n    return factory()\n")

    def object_init(self) -> Any:
        """Return the function that `super().__init__` is where only object is left."""
        return self.make("object_init", "object_init", lambda: "def object_init():\n    pass\n")

    def identity(self) -> Any:
        """Return the function that returns its argument."""
        return self.make("identity", "identity", lambda: "def identity(x):\n    return x\n")

    def optional_text(self, function: str) -> Any:
        """Return a function that makes the str or repr of a value that may be None."""
        name = f"optional_{function}"
        return self.make(
            name, name, lambda: f"def {name}(x):\n    if x is None:\n        return 'None'\n    return {function}(x)\n"
        )

    def method_call(self, method: str, count: int) -> Any:
        """Return a function that calls a method of its first argument."""
        name = f"call_{method}"
        names = _names("a", count)
        return self.make(
            (name, count),
            name,
            lambda: f"def {name}(x{', ' + names if names else ''}):\n    return x.{method}({names})\n",
        )

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

    # Output and formatting ------------------------------------------------------------------------------------------

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
        helpers = ("format_with", "with_width", "with_precision", "percent_int", "percent_index", "percent_float",
                   "percent_char")  # fmt: skip
        return self.make(key, name, lambda: source, **constants, **{h: self.bindings.helper(h) for h in helpers})

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
        constants: dict[str, Any] = {}
        source = format_source(name, template, positional, keywords, constants)
        helpers = {"format_value": "format", "format_constant": "format_constant"}
        return self.make(
            key, name, lambda: source, **constants, **{n: self.bindings.helper(h) for n, h in helpers.items()}
        )


def parameters_of(code: types.CodeType) -> tuple[str, str]:
    """Return the parameters of a code object, and how to pass them on, as texts."""
    names = code.co_varnames
    count, keyword_count = code.co_argcount, code.co_kwonlyargcount
    parameters, values = list(names[:count]), list(names[:count])
    index = count + keyword_count
    if code.co_flags & 4:
        parameters.append("*" + names[index])
        values.append("*" + names[index])
        index += 1
    elif keyword_count:
        parameters.append("*")
    parameters += names[count : count + keyword_count]
    values += [f"{name}={name}" for name in names[count : count + keyword_count]]
    return ", ".join(parameters), ", ".join(values)


def _declining_source(name: str, method: str, reflected: str, symbol: str, left: bool, right: bool) -> str:
    lines = [f"def {name}(x, y):"]
    for exists, call in ((left, f"x.{method}(y)"), (right, f"y.{reflected}(x)")):
        if exists:
            lines += ["    try:", f"        return {call}", "    except Declined:", "        pass"]
    if method in ("__eq__", "__ne__"):
        lines.append(f"    return x is {'not ' if method == '__ne__' else ''}y")
    elif method in ("__lt__", "__le__", "__gt__", "__ge__"):
        lines.append(
            f"    raise TypeError(\"'{symbol}' not supported between instances of '\" + type(x).__name__ + "
            '"\' and \'" + type(y).__name__ + "\'")'
        )
    else:
        lines.append(
            f'    raise TypeError("unsupported operand type(s) for {symbol}: \'" + type(x).__name__ + '
            '"\' and \'" + type(y).__name__ + "\'")'
        )
    return "\n".join(lines) + "\n"


_DEFAULT_METHODS: Final = {
    "__eq__": "    return x is a0\n",
    "__ne__": "    return x is not a0\n",
    "__hash__": "    return identity_hash(x)\n",
    "__bool__": "    return True\n",
    "__str__": "    return repr(x)\n",
}


def _class_names(classes: Sequence[type]) -> dict[str, Any]:
    return {f"c{i}": cls for i, cls in enumerate(classes)}


def _raise_missing(attribute: str) -> str:
    return f"    raise AttributeError(\"'\" + type(x).__name__ + \"' object has no attribute '{attribute}'\")\n"


def _names(prefix: str, count: int) -> str:
    return ", ".join(f"{prefix}{i}" for i in range(count))


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
    lines = [f"def {name}({_names('a', count)}{', key' if has_key else ''}):", "    best = a0"]
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
