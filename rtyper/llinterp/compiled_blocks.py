"""Turns a low-level graph into closures over a frame, once per graph, so that running it is reasonably fast.

A frame is a list with a slot for every variable and constant of the graph.  Each operation becomes a `Step`, a
closure that reads and writes slots; each block a `CompiledBlock`, whose `leave` picks the exit, copies the link's
arguments and returns the next block.  Works on blocks that use variables of dominating blocks, too (the form between
the optimisation passes).  Entry point: `compile_graph`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.llinterp.errors import LowLevelException
from weft.rtyper.lltype.ops import Effect
from weft.rtyper.lltype.values import ClassTable, FunctionValue
from weft.rtyper.visibility import is_visible

Frame: TypeAlias = list[Any]
Step: TypeAlias = Callable[[Frame], None]


class CompiledBlock:
    """The steps of a block and what comes after them; `leave` returns None at the end of the graph."""

    __slots__ = ("block", "leave", "size", "steps")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.size = len(block.operations) + 1
        self.steps: tuple[Step, ...] = ()
        self.leave: Callable[[Frame], CompiledBlock | None] = lambda frame: None


class CompiledGraph:
    """A graph ready to run: the entry block, and the slots that follow those of the arguments."""

    __slots__ = ("entry", "graph", "result", "slots")

    def __init__(self, graph: Graph, entry: CompiledBlock, slots: list[Any], result: int) -> None:
        self.graph = graph
        self.entry = entry
        self.slots = slots
        self.result = result


def compile_graph(graph: Graph, machine: Any) -> CompiledGraph:
    """Compile a graph for a machine (the `Interpreter` that will run it)."""
    return _Compiler(graph, machine).compile()


class _Compiler:
    """Compiles one graph: hands out slots, and closures for operations and exits."""

    def __init__(self, graph: Graph, machine: Any) -> None:
        self.graph = graph
        self.machine = machine
        self.slots: list[Any] = [None] * len(graph.arguments)
        self.slot_of: dict[Variable, int] = {variable: i for i, variable in enumerate(graph.arguments)}
        self.blocks: dict[Block, CompiledBlock] = {}

    def compile(self) -> CompiledGraph:
        """Compile all blocks."""
        blocks = list(self.graph.blocks())
        self.blocks = {block: CompiledBlock(block) for block in blocks}
        for block in blocks:
            self.compile_block(block, self.blocks[block])
        result = self.slot(self.graph.result)
        entry = self.blocks[self.graph.startblock]
        return CompiledGraph(self.graph, entry, self.slots[len(self.graph.arguments) :], result)

    def slot(self, value: Value) -> int:
        """Return the slot of a value, a new one on first mention."""
        if isinstance(value, Constant):
            self.slots.append(value.value)
            return len(self.slots) - 1
        found = self.slot_of.get(value)
        if found is None:
            found = self.slot_of[value] = len(self.slots)
            self.slots.append(None)
        return found

    # ---------------------------------------------------------------- blocks and exits

    def compile_block(self, block: Block, compiled: CompiledBlock) -> None:
        """Fill in a compiled block."""
        operations = block.operations[:-1] if block.raises else block.operations
        compiled.steps = tuple(self.step(operation) for operation in operations)
        if block.is_final:
            if block is self.graph.exceptblock:
                compiled.leave = self.raising(self.slot(block.inputargs[0]))
        elif block.raises:
            compiled.leave = self.guarded(block.operations[-1], block.exits)
        elif block.exitswitch is None:
            compiled.leave = self.link(block.exits[0])
        else:
            assert isinstance(block.exitswitch, Variable | Constant)
            compiled.leave = self.switch(self.slot(block.exitswitch), block.exits)

    def raising(self, slot: int) -> Callable[[Frame], None]:
        """The end of the except block."""

        def leave(frame: Frame) -> None:
            raise LowLevelException(frame[slot])

        return leave

    def link(self, link: Link) -> Callable[[Frame], CompiledBlock | None]:
        """Follow a link: copy the arguments, all at once, to the target's."""
        target = self.blocks[link.target]
        pairs = [(self.slot(a), self.slot(p)) for a, p in zip(link.args, link.target.inputargs, strict=True)]
        pairs = [(source, goal) for source, goal in pairs if source != goal]
        if not pairs:
            return lambda frame: target
        if len(pairs) == 1:
            ((source, goal),) = pairs

            def copy_one(frame: Frame) -> CompiledBlock:
                frame[goal] = frame[source]
                return target

            return copy_one

        def copy(frame: Frame) -> CompiledBlock:
            values = [frame[source] for source, _ in pairs]
            for (_, goal), value in zip(pairs, values, strict=True):
                frame[goal] = value
            return target

        return copy

    def switch(self, slot: int, exits: list[Link]) -> Callable[[Frame], CompiledBlock | None]:
        """Branch on a Bool, or dispatch on an integer."""
        follow = {link.exitcase: self.link(link) for link in exits}
        if len(exits) == 2 and isinstance(exits[0].exitcase, bool):
            if_false, if_true = follow[False], follow[True]
            return lambda frame: (if_true if frame[slot] else if_false)(frame)
        default = follow.get(DEFAULT, _no_case)
        return lambda frame: follow.get(frame[slot], default)(frame)

    def guarded(self, operation: Operation, exits: list[Link]) -> Callable[[Frame], CompiledBlock | None]:
        """Run an operation that may raise, then take the normal exit or that of the first matching handler."""
        step = self.step(operation)
        normal = self.link(exits[0])
        handlers = [self.handler(link) for link in exits[1:]]
        machine, span = self.machine, operation.span

        def leave(frame: Frame) -> CompiledBlock | None:
            try:
                step(frame)
            except LowLevelException as error:
                table: ClassTable = error.value.fields["cls"]
                for caught, slot, follow in handlers:
                    if caught is None or table.is_subclass(caught):
                        if slot is not None:
                            machine.record_traceback(error.value, span)
                            frame[slot] = error.value
                        return follow(frame)
                raise
            return normal(frame)

        return leave

    def handler(self, link: Link) -> tuple[ClassTable | None, int | None, Callable[[Frame], CompiledBlock | None]]:
        """What a handler catches (None: the overflow exit of lowered graphs), where the instance goes, the link."""
        slot = None if link.exception is None else self.slot(link.exception)
        return link.exitcase, slot, self.link(link)

    # ---------------------------------------------------------------- operations

    def step(self, operation: Operation) -> Step:
        """Return the closure for one operation."""
        special = _SPECIAL.get(operation.name)
        if special is not None:
            return special(self, operation)
        spec = operation.spec
        slots = [self.slot(arg) for arg in operation.args]
        result = self.slot(operation.result)
        if spec.fold is not None:
            return _fold_step(spec.fold, slots, result)
        run, machine, statics = spec.run, self.machine, operation.statics
        if Effect.COLLECT in spec.effects:
            run = _counted(run, spec.name)
        if len(slots) == 1:
            (only,) = slots

            def run_one(frame: Frame) -> None:
                frame[result] = run(machine, statics, (frame[only],))

            return run_one

        def run_many(frame: Frame) -> None:
            frame[result] = run(machine, statics, [frame[slot] for slot in slots])

        return run_many

    def direct_call(self, operation: Operation) -> Step:
        """A call of a constant function: its graph is compiled at the first call."""
        function = operation.args[0]
        if not isinstance(function, Constant) or function.value.graph is None:
            return self.indirect_call(operation)
        machine, graph = self.machine, function.value.graph
        slots = [self.slot(arg) for arg in operation.args[1:]]
        result = self.slot(operation.result)
        compiled: CompiledGraph | None = None

        def call(frame: Frame) -> None:
            nonlocal compiled
            if compiled is None:
                compiled = machine.compiled(graph)
            frame[result] = machine.run_graph(compiled, [frame[slot] for slot in slots])

        return call

    def indirect_call(self, operation: Operation) -> Step:
        """A call through a pointer, or of an external function."""
        call = self.machine.call
        function = self.slot(operation.args[0])
        slots = [self.slot(arg) for arg in operation.args[1:]]
        result = self.slot(operation.result)

        def step(frame: Frame) -> None:
            frame[result] = call(frame[function], [frame[slot] for slot in slots])

        return step

    def getfield(self, operation: Operation) -> Step:
        """Read a field; a plain dictionary access but for the size of a tail."""
        source, result, name = self.slot(operation.args[0]), self.slot(operation.result), operation.statics[0]
        if name == "size":
            return self.generic(operation)

        def step(frame: Frame) -> None:
            frame[result] = frame[source].fields[name]

        return step

    def setfield(self, operation: Operation) -> Step:
        """Write a field."""
        target, value, name = self.slot(operation.args[0]), self.slot(operation.args[1]), operation.statics[0]

        def step(frame: Frame) -> None:
            frame[target].fields[name] = frame[value]

        if name != "traceback":
            return step
        machine = self.machine

        def reset_traceback(frame: Frame) -> None:
            step(frame)
            if frame[value] == 0:
                machine.forget_traceback(frame[target])

        return reset_traceback

    def generic(self, operation: Operation) -> Step:
        """Evaluate through the operation table."""
        run, machine, statics = operation.spec.run, self.machine, operation.statics
        slots, result = [self.slot(arg) for arg in operation.args], self.slot(operation.result)

        def step(frame: Frame) -> None:
            frame[result] = run(machine, statics, [frame[slot] for slot in slots])

        return step

    def traceback(self, operation: Operation) -> Step:
        """The three operations that record a span, which the table's evaluators do not get."""
        machine, span, name = self.machine, operation.span, operation.name
        slot = self.slot(operation.args[0]) if operation.args else -1

        def step(frame: Frame) -> None:
            exception = machine.pending if slot < 0 else frame[slot]
            if name == "traceback_start":
                machine.forget_traceback(exception)
                exception.fields["context"] = None
            machine.record_traceback(exception, span)

        return step


