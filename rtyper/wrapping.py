"""Which integer operations may wrap around silently because their result only feeds a mask.

In `(a * b + c) & 0xFFFFFFFF` machine arithmetic gives exactly Python's answer.  The way from an operation to a mask
(`&` with a non-negative constant, `% 2**k`) may lead through `+ - * << ~ & | ^` only; anything else that looks at
the value (a shift right, a comparison, a division, storing it) needs the checked operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.annotator.lattice import Annotation, SomeBool, SomeInteger
from weft.flowspace.graph import Block, Constant, Graph, Operation, Value, Variable

TRANSPARENT: Final = frozenset({"add", "sub", "mul", "lshift", "invert", "neg", "pos", "and_", "or_", "xor"})
CHECKED: Final = frozenset({"add", "sub", "mul", "lshift", "neg"})


def wrapping_operations(graph: Graph, annotation_of: Callable[[Value], Annotation]) -> set[int]:
    """Return the ids of the operations of an annotated flow graph that need no overflow check.

    The way to the mask may cross blocks: a loop that ends in a mask, or a `try` in which each operation ends a block.
    """
    blocks = list(graph.blocks())
    if not any(_plain_name(op) in CHECKED for block in blocks for op in block.operations):
        return set()
    needed = _needed_variables(graph, blocks, annotation_of)
    return {
        id(operation)
        for block in blocks
        for operation in block.operations
        if _plain_name(operation) in CHECKED
        and operation.result not in needed
        and _on_integers(operation, annotation_of)
    }


def _needed_variables(graph: Graph, blocks: list[Block], annotation_of: Callable[[Value], Annotation]) -> set[Variable]:
    """Return the variables whose exact value matters, not only the low bits."""
    uses: dict[Variable, list[Variable]] = {}
    """For each variable those that its exact value matters to, if theirs does."""
    roots: list[Variable] = [*graph.returnblock.inputargs, *graph.exceptblock.inputargs]
    for block in blocks:
        for operation in block.operations:
            wanted, passed = _operands(operation, annotation_of)
            roots += wanted
            uses.setdefault(operation.result, []).extend(passed)
        if isinstance(block.exitswitch, Variable):
            roots.append(block.exitswitch)
        for link in block.exits:
            for value, variable in zip(link.args, link.target.inputargs, strict=True):
                if isinstance(value, Variable) and not _is_integer(annotation_of(variable)):
                    roots.append(value)  # converted on the way, to a float, say
                elif isinstance(value, Variable):
                    uses.setdefault(variable, []).append(value)
    needed: set[Variable] = set()
    while roots:
        variable = roots.pop()
        if variable not in needed:
            needed.add(variable)
            roots += uses.get(variable, ())
    return needed


def _operands(
    operation: Operation, annotation_of: Callable[[Value], Annotation]
) -> tuple[list[Variable], list[Variable]]:
    """Return the operands whose exact values matter, and those for which that depends on the result."""
    variables = [arg for arg in operation.args if isinstance(arg, Variable)]
    name = _plain_name(operation)
    if not _on_integers(operation, annotation_of):
        return variables, []
    if _is_mask(name, operation, annotation_of):
        return [], []
    if name not in TRANSPARENT:
        return variables, []
    if name == "lshift":
        return [arg for arg in operation.args[1:] if isinstance(arg, Variable)], [
            arg for arg in operation.args[:1] if isinstance(arg, Variable)
        ]
    return [], variables


def _on_integers(operation: Operation, annotation_of: Callable[[Value], Annotation]) -> bool:
    return all(
        isinstance(arg.value, int) if isinstance(arg, Constant) else _is_integer(annotation_of(arg))
        for arg in operation.args
    )


def _is_integer(annotation: Annotation) -> bool:
    return isinstance(annotation, SomeInteger | SomeBool)


def _plain_name(operation: Operation) -> str:
    return operation.name.removeprefix("inplace_")


def _is_mask(name: str, operation: Operation, annotation_of: Callable[[Value], Annotation]) -> bool:
    """True if only the low bits of the variable operand matter to the operation."""
    if name == "and_":
        return any(_known(arg, annotation_of) >= 0 for arg in operation.args)
    if name == "mod":
        modulus = _known(operation.args[1], annotation_of)
        return bool(modulus > 0 and modulus & (modulus - 1) == 0)
    return False


def _known(value: Value, annotation_of: Callable[[Value], Annotation]) -> Any:
    """Return a known int, or -1; constants of blocks that are never reached may have any size."""
    if isinstance(value, Constant):
        return value.value
    annotation = annotation_of(value)
    return annotation.constant if annotation.is_constant else -1
