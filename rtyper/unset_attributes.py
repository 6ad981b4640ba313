"""Which attributes may be read before they are set: those that `__init__` does not set on every path.

Such an attribute has a flag beside it in the instance; reading it while the flag is down raises AttributeError.  The
analysis follows `self` through the graphs of `__init__` and of the methods called on it, before they are lowered.
"""

from __future__ import annotations

from typing import TypeAlias

from weft.annotator.call_sites import AnnotatedProgram, CallTarget, Operand, Receiver
from weft.annotator.constants import attributes_of
from weft.annotator.descriptions import ClassDef
from weft.annotator.lattice import SomePBC
from weft.flowspace.graph import Block, Constant, Graph, Operation, Value
from weft.rlib.generator_methods import Generator

Names: TypeAlias = frozenset[str]
State: TypeAlias = tuple[frozenset[Value], Names]
"""The values that are `self` (or a method bound to it), and the attributes that are set."""

NONE_SET: Names = frozenset()


class UnsetAttributes:
    """The answer for each class that the program instantiates; one per typer."""

    def __init__(self, program: AnnotatedProgram) -> None:
        self.program = program
        self._set: dict[ClassDef, Names] = {}
        self._after_call: dict[tuple[int, int], Names | None] = {}
        for graph in program.graphs:
            for _, operation in graph.operations():
                site = program.call_site(operation)
                for target in () if site is None else site.targets:
                    if target.new_class is not None:
                        self._note(target, target.new_class)
        for value, classdef in program.context.constants.prebuilt_instances:
            self._note_names(classdef, frozenset([name for name, _ in attributes_of(value)]))

    def may_be_unset(self, owner: ClassDef, name: str) -> bool:
        """True if an instance of `owner`, or of a class below it, may be without this attribute."""
        if name.startswith("_weft_") or name == "_items_of_base":
            return False
        if name in self.program.context.attributes.deleted:
            return True
        for classdef in owner.all_subclasses():
            names = self._set.get(classdef)
            if names is not None and name not in names and classdef.description.lookup(name) is None:
                return True
        return False

    def _note(self, target: CallTarget, classdef: ClassDef) -> None:
        cls = classdef.description.cls
        if cls.__module__.startswith("weft.") or issubclass(cls, Generator):
            return
        names: Names | None = NONE_SET
        if target.graph is not None and Receiver() in target.sources:
            names = self._set_by(target.graph, target.sources.index(Receiver()))
        if names is not None:
            self._note_names(classdef, names)

    def _note_names(self, classdef: ClassDef, names: Names) -> None:
        known = self._set.get(classdef)
        self._set[classdef] = names if known is None else known & names

    def _set_by(self, graph: Graph, index: int) -> Names | None:
        """Return what a call sets in the argument of this number; None: the call does not return."""
        key = (id(graph), index)
        if key not in self._after_call:
            self._after_call[key] = NONE_SET  # against recursion
            self._after_call[key] = self._analyse(graph, index)
        return self._after_call[key]

    def _analyse(self, graph: Graph, index: int) -> Names | None:
        start = graph.startblock
        states: dict[Block, State] = {start: (frozenset([start.inputargs[index]]), NONE_SET)}
        waiting = [start]
        while waiting:
            block = waiting.pop()
            aliases, names = set(states[block][0]), states[block][1]
            before = names
            for operation in block.operations:
                before = names
                names = names | self._set_by_operation(operation, aliases)
            for link in block.exits:
                # A handler is reached before the last operation has done its work.
                known = before if block.raises and isinstance(link.exitcase, type) else names
                pairs = zip(link.args, link.target.inputargs, strict=True)
                state = frozenset([parameter for arg, parameter in pairs if arg in aliases]), known
                old = states.get(link.target)
                new = state if old is None else (old[0] & state[0], old[1] & state[1])
                if new != old:
                    states[link.target] = new
                    waiting.append(link.target)
        final = states.get(graph.returnblock)
        return None if final is None else final[1]

    def _set_by_operation(self, operation: Operation, aliases: set[Value]) -> Names:
        site = self.program.call_site(operation)
        args = operation.args
        if operation.name == "setattr" and site is None and args[0] in aliases:
            return frozenset([str(args[1].value)]) if isinstance(args[1], Constant) else NONE_SET
        if operation.name == "getattr" and args[0] in aliases:
            if isinstance(operation.result.annotation, SomePBC):
                aliases.add(operation.result)  # a method bound to it
        elif operation.name == "call" and isinstance(args[0], Constant) and args[0].value is super:
            if len(args) > 2 and args[2] in aliases:
                aliases.add(operation.result)
        common: Names | None = None
        for target in () if site is None else site.targets:
            names = self._set_by_target(target, site.callee, site.operands, aliases)  # type: ignore[union-attr]
            if names is not None:
                common = names if common is None else common & names
        return common or NONE_SET

    def _set_by_target(
        self, target: CallTarget, callee: Value | None, operands: list[Value], aliases: set[Value]
    ) -> Names | None:
        if target.graph is None or target.new_class is not None:
            return NONE_SET
        names = NONE_SET
        for index, source in enumerate(target.sources):
            given = callee if isinstance(source, Receiver) else None
            if isinstance(source, Operand):
                given = operands[source.index]
            if given is not None and given in aliases:
                gained = self._set_by(target.graph, index)
                if gained is None:
                    return None
                names |= gained
        return names
