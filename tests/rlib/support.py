"""What tests of the library share."""

from typing import Any


def outcome(function: Any, *arguments: Any, **keywords: Any) -> Any:
    """Return what a call gives, or the exception's class and message."""
    try:
        return function(*arguments, **keywords)
    except Exception as error:  # noqa: BLE001
        return type(error), str(error)


def in_words(function: Any, *arguments: Any, **keywords: Any) -> Any:
    """Return the outcome in the integers of Weft: OverflowError for what does not fit a word."""
    result = outcome(function, *arguments, **keywords)
    if isinstance(result, int) and not -(2**63) <= result < 2**63:
        return OverflowError
    return OverflowError if isinstance(result, tuple) and result and result[0] is OverflowError else result
