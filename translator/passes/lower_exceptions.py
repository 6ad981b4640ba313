"""Makes exceptions explicit: one pending word, tested after the calls that can raise.

    before                                   after
    entry(x):                                entry(x):
        y = direct_call(f, x)                    y = direct_call(f, x)
        try                                      p = exc_pending()
            ok            -> more(y)             switch p
            ValueError(e) -> handler(e)              false -> more(y)
                                                     true  -> catch()
                                             catch():
                                                 e = exc_take()
                                                 traceback_add(e)
                                                 cls = getfield[cls](e)
                                                 m = is_subclass(cls, ValueError)
                                                 switch m
                                                     false -> propagate(e)
                                                     true  -> handler(e)
                                             propagate(e):
                                                 exc_set(e)
                                                 goto return(0)
    more(y):                                 more(y):
        z = int_add_ovf(y, 1)                    z = int_add_ovf(y, 1)
        goto return(z)                           try
                                                     ok            -> return(z)
                                                     OverflowError -> overflow()
                                             overflow():
                                                 traceback_start(<OverflowError>)
                                                 exc_set(<OverflowError>)
                                                 goto return(0)

* A call that cannot raise gets no test.  An unguarded call that raises adds its line to the pending exception's
  traceback and returns a zero; the blocks that do so are shared by the calls of one line.
* An allocation returns null when it fails; `stack_check` becomes a test of `stack_exhausted`; an `int_*_ovf` keeps
  a `try` whose second exit defines no exception: the overflow exit.  These raise prebuilt instances.
* A raise that goes to a handler of the same function never becomes pending.

Afterwards a link to the except block sets the pending word; the graph's real except block is unreachable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final, final

from weft.flowspace.diagnostics import SourceSpan
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper.lltype.types import BOOL, VOID
from weft.rtyper.program import Program
from weft.rtyper.visibility import is_visible
from weft.translator.analysis.can_raise import CanRaise, can_raise
from weft.translator.pass_base import PassContext, ProgramPass
from weft.translator.passes.dispatch_exceptions import EXCEPTION_POINTER, dispatch, enter, make_handler
from weft.translator.passes.graph_edits import branch, goto, new_operation, zero_constant

_MESSAGES: Final = {
    "OverflowError": "integer overflow",
    "MemoryError": "",
    "RecursionError": "maximum recursion depth exceeded",
}
"""What the prebuilt exceptions of lowered operations say."""


@final
@dataclass(frozen=True, slots=True)
class LowerExceptions(ProgramPass):
    """Replace exception links by tests of the pending exception."""

    name: ClassVar[str] = "lower-exceptions"
    forbids: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered"})
    establishes: ClassVar[frozenset[str]] = frozenset({"exceptions-lowered"})

    def run(self, program: Program, context: PassContext) -> bool:
        """Lower every graph of the program."""
        if program.exceptions_lowered:
            raise AssertionError("the exceptions of this program were lowered before")
        graphs = context.graphs()
        analysis = can_raise(program, graphs)
        for graph in graphs:
            _Lowering(graph, program, analysis).run()
        program.exceptions_lowered = True
        return True


@dataclass(slots=True, eq=False)
class _Lowering:
    """The state of lowering one graph.  Leaves it in dominance form."""

    graph: Graph
    program: Program
    analysis: CanRaise
    propagating: dict[tuple[str, str, int], Block] = field(default_factory=dict)
    """By file, function and line: the block that adds that line to the traceback and returns."""
    raising: dict[tuple[str, str, str, int], Block] = field(default_factory=dict)
    """The same for raising a prebuilt exception, by its class, too."""
    used: set[Value] = field(default_factory=set)
    """Exceptions that handlers look at."""

    def run(self) -> None:
        """Lower all blocks, then the raises."""
        blocks = list(self.graph.blocks())
        if any(block.raises for block in blocks):
            for block in blocks:
                for operation in block.operations:
                    self.used.update(operation.args)
                for link in block.exits:
                    self.used.update(link.args)
        for block in blocks:
            self.lower_block(block)
        self.lower_raises()

    def lower_block(self, block: Block) -> None:
        """Cut a block behind each operation that raises."""
        operations, exits, switch = block.operations, block.exits, block.exitswitch
        if any(_is_hidden_mark(operation) for operation in operations):
            operations = block.operations = [o for o in operations if not _is_hidden_mark(o)]
        if not any(operation.spec.raises for operation in operations):
            return
        if self.raises_result(block):
            operations, exits, switch = block.operations, block.exits, None
        last = len(operations) - 1
        if switch is RAISES and not self.analysis.operation(operations[last]):
            goto(block, exits[0])
            exits, switch = block.exits, None
        start, current = 0, block
        for position, operation in enumerate(operations):
            if not operation.spec.raises or not self.analysis.operation(operation):
                continue
            if position < last and operations[position + 1].spec.name == "exc_set_new":
                continue
            at_end = position == last
            if at_end and switch is None and self.is_transparent(operation, exits[0]):
                continue
            current.operations = operations[start : position + 1]
            if at_end and switch is RAISES:
                self.guarded(current, operation, exits)
                return
            if at_end and switch is None:
                self.unguarded(current, operation, exits[0])
                return
            rest = Block(block.name)
            self.unguarded(current, operation, Link([], rest))
            start, current = position + 1, rest
        current.operations = operations[start:]
        current.exitswitch, current.exits = switch, exits

    def is_transparent(self, operation: Operation, link: Link) -> bool:
        """True for a hidden call at the end of the function, which returns whatever happens: no test is needed."""
        is_call = operation.spec.raises == ("*",)
        return is_call and not is_visible(operation.span) and link.target is self.graph.returnblock

    def raises_result(self, block: Block) -> bool:
        """Shorten a block that ends with a call whose result is raised, as is what the call itself raises.

        That is what `raise` comes to in helpers, and `raise` of what a factory makes.  One way out is enough: what
        was made becomes pending unless the making failed, and both get the same lines in the traceback.
        """
        position = _raised_call(block)
        if position is None:
            return False
        operation = block.operations[position]
        made = self.way_out(operation.result, block.operations[position + 1 :], block.exits[0])
        failed: list[SourceSpan | None] | None = [] if not is_visible(operation.span) else [operation.span]
        if block.raises:
            (handler,) = block.exits[1:]
            if handler.exitcase is not self.program.root_exception or handler.exception is None:
                return False
            further = self.way_out(handler.exception, [], handler)
            failed = None if further is None or failed is None else failed + further
        if made is None or failed is None or not _is_suffix(failed, made):
            return False
        del block.operations[position + 1 :]
        block.operations.append(new_operation("exc_set_new", [operation.result], operation.span))
        block.operations += [new_operation("traceback_add_pending", [], span) for span in made]
        goto(block, self.return_zero())
        return True

    def way_out(self, exception: Value, operations: list[Operation], link: Link) -> list[SourceSpan | None] | None:
        """Return what the traceback gets on the way to the except block, or None if something else happens there."""
        spans: list[SourceSpan | None] = []
        for _ in range(8):
            for operation in operations:
                if operation.spec.name != "traceback_add" or operation.args[0] is not exception:
                    return None
                if is_visible(operation.span):
                    spans.append(operation.span)
            if exception in link.args:
                exception = link.target.inputargs[link.args.index(exception)]
            if link.target is self.graph.exceptblock:
                return spans if exception is self.graph.exceptblock.inputargs[0] else None
            if link.target.exitswitch is not None or len(link.target.exits) != 1:
                return None
            operations, link = link.target.operations, link.target.exits[0]
        return None

    # ---------------------------------------------------------------- operations without handlers

    def unguarded(self, block: Block, operation: Operation, normal: Link) -> None:
        """End `block` with a test whether its last operation raised."""
        if operation.spec.raises == ("*",):
            self.test(block, operation, normal, self.propagate_link(operation.span))
        else:
            (name,) = operation.spec.raises
            self.test(block, operation, normal, Link([], self.raising_block(name, operation.span)))

    def test(self, block: Block, operation: Operation, normal: Link, failed: Link) -> None:
        """End a block with two exits, by what kind of operation comes last."""
        name = operation.spec.name
        if operation.spec.raises == ("*",):
            condition = new_operation("exc_pending", [], operation.span, result_name="pending")
        elif name == "stack_check":
            block.operations.pop()
            condition = new_operation("stack_exhausted", [], operation.span, result_name="exhausted")
        elif operation.spec.can_collect:
            condition = new_operation("ptr_iszero", [operation.result], operation.span, result_name="failed")
        else:
            normal.exitcase, failed.exitcase = None, self.program.exception_table(operation.spec.raises[0])
            block.exitswitch = RAISES
            block.exits = [normal, failed]
            return
        block.operations.append(condition)
        assert condition.result.type is BOOL
        branch(block, condition.result, normal, failed)

    def propagate_link(self, span: SourceSpan | None) -> Link:
        """Return a link by which the pending exception leaves the function."""
        returning = self.return_zero()
        if span is None or not is_visible(span):
            return returning
        key = (span.filename, span.function, span.line)
        block = self.propagating.get(key)
        if block is None:
            block = self.propagating[key] = Block("propagate")
            block.operations.append(new_operation("traceback_add_pending", [], span))
            goto(block, returning)
        return Link([], block)

    def raising_block(self, name: str, span: SourceSpan | None) -> Block:
        """Return the block that raises a prebuilt exception out of the function."""
        key = (name, "", "", 0)
        if span is not None and is_visible(span):
            key = (name, span.filename, span.function, span.line)
        block = self.raising.get(key)
        if block is None:
            block = self.raising[key] = Block("raise_" + name)
            exception = self.start_exception(block, name, span)
            block.operations.append(new_operation("exc_set", [exception], span))
            goto(block, self.return_zero())
        return block

    def start_exception(self, block: Block, name: str, span: SourceSpan | None) -> Constant:
        """Append the start of a prebuilt exception's way; return the instance."""
        exception = Constant(self.program.prebuilt_exception(name, _MESSAGES[name]), EXCEPTION_POINTER)
        block.operations.append(new_operation("traceback_start", [exception], span))
        return exception

    def return_zero(self) -> Link:
        """Return a link that ends the function while an exception is pending."""
        return Link([zero_constant(self.graph.result.type or VOID)], self.graph.returnblock)

    # ---------------------------------------------------------------- operations with handlers

    def guarded(self, block: Block, operation: Operation, exits: list[Link]) -> None:
        """End `block`, whose last operation has handlers, with a test and the search for the handler."""
        normal, links = exits[0], exits[1:]
        catch = Block("catch")
        if operation.spec.raises == ("*",):
            taken = new_operation("exc_take", [], operation.span, result_name="exception")
            catch.operations.append(taken)
            if is_visible(operation.span):
                catch.operations.append(new_operation("traceback_add", [taken.result], operation.span))
            otherwise = Link([taken.result], self.graph.exceptblock)
            handlers = [make_handler(link) for link in links]
            dispatch(catch, taken.result, handlers, self.program.root_exception, otherwise)
        else:
            (name,) = operation.spec.raises
            table = self.program.exception_table(name)
            link = next((link for link in links if table.is_subclass(link.exitcase)), None)
            if link is None:
                catch = self.raising_block(name, operation.span)
            elif link.exception not in self.used:
                goto(catch, Link(link.args, link.target))
            else:
                enter(catch, self.start_exception(catch, name, operation.span), make_handler(link))
        self.test(block, operation, normal, Link([], catch))

    # ---------------------------------------------------------------- raises

    def lower_raises(self) -> None:
        """Turn the except block into one that sets the pending word and returns."""
        graph = self.graph
        old = graph.exceptblock
        old.name = "set_exception"
        argument = old.inputargs[0]
        argument.type = argument.type or EXCEPTION_POINTER
        old.operations.append(new_operation("exc_set", [argument], None))
        goto(old, self.return_zero())
        graph.exceptblock = Block("raise", [Variable("exception", type=argument.type)])


def _is_hidden_mark(operation: Operation) -> bool:
    """True for a traceback entry that would not show."""
    return operation.spec.name == "traceback_add" and not is_visible(operation.span)


def _raised_call(block: Block) -> int | None:
    """Return where a block has a call that makes an exception, followed by nothing but what goes with raising it."""
    if len(block.exits) not in (1, 2) or (len(block.exits) == 2) != block.raises:
        return None
    position = len(block.operations) - 1
    while position >= 0 and block.operations[position].spec.name == "traceback_add":
        position -= 1
    if position < 0 or (block.raises and position != len(block.operations) - 1):
        return None
    operation = block.operations[position]
    return position if operation.spec.raises == ("*",) and operation.result.type == EXCEPTION_POINTER else None


def _is_suffix(part: list[SourceSpan | None], whole: list[SourceSpan | None]) -> bool:
    """True if the one traceback ends like the other."""
    keys = [[(s.filename, s.function, s.line) for s in spans if s is not None] for spans in (part, whole)]
    return not keys[0] or keys[1][-len(keys[0]) :] == keys[0]
