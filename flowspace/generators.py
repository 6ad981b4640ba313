"""Generator functions become state classes, by a transformation of their flow graphs.

    def numbers(n):                 entry(self):
        for i in range(n):              state = getattr(self, "state")
            yield i                     setattr(self, "state", -2)
                                        switch state
                                            0 -> start   1 -> after_1   default -> stop
                                    after_1: iterator = getattr(self, "iterator_1"); goto loop(iterator)
                                    loop: i = next(iterator) ... setattr(self, "iterator_1", iterator)
                                          setattr(self, "state", 1); return i

`build_generator` gives the bootstrap graph (makes and fills the instance) and the resume graph.  The class has the
methods of `rlib.generator_methods`; `build_graph` of its `resume` and `resume_throwing` gives the graphs made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from weft.flowspace.build import build_unfinished_graph, code_of
from weft.flowspace.cleanup import clean, simplify, uses
from weft.flowspace.edit import copy_blocks
from weft.flowspace.environment import FlowEnvironment
from weft.flowspace.graph import DEFAULT, RAISES, Block, Constant, Graph, Link, Operation, Value, Variable, new_graph
from weft.flowspace.local_form import make_local
from weft.flowspace.operations import OPERATIONS, LocalFunction
from weft.rlib.generator_methods import FINISHED, RUNNING, Generator, new_methods


@dataclass(slots=True, eq=False)
class GeneratorGraphs:
    """What a generator function is translated to."""

    cls: type
    bootstrap: Graph
    """Takes the function's arguments, returns an instance of `cls` in state 0."""
    resume: Graph
    """Takes the instance, returns the next item or raises StopIteration; also the graph of `cls.resume`."""
    fields: tuple[str, ...]
    """The instance's fields: state, sent (if used), and one for each variable that lives across a yield."""
    uses_sent: bool


def build_generator(function: FunctionType | LocalFunction, environment: FlowEnvironment) -> GeneratorGraphs:
    """Build the graphs and the class of a generator function; each call makes another class."""
    code = code_of(function)
    body = _Body(function, environment)
    resume = body.make_resume()
    name = "genexpr" if code.co_name.startswith("<") else code.co_name
    counted = bool(environment.closing)
    is_iterator = _module_name(function).startswith("weft.rlib")
    fields = ("state", *(("sent",) if body.uses_sent else ()), *(("references",) if counted else ()),
              *body.fields.values())  # fmt: skip
    namespace: dict[str, Any] = {"__slots__": fields, **new_methods(body.uses_sent, counted, is_iterator)}
    namespace["__module__"] = _module_name(function)
    namespace["__qualname__"] = f"{code.co_qualname}_generator"
    cls = type(f"{name}_generator", (Generator,), namespace)
    for method in ("resume", "resume_throwing"):
        namespace[method].__qualname__ = f"{code.co_qualname}.{method}"
    resume.function = namespace["resume"]
    environment.prepared[namespace["resume"]] = lambda: resume
    for key in (cls, namespace["resume"], namespace["resume_throwing"]):
        environment.bodies[key] = code

    def make_throw() -> Graph:
        graph = _Body(function, environment).make_throw()
        graph.function = namespace["resume_throwing"]
        return graph

    environment.prepared[namespace["resume_throwing"]] = make_throw
    return GeneratorGraphs(cls, _bootstrap(function, body, cls, counted), resume, fields, body.uses_sent)


def _module_name(function: FunctionType | LocalFunction) -> str:
    namespace = function.globals if isinstance(function, LocalFunction) else function.__globals__
    return str(namespace.get("__name__", "?"))


