"""Generators dropped before their end are closed when CPython closes them; those stored somewhere not too early."""

from __future__ import annotations

import pytest

from tests.end_to_end.closing_scenes import SCENES, play, stored
from tests.support.three_ways import check, check_all

pytestmark = [pytest.mark.compile, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def test_closed_in_time() -> None:
    check_all([(play, index) for index in range(len(SCENES))])


def test_never_too_early() -> None:
    check(stored, 3)
