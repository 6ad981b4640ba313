"""Whole-program type inference: flow graphs get annotations, by forward propagation to a fixpoint.

Second phase of the pipeline.  `Annotator.annotate(entry, arguments)` annotates the graph of the entry function and of
everything it reaches, and returns an `AnnotatedProgram`; mistakes in the program are raised together as one
`TranslationError`.  `search.py` calls it with one plan after the other.  A worklist of blocks is processed until
nothing changes: a block is scheduled again when the annotation of its input arguments, or of anything it has read
(attribute, container, cell, global, result), grows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop
from typing import Any, Final

from weft.annotator.call_sites import AnnotatedProgram, Operand
from weft.annotator.context import AnnotationContext, GraphInfo
from weft.annotator.descriptions import ClassDef
from weft.annotator.errors import AlreadyReported, RuleError, UnionError
from weft.annotator.explain import branch_conflict, finish_diagnostic, never_returns
from weft.annotator.handlers import may_allocate, notices
from weft.annotator.lattice import (
    ERRONEOUS,
    IMPOSSIBLE,
    Annotation,
    Erroneous,
    SomeInstance,
    SomeIterable,
    SomeMarked,
    SomeNone,
    SomeNumber,
    same,
)
from weft.annotator.narrowing import Knowledge, Narrowing, narrow, pass_on
from weft.annotator.rules import RULES
from weft.annotator.rules.iterables import on_iterables
from weft.annotator.rules.marked import on_marked
from weft.annotator.rules.numbers import on_numbers
from weft.annotator.signatures import Argument, Arguments, match
from weft.annotator.union import union
from weft.flowspace.diagnostics import Position, TranslationError
from weft.flowspace.graph import DEFAULT, Block, Link, Operation, Value, Variable

Rule = Callable[..., Annotation]

_ALWAYS_POSSIBLE: Final = (RecursionError, MemoryError)
"""What any call may raise; of other operations the first those that functions carry out, the second all others, too."""


class Annotator:
    """The engine: takes blocks from the worklist and lets annotations flow through them."""

    def __init__(self, ctx: AnnotationContext, rules: Mapping[str, Rule] = RULES) -> None:
        self.ctx = ctx
        self.rules = rules
        self.position = Position()
        self.knowledge: dict[Variable, Knowledge] = {}
        self.types_of: dict[Variable, Variable] = {}
        """By the result of `type(x)`: x."""
        self.rounds: dict[Variable, int] = {}
        self.steps = 0
        self.most_steps = sys.maxsize

    def annotate(self, entry: Callable[..., Any], arguments: list[Annotation]) -> AnnotatedProgram:
        """Annotate everything reachable from the entry function."""
        ctx = self.ctx
        entry_info = self.add_entry(entry, arguments)
        self.run()
        while ctx.exception_args.decide() or ctx.attributes.give_up_absent():
            self.run()
        self.finish()
        graphs = self.reachable_graphs(entry_info)
        return AnnotatedProgram(
            entry_info.graph, [info.graph for info in graphs], ctx.calls, ctx.classes.classdefs, ctx, arguments
        )

    def add_entry(self, entry: Callable[..., Any], arguments: list[Annotation]) -> GraphInfo:
        """Let arguments flow into a function that the outside calls."""
        ctx = self.ctx
        try:
            description = ctx.functions.describe(entry)  # type: ignore[arg-type]
            given = Arguments([Argument(annotation, Operand(i)) for i, annotation in enumerate(arguments)])
            annotations = [argument.annotation for argument in match(ctx, description, given)]
            info = ctx.functions.graph_for(description, annotations)
            ctx.call.enter(info, annotations)
        except RuleError as error:
            raise TranslationError(error.diagnostic(None)) from None
        except AlreadyReported:
            raise TranslationError(*ctx.errors.diagnostics(ctx.options.max_errors)) from None
        return info

    # The worklist ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Process scheduled blocks until none is left."""
        ctx = self.ctx
        heap = ctx.heap
        while heap:
            self.steps += 1
            if self.steps > self.most_steps:
                raise TooMuch
            number, index = heappop(heap)
            info = ctx.infos[-number]
            block = info.blocks[index]
            ctx.waiting.discard(block)
            self.flow_block(info, block)
            ctx.block = ctx.operation = ctx.graph_info = None

    def finish(self) -> None:
        """Report what is wrong now that nothing changes any more."""
        ctx = self.ctx
        while self.give_up():
            self.run()
        if not ctx.errors.found:
            for info, operation, callee in never_returns(ctx):
                finish_diagnostic(ctx, info, operation, callee)
        for diagnostic in ctx.environment.found_too_late:
            ctx.errors.add(diagnostic.message, diagnostic)
        if ctx.errors.found:
            raise TranslationError(*ctx.errors.diagnostics(ctx.options.max_errors))

    def give_up(self) -> bool:
        """Record the deferred errors that still hold; True if annotation goes on behind them, to find others."""
        ctx = self.ctx
        new = set()
        for place, ask in list(ctx.errors.deferred.items()):
            if place not in ctx.given_up:
                ask()
                if place in ctx.errors.found:
                    new.add(place)
        ctx.given_up |= new
        for info in ctx.infos:
            for block, operation in info.blocked.items():
                if id(operation) in new:
                    ctx.schedule(block)
        return bool(ctx.heap)

    def reachable_graphs(self, entry: GraphInfo) -> list[GraphInfo]:
        """Return the graphs that call sites lead to, in order of discovery; abandoned specialisations are left out."""
        ctx = self.ctx
        reached = {entry: None}
        pending = [entry]
        while pending:
            info = pending.pop()
            for block in info.blocks:
                if block not in info.reached:
                    continue
                for operation in block.operations:
                    site = ctx.calls.get(id(operation))
                    for target in site.targets if site is not None else ():
                        callee = None if target.graph is None else ctx.info_of[target.graph]
                        if callee is not None and callee not in reached:
                            reached[callee] = None
                            pending.append(callee)
        return [info for info in ctx.infos if info in reached]

    # Blocks ---------------------------------------------------------------------------------------------------------

    def flow_block(self, info: GraphInfo, block: Block) -> None:
        """Annotate the operations of a block, and let values flow along its exits."""
        ctx = self.ctx
        ctx.graph_info = info
        ctx.block = block
        operations = block.operations
        guarded = operations[-1] if block.raises else None
        info.blocked.pop(block, None)
        raised: dict[ClassDef, None] = {}
        for operation in operations:
            ctx.operation = operation
            ctx.raised = {}
            result = self.flow_operation(operation)
            operation.result.annotation = result
            if operation is guarded:
                raised = ctx.raised
            elif ctx.raised:
                self.add_raises(info, ctx.raised)
            if result is IMPOSSIBLE:
                info.blocked[block] = operation
                if operation is guarded:
                    break
                return
        self.flow_exits(info, block, raised)

    def flow_operation(self, operation: Operation) -> Annotation:
        """Return the annotation of an operation's result."""
        ctx = self.ctx
        self.position.span = operation.span
        place = id(operation)
        annotations: list[Annotation] = []
        if place in ctx.given_up:
            return ERRONEOUS
        try:
            annotations = [ctx.annotation(value) for value in operation.args]
            mixed = False
            for annotation in annotations:
                if annotation is IMPOSSIBLE:
                    return IMPOSSIBLE
                mixed |= type(annotation) in _KNOWN_AT_RUN_TIME
                if type(annotation) is Erroneous:
                    if operation.spec.name == "setattr":
                        ctx.silenced.add(ctx.constant_of(operation.args[1]))
                    return ERRONEOUS
            ctx.calls.pop(place, None)
            result = _by_kind(ctx, operation, annotations) if mixed else None
            if result is None:
                result = self.rules[operation.spec.name](ctx, operation, *annotations)
            Knowledge.note(self, operation, annotations, result)
            return result
        except AlreadyReported:
            return ERRONEOUS
        except RuleError as error:
            if any(type(annotation) is SomeNone for annotation in annotations):
                # None and nothing else: something may still come to it.
                return ctx.unless_resolved(operation, error)
            self.report(place, error)
            return ERRONEOUS
        except UnionError as error:
            self.report(place, RuleError("W0101", f"{error.left} meets {error.right} here", label=str(error.right)))
            return ERRONEOUS

    def report(self, place: Any, error: RuleError) -> None:
        """Record an error of the current operation."""
        ctx = self.ctx
        assert ctx.graph_info is not None
        finish_diagnostic(ctx, ctx.graph_info, ctx.operation, error, place)

    def add_raises(self, info: GraphInfo, classdefs: dict[ClassDef, None]) -> None:
        """Note what may leave a graph; callers that guard the call are scheduled, others pass it on."""
        pending = [info]
        while pending:
            current = pending.pop()
            new = [classdef for classdef in classdefs if classdef not in current.raises]
            if not new:
                continue
            for classdef in new:
                current.raises[classdef] = None
            self.ctx.schedule_all(current.guarded)
            pending.extend(current.unguarded)

    # Exits ----------------------------------------------------------------------------------------------------------

    def flow_exits(self, info: GraphInfo, block: Block, raised: dict[ClassDef, None]) -> None:
        """Let values flow to the successors that can be reached."""
        exits = block.exits
        if not exits:
            if block is info.graph.returnblock:
                self.ctx.schedule_all(info.callers)
            elif block is info.graph.exceptblock:
                variable = block.inputargs[0]
                self.add_raises(info, self.classes_of(variable))
            return
        switch = block.exitswitch
        if switch is None:
            self.flow_link(info, block, exits[0], None)
        elif block.raises:
            if block.operations[-1].result.annotation is not IMPOSSIBLE:
                self.flow_link(info, block, exits[0], None)
            self.flow_exceptions(info, block, raised)
        else:
            self.flow_switch(info, block, switch)  # type: ignore[arg-type]

    def flow_switch(self, info: GraphInfo, block: Block, switch: Value) -> None:
        """Let values flow to the exits of a branch that its condition may take."""
        annotation = self.ctx.annotation(switch)
        if annotation.is_constant:
            chosen = _chosen_exit(block, annotation.constant)
            self.flow_link(info, block, chosen, self._narrowings(switch, chosen.exitcase))
            return
        for link in block.exits:
            self.flow_link(info, block, link, self._narrowings(switch, link.exitcase))

    def _narrowings(self, switch: Value, case: Any) -> Sequence[Narrowing]:
        knowledge = self.knowledge.get(switch) if isinstance(switch, Variable) else None
        if knowledge is None or not isinstance(case, bool):
            return ()
        return knowledge.if_true if case else knowledge.if_false

    def flow_link(self, info: GraphInfo, block: Block, link: Link, narrowings: Sequence[Narrowing] | None) -> None:
        """Let the arguments of a link flow into its target."""
        ctx = self.ctx
        annotations: list[Annotation] = []
        for value in link.args:
            try:
                annotation = ctx.annotation(value)
            except RuleError as error:  # a constant that cannot be a value, such as an int that is too large
                if block.operations:
                    ctx.operation = block.operations[-1]
                self.report(id(link), error)
                annotation = ERRONEOUS
            if narrowings and isinstance(value, Variable):
                for narrowing in narrowings:
                    if narrowing.variable is value:
                        annotation = narrow(ctx, annotation, narrowing)
            if annotation is IMPOSSIBLE:
                return  # what was found out rules this way out
            annotations.append(annotation)
        target = link.target
        changed = target not in info.reached
        for index, variable in enumerate(target.inputargs):
            old = variable.annotation
            annotation = annotations[index]
            if old is None:
                variable.annotation = annotation
                changed = True
            elif old is not annotation and not same(old, annotation):
                changed |= self._join(info, block, link, index, old, annotation)
        changed |= pass_on(self, info, block, link, narrowings)
        if changed:
            info.reached.add(target)
            ctx.schedule(target)

    def _join(self, info: GraphInfo, block: Block, link: Link, index: int, old: Annotation, new: Annotation) -> bool:
        variable = link.target.inputargs[index]
        try:
            joined = union(self.ctx, old, new)
        except UnionError as error:
            branch_conflict(self.ctx, info, block, link, index, error)
            joined = ERRONEOUS
        if same(joined, old):
            return False
        rounds = self.rounds[variable] = self.rounds.get(variable, 0) + 1
        if rounds > _MOST_ROUNDS:
            error_ = RuleError("W0101", f"the type of '{variable.name}' grows without end: {joined}")
            finish_diagnostic(self.ctx, info, self.ctx.operation, error_, variable)
            joined = ERRONEOUS
        variable.annotation = joined
        return True

    # Exceptions -----------------------------------------------------------------------------------------------------

    def flow_exceptions(self, info: GraphInfo, block: Block, raised: dict[ClassDef, None]) -> None:
        """Let the exceptions of a guarded operation flow to its handlers; the others leave the graph."""
        remaining = dict(raised)
        classes = self.ctx.classes
        # Not among what functions raise, since every one may: only handlers that guard the operation get to see them.
        always = [classes.exception(cls) for cls in self.always_possible(info, block)]
        remaining |= dict.fromkeys(always)
        for link in block.exits[1:]:
            handled = classes.exception(link.exitcase)
            caught: dict[ClassDef, None] = {}
            for classdef in list(remaining):
                if classdef.is_subclass(handled):
                    caught[classdef] = None
                    del remaining[classdef]
                elif handled.is_subclass(classdef):
                    caught[handled] = None
            if caught:
                self.flow_exception_link(info, block, link, caught)
        for classdef in always:
            if classdef not in raised:
                remaining.pop(classdef, None)
        if remaining:
            self.add_raises(info, remaining)

    def always_possible(self, info: GraphInfo, block: Block) -> list[type[BaseException]]:
        """Return which of the exceptions that nearly every operation can raise the handlers of this one have to see."""
        operation = block.operations[-1]
        by_function = id(operation) in self.ctx.calls
        if by_function and operation.spec.name in ("call", "call_shape"):
            return list(_ALWAYS_POSSIBLE)
        possible = ([RecursionError] if by_function else []) + ([MemoryError] if may_allocate(operation) else [])
        return [cls for cls in possible if any(notices(info.graph, link, cls) for link in block.exits[1:])]

    def flow_exception_link(self, info: GraphInfo, block: Block, link: Link, caught: dict[ClassDef, None]) -> None:
        """Let exceptions of these classes flow to a handler."""
        variable = link.exception
        assert variable is not None
        annotation: Annotation = IMPOSSIBLE
        for classdef in caught:
            self.ctx.classes.mark_instantiated(classdef)
            annotation = union(self.ctx, annotation, SomeInstance(classdef=classdef))
        variable.annotation = annotation
        self.ctx.exceptions[variable] = caught
        self.flow_link(info, block, link, None)

    def classes_of(self, variable: Variable) -> dict[ClassDef, None]:
        """Return the classes that an exception instance may have."""
        found = self.ctx.exceptions.get(variable)
        if found is not None:
            return found
        annotation = variable.annotation
        if type(annotation) is Erroneous:
            return {}
        if isinstance(annotation, SomeInstance) and annotation.classdef is not None:
            classdef = annotation.classdef
            if classdef.description.cls is StopIteration and not annotation.exact:
                # Its subclasses, one for each generator that returns something, have values of different types.
                return dict.fromkeys(self.ctx.classes.family(classdef))
            return {classdef: None}
        return {self.ctx.classes.exception(BaseException): None}


_KNOWN_AT_RUN_TIME: Final = (SomeNumber, SomeIterable, SomeMarked)
"""What operations are delegated for, to functions that test the kind of a value."""


def _by_kind(ctx: AnnotationContext, operation: Operation, annotations: list[Annotation]) -> Annotation | None:
    """Return the result of an operation on values whose kind is known at run time only; None leaves it to its rule."""
    result = None
    if any(type(annotation) is SomeMarked for annotation in annotations):
        return on_marked(ctx, operation, annotations)
    if any(type(annotation) is SomeIterable for annotation in annotations):
        result = on_iterables(ctx, operation, annotations)
    return on_numbers(ctx, operation, annotations) if result is None else result


class TooMuch(Exception):
    """Inference with copies takes far longer than without."""


_MOST_ROUNDS: Final = 200


def _chosen_exit(block: Block, value: Any) -> Link:
    if isinstance(block.exits[0].exitcase, bool):
        value = bool(value)
    for link in block.exits:
        if type(link.exitcase) is type(value) and link.exitcase == value:
            return link
    for link in block.exits:
        if link.exitcase is DEFAULT:
            return link
    raise AssertionError(f"no exit for {value!r} in {block}")