def _bootstrap(function: FunctionType | LocalFunction, body: _Body, cls: type, counted: bool) -> Graph:
    arguments = [argument.copy() for argument in body.arguments]
    source = body.graph
    graph = new_graph(code_of(function).co_qualname, arguments, span=source.span, argument_names=body.argument_names,
                      function=function if isinstance(function, FunctionType) else None)  # fmt: skip
    block = graph.startblock
    instance = body.emit(block, "call", Constant(cls))
    body.emit(block, "setattr", instance, Constant("state"), Constant(0))
    if body.uses_sent:
        body.emit(block, "setattr", instance, Constant("sent"), Constant(None))
    if counted:
        body.emit(block, "setattr", instance, Constant("references"), Constant(1))
    for argument, original in zip(arguments, body.arguments, strict=True):
        if original in body.fields:
            body.emit(block, "setattr", instance, Constant(body.fields[original]), argument)
            if original in body.counted_arguments():
                body.emit(block, "acquire", argument)
    if code_of(function) in body.environment.concerned:
        body.emit(block, "register", instance)
    block.exits = [Link([instance], graph.returnblock)]
    return graph


@dataclass(slots=True, eq=False)
class _Yield:
    """A place where the body is left: the operation, and where it goes on."""

    number: int
    block: Block
    operation: Operation
    normal: Link
    handlers: Sequence[Link]


