"""The acceptance corpus through the real driver; see acceptance.py for the files and the rules.

A sample runs in `make test`, the rest is marked slow. A program in unsupported.txt must stop with the diagnostic named
there: when it passes, the test fails and asks to remove the line, so that the list only shrinks.
"""

import pytest

from tests.programs.acceptance import (
    ACCEPTED,
    Failure,
    Program,
    all_programs,
    check_run,
    check_translated,
    check_unsupported,
    load_unsupported,
    run_under_cpython,
)

SAMPLE = {
    "ok/bytecode_vm",
    "ok/class_basic",
    "ok/closures",
    "ok/comprehensions",
    "ok/dict_ops",
    "ok/file_io",
    "ok/inheritance_super",
    "ok/int_division",
    "ok/list_sort",
    "ok/str_methods",
    "ok/tuple_ops",
    "fails/custom_error",
    "fails/exit_code",
    "fails/list_index",
    "fails/zero_division",
    "rejected/branch_int_or_str",
    "rejected/missing_attribute",
    "rejected/uses_eval",
}

PROGRAMS = all_programs()
UNSUPPORTED = load_unsupported()


def in_sample(program):
    return program.name.startswith("first_") or str(program) in SAMPLE


def parameters(programs):
    """The programs as parameters, those outside the sample marked slow."""
    return [
        pytest.param(program, id=str(program), marks=() if in_sample(program) else (pytest.mark.slow,))
        for program in programs
    ]


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.parametrize("program", parameters(PROGRAMS))
def test_translated(program: Program, tmp_path):
    listed = UNSUPPORTED.get(str(program))
    try:
        if listed is None:
            check_translated(program, tmp_path)
        else:
            check_unsupported(program, listed, tmp_path)
    except Failure as failure:
        pytest.fail(f"{program}: {failure}", pytrace=False)


@pytest.mark.parametrize("program", parameters(p for p in PROGRAMS if p.group != "rejected"))
def test_under_cpython(program: Program, tmp_path):
    check_run(program, run_under_cpython(program, tmp_path))


def test_sample_exists():
    assert {str(program) for program in PROGRAMS} >= SAMPLE


def test_unsupported_list_names_programs():
    assert UNSUPPORTED.keys() <= {str(program) for program in PROGRAMS}


def test_unsupported_list_is_sorted():
    assert list(UNSUPPORTED) == sorted(UNSUPPORTED)


def test_accepted_is_for_rejected_programs_only():
    assert all(name.startswith("rejected/") for name, listed in UNSUPPORTED.items() if listed.code == ACCEPTED)
