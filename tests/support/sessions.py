"""Translating a file step by step, as the command line does: `with session_of(path, folder) as session: ...`."""

from __future__ import annotations

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
