"""Keyword arguments collected by `**options`, kept as records: their names and types are known at every call.

A dict has one type of values, but `f(**options)` collects whatever is given.  Where a function only reads what it
collected (`options.get("name", default)`, `options["name"]`, `"name" in options`, `g(**options)`, `options.items()`,
`print(options)`), the parameter is a tuple of the values; its class, made here, has the names.  The function has one
graph per combination of names and types.  A parameter used in other ways (changed, stored) is a real dict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weft.annotator.lattice import Annotation, SomeTuple
from weft.flowspace.graph import Constant, Graph, Operation, Variable

if TYPE_CHECKING:
    from weft.annotator.generated import Generated


class KeywordRecord:
    """Base of the classes of records; `_fields` are the names."""

    _fields: tuple[str, ...] = ()


def record_class(generated: Generated, names: tuple[str, ...]) -> type:
    """Return the class of the records with these names."""
    key = ("keyword record", names)
    if key not in generated.caches:
        generated.caches[key] = type("Keywords", (KeywordRecord,), {"_fields": names})
    found: type = generated.caches[key]
    return found


def is_record(annotation: Annotation) -> bool:
    """True for keyword arguments kept as a record."""
    return (
        isinstance(annotation, SomeTuple) and annotation.cls is not None and issubclass(annotation.cls, KeywordRecord)
    )


def fields_of(annotation: Annotation) -> tuple[str, ...]:
    """Return the names in a record."""
    assert isinstance(annotation, SomeTuple) and annotation.cls is not None
    names: tuple[str, ...] = annotation.cls._fields  # type: ignore[attr-defined]
    return names


def only_reads(graph: Graph) -> bool:
    """True if a graph only reads its last parameter, the one of `**`, under constant names, and passes it on."""
    pending: list[tuple[Any, Variable]] = [(graph.startblock, graph.startblock.inputargs[-1])]
    seen: set[Variable] = set()
    while pending:
        block, variable = pending.pop()
        if variable in seen:
            continue
        seen.add(variable)
        if any(variable in operation.args and not _reads(block, operation, variable) for operation in block.operations):
            return False
        if block.exitswitch is variable:
            return False
        for link in block.exits:
            if any(value is variable and link.target is graph.returnblock for value in link.args):
                return False
            pending += [
                (link.target, link.target.inputargs[index])
                for index, value in enumerate(link.args)
                if value is variable
            ]
    return True


def _reads(block: Any, operation: Operation, variable: Variable) -> bool:
    """True if an operation only reads the record."""
    if operation.name in ("call", "call_shape") and any(_constant(operation.args[0]) is f for f in _SHOWING):
        return True
    match operation.name:
        case "call_shape":
            shape = operation.statics[0]
            others = operation.args[:-1]
            return bool(shape.star_star) and operation.args[-1] is variable and variable not in others
        case "call":
            return operation.args[1:] == [variable] and _updates_attributes(block, operation.args[0])
        case "getitem" | "contains":
            return operation.args[0] is variable and _is_text(operation.args[1])
        case "bool" | "iter" | "format_value":
            return True
        case "getattr":
            return _calls(block, operation.result, _constant(operation.args[1]))
    return False


def _updates_attributes(block: Any, method: Any) -> bool:
    """True for the method `update` of `x.__dict__`, looked up in the same block."""
    made = {operation.result: operation for operation in block.operations if operation.name == "getattr"}
    update = made.get(method)
    if update is None or _constant(update.args[1]) != "update":
        return False
    attributes = made.get(update.args[0])
    return attributes is not None and _constant(attributes.args[1]) == "__dict__"


_SHOWING: Final = (print, repr, str, len)
"""Functions that may get the record itself."""
_VIEWS: Final = ("keys", "values", "items")


def _calls(block: Any, method: Variable, name: Any) -> bool:
    """True if a method is only called, in the same block: `get` with a constant name, or what makes a view."""
    uses = [operation for operation in block.operations if method in operation.args]
    if any(method in link.args for link in block.exits):
        return False
    if any(use.name != "call" or use.args[0] is not method for use in uses):
        return False
    if name == "get":
        return all(len(use.args) > 1 and _is_text(use.args[1]) for use in uses)
    return name in _VIEWS and all(len(use.args) == 1 for use in uses)


def record_view(generated: Generated, names: tuple[str, ...], view: str) -> Any:
    """Return a function for `options.keys()`, `.values()` or `.items()`: a tuple."""
    items = {"keys": "{name!r}", "values": "r[{i}]", "items": "({name!r}, r[{i}])"}[view]
    text = "".join(items.format(name=name, i=i) + ", " for i, name in enumerate(names))
    return generated.make(("record view", names, view), view, lambda: f"def {view}(r):\n    return ({text})\n")


def record_iter(generated: Generated, names: tuple[str, ...]) -> Any:
    """Return a function for `iter(options)`."""
    source = f"def iterate(r):\n    return iter({names!r})\n"
    return generated.make(("record iter", names), "iterate", lambda: source)


def record_repr(generated: Generated, names: tuple[str, ...]) -> Any:
    """Return a function for `repr(options)`."""
    text = ' + ", " + '.join(f"{repr(name) + ': '!r} + repr(r[{i}])" for i, name in enumerate(names)) or '""'
    return generated.make(("record repr", names), "show", lambda: f'def show(r):\n    return "{{" + {text} + "}}"\n')


def _is_text(value: Any) -> bool:
    return isinstance(_constant(value), str)


def _constant(value: Any) -> Any:
    return value.value if isinstance(value, Constant) else None
