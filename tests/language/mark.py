"""Mark in the reference tables what is refused and what is not: `python -m tests.language.mark [TABLE...]`.

An example without `!` that does not translate gets one, with the diagnostic printed; one with `!` that translates
loses it.  Wrong outputs are printed and change nothing: they are bugs.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from tests.language.check import outputs, refusals
from tests.language.tables import Table, load_table, load_tables


def main(names: list[str]) -> int:
    """Mark the tables with these names, or all."""
    wrong = 0
    for table in load_tables():
        if not names or table.stem in names:
            wrong += mark(table)
    return 1 if wrong else 0


def mark(table: Table) -> int:
    """Bring one table up to date; return the number of wrong outputs."""
    with tempfile.TemporaryDirectory() as folder:
        found, _ = refusals(table, Path(folder), refused=True)
        accepted = {entry for entry in table.entries if entry.refused and entry not in found}
        rewrite(table, accepted, ())
        while True:
            table = load_table(table.path)
            found, others = refusals(table, Path(folder), refused=False)
            if others:
                print(f"{table.stem}: {others}")
                return 1
            if not found:
                break
            for entry, message in found.items():
                print(f"{table.stem}: {entry.name}: {message}")
            rewrite(table, (), found)
        expected, got = outputs(table, Path(folder))
    for line in sorted(set(expected) ^ set(got)):
        print(f"{table.stem}: {'expected' if line in expected else 'printed '} {line}")
    return int(expected != got)


def rewrite(table: Table, accepted: object, refused: object) -> None:
    """Remove and add marks."""
    lines = table.path.read_text(encoding="utf-8").splitlines()
    for number, entry in enumerate(table.entries, 1):
        if isinstance(accepted, set) and entry in accepted:
            lines[number] = lines[number].removeprefix("! ")
        if isinstance(refused, dict) and entry in refused:
            lines[number] = "! " + re.sub("^! ", "", lines[number])
    table.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
