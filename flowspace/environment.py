"""What the flow space knows about the program as a whole: which module globals and closure cells are assigned.

A `FlowEnvironment` accompanies one translation.  Each module is scanned once, when the first of its functions is
built: names that some function assigns with `global` (or as an attribute of the module) become `GlobalVariable`s,
all others are read at translation time.  Entry points: `is_assigned_global`, `global_variable`.
"""

from __future__ import annotations

import dis
import tokenize
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Final

from weft.flowspace.bytecode import local_variable_names
from weft.flowspace.diagnostics import Diagnostic, SourceSpan
from weft.flowspace.graph import Graph
from weft.flowspace.held import Held
from weft.flowspace.module_assignments import attribute_assignments, is_library, known_modules
from weft.flowspace.operations import GlobalVariable

_STORE_GLOBAL: Final = dis.opmap["STORE_GLOBAL"]
_DELETE_GLOBAL: Final = dis.opmap["DELETE_GLOBAL"]
_STORE_ATTR: Final = dis.opmap["STORE_ATTR"]
_DELETE_ATTR: Final = dis.opmap["DELETE_ATTR"]
_STORE_DEREF: Final = dis.opmap["STORE_DEREF"]
_IS_FUNCTION: Final = 2  # CO_NEWLOCALS
_INTERESTING: Final = frozenset({_STORE_GLOBAL, _DELETE_GLOBAL, _STORE_ATTR, _DELETE_ATTR, _STORE_DEREF})


@dataclass(slots=True)
class ModuleFacts:
    """What the code of one module assigns."""

    namespace: dict[str, Any]
    assigned: set[str] = field(default_factory=set)
    """Globals assigned or deleted in functions."""
    deleted: set[str] = field(default_factory=set)
    """Those of them that some function deletes."""
    nonlocals: set[str] = field(default_factory=set)
    """Names of captured variables that an inner function assigns."""
    read: dict[str, SourceSpan | None] = field(default_factory=dict)
    """Globals taken as constants so far, and where first."""


