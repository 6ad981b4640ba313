"""What rules may ask and change while inference goes on: the state of one annotation.

`AnnotationContext` ties the services together (functions, classes, constants, containers, call sites) and knows what
is being annotated right now: `graph_info`, `block`, `operation`.  Rules receive it as their first parameter.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from heapq import heappush
from typing import Any, TypeVar

from weft.annotator.attributes import Attributes
from weft.annotator.call_sites import CallSite
from weft.annotator.calls import Calls
from weft.annotator.classes import Classes
from weft.annotator.constants import Constants
from weft.annotator.containers import Containers, stored
from weft.annotator.copies import Copies
from weft.annotator.definitions import Definition
from weft.annotator.descriptions import ClassDef, FunctionDesc, StaticVariable, is_unhashable
from weft.annotator.errors import ErrorLog, RuleError
from weft.annotator.exception_args import ExceptionArguments
from weft.annotator.explain import finish_diagnostic
from weft.annotator.functions import Functions
from weft.annotator.generated import Generated
from weft.annotator.lattice import (
    IMPOSSIBLE,
    Annotation,
    Erroneous,
    SomeByteArray,
    SomeDict,
    SomeInstance,
    SomeIterable,
    SomeList,
    SomeMarked,
    SomeSet,
    SomeTuple,
)
from weft.annotator.library import Library
from weft.annotator.plan import Plan, Planner
from weft.annotator.pure_twins import PureTwins
from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.flowspace.operations import GlobalVariable
from weft.flowspace.traversal import predecessors, reverse_postorder

D = TypeVar("D", bound=Definition)


@dataclass(frozen=True, slots=True)
class AnnotatorOptions:
    """What the driver may choose."""

    overflow: str = "check"
    """"check": int operations may raise OverflowError; "wrap": they do not."""
    ints: str = "word"
    """"word": an int is a machine word; "big": it is of any size."""
    max_errors: int = 20


@dataclass(slots=True, eq=False)
class GraphInfo:
    """What the annotator keeps about one graph."""

    graph: Graph
    number: int
    description: FunctionDesc
    is_library: bool
    has_program_numbers: bool
    """Arithmetic in it is that of the program, which `--ints=big` changes."""
    blocks: list[Block]
    """In reverse postorder."""
    order: dict[Block, int]
    entries: dict[Block, list[tuple[Block, Link]]]
    reached: set[Block] = field(default_factory=set)
    callers: dict[Block, None] = field(default_factory=dict)
    """Blocks that depend on its result."""
    raises: dict[ClassDef, None] = field(default_factory=dict)
    """Classes of the exceptions that may leave it (each stands for its subclasses too)."""
    guarded: dict[Block, None] = field(default_factory=dict)
    """Blocks that call it with handlers."""
    unguarded: dict[GraphInfo, None] = field(default_factory=dict)
    """Callers that let its exceptions pass."""
    first_call: tuple[GraphInfo, Operation] | None = None
    """Who called it first."""
    blocked: dict[Block, Operation] = field(default_factory=dict)
    """Where annotation stopped because an operation has no result (yet)."""


class AnnotationContext:
    """The state of one annotation; see the module's docstring."""

    def __init__(self, options: AnnotatorOptions, environment: FlowEnvironment, plan: Plan | None = None) -> None:
        self.options = options
        self.environment = environment
        self.errors = ErrorLog()
        self.calls: dict[int, CallSite] = {}
        self.infos: list[GraphInfo] = []
        self.block_info: dict[Block, GraphInfo] = {}
        self.info_of: dict[Graph, GraphInfo] = {}
        self.globals: dict[GlobalVariable, StaticVariable] = {}
        self.static_variables: dict[tuple[type, str], StaticVariable] = {}
        """Attributes of classes that reachable code assigns, by the class whose body has them."""
        self.definitions: dict[tuple[Any, ...], Any] = {}
        self.heap: list[tuple[int, int]] = []
        self.waiting: set[Block] = set()
        self.graph_info: GraphInfo | None = None
        self.block: Block | None = None
        self.operation: Operation | None = None
        self.raised: dict[ClassDef, None] = {}
        self.exceptions: dict[Variable, dict[ClassDef, None]] = {}
        """Which classes an exception instance may have, more precisely than its annotation says."""
        self.silenced: set[str] = set()
        """Attribute names whose assignment was skipped because of an earlier error."""
        self.given_up: set[Hashable] = set()
        """Operations whose errors were first deferred, then reported: annotation goes on without their results."""
        self.weak_targets: dict[ClassDef, None] = {}
        """Classes whose instances weak references lead to."""
        self._descriptions = 0
        self.planner = Planner(self, plan or Plan())
        self.copies = Copies(self)
        self.containers = Containers(self)
        self.constants = Constants(self)
        self.functions = Functions(self)
        self.generated = Generated(self.functions.bindings)
        self.pure_twins = PureTwins()
        self.classes = Classes(self)
        self.library = Library(self)
        self.attributes = Attributes(self)
        self.exception_args = ExceptionArguments(self)
        self.call = Calls(self)

    # Where we are ---------------------------------------------------------------------------------------------------

    @property
    def span(self) -> SourceSpan | None:
        """The span of the operation being annotated."""
        return None if self.operation is None else self.operation.span

    @property
    def in_library(self) -> bool:
        """True while a function of the library is annotated."""
        return self.graph_info is not None and self.graph_info.is_library

    @property
    def wraps(self) -> bool:
        """True where + - * << of ints wrap around: in programs that ask for it, but not in the library."""
        return self.options.overflow == "wrap" and not self.in_library

    @property
    def unbounded(self) -> bool:
        """True where the results of operations on ints may be of any size: in programs translated with --ints=big.

        The library computes with words, unless a function of it works on the program's numbers, such as `sum`.
        """
        return self.options.ints == "big" and (self.graph_info is None or self.graph_info.has_program_numbers)

    def next_number(self) -> int:
        """Return the number of a new description."""
        self._descriptions += 1
        return self._descriptions

    def definition(self, slot: Any, kind: type[D]) -> D:
        """Return the definition that belongs to the current operation (or constant) under this name."""
        key = (id(self.operation), slot)
        found = self.definitions.get(key)
        if found is None:
            found = self.definitions[key] = kind(span=self.span)
        return found

    # Scheduling -----------------------------------------------------------------------------------------------------

    def add_graph(self, graph: Graph, description: FunctionDesc) -> GraphInfo:
        """Register a new graph."""
        blocks = reverse_postorder(graph)
        for final in (graph.returnblock, graph.exceptblock):
            if final not in blocks:
                blocks.append(final)
        info = GraphInfo(
            graph,
            len(self.infos),
            description,
            self.functions.is_library(description.function),
            self.functions.has_program_numbers(description.function),
            blocks,
            {block: index for index, block in enumerate(blocks)},
            predecessors(graph),
        )
        self.infos.append(info)
        self.info_of[graph] = info
        for block in blocks:
            self.block_info[block] = info
        return info

    def schedule(self, block: Block) -> None:
        """Have a block annotated (again)."""
        if block not in self.waiting:
            info = self.block_info[block]
            self.waiting.add(block)
            # The graph found last comes first: results of calls are known before the caller goes on.
            heappush(self.heap, (-info.number, info.order[block]))

    def schedule_all(self, blocks: Iterable[Block]) -> None:
        """Have blocks annotated again, those that were reached."""
        for block in blocks:
            if block in self.block_info[block].reached:
                self.schedule(block)

    # Values ---------------------------------------------------------------------------------------------------------

    def annotation(self, value: Value) -> Annotation:
        """Return the annotation of an operand."""
        if isinstance(value, Variable):
            found = value.annotation
            return IMPOSSIBLE if found is None else found
        return self.constants.annotation(value.value)

    def constant_of(self, value: Value) -> Any:
        """Return the value of an operand that must be a constant."""
        assert isinstance(value, Constant)
        return value.value

    # Exceptions -----------------------------------------------------------------------------------------------------

    def may_raise(self, *classes: type[BaseException]) -> None:
        """Note that the current operation may raise these."""
        for cls in classes:
            self.raised[self.classes.exception(cls)] = None

    def may_raise_class(self, classdef: ClassDef) -> None:
        """Note that the current operation may raise instances of this class."""
        self.raised[classdef] = None

    def unless_resolved(self, operation: Operation, error: RuleError) -> Annotation:
        """Report an error in the end, unless the operation has got a result by then."""
        info = self.graph_info
        assert info is not None

        def ask() -> None:
            if operation.result.annotation is IMPOSSIBLE:
                self.report_at(info, operation, error)

        self.errors.deferred[id(operation)] = ask
        return IMPOSSIBLE

    def report_at(self, info: GraphInfo, operation: Operation, error: RuleError) -> None:
        """Record an error found after the operation was annotated."""
        finish_diagnostic(self, info, operation, error, id(operation))

    # Checks ---------------------------------------------------------------------------------------------------------

    def check_hashable(self, annotation: Annotation, container: str) -> None:
        """Refuse lists, dicts, sets and bytearrays as keys."""
        match annotation:
            case SomeList(frozen=True, definition=definition):
                self.check_hashable(definition.find().item, container)
                return
            case SomeList() | SomeDict() | SomeByteArray():
                name = str(annotation).partition("[")[0]
            case SomeSet(frozen=False):
                name = "set"
            case SomeIterable() | SomeMarked():
                name = str(annotation)
            case SomeTuple(items=items):
                for item in items:
                    self.check_hashable(item, container)
                return
            case SomeInstance(classdef=classdef) if classdef is not None and is_unhashable(classdef.description):
                raise RuleError(
                    "W0112",
                    f"{annotation} has no hash: its class defines __eq__, but not __hash__",
                    label=str(annotation),
                    help="define __hash__, too",
                )
            case _:
                return
        what = "a key of a dict" if container == "dict" else f"in a {container}"
        raise RuleError(
            "W0112",
            f"{annotation} cannot be {what}: a {name} can change, so it has no hash",
            label=str(annotation),
            help="use a tuple" if name == "list" else "",
        )

    def global_state(self, variable: GlobalVariable) -> StaticVariable:
        """Return the state of a module variable; its first value is what the module gave it."""
        state = self.globals.get(variable)
        if state is None:
            state = self.globals[variable] = StaticVariable(variable.name)
            if variable.name in variable.namespace:
                value = variable.namespace[variable.name]
                state.annotation = stored(self.constants.annotation(value))
        return state

    def is_erroneous(self, annotation: Annotation) -> bool:
        """True if an error was reported for the value already."""
        return type(annotation) is Erroneous
