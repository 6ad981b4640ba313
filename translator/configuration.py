"""`[tool.weft]` of the target's pyproject.toml, and `--show-config`.

Settings are merged in the order: defaults of `options.py`, pyproject.toml, command line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from weft.translator.options import TABLE, UsageError, check_value, did_you_mean


@dataclass(slots=True)
class Settings:
    """Values of options, each with the place it was set at."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def update(self, values: Mapping[str, Any], source: str) -> None:
        """Let `values`, found at `source`, replace what was set before."""
        self.values.update(values)
        self.sources.update(dict.fromkeys(values, source))

    def describe(self) -> str:
        """Return a line for each option: name, value, and where it comes from."""
        width = max(len(spec.key) for spec in TABLE.values())
        lines = []
        for name, spec in TABLE.items():
            value = self.values.get(name, spec.default)
            text = str(value).lower() if isinstance(value, bool) else str(value)
            lines.append(f"{spec.key:<{width}}  {text:<10}  ({self.sources.get(name, 'default')})")
        return "\n".join(lines)


def find_pyproject(folder: Path) -> Path | None:
    """Return the nearest pyproject.toml in `folder` or above it."""
    for candidate in (folder, *folder.parents):
        path = candidate / "pyproject.toml"
        if path.is_file():
            return path
    return None


def read_pyproject(path: Path) -> dict[str, Any]:
    """Return the settings of `[tool.weft]` by option name; raise UsageError if they are not understood."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from None
    table = content.get("tool", {}).get("weft", {})
    if not isinstance(table, dict):
        raise UsageError(f"{path}: tool.weft must be a table")
    keys = {spec.key: spec for spec in TABLE.values() if not spec.command_line_only}
    settings = {}
    for key, value in table.items():
        spec = keys.get(key.replace("_", "-"))
        if spec is None:
            if any(key == other.key for other in TABLE.values()):
                raise UsageError(f"{path}: {key} can only be given on the command line")
            raise UsageError(f"{path}: [tool.weft] has no option {key!r}{did_you_mean(key, keys)}")
        settings[spec.name] = check_value(spec, value, f"{path}: [tool.weft] {key}")
    return settings
