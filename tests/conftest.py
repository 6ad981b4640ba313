"""Set-up common to all tests: the collector of golden files (`tests/golden.py`), its option, hypothesis's profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden import GoldenFile

# How long an example takes says more about the machine than about us.
settings.register_profile("weft", deadline=None)
settings.load_profile("weft")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected parts of .flow files")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".flow":
        return GoldenFile.from_parent(parent, path=file_path)
    return None
