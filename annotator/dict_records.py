"""Dicts whose values have different types, such as `{"name": "Ann", "age": 21}`, kept as records.

A dict has one type of values.  Where the values of a display with constant names as keys differ in type, inference
starts again with these names in the plan (`plan.py`): every dict made with just these keys, in this order, is then an
instance of a class made here, with one attribute per key.  That is so if there are several dicts with these keys; a
single one with constant values of different types stays a mistake, whose place is shown.  Keys whose values have one
type in each dict need no records, and where records do not help, inference tries plain dicts (`search.py`).  Keys
are read and assigned under constant names; none is added or taken away, so that the order is known.  Entry points:
`make`, and the rules that other rules ask first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.annotator.lattice import Annotation, SomeBool, SomeBuiltinMethod, SomeDict, SomeInstance, SomeNone
from weft.flowspace.graph import Operation

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext
    from weft.annotator.function_maker import FunctionMaker

Names = tuple[str, ...]

_SIMPLE_TYPES: Final = frozenset({bool, int, float, complex, str, bytes})
"""Objects of one of these types have one type in the program as well."""


class DictRecord:
    """Base of the classes of records; `_names` are the keys."""

    _names: Names = ()


def names_of_record(annotation: Annotation) -> Names | None:
    """Return the keys of a dict that is kept as a record; None of other values."""
    if not isinstance(annotation, SomeInstance) or annotation.classdef is None:
        return None
    cls = annotation.classdef.description.cls
    return cls._names if issubclass(cls, DictRecord) else None


def names_of_keys(keys: Any) -> Names | None:
    """Return the keys of a display, or of a prebuilt dict, if they are names; None otherwise."""
    names = tuple(keys)
    return names if names and all(type(name) is str for name in names) and len(set(names)) == len(names) else None


def may_be_mixed(values: Sequence[Annotation]) -> bool:
    """Tell if the values of a display have, or may get, different types: None stands for another type.

    If not, a plain dict does, and it differs from another only where a function would have copies for both.
    """
    kinds = [value for value in values if not isinstance(value, SomeNone)]
    return len(values) > 1 and (len(kinds) < len(values) or any(kind != kinds[0] for kind in kinds))


def may_be_mixed_objects(values: Sequence[Any]) -> bool:
    """Tell the same of the values of a prebuilt dict; what their parts are is not looked at."""
    kinds = {type(value) for value in values}
    return len(values) > 1 and (len(kinds) > 1 or not kinds <= _SIMPLE_TYPES)


def field(names: Names, name: str) -> str:
    """Return the attribute for a key."""
    return f"_{name}" if name.isidentifier() else f"_item_{names.index(name)}"


def record_class(generated: FunctionMaker, names: Names) -> type:
    """Return the class of the records with these keys."""
    key = ("dict record", names)
    found: type | None = generated.caches.get(key)
    if found is None:
        found = generated.caches[key] = type("dict", (DictRecord,), {"_names": names, "__module__": __name__})
        for method, source in _methods(names).items():
            function = generated.make((*key, method), method, lambda source=source: source, cls=found)  # type: ignore[misc]
            setattr(found, method, function)
    return found


def _methods(names: Names) -> dict[str, str]:
    fields = [field(names, name) for name in names]
    parameters = [f"a{i}" for i in range(len(names))]
    reprs = ' + ", " + '.join(f"{repr(n) + ': '!r} + repr(self.{f})" for n, f in zip(names, fields, strict=True))
    pairs = "".join(f"({n!r}, self.{f}), " for n, f in zip(names, fields, strict=True))
    equal = " and ".join(f"self.{f} == other.{f}" for f in fields)
    values = ", ".join(f"self.{f}" for f in fields)
    assignments = "".join(f"    self.{f} = {p}\n" for f, p in zip(fields, parameters, strict=True))
    return {
        "__init__": f"def __init__(self, {', '.join(parameters)}):\n{assignments}",
        "__repr__": f'def __repr__(self):\n    return "{{" + {reprs} + "}}"\n',
        "__len__": f"def __len__(self):\n    return {len(names)}\n",
        "__iter__": f"def __iter__(self):\n    return iter({names!r})\n",
        "__contains__": f"def __contains__(self, key):\n    return key in {names!r}\n",
        "__eq__": f"def __eq__(self, other):\n    return {equal}\n",
        "keys": f"def keys(self):\n    return {names!r}\n",
        "values": f"def values(self):\n    return ({values},)\n",
        "items": f"def items(self):\n    return ({pairs})\n",
        "copy": f"def copy(self):\n    return cls({values})\n",
    }


def make(ctx: AnnotationContext, operation: Operation, names: Names) -> Annotation:
    """Let the current operation, a display, make a record."""
    cls = record_class(ctx.generated, names)
    parameters = ", ".join(f"a{i}" for i in range(len(names)))
    source = f"def make({parameters}):\n    return cls({parameters})\n"
    function = ctx.generated.make(("make record", names), "make", lambda: source, cls=cls)
    values = operation.args[1::2]
    return ctx.call.delegate(function, values, [ctx.annotation(value) for value in values])


def prebuilt(generated: FunctionMaker, names: Names, values: dict[str, Any]) -> DictRecord:
    """Return the record for a prebuilt dict."""
    made: DictRecord = object.__new__(record_class(generated, names))
    for name, value in values.items():
        setattr(made, field(names, name), value)
    return made


# Rules --------------------------------------------------------------------------------------------------------------


def getitem(ctx: AnnotationContext, operation: Operation, owner: Annotation, key: Annotation) -> Annotation | None:
    """`d["name"]` of a record; None if the owner is none."""
    names = names_of_record(owner)
    if names is None:
        return None
    name = _constant_key(key)
    found = f"return d.{field(names, name)}" if name in names else f"raise KeyError({name!r})"
    source = f"def item(d):\n{_check_none(owner)}    {found}\n"
    function = ctx.generated.make(("item of record", names, name, owner.can_be_none), "item", lambda: source)
    return ctx.call.delegate(function, operation.args[:1], [owner])


def setitem(
    ctx: AnnotationContext, operation: Operation, owner: Annotation, key: Annotation, value: Annotation
) -> Annotation | None:
    """`d["name"] = value` of a record; None if the owner is none."""
    names = names_of_record(owner)
    if names is None:
        return None
    name = _constant_key(key)
    if name not in names:
        raise RuleError(
            "W0104",
            f"a dict with values of different types gets a new key, {name!r}",
            label=f"new key {name!r}",
            help="let the dict have all of its keys from the start, or use a class",
        )
    source = f"def put(d, value):\n    d.{field(names, name)} = value\n"
    function = ctx.generated.make(("put into record", names, name), "put", lambda: source)
    return ctx.call.delegate(function, [operation.args[0], operation.args[2]], [owner, value], "drop")


def method(owner: Annotation, name: str) -> Annotation:
    """`d.get` of a record; the methods that its class has are found without this."""
    if name == "get":
        return SomeBuiltinMethod(receiver=owner, name=name)
    if not hasattr(dict, name):
        raise RuleError("W0202", f"dict has no attribute {name}", label=f"no '{name}' here")
    raise RuleError(
        "W0402",
        f"{name}() of a dict with values of different types is not supported",
        label=name,
        help="the keys of such a dict are those that it was made with; use a class, or a dict for each type of values",
    )


def get(generated: FunctionMaker, names: Names, key: Annotation) -> Any:
    """Return a function for `d.get("name", default)` of a record."""
    name = _constant_key(key)
    found = f"d.{field(names, name)}" if name in names else "default"
    source = f"def get(d, name, default=None):\n    return {found}\n"
    return generated.make(("get from record", names, name), "get", lambda: source)


def compare(ctx: AnnotationContext, operation: Operation, left: Annotation, right: Annotation) -> Annotation | None:
    """`==` and `!=` of a record and another dict; None if they are not such a pair, or two records of one class."""
    keys = names_of_record(left), names_of_record(right)
    if keys[0] == keys[1] or operation.spec.name not in ("eq", "ne"):
        return None
    others = [side for side, names in zip((left, right), keys, strict=True) if names is None]
    same_keys = not others and set(keys[0] or ()) == set(keys[1] or ())
    if same_keys or any(isinstance(other, SomeDict) for other in others):
        raise RuleError("W0402", f"comparing {left} with {right} is not supported yet")
    return None if others else SomeBool(constant=operation.spec.name == "ne")


def _check_none(owner: Annotation) -> str:
    if not owner.can_be_none:
        return ""
    return "    if d is None:\n        raise TypeError(\"'NoneType' object is not subscriptable\")\n"


def _constant_key(key: Annotation) -> str:
    if isinstance(key.constant, str):
        return key.constant
    raise RuleError(
        "W0104",
        "the values of this dict have different types, so its keys must be constants",
        label="a key that is only known at run time",
        help="use a class, or a dict for each type of values",
    )
