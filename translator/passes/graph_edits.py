"""Small edits that several passes share: renaming values, comparing constants, making operations and branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import LowLevelType, zero_of


def substitute(graph: Graph, mapping: Mapping[Variable, Value]) -> None:
    """Replace uses of variables everywhere in a graph; chains in the mapping are followed."""
    if not mapping:
        return
    resolved: dict[Value, Value] = {variable: resolve(variable, mapping) for variable in mapping}
    for block in graph.blocks():
        substitute_in_block(block, resolved)


def resolve(value: Value, mapping: Mapping[Any, Value]) -> Value:
    """Follow a chain of replacements to its end."""
    while True:
        found = mapping.get(value)
        if found is None or found is value:
            return value
        value = found


def substitute_in_block(block: Block, mapping: Mapping[Value, Value]) -> None:
    """Replace uses of variables in a block; the mapping has no chains."""
    get = mapping.get
    for operation in block.operations:
        args = operation.args
        for arg in args:
            if arg in mapping:
                operation.args = [get(a, a) for a in args]
                break
    switch = block.exitswitch
    if isinstance(switch, Variable):
        block.exitswitch = get(switch, switch)
    for link in block.exits:
        args = link.args
        for arg in args:
            if arg in mapping:
                link.args = [get(a, a) for a in args]
                break


def same_constant(left: Constant, right: Constant) -> bool:
    """True if two constants are the same value of the same type (0.0 and -0.0 differ)."""
    return left is right or (left.type == right.type and constant_key(left.value) == constant_key(right.value))


def constant_key(value: Any) -> tuple[Any, ...]:
    """Return a hashable key: equal if and only if two constants of equal types are the same value."""
    if isinstance(value, float):
        return ("float", value.hex())
    if isinstance(value, bool | int):
        return (type(value), value)
    return ("object", id(value))


def same_value(left: Value, right: Value) -> bool:
    """True if two operands certainly are the same value."""
    if left is right:
        return True
    return isinstance(left, Constant) and isinstance(right, Constant) and same_constant(left, right)


def zero_constant(type_: LowLevelType) -> Constant:
    """Return the zero of a type: what a function returns when it raised."""
    return Constant(zero_of(type_), type_)


def new_operation(
    name: str, args: list[Value], span: SourceSpan | None, statics: tuple[Any, ...] = (), result_name: str = ""
) -> Operation:
    """Make an operation of the low-level table, with a fresh result of the declared type."""
    spec = OPS[name]
    type_ = spec.result(statics, [arg.type for arg in args])
    return Operation(spec, args, Variable(result_name or "_", type=type_), span, statics)


def branch(block: Block, condition: Value, if_false: Link, if_true: Link) -> None:
    """End a block with a branch on a Bool."""
    if_false.exitcase, if_true.exitcase = False, True
    block.exitswitch = condition
    block.exits = [if_false, if_true]


def goto(block: Block, link: Link) -> None:
    """End a block with an unconditional link."""
    link.exitcase = None
    block.exitswitch = None
    block.exits = [link]


def take_as_arguments(block: Block) -> list[Value]:
    """Make what a new block uses from outside its arguments; return what to pass."""
    defined = {operation.result for operation in block.operations}
    exits = [arg for link in block.exits for arg in link.args]
    if isinstance(block.exitswitch, Variable):
        exits.insert(0, block.exitswitch)
    used = [arg for operation in block.operations for arg in operation.args] + exits
    passed = [v for v in dict.fromkeys(used) if isinstance(v, Variable) and v not in defined]
    copies: dict[Value, Value] = {}
    for variable in passed:
        copy = copies[variable] = variable.copy()
        block.inputargs.append(copy)
    substitute_in_block(block, copies)
    return list(passed)
