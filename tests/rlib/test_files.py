"""Text and binary files against CPython's own, on real files."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import files, opening, printing

RAW = st.lists(st.sampled_from([b"a", b"\n", b"\r", b"\r\n", b"word ", "\u00e9".encode(), "\u65e5\u672c".encode()]),
               max_size=12).map(b"".join)  # fmt: skip
NEWLINES = st.sampled_from([None, "", "\n", "\r", "\r\n"])
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@pytest.fixture(autouse=True, params=[5, 8192])
def small_buffers(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from weft.rlib import buffers

    monkeypatch.setattr(buffers, "BUFFER_SIZE", request.param)
    monkeypatch.setattr(files, "BUFFER_SIZE", request.param)


def both(path: Path, mode: str, use: Any, **options: Any) -> tuple[Any, Any]:
    """Return the outcomes of using our file and CPython's."""

    def run(function: Any) -> Any:
        with function(str(path), mode, **options) as file:
            return use(file)

    data = path.read_bytes() if path.exists() else None
    ours = outcome(run, opening.open_file), path.read_bytes() if path.exists() else None
    if data is not None:
        path.write_bytes(data)
    elif path.exists():
        path.unlink()
    theirs = outcome(run, open), path.read_bytes() if path.exists() else None
    return ours, theirs


@QUIET
@given(data=RAW, newline=NEWLINES, size=st.integers(0, 9))
def test_reading_text(tmp_path: Path, data: bytes, newline: str | None, size: int) -> None:
    path = tmp_path / "data"
    path.write_bytes(data)
    for use in (
        lambda f: f.read(),
        lambda f: list(f),
        lambda f: [f.readline() for _ in range(8)],
        lambda f: [f.read(size) for _ in range(8)],
        lambda f: [f.read(size), f.readline(), f.readlines()],
        lambda f: [f.readline(size) for _ in range(9)],
        lambda f: [f.readline(), f.seek(0), f.read(), f.read()],
    ):
        ours, theirs = both(path, "r", use, newline=newline, encoding="utf-8")
        assert ours == theirs


@QUIET
@given(pieces=st.lists(st.text(st.sampled_from("ab\n\u00e9\u65e5"), max_size=15), max_size=5), newline=NEWLINES,
       mode=st.sampled_from(["w", "a", "r+", "w+", "a+", "x"]))  # fmt: skip
def test_writing_text(tmp_path: Path, pieces: list[str], newline: str | None, mode: str) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"before\n")

    def use(file: Any) -> Any:
        result = [file.write(piece) for piece in pieces]
        file.writelines(pieces)
        return result, file.closed, file.name == str(path), file.mode

    ours, theirs = both(path, mode, use, newline=newline, encoding="utf-8")
    assert ours == theirs


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "data"
    for text in ("plain", "caf\u00e9", "\u65e5"):
        ours, theirs = both(path, "w", lambda f, text=text: f.write(text), encoding=encoding)
        assert ours[0] == theirs[0]
        path.write_bytes(text.encode())
        ours, theirs = both(path, "r", lambda f: f.read(), encoding=encoding)
        assert ours == theirs


@QUIET
@given(data=RAW, offset=st.integers(0, 20), whence=st.integers(0, 2), size=st.integers(-1, 12))
def test_binary(tmp_path: Path, data: bytes, offset: int, whence: int, size: int) -> None:
    path = tmp_path / "data"
    path.write_bytes(data)
    offset = -min(offset, len(data)) if whence == 2 else offset
    for use in (
        lambda f: [f.read(size), f.tell(), f.read(), f.read()],
        lambda f: list(f),
        lambda f: [f.readline(size) for _ in range(8)],
        lambda f: [f.read(3), f.seek(offset, whence), f.tell(), f.read(size), f.tell()],
        lambda f: (lambda target: [f.readinto(target), bytes(target)])(bytearray(7)),
    ):
        ours, theirs = both(path, "rb", use)
        assert ours == theirs
    for mode in ("wb", "ab", "r+b", "w+b"):
        ours, theirs = both(
            path, mode, lambda f: [f.write(data), f.write(bytearray(b"xyz")), f.tell(), f.seek(1), f.tell()]
        )
        assert ours == theirs
    ours, theirs = both(path, "r+b", lambda f: [f.read(2), f.write(b"ZZ"), f.seek(0), f.read(), f.truncate(3)])
    assert ours == theirs


def test_tell_of_text(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("one\ntw\u00f6\nthree\n", encoding="utf-8")
    ours, theirs = both(path, "r", lambda f: [f.readline(), f.tell(), f.readline(), f.tell(), f.seek(4), f.read()])
    assert ours == theirs


def test_errors(tmp_path: Path) -> None:
    missing = str(tmp_path / "none")
    for path, mode in ((missing, "r"), (str(tmp_path), "r"), (str(tmp_path), "w"), (missing, "q"), (missing, "rw"),
                       (missing, "+"), (missing + "\0", "r"), (missing + "/x", "w")):  # fmt: skip
        ours, theirs = outcome(opening.open_file, path, mode), outcome(open, path, mode)
        assert ours[0] is theirs[0]
        assert ours[1] == theirs[1] or mode == "+"
    with opening.open_file(missing, "w") as file:
        assert outcome(file.read)[0] is OSError
    assert outcome(file.write, "x") == (ValueError, "I/O operation on closed file.")
    assert file.closed


def test_flush_of_open_files(tmp_path: Path) -> None:
    path = str(tmp_path / "data")
    file = opening.open_file(path, "w")
    file.write("kept")
    files.flush_files()
    assert Path(path).read_text() == "kept"
    file.close()
    assert file not in files.OPEN_FILES.writers


def test_standard_output() -> None:
    read_end, write_end = os.pipe()
    stream = files.TextFile(write_end, "<stdout>", "w", False, True, 0, 0, 0)
    stream.write("a\u00e9\u65e5\n" * 3)
    stream.flush()
    stream.close()
    assert os.read(read_end, 100) == ("a\u00e9\u65e5\n" * 3).encode()
    os.close(read_end)


def test_input(monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"first\nlast")
    os.close(write_end)
    monkeypatch.setattr(printing, "STDIN", files.TextFile(read_end, "<stdin>", "r", True, False, 0, 0, 0))
    assert [printing.input_line(), printing.input_line()] == ["first", "last"]
    with pytest.raises(EOFError, match="EOF when reading a line"):
        printing.input_line()
    os.close(read_end)
