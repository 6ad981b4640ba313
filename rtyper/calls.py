"""Lowering of calls with program or library functions as targets, from the annotator's call sites.

One target: a direct call.  A virtual method: an indirect call through a slot of the class table.  Several functions,
closures or classes: a dispatcher function that switches on the callee and calls each directly; so targets need no
common signature, every one gets the arguments in its own representations, and all of them can be inlined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weft.annotator.call_sites import (
    ArgumentSource,
    CallSite,
    CallTarget,
    Captured,
    DictOf,
    Fixed,
    ItemOf,
    Operand,
    Receiver,
    TupleOf,
)
from weft.annotator.descriptions import BoundDesc, ClassDesc, Description, MethodDesc
from weft.annotator.lattice import (
    BIG,
    Annotation,
    Impossible,
    SomeBig,
    SomeBool,
    SomeBuiltinMethod,
    SomeInstance,
    SomeTuple,
    without_none,
)
from weft.flowspace.graph import DEFAULT, Block, Constant, Graph, Link, Operation, Value, Variable, new_graph
from weft.rtyper.ll_helpers.instances import is_instance_not_none
from weft.rtyper.lltype.types import BOOL, CALLABLE, CLASS_TABLE, OBJECT, VOID, FuncType, LowLevelType, Ptr, zero_of
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.lowering import Builder, Lowering
from weft.rtyper.none_checks import NONE_MESSAGES, none_of_callee
from weft.rtyper.representations.base import Representation
from weft.rtyper.representations.callables import callable_index, closure_struct

if TYPE_CHECKING:
    from weft.rtyper.typer import Typer


@dataclass(slots=True, eq=False)
class Arguments:
    """Where a call's values come from: `operand(i, target)` and `callee` (low-level).

    `optional(i)`: may the operand be None?  `none_error`: what happens if it is and the target does not take None.
    """

    operand: Callable[[int, Representation | None], Value]
    representation: Callable[[int], Representation]
    callee: Value | None
    optional: Callable[[int], bool] = lambda index: False
    none_error: tuple[str, str] = ("TypeError", "None is not allowed here")
    receiver: Representation | None = None
    """What the callee is represented as, if it is a method of a built-in type."""


def none_error(lowering: Lowering) -> tuple[str, str]:
    """Return the exception and message for None where a library function gets an operand of the operation."""
    operation = lowering.operation
    if operation.name in NONE_MESSAGES:
        return NONE_MESSAGES[operation.name]
    if operation.name == "call":
        callee = lowering.typer.annotation_of(operation.args[0])
        if isinstance(callee, SomeBuiltinMethod):
            return "AttributeError", f"'NoneType' object has no attribute '{callee.name}'"
    if operation.spec.symbol:
        return "TypeError", f"unsupported operand type(s) for {operation.spec.symbol}: 'NoneType'"
    return "TypeError", "None is not allowed here"


class CallLowering:
    """Lowers call sites; keeps the dispatchers and adapters made so far."""

    def __init__(self, typer: Typer) -> None:
        self.typer = typer
        self._made: dict[Any, FunctionValue] = {}

    # Entry ----------------------------------------------------------------------------------------------------

    def lower_site(self, lowering: Lowering, site: CallSite) -> Value | None:
        """Lower an operation that is a call; returns its low-level result."""
        annotation = site.result if site.result is not None else lowering.result_annotation
        result = self._call(lowering, site, annotation)
        match site.wrap:
            case "":
                return result
            case "drop":
                return None
            case "bool":
                return self._truth(lowering, result, annotation)
            case "not":
                truth = self._truth(lowering, result, annotation)
                if isinstance(truth, Constant):
                    return Constant(not truth.value, BOOL)
                return lowering.emit("bool_not", truth)
            case "hash" if isinstance(annotation, SomeBig):
                assert result is not None
                return lowering.call(self.library_function("user_hash", [BIG]), result)
            case "hash":
                return result
        raise AssertionError(site.wrap)

    def _truth(self, lowering: Lowering, value: Value | None, annotation: Annotation) -> Value:
        if value is None:
            return Constant(False, BOOL)
        if value.type is BOOL:
            return value
        return self.truth(lowering, value, annotation)

    def _call(self, lowering: Lowering, site: CallSite, annotation: Annotation) -> Value | None:
        result = self.typer.representation(annotation)
        arguments = Arguments(
            lambda index, target: lowering.value(site.operands[index], target),
            lambda index: self.typer.representation(self.typer.annotation_of(site.operands[index])),
            lowering.value(site.callee) if site.callee is not None else None,
            lambda index: self.typer.annotation_of(site.operands[index]).can_be_none,
            none_error(lowering),
            self._built_in_receiver(site),
        )
        if len(site.targets) == 1:
            self._check_callee(lowering, site, arguments)
            return self._direct(lowering, site.targets[0], arguments, result)
        if site.method is not None:
            return self._virtual(lowering, site, arguments, result)
        self._check_callee(lowering, site, arguments)
        return self._dispatch(lowering, site, arguments, result)

    def _built_in_receiver(self, site: CallSite) -> Representation | None:
        callee = None if site.callee is None else self.typer.annotation_of(site.callee)
        return self.typer.representation(callee.receiver) if isinstance(callee, SomeBuiltinMethod) else None

    def _check_callee(self, lowering: Lowering, site: CallSite, arguments: Arguments) -> None:
        if site.callee is None or not self.typer.annotation_of(site.callee).can_be_none:
            return
        callee = arguments.callee
        if callee is not None and isinstance(callee.type, Ptr) and isinstance(callee, Variable):
            exception, message = none_of_callee(lowering, site)
            lowering.null_check(callee, message, exception)

    # One target -----------------------------------------------------------------------------------------------

    def _direct(
        self, builder: Builder, target: CallTarget, arguments: Arguments, result: Representation
    ) -> Value | None:
        """Call one target, converting arguments and result."""
        if target.new_class is not None:
            instance = self.typer.classes.new_instance(builder, target.new_class)
            if target.graph is not None:
                inner = Arguments(arguments.operand, arguments.representation, instance)
                self._call_graph(builder, target, inner)
            return None if result.lowtype is VOID else builder.cast_pointer(instance, result.lowtype)
        assert target.graph is not None
        value = self._call_graph(builder, target, arguments)
        annotation = self.typer.annotation_of(target.graph.result)
        if isinstance(annotation, Impossible):
            return None
        if result.lowtype is VOID:
            return None
        return builder.convert(value, self.typer.representation(annotation), result)

    def _call_graph(self, builder: Builder, target: CallTarget, arguments: Arguments) -> Value:
        assert target.graph is not None
        values = [
            self._source(builder, target, source, variable, arguments)
            for source, variable in zip(target.sources, target.graph.arguments, strict=True)
        ]
        value = builder.call(self.typer.function_of(target.graph), *values, hint=target.graph.name.split(".")[-1])
        if value.type is VOID:
            annotation = self.typer.annotation_of(target.graph.result)
            return Constant(annotation.constant if annotation.is_constant else None, VOID)
        return value

    def _source(
        self, builder: Builder, target: CallTarget, source: ArgumentSource, variable: Variable, arguments: Arguments
    ) -> Value:
        representation = self.typer.representation(self.typer.annotation_of(variable))
        if isinstance(representation.annotation, Impossible):
            return Constant(None, VOID)
        value = self._argument(builder, target, source, representation, arguments)
        if isinstance(source, Operand) and arguments.optional(source.index) and isinstance(value, Variable):
            if isinstance(value.type, Ptr) and not self.typer.annotation_of(variable).can_be_none:
                exception, message = arguments.none_error
                builder.null_check(value, message, exception)
        return value

    def _argument(
        self,
        builder: Builder,
        target: CallTarget,
        source: ArgumentSource,
        representation: Representation,
        arguments: Arguments,
    ) -> Value:
        match source:
            case Operand(index):
                return arguments.operand(index, representation)
            case Fixed(value):
                return self.typer.constant(representation, value)
            case Receiver():
                return self._receiver(builder, target, representation, arguments)
            case Captured(index, default):
                assert arguments.callee is not None
                struct = closure_struct(self.typer, target.description)
                closure = builder.cast_pointer(arguments.callee, Ptr(struct))
                name = f"default_{index}" if default else f"cell_{index}"
                kept = struct.all_fields().get(name, VOID) is not VOID
                value = builder.getfield(closure, name) if kept else Constant(None, VOID)
                if default:
                    content = target.description.runtime_defaults[index].find().content
                    if not kept and content.is_constant:
                        value = Constant(content.constant, VOID)
                    return builder.convert(value, self.typer.representation(content), representation)
                return value
            case ItemOf(index, item):
                whole = arguments.representation(index)
                return whole.item(builder, arguments.operand(index, None), item, representation)  # type: ignore[attr-defined, no-any-return]
            case TupleOf(items):
                parts = representation.item_representations  # type: ignore[attr-defined]
                values = [
                    self._argument(builder, target, part, inner, arguments)
                    for part, inner in zip(items, parts, strict=True)
                ]
                return representation.make(builder, values)  # type: ignore[attr-defined, no-any-return]
            case DictOf(items):
                inner = representation.value_representation  # type: ignore[attr-defined]
                pairs = [(key, self._argument(builder, target, part, inner, arguments)) for key, part in items]
                return representation.make_from_strings(builder, pairs)  # type: ignore[attr-defined, no-any-return]
        raise AssertionError(source)

    def _receiver(
        self, builder: Builder, target: CallTarget, representation: Representation, arguments: Arguments
    ) -> Value:
        if isinstance(target.description, BoundDesc):
            return self.typer.constant(representation, target.description.value)
        value = arguments.callee
        assert value is not None
        if isinstance(value.type, Ptr) and value.type.to is CALLABLE:
            struct = closure_struct(self.typer, target.description)
            value = builder.getfield(builder.cast_pointer(value, Ptr(struct)), "receiver")
        elif isinstance(representation.annotation, SomeTuple) and arguments.receiver is not None:
            return builder.convert(value, arguments.receiver, representation)
        if isinstance(representation.lowtype, Ptr):
            return builder.cast_pointer(value, representation.lowtype)
        return value

    # Virtual methods ------------------------------------------------------------------------------------------

    def _virtual(self, builder: Lowering, site: CallSite, arguments: Arguments, result: Representation) -> Value | None:
        """Call through the class table of the receiver."""
        assert site.callee is not None and site.method is not None and arguments.callee is not None
        callee_annotation = self.typer.annotation_of(site.callee)
        classdef = self._receiver_class(callee_annotation)
        receiver = arguments.callee
        if isinstance(callee_annotation, SomeInstance) and callee_annotation.optional:
            exception, message = none_of_callee(builder, site)
            builder.null_check(receiver, message, exception)
        operand_representations = [self._agreed_operand(site.targets, i, arguments) for i in range(len(site.operands))]
        agreed = self._agreed_result(site.targets, result)
        receiver_type = Ptr(self.typer.classes.layout(classdef).struct)
        types = (receiver_type, *(r.lowtype for r in operand_representations))
        slot_type = Ptr(FuncType(types, agreed.lowtype))
        implementations = {
            target.description.origin: self._implementation(target, slot_type, operand_representations, agreed)
            for target in site.targets
        }
        shape = tuple(map(id, operand_representations)), id(agreed), tuple(t.sources for t in site.targets)
        copies = tuple(id(t.graph) for t in site.targets if t.function is not None and t.function.specialize)
        key = (slot_type, *shape, copies)
        slot = self.typer.classes.method_slot(classdef, site.method, key, slot_type, implementations)
        values = [arguments.operand(i, r) for i, r in enumerate(operand_representations)]
        receiver = builder.cast_pointer(receiver, receiver_type)
        table = self.typer.classes.class_pointer(builder, receiver, classdef)
        function = builder.getfield(table, slot.name)
        graphs = tuple(f.graph for f in implementations.values())
        value = builder.emit("indirect_call", function, receiver, *values, statics=(graphs,), hint=site.method)
        if result.lowtype is VOID:
            return None
        return builder.convert(value, agreed, result)

    def _receiver_class(self, annotation: Annotation) -> Any:
        """Return the common base of the classes a method set is bound to."""
        if isinstance(annotation, SomeInstance):
            return annotation.classdef
        base = None
        for description in annotation.descriptions:  # type: ignore[attr-defined]
            base = description.self_class if base is None else base.common_base(description.self_class)
        return base

    def _agreed_operand(self, targets: Sequence[CallTarget], index: int, arguments: Arguments) -> Representation:
        """Return the representation that all targets want for an operand, or the operand's own."""
        wanted: list[Representation] = []
        for target in targets:
            assert target.graph is not None
            for source, variable in zip(target.sources, target.graph.arguments, strict=True):
                if source == Operand(index):
                    wanted.append(self.typer.representation(self.typer.annotation_of(variable)))
        if wanted and len(wanted) == len(targets) and all(r is wanted[0] for r in wanted):
            return wanted[0]
        return arguments.representation(index)

    def _agreed_result(self, targets: Sequence[CallTarget], result: Representation) -> Representation:
        """Return the representation in which all targets give their result, or the one wanted here."""
        given: list[Representation] = []
        for target in targets:
            assert target.graph is not None
            annotation = self.typer.annotation_of(target.graph.result)
            if not isinstance(annotation, Impossible):
                given.append(self.typer.representation(annotation))
        if given and result.lowtype is not VOID and all(r is given[0] for r in given):
            return given[0]
        return result

    def _implementation(
        self, target: CallTarget, slot_type: Ptr, operands: Sequence[Representation], result: Representation
    ) -> FunctionValue:
        """Return the function for a slot: the target itself if its types fit, else an adapter that converts."""
        assert target.graph is not None and isinstance(slot_type.to, FuncType)
        function = self.typer.function_of(target.graph)
        plain = (Receiver(), *(Operand(i) for i in range(len(operands))))
        own_result = self.typer.annotation_of(target.graph.result)
        if (
            target.sources == plain
            and function.type.args[1:] == slot_type.to.args[1:]
            and function.type.result == slot_type.to.result
            and (isinstance(own_result, Impossible) or self.typer.representation(own_result) is result)
        ):
            return function
        key = ("adapter", id(target.graph), target.sources, slot_type, tuple(map(id, operands)), id(result))
        found = self._made.get(key)
        if found is None:

            def body(builder: Builder, inputs: list[Variable]) -> Value | None:
                inner = Arguments(
                    lambda i, to: builder.convert(inputs[i + 1], operands[i], to or operands[i]),
                    lambda i: operands[i],
                    inputs[0],
                )
                return self._direct(builder, target, inner, result)

            name = f"{target.graph.name}_adapter"
            found = self._made[key] = self.make_function(name, slot_type.to.args, slot_type.to.result, body)
        return found

    # Several functions ----------------------------------------------------------------------------------------

    def _dispatch(self, builder: Builder, site: CallSite, arguments: Arguments, result: Representation) -> Value | None:
        """Call a dispatcher that tells the targets apart by the callee."""
        callee = arguments.callee
        assert callee is not None
        operands = [arguments.representation(i) for i in range(len(site.operands))]
        key = (
            "dispatch",
            callee.type,
            tuple((t.description.number, id(t.graph), t.sources) for t in site.targets),
            tuple(map(id, operands)),
            id(result),
        )
        found = self._made.get(key)
        if found is None:
            types = (callee.type, *(r.lowtype for r in operands))
            found = self._made[key] = self._new_dispatcher(site.targets, types, operands, result)
        values = [arguments.operand(i, None) for i in range(len(site.operands))]
        value = builder.call(found, callee, *values)
        return value if result.lowtype is not VOID else None

    def _new_dispatcher(
        self,
        targets: Sequence[CallTarget],
        types: Sequence[LowLevelType],
        operands: Sequence[Representation],
        result: Representation,
    ) -> FunctionValue:
        name = "call_" + "_or_".join(t.description.name.split(".")[-1] for t in targets[:3])
        inputs = [Variable(f"a{i}", type=t) for i, t in enumerate(types)]
        graph = self._empty_graph(name, inputs, result.lowtype)
        by_class = types[0] == Ptr(CLASS_TABLE)
        block = graph.startblock
        blocks = [self._target_block(graph, t, inputs, operands, result) for t in targets]
        if by_class:
            self._class_tests(block, inputs, [t.description for t in targets], blocks)
        else:
            builder = Builder(self.typer, block.operations, None)
            block.exitswitch = builder.getfield(builder.cast_pointer(inputs[0], Ptr(CALLABLE)), "index")
            block.exits = [
                Link(list(inputs), inner, callable_index(target.description))
                for target, inner in zip(targets, blocks, strict=True)
            ]
            block.exits[-1].exitcase = DEFAULT
        return self._function(graph, types)

    def by_class(
        self,
        builder: Builder,
        table: Value,
        name: str,
        descriptions: Sequence[ClassDesc],
        result: Representation,
        body: Callable[[Builder, ClassDesc], Value],
    ) -> Value:
        """Return what `body` makes for the class that `table` points to, one of several, through a function."""
        key = ("by class", name, tuple(d.number for d in descriptions), id(result))
        found = self._made.get(key)
        if found is None:
            inputs = [Variable("cls", type=Ptr(CLASS_TABLE))]
            graph = self._empty_graph(f"read_{name}", inputs, result.lowtype)
            blocks = []
            for description in descriptions:
                block = Block(description.name, [v.copy() for v in inputs])
                value = body(Builder(self.typer, block.operations, None), description)
                self._return(graph, block, value, result.lowtype)
                blocks.append(block)
            self._class_tests(graph.startblock, inputs, descriptions, blocks)
            found = self._made[key] = self._function(graph, [Ptr(CLASS_TABLE)])
        return builder.call(found, table, hint=name)

    def by_callable(
        self,
        builder: Builder,
        callee: Value,
        name: str,
        descriptions: Sequence[Description],
        result: Representation,
        body: Callable[[Description], Value],
    ) -> Value:
        """Return the value that `body` gives for the one of several callables that `callee` points to."""
        key = ("by callable", name, tuple(d.number for d in descriptions), id(result))
        found = self._made.get(key)
        if found is None:
            inputs = [Variable("callee", type=Ptr(CALLABLE))]
            graph = self._empty_graph(f"read_{name}", inputs, result.lowtype)
            start = graph.startblock
            start.exitswitch = Builder(self.typer, start.operations, None).getfield(inputs[0], "index")
            for description in descriptions:
                block = Block(description.name.split(".")[-1], [v.copy() for v in inputs])
                self._return(graph, block, body(description), result.lowtype)
                start.exits.append(Link(list(inputs), block, callable_index(description)))
            start.exits[-1].exitcase = DEFAULT
            found = self._made[key] = self._function(graph, [Ptr(CALLABLE)])
        return builder.call(found, callee, hint=name)

    def by_instance(
        self,
        builder: Builder,
        receiver: Value,
        methods: Sequence[MethodDesc],
        result: Representation,
        body: Callable[[Builder, Value, MethodDesc], Value],
    ) -> Value:
        """Return what `body` makes for the first method whose class the receiver is an instance of."""
        key = ("by instance", receiver.type, tuple(d.number for d in methods), id(result))
        found = self._made.get(key)
        if found is None:
            inputs = [Variable("self", type=receiver.type)]
            graph = self._empty_graph(f"bind_{methods[0].name}", inputs, result.lowtype)
            block = graph.startblock
            for method in methods[:-1]:
                inner = Builder(self.typer, block.operations, None)
                table = Constant(self.typer.classes.table(method.origin), VOID)
                instance = inner.cast_pointer(inputs[0], Ptr(OBJECT))
                block.exitswitch = inner.helper(is_instance_not_none, instance, table)
                chosen = Block(method.name, [v.copy() for v in inputs])
                value = body(Builder(self.typer, chosen.operations, None), chosen.inputargs[0], method)
                self._return(graph, chosen, value, result.lowtype)
                following = Block("next", [v.copy() for v in inputs])
                block.exits = [Link(list(inputs), following, False), Link(list(inputs), chosen, True)]
                block, inputs = following, following.inputargs
            last = body(Builder(self.typer, block.operations, None), inputs[0], methods[-1])
            self._return(graph, block, last, result.lowtype)
            found = self._made[key] = self._function(graph, [receiver.type])
        return builder.call(found, receiver, hint=methods[0].name)

    def _class_tests(self, block: Block, inputs: list[Variable], classes: Sequence[Any], blocks: list[Block]) -> None:
        """Chain of tests of the class pointer; the last class needs none."""
        for description, inner in zip(classes[:-1], blocks[:-1], strict=True):
            builder = Builder(self.typer, block.operations, None)
            assert isinstance(description, ClassDesc)
            table = self.typer.classes.table_constant(description.classdef)
            block.exitswitch = builder.emit("ptr_eq", inputs[0], table)
            following = Block("next", [v.copy() for v in inputs])
            block.exits = [Link(list(inputs), following, False), Link(list(inputs), inner, True)]
            block, inputs = following, following.inputargs
        block.exits = [Link(list(inputs), blocks[-1])]

    def _target_block(
        self,
        graph: Graph,
        target: CallTarget,
        inputs: list[Variable],
        operands: Sequence[Representation],
        result: Representation,
    ) -> Block:
        block = Block(target.description.name.split(".")[-1], [v.copy() for v in inputs])
        builder = Builder(self.typer, block.operations, None)
        inner = Arguments(
            lambda i, to: builder.convert(
                self._void_value(block.inputargs[i + 1], operands[i]), operands[i], to or operands[i]
            ),
            lambda i: operands[i],
            block.inputargs[0],
        )
        value = self._direct(builder, target, inner, result)
        self._return(graph, block, value, result.lowtype)
        return block

    @staticmethod
    def _void_value(variable: Variable, representation: Representation) -> Value:
        if variable.type is VOID:
            annotation = representation.annotation
            return Constant(annotation.constant if annotation.is_constant else None, VOID)
        return variable

    # Functions made by hand -----------------------------------------------------------------------------------

    def _empty_graph(self, name: str, inputs: list[Variable], result: LowLevelType) -> Graph:
        graph = new_graph(name, inputs)
        graph.result.type = result
        graph.exceptblock.inputargs[0].type = self.typer.exception_pointer
        return graph

    def _return(self, graph: Graph, block: Block, value: Value | None, type_: LowLevelType) -> None:
        if value is None or type_ is VOID:
            value = Constant(None if type_ is VOID else self._zero(type_), type_)
        block.exits = [Link([value], graph.returnblock)]

    @staticmethod
    def _zero(type_: LowLevelType) -> Any:
        return getattr(type_, "zero", None)

    def _function(self, graph: Graph, types: Sequence[LowLevelType]) -> FunctionValue:
        function = FunctionValue(graph.name, FuncType(tuple(types), graph.result.type))
        function.graph = graph
        return function

    def make_function(
        self,
        name: str,
        types: Sequence[LowLevelType],
        result: LowLevelType,
        body: Callable[[Builder, list[Variable]], Value | None],
    ) -> FunctionValue:
        """Return a new straight-line function; `body` emits its operations and returns its result."""
        inputs = [Variable(f"a{i}", type=t) for i, t in enumerate(types)]
        graph = self._empty_graph(name, inputs, result)
        builder = Builder(self.typer, graph.startblock.operations, None)
        value = body(builder, inputs)
        self._return(graph, graph.startblock, value, result)
        return self._function(graph, types)

    # Truth and library functions ------------------------------------------------------------------------------

    def truth(self, builder: Builder, value: Value, annotation: Annotation) -> Value:
        """Return the truth value of a low-level value."""
        if value.type is BOOL:
            return value
        if annotation.can_be_none and isinstance(value.type, Ptr):
            return self.truth_or_none(builder, value, annotation)
        variable = Variable("x", annotation=annotation, type=value.type)
        self.typer.values[variable] = value
        operation = Operation(_TRUTH, [variable], Variable("truth", annotation=None), builder.span)
        lowering = Lowering(self.typer, operation, builder.operations)
        self.typer.setup_representations()
        found: Value = self.typer.representation(annotation).lower_bool(lowering)  # type: ignore[attr-defined]
        return found

    def truth_or_none(self, builder: Builder, value: Value, annotation: Annotation) -> Value:
        """Return the truth value of a pointer that may be null, through a function made once per type."""
        inner = without_none(annotation)
        if isinstance(inner, SomeInstance) or self.typer.representation(annotation).lowtype == Ptr(CALLABLE):
            return builder.emit("ptr_nonzero", value)
        key = ("truth", value.type, id(self.typer.representation(inner)))
        found = self._made.get(key)
        if found is None:
            argument = Variable("x", type=value.type)
            graph = self._empty_graph("is_true", [argument], BOOL)
            start = graph.startblock
            start.exitswitch = Builder(self.typer, start.operations, None).emit("ptr_nonzero", argument)
            block = Block("not_none", [argument.copy()])
            start.exits = [
                Link([Constant(False, BOOL)], graph.returnblock, False),
                Link([argument], block, True),
            ]
            truth = self.truth(Builder(self.typer, block.operations, None), block.inputargs[0], inner)
            self._return(graph, block, truth, BOOL)
            found = self._made[key] = self._function(graph, [value.type])
        return builder.call(found, value)

    def library_function(self, name: str, annotations: list[Annotation]) -> FunctionValue:
        """Return the library function of that name ("repr", "eq", "hash") for arguments of these annotations.

        Its graph is annotated now if the program has not used it before.
        """
        graph = self.typer.annotations.library_graph(name, annotations)
        return self.typer.function_of(graph)

    def factory_function(self, factory: Annotation, representation: Representation) -> FunctionValue:
        """Return a function `() -> value` that calls a factory (of a defaultdict) known at translation time."""
        annotations = [factory, representation.annotation, SomeBool()]
        inner = self.library_function("make", annotations)
        made = inner.graph.result

        def body(builder: Builder, inputs: list[Variable]) -> Value | None:
            like = Constant(zero_of(representation.lowtype), representation.lowtype)
            value = builder.call(inner, Constant(factory.constant, VOID), like, Constant(False, BOOL))
            return builder.convert(value, self.typer.representation(self.typer.annotation_of(made)), representation)

        return self.make_function("make_missing", [], representation.lowtype, body)


class _TruthSpec:
    """Stands for the operation `bool` in a lowering made by hand."""

    name = "bool"


_TRUTH = _TruthSpec()
