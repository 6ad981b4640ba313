"""Symbolic execution of normalised bytecode: the loop over basic blocks and what all instruction handlers share.

Third step of the flow space; entry point `Execution.run`, which fills a graph.  Handlers are in `opcodes_*.py`.
Blocks refer freely to variables of dominating blocks here; `local_form` makes them self-contained afterwards.

Basic blocks are executed in reverse postorder, so that all forward edges into a join are known when its block is
made; a slot becomes an input argument there only if the edges disagree, or a loop assigns it.  A position is executed
once per pattern of unbound locals, so that no "maybe unbound" value exists.  If an edge contradicts a block that was
executed already, the function is executed again with the disagreeing slots made variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import Any, Final, TypeAlias

from weft.flowspace import constant_folding
from weft.flowspace.bytecode import Handler, Instruction
from weft.flowspace.bytecode import Position as CodePosition
from weft.flowspace.constant_folding import CannotFold
from weft.flowspace.control_flow import ControlFlow
from weft.flowspace.diagnostics import Diagnostic, Position, SourceSpan
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.flowspace.operations import OPERATIONS, FlowOperation, LocalFunction
from weft.flowspace.symbolic_frame import (
    DISPLAYS,
    NULL,
    ConstantMethod,
    Converted,
    Display,
    JoinPoint,
    Key,
    MappingDisplay,
    SequenceDisplay,
    Slot,
    UnrolledIterator,
    late_edge,
    merge,
    state_key,
    unrolled_items,
    with_items,
)

OpcodeHandler: TypeAlias = "Callable[[Execution, Instruction], None]"

_BOOLEAN_RESULTS: Final = frozenset({"bool", "not_", "is_", "contains", "exception_match", "match_sequence",
                                     "match_mapping"})  # fmt: skip
SAVED: Final = -1
"""Instead of the slot of a local: what is kept belongs to one that an inlined comprehension saves."""
MAX_VARIANTS: Final = 12
"""How many copies of a basic block may be made for different patterns of unbound locals."""


class TooManyVariants(Exception):
    """Unbound locals would blow up the graph; `slots` are those that are bound in some states only."""

    def __init__(self, slots: set[int], span: SourceSpan) -> None:
        super().__init__(f"local slots {sorted(slots)}")
        self.slots = slots
        self.span = span


class Execution:
    """One symbolic execution of a function: the frame, the block being filled, and what waits to be executed."""

    def __init__(self, flow: ControlFlow, graph: Graph, initial: list[Slot], namespace: dict[str, Any],
                 environment: FlowEnvironment, handlers: Mapping[str, OpcodeHandler], position: Position,
                 forced: dict[Key, set[int]]) -> None:  # fmt: skip
        self.flow = flow
        self.bytecode = flow.bytecode
        self.graph = graph
        self.namespace = namespace
        self.environment = environment
        self.locals: list[Slot] = initial
        self.stack: list[Slot] = []
        self.handled: Slot = NULL
        self.held: list[Slot] = []
        """What locals own beside their values (`closing.py`)."""
        self.kept: list[Slot] = []
        """What locals keep alive, where that matters (`keeping.py`)."""
        self.keeper: Any = None
        """Knows which local has which place in `kept`; a `LocalKeeper`, if there is any."""
        self.keeps_contexts = not str(namespace.get("__name__")).startswith("weft.")
        """The library handles exceptions without anyone noticing, as what is written in C does."""
        self.unguarded = False
        """Operations are not guarded by the handler of their instruction."""
        self._landings: dict[tuple[Slot | None, ...], Block] = {}
        """By exception being handled, and what locals keep: the block for exceptions that leave the function."""
        self.block: Block | None = graph.startblock
        self.instruction: Instruction = flow.bytecode.instructions[0]
        self.errors: list[Diagnostic] = []
        self.unbound_uses: dict[CodePosition, tuple[str, SourceSpan]] = {}
        """Uses of a local in a state in which it is unbound, by position: CPython duplicates code."""
        self.bound_uses: set[CodePosition] = set()
        self.local_functions: dict[int, LocalFunction] = {}
        """By instruction: copies of a block share them."""
        self.iterables: dict[LocalFunction, Any] = {}
        """What generator expressions whose loops are unrolled are called with; None if it is not known."""
        self.definitions: dict[Variable, Operation] = {}
        self.forced = forced
        self.has_conflicts = False
        self._handlers = handlers
        self._position = position
        self._span: SourceSpan | None = None
        self._span_of: Instruction | None = None
        self._points: dict[Key, JoinPoint] = {}
        self._variants: dict[int, int] = {}
        self._waiting: list[tuple[tuple[int, ...], int, JoinPoint]] = []
        self.index = 0
        """Index of the current instruction."""
        self.next_block = 0

    # -- the loop ------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Execute everything reachable."""
        if self.flow.blocks[0].is_loop:
            self.goto(0)
        else:
            self._execute(0)
        while self._waiting:
            _, _, point = heappop(self._waiting)
            self._enter(point)
            self._execute(point.key[0])

    def _execute(self, number: int) -> None:
        basic = self.flow.blocks[number]
        self.next_block = number + 1
        handlers = self._handlers
        instructions = self.bytecode.instructions
        for index in range(basic.start, basic.end):
            instruction = self.instruction = instructions[index]
            self.index = index
            handlers[instruction.op](self, instruction)
            if self.block is None:
                return
        self.goto(number + 1)

    def _enter(self, point: JoinPoint) -> None:
        number = point.key[0]
        basic = self.flow.blocks[number]
        slots = basic.live_slots
        all_names = self.bytecode.local_names
        names = [all_names[slot] for slot in slots]
        mask = basic.loop_assigned
        assigned = [bool(mask >> slot & 1) for slot in slots]
        forced = self.forced.get(point.key, set())
        if self.kept and mask:
            forced = forced | self._kept_in_loop(point, mask)
        merged = with_items(list(merge(point, names, assigned, frozenset(forced))))
        self.locals = [NULL] * len(all_names)
        for slot, value in zip(slots, merged, strict=False):
            self.locals[slot] = value
        middle = len(merged) - 1 - len(self.kept)
        end = middle - len(self.held)
        self.stack = merged[len(slots) : end]
        self.held = merged[end:middle]
        self.kept = merged[middle:-1]
        self.handled = merged[-1]
        self.block = point.block

    def _kept_in_loop(self, point: JoinPoint, assigned: int) -> set[int]:
        """Return the indices of what is kept by locals that a loop assigns, among the slots of an edge."""
        slots = point.edges[0][1]
        first = len(slots) - len(unrolled_items(slots)) - 1 - len(self.kept)
        return {
            first + i
            for i, slot in enumerate(self.keeper.slots)
            if slot == SAVED or (slot >= 0 and assigned >> slot & 1)
        }

    # -- edges ---------------------------------------------------------------------------------------------------

    def edge(self, number: int, stack: list[Slot] | None = None) -> Link:
        """Return a new link to basic block `number` with the present state; the caller adds it to a block's exits."""
        basic = self.flow.blocks[number]
        variables = self.locals
        slots: list[Slot] = [variables[slot] for slot in basic.live_slots]
        current = self.stack if stack is None else stack
        self.build_all(current)
        slots.extend(current)
        slots.extend(self.held)
        slots.extend(self.kept)
        slots.append(self.handled)
        slots.extend(unrolled_items(slots))
        key = state_key(number, slots)
        point = self._points.get(key)
        if point is None:
            point = self._new_point(key, number)
        link = Link([], point.block)
        if point.merged is None:
            point.edges.append((link, slots))
        else:
            conflicts = late_edge(point, link, slots)
            if conflicts:
                self.has_conflicts = True
                self.forced.setdefault(key, set()).update(conflicts)
        return link

    def _new_point(self, key: Key, number: int) -> JoinPoint:
        basic = self.flow.blocks[number]
        point = self._points[key] = JoinPoint(key, Block("loop" if basic.is_loop else "block"))
        unrolled = [marker for marker in key[1] if isinstance(marker, UnrolledIterator)]
        self._variants[number] = variants = self._variants.get(number, 0) + (not unrolled)
        if variants > MAX_VARIANTS and not unrolled:
            patterns = [other[1] for other in self._points if other[0] == number]
            differing = {slot for index, slot in enumerate(basic.live_slots)
                         if any(pattern[index] is not key[1][index] for pattern in patterns)}  # fmt: skip
            if differing:
                raise TooManyVariants(differing, self.span())
        # A round of an unrolled loop is finished before the next begins.
        path = [number for iterator in unrolled for number in (iterator.order, iterator.position)]
        heappush(self._waiting, ((*path, basic.order), len(self._points), point))
        return point

    def goto(self, number: int) -> None:
        """End the block with a jump to a basic block."""
        self.end([self.edge(number)])

    def target(self, instruction: Instruction) -> int:
        """Return the basic block an instruction jumps to."""
        return self.flow.starting_at[instruction.target]

    def end(self, exits: list[Link], exitswitch: Any = None) -> None:
        """End the block being filled."""
        assert self.block is not None
        self.block.exitswitch = exitswitch
        self.block.exits = exits
        self.block = None

    def handler_edge(self, handler: Handler, exception: Value) -> Link:
        """Return a link to an exception handler."""
        stack = self.stack[: handler.depth]
        if handler.push_last_instruction:
            stack.append(NULL)
        stack.append(exception)
        return self.edge(self.flow.starting_at[handler.target], stack)

    def raise_(self, exception: Value) -> None:
        """End the block by raising an instance."""
        handler = self.instruction.handler
        if handler is not None:
            self.end([self.handler_edge(handler, exception)])
        else:
            if self.keeper is not None:
                assert self.block is not None
                self.block.operations += self.keeper.handed_over(exception)
            self.end([Link([exception], self.graph.exceptblock)])

    def guard_exits(self) -> list[Link]:
        """Return the exits for exceptions of the operation emitted last: one to the enclosing handler, if any."""
        exception = Variable("exception")
        link = self._landing_edge(exception)
        if link is None:
            return []
        link.exitcase = BaseException
        link.exception = exception
        return [link]

    def _landing_edge(self, exception: Variable) -> Link | None:
        """Return a link for an exception of an operation; None if it just leaves the function."""
        handler = self.instruction.handler
        handled = self.being_handled()
        raised = Variable("exception")
        left_behind: list[Operation] = []
        if handler is None and self.keeper is not None:
            left_behind = self.keeper.handed_over(raised)
        if handled is None and not left_behind:
            return None if handler is None else self.handler_edge(handler, exception)
        key = (handled, *[operation.args[0] for operation in left_behind])
        landing = self._landings.get(key) if handler is None else None
        if landing is None:
            landing = Block("landing", [raised])
            self.add_context(landing, raised)
            if handler is None:
                self._landings[key] = landing
                landing.operations += left_behind
                landing.exits = [Link([raised], self.graph.exceptblock)]
            else:
                landing.exits = [self.handler_edge(handler, raised)]
        return Link([exception], landing)

    def being_handled(self) -> Variable | None:
        """Return the exception that is being handled, if what is raised now has to know it."""
        return self.handled if self.keeps_contexts and isinstance(self.handled, Variable) else None

    def add_context(self, block: Block, exception: Value) -> None:
        """Let an exception that came out of an operation know what was being handled, if it does not yet."""
        handled = self.being_handled()
        if handled is not None:
            spec = OPERATIONS["set_context"]
            block.operations.append(Operation(spec, [exception, handled], Variable("v"), self.span(), (True,)))

    def note_context(self, exception: Value) -> None:
        """Let an exception about to be raised know which one is being handled."""
        handled = self.being_handled()
        if handled is not None and exception is not handled:
            self.emit("set_context", exception, handled, statics=(False,))

    # -- operations ----------------------------------------------------------------------------------------------

    def span(self) -> SourceSpan:
        """Return the source span of the current instruction."""
        if self._span_of is not self.instruction or self._span is None:
            self._span_of = self.instruction
            self._span = self._position.span = self.bytecode.span(self.instruction)
        return self._span

    def emit(self, name: str, *args: Value, statics: tuple[Any, ...] = (), may_raise: bool | None = None) -> Value:
        """Append an operation, or compute it; `may_raise=False` says that this one cannot."""
        spec = OPERATIONS[name]
        if spec.foldable or name == "is_":
            values = [arg.value for arg in args if isinstance(arg, Constant)]
            if len(values) == len(args):
                try:
                    if name == "is_":
                        return Constant(constant_folding.identical(*values))
                    return constant_folding.fold(spec, values)
                except CannotFold:
                    pass
        return self.append(spec, list(args), statics, spec.may_raise if may_raise is None else may_raise)

    def append(self, spec: FlowOperation, args: list[Value], statics: tuple[Any, ...], may_raise: bool) -> Variable:
        """Append an operation without looking at its operands; guard it if it is in a try."""
        block = self.block
        assert block is not None
        result = Variable("v")
        operation = Operation(spec, args, result, self.span(), statics)
        self.definitions[result] = operation
        block.operations.append(operation)
        exits = self.guard_exits() if may_raise and not self.unguarded else []
        if exits:
            following = Block("block")
            self.end([Link([], following), *exits], RAISES)
            self.block = following
        return result

    def truth(self, value: Value) -> Value:
        """Return the truth value of x, a bool."""
        if isinstance(value, Variable):
            definition = self.definitions.get(value)
            if definition is not None and definition.spec.name in _BOOLEAN_RESULTS:
                return value
        return self.emit("bool", value)

    def branch(self, condition: Value, if_true: int, if_false: int) -> None:
        """End the block with a branch on a bool between two basic blocks."""
        if isinstance(condition, Constant):
            self.goto(if_true if condition.value else if_false)
            return
        false_link = self.edge(if_false)
        false_link.exitcase = False
        true_link = self.edge(if_true)
        true_link.exitcase = True
        self.end([false_link, true_link], condition)

    # -- the stack -----------------------------------------------------------------------------------------------

    def push(self, slot: Slot) -> None:
        """Push."""
        self.stack.append(slot)

    def pop(self) -> Value:
        """Pop a value; what was only displayed so far is built."""
        slot = self.stack.pop()
        return self.build(slot) if isinstance(slot, DISPLAYS) else slot  # type: ignore[return-value]

    def value_of(self, slot: Slot) -> Value:
        """Return a slot's content as a value."""
        return self.build(slot) if isinstance(slot, DISPLAYS) else slot  # type: ignore[return-value]

    def pop_many(self, count: int) -> list[Value]:
        """Pop values; the one pushed first comes first."""
        if not count:
            return []
        slots = self.stack[-count:]
        del self.stack[-count:]
        return [self.build(slot) if isinstance(slot, DISPLAYS) else slot for slot in slots]  # type: ignore[misc]

    def build_all(self, stack: list[Slot]) -> None:
        """Build what a stack only displays so far.

        What the handler finds on its stack (that of a comprehension in 3.12) has to be there before anything is guarded
        by it, and so is not guarded itself.
        """
        handler = self.instruction.handler
        for index, slot in enumerate(stack):
            if isinstance(slot, DISPLAYS):
                self.unguarded = handler is not None and index < handler.depth
                stack[index] = self.build(slot)
                self.unguarded = False

    def build(self, display: Display) -> Value:
        """Emit what makes a displayed list, tuple, dict or formatted string."""
        match display:
            case SequenceDisplay(items, star, is_tuple):
                if is_tuple and star is None:
                    return self.emit("newtuple", *items)
                made = self._written_at(display.span, self.emit("newlist", *items))
                if star is not None:
                    self.emit("list_extend", made, star)
                return self.emit("list_to_tuple", made) if is_tuple else made
            case MappingDisplay(keys, values, star):
                pairs = [part for pair in zip(keys, values, strict=True) for part in pair]
                made = self._written_at(display.span, self.emit("newdict", *pairs))
                if star is not None:
                    self.emit("dict_update", made, star)
                return made
            case Converted(value, conversion):
                return self.emit("format_value", value, Constant(None), statics=(conversion,))
            case ConstantMethod(holder, name):
                return self.emit("getattr", holder, Constant(name), may_raise=False)

    def _written_at(self, span: SourceSpan | None, made: Value) -> Value:
        """Give the operation that made a value the place where its source is written."""
        definition = self.definitions.get(made) if isinstance(made, Variable) else None
        if definition is not None and span is not None:
            definition.span = span
        return made

    # -- errors --------------------------------------------------------------------------------------------------

    def error(self, code: str, message: str, *, label: str = "", help: str = "") -> None:
        """Record an error at the current instruction."""
        self.errors.append(Diagnostic(code, message, self.span(), label=label, help=help))

    def raise_new(self, cls: type[BaseException], message: str) -> None:
        """End the block by raising a new exception."""
        exception = self.emit("make_exception", self.emit("call", Constant(cls), Constant(message)))
        self.note_context(exception)
        self.raise_(exception)

    def use_unbound(self, name: str) -> None:
        """A local is used where it is unbound: at run time that raises.

        A module body that runs in the executable is a function too, but its locals stand for module variables.
        """
        if not self.bytecode.is_module_body:
            self.unbound_uses[self.instruction.position] = (name, self.span())
            text = f"cannot access local variable '{name}' where it is not associated with a value"
            self.raise_new(UnboundLocalError, text)
            return
        if self.instruction.handler is None:
            self.unbound_uses[self.instruction.position] = (name, self.span())
        self.raise_new(NameError, f"name '{name}' is not defined")
