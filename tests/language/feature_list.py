"""The features of the language: functions in `features/*.py` whose docstring is "SHARE NAME", or "not yet: SHARE NAME".

SHARE is the percentage of 171 real programs that use the feature, counted once; each function prints what it shows.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "features"
FILES = sorted(FOLDER.glob("*.py"))

STANDARD_INPUT = "Ann\n4\n"
"""What `input()` reads in them."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature, the function that shows it, and where."""

    name: str
    share: int
    function: str
    path: Path
    line: int
    refused: bool


def features_of(path: Path) -> list[Feature]:
    """The features of one file, in its order."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match = re.fullmatch(
            r"(not yet: )?(\d+) (.+)", (isinstance(node, ast.FunctionDef) and ast.get_docstring(node)) or ""
        )
        if isinstance(node, ast.FunctionDef) and match:
            found.append(Feature(match[3], int(match[2]), node.name, path, node.lineno, bool(match[1])))
    return found


def all_features() -> list[Feature]:
    """All features, the most frequent first."""
    return sorted((feature for path in FILES for feature in features_of(path)), key=lambda feature: -feature.share)


def program_of(path: Path, *, refused: bool = False) -> str:
    """Return a file's text as a program that shows all its features that are (not) refused."""
    calls = [f"    {feature.function}()\n" for feature in features_of(path) if feature.refused == refused]
    return f'{path.read_text(encoding="utf-8")}\n\nif __name__ == "__main__":\n    pass\n{"".join(calls)}'
