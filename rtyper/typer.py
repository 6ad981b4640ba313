"""The rtyper: annotated flow graphs become graphs of low-level operations, in place.

`type_program(annotated, options) -> Program`.  Each variable gets the low-level type of its annotation's
representation; each high-level operation is lowered by its first operand's representation (`lower_NAME`), by
`builtins.py` (calls of built-in functions) or, where the annotator left a call site, by `calls.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from weft.annotator.call_sites import AnnotatedProgram
from weft.annotator.descriptions import ClassDef
from weft.annotator.keeping import Mortality
from weft.annotator.lattice import (
    IMPOSSIBLE,
    Annotation,
    Impossible,
    SomeBuiltinMethod,
    SomePBC,
    SomeSlice,
)
from weft.flowspace.diagnostics import Diagnostic, Position, TranslationError, phase
from weft.flowspace.graph import RAISES, Block, Constant, Graph, Link, Operation, Value, Variable
from weft.rtyper import calls, operations
from weft.rtyper.annotate_ahead import annotate_ahead
from weft.rtyper.annotations import Annotations
from weft.rtyper.block_splitting import guard_each, put_block_on_link
from weft.rtyper.classes import ClassLayouts
from weft.rtyper.exception_data import ExceptionData
from weft.rtyper.finalizer_polls import are_needed, insert_polls
from weft.rtyper.helper_graphs import HelperGraphs
from weft.rtyper.lltype.types import BOOL, EXCEPTION, OBJECT, STR, VOID, FuncType, LowLevelType, Ptr, zero_of
from weft.rtyper.lltype.values import FunctionValue, StaticVariable, new_str
from weft.rtyper.lowering import Builder, Lowering
from weft.rtyper.program import Program
from weft.rtyper.repetitions import repeated_items
from weft.rtyper.representations import REPRESENTATIONS, representation_key
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.callables import CallableRepresentation
from weft.rtyper.representations.slices import SliceRepresentation
from weft.rtyper.unset_attributes import UnsetAttributes
from weft.rtyper.wrapping import wrapping_operations

STR_POINTER: Final = Ptr(STR)


@dataclass(frozen=True, slots=True)
class TyperOptions:
    """What the command line decides about lowering."""

    check_overflow: bool = True
    check_bounds: bool = True
    prompt_finalizers: bool = False
    """The memory manager finds out at once that an object is dead: see `weft.rtyper.finalizer_polls`."""


class Typer:
    """Holds everything made while rtyping one program."""

    def __init__(self, program: AnnotatedProgram, options: TyperOptions) -> None:
        self.program = program
        self.options = options
        self.cache: dict[Any, Any] = {}
        """Shared by representations: struct types and functions made once per key."""
        self.annotations = Annotations(program.context)
        self.unset = UnsetAttributes(program)
        self.object_pointer = Ptr(OBJECT)
        self.exception_pointer = Ptr(EXCEPTION)
        self.helpers = HelperGraphs(self)
        self.classes: ClassLayouts = ClassLayouts(self)
        self.exceptions = ExceptionData(self)
        self.calls = calls.CallLowering(self)
        self.position = Position()
        self.values: dict[Variable, Value] = {}
        """The low-level value of each high-level operation's result."""
        self._representations: dict[Any, Representation] = {}
        self._pending_setup: list[Representation] = []
        self._strings: dict[str, Constant] = {}
        self._functions: dict[int, FunctionValue] = {}
        self._untyped: list[Graph] = []
        self.finalizable: list[ClassDef] = []
        """The topmost classes with finalizers, among those that the program makes instances of."""
        self._mortality: Mortality | None = None
        self._wrapping: set[int] = set()
        self._wraps_everything = False
        self._repeated: dict[Value, Value] = {}

    @property
    def mortality(self) -> Mortality:
        """Knows of which values it is seen when they die."""
        if self._mortality is None:
            self._mortality = Mortality(self.program.context)
        return self._mortality

    @property
    def has_big_integers(self) -> bool:
        """True if ints may be of any size (`--ints=big`)."""
        return bool(self.program.context.options.ints == "big")

    # Representations and constants ----------------------------------------------------------------------------

    def representation(self, annotation: Annotation) -> Representation:
        """Return the representation of an annotation; equal layouts share one object."""
        key = representation_key(annotation)
        found = self._representations.get(key)
        if found is None:
            factory = REPRESENTATIONS.get(type(annotation))
            if factory is None:
                raise self.error("W0401", f"values of type {annotation} are not supported yet")
            found = factory(self, annotation)
            # A recursive type may have made it meanwhile.
            found = self._representations.setdefault(key, found)
            self._pending_setup.append(found)
        return found

    def setup_representations(self) -> None:
        """Finish representations made since the last call."""
        while self._pending_setup:
            self._pending_setup.pop().setup()

    def register(self, annotation: Annotation, representation: Representation) -> None:
        """Make a representation known before its constructor has returned (for recursive types)."""
        self._representations[representation_key(annotation)] = representation

    def annotation_of(self, value: Value) -> Annotation:
        """Return the annotation of a high-level value."""
        if isinstance(value, Variable):
            return IMPOSSIBLE if value.annotation is None else value.annotation
        return self.annotations.of_constant(value.value)

    def string_constant(self, text: str) -> Constant:
        """Return the constant low-level string of a text; equal texts share one."""
        found = self._strings.get(text)
        if found is None:
            found = self._strings[text] = Constant(new_str(text), STR_POINTER)
            calls_hash = self.cache.get("string hash")
            if calls_hash is not None:
                found.value.fields["hash"] = calls_hash(text)
        return found

    def constant(self, representation: Representation, value: Any) -> Constant:
        """Return a Python object as a constant of a representation."""
        self.setup_representations()
        value = self.annotations.prebuilt(value)
        return Constant(representation.constant(value), representation.lowtype)

    def low_level_value(  # noqa: C901 - one case per kind of value
        self, builder: Builder, value: Value, target: Representation | None = None
    ) -> Value:
        """Return the low-level value of a high-level one, converted to `target` (default: its representation)."""
        if isinstance(target, CallableRepresentation) and isinstance(self.annotation_of(value), SomeBuiltinMethod):
            return target.bound_builtin(builder, self.low_level_value(builder, value), self.annotation_of(value))
        if isinstance(value, Constant):
            if value.type is not None:
                return value
            if isinstance(self.annotation_of(value), SomeBuiltinMethod):
                value = Constant(value.value.__self__)  # what represents the method
            if target is None:
                target = self.representation(self.annotation_of(value))
            try:
                return self.constant(target, value.value)
            except TypeError:
                source = self.representation(self.annotation_of(value))
                return self.convert(builder, self.constant(source, value.value), source, target)
        annotation = self.annotation_of(value)
        source = self.representation(annotation)
        if annotation.is_constant and not isinstance(annotation, SomePBC) and source.lowtype is not VOID:
            try:
                return self.constant(target or source, annotation.constant)
            except TypeError:
                pass
        low = self.values.get(value, value)
        if low.type is VOID and isinstance(low, Variable):
            low = Constant(annotation.constant if annotation.is_constant else None, VOID)
        elif low.type is VOID and source.lowtype is not VOID and isinstance(source, SliceRepresentation):
            low = source.materialized(builder, low)
        elif low.type != source.lowtype and isinstance(low.type, Ptr):
            # An exception variable: its link gives it the type of the root.
            low = builder.cast_pointer(low, source.lowtype)
        if target is None or target is source:
            return low
        return self.convert(builder, low, source, target)

    def convert(self, builder: Builder, value: Value, source: Representation, target: Representation) -> Value:
        """Return the value in another representation; an impossible conversion is an internal error."""
        if source is target:
            return value
        self.setup_representations()
        converted = source.convert_to(builder, value, target)
        if converted is None:
            converted = target.convert_from(builder, value, source)
        if converted is None:
            if source.lowtype == target.lowtype:
                return value
            raise TypeError(f"no conversion from {source} to {target}")
        return converted

    def error(self, code: str, message: str) -> TranslationError:
        """Return an error at the operation being worked on."""
        return TranslationError(Diagnostic(code, message, self.position.span))

    # Functions ------------------------------------------------------------------------------------------------

    def function_of(self, graph: Graph) -> FunctionValue:
        """Return the function value of an annotated graph, which is typed sooner or later."""
        found = self._functions.get(id(graph))
        if found is None:
            arguments = tuple(self.low_type(self.annotation_of(v)) for v in graph.arguments)
            found = FunctionValue(graph.name, FuncType(arguments, self.low_type(self.annotation_of(graph.result))))
            found.graph = graph
            self._functions[id(graph)] = found
            self._untyped.append(graph)
        return found

    def low_type(self, annotation: Annotation) -> LowLevelType:
        """Return the low-level type of an annotation."""
        return self.representation(annotation).lowtype

    def static_variable(self, variable: Any, annotation: Annotation) -> StaticVariable:
        """Return the static variable of a module variable assigned at run time."""
        key = ("static", id(variable))
        if key not in self.cache:
            value = variable.namespace.get(variable.name)
            self.cache[key] = self.new_static(str(variable), annotation, value)
        found: StaticVariable = self.cache[key]
        return found

    def bound_flag(self, variable: Any) -> StaticVariable:
        """Return the static variable that tells whether a module variable has a value."""
        key = ("bound", id(variable))
        if key not in self.cache:
            self.cache[key] = StaticVariable(f"{variable} is bound", BOOL, variable.name in variable.namespace)
        found: StaticVariable = self.cache[key]
        return found

    def new_static(self, name: str, annotation: Annotation, value: Any) -> StaticVariable:
        """Return a new static variable with a Python object as its initial value."""
        representation = self.representation(annotation)
        initial = zero_of(representation.lowtype)
        if value is not None and representation.lowtype is not VOID:
            initial = self.constant(representation, value).value
        return StaticVariable(name, representation.lowtype, initial)

    def repr_function(self, representation: Representation) -> FunctionValue:
        """Return a function (value) -> STR that gives the `repr` of values of a representation."""
        return self.calls.library_function("repr", [representation.annotation])

    # The driver -----------------------------------------------------------------------------------------------

    def run(self) -> Program:
        """Type every graph that can be reached, and return the program."""
        annotate_ahead(self)
        entry = self.function_of(self.program.entry)
        run_finalizers = self.calls.library_function("run_finalizers", []) if are_needed(self) else None
        self._type_graphs()
        self.classes.finish()
        # Class-level values and prebuilt data may have led to further functions.
        while self._untyped:
            self._type_graphs()
            self.classes.finish()
        self.setup_representations()
        if run_finalizers is not None:
            insert_polls(self, run_finalizers, [f.graph for f in self._functions.values()])
        return Program(
            entry,
            self.classes.root_table,
            self.exceptions.table(BaseException),
            self.exceptions.table_by_name,
            self.exceptions.prebuilt_by_name,
        )

    def _type_graphs(self) -> None:
        while self._untyped:
            graph = self._untyped.pop()
            self.position.span = graph.span
            with phase("rtyping", graph.name, self.position):
                self._type_graph(graph)

    def _type_graph(self, graph: Graph) -> None:
        self._wrapping = wrapping_operations(graph, self.annotation_of)
        self._repeated = repeated_items(graph, self.annotation_of)
        # The library relies on overflow checks, whatever programs ask for.
        info = self.program.context.info_of.get(graph)
        self._wraps_everything = not self.options.check_overflow and info is not None and not info.is_library
        graph.exceptblock.inputargs[0].type = self.exception_pointer
        graph.result.type = self.low_type(self.annotation_of(graph.result))
        for variable in graph.arguments:
            variable.type = self.low_type(self.annotation_of(variable))
        blocks = [graph.startblock]
        seen = {id(graph.startblock)}
        while blocks:
            block = blocks.pop()
            if not block.exits:
                continue
            targets = self._type_block(graph, block)
            for target in targets:
                if id(target) not in seen:
                    seen.add(id(target))
                    blocks.append(target)
        self.setup_representations()

    def wraps(self, operation: Operation) -> bool:
        """True if the operation need not check for overflow: its result only feeds a mask, or the option says so."""
        return self._wraps_everything or id(operation) in self._wrapping

    def repeated_item(self, value: Value) -> Value | None:
        """Return the item of a list that is only made to be repeated, of any other value None."""
        return self._repeated.get(value)

    def _type_block(self, graph: Graph, block: Block) -> list[Block]:
        """Lower the operations and links of a block, splitting it where needed; returns its successors."""
        output: list[Operation] = []
        guarded_from = 0
        for operation in block.operations:
            self.position.span = operation.span
            guarded_from = len(output)
            lowering = Lowering(self, operation, output)
            self._bind(operation, operations.lower(lowering))
            if isinstance(self.annotation_of(operation.result), Impossible) and operations.may_not_return(operation):
                self._cut(graph, block, lowering)
                break
        self._fold_switch(block, output)
        block.exits = [link for link in block.exits if not self._is_dead(link)]
        targets = [link.target for link in block.exits]
        if block.exitswitch is RAISES:
            self._guard(block, output, guarded_from)
            return targets
        block.operations = output
        if len(block.exits) == 1:
            block.exits[0].args = self._converted(block.exits[0], output)
            return targets
        for link in block.exits:
            self._convert_on_link(link)
        return targets

    def _fold_switch(self, block: Block, output: list[Operation]) -> None:
        """Replace the exit switch by its low-level value; a known one leaves a single exit."""
        if block.exitswitch is None or block.exitswitch is RAISES:
            return
        switch = self.low_level_value(Builder(self, output, self.position.span), block.exitswitch)
        if isinstance(switch, Constant):
            block.exits = [link for link in block.exits if link.exitcase == switch.value]
            block.exits[0].exitcase = None
            block.exitswitch = None
        else:
            block.exitswitch = switch

    def _converted(self, link: Link, output: list[Operation]) -> list[Value]:
        """Return a link's arguments as its target wants them, appending conversions to `output`."""
        builder = Builder(self, output, self.position.span)
        arguments: list[Value] = []
        for value, variable in zip(link.args, link.target.inputargs, strict=True):
            if variable.type is None:
                variable.type = self.low_type(self.annotation_of(variable))
            if variable.type is self.exception_pointer:  # only that of the except block
                arguments.append(builder.cast_pointer(self.low_level_value(builder, value), self.exception_pointer))
                continue
            target = self.representation(self.annotation_of(variable))
            if isinstance(target.annotation, Impossible):
                arguments.append(Constant(None, VOID))
                continue
            arguments.append(self._passed(builder, value, variable, target))
        return arguments

    def _passed(self, builder: Builder, value: Value, variable: Variable, target: Representation) -> Value:
        """Return what a link passes on for a value to a variable of its target."""
        try:
            return self.low_level_value(builder, value, target)
        except TypeError:
            # Of another type than its target, so the branch has told that it is None: `m if m is None else m.group()`.
            if not (self.annotation_of(value).can_be_none and self.annotation_of(variable).can_be_none):
                raise
            return self.constant(target, None)

    def _is_dead(self, link: Link) -> bool:
        """True for an exception link that nothing can take, as the annotator found."""
        return link.exception is not None and isinstance(self.annotation_of(link.exception), Impossible)

    def _convert_on_link(self, link: Link) -> None:
        conversions: list[Operation] = []
        arguments = self._converted(link, conversions)
        if conversions:
            put_block_on_link(link, conversions, arguments)
        else:
            link.args = arguments

    def _bind(self, operation: Operation, result: Value | None) -> None:
        """Remember the low-level value of an operation's result, checking its type."""
        variable = operation.result
        annotation = self.annotation_of(variable)
        if result is None:
            value = annotation.constant if annotation.is_constant else None
            representation = self.representation(annotation)
            if representation.lowtype is not VOID and not isinstance(annotation, Impossible):
                self.values[variable] = self.constant(representation, value)
            else:
                self.values[variable] = Constant(value, VOID)
            return
        expected = self.low_type(annotation)
        if result.type != expected and expected is not VOID and not isinstance(annotation, SomeSlice):
            raise TypeError(f"{operation} gave {result.type}, but {annotation} is {expected}")
        if isinstance(result, Variable) and result.name == "v":
            result.name = variable.name
        self.values[variable] = result

    def _cut(self, graph: Graph, block: Block, lowering: Lowering) -> None:
        """What follows a call that never returns is not reached."""
        result = graph.result
        if result.type is None:
            result.type = self.low_type(self.annotation_of(result))
        after = Link([Constant(zero_of(result.type), result.type)], graph.returnblock)
        if block.exitswitch is RAISES and lowering.operation is block.operations[-1]:
            block.exits = [after, *block.exits[1:]]
        else:
            lowering.emit("unreachable")
            block.exitswitch = None
            block.exits = [after]

    def _guard(self, block: Block, output: list[Operation], guarded_from: int) -> None:
        """End a block after each operation that can raise, with the handlers' links; drop them if there is none."""
        handlers = block.exits[1:]
        for link in handlers:
            link.exitcase = self.exceptions.table(link.exitcase)
            if link.exception is not None:
                link.exception.type = self.exception_pointer
            self._convert_on_link(link)
        tail: list[Operation] = []
        arguments = self._converted(block.exits[0], tail)
        if not handlers:  # the annotator found that none is ever reached
            block.operations, block.exitswitch = output + tail, None
            block.exits[0].args = arguments
            return
        segments: list[list[Operation]] = [[]]
        for operation in output[guarded_from:]:
            segments[-1].append(operation)
            if operation.spec.can_raise:
                segments.append([])
        segments[-1].extend(tail)
        block.operations = output[:guarded_from]
        block.exitswitch = None
        guard_each(block, segments, arguments, handlers)


def type_program(program: AnnotatedProgram, options: TyperOptions | None = None) -> Program:
    """Type a whole annotated program.

    Raises TranslationError for what the representations do not support yet.
    """
    return Typer(program, options or TyperOptions()).run()
