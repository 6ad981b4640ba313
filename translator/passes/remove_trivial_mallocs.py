"""Turns objects that do not leave a function into local variables.

    before                                   after
    entry(n):                                entry(n):
        it = malloc[iterator]()                  goto loop(0)
        setfield[next](it, 0)                loop(next):
        setfield[stop](it, n)                    more = int_lt(next, n)
        goto loop()                              switch more
    loop():                                          false -> done()
        i = getfield[next](it)                       true  -> body()
        m = getfield[stop](it)               body():
        more = int_lt(i, m)                      j = int_add(next, 1)
        switch more                              goto loop(j)
            false -> done()                  ...
            true  -> body()
    body():
        j = int_add(i, 1)
        setfield[next](it, j)
        goto loop()

An object qualifies if nothing but fields of it is used: it is not returned, raised, stored or passed on.  Block
arguments may hold different such objects, if each is used under one name at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, final

from weft.flowspace.graph import Block, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.types import LowLevelType, Struct
from weft.translator.analysis.flow import Flow
from weft.translator.pass_base import GraphPass, PassContext
from weft.translator.passes.fold_rules import FALSE, TRUE
from weft.translator.passes.graph_edits import goto, substitute, zero_constant
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments

_DROPPED = frozenset({"traceback_add", "traceback_start"})
"""Operations that mean nothing for an object which nobody sees."""


@final
@dataclass(frozen=True, slots=True)
class RemoveTrivialMallocs(GraphPass):
    """Replace objects that do not escape by their fields."""

    rounds: int = 4
    """How often to look again, for objects that were held by removed ones."""

    name: ClassVar[str] = "remove-trivial-mallocs"
    forbids: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered"})

    def run(self, graph: Graph, context: PassContext) -> bool:
        """Remove objects until none qualifies."""
        changed = False
        for _ in range(self.rounds):
            if not any(operation.spec.name == "malloc" for _, operation in graph.operations()):
                break
            removal = _Removal(graph, Flow(graph))
            if not removal.run():
                break
            changed = True
            RemoveRedundantArguments().run(graph, context)
        return changed


@dataclass(slots=True, eq=False)
class _Object:
    """A group of names that only hold objects allocated here, all of one struct type."""

    struct: Struct | None = None
    escapes: bool = False
    roots: list[Variable] = field(default_factory=list)
    """Results of allocations, and block arguments; casts are the same name as what they cast."""
    read: dict[str, LowLevelType] = field(default_factory=dict)
    """Fields that are read, with their types."""
    written: list[tuple[str, Value]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Removal:
    """One look at a graph."""

    graph: Graph
    flow: Flow
    root: dict[Value, Variable] = field(default_factory=dict)
    """The name that a variable is a cast of, or itself."""
    group: dict[Value, _Object] = field(default_factory=dict)
    home: dict[Variable, Block] = field(default_factory=dict)
    """Where a root is defined."""
    uses: dict[Variable, list[Block]] = field(default_factory=dict)
    """Blocks in which a root is used."""

    def run(self) -> bool:
        """Find groups, check them, replace those that qualify."""
        self.find()
        groups = [g for g in dict.fromkeys(self.group[root] for root in self.home) if self.qualifies(g)]
        if not groups:
            return False
        roots = [root for group in groups for root in group.roots]
        _Replacement(self, {root: self.group[root] for root in roots}).run()
        return True

    # ---------------------------------------------------------------- finding

    def find(self) -> None:
        """Group the names; then look at all uses."""
        self.find_allocations()
        if not self.group:
            return
        self.find_names()
        for block in self.flow.order:
            for operation in block.operations:
                self.look_at_operation(block, operation)
            for link in block.exits:
                self.look_at_link(block, link)

    def find_allocations(self) -> None:
        """Each allocation begins a group."""
        for block in self.flow.order:
            for operation in block.operations:
                if operation.spec.name == "malloc":
                    struct = operation.statics[0]
                    if not any(isinstance(type_, Struct) for type_ in struct.all_fields().values()):
                        self.define(operation.result, block, _Object(struct))

    def find_names(self) -> None:
        """Casts and block arguments are further names, in the order of definition."""
        for block in self.flow.order:
            for operation in block.operations:
                if operation.spec.name == "cast_pointer" and operation.args[0] in self.group:
                    self.same_name(operation.result, operation.args[0])
            for link in block.exits:
                for argument, arg in self.taken_over(link):
                    if arg in self.group:
                        self.join(argument, arg, link.target)

    def taken_over(self, link: Link) -> list[tuple[Variable, Value]]:
        """Return what the target of a link may know by another name."""
        if link.target.is_final or link.target is self.graph.startblock:
            return []
        return list(zip(link.target.inputargs, link.args, strict=True))

    def define(self, variable: Variable, block: Block, group: _Object) -> None:
        """Enter a root."""
        self.root[variable] = variable
        self.group[variable] = group
        self.home[variable] = block
        self.uses[variable] = []
        group.roots.append(variable)

    def same_name(self, variable: Variable, source: Value) -> None:
        """Enter the result of a cast."""
        self.root[variable] = self.root[source]
        self.group[variable] = self.group[source]

    def join(self, argument: Variable, source: Value, target: Block) -> None:
        """A block argument may hold what `source` holds."""
        mine = self.group[source]
        other = self.group.get(argument)
        if other is None:
            self.define(argument, target, mine)
        elif other is not mine:
            other.escapes |= mine.escapes or other.struct is not mine.struct
            other.read.update(mine.read)
            other.written += mine.written
            other.roots += mine.roots
            for variable, group in list(self.group.items()):
                if group is mine:
                    self.group[variable] = other

    def look_at_operation(self, block: Block, operation: Operation) -> None:
        """Enter the uses in an operation."""
        for position, arg in enumerate(operation.args):
            group = self.group.get(arg)
            if group is not None:
                self.uses[self.root[arg]].append(block)
                if not self.is_harmless(operation, position, group):
                    group.escapes = True

    def look_at_link(self, block: Block, link: Link) -> None:
        """Enter the uses in a link: an object must get a name of its group, and only one."""
        held = [self.root[arg] for arg in link.args if arg in self.group]
        taken_over = self.taken_over(link)
        if not taken_over:
            for root in held:
                self.group[root].escapes = True
            return
        for argument, arg in taken_over:
            into, group = self.group.get(argument), self.group.get(arg)
            if into is not group:
                for each in (into, group):
                    if each is not None:
                        each.escapes = True
            elif group is not None and held.count(self.root[arg]) > 1:
                group.escapes = True
        for root in held:
            self.uses[root].append(block)

    def is_harmless(self, operation: Operation, position: int, group: _Object) -> bool:
        """True if the operation does not let the object escape; notes what it reads or writes."""
        assert group.struct is not None
        match operation.spec.name:
            case "getfield":
                name = operation.statics[0]
                if name not in group.struct.all_fields():
                    return False
                group.read[name] = operation.result.type
                return True
            case "setfield":
                group.written.append((operation.statics[0], operation.args[1]))
                return position == 0 and operation.statics[0] in group.struct.all_fields()
            case "ptr_eq" | "ptr_ne":
                other = operation.args[1 - position]
                return self.group.get(other) is not group or self.root[other] is self.root[operation.args[position]]
            case "ptr_iszero" | "ptr_nonzero" | "cast_pointer":
                return True
        return operation.spec.name in _DROPPED

    # ---------------------------------------------------------------- checking

    def qualifies(self, group: _Object) -> bool:
        """True if the objects of a group can be replaced by variables."""
        if group.escapes:
            return False
        if any(name in group.read and value.type != group.read[name] for name, value in group.written):
            return False
        return len(group.roots) == 1 or not self.has_two_names(group)

    def has_two_names(self, group: _Object) -> bool:
        """True if an object may be used under its old name after a block argument took it over."""
        for root in group.roots:
            needed = self.needed_in(root)
            for source in dict.fromkeys(self.uses[root]):
                for link in source.exits:
                    if link.target in needed and any(self.root.get(arg) is root for arg in link.args):
                        return True
        return False

    def needed_in(self, root: Variable) -> dict[Block, None]:
        """Return the blocks that get a root from outside."""
        home = self.home[root]
        needed: dict[Block, None] = {}
        work = [block for block in self.uses[root] if block is not home]
        while work:
            block = work.pop()
            if block not in needed:
                needed[block] = None
                work.extend(source for source, _ in self.flow.entries[block] if source is not home)
        return needed


@dataclass(slots=True, eq=False)
class _Replacement:
    """The replacement of some roots by variables for their fields."""

    removal: _Removal
    roots: dict[Variable, _Object]
    fields: dict[Variable, list[str]] = field(default_factory=dict)
    """The fields that matter, in order."""
    entering: dict[Block, list[Variable]] = field(default_factory=dict)
    """Roots that a block with several entries takes as arguments for fields."""
    at_end: dict[Block, dict[tuple[Variable, str], Value]] = field(default_factory=dict)
    known: dict[Variable, Value] = field(default_factory=dict)

    def run(self) -> None:
        """Walk the blocks with the current values of the fields; then complete the links."""
        removal, flow = self.removal, self.removal.flow
        for root, group in self.roots.items():
            self.fields[root] = list(group.read)
            for block in removal.needed_in(root):
                self.entering.setdefault(block, []).append(root)
        for block in flow.order:
            self.block(block, len(flow.entries[block]) > 1)
        for block in flow.order:
            for link in block.exits:
                self.complete(block, link, len(flow.entries[link.target]) > 1)
        for block in flow.order:
            block.inputargs = [argument for argument in block.inputargs if argument not in self.roots]
        substitute(removal.graph, self.known)

    def new_arguments(self, block: Block, root: Variable, values: dict[tuple[Variable, str], Value]) -> None:
        """Let a block take the fields of a root as arguments."""
        read = self.roots[root].read
        for name in self.fields[root]:
            argument = Variable(name, type=read[name])
            block.inputargs.append(argument)
            values[root, name] = argument

    def block(self, block: Block, merges: bool) -> None:
        """Replace the operations of a block."""
        values: dict[tuple[Variable, str], Value] = {}
        own = [argument for argument in block.inputargs if argument in self.roots]
        entering = self.entering.get(block, [])
        if merges:
            for root in (*own, *entering):
                self.new_arguments(block, root, values)
        else:
            ((source, link),) = self.removal.flow.entries[block] or [(block, Link([], block))]
            before = self.at_end.get(source, {})
            for root in entering:
                for name in self.fields[root]:
                    values[root, name] = before[root, name]
            for root in own:
                given = self.removal.root[link.args[block.inputargs.index(root)]]
                for name in self.fields[root]:
                    values[root, name] = before[given, name]
        kept = [operation for operation in block.operations if not self.replaced(operation, values)]
        if block.raises and (not kept or kept[-1] is not block.operations[-1]):
            goto(block, block.exits[0])
        block.operations = kept
        self.at_end[block] = values

    def replaced(self, operation: Operation, values: dict[tuple[Variable, str], Value]) -> bool:
        """Carry out an operation on an object that is being replaced; False for any other operation."""
        name, root_of = operation.spec.name, self.removal.root
        if name == "malloc":
            if operation.result not in self.roots:
                return False
            root, read = operation.result, self.roots[operation.result].read
            for field_name in self.fields[root]:
                values[root, field_name] = zero_constant(read[field_name])
            return True
        roots = [root_of.get(arg) for arg in operation.args]
        if not any(root in self.roots for root in roots if root is not None):
            return False
        first = roots[0]
        match name:
            case "getfield":
                assert first is not None
                self.known[operation.result] = values[first, operation.statics[0]]
            case "setfield":
                assert first is not None
                if operation.statics[0] in self.fields[first]:
                    values[first, operation.statics[0]] = operation.args[1]
            case "ptr_eq" | "ptr_ne":
                same = first is roots[1]
                self.known[operation.result] = TRUE if same == (name == "ptr_eq") else FALSE
            case "ptr_iszero" | "ptr_nonzero":
                self.known[operation.result] = FALSE if name == "ptr_iszero" else TRUE
        return True

    def complete(self, block: Block, link: Link, merges: bool) -> None:
        """Pass fields instead of objects along a link."""
        target = link.target
        values = self.at_end[block]
        root_of = self.removal.root
        taken = [(argument, arg) for argument, arg in self.pairs(link) if argument in self.roots]
        args = [arg for argument, arg in self.pairs(link) if argument not in self.roots]
        if merges:
            for argument, arg in taken:
                args += [values[root_of[arg], name] for name in self.fields[argument]]
            for root in self.entering.get(target, []):
                args += [values[root, name] for name in self.fields[root]]
        link.args = args

    @staticmethod
    def pairs(link: Link) -> list[tuple[Variable, Value]]:
        """Return the arguments a target had before, with what the link passes."""
        return list(zip(link.target.inputargs, link.args, strict=False))
