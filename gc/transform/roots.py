"""Keeps references alive, and up to date, across operations during which a collection may run.

Each value that is needed after such an operation has a slot of the shadow stack, as seen from the top at the entry of
the function.  It is stored there before the first such operation, unless all ways that lead there have stored it.  If
objects move, its variables are worth nothing afterwards: it is loaded where it is used next.  The top is moved to cover
the slots before the first such operation, and back where none follows; so ways without them pay nothing.

What holds at the entry of a block is a `State`.  Any choice is right that has every value either named or saved: where
control comes from somewhere with another state, the difference is made up on the link.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.gc.transform.can_collect import CanCollect
from weft.gc.transform.refills import CollectorCalls, Refills
from weft.gc.transform.root_slots import RootSlots
from weft.gc.transform.root_values import ALIASES, RootValues, bits, is_reference
from weft.rtyper.lltype.types import LowLevelType
from weft.translator.passes.graph_edits import new_operation, take_as_arguments


@dataclass(slots=True, eq=False)
class State:
    """Where references are at some point, and what is on the shadow stack."""

    names: dict[int, list[Variable]] = field(default_factory=dict)
    """The variables that hold a value, of different types."""
    saved: int = 0
    """The values whose slots are up to date; they are below the top."""
    height: int = 0
    """How many slots the top is above where it was at the entry of the function: all of them may be scanned."""
    nulls: int = 0
    """The slots that are known to hold null."""

    def named(self) -> int:
        """Return the values that have names."""
        return sum(1 << value for value in self.names)

    def copy(self) -> State:
        """Return a state that can be changed."""
        return State({value: list(names) for value, names in self.names.items()}, self.saved, self.height, self.nulls)


@dataclass(slots=True, eq=False)
class RootKeeper:
    """Rewrites one graph.  `reload`: objects may move; `keep`: roots are needed."""

    graph: Graph
    collecting: CanCollect
    calls: CollectorCalls
    reload: bool
    keep: bool = True
    values: RootValues = field(init=False)
    slots: RootSlots = field(init=False)
    requests: dict[Operation, Block] = field(default_factory=dict)
    at_entry: dict[Block, State] = field(default_factory=dict)
    at_end: dict[Block, State] = field(default_factory=dict)
    arguments: dict[Block, list[int]] = field(default_factory=dict)
    """Which of its former arguments each block still has."""

    def run(self) -> None:
        """Rewrite every block."""
        refills = Refills(self.graph, self.collecting, self.calls)
        refills.run()
        calls = {op: None for _, op in self.graph.operations() if self.collecting.operation(op)}
        if not self.keep or not (calls or refills.requests):
            return
        self.requests = refills.requests
        self.values = RootValues(self.graph)
        self.slots = RootSlots(self.values, calls, refills.requests)
        inputargs = {block: list(block.inputargs) for block in self.values.order}
        for block in self.values.order:
            state = self._enter(block)
            self.at_entry[block] = state.copy()
            _Rewriter(self, state).block(block)
            self.at_end[block] = state
        for block in self.values.order:
            for link in block.exits:
                self._connect(block, link, inputargs[link.target])
        for block in self.graph.blocks():
            _drop_unused_loads(block)

    # The state at the entry of a block ------------------------------------------------------------------------

    def _enter(self, block: Block) -> State:
        state = State()
        ready = self._whereabouts(block, state)
        self._choose_arguments(block, ready, state)
        if block is not self.graph.startblock and not block.is_final:
            state.height = self._height(block, state.saved)
            state.nulls = self._nulls(block, state)
        return state

    def _whereabouts(self, block: Block, state: State) -> int:
        """Choose which values are saved; return those that are named."""
        values, slots = self.values, self.slots
        live, joined = values.live[block], values.joined[block]
        if block is self.graph.startblock or block.is_final:
            return live
        ready = saved = live
        anywhere = 0
        for source, link in self._usual_entries(block):
            end = self.at_end[source]
            named_there = end.named()
            ready &= named_there | joined
            anywhere |= named_there
            saved &= end.saved | joined
            if joined:
                named, kept = self._joined_whereabouts(block, link, end)
                ready &= named | ~joined
                saved &= kept | ~joined
        loop = slots.loops.get(block)
        if loop is not None:
            saved = saved & ~joined | loop.crossing & live & ~joined
            ready = ready & ~(loop.crossing if self.reload else 0) | joined & live | loop.used & live & ~loop.crossing
        ready |= live & (anywhere & slots.expected[block] | ~saved)
        state.saved = saved & ~(ready & ~slots.crossing[block])
        return ready

    def _joined_whereabouts(self, block: Block, link: Link, end: State) -> tuple[int, int]:
        """Return which of the values that a block's arguments define come in named, and which in their slots."""
        number, slot = self.values.number, self.slots.slot
        named = saved = 0
        for arg, argument in zip(link.args, block.inputargs, strict=True):
            joined = self.values.joined[block] & self.values.mask(argument)
            if joined and (isinstance(arg, Constant) or number[arg] in end.names):
                named |= joined
            if joined and isinstance(arg, Variable) and end.saved >> number[arg] & 1:
                if slot.get(number[argument]) == slot[number[arg]]:
                    saved |= joined
        return named, saved

    def _usual_entries(self, block: Block) -> list[tuple[Block, Link]]:
        """Return where control usually comes from, as far as that was rewritten already."""
        known = [(source, link) for source, link in self.values.entries[block] if source in self.at_end]
        return [(source, link) for source, link in known if source not in self.slots.cold] or known

    def _choose_arguments(self, block: Block, ready: int, state: State) -> None:
        """Drop the arguments that pass what is on the shadow stack, or is not needed, or comes twice."""
        fixed = block is self.graph.startblock or block.is_final
        kept = []
        for index, argument in enumerate(block.inputargs):
            value = self.values.number.get(argument)
            if value is not None and not fixed:
                if not ready >> value & 1 or value in state.names:
                    continue
            if value is not None:
                state.names.setdefault(value, [argument])
            kept.append(index)
        self.arguments[block] = kept
        block.inputargs = [block.inputargs[index] for index in kept]

    def _height(self, block: Block, saved: int) -> int:
        needed = self.slots.height(saved)
        loop = self.slots.loops.get(block)
        if loop is not None and loop.height is not None:
            return max(needed, loop.height)
        if not needed and block not in self.slots.calling:
            return 0
        return max(needed, min(self.at_end[source].height for source, _ in self._usual_entries(block)))

    def _nulls(self, block: Block, state: State) -> int:
        nulls = (1 << state.height) - 1 & ~self.slots.slots(state.saved)
        loop = self.slots.loops.get(block)
        if loop is not None and loop.collects:  # it may go on for long: nothing that is dead is kept
            return nulls & ~self.slots.slots(loop.crossing)
        for source, _ in self.values.entries[block]:
            if source in self.at_end:
                end = self.at_end[source]
                nulls &= end.nulls | -1 << end.height
        return nulls

    # Links ----------------------------------------------------------------------------------------------------

    def _connect(self, block: Block, link: Link, inputargs: list[Variable]) -> None:
        """Pass what the target wants, and bring about the state that it expects."""
        target = link.target
        wanted = self.at_entry[target]
        rewriter = _Rewriter(self, self.at_end[block].copy(), link_span(block))
        incoming: dict[int, Value] = {}
        for arg, argument in zip(link.args, inputargs, strict=True):
            if argument in self.values.number:
                incoming.setdefault(self.values.number[argument], arg)
        args = [rewriter.operand(link.args[i], inputargs[i].type) for i in self.arguments[target]]
        rewriter.save_for(wanted, incoming)
        rewriter.clear(wanted.nulls | (1 << wanted.height) - (1 << min(rewriter.state.height, wanted.height)))
        rewriter.move(wanted.height)
        link.args = args
        if rewriter.output:
            self._insert(block, link, rewriter.output)

    def _insert(self, block: Block, link: Link, operations: list[Operation]) -> None:
        if len(block.exits) == 1:
            block.operations += operations
        elif (
            len(self.values.entries[link.target]) == 1
            and not link.target.is_final
            and not any(isinstance(arg, Variable) for operation in operations for arg in operation.args)
            and not any(operation.result in link.args for operation in operations)
        ):
            link.target.operations[:0] = operations
        else:
            between = Block("roots", operations=operations, exits=[Link(link.args, link.target)])
            link.args, link.target = take_as_arguments(between), between


