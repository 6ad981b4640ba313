"""Finds the handler for an exception by its class: shared by the inliner and by the lowering of exceptions.

catch(e):
    cls = getfield[cls](e)
    m = is_subclass(cls, ValueError)
    switch m
        false -> (the next handler, or out of the function)
        true  -> handler(e)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from weft.flowspace.graph import Block, Constant, Link, Value, Variable
from weft.rtyper.lltype.types import CLASS_TABLE, EXCEPTION, Ptr
from weft.rtyper.lltype.values import ClassTable
from weft.translator.passes.graph_edits import branch, goto, new_operation

EXCEPTION_POINTER: Final = Ptr(EXCEPTION)


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler with an entry of its own, so that several ways can lead to it."""

    caught: ClassTable
    entry: Block
    """Takes the exception, under the name that the handler's link gave it."""


def make_handler(link: Link) -> Handler:
    """Give the handler of an exception link a block to enter it by."""
    exception = link.exception or Variable("exception", type=EXCEPTION_POINTER)
    entry = Block("handler", [exception])
    goto(entry, Link(link.args, link.target))
    return Handler(link.exitcase, entry)


def enter(block: Block, exception: Value, handler: Handler) -> None:
    """End `block` by entering a handler."""
    wanted = handler.entry.inputargs[0].type
    if wanted != exception.type:
        cast = new_operation("cast_pointer", [exception], None, (wanted,), "exception")
        block.operations.append(cast)
        exception = cast.result
    goto(block, Link([exception], handler.entry))


def dispatch(block: Block, exception: Value, handlers: list[Handler], root: ClassTable, otherwise: Link) -> None:
    """End `block` by going to the first handler for the class of the exception, or `otherwise`."""
    table: Variable | None = None
    for handler in handlers:
        if handler.caught is root:
            enter(block, exception, handler)
            return
        if table is None:
            getfield = new_operation("getfield", [exception], None, ("cls",), "cls")
            block.operations.append(getfield)
            table = getfield.result
        caught = Constant(handler.caught, Ptr(CLASS_TABLE))
        test = new_operation("is_subclass", [table, caught], None, (), "matches")
        block.operations.append(test)
        entered, other = Block("caught"), Block("catch")
        enter(entered, exception, handler)
        branch(block, test.result, Link([], other), Link([], entered))
        block = other
    goto(block, otherwise)
