"""The entry point of the flow space: a Python function becomes a flow graph.

`build_graph(function, environment)`: decode the bytecode, execute it symbolically, simplify the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, FunctionType
from typing import Any, Final

from weft.flowspace import (
    opcodes_arith,
    opcodes_calls,
    opcodes_control,
    opcodes_displays,
    opcodes_exceptions,
    opcodes_names,
    unrolled_loops,
)
from weft.flowspace.bytecode import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, argument_names
from weft.flowspace.cleanup import simplify
from weft.flowspace.closing import CountingExecution, handles_exceptions
from weft.flowspace.comprehensions import decode_with_comprehensions
from weft.flowspace.control_flow import ControlFlow, analyse
from weft.flowspace.diagnostics import Diagnostic, Position, SourceSpan, TranslationError, phase
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import Constant, Graph, Operation, Variable, new_graph
from weft.flowspace.held import Held
from weft.flowspace.keeping import LocalKeeper, catches_exceptions, keeping_handlers
from weft.flowspace.opcodes_closing import counting_handlers
from weft.flowspace.operations import OPERATIONS, LocalFunction
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler, TooManyVariants
from weft.flowspace.symbolic_frame import NULL, Key, Slot
from weft.flowspace.unbound_locals import movable_to_cells, move_to_cells

__all__ = ["FlowEnvironment", "build_graph", "is_generator"]

_MAX_ROUNDS: Final = 50
"""How often a function may be executed again because joins were wrong; each time more slots are variables."""

_HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    **opcodes_names.HANDLERS,
    **opcodes_arith.HANDLERS,
    **opcodes_displays.HANDLERS,
    **opcodes_calls.HANDLERS,
    **opcodes_control.HANDLERS,
    **opcodes_exceptions.HANDLERS,
    **unrolled_loops.HANDLERS,
}

_COUNTING_HANDLERS: Final = counting_handlers(_HANDLERS)
_KEEPING_HANDLERS: Final = keeping_handlers(_HANDLERS)
_KEEPING_AND_COUNTING_HANDLERS: Final = keeping_handlers(_COUNTING_HANDLERS)


def is_generator(function: FunctionType | LocalFunction) -> bool:
    """True if calling the function makes a generator; see `generators.build_generator`."""
    return bool(code_of(function).co_flags & CO_GENERATOR)


def code_of(function: FunctionType | LocalFunction) -> CodeType:
    """Return the code object of a function."""
    if isinstance(function, LocalFunction):
        return function.code  # type: ignore[no-any-return]
    return function.__code__


def build_graph(function: FunctionType | LocalFunction, environment: FlowEnvironment) -> Graph:
    """Return the flow graph of a function.

    Its arguments are those of the code object (`*args` and `**kwargs` last); a local function takes the captured
    cells before them.  Errors in the program raise TranslationError, with all of the function's errors.
    The graph of a generator function contains `yield_` operations; `generators.build_generator` is what to use.
    """
    if isinstance(function, FunctionType) and function in environment.prepared:
        return environment.prepared[function]()
    graph = build_unfinished_graph(function, environment)
    simplify(graph)
    return graph


def build_unfinished_graph(function: FunctionType | LocalFunction, environment: FlowEnvironment) -> Graph:
    """Return the graph before it is simplified: blocks use variables of blocks that dominate them."""
    code = code_of(function)
    position = Position(SourceSpan(code.co_filename, code.co_name, code.co_firstlineno))
    with phase("building the flow graph of", code.co_qualname, position):
        return _build(function, code, environment, position)


def _build(function: FunctionType | LocalFunction, code: CodeType, environment: FlowEnvironment,
           position: Position) -> Graph:  # fmt: skip
    if code.co_flags & (CO_COROUTINE | CO_ASYNC_GENERATOR):
        raise TranslationError(Diagnostic("W0406", "'async def' is not supported", position.span))
    namespace = function.globals if isinstance(function, LocalFunction) else function.__globals__
    environment.scan(code, environment.module(namespace))
    bytecode = decode_with_comprehensions(code)
    unrolled_loops.mark_loops(bytecode, environment.unrolled)
    flow = analyse(bytecode)
    start = position.span
    in_cells: set[int] = set()
    forced: dict[Key, set[int]] = {}
    plan, kept = _plans(flow, namespace, environment)
    held_slots: set[int] = set()
    for _ in range(_MAX_ROUNDS):
        graph, initial = _new_graph(function, code, flow, start)
        _make_cells(graph, initial, in_cells, flow)
        handlers = _handlers(counting=plan is not None, keeping=kept is not None)
        if plan is None:
            execution = Execution(flow, graph, initial, namespace, environment, handlers, position, forced)
        else:
            execution = CountingExecution(flow, graph, initial, namespace, environment, handlers, position, forced)
        if kept is not None:
            execution.keeper = LocalKeeper(execution, kept)
            execution.keeper.start(_arguments(flow, graph))
        if isinstance(execution, CountingExecution):
            assert plan is not None
            owned = bool(code.co_flags & CO_GENERATOR)
            execution.start(plan, sorted(held_slots), _arguments(flow, graph), owned)
        try:
            execution.run()
        except TooManyVariants as problem:
            movable = movable_to_cells(flow.bytecode, problem.slots)
            if not movable:
                raise TranslationError(_too_many(flow, problem)) from None
            move_to_cells(flow.bytecode, movable)
            in_cells |= movable
            flow = analyse(flow.bytecode)
            forced = {}
            continue
        if isinstance(execution, CountingExecution) and execution.newly_held:
            held_slots |= execution.newly_held
            forced = {}
            continue
        if not execution.has_conflicts:
            break
    else:
        raise RuntimeError("the joins of the function do not settle")
    errors = execution.errors + _unassigned(execution)
    if errors:
        environment.errors.extend(errors)
        raise TranslationError(*errors)
    return graph


def _plans(flow: ControlFlow, namespace: dict[str, Any], environment: FlowEnvironment
           ) -> tuple[Held | None, Held | None]:  # fmt: skip
    """Return what is known about the generators that a function can hold, and about objects that its locals keep."""
    code = flow.bytecode.code
    plan = environment.held_by(code, namespace)
    if plan is not None and not plan.concerned and not handles_exceptions(flow.bytecode):
        plan = None
    kept = environment.keeping.get(code)
    if kept is None and environment.keeping and catches_exceptions(flow.bytecode):
        kept = Held()
    return plan, kept


def _handlers(counting: bool, keeping: bool) -> Mapping[str, OpcodeHandler]:
    if keeping:
        return _KEEPING_AND_COUNTING_HANDLERS if counting else _KEEPING_HANDLERS
    return _COUNTING_HANDLERS if counting else _HANDLERS


def _arguments(flow: ControlFlow, graph: Graph) -> dict[int, Variable]:
    """Return the arguments of the code object, by slot."""
    count = len(argument_names(flow.bytecode.code))
    return dict(enumerate(graph.arguments[len(graph.arguments) - count :]))


def _new_graph(function: FunctionType | LocalFunction, code: CodeType, flow: ControlFlow,
               span: SourceSpan | None) -> tuple[Graph, list[Slot]]:  # fmt: skip
    """Return a graph with its arguments, and the initial contents of the local slots."""
    names = argument_names(code)
    slots: list[Slot] = [NULL] * len(flow.bytecode.local_names)
    arguments: list[Variable] = []
    first_free = len(code.co_varnames) + sum(name not in code.co_varnames for name in code.co_cellvars)
    if isinstance(function, LocalFunction):
        for slot, name in enumerate(code.co_freevars, first_free):
            if name in function.constant_cells:
                slots[slot] = Constant(function.constant_cells[name])
            else:
                slots[slot] = cell = Variable(name)
                arguments.append(cell)
        names = [*(cell.name for cell in arguments), *names]
        live_function: Any = None
    else:
        live_function = function
        closure = [Constant(cell) for cell in function.__closure__ or ()]
        slots[first_free : first_free + len(closure)] = closure
    for slot, name in enumerate(argument_names(code)):
        slots[slot] = variable = Variable(name)
        arguments.append(variable)
    if isinstance(function, LocalFunction) and function.iterable is not None:
        slots[0] = Constant(function.iterable)
    graph = new_graph(code.co_qualname, arguments, function=live_function, span=span, argument_names=tuple(names))
    return graph, slots


def _make_cells(graph: Graph, slots: list[Slot], in_cells: set[int], flow: ControlFlow) -> None:
    """Put locals into cells at the start of the function."""
    operations = graph.startblock.operations
    for slot in sorted(in_cells):
        name = flow.bytecode.local_names[slot]
        cell = Variable(name)
        operations.append(Operation(OPERATIONS["newcell"], [], cell, graph.span, (name,)))
        argument = slots[slot]
        if isinstance(argument, Variable):
            operations.append(Operation(OPERATIONS["cell_set"], [cell, argument], Variable("v"), graph.span))
        slots[slot] = cell


def _too_many(flow: ControlFlow, problem: TooManyVariants) -> Diagnostic:
    name = flow.bytecode.local_names[min(problem.slots)]
    return Diagnostic("W0212", f"'{name}' and other variables may be used before they are assigned", problem.span,
                      help=f"assign '{name}' before the loop")  # fmt: skip


def _unassigned(execution: Execution) -> list[Diagnostic]:
    """Uses of locals that are unbound whenever they are reached."""
    return [
        Diagnostic("W0203", f"'{name}' is used before it is assigned", span)
        for position, (name, span) in execution.unbound_uses.items()
        if position not in execution.bound_uses
    ]
