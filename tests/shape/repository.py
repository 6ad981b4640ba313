"""Where things are in the repository."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_PACKAGES = {"tests", "benchmarks", "examples", "docs", "build", "dist"}


def configuration() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def package_folders() -> list[str]:
    """Return the top-level folders that hold our packages."""
    return sorted(
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and path.name not in NOT_PACKAGES and not path.name.startswith((".", "_"))
        if any(path.glob("*.py"))
    )


def source_files() -> Iterator[Path]:
    """Yield the Python files of our packages."""
    for folder in package_folders():
        yield from sorted((ROOT / folder).rglob("*.py"))
