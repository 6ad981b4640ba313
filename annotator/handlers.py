"""What handlers do with the exceptions that nearly every operation can raise.

Where a handler only raises MemoryError again, nobody need know that the operation it guards may find no memory: the
program is the same without, and `except KeyError` around `d[k]` stays as simple as it is.

Entry points: `may_allocate`, `notices`.
"""

from __future__ import annotations

from weft.annotator.lattice import SomeBool, SomeFloat, SomeInteger
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Value, Variable


def may_allocate(operation: Operation) -> bool:
    """Return False if all that an operation works on are numbers."""
    for value in (*operation.args, operation.result):
        if isinstance(value, Variable):
            if not isinstance(value.annotation, (SomeBool, SomeInteger, SomeFloat)):
                return True
        elif not isinstance(value.value, (int, float)):
            return True
    return False


def notices(graph: Graph, link: Link, cls: type[BaseException]) -> bool:
    """Tell if a handler does anything with an exception of a class but raise it again."""
    if not issubclass(cls, link.exitcase):
        return False
    exception: Value | None = link.exception
    while True:
        block = link.target
        inside = [variable for value, variable in zip(link.args, block.inputargs, strict=True) if value is exception]
        if block is graph.exceptblock and inside:
            return False
        if len(inside) != 1 or not _passes_on(block, inside[0], cls):
            return True
        exception, link = inside[0], block.exits[0]


def _passes_on(block: Block, exception: Variable, cls: type[BaseException]) -> bool:
    """Tell if a block takes its first exit with such an exception, after nothing but an `except C` of other classes."""
    operations = [operation for operation in block.operations if operation.spec.name != "set_context"]
    if not operations:
        return len(block.exits) == 1
    operation, *others = operations
    if others or operation.spec.name != "exception_match" or block.exitswitch is not operation.result:
        return False
    value, tested = operation.args
    if value is not exception or not isinstance(tested, Constant) or block.exits[0].exitcase is not False:
        return False
    classes = tested.value if isinstance(tested.value, tuple) else (tested.value,)
    return all(isinstance(other, type) and not issubclass(cls, other) for other in classes)
