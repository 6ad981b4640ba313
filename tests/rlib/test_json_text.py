"""json.dumps of the library against CPython's."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import json_text

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=8))
KEYS = st.one_of(st.text(max_size=5), st.integers(-99, 99), st.booleans(), st.none(), st.floats(allow_nan=False))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3), st.tuples(inner)),
    max_leaves=8,
)


@given(
    value=VALUES,
    indent=st.one_of(st.none(), st.integers(0, 3), st.just("--")),
    ascii_only=st.booleans(),
    separators=st.one_of(st.none(), st.just((",", ":"))),
)
def test_dumps(value: Any, indent: Any, ascii_only: bool, separators: Any) -> None:
    options: Any = {"indent": indent, "ensure_ascii": ascii_only, "separators": separators}
    assert json_text.dumps(value, **options) == json.dumps(value, **options)


@given(value=st.dictionaries(st.text(max_size=4), SCALARS), nan=st.booleans())
def test_options(value: Any, nan: bool) -> None:
    ours = outcome(json_text.dumps, value, sort_keys=True, allow_nan=nan)
    theirs = outcome(json.dumps, value, sort_keys=True, allow_nan=nan)
    assert str(ours)[:60] == str(theirs)[:60]  # newer versions name the value
