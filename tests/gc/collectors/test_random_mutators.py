"""Random programs against a model heap: every collector has to agree with the model after each step.

Short ones are made by hypothesis, which finds the shortest that goes wrong; long ones come from a seed.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.gc.collectors.mutators.demands import DemandingProgram
from tests.gc.collectors.mutators.program import VARIABLES
from tests.gc.collectors.support import ALGORITHMS

STEPS: Final = 60
EXAMPLES: Final = 20
"""Fast; the slow test multiplies it."""

ANY: Final = range(VARIABLES)
PLACES: Final = range(10**6)
LENGTHS: Final = (0, 1, 1, 3, 3, 10, 40, 40, 100, 700, 9000)
BOTH: Final = (False, True)
INCREMENTS: Final = (1, 1, 200, 100_000)
STRESS: Final = (0, 0, 0, 7)

NAMES: Final = ("node", "node", "array", "words", "pairs", "empty", "wide")

OPERATIONS: Final[list[tuple[int, str, dict[str, Sequence[Any]]]]] = [
    (3, "allocate", {"at": ANY, "kind": NAMES, "length": LENGTHS}),
    (4, "write", {"at": ANY, "source": ANY, "place": PLACES}),
    (1, "write_word", {"at": ANY, "place": PLACES, "value": range(1 << 62)}),
    (1, "assign", {"at": ANY, "source": ANY}),
    (2, "clear", {"at": ANY}),
    (2, "follow", {"at": ANY, "source": ANY, "place": PLACES}),
    (4, "move", {"at": ANY, "source": ANY, "place": PLACES}),
    (1, "grow", {"at": ANY, "length": (10, 60)}),
    (1, "hash", {"at": ANY}),
    (1, "garbage", {"size": (200, 2000, 9000)}),
    (3, "finalizable_node", {"at": ANY}),
    (2, "finalize", {"at": ANY, "keep": BOTH}),
    (2, "link", {"at": ANY, "source": ANY, "numbered": BOTH}),
    (1, "dereference", {"at": ANY, "source": ANY}),
    (1, "callbacks", {}),
    (1, "collect", {}),
    (2, "collect_part", {"start": (0, 1)}),
    (1, "collect_in_parts", {}),
    (1, "pin", {"at": ANY}),
    (1, "limit", {"room": (0, 5000, 100_000)}),
    (1, "limit_calls", {"calls": range(4)}),
    (4, "lift_limits", {}),
]
"""How often, the method of `DemandingProgram`, and what its arguments may be."""


class Machine(RuleBasedStateMachine):
    """A program that hypothesis makes; subclasses have the rules."""

    algorithm = ""

    def __init__(self) -> None:
        super().__init__()
        self.program: DemandingProgram | None = None

    @initialize(increment=st.sampled_from(INCREMENTS), stress=st.sampled_from(STRESS))
    def start(self, increment: int, stress: int) -> None:
        self.program = DemandingProgram(self.algorithm, increment, stress)

    @invariant()
    def agrees(self) -> None:
        if self.program:
            self.program.check()

    def teardown(self) -> None:
        if self.program:
            self.program.finish()


def strategy(choices: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, len(choices) - 1) if isinstance(choices, range) else st.sampled_from(choices)


def step(name: str) -> Callable[..., None]:
    def take(self: Machine, **arguments: Any) -> None:
        getattr(self.program, name)(**arguments)

    take.__name__ = name
    return take


def run(name: str, examples: int) -> None:
    """Run so many programs."""
    rules = {
        f"{operation}_{i}": rule(**{key: strategy(choices) for key, choices in arguments.items()})(step(operation))
        for weight, operation, arguments in OPERATIONS
        for i in range(weight)
    }
    machine = type("Mutator_" + name, (Machine,), {"algorithm": name, **rules})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, suppress_health_check=checks
        ),
    )


def run_long(name: str, seed: int, steps: int) -> None:
    """Run one program of at least that many steps that do something."""
    chance = random.Random(seed)
    program = DemandingProgram(name, chance.choice(INCREMENTS), chance.choice(STRESS))
    weights = [weight for weight, _, _ in OPERATIONS]
    while program.done < steps:
        ((_, operation, arguments),) = chance.choices(OPERATIONS, weights)
        getattr(program, operation)(**{key: chance.choice(choices) for key, choices in arguments.items()})
        program.check()
    program.finish()


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_random_mutators(name: str) -> None:
    run(name, EXAMPLES)


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_a_longer_mutator(name: str) -> None:
    run_long(name, 1, 500)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_many_random_mutators(name: str) -> None:
    run(name, 10 * EXAMPLES)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_10_000_steps(name: str) -> None:
    """At least that many that do something, in programs of several lengths."""
    for seed, steps in enumerate([5000, 2000, *[300] * 10]):
        run_long(name, seed, steps)
