"""Source text of generated functions that print and format: `print(a, b)`, `"%d" % n`, `"{}".format(x)`."""

from __future__ import annotations

import string
from collections.abc import Sequence

from weft.annotator.errors import RuleError


def print_star_source(options: Sequence[str]) -> str:
    """Return the source of a function for `print(*items)`."""
    keywords = [option for option in ("sep", "end", "file", "flush") if option in options]
    lines = _print_head("print_star", ["items", *keywords], options)
    separator, end, write = _print_parts(options)
    lines += [
        "    first = True",
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


def percent_source(name: str, template: str, items: int | None) -> str:
    """Return the source of a function for `template % value`."""
    pieces: list[str] = []
    used = 0
    for part in _parse_percent(template):
        if isinstance(part, str):
            if part:
                pieces.append(repr(part))
            continue
        key, conversion, spec = part
        if key is not None:
            value = f"v[{key!r}]"
        else:
            value = f"v[{used}]" if items is not None else "v"
            used += 1
        pieces.append(_percent_piece(value, conversion, spec))
    expected = items if items is not None else 1
    if used > expected:
        raise RuleError("W0107", f"the format needs {used} values, but {expected} are given", label="too few values")
    if used < expected and not (items is None and used == 0 and "%(" in template):
        raise RuleError("W0107", f"the format needs {used} values, but {expected} are given", label="too many values")
    return f"def {name}(v):\n    return {' + '.join(pieces) or repr('')}\n"


def _percent_piece(value: str, conversion: str, spec: tuple[str, str, str]) -> str:
    flags, width, precision = spec
    if conversion in "sra":
        text = {"s": f"str({value})", "r": f"repr({value})", "a": f"ascii({value})"}[conversion]
        if not width and not precision:
            return text
        align = "<" if "-" in flags else ">"
        return f"format_value({text}, {align + width + precision!r})"
    if conversion == "c":
        text = f"percent_char({value})"
        return f"format_value({text}, {('<' if '-' in flags else '>') + width!r})" if width else text
    layout = ""
    if "-" in flags:
        layout = "<"
    for sign in "+ ":
        if sign in flags:
            layout += sign
            break
    if "#" in flags:
        layout += "#"
    if "0" in flags and "-" not in flags:
        layout += "0"
    if conversion in "diu":
        if precision:
            raise RuleError("W0401", f"the precision of %{conversion} is not supported")
        number = f"int({value})"
        return f"str({number})" if not layout and not width else f"format_value({number}, {layout + width + 'd'!r})"
    if conversion in "xXo":
        return f"format_value({value}, {layout + width + conversion!r})"
    return f"format_value(float({value}), {layout + width + precision + conversion!r})"


_Conversion = tuple[str | None, str, tuple[str, str, str]]


def _parse_percent(template: str) -> list[str | _Conversion]:
    """Split a format: literal texts, and (key, conversion, (flags, width, .precision))."""
    parts: list[str | _Conversion] = []
    index = 0
    while True:
        found = template.find("%", index)
        if found < 0:
            parts.append(template[index:])
            return parts
        parts.append(template[index:found])
        index = found + 1
        key: str | None = None
        if template[index : index + 1] == "(":
            end = template.index(")", index)
            key = template[index + 1 : end]
            index = end + 1
        start = index
        while template[index : index + 1] in ("-", "+", " ", "#", "0") and index < len(template):
            index += 1
        flags = template[start:index]
        start = index
        while template[index : index + 1].isdigit():
            index += 1
        width = template[start:index]
        start = index
        if template[index : index + 1] == ".":
            index += 1
            while template[index : index + 1].isdigit():
                index += 1
        precision = template[start:index]
        if precision == ".":
            precision = ".0"
        conversion = template[index : index + 1]
        index += 1
        if conversion == "%":
            parts.append("%")
        elif conversion and conversion in "sradiuxXoeEfFgGc":
            parts.append((key, conversion, (flags, width, precision)))
        else:
            raise RuleError("W0401", f"the conversion '%{conversion}' of this format is not supported")


# "...".format(...) --------------------------------------------------------------------------------------------------


def format_source(name: str, template: str, positional: int, keywords: Sequence[str]) -> str:
    """Return the source of a function for `template.format(...)`."""
    names = [f"a{i}" for i in range(positional)]
    counter = [0]
    pieces = _format_pieces(template, counter, positional)
    return f"def {name}({', '.join([*names, *keywords])}):\n    return {' + '.join(pieces) or repr('')}\n"


def _format_pieces(template: str, counter: list[int], positional: int) -> list[str]:
    pieces: list[str] = []
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError as error:
        raise RuleError("W0401", f"the format is not valid: {error}") from None
    for literal, field, spec, conversion in parsed:
        if literal:
            pieces.append(repr(literal))
        if field is None:
            continue
        value = _format_field(field, counter, positional)
        if conversion:
            value = {"s": f"str({value})", "r": f"repr({value})", "a": f"ascii({value})"}[conversion]
        if not spec:
            pieces.append(f"format_value({value}, '')")
        else:
            nested = _format_pieces(spec, counter, positional)
            pieces.append(f"format_value({value}, {' + '.join(nested)})")
    return pieces


def _format_field(field: str, counter: list[int], positional: int) -> str:
    end = next((i for i, c in enumerate(field) if c in ".["), len(field))
    first, rest = field[:end], field[end:]
    if not first:
        first = str(counter[0])
        counter[0] += 1
    if first.isdigit():
        if int(first) >= positional:
            raise RuleError("W0107", f"the format needs argument {first}, but only {positional} are given")
        first = f"a{first}"
    path = ""
    while rest:
        if rest[0] == "[":
            key, _, rest = rest[1:].partition("]")
            path += f"[{key if key.isdigit() else repr(key)}]"
        else:
            end = next((i for i, c in enumerate(rest[1:], 1) if c in ".["), len(rest))
            path += rest[:end]
            rest = rest[end:]
    return first + path