@dataclass(slots=True)
class _Body:
    """The body of a generator function while it is transformed."""

    function: FunctionType | LocalFunction
    environment: FlowEnvironment
    graph: Graph = field(init=False)
    arguments: list[Variable] = field(init=False)
    argument_names: Sequence[str] = field(init=False)
    fields: dict[Variable, str] = field(default_factory=dict)
    """Names of the fields, by variable (before blocks were made self-contained)."""
    origins: dict[Variable, Variable] = field(init=False)
    uses_sent: bool = False
    keeps: bool = False
    """Its locals keep objects whose death may be seen: while it runs, nothing else in the generator does."""
    _names: set[str] = field(default_factory=set)
    _instance: Variable = field(default_factory=lambda: Variable("self"))
    _yields: list[_Yield] = field(init=False)

    def __post_init__(self) -> None:
        self.graph = build_unfinished_graph(self.function, self.environment)
        self.arguments = list(self.graph.arguments)
        self.argument_names = self.graph.argument_names
        clean(self.graph)
        _end_blocks_at_yields(self.graph)
        self.origins = make_local(self.graph)
        self._yields = self._find_yields()
        code = code_of(self.function)
        self.keeps = code in self.environment.keeping
        if code not in self.environment.closing and any(point.handlers for point in self._yields):
            self.environment.guarded.add(code)

    def counted_arguments(self) -> list[Variable]:
        """Return the arguments that may be generators whose references are counted."""
        plan = self.environment.closing.get(code_of(self.function))
        return [] if plan is None else [a for a in self.arguments if a.name in plan.arguments and a in self.fields]

    def _find_yields(self) -> list[_Yield]:
        found: list[_Yield] = []
        for block in self.graph.blocks():
            if block.operations and block.operations[-1].name == "yield_":
                number = len(found) + 1
                found.append(_Yield(number, block, block.operations[-1], block.exits[0], block.exits[1:]))
        return found

    def make_resume(self) -> Graph:
        """Turn the body into the graph of `resume`."""
        start = self.graph.startblock
        first = Block("start")
        self._load(first, start.inputargs, start, start.inputargs, 0)
        cases = [Link([], first, 0)]
        for point in self._yields:
            after = Block("block")
            link = point.normal
            self._load(after, link.args, link.target, link.target.inputargs, point.number, point.operation.result)
            cases.append(Link([], after, point.number))
        stop = Block("block")
        self._raise_stop(stop, Constant(None))
        self._finish([*cases, Link([], stop, DEFAULT)], [])
        return self.graph

    def make_throw(self) -> Graph:
        """Turn the body into the graph of `resume_throwing`."""
        exception = Variable("exception")
        start = self.graph.startblock
        self._load(Block("unused"), start.inputargs, start, start.inputargs, 0)  # to give fields the same names
        cases = []
        for point in self._yields:
            link = point.normal
            self._load(Block("unused"), link.args, link.target, link.target.inputargs, point.number,
                       point.operation.result)  # fmt: skip
            if _delegates(link.target):
                cases.append(Link([], self._throw_on(point, exception), point.number))
                continue
            for link in point.handlers:
                after = Block("block")
                args: list[Value] = [exception if arg is link.exception else arg for arg in link.args]
                self._load(after, args, link.target, link.target.inputargs, point.number)
                cases.append(Link([], after, point.number))
        if self.counted_arguments():
            cases.insert(0, Link([], self._throw_before_start(exception), 0))
        away = Block("block", exits=[Link([exception], self.graph.exceptblock)])
        self._finish([*cases, Link([], away, DEFAULT)], [exception])
        return self.graph

    def _throw_before_start(self, exception: Variable) -> Block:
        """Return the block for a generator that has not started: it drops its arguments."""
        block = Block("block", exits=[Link([exception], self.graph.exceptblock)])
        for argument in self.counted_arguments():
            value = self.emit(block, "getattr", self._instance, Constant(self.fields[argument]))
            self.emit(block, "release", value)
        return block

    def _throw_on(self, point: _Yield, exception: Variable) -> Block:
        """Return the block that goes on at a `yield from`, where the inner iterator gets the exception."""
        step = point.normal.target
        copies, variables = copy_blocks([step])
        thrown = copies[step]
        operation = thrown.operations[-1]
        operation.spec = OPERATIONS["throw_into"]
        operation.args[1] = exception
        for new, old in [(new, old) for old, new in variables.items()]:
            self.origins[new] = self.origins.get(old, old)
        after = Block("block")
        self._load(after, point.normal.args, thrown, thrown.inputargs, point.number, point.operation.result,
                   Constant(None))  # fmt: skip
        return after

    def _finish(self, cases: list[Link], more_arguments: list[Variable]) -> None:
        """Make the entry of the graph, the code at each yield, and simplify it all."""
        graph = self.graph
        returnblock = graph.returnblock
        for block in [*graph.blocks(), *[case.target for case in cases]]:
            for link in block.exits:
                if link.target is returnblock:
                    link.target = stop = Block("block", [Variable("v")])
                    value = link.args[0]
                    self._raise_stop(stop, value if isinstance(value, Constant) else stop.inputargs[0])
        for point in self._yields:
            self._leave(point)
        entry = Block("entry", [self._instance, *more_arguments])
        state = self.emit(entry, "getattr", self._instance, Constant("state"))
        self.emit(entry, "setattr", self._instance, Constant("state"), Constant(RUNNING))
        entry.exits = cases
        if len(cases) == 1:
            cases[0].exitcase = None
        else:
            entry.exitswitch = state
        graph.startblock = entry
        graph.argument_names = tuple(variable.name for variable in entry.inputargs)
        graph.name = f"{graph.name}.{'throw' if more_arguments else '__next__'}"
        clean(graph)
        if not self.keeps:
            self._drop_idle_stores()
        simplify(graph)

    def _drop_idle_stores(self) -> None:
        """Do not store what was read from the same field: fields are stored only where the body is left."""
        read: dict[Variable, Any] = {}
        for block in self.graph.blocks():
            for operation in block.operations:
                if operation.name == "getattr" and operation.args[0] is self._instance:
                    read[operation.result] = _field_name(operation)
        used: set[Value] = set()
        for block in self.graph.blocks():
            block.operations = [operation for operation in block.operations if not self._is_idle(operation, read)]
            used.update(uses(block))
        for block in self.graph.blocks():
            block.operations = [op for op in block.operations if op.result not in read or op.result in used]

    def _is_idle(self, operation: Operation, read: dict[Variable, Any]) -> bool:
        if operation.name != "setattr" or operation.args[0] is not self._instance:
            return False
        value = operation.args[2]
        return isinstance(value, Variable) and value in read and read[value] == _field_name(operation)

    def _load(self, block: Block, args: Sequence[Value], target: Block, parameters: list[Variable], number: int,
              result: Variable | None = None, sent: Value | None = None) -> None:  # fmt: skip
        """Fill a block that reads what `target` needs from the instance and goes there."""
        values: list[Value] = []
        for arg, parameter in zip(args, parameters, strict=True):
            if arg is result and sent is not None:
                values.append(sent)
            elif arg is result:
                self.uses_sent = True
                values.append(self.emit(block, "getattr", self._instance, Constant("sent")))
                self.emit(block, "setattr", self._instance, Constant("sent"), Constant(None))
            elif isinstance(arg, Constant) or arg not in self.origins:
                values.append(arg)
            else:
                loaded = self.emit(block, "getattr", self._instance, Constant(self._field(arg, number)))
                loaded.name = parameter.name
                values.append(loaded)
        if self.keeps:
            loaded_from = [_field_name(operation) for operation in block.operations if operation.name == "getattr"]
            for name in dict.fromkeys(loaded_from):
                self.emit(block, "forget_attribute", self._instance, Constant(name))
        block.exits = [Link(values, target)]

    def _field(self, variable: Variable, number: int) -> str:
        """Return the field for a variable; `number` is the yield it is first seen to live across."""
        origin = self.origins[variable]
        name = self.fields.get(origin)
        if name is None:
            base = re.sub(r"\W", "", origin.name) or "v"
            if base.isdigit():
                base = "iterator"
            wanted = base = f"{base}_{number}"
            more = 1
            while wanted in self._names:
                more += 1
                wanted = f"{base}_{more}"
            self._names.add(wanted)
            name = self.fields[origin] = wanted
        return name

    def _leave(self, point: _Yield) -> None:
        """Replace a yield: store what lives on, and return the item."""
        block = point.block
        item = point.operation.args[0]
        block.operations.pop()
        stored: dict[str, Value] = {}
        for link in (point.normal, *point.handlers):
            for arg in link.args:
                if isinstance(arg, Variable) and arg is not point.operation.result and arg is not link.exception:
                    if self.keeps or self.origins[arg] not in self.arguments:
                        stored[self._field(arg, point.number)] = arg
        for name, value in stored.items():
            self.emit(block, "setattr", self._instance, Constant(name), value)
        self.emit(block, "setattr", self._instance, Constant("state"), Constant(point.number))
        block.exitswitch = None
        block.exits = [Link([item], self.graph.returnblock)]

    def _raise_stop(self, block: Block, value: Value) -> None:
        values = [] if isinstance(value, Constant) and value.value is None else [value]
        self.emit(block, "setattr", self._instance, Constant("state"), Constant(FINISHED))
        stop = self.emit(block, "call", Constant(StopIteration), *values)
        block.exits = [Link([stop], self.graph.exceptblock)]

    def emit(self, block: Block, name: str, *args: Value) -> Variable:
        """Append an operation to a block."""
        result = Variable("v")
        block.operations.append(Operation(OPERATIONS[name], list(args), result, self.graph.span))
        return result


def _delegates(block: Block) -> bool:
    """True for the block of a step of `yield from`."""
    return bool(block.operations) and block.operations[-1].name == "send_into"


def _field_name(operation: Operation) -> Any:
    name = operation.args[1]
    return name.value if isinstance(name, Constant) else None


def _end_blocks_at_yields(graph: Graph) -> None:
    """Split blocks so that each yield is the last operation of its block."""
    for block in graph.blocks():
        current = block
        index = 0
        while index < len(current.operations):
            last = index == len(current.operations) - 1
            if current.operations[index].name == "yield_" and not (last and current.exitswitch is RAISES):
                after = Block("block", [], current.operations[index + 1 :], current.exitswitch, current.exits)
                del current.operations[index + 1 :]
                current.exitswitch = None
                current.exits = [Link([], after)]
                current, index = after, 0
            else:
                index += 1
