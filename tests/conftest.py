"""Set-up common to all tests: the collector of golden files (`tests/golden.py`) and its option."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import GoldenFile


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected parts of .flow files")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".flow":
        return GoldenFile.from_parent(parent, path=file_path)
    return None
