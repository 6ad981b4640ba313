"""docs/compatibility.md says of every program by others what becomes of it; here it is tried."""

import sys

import pytest

from tests.compatibility.programs import EQUAL, all_drivers, benchmarks, outcome, table

DRIVERS = all_drivers()
TABLE = table()
QUICK = {"stdlib/use_collections_userdict", "stdlib/use_graphlib", "stdlib/use_keyword"}


def parameters():
    return [
        pytest.param(driver, id=str(driver), marks=() if str(driver) in QUICK else (pytest.mark.slow,))
        for driver in DRIVERS
    ]


def test_every_driver_is_in_the_table():
    assert list(TABLE) == [str(driver) for driver in DRIVERS]


def test_twenty_real_programs_are_translated():
    assert list(TABLE.values()).count(EQUAL) >= 20


@pytest.mark.compile
@pytest.mark.e2e
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the table is about the standard library of CPython 3.11")
@pytest.mark.parametrize("driver", parameters())
def test_outcome(driver, tmp_path):
    if driver.group == "pyperformance" and benchmarks() is None:
        pytest.skip("pyperformance is not installed (see tests/compatibility/programs.py)")
    assert outcome(driver, tmp_path) == TABLE[str(driver)]
