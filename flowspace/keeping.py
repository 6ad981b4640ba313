"""Local variables that keep what they hold until CPython drops it, in programs where the death of objects is seen.

    a = Thing()                 v0 = call(Thing); kept = keep(v0)
    print("x")                  ...
    a = other()                 v1 = call(other); kept_1 = keep(v1); let_go(kept)
    return 1                    let_go(kept_1)

The locals of a function that an exception leaves live on in its traceback: `keep_on` gives what they keep to a list of
the library (`rlib/kept_locals.py`).  Who handles the exception drops what was added since it began (`drop_kept`).

Such programs have `__del__` or weak references; the annotator finds out in which functions a value matters, and which
operations make one (`annotator/keeping.py`), and those functions are executed symbolically again with the handlers of
`keeping_handlers`.  `LocalKeeper` knows what each local keeps: that is part of the state of the frame
(`Execution.kept`) beside the locals themselves, since it is needed where they are not read any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from weft.flowspace.bytecode import Bytecode, Instruction
from weft.flowspace.cleanup import REMOVABLE
from weft.flowspace.graph import Block, Constant, Link, Operation, Value, Variable
from weft.flowspace.held import Held, place_of
from weft.flowspace.operations import OPERATIONS
from weft.flowspace.symbolic_execution import SAVED, Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import NULL, Slot, UnrolledIterator

NOTHING: Final = Constant(None)
_COUNT: Final = 0
"""The place that has no local: how much tracebacks kept when the function began."""
_LOCALS: Final = 1
_NO_LOCAL: Final = -2
_CATCHING: Final = frozenset({"PUSH_EXC_INFO", "FOR_ITER"})
_ASSIGNING: Final = frozenset({"STORE_FAST", "MAKE_CELL"})


class LocalKeeper:
    """What the local variables of a function keep, while it is executed symbolically.

    Each local that is assigned has a place in `Execution.kept`, and so has each that is saved while an inlined
    comprehension uses its slot (known by the instruction that saves it).
    """

    def __init__(self, execution: Execution, plan: Held) -> None:
        self.execution = execution
        self.plan = plan
        slots = _assigned_slots(execution.bytecode) | {
            slot for slot, value in enumerate(execution.locals) if isinstance(value, Variable)
        }
        first = _LOCALS
        self.places: dict[int, int] = {slot: first + index for index, slot in enumerate(sorted(slots))}
        self.saves: dict[int, int] = {}
        for index, instruction in enumerate(execution.bytecode.instructions):
            if instruction.op == "LOAD_FAST_AND_CLEAR":
                self.saves[index] = first + len(self.places) + len(self.saves)
        self.slots: list[int] = [_NO_LOCAL] * first + [*self.places, *[SAVED] * len(self.saves)]
        """By place: the slot of the local."""
        self.catches = catches_exceptions(execution.bytecode)
        self._arguments: dict[Slot, None] = {}
        execution.kept = [NOTHING] * len(self.slots)

    def start(self, arguments: Mapping[int, Variable]) -> None:
        """The function begins: it keeps its arguments, given by slot, and what is in cells already."""
        self._arguments = dict.fromkeys(arguments.values())
        self.count()
        for slot, value in enumerate(self.execution.locals):
            if slot in self.places and isinstance(value, Variable):
                self.assign(slot, value)

    def count(self) -> None:
        """Note how much the tracebacks of exceptions keep that others are handling now."""
        if self.catches:
            self.execution.kept[_COUNT] = self.emit("kept_count")

    def matters(self, value: Slot | None) -> bool:
        """True if it may be seen when what a slot has dies."""
        if not isinstance(value, Variable) or not self.plan.concerned:
            return False
        definition = self.execution.definitions.get(value)
        if definition is not None:
            return definition.spec.name in REMOVABLE or place_of(definition) in self.plan.made
        return value not in self._arguments or value.name in self.plan.arguments

    def keep(self, value: Slot | None) -> Slot:
        """Return what stands for a value that a local keeps."""
        return self.emit("keep", value) if self.matters(value) else NOTHING  # type: ignore[arg-type]

    def emit(self, name: str, *values: Slot) -> Variable:
        """Append an operation, which cannot raise."""
        assert self.execution.block is not None
        operation = self.operation(name, *values)
        self.execution.block.operations.append(operation)
        return operation.result

    def operation(self, name: str, *values: Slot) -> Operation:
        """Return an operation on what slots have."""
        args = [value for value in values if isinstance(value, (Variable, Constant))]
        return Operation(OPERATIONS[name], args, Variable("v"), self.execution.span())

    def let_go(self, kept: Slot) -> None:
        """A local does not keep this any more."""
        if kept is not NOTHING:
            self.emit("let_go", kept)

    def exchange(self, place: int, new: Slot) -> Slot:
        """Put something in a place, and return what was there."""
        old = self.execution.kept[place]
        self.execution.kept[place] = new
        return old

    def assign(self, slot: int, value: Slot | None) -> None:
        """A local gets another value (None: none)."""
        place = self.places.get(slot)
        if place is not None:
            self.let_go(self.exchange(place, self.keep(value)))

    def leave(self) -> None:
        """The function ends: its locals are dropped in the order of their slots."""
        for kept in self.execution.kept[_LOCALS:]:
            self.let_go(kept)

    def handed_over(self, exception: Value) -> list[Operation]:
        """Return what gives the traceback of an exception that leaves the function what the locals keep."""
        kept = self.execution.kept[_LOCALS:]
        return [self.operation("keep_on", value, exception) for value in kept if value is not NOTHING]

    def handled(self, iterator: Slot = NOTHING) -> Operation | None:
        """Return what drops the tracebacks of exceptions that were handled; None if some are being handled still.

        `iterator`: the exception was its StopIteration.
        """
        if not self.catches or self.execution.handled is not NULL:
            return None
        return self.operation("drop_kept", self.execution.kept[_COUNT], iterator)


def catches_exceptions(bytecode: Bytecode) -> bool:
    """True if there is an `except`, `finally`, `with` or `for`."""
    return any(instruction.op in _CATCHING for instruction in bytecode.instructions)


def _assigned_slots(bytecode: Bytecode) -> set[int]:
    return {instruction.arg for instruction in bytecode.instructions if instruction.op in _ASSIGNING}


def keeping_handlers(handlers: Mapping[str, OpcodeHandler]) -> Mapping[str, OpcodeHandler]:
    """Return handlers that do what these do, and let locals keep what they hold."""
    return {**handlers, **{name: wrap(handlers[name]) for name, wrap in _WRAPPERS.items()}}


def _keeper(execution: Execution) -> LocalKeeper:
    assert isinstance(execution.keeper, LocalKeeper)
    return execution.keeper


def _store_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        value = execution.locals[instruction.arg]
        _keeper(execution).assign(instruction.arg, None if value is NULL else value)

    return run


def _delete_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        if execution.block is not None:
            _keeper(execution).assign(instruction.arg, None)

    return run


def _make_cell(handler: OpcodeHandler) -> OpcodeHandler:
    """The cell keeps what the local has kept."""

    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        keeper = _keeper(execution)
        keeper.exchange(keeper.places[instruction.arg], keeper.keep(execution.locals[instruction.arg]))

    return run


def _save_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        keeper = _keeper(execution)
        place = keeper.places.get(instruction.arg)
        if place is not None:
            keeper.exchange(keeper.saves[execution.index], keeper.exchange(place, NOTHING))
        handler(execution, instruction)

    return run


def _restore_fast(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        keeper = _keeper(execution)
        slot, index_of_save = instruction.arg
        place = keeper.places.get(slot)
        if place is not None:
            keeper.let_go(keeper.exchange(place, keeper.exchange(keeper.saves[index_of_save], NOTHING)))

    return run


def _drop_locals(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        for slot in instruction.arg:
            _keeper(execution).assign(slot, None)

    return run


def _pop_top(handler: OpcodeHandler) -> OpcodeHandler:
    """What is dropped was alive until now: the iterator of a loop that is left."""

    def run(execution: Execution, instruction: Instruction) -> None:
        value = execution.stack[-1]
        keeper = _keeper(execution)
        if keeper.matters(value):
            keeper.emit("let_go", value)
        handler(execution, instruction)

    return run


def _for_iter(handler: OpcodeHandler) -> OpcodeHandler:
    """When the loop is over, the iterator is dropped."""

    def run(execution: Execution, instruction: Instruction) -> None:
        iterator = execution.stack[-1]
        keeper = _keeper(execution)
        block = execution.block
        handler(execution, instruction)
        if block is None or isinstance(iterator, UnrolledIterator):
            return
        operations = [keeper.operation("let_go", iterator)] if keeper.matters(iterator) else []
        dropping = keeper.handled(iterator)
        if dropping is not None:
            operations.append(dropping)
        if operations:
            last = next(link for link in block.exits if link.exitcase is StopIteration)
            between = Block("block", [], operations, None, [last])
            block.exits[block.exits.index(last)] = Link([], between, StopIteration, last.exception)
            last.exitcase = last.exception = None

    return run


def _pop_except(handler: OpcodeHandler) -> OpcodeHandler:
    """The exception dies with its traceback, unless this is on the way of another one, or the same again."""

    def run(execution: Execution, instruction: Instruction) -> None:
        handler(execution, instruction)
        if execution.bytecode.instructions[execution.index + 1].op != "RERAISE":
            dropping = _keeper(execution).handled()
            if dropping is not None and execution.block is not None:
                execution.block.operations.append(dropping)

    return run


def _yield_value(handler: OpcodeHandler) -> OpcodeHandler:
    """Others handle exceptions before the generator goes on; so if it is handling one, that is dropped already here."""

    def run(execution: Execution, instruction: Instruction) -> None:
        keeper = _keeper(execution)
        if keeper.catches and execution.handled is not NULL:
            keeper.emit("drop_kept", execution.kept[_COUNT], NOTHING)
        handler(execution, instruction)
        keeper.count()

    return run


def _return_value(handler: OpcodeHandler) -> OpcodeHandler:
    def run(execution: Execution, instruction: Instruction) -> None:
        execution.stack[-1] = execution.value_of(execution.stack[-1])
        _keeper(execution).leave()
        handler(execution, instruction)

    return run


_WRAPPERS: Final[Mapping[str, Callable[[OpcodeHandler], OpcodeHandler]]] = {
    "STORE_FAST": _store_fast,
    "DELETE_FAST": _delete_fast,
    "MAKE_CELL": _make_cell,
    "LOAD_FAST_AND_CLEAR": _save_fast,
    "RESTORE_FAST": _restore_fast,
    "DROP_LOCALS": _drop_locals,
    "POP_TOP": _pop_top,
    "FOR_ITER": _for_iter,
    "POP_EXCEPT": _pop_except,
    "YIELD_VALUE": _yield_value,
    "RETURN_VALUE": _return_value,
}
