"""What runs between saving and resuming: low-level helpers over the static variables of `Stack`.

Entry points: `append`, called by those who save; `start_unwinding`, by those who find the stack full; `drive`, at the
bottom of the stack.

    C's stack      bottom: drive() <- f <- g <- h           h finds the stack full
    saved          first: h, g, f :last       rest: (callers of f that were saved before)
    afterwards     bottom: drive() <- h       rest: g, f, ...
"""

from __future__ import annotations

from typing import Any, Final, final

from weft.flowspace.graph import Constant, Variable, new_graph
from weft.rtyper.helper_graphs import HelperGraphs, NoConstants
from weft.rtyper.ll_helpers.lowlevel import cast, malloc, malloc_varsize_uninit, null, op
from weft.rtyper.lltype.types import (
    BOOL,
    CHAR,
    EXCEPTION,
    FRAME,
    RESUME_POINT,
    SIGNED,
    VOID,
    Array,
    FuncType,
    Ptr,
    Struct,
    zero_of,
)
from weft.rtyper.lltype.values import FunctionValue, StaticVariable, StructValue
from weft.rtyper.program import Program
from weft.stackless.frames import FRAME_POINTER, KINDS, call, return_void

ROOM: Final = Array(CHAR)
"""What is allocated to see whether there is memory to save the stack."""
WINDOW_BYTES: Final = 2 << 20
"""More than what frames take of the window of C's stack that the program uses (`runtime/stack.c`)."""
HELD: Final = 2
"""The statistic of what is reserved for objects: `TracingCollector.statistic`."""
_MARKER: Final = Struct("frame_window", parent=FRAME)


@final
class Stack:
    """The static variables of a program; helpers know it as a constant."""

    def __init__(self, program: Program) -> None:
        self.mark: StructValue = program.prebuilt_exception("RecursionError", "unwinding")
        """Pending while functions save themselves."""
        self.first = StaticVariable("saved_first", FRAME_POINTER, None)
        """The frame saved first since unwinding began: the innermost."""
        self.last = StaticVariable("saved_last", FRAME_POINTER, None)
        self.rest = StaticVariable("saved_rest", FRAME_POINTER, None)
        """The innermost of the frames below those on C's stack."""
        self.results = {kind: StaticVariable(f"result_{kind}", type_, zero_of(type_)) for kind, type_ in KINDS.items()}
        """Where a resumed function leaves its result, by its kind."""
        self.windows = StaticVariable("saved_windows", SIGNED, 0)
        """How often the stack was full, of what is saved now."""
        self.target = StaticVariable("switch_target", FRAME_POINTER, None)
        """What to go on with, if that is not what was just saved."""
        self.counting = StaticVariable("stack_counting", BOOL, False)
        """The program wants to know how many frames there are."""
        self.bottom = StructValue(FRAME)
        """The caller of a function that was captured alone."""
        self.marker = StructValue(RESUME_POINT)
        helpers = HelperGraphs(NoConstants())
        frame = Variable("frame", type=FRAME_POINTER)
        this = Constant(self, VOID)
        self.marker.fields["resume"] = _with_frame("leave_marker", helpers.get(leave_window, [this]))
        self.append: FunctionValue = helpers.get(append, [this, frame])
        self.start: FunctionValue = helpers.get(start_unwinding, [this])
        self.drive: FunctionValue = helpers.get(drive, [this])
        self.starters = {
            "stack_unwind": helpers.get(unwind, [this]),
            "stack_depth": helpers.get(count, [this]),
            "stack_switch": helpers.get(switch, [this, frame]),
        }
        """What begins to save the stack, by the operation that asks for it."""
        self.no_memory = Constant(program.prebuilt_exception("MemoryError", ""), Ptr(EXCEPTION))
        self.capture: FunctionValue = helpers.get(capture, [this, frame])
        leave = StructValue(RESUME_POINT)
        leave.fields["resume"] = _with_frame("leave_bottom", helpers.get(leave_bottom, [this]))
        self.bottom.fields["point"] = leave


def append(stack: Any, frame: Any) -> None:
    """Add the frame of a caller to those saved since unwinding began."""
    if frame is None:
        op.stack_lost()
    last = op.static_get(statics=(stack.last,))
    if last is None:
        op.static_set(frame, statics=(stack.first,))
    else:
        last.back = frame
    op.static_set(frame, statics=(stack.last,))


