"""What is known about a string that is made at run time: its beginning, its end, whether the rest may be anything.

`name_pattern` follows the operations that made it, backwards through one graph: `"op_" + name` begins with "op_", and
`f"visit_{type(node).__name__}"` has the name of a class in it.  Used for attributes with computed names
(`rules/computed_attributes.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weft.flowspace.graph import Block, Constant, Link, Operation, Value, Variable

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext

_SAME_SET: Final = frozenset(
    {"lower", "upper", "capitalize", "title", "casefold", "strip", "lstrip", "rstrip", "replace", "removeprefix"}
)
"""Methods of strings whose result is one of few if the string is."""

_FIELD: Final = re.compile(r"%s|\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """`prefix`, then anything, then `suffix`; or `prefix` exactly."""

    prefix: str = ""
    suffix: str = ""
    exact: bool = False
    closed: bool = False
    """The program's text says what the rest may be: items of a constant, or names of classes."""

    def matches(self, name: str) -> bool:
        """True if the string may be this."""
        if self.exact:
            return name == self.prefix
        fits = name.startswith(self.prefix) and name.endswith(self.suffix)
        return fits and len(name) >= len(self.prefix) + len(self.suffix)

    def followed_by(self, other: NamePattern) -> NamePattern:
        """Return the pattern of `x + y`."""
        closed = self.closed and other.closed
        if self.exact and other.exact:
            return NamePattern(self.prefix + other.prefix, exact=True, closed=True)
        prefix = self.prefix + other.prefix if self.exact else self.prefix
        suffix = self.suffix + other.prefix if other.exact else other.suffix
        return NamePattern(prefix, suffix, closed=closed)

    def or_(self, other: NamePattern) -> NamePattern:
        """Return the pattern of what is one or the other."""
        if self == other:
            return self
        alike = (self.prefix, self.suffix, self.exact) == (other.prefix, other.suffix, other.exact)
        closed = self.closed and other.closed
        return NamePattern(self.prefix, self.suffix, closed=closed) if alike else NamePattern(closed=closed)


OPEN: Final = NamePattern()
CLOSED: Final = NamePattern(closed=True)


def constant_pattern(text: str) -> NamePattern:
    """Return the pattern of a known string."""
    return NamePattern(text, exact=True, closed=True)


def name_pattern(ctx: AnnotationContext, value: Value) -> NamePattern:
    """Return what is known about a string of the graph that is being annotated."""
    return _Search(ctx).of(value)


class _Search:
    """One search backwards through the current graph."""

    def __init__(self, ctx: AnnotationContext) -> None:
        assert ctx.graph_info is not None
        self.definitions: dict[Variable, Operation] = {}
        self.sources: dict[Variable, list[Value]] = {}
        for block in ctx.graph_info.blocks:
            for operation in block.operations:
                self.definitions[operation.result] = operation
            for link in block.exits:
                self._note(block, link)
        self.pending: set[Variable] = set()

    def _note(self, block: Block, link: Link) -> None:
        for arg, parameter in zip(link.args, link.target.inputargs, strict=True):
            self.sources.setdefault(parameter, []).append(arg)

    def of(self, value: Value) -> NamePattern:
        """Return the pattern of a value."""
        if isinstance(value, Constant):
            return constant_pattern(value.value) if isinstance(value.value, str) else OPEN
        if value in self.definitions:
            return self._made(self.definitions[value])
        if value in self.pending:
            return CLOSED  # round a loop: whatever else comes there
        self.pending.add(value)
        patterns = [self.of(source) for source in self.sources.get(value, ())]
        self.pending.discard(value)
        found = patterns[0] if patterns else OPEN
        for pattern in patterns[1:]:
            found = found.or_(pattern)
        return found

    def _made(self, operation: Operation) -> NamePattern:
        args = operation.args
        match operation.name:
            case "add":
                return self.of(args[0]).followed_by(self.of(args[1]))
            case "build_string":
                found = constant_pattern("")
                for part in args:
                    found = found.followed_by(self.of(part))
                return found
            case "format_value":
                plain = isinstance(args[1], Constant) and not args[1].value and operation.statics[0] in ("", "s")
                return self.of(args[0]) if plain else OPEN
            case "mod":
                return self._formatted(args[0], self._parts(args[1]))
            case "getattr" if isinstance(args[1], Constant) and args[1].value == "__name__":
                return CLOSED
            case "getitem" | "next":
                return self._item(args[0])
            case "call":
                return self._called(args[0], args[1:])
        return OPEN

    def _parts(self, value: Value) -> list[Value]:
        made = self.definitions.get(value) if isinstance(value, Variable) else None
        return list(made.args) if made is not None and made.name == "newtuple" else [value]

    def _formatted(self, template: Value, values: list[Value]) -> NamePattern:
        """`"visit_%s" % x` and `"visit_{}".format(x)`."""
        if not isinstance(template, Constant) or not isinstance(template.value, str):
            return OPEN
        texts = _FIELD.split(template.value)
        if len(texts) != 2 or len(values) != 1 or any(mark in text for text in texts for mark in "%{}"):
            return OPEN
        start, end = map(constant_pattern, texts)
        return start.followed_by(self.of(values[0])).followed_by(end)

    def _item(self, container: Value) -> NamePattern:
        """An item of a constant, or the next of what is iterated over."""
        if isinstance(container, Constant):
            return CLOSED if _holds_strings(container.value) else OPEN
        made = self.definitions.get(container)
        if made is not None:
            return self._item(made.args[0]) if made.name == "iter" else OPEN
        if container in self.pending:
            return CLOSED
        self.pending.add(container)
        found = [self._item(source) for source in self.sources.get(container, ())]
        self.pending.discard(container)
        return CLOSED if found and all(pattern.closed for pattern in found) else OPEN

    def _called(self, callee: Value, arguments: list[Value]) -> NamePattern:
        if isinstance(callee, Constant):
            return self.of(arguments[0]) if callee.value is str and len(arguments) == 1 else OPEN
        made = self.definitions.get(callee)
        if made is None or made.name != "getattr" or not isinstance(made.args[1], Constant):
            return OPEN
        method = made.args[1].value
        if method == "format":
            return self._formatted(made.args[0], arguments)
        if method in _SAME_SET and all(isinstance(argument, Constant) for argument in arguments):
            return CLOSED if self.of(made.args[0]).closed else OPEN
        return OPEN


def _holds_strings(value: Any) -> bool:
    """True for constant containers of strings, dicts with strings as values or keys among them."""
    if isinstance(value, dict):
        return all(isinstance(item, str) for item in value.values()) or all(isinstance(key, str) for key in value)
    return isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(item, str) for item in value)
