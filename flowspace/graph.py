"""The flow-graph data model, the same at every level of the pipeline.

A `Graph` is made of `Block`s joined by `Link`s.  Blocks take arguments instead of phi nodes (SSI form): a block
uses only its own input arguments, results of its own operations and constants.  Before annotation variables have
no type; the annotator fills `Variable.annotation`, the rtyper fills `Variable.type` and replaces the operations.

Exceptions are links.  A block whose `exitswitch` is `RAISES` ends with an operation that may raise: its first exit
(`exitcase` None) is the normal way on, the other exits have an exception class as `exitcase` and define one extra
variable, `Link.exception`, holding the exception instance.  An operation that may raise and is *not* guarded like
this propagates its exception to the caller of the graph; so only guarded operations cost a block boundary.
Raising is a link to the `exceptblock`, whose single input argument is the exception instance.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias

from weft.flowspace.diagnostics import SourceSpan


class OperationSpec(Protocol):
    """What the graph model needs to know of an operation declaration, of either level."""

    @property
    def name(self) -> str:
        """The operation's name in the text form."""


@dataclass(slots=True, eq=False)
class Variable:
    """A value defined once: by a block's input argument, an operation's result or an exception link."""

    name: str
    annotation: Any = None
    """What the annotator found out (an `annotator.lattice.Annotation`), or None before annotation."""
    type: Any = None
    """The low-level type (`rtyper.lltype.types.LowLevelType`), or None before rtyping."""

    def copy(self) -> Variable:
        """Return a new variable with the same name, annotation and type."""
        return Variable(self.name, self.annotation, self.type)

    def __repr__(self) -> str:
        return self.name


@dataclass(slots=True, eq=False)
class Constant:
    """A literal operand: any Python object before rtyping, a low-level value with its type afterwards."""

    value: Any
    type: Any = None
    span: SourceSpan | None = None
    """Where the literal stands, if it was written in the program."""

    def __repr__(self) -> str:
        return f"({self.value!r})"


Value: TypeAlias = Variable | Constant

TEMPORARY: Final = "v"
"""The name of variables that stand for no variable of the program, such as the values of conditional expressions."""


@dataclass(slots=True, eq=False)
class Operation:
    """`result = name[statics](args)`, with the source span it was written at.

    `statics` are operands known at translation time (field names, types, counts); they are never `Value`s.
    """

    spec: Any
    args: list[Value]
    result: Variable
    span: SourceSpan | None = None
    statics: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The operation's name, as its specification declares it."""
        return self.spec.name  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        statics = f"[{', '.join(map(str, self.statics))}]" if self.statics else ""
        return f"{self.result} = {self.name}{statics}({', '.join(map(repr, self.args))})"


class Default(enum.Enum):
    """The exit case of a switch's default link."""

    DEFAULT = "default"


class Raises(enum.Enum):
    """The exit switch of a block that ends in a guarded operation."""

    RAISES = "raises"


DEFAULT: Final = Default.DEFAULT
RAISES: Final = Raises.RAISES


@dataclass(slots=True, eq=False)
class Link:
    """A control-flow edge.

    `exitcase` is None (unconditional, or "did not raise"), True/False for a branch on a Bool, an int for a switch,
    `DEFAULT`, or, on an exception link, the exception class caught (a Python class before rtyping, a class table
    constant afterwards).
    """

    args: list[Value]
    target: Block
    exitcase: Any = None
    exception: Variable | None = None
    """On an exception link: the variable, defined by this link, that holds the instance."""

    def __repr__(self) -> str:
        return f"<link to {self.target.name} if {self.exitcase!r}>"


@dataclass(slots=True, eq=False)
class Block:
    """Straight-line operations followed by exits.

    No exits: a final block.  One exit and no exitswitch: goto.  Otherwise `exitswitch` is a variable (Bool: exits
    False then True; integer: cases and DEFAULT last) or `RAISES`.
    """

    name: str
    inputargs: list[Variable] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    exitswitch: Value | Raises | None = None
    exits: list[Link] = field(default_factory=list)

    @property
    def raises(self) -> bool:
        """True if the last operation is guarded by exception links."""
        return self.exitswitch is RAISES

    @property
    def is_final(self) -> bool:
        """True for the return block and the except block of a graph."""
        return not self.exits

    def __repr__(self) -> str:
        return f"<block {self.name}>"


@dataclass(slots=True, eq=False)
class Graph:
    """One function: its blocks are those reachable from `startblock`."""

    name: str
    startblock: Block
    returnblock: Block
    exceptblock: Block
    function: Callable[..., Any] | None = None
    """The Python function this came from; None for graphs made by the translator."""
    span: SourceSpan | None = None
    argument_names: Sequence[str] = ()
    always_inline: bool = False
    """The C compiler has to put it into its callers."""

    @property
    def arguments(self) -> list[Variable]:
        """The input variables of the function, in order."""
        return self.startblock.inputargs

    @property
    def result(self) -> Variable:
        """The variable that holds the returned value in the return block."""
        return self.returnblock.inputargs[0]

    def blocks(self) -> Iterator[Block]:
        """Yield the reachable blocks in depth-first preorder, first exits first; the start block comes first.

        The set of blocks is computed before the first one is yielded, so the graph may be changed meanwhile.
        """
        seen: dict[Block, None] = {}
        stack = [self.startblock]
        while stack:
            block = stack.pop()
            if block not in seen:
                seen[block] = None
                for link in reversed(block.exits):
                    stack.append(link.target)
        return iter(list(seen))

    def links(self) -> Iterator[Link]:
        """Yield every link, in block order."""
        for block in self.blocks():
            yield from block.exits

    def operations(self) -> Iterator[tuple[Block, Operation]]:
        """Yield every operation with its block, in block order."""
        for block in self.blocks():
            for operation in block.operations:
                yield block, operation

    def __repr__(self) -> str:
        return f"<graph {self.name}>"


def new_graph(name: str, arguments: Sequence[Variable], **details: Any) -> Graph:
    """Return a graph with an empty start block taking `arguments`, and fresh final blocks."""
    returnblock = Block("return", [Variable("result")])
    exceptblock = Block("raise", [Variable("exception")])
    return Graph(name, Block("entry", list(arguments)), returnblock, exceptblock, **details)
