"""Runs low-level graphs on host values: every phase after rtyping can be executed without a C compiler."""

from weft.rtyper.llinterp.errors import InterpreterError, LimitExceeded, LowLevelException
from weft.rtyper.llinterp.interpreter import Interpreter

__all__ = ["Interpreter", "InterpreterError", "LimitExceeded", "LowLevelException"]
