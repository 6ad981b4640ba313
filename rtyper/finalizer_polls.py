"""Finalizers in the rtyper: the classes that have them, and the places where programs look whether some are due.

Those places are where functions of the program begin and where their loops go round; library functions have none, so
that a finalizer never sees what they are in the middle of.  With a memory manager that knows at once what is dead,
the functions of the program look after every call and store.  Programs without finalizers have none at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weft.annotator.keeping import has_finalizer
from weft.annotator.lattice import SomeInstance
from weft.flowspace.edit import insert_block_on_link
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Operation, Variable
from weft.flowspace.traversal import reverse_postorder
from weft.rlib import weak_callbacks
from weft.rlib.intrinsics import promises_not_to_collect
from weft.rtyper.ll_helpers import finalizers
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import OBJECT, VOID, Ptr
from weft.rtyper.lowering import boolean, signed, void

LETTING_GO: Final = frozenset(
    {"direct_call", "indirect_call", "setfield", "setarrayitem", "setitemfield", "settail", "static_set", "keepalive"}
)

if TYPE_CHECKING:
    from weft.annotator.descriptions import ClassDef
    from weft.flowspace.diagnostics import SourceSpan
    from weft.flowspace.graph import Value
    from weft.rtyper.lltype.values import FunctionValue
    from weft.rtyper.lowering import Builder
    from weft.rtyper.typer import Typer


def annotate_finalizers(typer: Typer) -> None:
    """Annotate the calls of the finalizers of all classes that the program makes instances of."""
    known = -1
    while known < len(typer.finalizable):
        known = len(typer.finalizable)
        for classdef in list(typer.program.context.classes.classdefs):
            if classdef.instantiated and has_finalizer(classdef):
                _add(typer, classdef)
    if are_needed(typer):
        typer.annotations.library_graph("run_finalizers", [])


def has_callbacks(typer: Typer) -> bool:
    """True if the program wants to know when something is dead that weak references lead to."""
    infos = typer.program.context.infos
    return any(info.description.function is weak_callbacks.watch for info in infos)


def are_needed(typer: Typer) -> bool:
    """True if something has to be called for dead objects: the program has to look for them."""
    return bool(typer.finalizable) or has_callbacks(typer)


def _add(typer: Typer, classdef: ClassDef) -> None:
    """Note the topmost ancestor of a class that has a finalizer."""
    while classdef.base is not None and has_finalizer(classdef.base):
        classdef = classdef.base
    if classdef not in typer.finalizable:
        typer.finalizable.append(classdef)
        typer.annotations.library_graph("finalize", [SomeInstance(classdef=classdef)])


def finalize_next(builder: Builder) -> Value:
    """Emit the call of the finalizer that is due first; the result is whether there was one."""
    typer = builder.typer
    if not typer.finalizable:
        return boolean(False)
    instance = builder.emit("finalizer_next", hint="dead")
    for classdef in typer.finalizable:
        function = typer.calls.library_function("finalize", [SomeInstance(classdef=classdef)])
        table = typer.classes.table(classdef)
        builder.helper(finalizers.finalize_if, instance, void(table), void(function), void(function.type.args[0]))
    return builder.emit("ptr_nonzero", instance)


def finalize_rest(builder: Builder) -> Value:
    """Emit the question for finalizers that were not called yet."""
    return builder.emit("finalizers_rest") if builder.typer.finalizable else boolean(False)


def cleared_next(builder: Builder) -> Value:
    """Emit the question for the number of a weak link that was cleared."""
    return builder.emit("weak_next_cleared") if has_callbacks(builder.typer) else signed(0)


def register(builder: Builder, instance: Value) -> None:
    """Emit the registration of a new instance that has a finalizer."""
    builder.helper(finalizers.register, builder.cast_pointer(instance, Ptr(OBJECT)))


def insert_polls(typer: Typer, run: FunctionValue, graphs: list[Graph]) -> None:
    """Let the functions of the program look for finalizers that are due; `run` calls them."""
    poll = typer.helpers.get(finalizers.poll, [void(run)])
    arguments: list[Value] = [Constant(poll, Ptr(poll.type)), void(run)]
    functions = typer.program.context.functions
    for graph in graphs:
        function = graph.function
        if function is None or functions.is_library(function) or promises_not_to_collect(function):
            continue
        _insert(graph, arguments)
        if typer.options.prompt_finalizers:
            for block in list(graph.blocks()):
                _insert_behind(block, arguments)


def _insert(graph: Graph, poll: list[Value]) -> None:
    order = {block: index for index, block in enumerate(reverse_postorder(graph))}
    headers = {graph.startblock: None}
    for block, index in order.items():
        headers.update(dict.fromkeys(link.target for link in block.exits if order[link.target] <= index))
    for block in headers:
        if block.exits:
            block.operations = [_call(poll, graph.span), *block.operations]


def _call(poll: list[Value], span: SourceSpan | None) -> Operation:
    return Operation(OPS["direct_call"], list(poll), Variable("_", type=VOID), span)


def _insert_behind(block: Block, poll: list[Value]) -> None:
    """Look behind every operation that may let go of an object."""
    output: list[Operation] = []
    for operation in block.operations:
        output.append(operation)
        if operation.name in LETTING_GO and operation.args[0] is not poll[0]:
            output.append(_call(poll, operation.span))
    if block.exitswitch is RAISES and output and output[-1] is not block.operations[-1]:
        insert_block_on_link(block.exits[0], "poll").operations = [output.pop()]
    block.operations = output