def unwind(stack: Any) -> None:
    """Begin to save the stack, for no other purpose."""
    op.exc_set(stack.mark)


def count(stack: Any) -> None:
    """Begin to save the stack, to count the frames."""
    op.static_set(True, statics=(stack.counting,))
    op.exc_set(stack.mark)


def switch(stack: Any, target: Any) -> None:
    """Begin to save the stack, to go on with another one."""
    op.static_set(target, statics=(stack.target,))
    op.exc_set(stack.mark)


def capture(stack: Any, frame: Any) -> None:
    """Complete the frame of a function that was captured alone: what it returns is where to go on."""
    frame.back = stack.bottom


def leave_bottom(stack: Any) -> None:
    """Resume the caller of a function that was captured alone: go on with what it returned, which gets nothing."""
    target = cast(FRAME_POINTER, op.static_get(statics=(stack.results["r"],)))
    op.static_set(null(KINDS["r"]), statics=(stack.results["r"],))
    go_on_with(stack, target)


def start_unwinding(stack: Any) -> Any:
    """The stack is full: begin to save it; False if there is no memory for that."""
    windows = op.static_get(statics=(stack.windows,)) + 1
    if windows > op.stack_windows():
        return False
    if not op.stack_has_room(op.gc_statistic(HELD)):
        if malloc_varsize_uninit(ROOM, WINDOW_BYTES) is None:  # maybe there is after a collection
            return False
    marker = malloc(_MARKER)
    if marker is None:
        return False
    marker.point = stack.marker
    # It stands for the end of this window: last of all, but the callers come in between.
    marker.back = op.static_get(statics=(stack.rest,))
    op.static_set(cast(FRAME_POINTER, marker), statics=(stack.rest,))
    op.static_set(windows, statics=(stack.windows,))
    op.exc_set(stack.mark)
    return True


def leave_window(stack: Any) -> None:
    """Resume a marker: what it was put in front of has returned, and the result is left where it is."""
    op.static_set(op.static_get(statics=(stack.windows,)) - 1, statics=(stack.windows,))


def _with_frame(name: str, function: FunctionValue) -> FunctionValue:
    """Return a function that can resume frames, and does not look at the one it is called for."""
    graph = new_graph(name, [Variable("frame", type=FRAME_POINTER)])
    graph.result.type = VOID
    graph.startblock.operations = [call(function)]
    return_void(graph.startblock, graph)
    return FunctionValue(name, FuncType((FRAME_POINTER,), VOID), graph)


def go_on_with(stack: Any, frame: Any) -> None:
    """Let a frame that the program refers to be the next; it must not be a second time."""
    if frame is not None:
        op.static_set(frame.back, statics=(stack.rest,))
        frame.back = frame
        frame.point.resume(frame)


def take_up(stack: Any) -> None:
    """Everything was saved: attach it to what was saved before, and do what it was saved for."""
    op.exc_take()
    last = op.static_get(statics=(stack.last,))
    if last is not None:
        last.back = op.static_get(statics=(stack.rest,))
        op.static_set(op.static_get(statics=(stack.first,)), statics=(stack.rest,))
        op.static_set(null(FRAME_POINTER), statics=(stack.first,))
        op.static_set(null(FRAME_POINTER), statics=(stack.last,))
    if op.static_get(statics=(stack.counting,)):
        op.static_set(False, statics=(stack.counting,))
        op.static_set(depth(stack), statics=(stack.results["w"],))
    target = op.static_get(statics=(stack.target,))
    if target is not None:
        op.static_set(null(FRAME_POINTER), statics=(stack.target,))
        op.static_set(cast(KINDS["r"], op.static_get(statics=(stack.rest,))), statics=(stack.results["r"],))
        go_on_with(stack, target)


def depth(stack: Any) -> Any:
    """Return how many frames of functions there are."""
    found = 0
    frame = op.static_get(statics=(stack.rest,))
    while frame is not None:
        if frame.point is not stack.marker:
            found += 1
        frame = frame.back
    return found


def drive(stack: Any) -> None:
    """Resume what was saved, innermost first, until everything has returned; the last exception stays pending."""
    while True:
        while op.exc_is(stack.mark):
            take_up(stack)
        frame = op.static_get(statics=(stack.rest,))
        if frame is None:
            return
        op.static_set(frame.back, statics=(stack.rest,))
        frame.point.resume(frame)
