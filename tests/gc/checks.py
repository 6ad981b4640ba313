"""The programs in `semantics/`: names of the checks, what CPython finds, executables made once for all workers."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.shape.repository import ROOT
from weft.gc.table import COLLECTORS
from weft.gc.transform.counting import CountingManager
from weft.gc.transform.framework import FrameworkManager

SEMANTICS = Path(__file__).parent / "semantics"
WOVEN = [name for name, manager in COLLECTORS.items() if isinstance(manager, (FrameworkManager, CountingManager))]
FREEING = [name for name in COLLECTORS if name != "none"]
LITTLE, MUCH = 5, 300
"""How much a check does: interpreted, and compiled."""


def names(*modules: str) -> list[str]:
    """Return the names of the checks in some modules, in the order in which they run."""
    return [
        name
        for module in modules
        for name in re.findall(r'^    \("(\w+)", ', (SEMANTICS / f"{module}.py").read_text(), re.M)
    ]


EXACT = names("weak")
"""They tell when objects die: nothing for managers that keep dead objects."""
ANYWHERE = names("structures", "containers", "control", "prebuilt", "identity")
PLAIN = ANYWHERE + EXACT


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished process."""

    code: int
    output: str
    errors: str


def run(command: list[str], **environment: str) -> Ran:
    """Run a program, with some environment variables set."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONUTF8": "1", **environment}
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def by_name(output: str) -> dict[str, str]:
    """Return what each check printed."""
    return {name: found for name, _, found in (line.partition(": ") for line in output.splitlines())}


def write(path: Path, found: dict[str, str]) -> None:
    """Write what checks found to a file."""
    path.write_text(json.dumps(found), encoding="utf-8")


@dataclass(slots=True)
class Shared:
    """What is made once per test session, however many processes take part: files in a folder."""

    folder: Path
    _known: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return the file of that name; `make` writes it where it is missing."""
        path = self.folder / name
        with open(f"{path}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(path)
        return path

    def found(self, name: str, find: Callable[[], dict[str, str]]) -> dict[str, str]:
        """Return what `find` found."""
        if name not in self._known:
            path = self.once(name, lambda path: write(path, find()))
            self._known[name] = json.loads(path.read_text(encoding="utf-8"))
        return dict(self._known[name])

    def executable(self, program: str, gc: str, *options: str) -> str:
        """Return the path of a program of `semantics`, translated."""
        if gc == "boehm" and not Path("/usr/include/gc.h").exists():
            pytest.skip("libgc-dev is not installed")

        def translate(path: Path) -> None:
            command = [str(ROOT / "translate.py"), "-q", "-O1", "--gc", gc, *options, "-o", str(path)]
            subprocess.run([sys.executable, *command, str(SEMANTICS / f"{program}.py")], check=True, timeout=600)

        return str(self.once("-".join([program, gc, *options]), translate))

    def expected(self, program: str, n: int) -> dict[str, str]:
        """Return what the checks of a program print under CPython."""
        command = [sys.executable, str(SEMANTICS / f"{program}.py"), str(n)]
        return self.found(f"expected-{program}-{n}", lambda: by_name(run(command).output))


def shared_by_workers(factory: pytest.TempPathFactory) -> Shared:
    """Return what all workers of this session share."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "collectors"
    folder.mkdir(exist_ok=True)
    return Shared(folder)
