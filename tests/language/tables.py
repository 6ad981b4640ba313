"""The tables of the language reference: `reference/*.txt`, one line for each method, operator and function.

    # Methods of str                    the title of the page
    find         "hello".find("l")      a name, and what shows it: `statement; statement; expression, expression`
    ! isfoo      "hello".isfoo()        what is refused with a diagnostic

`load_tables` reads them; `Table.program` makes the program whose output must be the same translated and not.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"

# The name ends at two spaces; a long one at the first.
LINE = re.compile(r"(?P<out>! )?(?:(?P<name>\S+(?: \S+)*?) {2,}|(?P<long>\S+) )(?P<example>\S.*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, an example of its use, and whether it is part of the language."""

    name: str
    example: str
    refused: bool

    def probe(self, number: int) -> list[str]:
        """Return the lines of a function that shows what the example does."""
        *statements, last = ast.parse(self.example).body
        if not isinstance(last, ast.Expr):
            raise ValueError(f"the example of {self.name} must end with an expression")
        values = last.value.elts if isinstance(last.value, ast.Tuple) else [last.value]
        shown = ", ".join(f"repr({ast.unparse(value)})" for value in values)
        body = [*(ast.unparse(statement) for statement in statements), f"print({self.name!r}, {shown})"]
        return [f"def probe_{number}():", *(f"    {line}" for text in body for line in text.splitlines())]


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the reference."""

    path: Path
    title: str
    entries: tuple[Entry, ...]

    @property
    def stem(self) -> str:
        """The name of the page."""
        return self.path.stem

    def program(self, *, refused: bool) -> tuple[str, dict[int, Entry]]:
        """Return a program of the examples that are (not) refused, and which lines belong to which entry."""
        lines = ["import " + ", ".join(sorted(self._modules())), ""] if self._modules() else []
        owners: dict[int, Entry] = {}
        calls: list[str] = []
        for number, entry in enumerate(entry for entry in self.entries if entry.refused == refused):
            probe = entry.probe(number)
            owners |= {len(lines) + 1 + i: entry for i in range(len(probe))}
            lines += [*probe, ""]
            calls += ["    try:", f"        probe_{number}()", "    except Exception as error:"]
            calls += [f"        print({entry.name!r}, type(error).__name__, error)"]
        lines += ["def main():", *(calls or ["    pass"]), "", 'if __name__ == "__main__":', "    main()", ""]
        return "\n".join(lines), owners

    def _modules(self) -> set[str]:
        """The modules that the examples use."""
        found: set[str] = set()
        for entry in self.entries:
            names = [node for node in ast.walk(ast.parse(entry.example)) if isinstance(node, ast.Name)]
            assigned = {name.id for name in names if isinstance(name.ctx, ast.Store)}
            found |= {name.id for name in names if name.id in sys.stdlib_module_names} - assigned
        return found


def load_tables() -> list[Table]:
    """Read all tables, in the order of their names."""
    return [load_table(path) for path in sorted(REFERENCE.glob("*.txt"))]


def load_table(path: Path) -> Table:
    """Read one table; raises ValueError at a line that is not understood."""
    title, *lines = path.read_text(encoding="utf-8").splitlines()
    entries = []
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path.name}: {line!r} is not an entry")
        entries.append(Entry(match["name"] or match["long"], match["example"], match["out"] is not None))
    return Table(path, title.removeprefix("# "), tuple(entries))