@dataclass(slots=True, eq=False)
class _Rewriter:
    """Goes through operations, keeping the state."""

    keeper: RootKeeper
    state: State
    span: SourceSpan | None = None
    in_loop: bool = False
    output: list[Operation] = field(default_factory=list)

    def block(self, block: Block) -> None:
        """Rewrite the operations of a block."""
        slots = self.keeper.slots
        self.in_loop = block in slots.looping
        for operation in block.operations:
            self.span = operation.span
            if operation.name in ALIASES and is_reference(operation.result) and is_reference(operation.args[0]):
                continue  # `operand` finds a name of the type that is wanted
            if operation.name == "keepalive" and self._is_only_saved(operation.args[0]):
                continue
            operation.args = [self.operand(arg, arg.type) for arg in operation.args]
            if operation in self.keeper.requests:
                self._request(operation, slots.across[operation])
            elif operation in slots.calls:
                self._call(operation, slots.across[operation])
            else:
                self.output.append(operation)
            if is_reference(operation.result):
                value = self.keeper.values.number[operation.result]
                self.state.names[value] = [operation.result]
                self.state.saved &= ~(1 << value)
        block.operations = self.output

    def _is_only_saved(self, value: Value) -> bool:
        return value in self.keeper.values.number and self.keeper.values.number[value] not in self.state.names

    def operand(self, value: Value, type_: LowLevelType) -> Value:
        """Return a variable that holds a value by now."""
        number = self.keeper.values.number.get(value)
        return value if number is None else self._named(number, type_)

    def _named(self, value: int, type_: LowLevelType) -> Variable:
        names = self.state.names.get(value)
        if names is None:
            return self._load(value, type_)
        for name in names:
            if name.type == type_:
                return name
        cast = new_operation("cast_pointer", [names[0]], self.span, (type_,), names[0].name)
        self.output.append(cast)
        names.append(cast.result)
        return cast.result

    def _load(self, value: int, type_: LowLevelType) -> Variable:
        name = self.keeper.values.variables[value].name
        index = self.keeper.slots.slot[value] - self.state.height
        load = new_operation("root_load", [], self.span, (index, type_), result_name=name)
        self.output.append(load)
        self.state.names[value] = [load.result]
        return load.result

    # The shadow stack -----------------------------------------------------------------------------------------

    def save_for(self, wanted: State, incoming: dict[int, Value]) -> None:
        """Save what is wanted in slots at the other end of a link, given what the values are at this one."""
        number, slot = self.keeper.values.number, self.keeper.slots.slot
        to_save: list[tuple[int, Value]] = []
        for value in bits(wanted.saved):
            here = incoming[value]
            source = number.get(here)
            if source is None:
                to_save.append((value, here))
            elif not (self.state.saved >> source & 1 and slot[source] == slot[value]):
                to_save.append((value, self.operand(here, here.type)))
        for value, variable in to_save:
            self._store(variable, slot[value])

    def _store(self, value: Value, slot: int) -> None:
        self.output.append(new_operation("root_save", [value], self.span, (slot - self.state.height,)))
        self.state.nulls &= ~(1 << slot)

    def clear(self, slots: int) -> None:
        """Store null in some slots, unless it is there or they were just stored to."""
        stored = {op.statics[0] + self.state.height for op in self.output if op.name == "root_save"}
        for slot in bits(slots & ~(self.state.nulls & (1 << self.state.height) - 1)):
            if slot not in stored:
                self._store(Constant(None, self.keeper.values.variables[0].type), slot)
                self.state.nulls |= 1 << slot

    def move(self, height: int) -> None:
        """Move the top."""
        if height != self.state.height:
            self.output.append(new_operation("roots_move", [], self.span, (height - self.state.height,)))
        self.state.height = height
        self.state.nulls &= (1 << height) - 1

    def _call(self, operation: Operation, across: int) -> None:
        """Save what is needed after a call, and let the collector see nothing else."""
        state, slots = self.state, self.keeper.slots
        for value in bits(across & ~state.saved):
            self._store(state.names[value][0], slots.slot[value])
        height = self._height_for(across)
        for slot in bits((1 << height) - 1 & ~slots.slots(across) & ~(state.nulls & (1 << state.height) - 1)):
            self._store(Constant(None, self.keeper.values.variables[0].type), slot)
            state.nulls |= 1 << slot
        self.move(height)
        self.output.append(operation)
        state.saved = across
        if self.keeper.reload:
            state.names.clear()

    def _height_for(self, across: int) -> int:
        """Return how many slots there should be during a call: clearing a few may be cheaper than moving twice."""
        state, needed = self.state, self.keeper.slots.height(across)
        if needed >= state.height:
            return needed
        stale = (1 << state.height) - (1 << needed) & ~state.nulls
        return state.height if stale.bit_count() <= (2 if self.in_loop else 0) else needed

    def _request(self, operation: Operation, across: int) -> None:
        """Keep what is in variables above the top, while the collector is asked for memory."""
        state = self.state
        unsaved = list(bits(across & ~state.saved))
        for index, value in enumerate(unsaved):
            self.output.append(new_operation("root_save", [state.names[value][0]], self.span, (index,)))
        count = len(unsaved)
        if count:
            self.output.append(new_operation("roots_move", [], self.span, (count,)))
        self.output.append(operation)
        if count:
            self.output.append(new_operation("roots_move", [], self.span, (-count,)))
        if not self.keeper.reload:
            return
        named, state.names = state.names, {}
        for value in bits(across & State(named).named()):
            type_ = named[value][0].type
            if value in unsaved:
                index = unsaved.index(value)
                load = new_operation("root_load", [], self.span, (index, type_), result_name=named[value][0].name)
                self.output.append(load)
                state.names[value] = [load.result]
            else:
                self._load(value, type_)


def link_span(block: Block) -> SourceSpan | None:
    """Return the place of the last operation of a block."""
    return block.operations[-1].span if block.operations else None


def _drop_unused_loads(block: Block) -> None:
    """Leave out what was loaded for ways on which it is not needed after all."""
    used: dict[Value, None] = {arg: None for link in block.exits for arg in link.args}
    if isinstance(block.exitswitch, Variable):
        used[block.exitswitch] = None
    kept = []
    for operation in reversed(block.operations):
        if operation.result in used or operation.name not in ("root_load", "cast_pointer"):
            used.update(dict.fromkeys(operation.args))
            kept.append(operation)
    block.operations = kept[::-1]
