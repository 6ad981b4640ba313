"""What generated functions are made of: for each type, ways to make a value of it.

The rules stand in data/expressions.txt and data/statements.txt, a section for each type: texts with holes.  `{int}`
stands for any expression of that type, `{T}` for one of the type that T was bound to when the section's type was
matched, or else for one chosen at random from `CHOICES`.  Sections in capitals are no types but fragments: bounded
numbers, format specifications.  `[q:str|ord(q)]` is a comprehension over a str whose element may also use q, under a
fresh name.  Braces that are meant are written twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

PARAMETERS: Final = {
    "i": "int", "j": "int", "x": "float", "y": "float", "p": "bool", "s": "str", "t": "str", "b": "bytes",
    "l": "list[int]", "ls": "list[str]", "lf": "list[float]", "d": "dict[str,int]", "e": "dict[int,str]",
    "z": "set[int]", "u": "tuple[int,str]", "lt": "list[tuple[int,str]]", "ll": "list[list[int]]",
}  # fmt: skip
"""The parameters of each generated function."""

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    # Anything.
    "T": ("int", "int", "int", "str", "str", "float", "bool", "tuple[int,str]", "bytes", "list[int]"),
    # With a hash, and equality that is no matter of identity (as NaN's is).
    "K": ("int", "str", "int", "str", "bool", "bytes", "tuple[int,str]"),
    # Totally ordered.
    "O": ("int", "str", "bytes", "bool", "tuple[int,str]", "list[int]"),
    "A": ("int", "str"),
    "B": ("int", "str", "float"),
    "C": ("int", "str", "list[int]"),
}
"""What type variables of rules stand for when they are free; bound ones must be one of these, too."""

SHOWN: Final = (
    "int", "int", "int", "float", "float", "bool", "str", "str", "str", "bytes", "list[int]", "list[str]",
    "list[float]", "list[bool]", "list[bytes]", "dict[str,int]", "dict[int,str]", "dict[int,int]",
    "dict[str,list[int]]", "set[int]", "set[str]", "tuple[int,str]", "tuple[int,float]", "tuple[str,str,str]",
    "tuple[int,int]", "list[tuple[int,str]]", "list[list[int]]", "list[tuple[str,int]]", "opt[int]", "opt[str]",
    "opt[float]", "list[tuple[int,int]]", "dict[tuple[int,str],int]", "dict[bytes,int]", "dict[bool,str]",
    "dict[int,list[str]]", "list[dict[str,int]]",
)  # fmt: skip
"""The types whose values are printed."""


@dataclass(slots=True)
class Grammar:
    """The rules, by the text of the type they make."""

    rules: dict[str, list[str]] = field(default_factory=dict)
    found: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    """What `for_type` has found."""

    def for_type(self, type_: str) -> list[tuple[str, dict[str, str]]]:
        """Return the rules for a type, each with the types its variables stand for."""
        if type_ not in self.found:
            self.found[type_] = [
                (rule, bound)
                for pattern, rules in self.rules.items()
                if (bound := match(pattern, type_)) is not None
                for rule in rules
            ]
        return self.found[type_]


def arguments(type_: str) -> tuple[str, list[str]]:
    """Split `dict[str,list[int]]` into its head and arguments."""
    head, bracket, rest = type_.partition("[")
    if not bracket:
        return head, []
    parts, depth = [""], 0
    for character in rest[:-1]:
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return head, parts


def match(pattern: str, type_: str) -> dict[str, str] | None:
    """Return what the variables of a pattern stand for in a type, None if it does not match."""
    if pattern in CHOICES:
        return {pattern: type_} if type_ in CHOICES[pattern] or pattern == "T" else None
    (head, parts), (wanted, given) = arguments(pattern), arguments(type_)
    if head != wanted or len(parts) != len(given):
        return None
    bound: dict[str, str] = {}
    for part, item in zip(parts, given, strict=True):
        inner = match(part, item)
        if inner is None:
            return None
        bound |= inner
    return bound


@cache
def load(name: str) -> Grammar:
    """Read data/NAME.txt."""
    grammar = Grammar()
    section: list[str] = []
    for line in (Path(__file__).parent / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = grammar.rules.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            section.append("" if line.strip() == "(nothing)" else line.strip())
    return grammar
