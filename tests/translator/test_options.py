"""The option table and what is derived from it."""

from pathlib import Path

import pytest

from tests.shape.repository import ROOT
from weft.translator.configuration import Settings, find_pyproject, read_pyproject
from weft.translator.options import GROUPS, TABLE, UsageError, make_options, reference_page


def test_every_option_is_documented_and_in_a_group() -> None:
    for spec in TABLE.values():
        assert spec.help
        assert spec.group in GROUPS


def test_flags_are_unique() -> None:
    flags = [flag for spec in TABLE.values() for flag in spec.flags]
    assert len(flags) == len(set(flags))


def test_reference_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "options.md").read_text() == reference_page(), "run `make docs`"


def test_values_are_checked() -> None:
    assert make_options({"gc": "boehm", "max_errors": 3}).gc == "boehm"
    assert make_options({"optimise": 3}).optimise == "3"
    with pytest.raises(UsageError, match="did you mean boehm"):
        make_options({"gc": "bohm"})
    with pytest.raises(UsageError, match="no option 'gcc'; did you mean"):
        make_options({"gcc": "boehm"})
    with pytest.raises(UsageError, match="wants true or false"):
        make_options({"verbose": 3})
    with pytest.raises(UsageError, match="wants a number"):
        make_options({"jobs": "many"})


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"verbose": True, "quiet": True}, "-v says more"),
        ({"dump_phase": "rtype"}, "--dump-graphs FILE, which says where, is missing"),
        ({"dump_phase": "lower", "dump_graphs": "x.txt", "goal": "check"}, "--check stops after rtype"),
        ({"sanitize": True, "shared": True}, "--sanitize is for executables"),
        ({"gcrootfinder": "register", "shared": True}, "--shared cannot"),
        ({"gcrootfinder": "register", "sanitize": True}, "--sanitize cannot"),
        ({"output": "x", "goal": "check"}, "--check writes none"),
        ({"keep_c": "x", "goal": "rtype"}, "--rtype stops before"),
    ],
)
def test_conflicts_are_explained(settings: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        make_options(settings)


def test_pyproject(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.weft]\ngc = "boehm"\nkeep-c = "c"\noptimise = 1\nline-directives = false\n')
    (tmp_path / "src").mkdir()
    assert find_pyproject(tmp_path / "src") == path
    settings = Settings()
    settings.update(read_pyproject(path), str(path))
    settings.update({"gc": "none"}, "command line")
    assert settings.values == {"gc": "none", "keep_c": "c", "optimise": "1", "line_directives": False}
    shown = settings.describe()
    assert f"({path})" in shown
    assert "gc               none        (command line)" in shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[tool.weft]\ncflag = "-g"', "no option 'cflag'; did you mean cflags"),
        ('[tool.weft]\nexplain = "W0102"', "only be given on the command line"),
        ("[tool.weft]\njobs = true", "wants a number"),
        ("[tool\n", "cannot be read"),
    ],
)
def test_mistakes_in_pyproject(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UsageError, match=reason):
        read_pyproject(tmp_path / "pyproject.toml")
