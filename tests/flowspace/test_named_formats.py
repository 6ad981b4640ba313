"""Templates with named conversions become positional ones, and mean the same."""

import pytest

from weft.flowspace.named_formats import positional_format


@pytest.mark.parametrize(
    "template", ["%(a)s", "%(b)5.2f and %(a)r%%", "%%(a)s %(a)-3s|%(a)s", "", "nothing", "%(c)x", "%(a b)s"]
)
def test_same_text(template):
    values = {"a": "x", "b": 2.5, "c": 255, "a b": 7}
    made, taken = positional_format(template, list(values))
    assert made % tuple(list(values.values())[i] for i in taken) == template % values


@pytest.mark.parametrize("template", ["%s", "%(a)s %s", "%(missing)s", "%(a)", "100%", "%(a)*d"])
def test_left_alone(template):
    assert positional_format(template, ["a"]) is None


def test_last_of_equal_keys():
    assert positional_format("%(a)s", ["a", "b", "a"]) == ("%s", [2])
