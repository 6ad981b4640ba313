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
from weft.rtyper.lltype.types import CHAR, SIGNED, VOID, Array, FuncType, Struct, zero_of
from weft.rtyper.lltype.values import FunctionValue, StaticVariable, StructValue
from weft.rtyper.program import Program
from weft.stackless.frames import FRAME, FRAME_POINTER, KINDS, POINT, return_void
from weft.translator.passes.graph_edits import new_operation

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
        self.marker = StructValue(POINT)
        helpers = HelperGraphs(NoConstants())
        frame = Variable("frame", type=FRAME_POINTER)
        this = Constant(self, VOID)
        self.marker.fields["resume"] = _leave_window(self.windows)
        self.append: FunctionValue = helpers.get(append, [this, frame])
        self.start: FunctionValue = helpers.get(start_unwinding, [this])
        self.drive: FunctionValue = helpers.get(drive, [this])


def append(stack: Any, frame: Any) -> None:
    """Add the frame of a caller to those saved since unwinding began."""
    last = op.static_get(statics=(stack.last,))
    if last is None:
        op.static_set(frame, statics=(stack.first,))
    else:
        last.back = frame
    op.static_set(frame, statics=(stack.last,))


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


def _leave_window(windows: StaticVariable) -> FunctionValue:
    """Return the function that resumes a marker: what it was put in front of has returned, and the result stays."""
    graph = new_graph("leave_window", [Variable("frame", type=FRAME_POINTER)])
    graph.result.type = VOID
    count = new_operation("static_get", [], None, (windows,))
    less = new_operation("int_sub", [count.result, Constant(1, SIGNED)], None)
    graph.startblock.operations = [count, less, new_operation("static_set", [less.result], None, (windows,))]
    return_void(graph.startblock, graph)
    return FunctionValue(graph.name, FuncType((FRAME_POINTER,), VOID), graph)


def drive(stack: Any) -> None:
    """Resume what was saved, innermost first, until everything has returned; the last exception stays pending."""
    while True:
        if op.exc_is(stack.mark):
            op.exc_take()
            last = op.static_get(statics=(stack.last,))
            if last is not None:
                last.back = op.static_get(statics=(stack.rest,))
                op.static_set(op.static_get(statics=(stack.first,)), statics=(stack.rest,))
                op.static_set(null(FRAME_POINTER), statics=(stack.first,))
                op.static_set(null(FRAME_POINTER), statics=(stack.last,))
        frame = op.static_get(statics=(stack.rest,))
        if frame is None:
            return
        op.static_set(frame.back, statics=(stack.rest,))
        frame.point.resume(frame)
