"""Compiled programs under every collector: what they print equals CPython's output, also when memory runs out."""

import re

import pytest

from tests.gc.checks import (
    ANYWHERE,
    FREEING,
    LITTLE,
    MUCH,
    PLAIN,
    SEMANTICS,
    WOVEN,
    Shared,
    by_name,
    names,
    run,
    shared_by_workers,
)
from weft.gc.table import COLLECTORS

KINDS = re.findall(r'^    "(\w+)": ', (SEMANTICS / "exhaustion.py").read_text(), re.M)
SMALL = {"WEFT_GC_MIN": "64K", "WEFT_GC_NURSERY": "32K", "WEFT_GC_INCREMENT_STEP": "4K"}
SETTINGS: dict[str, tuple[int, dict[str, str]]] = {
    "default": (MUCH, {}),
    "small": (MUCH, SMALL),
    "stress": (MUCH, {**SMALL, "WEFT_GC_STRESS": "61"}),
    "every": (LITTLE, {**SMALL, "WEFT_GC_STRESS": "1"}),
}

pytestmark = [pytest.mark.compile, pytest.mark.e2e]


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return shared_by_workers(tmp_path_factory)


def found(shared: Shared, gc: str, setting: str, *options: str) -> dict[str, str]:
    """Return what the checks print; those behind one that stops the program are missing."""
    n, variables = SETTINGS[setting]
    executable = shared.executable("plain", gc, *options)
    name = "-".join(["found", gc, setting, *options])
    return shared.found(name, lambda: by_name(run([executable, str(n)], **variables).output))


@pytest.mark.parametrize("name", ANYWHERE)
@pytest.mark.parametrize("gc", [name for name in COLLECTORS if name not in WOVEN])
def test_default_settings(shared: Shared, gc: str, name: str) -> None:
    assert found(shared, gc, "default").get(name) == shared.expected("plain", MUCH)[name]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("gc", WOVEN)
def test_all_settings(shared: Shared, gc: str, name: str) -> None:
    results = {setting: found(shared, gc, setting).get(name) for setting in SETTINGS}
    assert results == {setting: shared.expected("plain", SETTINGS[setting][0])[name] for setting in SETTINGS}


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--lldebug",), ("--lldebug", "--sanitize")], ids=" ".join)
@pytest.mark.parametrize("gc", WOVEN)
def test_with_the_checker(shared: Shared, gc: str, options: tuple[str, ...]) -> None:
    """The heap is sound before and after all collections."""
    assert found(shared, gc, "every", *options) == shared.expected("plain", LITTLE)


@pytest.mark.slow
@pytest.mark.parametrize("gc", WOVEN)
def test_a_million_objects_deep(shared: Shared, gc: str) -> None:
    """A chain of a million objects is marked, moved and freed without a deep stack."""
    done = run([shared.executable("plain", gc), "10000", "deep_list"])
    assert done.output == run(["python3", str(SEMANTICS / "plain.py"), "10000", "deep_list"]).output


# Exhaustion -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gc", COLLECTORS)
def test_exhaustion_ends_with_a_traceback(shared: Shared, gc: str, kind: str) -> None:
    done = run([shared.executable("plain", gc), str(MUCH), "exhaust", kind], WEFT_GC_MAX="64M")
    assert (done.code, done.output) == (1, "")
    lines = done.errors.splitlines()
    assert lines[-1] == "MemoryError"
    assert "Traceback (most recent call last):" in lines
    frames = re.findall(r'File ".*/(\w+)\.py", line (\d+), in (\S+)', done.errors)
    assert len(frames) >= 3
    assert [(module, function) for module, _, function in frames[:2]] == [("plain", "<module>"), ("plain", "main")]
    assert frames[2][0] == "exhaustion"
    sources = {module: (SEMANTICS / f"{module}.py").read_text().splitlines() for module in ("plain", "exhaustion")}
    assert sources["plain"][int(frames[1][1]) - 1].strip() == "exhaustion.KINDS[sys.argv[3]]()"
    assert any(f"def {frames[2][2]}(" in line for line in sources["exhaustion"])


@pytest.mark.parametrize("gc", FREEING)
def test_exhaustion_can_be_survived(shared: Shared, gc: str) -> None:
    done = run([shared.executable("plain", gc), str(MUCH), "survive"], WEFT_GC_MAX="64M")
    lines = done.output.splitlines()
    assert (done.code, lines[:-1]) == (0, [f"{kind} {i} MemoryError 1000" for kind in KINDS for i in range(2)])
    expected = shared.expected("plain", MUCH)
    assert lines[-1] == " ".join([expected[name] for name in ("long_chain", "trees", "words")])


@pytest.mark.parametrize("gc", FREEING)
def test_handlers_in_the_function_that_finds_no_memory(shared: Shared, gc: str) -> None:
    """`except` and `finally` guard operations that allocate in line, too."""
    done = run([shared.executable("plain", gc), str(MUCH), "handle"], WEFT_GC_MAX="24M")
    log = ["cleaned up 0", "went on", "MemoryError"]
    trees = shared.expected("plain", MUCH)["trees"]
    assert (done.code, done.output) == (0, f"{[-1, -2, -3, -4, -5, -7]} {log} {trees}\n")


@pytest.mark.parametrize("limit", ["3M", "5M", "9M"])
@pytest.mark.parametrize("gc", WOVEN)
def test_little_memory(shared: Shared, gc: str, limit: str) -> None:
    """With less memory than the checks need, those that need little are right, and the others end in MemoryError."""
    done = run(
        [shared.executable("plain", gc), str(MUCH)], WEFT_GC_MAX=limit, WEFT_GC_MIN="256K", WEFT_GC_NURSERY="64K"
    )
    results, expected = by_name(done.output), shared.expected("plain", MUCH)
    assert results == {name: expected[name] for name in results}
    assert list(results) == PLAIN[: len(results)]
    assert done.code == (0 if len(results) == len(PLAIN) else 1)
    if done.code:
        assert done.errors.splitlines()[-1] == "MemoryError"


def test_the_program_has_the_checks_that_are_named(shared: Shared) -> None:
    assert list(shared.expected("plain", MUCH)) == PLAIN
    assert list(shared.expected("plain", LITTLE)) == PLAIN
    assert names("exhaustion") == []
    assert len(PLAIN) >= 90
    assert len(KINDS) >= 5
