"""The passes of each optimisation level, in order, each with the reason why it stands there.

`optimise` runs between rtyping and the lowering of exceptions; `lower` makes exceptions explicit and tidies up, and
leaves graphs for the GC transformer and the back end.  Between the two, graphs are in dominance form (`pass_base`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from weft.flowspace.diagnostics import Position, phase
from weft.flowspace.verify import check
from weft.rtyper.program import Program
from weft.translator.pass_base import GraphPass, Pass, PassContext, ProgramPass
from weft.translator.passes.constant_fold import ConstantFold
from weft.translator.passes.inline import Inline
from weft.translator.passes.insert_stack_checks import InsertStackChecks
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.merge_identical_functions import MergeIdenticalFunctions
from weft.translator.passes.merge_if_blocks import MergeIfBlocks
from weft.translator.passes.pass_live_variables import PassLiveVariables
from weft.translator.passes.remove_common_subexpressions import RemoveCommonSubexpressions
from weft.translator.passes.remove_dead_operations import RemoveDeadOperations
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.remove_redundant_checks import RemoveRedundantChecks
from weft.translator.passes.remove_trivial_mallocs import RemoveTrivialMallocs
from weft.translator.passes.remove_unneeded_handlers import RemoveUnneededHandlers
from weft.translator.passes.simplify_blocks import SimplifyBlocks
from weft.translator.passes.thread_jumps import ThreadJumps

ALL: Final = "0123s"
OPTIMISED: Final = "123s"


@dataclass(frozen=True, slots=True)
class Step:
    """A pass in a pipeline: at which levels it runs (`s` is size), and why just here."""

    transformation: Pass
    levels: str
    reason: str


OPTIMISE: Final = (
    Step(RemoveRedundantArguments(), OPTIMISED, "one name for each value: the other passes see through blocks"),
    Step(SimplifyBlocks(), OPTIMISED, "the rtyper leaves blocks that do nothing"),
    Step(ConstantFold(), OPTIMISED, "calls become direct, before the inliner looks for them"),
    Step(RemoveDeadOperations(), OPTIMISED, "sizes are real sizes when the inliner asks"),
    Step(Inline(threshold=20, once_threshold=80), "1", "the accessors and list operations, at least"),
    Step(Inline(threshold=12, once_threshold=60), "s", "what gets smaller by it"),
    Step(Inline(), "2", "the rest finds most of its work across function borders"),
    Step(Inline(threshold=80, once_threshold=600, largest=6000), "3", "the same, for speed above all"),
    Step(MergeIdenticalFunctions(), OPTIMISED, "helpers specialised alike need be optimised and compiled only once"),
    Step(RemoveUnneededHandlers(), OPTIMISED, "what was inlined raises no more, and what is left may not"),
    Step(RemoveCommonSubexpressions(), "23s", "inlined bodies repeat loads and tests of their callers"),
    Step(ConstantFold(), "23s", "an object's class is known after its store was seen; dispatch becomes a jump"),
    Step(RemoveTrivialMallocs(), OPTIMISED, "iterators and tuples lived only between inlined bodies"),
    Step(RemoveCommonSubexpressions(), OPTIMISED, "fields that became variables are operands of equal operations"),
    Step(ConstantFold(), OPTIMISED, "what was loaded is known more often now"),
    Step(RemoveRedundantChecks(), "23s", "equal values have one name by now, so that branches decide later ones"),
    Step(ThreadJumps(), OPTIMISED, "inlined functions return constants that are tested at once"),
    Step(MergeIfBlocks(), "23s", "after threading: the chains are as long as they get"),
    Step(SimplifyBlocks(), OPTIMISED, "decided branches leave blocks to join"),
    Step(RemoveDeadOperations(), OPTIMISED, "and operations that nobody needs"),
)

LOWER: Final = (
    Step(InsertStackChecks(), ALL, "after inlining: fewer functions, fewer cycles"),
    Step(LowerExceptions(), ALL, "neither the GC transformer nor C know exception links"),
    Step(RemoveRedundantArguments(), OPTIMISED, "handlers take their exception directly"),
    Step(ConstantFold(), OPTIMISED, "prebuilt exceptions have a known class"),
    Step(SimplifyBlocks(), OPTIMISED, "lowering cuts blocks and leaves empty ones"),
    Step(RemoveDeadOperations(), OPTIMISED, "exceptions that no handler looks at"),
    Step(PassLiveVariables(), ALL, "the back end wants self-contained blocks"),
)


@dataclass(slots=True)
class PassRun:
    """How to run a pipeline; afterwards `seconds` has the time each pass took."""

    level: str = "2"
    """0 to 3, or `size`."""
    verify: bool = False
    """Check every graph after every pass."""
    log: Callable[[str], None] = lambda text: None
    observe: Callable[[str, Program], None] = lambda name, program: None
    """Called after each pass with its text form, for dumps."""
    seconds: dict[str, float] = field(default_factory=dict)
    context: PassContext | None = None
    """What the passes know of the program; kept from one pipeline to the next."""


def optimise(program: Program, run: PassRun) -> None:
    """Optimise a rtyped program."""
    run_steps(program, OPTIMISE, run)


def lower(program: Program, run: PassRun) -> None:
    """Lower the exceptions of a program; it leaves self-contained blocks."""
    run_steps(program, LOWER, run)


def run_steps(program: Program, steps: Iterable[Step], run: PassRun) -> None:
    """Run the steps of a pipeline that belong to the level."""
    context = run.context
    if context is None or context.program is not program:
        context = run.context = PassContext(program, run.log)
    for step in steps:
        if run.level[0] not in step.levels:
            continue
        transformation = step.transformation
        _check_order(transformation, context)
        start = time.perf_counter()
        match transformation:
            case GraphPass():
                for graph in context.graphs():
                    with phase(f"running {transformation.name} on", graph.name, Position(graph.span)):
                        transformation.run(graph, context)
            case ProgramPass():
                with phase(f"running {transformation.name} on", "the program"):
                    transformation.run(program, context)
        name = transformation.name
        run.seconds[name] = run.seconds.get(name, 0.0) + time.perf_counter() - start
        context.properties |= transformation.establishes
        context.properties -= transformation.destroys - transformation.establishes
        if run.verify:
            verify_program(program, f"after {transformation.spec()},", context)
        run.observe(transformation.spec(), program)


def _check_order(transformation: Pass, context: PassContext) -> None:
    missing = transformation.requires - context.properties
    if missing:
        raise AssertionError(f"{transformation.name} needs {', '.join(sorted(missing))} before it")
    wrong = transformation.forbids & context.properties
    if wrong:
        raise AssertionError(f"{transformation.name} cannot run after {', '.join(sorted(wrong))}")


def verify_program(program: Program, phase: str, context: PassContext) -> None:
    """Check all graphs; an InternalError names the pass that broke one."""
    dominance = "self-contained-blocks" not in context.properties
    for graph in dict.fromkeys(program.graphs()):
        check(graph, typed=True, dominance=dominance, phase=phase)
