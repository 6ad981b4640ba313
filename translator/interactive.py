"""`Translation`: translates one function from Python, step by step, and calls the result.

    compiled = Translation(f, [int, str], gc="none").compile()
    compiled(3, "x")

`compile` makes a shared library, loads it through cffi, and returns a `CompiledFunction` that takes and returns Python
values and raises Python exceptions.
"""

from __future__ import annotations

import builtins
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cffi

from weft.annotator.call_sites import AnnotatedProgram
from weft.backend_c.exports import Export
from weft.rtyper.program import Program
from weft.translator.options import KEYWORD_GROUPS, TABLE, UsageError, did_you_mean, make_options
from weft.translator.session import Session


class Translation:
    """The translation of a function whose arguments have the given types; keywords are options (docs/options.md).

    Each step runs those before it that have not run yet.
    """

    def __init__(self, function: Callable[..., Any], argument_types: Sequence[Any] = (), **options: Any) -> None:
        allowed = [spec.name for spec in TABLE.values() if spec.group in KEYWORD_GROUPS]
        for name in options:
            if name not in allowed:
                raise UsageError(f"Translation has no option {name!r}{did_you_mean(name, allowed)}")
        self._folder = tempfile.mkdtemp(prefix="weft-")
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        name = getattr(function, "__name__", "function")
        library = Path(self._folder) / f"{name if name.isidentifier() else 'function'}.so"
        settings = make_options(options)
        source = Path(settings.keep_c or Path(self._folder) / "c").absolute()
        self.function = function
        self._session = Session(function, tuple(argument_types), settings, library, source, shared=True)

    def annotate(self) -> AnnotatedProgram:
        """Infer the types; returns the annotated program."""
        self._session.reach("annotate")
        return self._session.annotated

    def rtype(self) -> Program:
        """Lower to C-like types and operations; returns the program in low-level graphs."""
        self._session.reach("rtype")
        return self._session.program

    def backendopt(self) -> Program:
        """Optimise; returns the program in low-level graphs."""
        self._session.reach("optimise")
        return self._session.program

    def source(self) -> Path:
        """Write the C files; returns their folder, which lives as long as this object unless `keep_c` names it."""
        self._session.reach("source")
        return self._session.source_directory

    def compile(self) -> CompiledFunction:
        """Compile to a shared library and load it."""
        self._session.reach("compile")
        (export,) = self._session.tree.exports
        return CompiledFunction(self, self._session.output, self._session.tree.header, export)


class CompiledFunction:
    """A compiled function, called with Python values."""

    def __init__(self, translation: Translation, library: Path, header: str, export: Export) -> None:
        self.translation = translation
        """Keeps the library's file."""
        self.path = library
        self._export = export
        self._ffi = cffi.FFI()
        self._ffi.cdef(header)
        self._library = self._ffi.dlopen(str(library))
        self._call = getattr(self._library, export.symbol)
        self._error = self._ffi.new("struct weft_error *")
        self.__name__ = export.name
        self.__doc__ = translation.function.__doc__

    def __call__(self, *arguments: Any) -> Any:
        """Call the function; an exception it raises is raised here, by class name and message."""
        kinds = self._export.arguments
        if len(arguments) != len(kinds):
            raise TypeError(f"{self.__name__}() takes {len(kinds)} arguments, but {len(arguments)} were given")
        keep: list[Any] = []  # the memory of texts, until the call is over
        passed = [self._to_c(kind, value, keep) for kind, value in zip(kinds, arguments, strict=True) if kind != "None"]
        result = self._call(*passed, self._error)
        if self._error.class_name != self._ffi.NULL:
            raise self._exception()
        return self._from_c(self._export.result, result)

    def _to_c(self, kind: str, value: Any, keep: list[Any]) -> Any:
        """Return a Python value as C takes it."""
        expected: Any = {"char": str, "byte": int}.get(kind) or getattr(builtins, kind)
        if value is None and kind in ("str", "bytes"):
            return (self._ffi.NULL, 0)
        if expected is float and isinstance(value, int):
            value = float(value)
        if not isinstance(value, expected):
            raise TypeError(f"{self.__name__}() wants {kind}, not {type(value).__name__}")
        if kind == "char":
            return ord(value)
        if kind in ("str", "bytes"):
            data = value.encode("utf-8", "surrogatepass") if kind == "str" else value
            memory = self._ffi.from_buffer(data)
            keep.append((memory, data))
            return (memory, len(data))
        return value

    def _from_c(self, kind: str, value: Any) -> Any:
        """Return what C returned as a Python value."""
        match kind:
            case "None":
                return None
            case "char":
                return chr(value)
            case "bool":
                return bool(value)
            case "str" | "bytes":
                if value.data == self._ffi.NULL:
                    return None
                data = self._ffi.buffer(value.data, value.length)[:]
                return data.decode("utf-8", "surrogatepass") if kind == "str" else data
        return value

    def _exception(self) -> BaseException:
        """Return the exception that the call reported."""
        name = self._ffi.string(self._error.class_name).decode("utf-8", "replace")
        message = self._from_c("str", self._error.message)
        return make_exception(self._exception_class(name), name, message)

    def _exception_class(self, name: str) -> type[BaseException]:
        """Return the class of that name: built in, or visible from the function."""
        namespace = getattr(self.translation.function, "__globals__", {})
        found = namespace.get(name.rpartition(".")[2], getattr(builtins, name, None))
        return found if isinstance(found, type) and issubclass(found, BaseException) else RuntimeError


def make_exception(cls: type[BaseException], name: str, message: str) -> BaseException:
    """Return an instance of an exception class with a message, without running its own constructor."""
    error = cls.__new__(cls)
    error.args = (message,) if message else ()
    if cls is RuntimeError and name != "RuntimeError":
        error.args = (f"{name}: {message}",)
    return error
