"""Translation of low-level helpers: the Python functions in `ll_helpers/`, one copy per combination of types.

A helper's flow graph needs no inference: all its variables get their types by one pass forward from the actual
arguments.  Void arguments (types, functions) are constants and disappear.  `ll_helpers/lowlevel.py` describes the
language.  Entry point: `HelperGraphs.get(function, operands) -> FunctionValue`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from weft.flowspace.build import FlowEnvironment, build_graph
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.ll_helpers import lowlevel
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import (
    BOOL,
    CHAR,
    CLASS_TABLE,
    EXCEPTION,
    FLOAT,
    SIGNED,
    UNICHAR,
    UNSIGNED,
    VOID,
    FuncType,
    LowLevelType,
    Ptr,
    Struct,
)
from weft.rtyper.lltype.values import ArrayValue, ClassTable, FunctionValue, StaticVariable, StructValue

PREFIXES: Final[dict[LowLevelType, str]] = {
    SIGNED: "int", UNSIGNED: "uint", FLOAT: "float", CHAR: "char", UNICHAR: "unichar", BOOL: "bool",
}  # fmt: skip
BINARY: Final = {
    "add": "add", "sub": "sub", "mul": "mul", "and_": "and", "or_": "or", "xor": "xor", "lshift": "lshift",
    "rshift": "rshift", "lt": "lt", "le": "le", "eq": "eq", "ne": "ne", "gt": "gt", "ge": "ge",
    "floordiv": "div_trunc", "mod": "mod_trunc", "truediv": "truediv",
}  # fmt: skip
UNARY: Final = {"neg": "neg", "invert": "invert"}


class HelperError(TypeError):
    """A helper is outside the low-level language: a mistake in Weft."""


@dataclass(frozen=True, slots=True, eq=False)
class Interior:
    """The item `array[index]` of an array of inline structs, while it is only used to reach its fields."""

    array: Value
    index: Value


def constant_key(value: Any) -> Any:
    """Return what identifies a Void constant in a specialisation key."""
    if inspect.ismethod(value):  # each access makes a new one
        return value.__func__, id(value.__self__)
    return value if isinstance(value, int | str | LowLevelType | tuple) else id(value)


class HelperConstants(Protocol):
    """What helpers need of a typer: the constants of strings and exceptions."""

    @property
    def exceptions(self) -> Any:
        """The program's exceptions."""

    def string_constant(self, text: str) -> Constant:
        """Return the prebuilt low-level string."""


class NoConstants:
    """Of helpers that use neither strings nor exceptions, such as collectors."""

    @property
    def exceptions(self) -> Any:
        """Not there."""
        raise HelperError("such helpers raise no exceptions")

    def string_constant(self, text: str) -> Constant:
        """Not there."""
        raise HelperError("such helpers have no strings")


class HelperGraphs:
    """The helpers translated so far, and the static variables that stand for the words of host objects."""

    def __init__(self, typer: HelperConstants) -> None:
        self.typer = typer
        self.environment = FlowEnvironment()
        self._words: dict[tuple[int, str], StaticVariable] = {}
        self._made: dict[Any, FunctionValue] = {}
        self._kept_alive: list[Any] = []

    def get(self, function: Callable[..., Any], operands: Sequence[Value]) -> FunctionValue:
        """Return the helper for operands of these types (Void constants count by value), translating it if new."""
        key: list[Any] = [function]
        for operand in operands:
            if operand.type is VOID:
                if not isinstance(operand, Constant):
                    raise HelperError(f"{function.__name__}: a Void operand must be a constant")
                key.append(constant_key(operand.value))
            else:
                key.append(operand.type)
        made = self._made.get(tuple(key))
        if made is None:
            # Ids stand in keys: what they belong to must live as long.
            self._kept_alive.extend(o.value for o in operands if isinstance(o, Constant))
            made = FunctionValue(function.__name__, FuncType(tuple(o.type for o in operands), VOID))
            self._made[tuple(key)] = made
            _HelperTyper(self, function, operands, made).run()
        return made

    def word(self, owner: Any, name: str) -> StaticVariable | None:
        """Return the static variable of an attribute declared as `Word()`, None for other attributes."""
        declared = inspect.getattr_static(type(owner), name, None)
        if not isinstance(declared, lowlevel.Word):
            return None
        key = id(owner), name
        if key not in self._words:
            self._kept_alive.append(owner)
            self._words[key] = StaticVariable(f"{type(owner).__name__}_{name}", SIGNED, getattr(owner, name))
        return self._words[key]


