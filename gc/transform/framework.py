"""Weaves a collector of our own into a program: allocation by bumping, roots on the shadow stack.

    before                                   after
    more(n, x):                              more(n, x):
        p = malloc[Node]()                       p = gc_new[Node]()
        failed = ptr_iszero(p)                   full = ptr_iszero(p)
        switch failed ...                        switch full
                                                     false -> go(p, n, x)
                                                     true  -> refill(n, x)
                                             refill(n, x):
                                                 root_save[0](x)
                                                 roots_move[1]()
                                                 a = direct_call(allocate, type_id, size)
                                                 roots_move[-1]()
                                                 x.1 = root_load[0]()
                                                 q = word_to_pointer[Node](a)
                                                 goto go(q, n, x.1)
                                             go(p, n, x):
                                                 failed = ptr_iszero(p) ...

`FrameworkManager.transform` is the entry point; `roots.py` keeps the roots.  The collector's own functions come from
its class by `HelperGraphs`: they are low-level graphs from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast, final

from weft.flowspace.graph import Constant, Value, Variable
from weft.gc import words
from weft.gc.checker import HeapChecker, NoChecker
from weft.gc.collectors.objects import TracingCollector
from weft.gc.interface import Barrier, Collector, GCTraits
from weft.gc.transform.allocation import ALLOCATIONS, replace_raw_allocations
from weft.gc.transform.barriers import insert_barriers
from weft.gc.transform.can_collect import can_collect
from weft.gc.transform.refills import CollectorCalls
from weft.gc.transform.requests import replace_requests, requested
from weft.gc.transform.roots import RootKeeper
from weft.gc.watch import watch
from weft.rtyper.helper_graphs import HelperGraphs, NoConstants
from weft.rtyper.lltype.types import SIGNED, VOID
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.program import Program

ENTRIES: Final[dict[str, int]] = {
    "start": 0,
    "allocate": 2,
    "allocate_items": 2,
    "allocate_dirty_items": 2,
    "collect": 0,
    "identity_hash": 1,
    "remember": 1,
    "remember_item": 2,
    "add_weak": 2,
    "next_cleared": 0,
    "add_finalizer": 1,
    "next_finalizer": 0,
    "finalize_rest": 0,
}
"""The methods of a collector that the program calls, with the number of their operands."""
CALLED_BY_RUNTIME: Final = (
    *("start", "allocate", "collect", "remember", "remember_item", "add_weak", "next_cleared", "census"),
    *("add_finalizer", "next_finalizer", "finalize_rest"),
)

JUMP_THREADING: Final = "--param=max-jump-thread-duplication-stmts=30"
"""A test and a call with roots before and after are a little too long for gcc to skip what it knows the test says."""

MakeCollector = Callable[[words.Memory, words.Types, words.Roots, words.Settings], Collector]


class Operations:
    """Stands for the machine in a collector that is going to be translated: its methods are operations."""

    def __init__(self, interface: type) -> None:
        self._interface = interface

    def __getattr__(self, name: str) -> Any:
        """Return the marked function of the interface."""
        return getattr(self._interface, name)


def collector_functions(
    make: MakeCollector, entries: Mapping[str, int] = ENTRIES, *, check: bool = False
) -> dict[str, FunctionValue]:
    """Return the translated functions of a collector, by name.

    `entries` has the number of their operands; `check`: a checker of the heap is part of it.
    """
    machine: Any = [Operations(part) for part in (words.Memory, words.Types, words.Roots, words.Settings)]
    collector = make(*machine)
    helpers = HelperGraphs(NoConstants())
    functions = {}
    if isinstance(collector, TracingCollector):
        log, inspection = (cast(Any, Operations(part)) for part in (words.Log, words.Inspection))
        checker = HeapChecker(collector, inspection) if check else NoChecker()
        census = watch(collector, log, inspection, checker)
        functions["census"] = helpers.get(type(census).take, [Constant(census, VOID)])
    for name, arity in entries.items():
        method = getattr(collector, name)
        operands: list[Value] = [Constant(collector, VOID), *(Variable("word", type=SIGNED) for _ in range(arity))]
        functions[name] = helpers.get(cast(Any, method).__func__, operands)
    return functions


def framework_traits(name: str, *, moving: bool, barrier: Barrier = Barrier.NONE) -> GCTraits:
    """Return the traits of a manager that is woven in here."""
    return GCTraits(
        name=name,
        moving=moving,
        barrier=barrier,
        header_words=1,
        runtime_header="gc_refcount.h" if barrier is Barrier.COUNT else "gc_framework.h",
        runtime_parts=("gc_framework.h", "gc_counts.h") if barrier is Barrier.COUNT else (),
        runtime_source="gc_framework.c",
        further_sources=("gc_inspect.c", "gc_raw.c"),
        gcc_flags=() if barrier is Barrier.COUNT else (JUMP_THREADING,),
    )


@final
@dataclass(frozen=True, slots=True)
class FrameworkManager:
    """A manager made of a collector class.

    Without `keep_roots` programs must not collect: for measuring what it costs to keep them.
    """

    traits: GCTraits
    make: MakeCollector
    keep_roots: bool = True

    def transform(self, program: Program) -> None:
        """Replace allocations by the collector's, and keep the roots wherever it may run."""
        graphs = list(dict.fromkeys(program.graphs()))
        replace_raw_allocations(graphs)
        entries = {**ENTRIES, **requested(graphs)}
        functions = collector_functions(self.make, entries, check=program.heap_checks)
        calls = CollectorCalls.of(functions)
        collecting = can_collect(graphs, ALLOCATIONS)
        for graph in graphs:
            if self.traits.barrier is Barrier.REMEMBER:
                insert_barriers(graph, collecting)
            RootKeeper(graph, collecting, calls, self.traits.moving, self.keep_roots).run()
            replace_requests(graph, functions)
        program.collector = {name: functions[name] for name in CALLED_BY_RUNTIME if name in functions}
