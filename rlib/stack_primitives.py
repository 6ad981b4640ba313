"""What a stackless program may do with its stack: the primitives.

They are those of PyPy's report D07.1, section 3.2.3, and need `--stackless`; programs import them from
`weft.rlib.stackless`.  `suspended`, of which coroutines are made, works in programs that are not translated as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weft.rlib import host_stacks
from weft.rlib.intrinsics import intrinsic
from weft.rlib.markers import we_are_translated


@intrinsic("None")
def stack_unwind() -> None:
    """Save the whole stack in the heap, and go on: for testing, or to make room."""


@intrinsic("int")
def stack_frames_depth() -> int:
    """Return how many functions wait for others to return; those that do nothing afterwards do not count."""
    raise NotImplementedError("the depth of the stack is known in programs translated with --stackless only")


@intrinsic("frames or None")
def yield_current_frame_to_caller() -> Any:
    """Return to the caller, with a `frame_stack_top` that stands for the function as it is now; go on when that is
    switched to.

    Then it returns the `frame_stack_top` of who did that, or None where a function like this one returned to here.
    What the function returns at its end is the `frame_stack_top` to go on with.  An exception must not leave it.
    """
    raise NotImplementedError("functions can be suspended in programs translated with --stackless only")


@intrinsic("frames or None")
def switch_frames(top: Any) -> Any:
    """`top.switch()` without a check."""
    raise NotImplementedError


@intrinsic("bool")
def was_resumed(top: Any) -> bool:
    """True if there was a switch to the `frame_stack_top` before."""
    raise NotImplementedError


def switch(top: Any) -> Any:
    """`top.switch()`: suspend all functions that run, and resume those that `top` stands for.

    Returns the `frame_stack_top` of who switches back, or None, as `yield_current_frame_to_caller` does.
    """
    if was_resumed(top):
        raise RuntimeError("a frame_stack_top can be switched to once only")
    return switch_frames(top)


def suspended(function: Callable[[Any], Any]) -> Any:
    """Return a `frame_stack_top` that calls a function when it is switched to.

    The function takes what `switch` returns, and returns the `frame_stack_top` to go on with.
    """
    if not we_are_translated():
        return host_stacks.suspended(function)
    return function(yield_current_frame_to_caller())
