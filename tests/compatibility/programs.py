"""Programs by others, and what became of them: the drivers in this folder, and the table in docs/compatibility.md.

`stdlib/use_NAME.py` uses a module of the standard library; `pyperformance/NAME.py` drives a benchmark of that package,
which is never part of the repository: `pip install --no-deps --target FOLDER pyperformance pyaes`, then set
WEFT_PYPERFORMANCE=FOLDER. The modules are translated as they are; where the library of Weft replaces one, the table
says so.

    python -m tests.compatibility.programs [NAME ...]   # tries them, prints name and outcome
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.programs.acceptance import ROOT, RUN_LIMIT, TRANSLATION_LIMIT, codes, difference, run_process

HERE = Path(__file__).resolve().parent
TABLE = ROOT / "docs" / "compatibility.md"
EQUAL = "equal"
"""The outcome of a program that is translated and prints what it prints under CPython."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A small program that uses the module of somebody else."""

    group: str
    name: str

    def __str__(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def path(self) -> Path:
        """The Python file."""
        return HERE / self.group / f"{self.name}.py"


def all_drivers() -> list[Driver]:
    """Every driver, in a fixed order."""
    groups = ("pyperformance", "stdlib")
    return [Driver(group, path.stem) for group in groups for path in sorted((HERE / group).glob("*.py"))]


def table() -> dict[str, str]:
    """The outcome by driver, as docs/compatibility.md has it: rows `| group/name | module | outcome | ...`."""
    rows = [line.split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return {cells[1].strip().strip("`"): cells[3].strip() for cells in rows}


def benchmarks() -> Path | None:
    """The folder with the benchmarks of pyperformance, None where it is not installed."""
    folder = os.environ.get("WEFT_PYPERFORMANCE")
    if folder:
        home = Path(folder) / "pyperformance"
    else:
        spec = importlib.util.find_spec("pyperformance")
        if spec is None or spec.origin is None:
            return None
        home = Path(spec.origin).parent
    found = home / "data-files" / "benchmarks"
    return found if found.is_dir() else None


def search_path(driver: Driver) -> str:
    """PYTHONPATH for a driver."""
    parts = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    found = benchmarks() if driver.group == "pyperformance" else None
    if found is not None:
        parts += [str(found), str(found.parents[2]), str(HERE / "stubs")]
    return os.pathsep.join(parts)


def outcome(driver: Driver, folder: Path) -> str:
    """What becomes of a driver: `EQUAL`, the code of the first diagnostic, or what is wrong."""
    env = {**os.environ, "PYTHONPATH": search_path(driver), "PYTHONUTF8": "1"}
    executable = folder / driver.name
    command = [sys.executable, str(ROOT / "translate.py"), "-q", "-o", str(executable), str(driver.path)]
    translation = run_process(command, TRANSLATION_LIMIT, ROOT, env=env)
    if translation.exit_code != 0:
        found = codes(translation.errors)
        return found[0] if found else f"exit code {translation.exit_code}: {translation.last_error}"
    run = run_process([str(executable)], RUN_LIMIT, folder)
    expected = run_process([sys.executable, str(driver.path)], RUN_LIMIT, folder, env=env)
    if expected.exit_code != 0:
        return f"CPython fails: {expected.last_error}"
    problem = difference(expected.stdout, run.stdout)
    if problem or run.exit_code:
        return problem or f"exit code {run.exit_code}: {run.last_error}"
    return EQUAL


def main() -> int:
    """Try the drivers named on the command line, or all."""
    for driver in all_drivers():
        if len(sys.argv) == 1 or driver.name in sys.argv[1:] or str(driver) in sys.argv[1:]:
            with tempfile.TemporaryDirectory() as folder:
                print(f"{driver}\t{outcome(driver, Path(folder))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