@dataclass(slots=True, eq=False)
class _HelperTyper:
    """Types one copy of one helper; `known` maps Void variables to their constants."""

    helpers: HelperGraphs
    function: Callable[..., Any]
    operands: Sequence[Value]
    made: FunctionValue
    known: dict[Variable, Any] = field(default_factory=dict)
    output: list[Operation] = field(default_factory=list)
    operation: Operation | None = None

    @property
    def typer(self) -> HelperConstants:
        """The typer this works for."""
        return self.helpers.typer

    def run(self) -> None:
        """Type and rewrite the whole graph, and complete the FunctionValue."""
        graph = build_graph(self.function, self.helpers.environment)  # type: ignore[arg-type]
        graph.name = self.function.__name__
        graph.function = None
        graph.always_inline = getattr(self.function, "always_inline", False)
        arguments = graph.startblock.inputargs
        if len(arguments) != len(self.operands):
            raise HelperError(f"{self.function.__name__} takes {len(arguments)} arguments, got {len(self.operands)}")
        for variable, operand in zip(arguments, self.operands, strict=True):
            self._bind(variable, operand)
        graph.exceptblock.inputargs[0].type = Ptr(EXCEPTION)
        self._blocks(graph)
        self._drop_void_arguments(graph)
        self.made.graph = graph
        self.made.type = FuncType(self.made.type.args, graph.returnblock.inputargs[0].type)

    def _bind(self, variable: Variable, value: Value | Interior) -> None:
        """Give an input variable its type, or its constant if the value is Void."""
        if isinstance(value, Interior):
            raise self._error("an inline struct cannot be passed on")
        if value.type is VOID:
            variable.type = VOID
            self.known[variable] = value
        else:
            variable.type = value.type

    def _blocks(self, graph: Graph) -> None:
        """Process blocks, each once, as soon as the types of its input arguments are known."""
        done: set[int] = set()
        pending = [graph.startblock]
        while pending:
            block = pending.pop()
            if id(block) in done or not block.exits:
                continue
            done.add(id(block))
            self._block(block)
            for link in block.exits:
                self._link(link, first=id(link.target) not in done)
                pending.append(link.target)

    def _block(self, block: Block) -> None:
        self.output = []
        for operation in block.operations:
            self.operation = operation
            result = self._operation(operation)
            variable = operation.result
            if isinstance(result, Variable):
                result.name = variable.name if not variable.name.startswith("v") else result.name
                variable.type = result.type
                self.known[variable] = result
            elif result is not None:
                self.known[variable] = result
            else:
                self.known[variable] = Constant(None, VOID)
        block.operations = self.output
        if block.exitswitch is RAISES:
            raise HelperError(f"{self.function.__name__}: try is not available in helpers")
        if block.exitswitch is not None:
            switch = self._value(block.exitswitch)
            if isinstance(switch, Constant):
                block.exits = [link for link in block.exits if link.exitcase == bool(switch.value)]
                block.exits[0].exitcase = None
                block.exitswitch = None
            else:
                block.exitswitch = switch if switch.type is BOOL else self._truth(switch)

    def _link(self, link: Link, first: bool) -> None:
        arguments: list[Value] = []
        for value, variable in zip(link.args, link.target.inputargs, strict=True):
            low = self._value(value)
            if isinstance(low, Interior):
                raise self._error("an inline struct cannot be passed on")
            if variable in self.known:
                known = self.known[variable]
                if low.type is not VOID or low.value is not known.value:
                    raise self._error(f"{variable} is {known} and {low}")
                arguments.append(low)
                continue
            if variable.type is None:
                low = self._default_type(low)
                self._bind(variable, low)
            elif isinstance(low, Constant):
                low = self._coerce(low, variable.type)
            elif low.type != variable.type:
                raise self._error(f"{variable} is {variable.type} and {low.type}")
            arguments.append(low)
        link.args = arguments

    def _drop_void_arguments(self, graph: Graph) -> None:
        """Void constants do not travel along links; a function that returns nothing returns a Void None."""
        for link in list(graph.links()):
            pairs = zip(link.args, link.target.inputargs, strict=True)
            link.args = [arg for arg, variable in pairs if variable not in self.known]
            if link.target is graph.returnblock and not link.args:
                link.args = [Constant(None, VOID)]
        for block in graph.blocks():
            if block is not graph.startblock:
                block.inputargs = [v for v in block.inputargs if v not in self.known]
        if not graph.returnblock.inputargs:
            graph.returnblock.inputargs = [Variable("result", type=VOID)]
        if graph.returnblock.inputargs[0].type is None:
            graph.returnblock.inputargs[0].type = VOID

    # Values ---------------------------------------------------------------------------------------------------

    def _value(self, value: Any) -> Any:
        """Return the low-level value, Interior or Void constant a flow value stands for."""
        if isinstance(value, Variable):
            return self.known.get(value, value)
        if value.type is not None:
            return value
        return self._constant(value.value)

    def _constant(self, host: Any) -> Constant:
        match host:
            case bool():
                return Constant(host, BOOL)
            case int():
                return Constant(host, SIGNED)
            case float():
                return Constant(host, FLOAT)
            case StructValue() | ArrayValue():
                return Constant(host, Ptr(host.type))
            case ClassTable():
                return Constant(host, Ptr(CLASS_TABLE))
        return Constant(host, VOID)

    def _default_type(self, low: Any) -> Any:
        if isinstance(low, Constant) and low.type is VOID and isinstance(low.value, str):
            return self.typer.string_constant(low.value)
        return low

    def _coerce(self, low: Constant, type_: LowLevelType) -> Constant:
        """Return the constant with the type that the other values at its place have."""
        if low.type == type_:
            return low
        value = low.value
        if isinstance(type_, Ptr) and value is None:
            return Constant(None, type_)
        if isinstance(value, str):
            if type_ in (CHAR, UNICHAR) and len(value) == 1:
                return Constant(ord(value), type_)
            return self.typer.string_constant(value)
        if type_ in (UNSIGNED, CHAR, UNICHAR, SIGNED) and isinstance(value, int) and value >= 0:
            return Constant(value, type_)
        if type_ is FLOAT and isinstance(value, int):
            return Constant(float(value), FLOAT)
        raise self._error(f"constant {value!r} where {type_} is needed")

    def _error(self, message: str) -> HelperError:
        span = self.operation.span if self.operation else None
        return HelperError(f"helper {self.function.__name__} ({span}): {message}")

    def _emit(self, name: str, *operands: Any, statics: tuple[Any, ...] = ()) -> Variable:
        if name not in OPS:
            raise self._error(f"no operation {name}")
        assert self.operation is not None
        operands = tuple(map(self._default_type, operands))
        spec = OPS[name]
        result = Variable("v", type=spec.result(statics, [operand.type for operand in operands]))
        self.output.append(Operation(spec, list(operands), result, self.operation.span, statics))
        return result

    # Operations -----------------------------------------------------------------------------------------------

    def _operation(self, operation: Operation) -> Any:
        name = operation.name
        operands = [self._value(arg) for arg in operation.args]
        if name in BINARY:
            return self._binary(name, operands[0], operands[1])
        if name.startswith("inplace_"):
            return self._binary(name.removeprefix("inplace_"), operands[0], operands[1])
        if name in UNARY:
            if isinstance(operands[0], Constant):
                return self._constant(-operands[0].value if name == "neg" else ~operands[0].value)
            return self._emit(f"{PREFIXES[operands[0].type]}_{UNARY[name]}", operands[0])
        method = getattr(self, f"_op_{name}", None)
        if method is None:
            raise self._error(f"{name} is not available in helpers")
        return method(*operands)

    def _binary(self, name: str, x: Any, y: Any) -> Any:
        if isinstance(x, Constant) and isinstance(y, Constant):
            assert self.operation is not None
            return self._constant(self.operation.spec.evaluate(x.value, y.value))
        if isinstance(x, Constant):
            x = self._coerce(x, y.type)
        elif isinstance(y, Constant) and name not in ("lshift", "rshift"):
            y = self._coerce(y, x.type)
        if isinstance(x.type, Ptr):
            if name in ("eq", "ne"):
                return self._emit(f"ptr_{name}", x, y)
            raise self._error(f"{name} on pointers")
        if x.type != y.type and name not in ("lshift", "rshift"):
            raise self._error(f"{name} of {x.type} and {y.type}")
        prefix = PREFIXES[x.type]
        suffix = BINARY[name]
        if prefix == "uint":
            suffix = {"div_trunc": "floordiv", "mod_trunc": "mod"}.get(suffix, suffix)
        return self._emit(f"{prefix}_{suffix}", x, y)

    def _truth(self, value: Any) -> Any:
        if isinstance(value, Constant):
            return Constant(bool(value.value), BOOL)
        if value.type is BOOL:
            return value
        if isinstance(value.type, Ptr):
            return self._emit("ptr_nonzero", value)
        return self._emit(f"{PREFIXES[value.type]}_is_true", value)

    def _op_bool(self, value: Any) -> Any:
        return self._truth(value)

    def _op_not_(self, value: Any) -> Any:
        truth = self._truth(value)
        if isinstance(truth, Constant):
            return Constant(not truth.value, BOOL)
        return self._emit("bool_not", truth)

    def _op_is_(self, x: Any, y: Any) -> Any:
        if isinstance(x, Constant) and isinstance(y, Constant):
            return Constant(x.value is y.value, BOOL)
        if isinstance(x, Constant):
            x, y = y, x
        if isinstance(y, Constant) and y.value is None:
            return self._emit("ptr_iszero", x) if isinstance(x.type, Ptr) else Constant(False, BOOL)
        return self._emit("ptr_eq", x, y)

    def _op_getattr(self, owner: Any, name: Any) -> Any:
        if isinstance(owner, Interior):
            return self._emit("getitemfield", owner.array, owner.index, statics=(name.value,))
        if isinstance(owner, Constant) and owner.type is VOID:
            word = self.helpers.word(owner.value, name.value)
            if word is not None:
                return self._emit("static_get", statics=(word,))
            return self._constant(getattr(owner.value, name.value))
        return self._emit("getfield", owner, statics=(name.value,))

    def _op_setattr(self, owner: Any, name: Any, value: Any) -> None:
        if isinstance(owner, Interior):
            item = owner.array.type.to.item
            value = self._fit(value, item.field_type(name.value))
            if value.type is not VOID:
                self._emit("setitemfield", owner.array, owner.index, value, statics=(name.value,))
            return
        if owner.type is VOID:
            word = self.helpers.word(owner.value, name.value)
            if word is None:
                raise self._error(f"attribute {name.value} of a host object is set, and is no Word()")
            self._emit("static_set", self._fit(value, SIGNED), statics=(word,))
            return
        value = self._fit(value, owner.type.to.field_type(name.value))
        if value.type is not VOID:
            self._emit("setfield", owner, value, statics=(name.value,))

    def _fit(self, value: Any, type_: LowLevelType) -> Any:
        if type_ is VOID:
            return Constant(None, VOID)
        if isinstance(value, Constant):
            return self._coerce(value, type_)
        if value.type != type_:
            raise self._error(f"{value.type} where {type_} is needed")
        return value

    def _op_getitem(self, owner: Any, index: Any) -> Any:
        if owner.type is VOID:
            return self._constant(owner.value[index.value])
        if isinstance(owner.type.to.item, Struct):
            return Interior(owner, index)
        return self._emit("getarrayitem", owner, index)

    def _op_setitem(self, owner: Any, index: Any, value: Any) -> None:
        value = self._fit(value, owner.type.to.item)
        if value.type is not VOID:
            self._emit("setarrayitem", owner, index, value)

    def _op_make_exception(self, value: Any) -> Any:
        if isinstance(value, Constant) and isinstance(value.value, type):
            prebuilt = Constant(self.typer.exceptions.prebuilt(value.value, ""), Ptr(EXCEPTION))
            # A prebuilt instance starts a new traceback each time it is raised.
            self._emit("setfield", prebuilt, Constant(0, SIGNED), statics=("traceback",))
            self._emit("setfield", prebuilt, Constant(None, Ptr(EXCEPTION)), statics=("context",))
            return prebuilt
        return value

    def _op_newtuple(self, *items: Any) -> Any:
        if all(isinstance(item, Constant) for item in items):
            return Constant(tuple(item.value for item in items), VOID)
        raise self._error("tuples are for statics only")

    # Calls ----------------------------------------------------------------------------------------------------

    def _op_call_shape(self, callee: Any, *operands: Any) -> Any:
        assert self.operation is not None
        shape = self.operation.statics[0]
        if not isinstance(callee.value, lowlevel.LowLevelOperation) or shape.keywords != ("statics",):
            raise self._error("keyword arguments are for statics= only")
        return self._low_level_operation(callee.value, operands[:-1], tuple(operands[-1].value))

    def _low_level_operation(self, callee: Any, operands: Sequence[Any], statics: tuple[Any, ...]) -> Any:
        result = self._emit(callee.name, *operands, statics=statics)
        return result if result.type is not VOID else None

    def _op_call(self, callee: Any, *operands: Any) -> Any:
        if not isinstance(callee, Constant):
            if isinstance(callee.type, Ptr) and isinstance(callee.type.to, FuncType):
                return self._emit("indirect_call", callee, *operands, statics=(None,))
            raise self._error(f"{callee} is called")
        function = callee.value
        match function:
            case lowlevel.LowLevelOperation():
                return self._low_level_operation(function, operands, ())
            case FunctionValue():
                operands = tuple(self._fit(o, t) for o, t in zip(operands, function.type.args, strict=True))
                return self._emit("direct_call", Constant(function, Ptr(function.type)), *operands)
            case type() if issubclass(function, BaseException):
                return self._new_exception(function, *operands)
        if function is len:
            return self._length(operands[0])
        special = SPECIAL.get(function)
        if special is not None:
            return special(self, *operands)
        marked = getattr(function, "weft_operation", None)
        if marked is not None:
            return self._low_level_operation(lowlevel.LowLevelOperation(marked), operands, ())
        if inspect.ismethod(function):
            return self._call_helper(function.__func__, [Constant(function.__self__, VOID), *operands])
        if callable(function) and hasattr(function, "__code__"):
            return self._call_helper(function, operands)
        raise self._error(f"{function!r} is called")

    def _length(self, owner: Any) -> Any:
        if owner.type is VOID:
            return Constant(len(owner.value), SIGNED)
        return self._emit("getarraysize", owner)

    def _call_helper(self, function: Any, operands: Sequence[Any]) -> Any:
        operands = [self._default_type(o) for o in operands]
        target = self.helpers.get(function, operands)
        result = self._emit("direct_call", Constant(target, Ptr(target.type)), *operands)
        return result if result.type is not VOID else None

    def _new_exception(self, cls: type[BaseException], message: Any = None) -> Any:
        message = self.typer.string_constant("") if message is None else self._default_type(message)
        return self._emit("direct_call", *self.typer.exceptions.factory_call(cls, message))

    def _malloc(self, type_: Any) -> Any:
        return self._emit("malloc", statics=(type_.value,))

    def _malloc_varsize(self, type_: Any, length: Any) -> Any:
        return self._emit("malloc_varsize", length, statics=(type_.value,))

    def _malloc_varsize_uninit(self, type_: Any, length: Any) -> Any:
        return self._emit("malloc_varsize_uninit", length, statics=(type_.value,))

    def _cast(self, type_: Any, value: Any) -> Any:
        return self._emit("cast_pointer", value, statics=(type_.value,))

    def _null(self, type_: Any) -> Any:
        return Constant(None, type_.value)

    def _type_of(self, value: Any) -> Any:
        if isinstance(value, Interior):
            return Constant(value.array.type.to.item, VOID)
        return Constant(value.type, VOID)

    def _static_call(self, function: Any, *arguments: Any) -> Any:
        return self._constant(function.value(*(argument.value for argument in arguments)))


SPECIAL: Final[dict[Any, Callable[..., Any]]] = {
    lowlevel.malloc: _HelperTyper._malloc,
    lowlevel.malloc_varsize: _HelperTyper._malloc_varsize,
    lowlevel.malloc_varsize_uninit: _HelperTyper._malloc_varsize_uninit,
    lowlevel.cast: _HelperTyper._cast,
    lowlevel.null: _HelperTyper._null,
    lowlevel.type_of: _HelperTyper._type_of,
    lowlevel.static_call: _HelperTyper._static_call,
}
