"""Library functions generated for classes of the program: attributes, operators, named tuples, enumerations.

Part of `Generated` (`generated.py`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Final

from weft.annotator.function_maker import FunctionMaker, class_names, names_of, parameters_of, raise_missing
from weft.rlib.exceptions import check_count, other_args
from weft.rlib.intrinsics import as_tuple, class_name, identity_hash, named_tuple
from weft.rlib.operators import Declined


class GeneratedForClasses(FunctionMaker):
    """Generated functions that depend on classes."""

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

    def keeping_init(self, init: Any, number: int) -> Any:
        """Return an __init__ of an exception class that keeps its arguments, of the types with that number."""
        return self.make(
            ("keeping init", init, number),
            "init",
            lambda: (
                f"def init(self, *args):\n    real_init(self, *args)\n    self._weft_arguments_{number} = args\n"
                f"    self._weft_shape = {number}\n"
            ),
            real_init=init,
        )

    def exception_args(self, cases: tuple[tuple[type, int], ...], text: Any) -> Any:
        """Return a function for `e.args`, a tuple of unknown length: of these classes and types, or of a text."""
        lines, classes = _args_cases(cases, "as_tuple(list(e._weft_arguments_{0}))")
        source = f"def exception_args(e):\n{lines}    {'raise' if text is None else 'return'} text(e)\n"
        return self.make(
            ("exception args", cases, text),
            "exception_args",
            lambda: source,
            text=text or other_args,
            as_tuple=as_tuple,
            **classes,
        )

    def fixed_exception_args(self, cases: tuple[tuple[type, int], ...], count: int) -> Any:
        """Return a function for `e.args` as a tuple of known length; unpacked into `count` variables, if not -1."""
        lines, classes = _args_cases(cases, "e._weft_arguments_{0}")
        source = f"def exception_args(e):\n{lines}    check_count(e, {count})\n    raise other_args(e)\n"
        return self.make(
            ("fixed exception args", cases, count),
            "exception_args",
            lambda: source,
            check_count=check_count,
            other_args=other_args,
            **classes,
        )

    def instance_maker(self, cls: type, new: Any, has_init: bool, keywords: tuple[str, ...]) -> Any:
        """Return a function for a call of a class that defines `__new__`."""
        taken = ", ".join(["*args", *keywords])
        passed = ", ".join(["*args", *(f"{name}={name}" for name in keywords)])
        source = f"def make({taken}):\n    made = new(cls, {passed})\n"
        if has_init:
            source += f"    if isinstance(made, cls):\n        made.__init__({passed})\n"
        key = ("instance", cls, has_init, keywords)
        return self.make(key, "make", lambda: source + "    return made\n", cls=cls, new=new)

    def prepared_init(self, init: Any, count: int, keywords: tuple[str, ...]) -> Any:
        """Return an __init__ of a subclass of a container that makes the container before it calls the real one."""
        values = [f"a{i}" for i in range(count)]
        passed = ", ".join(["self", *values, *(f"{name}={name}" for name in keywords)])
        return self.make(
            ("prepared init", init, count, keywords),
            "init",
            lambda: (
                f"def init({', '.join(['self', *values, *keywords])}):\n"
                f"    self._weft_prepare()\n    real_init({passed})\n"
            ),
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

    def named_tuple_of(self, cls: Any) -> Any:
        """Return a function for `tuple.__new__(cls, items)` of a named tuple class."""
        text = "def make(owner, items):\n    return named_tuple(cls, items)\n"
        return self.make(("named tuple of", cls), "make", lambda: text, cls=cls, named_tuple=named_tuple)

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

    def on_value(self, symbol: str) -> Any:
        """Return a function that does a unary operation on a member of an integer enumeration."""
        return self.make(("value", symbol), "on_value", lambda: f"def on_value(x):\n    return {symbol}x._value_\n")

    def abstract_failure(self, cls: type) -> Any:
        """Return a function that fails as making an instance of an abstract class does."""
        try:
            object.__new__(cls)
        except TypeError as error:
            message = str(error)
        return self.make(("abstract", cls), "fail", lambda: f"def fail():\n    raise TypeError({message!r})\n")

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

    def item_at_index(self) -> Any:
        """Return a function for `items[x]` of an instance with `__index__`."""
        text = "def item_at(items, x):\n    return items[x.__index__()]\n"
        return self.make("item_at_index", "item_at", lambda: text)

    def record_item(self, names: Sequence[str], name: str) -> Any:
        """Return a function for `options["name"]` of a record of keyword arguments."""
        text = f"return r[{names.index(name)}]" if name in names else f"raise KeyError({name!r})"
        return self.make(("record item", tuple(names), name), "item", lambda: f"def item(r):\n    {text}\n")

    def record_get(self, names: Sequence[str], name: str) -> Any:
        """Return a function for `options.get("name", default)` of a record of keyword arguments."""
        text = f"r[{names.index(name)}]" if name in names else "default"
        source = f"def get(r, name, default=None):\n    return {text}\n"
        return self.make(("record get", tuple(names), name), "get", lambda: source)

    def no_attribute(self, name: str) -> Any:
        """Return a function for reading an attribute that no object has."""
        return self.make(("no attribute", name), "missing", lambda: f"def missing(x):\n{raise_missing(name)}")

    def partial_attribute(self, attribute: str, classes: Sequence[type], exact: bool, computed: bool = False) -> Any:
        """Return a function that reads an attribute which only instances of these classes have.

        `computed`: others have `__getattr__`.
        """
        name = f"get_{attribute}"
        test = "type(x) is c{}" if exact else "isinstance(x, c{})"
        source = f"def {name}(x):\n" + "".join(
            f"    if {test.format(i)}:\n        return x.{attribute}\n" for i in range(len(classes))
        )
        source += f"    return x.__getattr__({attribute!r})\n" if computed else raise_missing(attribute)
        return self.make((name, tuple(classes), exact, computed), name, lambda: source, **class_names(classes))

    def partial_setattr(self, attribute: str, classes: Sequence[type]) -> Any:
        """Return a function that assigns an attribute which is a property in some of these classes."""
        name = f"set_{attribute}"
        source = f"def {name}(x, value):\n" + "".join(
            f"    if type(x) is c{i}:\n        x.{attribute} = value\n        return\n" for i in range(len(classes))
        )
        return self.make((name, tuple(classes)), name, lambda: source, **class_names(classes))

    def class_text(self, classes: Sequence[type]) -> Any:
        """Return a function for `str(cls)` and `repr(cls)` of one of these classes."""
        lines = "".join(f"    if x is c{i}:\n        return {str(cls)!r}\n" for i, cls in enumerate(classes[:-1]))
        source = f"def class_text(x):\n{lines}    return {str(classes[-1])!r}\n"
        return self.make(("class_text", tuple(classes)), "class_text", lambda: source, **class_names(classes))

    def members_by_name(self, cls: Any) -> Any:
        """Return a function for `Color.__members__`."""
        text = "def members_by_name():\n    return by_name\n"
        return self.make(("by name", cls), "members_by_name", lambda: text, by_name=dict(cls.__members__))

    def is_member(self, cls: type) -> Any:
        """Return a function for `x in Color`."""
        text = "def is_member(cls, x):\n    return isinstance(x, c0)\n"
        return self.make(("is_member", cls), "is_member", lambda: text, c0=cls)

    def partial_method(self, method: str, classes: Sequence[type], count: int) -> Any:
        """Return a function that calls a special method which only instances of these classes have."""
        name = f"call_{method.strip('_')}"
        names = names_of("a", count)
        source = f"def {name}(x{', ' + names if names else ''}):\n" + "".join(
            f"    if isinstance(x, c{i}):\n        return x.{method}({names})\n" for i in range(len(classes))
        )
        source += _DEFAULT_METHODS.get(method) or raise_missing(method)
        return self.make(
            (name, tuple(classes), count), name, lambda: source, identity_hash=identity_hash, **class_names(classes)
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

    def reflecting(
        self, method: str, reflected: str, symbol: str, left: bool, right: bool, pairs: Sequence[tuple[type, type]]
    ) -> Any:
        """Return a function for an operator where the reflected method comes first for these pairs of classes."""
        name = f"operator_{method.strip('_')}"
        plain = self.declining(method, reflected, symbol, left, right)
        lines = [f"def {name}(x, y):"]
        scope: dict[str, Any] = {"Declined": Declined, "plain": plain}
        for i, (above, below) in enumerate(pairs):
            scope[f"a{i}"], scope[f"b{i}"] = above, below
            lines += [f"    if type(x) is a{i} and type(y) is b{i}:", "        try:"]
            lines += [f"            return y.{reflected}(x)", "        except Declined:", "            pass"]
        lines.append("    return plain(x, y)")
        key = (name, "reflected", left, right, tuple(pairs))
        return self.make(key, name, lambda: "\n".join(lines) + "\n", **scope)

    def not_equal(self) -> Any:
        """Return a function for `x != y` where only `__eq__` is defined, which may return NotImplemented."""
        return self.make("not_equal", "not_equal", lambda: "def not_equal(x, y):\n    return not (x == y)\n")

    def unhashable(self) -> Any:
        """Return a function for `hash(x)` of an instance whose class has no hash."""
        text = '    raise TypeError("unhashable type: \'" + type(x).__name__ + "\'")\n    return 0\n'
        return self.make("unhashable", "unhashable", lambda: "def unhashable(x):\n" + text)

    def in_place(self, method: str, symbol: str) -> Any:
        """Return a function for `x += y` where the in-place method may return NotImplemented."""
        name = f"in_place_{method.strip('_')}"
        source = (
            f"def {name}(x, y):\n    try:\n        return x.{method}(y)\n    except Declined:\n"
            f"        return x {symbol} y\n"
        )
        return self.make(name, name, lambda: source, Declined=Declined)

    def named_tuple_repr(self, cls: type, fields: Sequence[str]) -> Any:
        """Return a function that makes the repr of a named tuple."""
        name = f"repr_{cls.__name__}"
        pieces = ' + ", " + '.join(f'"{field}=" + repr(t[{i}])' for i, field in enumerate(fields)) or '""'
        return self.make((name, cls), name, lambda: f'def {name}(t):\n    return "{cls.__name__}(" + {pieces} + ")"\n')

    def type_of(self) -> Any:
        """Return a function for `x.__class__`."""
        return self.make("type_of", "type_of", lambda: "def type_of(x):\n    return type(x)\n")

    def issubclass(self, classes: Sequence[type]) -> Any:
        """Return a function that tells whether a class is one of these."""
        tests = " or ".join(f"x is c{i}" for i in range(len(classes)))
        return self.make(
            ("issubclass", tuple(classes)),
            "is_subclass",
            lambda: f"def is_subclass(x):\n    return {tests}\n",
            **class_names(classes),
        )

    def isinstance(self, classes: Sequence[type]) -> Any:
        """Return a function that tells whether a value is an instance of one of these."""
        return self.make(
            ("isinstance", tuple(classes)),
            "is_instance",
            lambda: "def is_instance(x):\n    return isinstance(x, classes)\n",
            classes=tuple(classes),
        )

    def optional_hasattr(self, attribute: str) -> Any:
        """Return a function for `hasattr(x, "name")` of an instance that may be None."""
        name = f"has_{attribute}"
        text = f"def {name}(x):\n    return x is not None and hasattr(x, {attribute!r})\n"
        return self.make((name, "optional"), name, lambda: text)

    def computed_getattr(self, names: tuple[str, ...], module: Any, has_default: bool) -> Any:
        """Return a function for `getattr(x, name)` or `getattr(x, name, default)` with one of these names."""
        what = "x" if module is None else "module"
        lines = [f"def get(x, name{', default' if has_default else ''}):", "    k = numbers.get(name, -1)"]
        for number, name in enumerate(names):
            test = "" if module is not None else f" and hasattr(x, {name!r})"
            lines.append(f"    if k == {number}{test}:\n        return {what}.{name}")
        lines.append("    return default" if has_default else _raise_computed(module))
        return self.make(
            ("computed getattr", names, id(module), has_default),
            "get",
            lambda: "\n".join(lines) + "\n",
            numbers={name: number for number, name in enumerate(names)},
            module=module,
        )

    def computed_hasattr(self, names: tuple[str, ...], module: Any) -> Any:
        """Return a function for `hasattr(x, name)` where these names are to be considered."""
        lines = ["def has(x, name):", "    k = numbers.get(name, -1)"]
        for number, name in enumerate(names):
            if module is None:
                lines.append(f"    if k == {number}:\n        return hasattr(x, {name!r})")
        lines.append("    return k >= 0")
        return self.make(
            ("computed hasattr", names, module is None),
            "has",
            lambda: "\n".join(lines) + "\n",
            numbers={name: number for number, name in enumerate(names)},
        )

    def stop_value(self, classes: Sequence[type]) -> Any:
        """Return a function for the value of a StopIteration, one of these classes or plain."""
        source = "def stop_value(x):\n" + "".join(
            f"    if isinstance(x, c{i}):\n        return x.value\n" for i in range(len(classes))
        )
        return self.make(
            ("stop_value", tuple(classes)), "stop_value", lambda: source + "    return None\n", **class_names(classes)
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

    def refuse_assignment(self, attribute: str) -> Any:
        """Return a function for an assignment to a field of a frozen dataclass."""
        name = f"set_{attribute}"
        return self.make(
            (name, "frozen"),
            name,
            lambda: f"def {name}(x):\n    raise error(\"cannot assign to field '{attribute}'\")\n",
            error=dataclasses.FrozenInstanceError,
        )

    def match_class(self, cls: type, names: Sequence[str]) -> Any:
        """Return a function that gives the attributes of an instance of a class as a tuple, else None."""
        values = "".join(f"x.{name}, " if name else "x, " for name in names)
        return self.make(
            ("match_class", cls, tuple(names)),
            "match_class",
            lambda: f"def match_class(x):\n    if isinstance(x, cls):\n        return ({values})\n    return None\n",
            cls=cls,
        )

    def object_init(self) -> Any:
        """Return the function that `super().__init__` is where only object is left."""
        return self.make("object_init", "object_init", lambda: "def object_init():\n    pass\n")


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


def _raise_computed(module: Any) -> str:
    """Return the line that raises AttributeError for a name made at run time."""
    if module is not None:
        return f'    raise AttributeError("module {module.__name__!r} has no attribute \'" + name + "\'")'
    return '    raise AttributeError("\'" + type(x).__name__ + "\' object has no attribute \'" + name + "\'")'


def _args_cases(cases: tuple[tuple[type, int], ...], result: str) -> tuple[str, dict[str, Any]]:
    """Return the statements that find out of what an exception is made, and the classes that they name."""
    lines = ""
    for place, (_, number) in enumerate(cases):
        lines += (
            f"    if e._weft_shape == {number} and isinstance(e, C{place}):\n        return {result.format(number)}\n"
        )
    return lines, {f"C{place}": cls for place, (cls, _) in enumerate(cases)}
