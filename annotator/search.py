"""Inference with one plan of what is specialised after the other (`plan.py`), until one leads to no errors.

Entry point: `annotate_program(entry, arguments)`, the second phase of the pipeline.  If all plans lead to errors, the
fewest are raised.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weft.annotator.annotator import Annotator
from weft.annotator.call_sites import AnnotatedProgram
from weft.annotator.closing import find_held
from weft.annotator.context import AnnotationContext, AnnotatorOptions
from weft.annotator.keeping import find_kept
from weft.annotator.lattice import Annotation
from weft.annotator.plan import MOST_ROUNDS, Plan
from weft.flowspace.diagnostics import TranslationError, phase
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.held import Held

_DEFAULT_OPTIONS: Final = AnnotatorOptions()


def annotate_program(
    entry: Callable[..., Any],
    arguments: Sequence[Annotation] = (),
    options: AnnotatorOptions = _DEFAULT_OPTIONS,
    environment: FlowEnvironment | None = None,
) -> AnnotatedProgram:
    """Annotate a program that starts with a call of `entry` with arguments of these annotations."""
    search = _Search(environment or FlowEnvironment(), options)
    for plan in (Plan(), Plan(plain_dicts=True), Plan(meeting=True), Plan(meeting=True, plain_dicts=True)):
        if plan.plain_dicts <= search.records_tried and plan.meeting <= search.iterables_met:
            found = search.run(entry, arguments, plan)
            if found is not None:
                return found
    assert search.best is not None
    raise search.best from search.failure


@dataclass(slots=True)
class _Search:
    """Runs inference with one plan after the other."""

    environment: FlowEnvironment
    options: AnnotatorOptions
    best: TranslationError | None = None
    """The fewest errors so far, the first of as many."""
    failure: Exception | None = None
    """Why inference gave up in a later round, if not because of errors in the program: `-v` shows it."""
    most_steps: int = sys.maxsize
    iterables_met: bool = False
    """Iterables of different kinds met where the plan did not let them."""
    records_tried: bool = False
    """A plan kept dicts as records, which did not help if all plans led to errors."""

    def run(self, entry: Callable[..., Any], arguments: Sequence[Annotation], plan: Plan) -> AnnotatedProgram | None:
        """Return the program annotated with this plan or one that extends it; None if all lead to errors."""
        rounds = 0
        while rounds < MOST_ROUNDS:
            rounds += 1
            self.environment.unrolled = plan.loops
            annotator = Annotator(AnnotationContext(self.options, self.environment, plan))
            annotator.most_steps = self.most_steps
            with phase("annotating", getattr(entry, "__name__", "the program"), annotator.position):
                try:
                    program = annotator.annotate(entry, list(arguments))
                except TranslationError as error:
                    # What is still wrong with records is closer to the matter than what led to them.
                    allowed = len(error.diagnostics) - bool(plan.records)
                    if self.best is None or allowed < len(self.best.diagnostics):
                        self.best = error
                    self.most_steps = min(self.most_steps, 20 * annotator.steps + 20000)
                    wanted = annotator.ctx.planner.finish()
                    self.iterables_met |= wanted.meeting
                    extended = plan.extended(wanted)
                except Exception as failure:
                    if self.best is None:
                        raise
                    self.failure = failure
                    return None  # what copies have led to is no concern of the user's: the first errors hold
                else:
                    if not _knows_more(annotator.ctx):
                        return program
                    rounds -= 1  # the plan is good
                    continue
            if extended is None:
                return None
            plan = extended
            self.records_tried |= bool(plan.records)
        return None


def _knows_more(ctx: AnnotationContext) -> bool:
    """True if inference has to start again, with more functions that count references or whose locals keep objects."""
    environment = ctx.environment
    closing, keeping = dict(environment.closing), dict(environment.keeping)
    grows = _grows(closing, find_held(ctx))
    grows |= _grows(keeping, find_kept(ctx))
    if grows:
        environment.closing, environment.keeping = closing, keeping
    return grows


def _grows(known: dict[types.CodeType, Held], found: Mapping[types.CodeType, Held]) -> bool:
    """Add what was found to what is known; False if nothing of it is new."""
    if all(code in known and known[code].covers(held) for code, held in found.items()):
        return False
    for code, held in found.items():
        known.setdefault(code, Held()).add(held)
    return True
