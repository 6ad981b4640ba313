"""Runs low-level helpers in llinterp without a typer: `HelperMachine().run(helper, (type, value), ...)`."""

from __future__ import annotations

from typing import Any

from weft.flowspace.graph import Constant
from weft.rtyper.helper_graphs import HelperGraphs
from weft.rtyper.llinterp import Interpreter
from weft.rtyper.lltype.types import EXCEPTION, STR, VOID, FuncType, LowLevelType, Ptr
from weft.rtyper.lltype.values import ClassTable, FunctionValue, StructValue, host_str, new_class_table, new_str

ERRORS = (IndexError, KeyError, ValueError, TypeError, RuntimeError, StopIteration, MemoryError, OverflowError)


class _Exceptions:
    """Stands in for the typer's exceptions: the message is kept in `messages`."""

    def __init__(self) -> None:
        self.tables: dict[str, ClassTable] = {cls.__name__: new_class_table(cls.__name__, None) for cls in ERRORS}
        self.messages: dict[int, str] = {}
        self._kept: list[StructValue] = []

    def new(self, name: str, message: str) -> StructValue:
        value = StructValue(EXCEPTION)
        value.fields["cls"] = self.tables[name]
        self._kept.append(value)
        self.messages[id(value)] = message
        return value

    def prebuilt(self, cls: type[BaseException], message: str) -> StructValue:
        return self.new(cls.__name__, message)

    def factory_call(self, cls: type[BaseException], message: Any) -> list[Any]:
        type_ = FuncType((Ptr(STR),), Ptr(EXCEPTION))
        function = FunctionValue(f"new_{cls.__name__}", type_, external=True)
        function.evaluate = lambda text: self.new(cls.__name__, host_str(text))
        return [Constant(function, Ptr(type_)), message]


class _Program:
    """What llinterp needs of a program."""

    exceptions_lowered = False

    def __init__(self, exceptions: _Exceptions) -> None:
        self.prebuilt_exception = exceptions.new


class HelperMachine:
    """Looks like a typer to `HelperGraphs`, and runs what they make."""

    def __init__(self) -> None:
        self.exceptions = _Exceptions()
        self.helpers = HelperGraphs(self)  # type: ignore[arg-type]
        self.cache: dict[Any, Any] = {}
        self._strings: dict[str, Constant] = {}
        self.interpreter = Interpreter(_Program(self.exceptions))  # type: ignore[arg-type]

    def string_constant(self, text: str) -> Constant:
        """As `Typer.string_constant`."""
        return self._strings.setdefault(text, Constant(new_str(text), Ptr(STR)))

    def run(self, helper: Any, *operands: tuple[LowLevelType, Any]) -> Any:
        """Run a helper on values of these types; a low-level exception is raised as the host's."""
        constants = [Constant(value, type_) for type_, value in operands]
        function = self.helpers.get(helper, constants)
        arguments = [None if type_ is VOID else value for type_, value in operands]
        from weft.rtyper.llinterp.errors import LowLevelException  # noqa: PLC0415

        try:
            return self.interpreter.run(function, arguments)
        except LowLevelException as error:
            name = error.class_name
            cls = {c.__name__: c for c in ERRORS}[name]
            raise cls(self.exceptions.messages.get(id(error.value), "")) from None
