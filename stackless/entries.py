"""Where the stack begins: functions that are called from outside drive what was saved.

entry(x):
    below = static_get[rest]()             if outside code was called by the program: what belongs to that
    static_set[rest](null)
    r = direct_call(entry_itself, x)
    saving = exc_is(<unwinding>)
    switch saving
        false -> leave(r, below)
        true  -> resume(below)
resume(below):
    direct_call(drive)
    r = static_get[result_w]()
    goto leave(r, below)
leave(r, below):
    static_set[rest](below)
    goto return(r)
"""

from __future__ import annotations

from weft.flowspace.graph import Block, Constant, Link, Variable, new_graph
from weft.rtyper.lltype.types import VOID, Ptr
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program
from weft.stackless.driver import Stack
from weft.stackless.frames import FRAME_POINTER, call
from weft.stackless.resumption import take_result
from weft.translator.passes.graph_edits import branch, goto, new_operation, zero_constant
from weft.translator.passes.pass_live_variables import pass_live_variables


def drive_entries(program: Program, stack: Stack) -> None:
    """Put functions that drive the saved stack in front of those that are called from outside."""
    program.entry = _driving(program.entry, stack)
    program.exported = [_driving(function, stack) for function in program.exported]


def _driving(function: FunctionValue, stack: Stack) -> FunctionValue:
    """Return a function that does the same, and is the bottom of a stack."""
    if function.graph is None:
        return function
    arguments = [Variable(f"a{index}", type=type_) for index, type_ in enumerate(function.type.args)]
    graph = new_graph(function.name, arguments, span=function.graph.span)
    type_ = graph.result.type = function.type.result
    below = new_operation("static_get", [], None, (stack.rest,), "below")
    nothing = zero_constant(FRAME_POINTER)
    result = call(function, *[a for a in arguments if a.type is not VOID])
    test = new_operation("exc_is", [Constant(stack.mark, Ptr(stack.mark.type))], None, result_name="saving")
    graph.startblock.operations = [below, new_operation("static_set", [nothing], None, (stack.rest,)), result, test]
    resume, leave = Block("resume"), Block("leave", [Variable("result", type=type_)])
    branch(graph.startblock, test.result, Link([result.result], leave), Link([], resume))
    resume.operations = [call(stack.drive)]
    goto(resume, Link([take_result(type_, stack, resume.operations)], leave))
    leave.operations = [new_operation("static_set", [below.result], None, (stack.rest,))]
    goto(leave, Link([leave.inputargs[0]], graph.returnblock))
    pass_live_variables(graph)
    return FunctionValue(function.name, function.type, graph)
