"""Built-in exceptions at the low level: their class tables, prebuilt instances, and how helpers raise them."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import exceptions as helpers
from weft.rtyper.lltype.types import Ptr
from weft.rtyper.lltype.values import ClassTable, StructValue
from weft.rtyper.lowering import void

if TYPE_CHECKING:
    from weft.annotator.descriptions import ClassDef
    from weft.rtyper.typer import Typer

KIND_NO_ARGUMENTS, KIND_TEXT, KIND_REPR, KIND_SHOWN = 0, 1, 2, 5
"""Values of the field `_weft_kind`, see rlib/exceptions.py: no arguments; the message is the one argument, a str;
the message is the repr of the one argument; the text for the repr of the exception is in `_weft_shown`."""


def kept_arguments(value: BaseException) -> tuple[str, int, str]:
    """Return what a prebuilt exception of the program keeps of its arguments: message, kind, and text for its repr."""
    args = value.args
    if not args:
        return str(value), KIND_NO_ARGUMENTS, ""
    if isinstance(value, KeyError) and len(args) == 1:
        return repr(args[0]), KIND_REPR, ""
    if len(args) == 1 and isinstance(args[0], str):
        return str(value), KIND_TEXT, ""
    return str(value), KIND_SHOWN, repr(args[0]) if len(args) == 1 else repr(args)[1:-1]


class ExceptionData:
    """The built-in exceptions of one program."""

    def __init__(self, typer: Typer) -> None:
        self.typer = typer
        self._prebuilt: dict[tuple[type, str], StructValue] = {}

    def classdef(self, cls: type[BaseException]) -> ClassDef:
        """Return the ClassDef of an exception class."""
        return self.typer.annotations.classdef(cls)

    def table(self, cls: type[BaseException]) -> ClassTable:
        """Return the class table of an exception class."""
        return self.typer.classes.table(self.classdef(cls))

    def table_by_name(self, name: str) -> ClassTable:
        """Return the class table of a built-in exception class."""
        return self.table(getattr(builtins, name))

    def prebuilt_by_name(self, name: str, message: str) -> StructValue:
        """Return a constant instance of a built-in exception class."""
        return self.prebuilt(getattr(builtins, name), message)

    def prebuilt(self, cls: type[BaseException], message: str) -> StructValue:
        """Return the constant instance of an exception class with a message; one per pair."""
        found = self._prebuilt.get((cls, message))
        if found is None:
            layout = self.typer.classes.complete(self.classdef(cls))
            found = self._prebuilt[cls, message] = StructValue(layout.struct)
            found.fields["cls"] = layout.table
            found.fields["inst__weft_message"] = self.typer.string_constant(message).value
            found.fields["inst__weft_kind"] = KIND_TEXT if message else KIND_NO_ARGUMENTS
        return found

    def factory_call(self, cls: type[BaseException], message: Value) -> list[Value]:
        """Return the operands of a direct_call that makes a new instance with a message (an STR pointer)."""
        layout = self.typer.classes.complete(self.classdef(cls))
        kind = KIND_REPR if issubclass(cls, KeyError) else KIND_TEXT
        if isinstance(message, Constant) and message.value.fields["length"] == 0:
            kind = KIND_NO_ARGUMENTS
        operands: list[Value] = [void(layout.struct), void(layout.table), void(kind), message]
        function = self.typer.helpers.get(helpers.new_exception, operands)
        return [Constant(function, Ptr(function.type)), *operands]
