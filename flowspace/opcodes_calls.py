"""Instruction handlers: calls in all shapes, and functions made at run time."""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Mapping
from typing import Any, Final

from weft.flowspace.bytecode import Instruction
from weft.flowspace.graph import Constant, Operation, Value
from weft.flowspace.local_classes import build_class, load_build_class
from weft.flowspace.opcodes_displays import known_items
from weft.flowspace.operations import CallShape, LocalFunction
from weft.flowspace.special_calls import call_specially
from weft.flowspace.symbolic_execution import Execution, OpcodeHandler
from weft.flowspace.symbolic_frame import NULL, ConstantMethod, MappingDisplay, SequenceDisplay

_GENERIC_ALIASES: Final[Any] = (types.GenericAlias, type(typing.Generic[typing.TypeVar("T")]))  # type: ignore[index]


def emit_call(execution: Execution, callee: Value, arguments: list[Value]) -> None:
    """Call with positional arguments, or do at once what some callees mean; push the result."""
    if isinstance(callee, Constant):
        if callee.value is builtins.__build_class__:
            execution.stack.append(build_class(execution, arguments, {}))
            return
        result = call_specially(execution, callee.value, arguments)
        if execution.block is None:
            return
        if result is not None:
            execution.stack.append(result)
            return
    execution.stack.append(execution.emit("call", callee, *arguments))


def call(execution: Execution, instruction: Instruction) -> None:
    """CALL: below the arguments are callee and self in either order, one of them perhaps NULL."""
    count, names = instruction.arg
    arguments = execution.pop_many(count)
    stack = execution.stack
    method = stack[-2]
    if isinstance(method, ConstantMethod) or isinstance(stack[-1], ConstantMethod):
        if not names and _call_constant_method(execution, arguments):
            return
    second = stack.pop()
    first = stack.pop()
    if first is NULL:
        callee = second
    else:
        callee = first
        if second is not NULL:
            arguments.insert(0, execution.value_of(second))
    _finish_call(execution, _without_parameters(execution.value_of(callee)), arguments, names)


def _without_parameters(callee: Value) -> Value:
    """`list[int]()` is `list()`: what is called of a generic alias is the class."""
    if isinstance(callee, Constant) and isinstance(callee.value, _GENERIC_ALIASES):
        return Constant(callee.value.__origin__)
    return callee


def _finish_call(execution: Execution, callee: Value, arguments: list[Value], names: tuple[str, ...]) -> None:
    if names:
        if isinstance(callee, Constant):
            if callee.value is builtins.__build_class__:
                first = len(arguments) - len(names)
                keywords = dict(zip(names, arguments[first:], strict=True))
                execution.stack.append(build_class(execution, arguments[:first], keywords))
                return
            call_specially(execution, callee.value, None)
            if execution.block is None:
                return
        shape = CallShape(len(arguments) - len(names), names)
        execution.stack.append(execution.emit("call_shape", callee, *arguments, statics=(shape,)))
    else:
        emit_call(execution, callee, arguments)


def _call_constant_method(execution: Execution, arguments: list[Value]) -> bool:
    """`"linux".startswith("win")`: computed if the arguments are constants as well."""
    stack = execution.stack
    method = stack[-1] if isinstance(stack[-1], ConstantMethod) else stack[-2]
    assert isinstance(method, ConstantMethod)
    result = method.call(arguments)
    if result is None:
        return False
    del stack[-2:]
    stack.append(result)
    return True


