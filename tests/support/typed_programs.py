"""Annotates, rtypes and interprets a function: `run(function)`; `check(function)` compares with the host's result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.annotator.search import annotate_program
from weft.flowspace.diagnostics import TranslationError
from weft.rtyper.llinterp import Interpreter
from weft.rtyper.llinterp.errors import LowLevelException
from weft.rtyper.lltype.types import STR
from weft.rtyper.lltype.values import StructValue, host_str
from weft.rtyper.typer import type_program


def run(function: Callable[[], Any]) -> Any:
    """Return what the translated function returns (int, float, bool, str or None), as a host value."""
    program = type_program(annotate_program(function))
    result = Interpreter(program).run(program.entry)
    if isinstance(result, StructValue) and result.type is STR:
        return host_str(result)
    return result


def check(function: Callable[[], Any]) -> None:
    """The translated function does what the function does."""
    try:
        expected = function()
    except Exception as error:  # noqa: BLE001 - whatever the program raises
        message = str(error.args[0]) if error.args else ""
        expected = type(error).__name__, message
    try:
        result = run(function)
    except LowLevelException as error:
        text = error.value.fields.get("inst__weft_message")
        result = error.class_name, host_str(text) if text is not None else ""
    except TranslationError as error:
        raise AssertionError("\n".join(f"{d.span}: {d.message}" for d in error.diagnostics)) from error
    assert result == expected, f"{result!r} instead of {expected!r}"
