"""Source text of generated functions that print and format: `print(a, b)`, `"%d" % n`, `"{}".format(x)`."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from weft.annotator.errors import RuleError
from weft.rlib.format_spec import FormatSpec, parse_spec, percent_spec


def print_star_source(options: Sequence[str], count: int = 0) -> str:
    """Return the source of a function for `print(a, b, *items)` with `count` values before the star."""
    keywords = [option for option in ("sep", "end", "file", "flush") if option in options]
    names = [f"a{i}" for i in range(count)]
    lines = _print_head("print_star", [*names, "items", *keywords], options)
    separator, end, write = _print_parts(options)
    for index, value in enumerate(names):
        if index:
            lines.append(f"    {write}({separator})")
        lines.append(f"    {write}(str({value}))")
    lines += [
        f"    first = {not names}",
        "    for item in items:",
        "        if first:",
        "            first = False",
        "        else:",
        f"            {write}({separator})",
        f"        {write}(str(item))",
        f"    {write}({end})",
        *_print_flush(options),
    ]
    return "\n".join(lines) + "\n"


def _print_head(name: str, parameters: Sequence[str], options: Sequence[str]) -> list[str]:
    lines = [f"def {name}({', '.join(parameters)}):"]
    if "sep" in options:
        lines += ["    if sep is None:", "        sep = ' '"]
    if "end" in options:
        lines += ["    if end is None:", "        end = '\\n'"]
    return lines


def _print_parts(options: Sequence[str]) -> tuple[str, str, str]:
    """Return the expressions for separator, end and the function that writes."""
    separator = "sep" if "sep" in options else "' '"
    end = "end" if "end" in options else "'\\n'"
    return separator, end, "file.write" if "file" in options else "write_out"


def _print_flush(options: Sequence[str]) -> list[str]:
    if "flush" not in options:
        return []
    return [f"    if flush:\n        {'file.flush()' if 'file' in options else 'flush_out()'}"]


def print_source(name: str, names: list[str], options: Sequence[str]) -> str:
    """Return the source of a function for `print(a, b)`."""
    keywords = [option for option in ("sep", "end", "file", "flush") if option in options]
    lines = _print_head(name, [*names, *keywords], options)
    separator, end, write = _print_parts(options)
    for index, value in enumerate(names):
        if index:
            lines.append(f"    {write}({separator})")
        lines.append(f"    {write}(str({value}))")
    lines.append(f"    {write}({end})")
    lines += _print_flush(options)
    return "\n".join(lines) + "\n"


# "..." % values -----------------------------------------------------------------------------------------------------

_PERCENT = re.compile(
    r"%(?:\((?P<key>[^)]*)\))?(?P<flags>[-+ #0]*)(?P<width>\*|\d*)(?:\.(?P<precision>\*|\d*))?[hlL]?(?P<kind>.|$)",
    re.S,
)
_CONVERTED = {"s": "str({})", "r": "repr({})", "a": "ascii({})", "c": "percent_char({})"}


@dataclass(slots=True)
class PercentSource:
    """The source text of a function for `template % value` under construction, with the constants it refers to."""

    items: int | None
    """The length of a tuple on the right; None if there is no tuple."""
    pieces: list[str] = field(default_factory=list)
    namespace: dict[str, Any] = field(default_factory=dict)
    used: int = 0
    has_keys: bool = False

    def value(self) -> str:
        """Return the expression of the next value."""
        self.used += 1
        return f"v[{self.used - 1}]" if self.items is not None else "v"

    def literal(self, text: str) -> None:
        """Add a text that stands for itself."""
        if text:
            self.pieces.append(repr(text))

    def conversion(self, found: re.Match[str]) -> None:
        """Add a conversion."""
        key, kind, flags = found["key"], found["kind"], found["flags"]
        width, precision = found["width"], found["precision"]
        if not kind or kind not in "sradiuxXoeEfFgGc":
            raise RuleError("W0401", f"the conversion '%{kind}' of this format is not supported")
        spec = self._spec(flags, width, precision, "d" if kind in "iu" else kind)
        if width == "*":
            spec = f"with_width({spec}, {self.value()})"
        if precision == "*":
            spec = f"with_precision({spec}, {self.value()})"
        if key is not None:
            self.has_keys = True
            value = f"v[{key!r}]"
        else:
            value = self.value()
        if kind in "diu" and not flags and not width and precision is None:
            text = f"percent_digits({value}, {kind!r})"
        elif kind in "diu":
            text = f"percent_number({value}, {spec}, {kind!r})"
        elif kind in "xXo":
            text = f"format_with(percent_index({value}, {kind!r}), {spec})"
        elif kind in "eEfFgG":
            text = f"format_with(percent_float({value}), {spec})"
        else:
            text = _CONVERTED[kind].format(value)
            if flags or width or precision is not None:
                text = f"format_with({text}, {spec})"
        self.pieces.append(text)

    def _spec(self, flags: str, width: str, precision: str | None, kind: str) -> str:
        fixed_width = int(width) if width.isdigit() else -1
        fixed_precision = -1 if precision in (None, "*") else int(precision or "0")
        name = f"SPEC{len(self.namespace)}"
        self.namespace[name] = percent_spec(flags, fixed_width, fixed_precision, kind)
        return name


def percent_source(name: str, template: str, items: int | None) -> tuple[str, dict[str, Any]]:
    """Return the source of a function for `template % value`, and the constants it refers to."""
    source = _read_percent(template, items)
    expected = items if items is not None else 1
    used = source.used
    wrong = ""  # found out when it is reached, which may be never: error messages are often like that
    if used > expected:
        wrong = "not enough arguments for format string"
    if used < expected and not (items is None and source.has_keys):
        wrong = "not all arguments converted during string formatting"
    if wrong:
        return f"def {name}(v):\n    raise TypeError({wrong!r})\n", {}
    return f"def {name}(v):\n    return {' + '.join(source.pieces) or repr('')}\n", source.namespace


def percent_values(template: str) -> int:
    """Return how many values `template % values` needs."""
    return _read_percent(template, 0).used


def _read_percent(template: str, items: int | None) -> PercentSource:
    source = PercentSource(items)
    index = 0
    for found in _PERCENT.finditer(template):
        if found.start() < index:
            continue
        source.literal(template[index : found.start()])
        if found[0] == "%%":
            source.literal("%")
        else:
            source.conversion(found)
        index = found.end()
    source.literal(template[index:])
    return source


# "...".format(...) --------------------------------------------------------------------------------------------------


def constant_spec(text: str) -> FormatSpec | None:
    """Return a format specification parsed now; None if it is not valid, which is an error at run time."""
    try:
        return parse_spec(text, "object")
    except ValueError:
        return None


def format_source(name: str, template: str, positional: int, keywords: Sequence[str]) -> str:
    """Return the source of a function for `template.format(...)`."""
    names = [f"a{i}" for i in range(positional)] + [FORMAT_PREFIX + keyword for keyword in keywords]
    fields = _Fields(positional, keywords)
    pieces = fields.pieces(template)
    return f"def {name}({', '.join(names)}):\n    return {' + '.join(pieces) or repr('')}\n"


@dataclass(slots=True)
class _Fields:
    """The fields of a template for `format`, as expressions."""

    positional: int
    keywords: Sequence[str]
    counter: int = 0

    def pieces(self, template: str) -> list[str]:
        """Return the expressions whose texts make up the result."""
        found: list[str] = []
        try:
            parsed = list(string.Formatter().parse(template))
        except ValueError as error:
            raise RuleError("W0401", f"the format is not valid: {error}") from None
        for literal, name, spec, conversion in parsed:
            if literal:
                found.append(repr(literal))
            if name is None:
                continue
            value = self._value(name)
            if conversion:
                value = {"s": f"str({value})", "r": f"repr({value})", "a": f"ascii({value})"}[conversion]
            text = " + ".join(self.pieces(spec)) if spec and "{" in spec else repr(spec or "")
            found.append(f"format({value}, {text})")
        return found

    def _value(self, field: str) -> str:
        end = next((i for i, c in enumerate(field) if c in ".["), len(field))
        first, rest = field[:end], field[end:]
        if not first:
            first = str(self.counter)
            self.counter += 1
        if first.isdigit():
            if int(first) >= self.positional:
                raise RuleError("W0107", f"the format needs argument {first}, but only {self.positional} are given")
            return f"a{first}" + _path(rest)
        if first not in self.keywords:
            raise RuleError("W0107", f"the format needs argument '{first}', which is not given")
        return FORMAT_PREFIX + first + _path(rest)


def _path(rest: str) -> str:
    """Return the expression for what follows the argument in a field: `.name` and `[key]`."""
    path = ""
    while rest:
        if rest[0] == "[":
            key, _, rest = rest[1:].partition("]")
            path += f"[{key if key.isdigit() else repr(key)}]"
        else:
            end = next((i for i, c in enumerate(rest[1:], 1) if c in ".["), len(rest))
            path += rest[:end]
            rest = rest[end:]
    return path


FORMAT_PREFIX: Final = "key_"
"""What stands before keywords where they are parameters: they must not meet the function's own names."""


