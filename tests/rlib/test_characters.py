"""Character properties, case conversions and predicates, against the interpreter's, over all code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft.rlib import casing, characters, predicates

PREDICATES = [
    "isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "isascii", "islower",
    "isupper", "istitle", "isidentifier",
]  # fmt: skip
CONVERSIONS = ["upper", "lower", "title", "capitalize", "swapcase", "casefold"]
CODES = [*range(0x3500), *range(0xA000, 0xAC80), *range(0xD700, 0x13500), *range(0x16000, 0x19000),
         *range(0x1AF00, 0x20100), *range(0x32000, 0x33500), *range(0xDFF00, 0xE0300), 0x10FFFF]  # fmt: skip
CASED_TEXT = st.text(st.sampled_from("aA zZ.'-09Σσςéßĳǅǆŉ\u0345\u0301ﬁİıσ日ªĦ\u00ad'’"), max_size=12)


@pytest.mark.parametrize("name", PREDICATES)
def test_predicate_of_every_character(name: str) -> None:
    ours = getattr(predicates, name)
    wrong = [code for code in CODES if ours(chr(code)) != getattr(chr(code), name)()]
    assert wrong == []


@pytest.mark.parametrize("name", ["upper", "lower", "title", "swapcase", "casefold"])
def test_conversion_of_every_character(name: str) -> None:
    ours = getattr(casing, name)
    wrong = [code for code in CODES if ours(chr(code)) != getattr(chr(code), name)()]
    assert wrong == []


def test_identifier_continuation() -> None:
    wrong = [c for c in CODES if predicates.isidentifier("a" + chr(c)) != ("a" + chr(c)).isidentifier()]
    assert wrong == []


def test_decimal_values() -> None:
    for code in CODES:
        expected = int(chr(code)) if chr(code).isdecimal() else -1
        assert characters.decimal_value(code) == expected


def test_line_breaks() -> None:
    for code in CODES:
        assert characters.is_line_break(code) == (len(f"a{chr(code)}b".splitlines()) == 2)


@pytest.mark.parametrize("name", PREDICATES)
@given(text=st.one_of(st.text(), CASED_TEXT))
def test_predicates(name: str, text: str) -> None:
    assert getattr(predicates, name)(text) == getattr(text, name)()


@pytest.mark.parametrize("name", CONVERSIONS)
@given(text=st.one_of(st.text(), CASED_TEXT))
def test_conversions(name: str, text: str) -> None:
    assert getattr(casing, name)(text) == getattr(text, name)()
