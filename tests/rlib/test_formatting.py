"""format() and the `%` conversions against CPython's own."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rlib.support import outcome
from tests.rlib.test_float import FLOATS
from weft.rlib import format_templates, formatting
from weft.rlib.format_spec import parse_spec, percent_spec, with_precision, with_width

LAYOUT = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "<", ">", "^", "=", "*<", "日>", "x^", "0=", "->"]),
        st.sampled_from(["", "", "+", "-", " "]),
        st.sampled_from(["", "", "", "z"]),
        st.sampled_from(["", "", "#"]),
        st.sampled_from(["", "", "0"]),
        st.sampled_from(["", "", "1", "5", "12", "25"]),
        st.sampled_from(["", "", "", ",", "_", ",_"]),
        st.sampled_from(["", "", ".0", ".1", ".3", ".10", ".20", "."]),
    ),
)
INT_KINDS = st.sampled_from([*"dxXobceEfFgG%n", "", "", "s", "k", "dd"])
FLOAT_KINDS = st.sampled_from([*"eEfFgG%n", "", "", "", "d", "x", "s"])
WORDS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-2000, 2000))


def check(value: Any, text: str) -> None:
    ours, expected = outcome(formatting.format_value, value, text), outcome(format, value, text)
    if isinstance(expected, tuple) and expected[1].startswith("Invalid format specifier"):
        assert isinstance(ours, tuple) and ours[1].startswith("Invalid format specifier")
    else:
        assert ours == expected, (value, text)


@settings(max_examples=1500)
@given(value=st.one_of(WORDS, st.booleans()), layout=LAYOUT, kind=INT_KINDS)
def test_int(value: int, layout: str, kind: str) -> None:
    check(value, layout + kind)


@settings(max_examples=1500)
@given(value=FLOATS, layout=LAYOUT, kind=FLOAT_KINDS)
def test_float(value: float, layout: str, kind: str) -> None:
    check(value, layout + kind)


@settings(max_examples=500)
@given(value=st.text(max_size=8), layout=LAYOUT, kind=st.sampled_from(["", "s", "d"]))
def test_str(value: str, layout: str, kind: str) -> None:
    check(value, layout + kind)


def test_precisions() -> None:
    values = [0.0, -0.0, 1.0, 9.5, 99.95, 123456.789, 1e-5, 1.5e-5, 1e15, 1e16, 12345678901234567.0, 1e100, 5e-324, 0.5,
              2.5, 1e5, 1e6, 999999.5, 9999995.0]  # fmt: skip
    for value in values:
        for precision in range(0, 19):
            for kind in ("", "g", "G", "e", "f", "%", "#"):
                check(value, f".{precision}{kind}" if kind != "#" else f"#.{precision}")
                check(-value, f"#.{precision}g")


@settings(max_examples=1500)
@given(value=st.one_of(WORDS, FLOATS), flags=st.text("-+ #0", max_size=3), width=st.integers(-1, 12),
       precision=st.integers(-1, 8), kind=st.sampled_from("dixXoeEfFgG"))  # fmt: skip
def test_percent(value: int | float, flags: str, width: int, precision: int, kind: str) -> None:
    if isinstance(value, float) and kind in "dixXo":
        value = 17
    template = f"%{flags}{width if width >= 0 else ''}{'.' + str(precision) if precision >= 0 else ''}{kind}"
    spec = percent_spec(flags, width, precision, "d" if kind == "i" else kind)
    assert formatting.format_with(value, spec) == template % value, template
    star = template.replace(str(width), "*", 1) if width >= 0 else ""
    if star.count("*") == 1 and flags.find("0") < 0:
        for actual in (9, -9):
            spec = with_width(percent_spec(flags, -1, precision, "d" if kind == "i" else kind), actual)
            assert formatting.format_with(value, spec) == f"%{flags}*{star[star.index('*') + 1 :]}" % (actual, value)


@given(
    value=st.text(max_size=6),
    flags=st.text("-+ #0", max_size=3),
    width=st.integers(-1, 9),
    precision=st.integers(-1, 4),
)
def test_percent_str(value: str, flags: str, width: int, precision: int) -> None:
    template = f"%{flags}{width if width >= 0 else ''}{'.' + str(precision) if precision >= 0 else ''}s"
    assert formatting.format_with(value, percent_spec(flags, width, precision, "s")) == template % value


def test_percent_star() -> None:
    spec = percent_spec("", -1, -1, "f")
    assert formatting.format_with(3.14159, with_precision(with_width(spec, 8), 2)) == "%*.*f" % (8, 2, 3.14159)
    assert formatting.format_with(3.14159, with_precision(spec, -2)) == "%.*f" % (-2, 3.14159)


@pytest.mark.parametrize("value", [65, "z", 0x1F600, -1, 0x110000, "ab", 1.5])
def test_percent_char(value: Any) -> None:
    ours, expected = outcome(formatting.percent_char, value), outcome(lambda: "%c" % value)
    assert ours == expected or (isinstance(ours, tuple) and ours[0] is expected[0])


def test_percent_conversions() -> None:
    assert formatting.percent_int(3.99) == 3
    assert formatting.percent_int(True) == 1
    assert formatting.percent_float(2) == 2.0
    for function, template in ((formatting.percent_int, "%d"), (formatting.percent_float, "%f"),
                               (formatting.percent_index, "%x")):  # fmt: skip
        assert outcome(function, "a") == outcome(lambda template=template: template % "a")


def test_spec_is_reusable() -> None:
    spec = parse_spec(">8,.2f", "float")
    assert [formatting.format_with(v, spec) for v in (1234.5, -0.005)] == [
        format(v, ">8,.2f") for v in (1234.5, -0.005)
    ]


@settings(max_examples=500)
@given(value=FLOATS, flags=st.sampled_from(["", "-", "+", "05", "30", "-30", ".25", "040"]))
def test_percent_of_floats(value: float, flags: str) -> None:
    found = re.fullmatch(r"([-+0]*)(\d*)(?:\.(\d+))?", flags)
    assert found is not None
    width, precision = int(found[2] or -1), int(found[3] or -1)
    spec = percent_spec(found[1], width, precision, "d")
    expected = outcome(lambda: f"%{flags}d" % value)
    assert outcome(formatting.percent_number, value, spec, "d") == expected
    if not flags:
        assert outcome(formatting.percent_digits, value, "d") == expected


# Templates known at run time --------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["{", "}", "{{", "}}", "{}", "{0}", "{1}", "{k}", "{w}", "{:", "{0:", "{k!", "!r", "!s", "!", ":", ">", "5", "a",
     "{:{}}", "{0:{w}}", "{0:>{w}.{w}}", "{2[0]}", "{2[", "]", "[1]", "[x]", "{3[x]}", "{3[0]}", "{9}",
     "{99999999999999999999}",
     "{:{:{}}}", "٣", "{١}"]
)  # fmt: skip
VALUES = (7, "text", [1, "two"], {"x": 2.5})
KEYWORDS = {"k": "key", "w": 6}


def format_by_reader(template: str) -> str:
    reader = format_templates.TemplateReader(template)
    while reader.advance():
        if 0 <= reader.index < len(VALUES):
            format_templates.give(reader, VALUES[reader.index])
        elif reader.index < 0 and reader.name in KEYWORDS:
            format_templates.give(reader, KEYWORDS[reader.name])
        else:
            format_templates.lacks(reader)
    return reader.out.build()


@settings(max_examples=3000)
@given(template=st.lists(PIECES, max_size=7).map("".join))
def test_templates(template: str) -> None:
    if "." in template and "{2." in template:
        return
    assert outcome(format_by_reader, template) == outcome(template.format, *VALUES, **KEYWORDS), template


@settings(max_examples=500)
@given(template=st.lists(PIECES, max_size=4).map("".join))
def test_templates_with_mappings(template: str) -> None:
    mapping = {"k": "key", "w": 6}
    assert outcome(format_templates.format_map, template, mapping) == outcome(template.format_map, mapping), template