def call_function_ex(execution: Execution, instruction: Instruction) -> None:
    """`f(a, *xs, k=v, **d)`."""
    stack = execution.stack
    keywords: dict[str, Value] = {}
    star_star: Value | None = None
    if instruction.arg & 1:
        slot = stack.pop()
        if isinstance(slot, MappingDisplay) and all(isinstance(key, Constant) for key in slot.keys):
            names = [key.value for key in slot.keys if isinstance(key, Constant)]
            keywords = dict(zip(names, slot.values, strict=True))
            star_star = slot.star
        else:
            star_star = execution.value_of(slot)
    slot = stack.pop()
    positional: list[Value] = []
    star: Value | None = None
    if isinstance(slot, SequenceDisplay):
        positional, star = slot.items, slot.star
    else:
        star = execution.value_of(slot)
    if star is not None:
        items = known_items(execution, star)
        if items is not None:
            positional, star = [*positional, *items], None
    second = stack.pop()
    first = stack.pop()
    callee = _without_parameters(execution.value_of(second if first is NULL else first))
    if isinstance(callee, Constant):
        call_specially(execution, callee.value, None)
    if star is None and star_star is None:
        _finish_call(execution, callee, [*positional, *keywords.values()], tuple(keywords))
        return
    shape = CallShape(len(positional), tuple(keywords), star is not None, star_star is not None)
    operands = [callee, *positional, *keywords.values()]
    operands.extend(more for more in (star, star_star) if more is not None)
    stack.append(execution.emit("call_shape", *operands, statics=(shape,)))


def call_super(execution: Execution, instruction: Instruction) -> None:
    """`super()`, with what it implies on the stack."""
    arguments = execution.pop_many(3)
    if instruction.op == "CALL_SUPER_NULL":
        execution.stack.pop()
    execution.stack.append(execution.emit("call", *arguments))


def make_function(execution: Execution, instruction: Instruction) -> None:
    """A nested `def`, lambda or generator expression."""
    flags = instruction.arg
    stack = execution.stack
    code_constant = execution.pop()
    assert isinstance(code_constant, Constant)
    code = code_constant.value
    cells = known_items(execution, execution.pop()) if flags & 8 else []
    if flags & 4:
        _drop_annotations(execution, execution.pop())
    keyword_names: tuple[str, ...] = ()
    keyword_values: list[Value] = []
    if flags & 2:
        display = stack.pop()
        assert isinstance(display, MappingDisplay)
        keyword_names = tuple(key.value for key in display.keys if isinstance(key, Constant))
        keyword_values = display.values
    defaults = known_items(execution, execution.pop()) if flags & 1 else []
    assert cells is not None and defaults is not None
    constants = {name: cell.value for name, cell in zip(code.co_freevars, cells, strict=True)
                 if isinstance(cell, Constant)}  # fmt: skip
    cells = [cell for cell in cells if not isinstance(cell, Constant)]
    function = execution.local_functions.get(execution.index)
    if function is None:
        function = LocalFunction(code, execution.namespace, code.co_name, code.co_qualname)
        function.defaults, function.keyword_defaults = len(defaults), keyword_names
        function.constant_cells = constants
        execution.local_functions[execution.index] = function
    operands = [*defaults, *keyword_values, *cells]
    stack.append(execution.emit("newfunction", *operands, statics=(function,)))


def _drop_annotations(execution: Execution, annotations: Value) -> None:
    """Remove what computes the annotations of a nested function: nobody can ask for them."""
    block = execution.block
    assert block is not None
    dropped: set[Value] = {annotations}
    kept: list[Operation] = []
    needed: set[Any] = {*execution.locals, *execution.stack}
    for operation in reversed(block.operations):
        if operation.result in dropped and operation.result not in needed and operation.name in _IN_ANNOTATIONS:
            dropped.update(operation.args)
        else:
            kept.append(operation)
            needed.update(operation.args)
    block.operations[:] = kept[::-1]


_IN_ANNOTATIONS: Final = frozenset({"newtuple", "newlist", "newdict", "getitem", "getattr", "or_"})

HANDLERS: Final[Mapping[str, OpcodeHandler]] = {
    "CALL": call,
    "CALL_FUNCTION_EX": call_function_ex,
    "CALL_SUPER": call_super,
    "CALL_SUPER_NULL": call_super,
    "LOAD_BUILD_CLASS": load_build_class,
    "MAKE_FUNCTION": make_function,
}