class FlowEnvironment:
    """Facts about modules, shared by all graphs of a translation.

    `always_bound`: variables of the module `__main__` that have no value yet, but get one before they can be read.
    """

    def __init__(self, always_bound: frozenset[str] = frozenset()) -> None:
        self.always_bound = always_bound
        self.errors: list[Diagnostic] = []
        """Errors found in functions that were built; `build_graph` raises them too."""
        self.found_too_late: list[Diagnostic] = []
        """Those of them about variables that were taken as constants before."""
        self.prepared: dict[types.FunctionType, Callable[[], Graph]] = {}
        """Functions whose graph does not come from their bytecode, and how to get it."""
        self.unrolled: Mapping[SourceSpan, int] = {}
        """Loops over tuples that are unrolled, by the span of their `iter` operation (of `next` in a generator
        expression), and how many items there are at most."""
        self.local_classes: dict[tuple[Any, ...], type] = {}
        """Classes of class statements inside functions, by code of the body and bases."""
        self.loud_modules: set[str] = set()
        """Modules that printed something when a function that was built imported them."""
        self.closing: Mapping[CodeType, Held] = {}
        """Functions that count references to generators, so that dropped ones are closed (`closing.py`)."""
        self.keeping: Mapping[CodeType, Held] = {}
        """Functions whose locals keep what they hold, and the values that matter (`keeping.py`)."""
        self.owning: dict[GlobalVariable, None] = {}
        """Module variables whose references to generators count."""
        self.concerned: set[CodeType] = set()
        """Generator functions of the program for whose generators closing can be observed."""
        self.guarded: set[CodeType] = set()
        """Generator functions with a handler around some `yield`."""
        self.bodies: dict[Any, CodeType] = {}
        """By class of a generator, and by method made of its body: the generator function's code."""
        self._modules: dict[int, ModuleFacts] = {}
        self._variables: dict[tuple[int, str], GlobalVariable] = {}
        self._stored_attributes: set[str] = set()
        self._scanned: set[CodeType] = set()

    @property
    def stored_attributes(self) -> set[str]:
        """Names that some scanned function assigns as attributes."""
        return self._stored_attributes

    def held_by(self, code: CodeType, namespace: Mapping[str, Any]) -> Held | None:
        """Return what is known about generators in a function; None if it has nothing to do with them."""
        if not self.closing:
            return None
        found = self.closing.get(code)
        if found is None and not str(namespace.get("__name__")).startswith("weft.rlib"):
            found = Held()
        return found

    def module(self, namespace: dict[str, Any]) -> ModuleFacts:
        """Return the facts about the module with these globals, scanning it the first time."""
        facts = self._modules.get(id(namespace))
        if facts is None:
            facts = self._modules[id(namespace)] = ModuleFacts(namespace)
            for code in _module_code(namespace):
                self.scan(code, facts)
            for module in known_modules(namespace):
                self.module(vars(module))
        return facts

    def scan(self, code: CodeType, facts: ModuleFacts) -> None:
        """Note what a code object, and those inside it, assign."""
        if code in self._scanned:
            return
        self._scanned.add(code)
        if not _INTERESTING.isdisjoint(code.co_code[::2]):
            self._note_assignments(code, facts)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self.scan(constant, facts)

    def _note_assignments(self, code: CodeType, facts: ModuleFacts) -> None:
        first_free = len(local_variable_names(code)) - len(code.co_freevars)
        for instruction in dis.get_instructions(code):
            opcode = instruction.opcode
            if opcode in (_STORE_GLOBAL, _DELETE_GLOBAL):
                self._assign(facts, instruction.argval)
                if opcode == _DELETE_GLOBAL:
                    facts.deleted.add(instruction.argval)
            elif opcode in (_STORE_ATTR, _DELETE_ATTR):
                self._stored_attributes.add(instruction.argval)
            elif opcode == _STORE_DEREF and instruction.arg is not None and instruction.arg >= first_free:
                facts.nonlocals.add(instruction.argval)
        if code.co_flags & _IS_FUNCTION:
            for module, name, is_deleted in attribute_assignments(code, facts.namespace):
                others = self.module(vars(module))
                self._assign(others, name)
                if is_deleted:
                    others.deleted.add(name)

    def _assign(self, facts: ModuleFacts, name: str) -> None:
        facts.assigned.add(name)
        if name in facts.read:
            module = facts.namespace.get("__name__", "?")
            diagnostic = Diagnostic(
                "W0213", f"'{module}.{name}' is taken as a constant here, and assigned by code found too late",
                facts.read[name], help="assign it in a function of its own module, with 'global'")  # fmt: skip
            self.errors.append(diagnostic)
            self.found_too_late.append(diagnostic)

    def is_assigned_global(self, namespace: dict[str, Any], name: str) -> bool:
        """True if some function assigns that global variable of a module."""
        return name in self.module(namespace).assigned

    def is_assigned_nonlocal(self, namespace: dict[str, Any], name: str) -> bool:
        """True if some inner function of the module assigns a captured variable of that name."""
        return name in self.module(namespace).nonlocals

    def note_read(self, namespace: dict[str, Any], name: str, span: SourceSpan | None) -> None:
        """Remember that a global was taken as a constant."""
        self.module(namespace).read.setdefault(name, span)

    def note_assignment(self, namespace: dict[str, Any], name: str) -> None:
        """Remember that a global is assigned by the function being built (if the scan did not see it)."""
        facts = self.module(namespace)
        if name not in facts.assigned:
            self._assign(facts, name)

    def global_variable(self, namespace: dict[str, Any], name: str) -> GlobalVariable:
        """Return the one variable for an assigned global."""
        key = (id(namespace), name)
        variable = self._variables.get(key)
        if variable is None:
            module = namespace.get("__name__", "?")
            variable = self._variables[key] = GlobalVariable(str(module), name, namespace)
            variable.may_be_unbound = name in self.module(namespace).deleted or (
                name not in namespace and not (name in self.always_bound and module == "__main__")
            )
        return variable

    def note_deletion(self, namespace: dict[str, Any], name: str) -> bool:
        """Remember that a global is deleted by the function being built; False if it is too late for that."""
        facts = self.module(namespace)
        if name not in facts.deleted:
            facts.deleted.add(name)
            self.note_assignment(namespace, name)
        return self.global_variable(namespace, name).may_be_unbound

    @staticmethod
    def is_library(module: types.ModuleType) -> bool:
        """True for modules of the standard library, which are replaced or declared, not translated as they are."""
        return is_library(module.__name__)

    @property
    def global_variables(self) -> Mapping[tuple[int, str], GlobalVariable]:
        """All variables handed out, in the order of their first use."""
        return self._variables


def _module_code(namespace: dict[str, Any]) -> Iterator[CodeType]:
    """Yield the code objects of a module: its own if there is any, and those of the functions it holds."""
    spec = namespace.get("__spec__")
    name = namespace.get("__name__", "")
    if isinstance(name, str) and is_library(name) and name != "__main__":
        return  # library modules are replaced or declared, never scanned
    loader = getattr(spec, "loader", None) or namespace.get("__loader__")
    code = None
    get_code = getattr(loader, "get_code", None)
    if get_code is not None:
        try:
            code = get_code(name)
        except (ImportError, SyntaxError, ValueError, OSError):
            code = None
    if not isinstance(code, CodeType):
        code = _compiled_source(namespace.get("__file__"))
    if code is not None:
        yield code
    seen: set[int] = set()
    for value in list(namespace.values()):
        yield from _code_of(value, namespace, seen)


def _compiled_source(filename: Any) -> CodeType | None:
    """Compile the file of a module that has no loader."""
    if not isinstance(filename, str) or not filename.endswith(".py"):
        return None
    try:
        with tokenize.open(filename) as file:
            return compile(file.read(), filename, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError):
        return None


def _code_of(value: Any, namespace: dict[str, Any], seen: set[int]) -> Iterator[CodeType]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if isinstance(value, types.FunctionType):
        if value.__globals__ is namespace:
            yield value.__code__
        for cell in value.__closure__ or ():
            try:
                yield from _code_of(cell.cell_contents, namespace, seen)
            except ValueError:
                continue
    elif isinstance(value, property):
        for accessor in (value.fget, value.fset, value.fdel):
            yield from _code_of(accessor, namespace, seen)
    elif isinstance(value, type) and value.__module__ == namespace.get("__name__"):
        for member in list(value.__dict__.values()):
            yield from _code_of(member, namespace, seen)
