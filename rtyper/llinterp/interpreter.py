"""The low-level interpreter: implements the `Machine` that the operation table's evaluators talk to.

Runs graphs before exception lowering (exceptions travel as `LowLevelException`) and after it (as the pending word);
`Program.exceptions_lowered` tells which.  Counts allocations, records tracebacks as the executable would, and stops
after `max_operations`.  Entry point: `Interpreter(program).run(function, arguments)`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Graph, Operation
from weft.rtyper.llinterp.compiled_blocks import (
    CompiledBlock,
    CompiledGraph,
    Step,
    as_function,
    compile_graph,
    is_recorded,
)
from weft.rtyper.llinterp.errors import InterpreterError, LimitExceeded, LowLevelException
from weft.rtyper.lltype.types import zero_of
from weft.rtyper.lltype.values import FunctionValue, StructValue
from weft.rtyper.program import Program
from weft.rtyper.visibility import is_visible

_HOST_FRAMES_PER_CALL = 4


class Interpreter:
    """Executes the functions of one program; make a new one after the graphs were changed."""

    def __init__(self, program: Program, max_operations: int | None = None, max_depth: int = 1000) -> None:
        self.program = program
        self.lowered = program.exceptions_lowered
        self.limit = sys.maxsize if max_operations is None else max_operations
        self.max_depth = max_depth
        self.pending: Any = None
        self.depth = 0
        self.executed = 0
        """Operations executed so far, block exits included."""
        self.mallocs: Counter[str] = Counter()
        """Number of allocations by operation name."""
        self._tracebacks: dict[int, tuple[StructValue, list[SourceSpan]]] = {}
        self._compiled: dict[Graph, CompiledGraph] = {}

    # ---------------------------------------------------------------- running

    def run(self, function: FunctionValue, arguments: Sequence[Any] = ()) -> Any:
        """Call a function from outside; its exception is raised as a `LowLevelException` at either level."""
        old_limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(old_limit, 2 * self.max_depth * _HOST_FRAMES_PER_CALL + 1000))
        try:
            result = self.call(function, arguments)
        finally:
            sys.setrecursionlimit(old_limit)
            self.depth = 0
        if self.pending is not None:
            exception, self.pending = self.pending, None
            raise LowLevelException(exception)
        return result

    def call(self, function: Any, arguments: Sequence[Any]) -> Any:
        """Call a FunctionValue."""
        callee = as_function(function)
        if callee.graph is None:
            return self._call_external(callee, arguments)
        return self.run_graph(self.compiled(callee.graph), arguments)

    def compiled(self, graph: Graph) -> CompiledGraph:
        """Return the compiled form of a graph."""
        found = self._compiled.get(graph)
        if found is None:
            found = self._compiled[graph] = compile_graph(graph, self)
        return found

    def run_graph(self, compiled: CompiledGraph, arguments: Sequence[Any]) -> Any:
        """Run a compiled graph to its return or exception."""
        frame = [*arguments, *compiled.slots]
        if len(arguments) != len(compiled.graph.arguments):
            raise TypeError(f"{len(arguments)} arguments for {compiled.graph}")
        current = compiled.entry
        block: CompiledBlock | None = current
        step: Step | None = None
        self.depth += 1
        if self.depth > 2 * self.max_depth:
            raise LimitExceeded(f"more than {2 * self.max_depth} nested calls, in {compiled.graph.name}")
        try:
            while block is not None:
                current = block
                self.executed += current.size
                if self.executed > self.limit:
                    raise LimitExceeded(f"more than {self.limit} operations")
                for step in current.steps:
                    step(frame)
                step = None
                block = current.leave(frame)
        except LowLevelException as error:
            self._leave_by_exception(error, _operation_at(current.block, current.steps, step))
            raise
        except InterpreterError as error:
            self._add_to_trace(error, compiled.graph, _operation_at(current.block, current.steps, step))
            raise
        except Exception as error:
            failure = InterpreterError(f"{type(error).__name__}: {error}")
            self._add_to_trace(failure, compiled.graph, _operation_at(current.block, current.steps, step))
            raise failure from error
        self.depth -= 1
        return frame[compiled.result]

    def _call_external(self, function: FunctionValue, arguments: Sequence[Any]) -> Any:
        """Call the host's version of a C function; a built-in exception it raises becomes a low-level one."""
        if function.evaluate is None:
            raise InterpreterError(f"the external function {function.name} cannot be interpreted")
        try:
            return function.evaluate(*arguments)
        except LowLevelException as error:
            exception = error.value
        except (ArithmeticError, LookupError, OSError, ValueError, MemoryError) as error:
            exception = self.program.prebuilt_exception(type(error).__name__, str(error))
        if not self.lowered:
            raise LowLevelException(exception)
        self.pending = exception
        return zero_of(function.type.result)

    # ---------------------------------------------------------------- the rest of `Machine`

    def raise_error(self, exception_class: type[BaseException], message: str) -> Any:
        """Raise a prebuilt exception; after lowering, a failed allocation returns null instead."""
        if self.lowered and exception_class is MemoryError:
            return None
        if exception_class is AssertionError:
            raise InterpreterError(message)
        exception = self.program.prebuilt_exception(exception_class.__name__, message)
        self.forget_traceback(exception)
        exception.fields["context"] = None
        raise LowLevelException(exception)

    def stack_exhausted(self) -> bool:
        """True if calls are nested deeper than `max_depth`."""
        return self.depth > self.max_depth

    def count_malloc(self, name: str) -> None:
        """Count an allocation."""
        self.mallocs[name] += 1

    # ---------------------------------------------------------------- tracebacks

    def traceback(self, exception: StructValue) -> list[tuple[str, int]]:
        """Return the recorded frames of an exception as (function, line), outermost first."""
        _, spans = self._tracebacks.get(id(exception), (exception, []))
        return [(span.function, span.line) for span in reversed(spans)]

    def record_traceback(self, exception: StructValue, span: SourceSpan | None) -> None:
        """Add a frame to the traceback of an instance, unless the span is hidden."""
        if span is not None and is_visible(span):
            self._tracebacks.setdefault(id(exception), (exception, []))[1].append(span)

    def forget_traceback(self, exception: StructValue) -> None:
        """A prebuilt exception is raised afresh."""
        self._tracebacks.pop(id(exception), None)

    def _leave_by_exception(self, error: LowLevelException, operation: Operation | None) -> None:
        """An exception leaves a frame: by a raise (no operation), or through an operation."""
        self.depth -= 1
        if operation is not None and is_recorded(operation):
            self.record_traceback(error.value, operation.span)

    @staticmethod
    def _add_to_trace(error: InterpreterError, graph: Graph, operation: Operation | None) -> None:
        if len(error.trace) < 20:
            error.trace.append((graph.name, operation.span if operation else None, operation))


def _operation_at(block: Block, steps: tuple[Step, ...], step: Step | None) -> Operation | None:
    """Return the operation being executed: that of the step, or the guarded one at the end of the block."""
    if step is not None:
        return block.operations[steps.index(step)]
    return block.operations[-1] if block.raises else None
