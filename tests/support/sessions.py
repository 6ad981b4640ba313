"""Translating a file step by step, as the command line does: `with session_of(path, folder) as session: ...`.

`check_program(text, folder)` compiles a program and compares what it does with CPython.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from weft.translator.driver import make_session
from weft.translator.options import make_options
from weft.translator.session import Session
from weft.translator.target import TargetEnvironment, load_target


@contextmanager
def session_of(path: Path, folder: Path, arguments: Sequence[str] = (), **options: Any) -> Iterator[Session]:
    """Yield the session of a target; its phases must be reached inside the `with`."""
    with TargetEnvironment(path):
        target = load_target(path, "", "", arguments)
        yield make_session(target, make_options({"goal": "run", **options}), arguments, folder)


def check_program(text: str, folder: Path, **options: Any) -> None:
    """The program prints and ends the same under CPython and compiled with these options."""
    path = folder / "program.py"
    path.write_text(text, encoding="utf-8")
    with session_of(path, folder, **options) as session:
        session.reach("compile")
    outcomes = []
    for command in ([sys.executable, path], [session.output]):
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        outcomes.append((result.stdout, result.stderr.splitlines()[-1:], result.returncode))
    assert outcomes[1] == outcomes[0]
