"""Runs high-level flow graphs on Python objects: what a graph does must be what its function does.

`FlowInterpreter().call(function, *args)` builds and interprets the graph of `function`, and of every function of the
same files that it calls (by a call operation; special methods run natively).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any

from weft.flowspace.build import FlowEnvironment, build_graph, is_generator
from weft.flowspace.bytecode import CO_VARARGS, CO_VARKEYWORDS
from weft.flowspace.generators import build_generator
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Operation, Value, Variable
from weft.flowspace.operations import LocalFunction
from weft.flowspace.verify import check

_SELF_MATCHING = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


class FlowInterpreter:
    """Interprets graphs; keeps those it built."""

    def __init__(self, environment: FlowEnvironment | None = None, *, state_classes: bool = False) -> None:
        self.environment = environment or FlowEnvironment()
        self.state_classes = state_classes
        """Run generators as translated programs do: as instances of state classes."""
        self._generators: dict[FunctionType | LocalFunction, Graph] = {}
        self.graphs: dict[FunctionType | LocalFunction, Graph] = {}
        self.files: set[str] = set()
        self.interpreted_calls = 0

    def graph(self, function: FunctionType | LocalFunction) -> Graph:
        """Return the graph of a function, built at the first call."""
        graph = self.graphs.get(function)
        if graph is None:
            graph = self.graphs[function] = build_graph(function, self.environment)
            check(graph)
        return graph

    def call(self, function: Any, *args: Any, **keywords: Any) -> Any:
        """Call a function, interpreting it and the functions of its file that it calls."""
        if isinstance(function, FunctionType):
            self.files.add(function.__code__.co_filename)
        return self._call(function, args, keywords)

    def _call(self, callee: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        if isinstance(callee, FunctionType) and callee.__code__.co_filename in self.files:
            code = callee.__code__
            values = bind(code, callee.__defaults__ or (), callee.__kwdefaults__ or {}, args, keywords)
            return self.start(callee, values)
        if isinstance(callee, MethodType):
            return self._call(callee.__func__, (callee.__self__, *args), keywords)
        if type(callee) is type and not any("__new__" in vars(base) for base in callee.__mro__[:-1]):
            initialiser = getattr(callee, "__init__")  # noqa: B009
            if isinstance(initialiser, FunctionType):
                instance: Any = object.__new__(callee)
                self._call(initialiser, (instance, *args), keywords)
                return instance
        return callee(*args, **keywords)

    def start(self, function: FunctionType | LocalFunction, values: list[Any]) -> Any:
        """Run a function on the values of all its arguments."""
        self.interpreted_calls += 1
        if is_generator(function):
            if self.state_classes:
                return self.run_graph(self._bootstrap(function), values)
            return self._generate(self.graph(function), values)
        return self.run_graph(self.graph(function), values)

    def _bootstrap(self, function: FunctionType | LocalFunction) -> Graph:
        graph = self._generators.get(function)
        if graph is None:
            made = build_generator(function, self.environment)
            graph = self._generators[function] = made.bootstrap
            check(graph)
            for name in ("resume", "resume_throwing", "__next__", "send", "throw", "close"):
                setattr(made.cls, name, self._method(getattr(made.cls, name)))
        return graph

    def _method(self, function: FunctionType) -> Callable[..., Any]:
        return lambda *values: self.run_graph(self.graph(function), list(values))

    def run_graph(self, graph: Graph, values: list[Any]) -> Any:
        """Run a graph to its end."""
        steps = self._run(graph, values)
        try:
            next(steps)
        except StopIteration as stop:
            result, exception = stop.value
        else:
            raise AssertionError("a plain function yields")
        if exception is not None:
            raise exception
        return result

    def _generate(self, graph: Graph, values: list[Any]) -> Generator[Any, Any, Any]:
        result, exception = yield from self._run(graph, values)
        if exception is not None:
            raise exception
        return result

    def _run(self, graph: Graph, values: list[Any]) -> Generator[Any, Any, tuple[Any, BaseException | None]]:
        """Run a graph; yields for each `yield_`, returns the result or the exception."""
        block = graph.startblock
        while block is not graph.returnblock:
            if block is graph.exceptblock:
                return None, values[0]
            frame: dict[Variable, Any] = dict(zip(block.inputargs, values, strict=True))
            chosen = 0
            for number, operation in enumerate(block.operations):
                arguments = [self._value(arg, frame) for arg in operation.args]
                try:
                    if operation.name == "yield_":
                        result = yield arguments[0]
                    else:
                        result = self.operate(operation, arguments)
                except BaseException as error:
                    guarded = block.exitswitch is RAISES and number == len(block.operations) - 1
                    found = _catching(block, error) if guarded else 0
                    if not found:
                        return None, error
                    chosen = found
                    exception = block.exits[found].exception
                    assert exception is not None
                    frame[exception] = error
                else:
                    frame[operation.result] = result
            if isinstance(block.exitswitch, (Variable, Constant)):
                chosen = self._decide(block, self._value(block.exitswitch, frame))
            link = block.exits[chosen]
            values = [self._value(arg, frame) for arg in link.args]
            block = link.target
        return values[0], None

    def _value(self, value: Value, frame: dict[Variable, Any]) -> Any:
        return value.value if isinstance(value, Constant) else frame[value]

    def _decide(self, block: Block, switch: Any) -> int:
        for number, link in enumerate(block.exits):
            if link.exitcase is switch:
                return number
        for number, link in enumerate(block.exits):
            if type(link.exitcase) is int and link.exitcase == switch:
                return number
        assert type(switch) is int, f"branch on {switch!r}"
        return len(block.exits) - 1

    def operate(self, operation: Operation, arguments: list[Any]) -> Any:
        """Run one operation on values."""
        handler = _HANDLERS.get(operation.name)
        if handler is not None:
            return handler(self, operation, arguments)
        return operation.spec.evaluate(*arguments)

    def call_shape(self, operation: Operation, arguments: list[Any]) -> Any:
        """Spread the operands of a call over positional and keyword arguments."""
        shape = operation.statics[0]
        callee, *rest = arguments
        positional = rest[: shape.positional]
        rest = rest[shape.positional :]
        keywords = dict(zip(shape.keywords, rest, strict=False))
        rest = rest[len(keywords) :]
        if shape.star:
            positional.extend(rest.pop(0))
        if shape.star_star:
            more = rest.pop(0)
            for key in more:
                if key in keywords:
                    raise TypeError(f"{callee.__qualname__}() got multiple values for keyword argument '{key}'")
            keywords.update(more)
        assert not rest
        return self._call(callee, tuple(positional), keywords)


def _catching(block: Block, error: BaseException) -> int:
    for number, link in enumerate(block.exits):
        if number and isinstance(error, link.exitcase):
            return number
    return 0


class LocalFunctionObject:
    """A function made by `newfunction`."""

    def __init__(self, interpreter: FlowInterpreter, function: LocalFunction, operands: list[Any]) -> None:
        split = function.defaults
        self.interpreter = interpreter
        self.function = function
        self.defaults = tuple(operands[:split])
        count = len(function.keyword_defaults)
        self.keyword_defaults = dict(zip(function.keyword_defaults, operands[split : split + count], strict=True))
        self.cells = operands[split + count :]
        self.__name__ = function.name
        self.__qualname__ = function.qualname

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        values = bind(self.function.code, self.defaults, self.keyword_defaults, args, keywords)
        return self.interpreter.start(self.function, [*self.cells, *values])


def bind(code: CodeType, defaults: tuple[Any, ...], keyword_defaults: dict[str, Any], args: tuple[Any, ...],
         keywords: dict[str, Any]) -> list[Any]:  # fmt: skip
    """Return the values of all arguments of a code object, as a call assigns them."""
    count = code.co_argcount
    names = code.co_varnames[:count]
    only = code.co_varnames[count : count + code.co_kwonlyargcount]
    if len(args) > count and not code.co_flags & CO_VARARGS:
        raise TypeError(f"{code.co_qualname}() takes {count} positional arguments but {len(args)} were given")
    keywords = dict(keywords)
    values: dict[str, Any] = dict(zip(names, args, strict=False))
    for name in (*names, *only):
        if name in keywords and name not in code.co_varnames[: code.co_posonlyargcount]:
            if name in values:
                raise TypeError(f"{code.co_qualname}() got multiple values for argument '{name}'")
            values[name] = keywords.pop(name)
    for name, value in zip(names[count - len(defaults) :], defaults, strict=True):
        values.setdefault(name, value)
    for name, value in keyword_defaults.items():
        values.setdefault(name, value)
    missing = [name for name in (*names, *only) if name not in values]
    if missing:
        raise TypeError(f"{code.co_qualname}() missing required arguments: {missing}")
    result = [values[name] for name in (*names, *only)]
    if code.co_flags & CO_VARARGS:
        result.append(tuple(args[count:]))
    if code.co_flags & CO_VARKEYWORDS:
        result.append(keywords)
    elif keywords:
        raise TypeError(f"{code.co_qualname}() got an unexpected keyword argument '{next(iter(keywords))}'")
    return result


def _unpack(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    count = operation.statics[0]
    try:
        iterator = iter(arguments[0])
    except TypeError:
        raise TypeError(f"cannot unpack non-iterable {type(arguments[0]).__name__} object") from None
    items: list[Any] = []
    for item in iterator:
        if len(items) == count:
            raise ValueError(f"too many values to unpack (expected {count})")
        items.append(item)
    if len(items) < count:
        raise ValueError(f"not enough values to unpack (expected {count}, got {len(items)})")
    return tuple(items)


def _unpack_star(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    before, after = operation.statics
    items = list(arguments[0])
    if len(items) < before + after:
        raise ValueError(f"not enough values to unpack (expected at least {before + after}, got {len(items)})")
    end = len(items) - after
    return (*items[:before], items[before:end], *items[end:])


def _cell_get(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    try:
        return arguments[0].cell_contents
    except ValueError:
        raise NameError(f"free variable '{operation.statics[0]}'") from None


def _cell_set(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> None:
    arguments[0].cell_contents = arguments[1]


def _cell_clear(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> None:
    del arguments[0].cell_contents


def _global_get(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    variable = operation.statics[0]
    if variable.name not in variable.namespace:
        raise NameError(f"name '{variable.name}' is not defined")
    return variable.namespace[variable.name]


def _global_set(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> None:
    variable = operation.statics[0]
    variable.namespace[variable.name] = arguments[0]


def _global_clear(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> None:
    variable = operation.statics[0]
    del variable.namespace[variable.name]


def _format_value(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> str:
    value, spec = arguments
    conversions: dict[str, Callable[[Any], Any]] = {"s": str, "r": repr, "a": ascii}
    conversion = conversions.get(operation.statics[0])
    return format(conversion(value) if conversion else value, spec or "")


def _make_exception(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    value = arguments[0]
    if isinstance(value, type) and issubclass(value, BaseException):
        value = interpreter._call(value, (), {})
    if not isinstance(value, BaseException):
        raise TypeError("exceptions must derive from BaseException")
    return value


def _set_cause(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> None:
    arguments[0].__cause__ = arguments[1]


def _match_class(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    subject, cls = arguments
    count, names = operation.statics
    if not isinstance(subject, cls):
        return None
    values = []
    if count:
        if any(issubclass(cls, kind) for kind in _SELF_MATCHING) and not hasattr(cls, "__match_args__"):
            values.append(subject)
        else:
            names = (*cls.__match_args__[:count], *names)
    try:
        values.extend(getattr(subject, name) for name in names)
    except AttributeError:
        return None
    return tuple(values)


def _match_keys(interpreter: FlowInterpreter, operation: Operation, arguments: list[Any]) -> Any:
    mapping, keys = arguments
    return tuple(mapping[key] for key in keys) if all(key in mapping for key in keys) else None


_HANDLERS: dict[str, Callable[[FlowInterpreter, Operation, list[Any]], Any]] = {
    "call": lambda interpreter, operation, args: interpreter._call(args[0], tuple(args[1:]), {}),
    "call_shape": FlowInterpreter.call_shape,
    "newfunction": lambda interpreter, operation, args: LocalFunctionObject(
        interpreter, operation.statics[0], list(args)
    ),
    "newcell": lambda interpreter, operation, args: CellType(),
    "newdict": lambda interpreter, operation, args: dict(zip(args[::2], args[1::2], strict=True)),
    "newset": lambda interpreter, operation, args: set(args),
    "unpack": _unpack,
    "unpack_star": _unpack_star,
    "cell_get": _cell_get,
    "cell_set": _cell_set,
    "cell_clear": _cell_clear,
    "global_get": _global_get,
    "global_set": _global_set,
    "global_check": _global_get,
    "global_clear": _global_clear,
    "format_value": _format_value,
    "make_exception": _make_exception,
    "make_cause": lambda interpreter, operation, values: (
        None if values[0] is None else _make_exception(interpreter, operation, values)
    ),
    "set_cause": _set_cause,
    "set_context": lambda interpreter, operation, args: None,
    "match_class": _match_class,
    "match_keys": _match_keys,
    "match_sequence": lambda interpreter, operation, args: isinstance(args[0], (list, tuple, range)),
    "match_mapping": lambda interpreter, operation, args: isinstance(args[0], dict),
}
