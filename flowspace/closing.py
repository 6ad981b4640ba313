"""References to generator objects, counted where CPython takes and drops them, so that dropped ones get closed.

    for x in numbers():                 iterator = iter(v0); release v0
        if x > 3: break                 ... on `break`: release iterator

Closing a generator runs its `finally` blocks.  Only functions that can hold a generator for which that can be observed
are executed symbolically like this: `FlowEnvironment.closing` has them, found by the annotator (`annotator/closing.py`)
when it has seen the whole program once.

Every stack entry and every local variable owns a reference: LOAD_FAST acquires one; POP_TOP, STORE_FAST over a
variable, the end of the function and exceptions release it.  Callees borrow their arguments, and give away what they
return.
What is stored in an attribute or a container is never released: such generators are not closed.
The locals of a function that an exception leaves live on in its traceback, until the exception has been handled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from weft.flowspace.bytecode import Bytecode
from weft.flowspace.graph import RAISES, Block, Constant, Link, Operation, Value, Variable
from weft.flowspace.held import Held, place_of
from weft.flowspace.operations import OPERATIONS, FlowOperation, GlobalVariable
from weft.flowspace.symbolic_execution import Execution
from weft.flowspace.symbolic_frame import Slot

NOTHING: Final = Constant(None)
_ASSIGNMENTS: Final = frozenset({"global_set", "global_clear"})


def handles_exceptions(bytecode: Bytecode) -> bool:
    """True if there is an `except`, `finally` or `with`."""
    return any(instruction.op == "PUSH_EXC_INFO" for instruction in bytecode.instructions)


class CountingExecution(Execution):
    """Symbolic execution that counts references to generators."""

    plan: Held
    held_slots: dict[int, int]
    """Local slots that may own a reference, and where in `held`."""
    newly_held: set[int]
    """Local slots found to own one, which were not among those."""
    before: list[Slot]
    """The stack when the current instruction began."""
    receivers: dict[Variable, Value]
    """By attribute or bound method: the object that its stack entry keeps alive."""
    emitted: list[Operation]
    """By the current instruction."""
    level: Value | None
    """How many exceptions were being handled when the function was called, if it handles exceptions itself."""

    def start(self, plan: Held, slots: Sequence[int], arguments: Mapping[int, Variable], owned: bool) -> None:
        """Prepare: local `slots` own references, arguments (by slot) are borrowed unless `owned` by the frame."""
        self.plan = plan
        self.held_slots = {slot: index for index, slot in enumerate(slots)}
        self.held = [NOTHING] * len(slots)
        self.newly_held = set()
        self.before = []
        self.receivers = {}
        self.emitted = []
        self.level = None
        self._counts = plan.concerned
        self._given = frozenset(arguments.values())
        self._is_library = str(self.namespace.get("__name__")).startswith("weft.rlib")
        if handles_exceptions(self.bytecode) and not owned and not self._is_library:
            self.level = self.note("handler_level")
        for slot, argument in arguments.items():
            if argument.name in plan.arguments:
                if not owned:
                    self.count("acquire", argument)
                if self.locals[slot] is argument:  # else it is in a cell
                    self._own(slot, argument)

    # -- which values ------------------------------------------------------------------------------------------------

    def may_count(self, slot: Slot) -> bool:
        """True if a slot may hold a generator that counts."""
        if not isinstance(slot, Variable) or not self._counts:
            return False
        value = self.receivers.get(slot, slot)
        definition = self.definitions.get(value) if isinstance(value, Variable) else None
        if definition is not None:
            return place_of(definition) in self.plan.made
        return value not in self._given or slot.name in self.plan.arguments

    def count(self, name: str, slot: Slot) -> Variable:
        """Emit an operation on the object that a slot keeps alive."""
        assert self.block is not None and isinstance(slot, Variable)
        result = Variable("v")
        value = self.receivers.get(slot, slot)
        self.block.operations.append(Operation(OPERATIONS[name], [value], result, self.span()))
        return result

    def note(self, name: str, *args: Value) -> Variable:
        """Emit an operation about exceptions being handled."""
        assert self.block is not None
        result = Variable("v")
        self.block.operations.append(Operation(OPERATIONS[name], list(args), result, self.span()))
        return result

    def release_all(self, slots: Sequence[Slot]) -> None:
        """Release what stack entries own, the last first."""
        for slot in reversed(slots):
            if self.may_count(slot):
                self.count("release", slot)

    # -- local variables ---------------------------------------------------------------------------------------------

    def _own(self, slot: int, value: Slot) -> None:
        index = self.held_slots.get(slot)
        if index is None:
            self.newly_held.add(slot)
        else:
            self.held[index] = self.count("hold", value)

    def assign(self, slot: int, value: Slot | None) -> None:
        """A local gets another value (None: none), with its reference; the old one is released."""
        index = self.held_slots.get(slot)
        old = NOTHING if index is None else self.held[index]
        if index is not None:
            self.held[index] = NOTHING
        if value is not None and self.may_count(value):
            self._own(slot, value)
        if old is not NOTHING:
            self.count("release", old)

    def forget(self, slot: int) -> None:
        """Keep what a local owns forever: it was moved to where references are not counted."""
        index = self.held_slots.get(slot)
        if index is not None:
            self.held[index] = NOTHING

    def leave(self, by_exception: bool = False) -> None:
        """The function ends: release what its locals own, in the order of their slots.

        Functions of the library stand for objects of CPython that drop the last of their parts first, and that no
        traceback has.
        """
        if self.bytecode.is_module_body:
            return  # what module variables have is there until the end of the program
        for held in reversed(self.held) if self._is_library else self.held:
            if held is not NOTHING:
                self.count("defer" if by_exception and not self._is_library else "release", held)

    # -- exceptions --------------------------------------------------------------------------------------------------

    def append(self, spec: FlowOperation, args: list[Value], statics: tuple[Any, ...], may_raise: bool) -> Variable:
        """Append an operation; what the frame owns is released if it raises."""
        old: Variable | None = None
        if spec.name in _ASSIGNMENTS and statics[0] in self.environment.owning:
            old = self._take(statics[0])
        block = self.block
        assert block is not None
        result = Variable("v")
        operation = Operation(spec, args, result, self.span(), statics)
        self.definitions[result] = operation
        self.emitted.append(operation)
        block.operations.append(operation)
        if may_raise:
            exits = self.guard_exits()
            if exits:
                following = Block("block")
                self.end([Link([], following), *exits], RAISES)
                self.block = following
        if old is not None:
            self.note("release", old)
        return result

    def _take(self, variable: GlobalVariable) -> Variable:
        """Emit the reading of a module variable that is going to be assigned, or deleted."""
        assert self.block is not None
        result = Variable("v")
        self.block.operations.append(Operation(OPERATIONS["global_take"], [], result, self.span(), (variable,)))
        return result

    def guard_exits(self) -> list[Link]:
        """Return the exits for exceptions, with what they release."""
        lost = self._lost()
        leaves = self.instruction.handler is None
        if not (leaves and self._owns_anything()) and not any(map(self.may_count, lost)):
            return super().guard_exits()
        exception = Variable("exception")
        current = Variable("exception")
        block = Block("unwind", [current])
        self.add_context(block, current)
        self._aside(block, lambda: self._unwind(lost, current))
        return [Link([exception], block, BaseException, exception)]

    def _owns_anything(self) -> bool:
        return self.level is not None or any(held is not NOTHING for held in self.held)

    def _lost(self) -> Sequence[Slot]:
        """Return the stack entries that an exception in the current instruction drops."""
        handler = self.instruction.handler
        kept = any(place_of(operation) in self.plan.kept for operation in self.emitted)
        stack = self.stack if kept or self.instruction.op == "YIELD_VALUE" else self.before
        return stack[0 if handler is None else handler.depth :]

    def _aside(self, block: Block, fill: Callable[[], None]) -> None:
        present, self.block = self.block, block
        fill()
        self.block = present

    def _unwind(self, lost: Sequence[Slot], exception: Value) -> None:
        self.release_all(lost)
        if self.instruction.handler is None:
            self.leave(by_exception=True)
            if self.level is not None:
                self.note("unwind_handlers", self.level)
        super().raise_(exception)

    def raise_(self, exception: Value) -> None:
        """End the block by raising an instance; what the frame owns is released."""
        self._unwind(self._lost(), exception)

    def through(self, link: Callable[[], Link], operations: Sequence[tuple[str, Slot]]) -> Link:
        """Return a link that leads where `link` does, with these operations on the way."""
        if not operations:
            return link()
        block = Block("block")

        def fill() -> None:
            for name, slot in operations:
                self.count(name, slot)
            self.end([link()])

        self._aside(block, fill)
        return Link([], block)