_SPECIAL: dict[str, Callable[[_Compiler, Operation], Step]] = {
    "direct_call": _Compiler.direct_call,
    "indirect_call": _Compiler.indirect_call,
    "getfield": _Compiler.getfield,
    "setfield": _Compiler.setfield,
    "traceback_add": _Compiler.traceback,
    "traceback_start": _Compiler.traceback,
    "traceback_add_pending": _Compiler.traceback,
}


def _fold_step(fold: Callable[..., Any], slots: Sequence[int], result: int) -> Step:
    if len(slots) == 1:
        (only,) = slots

        def fold_one(frame: Frame) -> None:
            frame[result] = fold(frame[only])

        return fold_one
    if len(slots) == 2:
        left, right = slots

        def fold_two(frame: Frame) -> None:
            frame[result] = fold(frame[left], frame[right])

        return fold_two

    def fold_many(frame: Frame) -> None:
        frame[result] = fold(*[frame[slot] for slot in slots])

    return fold_many


def _counted(run: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Wrap an allocating evaluator so that the machine counts the allocations."""

    def evaluate(machine: Any, statics: Sequence[Any], operands: Sequence[Any]) -> Any:
        machine.count_malloc(name)
        return run(machine, statics, operands)

    return evaluate


def _no_case(frame: Frame) -> CompiledBlock | None:
    raise AssertionError("no case of the switch matches, and it has no default")


def is_recorded(operation: Operation | None) -> bool:
    """True if an exception that leaves the function through this operation adds a traceback entry for it."""
    return operation is not None and is_visible(operation.span)


def as_function(value: Any) -> FunctionValue:
    """Check that a called value is a function."""
    if not isinstance(value, FunctionValue):
        raise TypeError(f"a call of {value!r}")
    return value
