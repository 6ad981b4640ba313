"""Emitting low-level operations: `Builder` (operations of one block under construction) and `Lowering` (one
high-level operation being replaced)."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from weft.flowspace.diagnostics import Diagnostic, SourceSpan, TranslationError
from weft.flowspace.graph import Constant, Operation, Value, Variable
from weft.rtyper.ll_helpers.exceptions import check_not_null
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import BOOL, FLOAT, SIGNED, UNSIGNED, VOID, LowLevelType, Ptr, Struct
from weft.rtyper.lltype.values import FunctionValue, new_str

if TYPE_CHECKING:
    from weft.annotator.lattice import Annotation
    from weft.rtyper.representations.base import Representation
    from weft.rtyper.typer import Typer


class Builder:
    """Appends operations to a list, with a span; knows the typer, for helpers and conversions."""

    __slots__ = ("operations", "span", "typer")

    def __init__(self, typer: Typer, operations: list[Operation], span: SourceSpan | None = None) -> None:
        self.typer = typer
        self.operations = operations
        self.span = span

    def emit(self, name: str, *operands: Value, statics: tuple[Any, ...] = (), hint: str = "v") -> Variable:
        """Append the low-level operation `name` and return its result variable, typed by the operation table."""
        spec = OPS[name]
        result = Variable(hint, type=spec.result(statics, [operand.type for operand in operands]))
        self.operations.append(Operation(spec, list(operands), result, self.span, statics))
        return result

    def call(self, function: FunctionValue, *operands: Value, hint: str = "v") -> Variable:
        """Append a direct call."""
        return self.emit("direct_call", Constant(function, Ptr(function.type)), *operands, hint=hint)

    def helper(self, function: Any, *operands: Value, hint: str = "v") -> Variable:
        """Append a call of a low-level helper, specialised for the operands' types (and values, when Void)."""
        if isinstance(function, FunctionValue):
            return self.call(function, *operands, hint=hint)
        return self.call(self.typer.helpers.get(function, operands), *operands, hint=hint)

    def convert(self, value: Value, source: Representation, target: Representation) -> Value:
        """Return the value in the target representation, emitting what it takes."""
        return self.typer.convert(self, value, source, target)

    def cast_pointer(self, value: Value, to: LowLevelType) -> Value:
        """Return the pointer as one of type `to`."""
        if value.type == to:
            return value
        if isinstance(value, Constant):
            return Constant(value.value, to)
        return self.emit("cast_pointer", value, statics=(to,), hint=value.name)

    def getfield(self, pointer: Value, name: str) -> Variable:
        """Read a field."""
        return self.emit("getfield", pointer, statics=(name,), hint=name.removeprefix("inst_"))

    def setfield(self, pointer: Value, name: str, value: Value) -> None:
        """Write a field."""
        self.emit("setfield", pointer, value, statics=(name,))

    def malloc(self, struct: Struct, hint: str = "new") -> Variable:
        """Allocate a struct."""
        return self.emit("malloc", statics=(struct,), hint=hint)

    def null_check(self, pointer: Value, message: str, exception: str = "AttributeError") -> None:
        """Raise the exception if the pointer is null; message as CPython's."""
        text = self.typer.string_constant(message).value
        operand = self.cast_pointer(pointer, self.typer.object_pointer)
        self.helper(check_not_null, operand, void(getattr(builtins, exception)), void(text))


def signed(value: int) -> Constant:
    """A Signed constant."""
    return Constant(value, SIGNED)


def unsigned(value: int) -> Constant:
    """An Unsigned constant."""
    return Constant(value, UNSIGNED)


def boolean(value: bool) -> Constant:
    """A Bool constant."""
    return Constant(value, BOOL)


def floating(value: float) -> Constant:
    """A Float constant."""
    return Constant(value, FLOAT)


def void(value: Any = None) -> Constant:
    """A Void constant: a type, function or other translation-time object."""
    return Constant(value, VOID)


class Lowering(Builder):
    """One high-level operation being lowered; `operands` are its arguments, with annotations and representations.

    For calls of built-in functions and methods, `operands` are the call's arguments only (positional, then
    `keywords` by name), and `receiver` is the method's receiver.
    """

    __slots__ = ("keywords", "operands", "operation", "receiver")

    def __init__(
        self,
        typer: Typer,
        operation: Operation,
        operations: list[Operation],
        operands: Sequence[Value] | None = None,
        receiver: Value | None = None,
        keywords: dict[str, Value] | None = None,
    ) -> None:
        super().__init__(typer, operations, operation.span)
        self.operation = operation
        self.operands = list(operation.args if operands is None else operands)
        self.receiver = receiver
        self.keywords = keywords or {}

    @property
    def statics(self) -> tuple[Any, ...]:
        """The high-level operation's statics."""
        return self.operation.statics

    @property
    def result_annotation(self) -> Annotation:
        """The annotation of the operation's result."""
        return self.operation.result.annotation  # type: ignore[no-any-return]

    @property
    def result_representation(self) -> Representation:
        """The representation of the operation's result."""
        return self.typer.representation(self.result_annotation)

    def annotation(self, index: int) -> Annotation:
        """The annotation of an operand."""
        return self.typer.annotation_of(self.operands[index])

    def representation(self, index: int) -> Representation:
        """The representation of an operand."""
        return self.typer.representation(self.annotation(index))

    def operand(self, index: int, target: Representation | None = None) -> Value:
        """Return an operand as a low-level value, in the given representation (default: its own)."""
        return self.value(self.operands[index], target)

    def value(self, value: Value, target: Representation | None = None) -> Value:
        """Return a high-level value (variable or constant) as a low-level value."""
        return self.typer.low_level_value(self, value, target)

    def constant_operand(self, index: int) -> Any:
        """Return the known Python value of an operand; raises a diagnostic if it is not known."""
        annotation = self.annotation(index)
        if annotation.is_constant:
            return annotation.constant
        raise self.error("W0401", "a constant is needed here")

    def string(self, text: str) -> Constant:
        """A constant low-level string."""
        return self.typer.string_constant(text)

    def error(self, code: str, message: str, help: str = "") -> TranslationError:
        """Return (for raising) an error at this operation."""
        return TranslationError(Diagnostic(code, message, self.span, help=help))


__all__ = ["Builder", "Lowering", "boolean", "floating", "new_str", "signed", "unsigned", "void"]