def template_source(positional: int, keywords: Sequence[str], star: bool, mapping: bool) -> str:
    """Return the source of a function for `template.format(...)` with a template known at run time."""
    parameters = [f"a{i}" for i in range(positional)] + [FORMAT_PREFIX + keyword for keyword in keywords]
    parameters += ["star"] * star + ["mapping"] * mapping
    lines = [f"def format_template({', '.join(['template', *parameters])}):", "    reader = Reader(template)"]
    lines += ["    items = list(star)"] * star
    lines += ["    while reader.advance():", "        index = reader.index"]
    branches = [(f"index == {i}", f"give(reader, a{i})") for i in range(positional)]
    if star:
        branches.append((f"index >= {positional}", f"give_item(reader, items, index - {positional})"))
    else:
        branches.append(("index >= 0", "lacks(reader)"))
    branches += [(f"reader.name == {keyword!r}", f"give(reader, {FORMAT_PREFIX}{keyword})") for keyword in keywords]
    for word, (test, action) in zip(["if", *["elif"] * len(branches)], branches, strict=False):
        lines += [f"        {word} {test}:", f"            {action}"]
    lines += ["        else:", f"            {'give(reader, mapping[reader.name])' if mapping else 'lacks(reader)'}"]
    return "\n".join([*lines, "    return reader.out.build()"]) + "\n"
