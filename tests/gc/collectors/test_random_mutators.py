"""Random programs against a model heap: hypothesis chooses the steps, every collector has to agree with the model."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.gc.collectors.support import ALGORITHMS, TestHeap
from weft.gc.simulation.counts import check_counts
from weft.gc.simulation.heap import Handle
from weft.gc.words import WORD

VARIABLES = 8
STEPS = 60
EXAMPLES = 20
"""Fast; the slow test multiplies it."""

variables = st.integers(0, VARIABLES - 1)


class Model:
    """An object as it should be: a kind, its words, its references by index, and its hash once asked for."""

    def __init__(self, type_id: int, words: list[Any]) -> None:
        self.type_id = type_id
        self.words = words
        self.hash: int | None = None


class Mutator(RuleBasedStateMachine):
    """The program: some variables, static ones and prebuilt objects among them."""

    algorithm = "semispace"

    @initialize(increment=st.sampled_from([1, 200, 100000]), stress=st.sampled_from([0, 0, 0, 7]))
    def start(self, increment: int, stress: int) -> None:
        self.heap = TestHeap(self.algorithm, increment_bytes=increment, stress_step=stress)
        heap = self.heap
        self.roots = [heap.root(0) for _ in range(VARIABLES - 4)] + [heap.static(), heap.static()]
        self.roots += [heap.prebuilt(heap.node), heap.prebuilt(heap.array, 6)]
        self.models: list[Model | None] = [None] * (VARIABLES - 2)
        self.models += [Model(heap.node, [None, 0, None]), Model(heap.array, [6] + [None] * 6)]
        self.prebuilt = list(zip(self.roots[-2:], self.models[-2:], strict=True))
        self.bound = [Handle(root.slot) for root in self.roots]

    @rule(at=variables, kind=st.sampled_from(["node", "node", "array", "words", "pairs", "empty", "wide"]),
          length=st.sampled_from([0, 1, 3, 40, 700]))  # fmt: skip
    def allocate(self, at: int, kind: str, length: int) -> None:
        heap = self.heap
        type_id = getattr(heap, kind)
        words: list[Any]
        match kind:
            case "node":
                length, words = 0, [None, 0, None]
            case "array":
                words = [length] + [None] * length
            case "words":
                words = [length] + [0] * length
            case "pairs":
                words = [length] + [None, 0, None] * length
            case "empty":
                length, words = 0, []
            case _:
                length, words = 0, [None if i % 7 == 0 else 0 for i in range(80)]
        made = heap.allocate(type_id, length)
        heap.replace(self.roots[at], made)
        self.models[at] = Model(type_id, words)

    @rule(at=variables, source=variables, place=st.integers(0, 10**6))
    def write(self, at: int, source: int, place: int) -> None:
        model = self.models[at]
        places = [i for i, word in enumerate(model.words) if not isinstance(word, int)] if model else []
        if model and places:
            index = places[place % len(places)]
            self.heap.write(self.roots[at], index, self.roots[source] if self.models[source] else None)
            model.words[index] = self.models[source]

    @rule(at=variables, place=st.integers(0, 10**6), value=st.integers(0, 2**62))
    def write_word(self, at: int, place: int, value: int) -> None:
        model = self.models[at]
        first = 1 if model and model.type_id in (self.heap.array, self.heap.words, self.heap.pairs) else 0
        places = [i for i, word in enumerate(model.words) if isinstance(word, int) and i >= first] if model else []
        if model and places:
            index = places[place % len(places)]
            self.heap.write_word(self.roots[at], index, value)
            model.words[index] = value

    @rule(at=variables, source=variables)
    def assign(self, at: int, source: int) -> None:
        self.heap.assign(self.roots[at], self.roots[source])
        self.models[at] = self.models[source]

    @rule(at=variables)
    def clear(self, at: int) -> None:
        self.heap.assign(self.roots[at], None)
        self.models[at] = None

    @rule(at=variables, source=variables, place=st.integers(0, 10**6))
    def follow(self, at: int, source: int, place: int) -> None:
        model = self.models[source]
        places = [i for i, word in enumerate(model.words) if isinstance(word, Model)] if model else []
        if model and places:
            index = places[place % len(places)]
            self.heap.set_root(self.roots[at], self.heap.read(self.roots[source], index))
            self.models[at] = model.words[index]

    @rule(at=variables)
    def hash(self, at: int) -> None:
        model = self.models[at]
        if model:
            found = self.heap.identity_hash(self.roots[at])
            assert model.hash in (None, found)
            model.hash = found

    @rule(size=st.sampled_from([200, 2000, 9000]))
    def garbage(self, size: int) -> None:
        self.heap.garbage(size)

    @rule()
    def collect(self) -> None:
        heap = self.heap
        assert heap.algorithm.collect()
        if heap.counting:
            check_counts(heap.memory, heap.types, heap.roots, heap.counting.used_bytes())

    @invariant()
    def agrees(self) -> None:
        """Compare the graph of all objects with the model."""
        heap = self.heap
        places: dict[Model, int] = {}
        todo = [(heap.address(root), model) for root, model in zip(self.roots, self.models, strict=True)]
        while todo:
            address, model = todo.pop()
            if model is None:
                assert address == 0
                continue
            if model in places:
                assert places[model] == address
                continue
            places[model] = address
            assert heap.type_id(address) == model.type_id
            for index, word in enumerate(model.words):
                found = heap.memory.load(address + WORD * (1 + index))
                if isinstance(word, int):
                    assert found == word
                else:
                    todo.append((found, word))
        assert len(set(places.values())) == len(places)


def run(name: str, examples: int) -> None:
    machine = type("Mutator_" + name, (Mutator,), {"algorithm": name})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, suppress_health_check=checks
        ),
    )


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_random_mutators(name: str) -> None:
    run(name, EXAMPLES)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_many_random_mutators(name: str) -> None:
    """At least 10,000 steps for each collector."""
    run(name, 10 * EXAMPLES)
