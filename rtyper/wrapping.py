"""Which integer operations may wrap around silently because their result only feeds a mask.

In `(a * b + c) & 0xFFFFFFFF` machine arithmetic gives exactly Python's answer.  The way from an operation to a mask
(`&` with a non-negative constant, `% 2**k`) may lead through `+ - * << ~ & | ^` only; anything else that looks at
the value (a shift right, a comparison, a division, storing it) needs the checked operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weft.annotator.lattice import Annotation, SomeBool, SomeInteger
from weft.flowspace.graph import Block, Graph, Operation, Value, Variable

TRANSPARENT: Final = frozenset({"add", "sub", "mul", "lshift", "invert", "neg", "pos", "and_", "or_", "xor"})
CHECKED: Final = frozenset({"add", "sub", "mul", "lshift", "neg"})


def wrapping_operations(graph: Graph, annotation_of: Callable[[Value], Annotation]) -> set[int]:
    """Return the ids of the operations of an annotated flow graph that need no overflow check."""
    found: set[int] = set()
    for block in graph.blocks():
        _block_operations(block, annotation_of, found)
    return found


def _block_operations(block: Block, annotation_of: Callable[[Value], Annotation], found: set[int]) -> None:
    """Go backwards: `needed` holds the variables whose exact value matters."""
    if not any(_plain_name(op) in CHECKED for op in block.operations):
        return
    needed: set[Variable] = {arg for link in block.exits for arg in link.args if isinstance(arg, Variable)}
    if isinstance(block.exitswitch, Variable):
        needed.add(block.exitswitch)
    for operation in reversed(block.operations):
        exact = operation.result in needed
        integers = all(isinstance(annotation_of(arg), SomeInteger | SomeBool) for arg in operation.args)
        name = _plain_name(operation)
        if integers and _is_mask(name, operation, annotation_of):
            continue
        if integers and name in TRANSPARENT and not exact:
            if name in CHECKED:
                found.add(id(operation))
            if name == "lshift" and isinstance(operation.args[1], Variable):
                needed.add(operation.args[1])
            continue
        needed.update(arg for arg in operation.args if isinstance(arg, Variable))


def _plain_name(operation: Operation) -> str:
    return operation.name.removeprefix("inplace_")


def _is_mask(name: str, operation: Operation, annotation_of: Callable[[Value], Annotation]) -> bool:
    """True if only the low bits of the variable operand matter to the operation."""
    if name == "and_":
        return any(_constant(annotation_of(arg)) >= 0 for arg in operation.args)
    if name == "mod":
        modulus = _constant(annotation_of(operation.args[1]))
        return bool(modulus > 0 and modulus & (modulus - 1) == 0)
    return False


def _constant(annotation: Annotation) -> Any:
    return annotation.constant if annotation.is_constant else -1
