"""Interpreting the graph of a function gives what calling the function gives, for every construct."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.flowspace.constructs import CASES
from tests.support.flow_interpreter import FlowInterpreter


def outcome(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """Return what a call gives: ("returned", value) or ("raised", class, message)."""
    try:
        return "returned", function(*copy.deepcopy(args))
    except Exception as error:
        return "raised", type(error), str(error)


PAIRS = [
    pytest.param(function, args, id=f"{function.__name__}-{number}")
    for function, inputs in CASES
    for number, args in enumerate(inputs)
]
"""Every function with every argument tuple; generators run both by themselves and as state classes."""


@pytest.mark.parametrize("state_classes", [False, True], ids=["", "state classes"])
@pytest.mark.parametrize(("function", "args"), PAIRS)
def test_graph_does_what_the_function_does(
    function: Callable[..., Any], args: tuple[Any, ...], state_classes: bool
) -> None:
    interpreter = FlowInterpreter(state_classes=state_classes)
    expected = outcome(function, args)
    assert outcome(lambda *values: interpreter.call(function, *values), args) == expected
    assert interpreter.interpreted_calls
