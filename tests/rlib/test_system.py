"""os, os.path and tempfile against CPython's."""

import os
import os.path
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import paths, system, temporary

PATHS = st.lists(st.sampled_from(["/", "a", "b.c", ".", "..", "//", ".x", "é.tar.gz"]), max_size=7).map("".join)


@pytest.mark.parametrize("name", "isabs split basename dirname splitext normpath abspath relpath".split())
@given(path=PATHS)
def test_one_path(name: str, path: str) -> None:
    assert outcome(getattr(paths, name), path) == outcome(getattr(os.path, name), path)


@given(parts=st.lists(PATHS, min_size=1, max_size=4))
def test_many_paths(parts: list[str]) -> None:
    assert paths.join(*parts) == os.path.join(*parts)
    assert paths.commonprefix(parts) == os.path.commonprefix(parts)
    assert outcome(paths.relpath, parts[0], parts[-1]) == (
        outcome(os.path.relpath, parts[0], parts[-1]) if parts[-1] else outcome(paths.relpath, parts[0])
    )


def test_files(tmp_path: Path) -> None:
    folder = str(tmp_path)
    inner = paths.join(folder, "x", "y")
    system.makedirs(inner)
    system.makedirs(inner, exist_ok=True)
    assert outcome(system.makedirs, inner) == outcome(os.makedirs, inner)
    file = paths.join(inner, "f")
    fd = system.open_descriptor(file, os.O_RDWR | os.O_CREAT)
    assert system.write(fd, b"data") == 4
    assert system.lseek(fd, 1, 0) == 1
    assert system.read(fd, 10) == b"ata"
    system.close(fd)
    for path in (file, inner, folder + "/none", folder + "/\0"):
        for name in ("exists", "lexists", "isfile", "isdir", "islink"):
            assert getattr(paths, name)(path) == getattr(os.path, name)(path)
    for name in ("getsize", "getmtime"):
        assert outcome(getattr(paths, name), file) == outcome(getattr(os.path, name), file)
        assert outcome(getattr(paths, name), "/none") == outcome(getattr(os.path, name), "/none")
    assert system.listdir(inner) == ["f"]
    system.rename(file, file + "2")
    for name in ("rmdir", "remove", "listdir", "chdir"):
        assert outcome(getattr(system, name), file) == outcome(getattr(os, name), file)
    assert outcome(system.mkdir, inner) == outcome(os.mkdir, inner)
    temporary.remove_tree(inner)
    assert system.listdir(paths.join(folder, "x")) == []


def test_environment() -> None:
    assert system.ENVIRONMENT.get("PATH") == os.environ["PATH"]
    assert "PATH" in system.ENVIRONMENT and "WEFT_NONE" not in system.ENVIRONMENT
    assert system.ENVIRONMENT.get("WEFT_NONE", "d") == "d"
    assert outcome(lambda: system.ENVIRONMENT["WEFT_NONE"]) == outcome(lambda: os.environ["WEFT_NONE"])
    assert system.getcwd() == os.getcwd()


def test_temporary() -> None:
    assert temporary.gettempdir() == tempfile.gettempdir()
    with temporary.TemporaryDirectory(prefix="weft-") as folder:
        assert os.path.isdir(folder)
        fd, path = temporary.mkstemp(".x", dir=folder)
        os.close(fd)
        assert path.endswith(".x") and os.path.dirname(path) == folder
    assert not os.path.exists(folder)
