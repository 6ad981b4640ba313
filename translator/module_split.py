"""Decides for each top-level statement of a script whether it happens at translation time or in the executable.

Imports and definitions happen at translation time, and so do assignments of constants that functions read, and other
assignments without effects whose values a definition needs.  Everything else runs in the executable, in its order.
What is moved ahead like this must not be told apart from what CPython does: a value may be computed early only if no
statement that runs before it in the executable can have changed what it is computed from, and a name that may be
read too early, or is bound several times, gets its value (made early) only when the program comes to its place.

Above a `__main__` guard it is the other way round: everything happens at translation time, except what reads the
command line, standard input or the clock, and what depends on that.  Entry point: `ModuleSplitter.split`.
"""

from __future__ import annotations

import ast
import enum
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan
from weft.translator.definite_binding import bound_by
from weft.translator.module_names import Names
from weft.translator.module_relations import DEFINITIONS, ModuleRelations, aliased_names, attribute_holders
from weft.translator.purity import (
    INPUT_BUILTINS,
    is_impure_builtin,
    is_input,
    is_safe,
    walk,
)

_COMPOUND: Final = (ast.If, ast.Try, ast.For, ast.While, ast.With)


class Place(enum.Enum):
    """When a statement happens."""

    EARLY = enum.auto()
    """At translation time."""
    LATE = enum.auto()
    """A definition or value made at translation time that is bound to its name by the program."""
    RUNTIME = enum.auto()
    """In the executable."""


@dataclass(slots=True)
class _Judged:
    """What has been decided about the statements before the current one."""

    places: list[Place] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)
    """Names that the statements which run in the executable so far may have read or changed."""
    runs: bool = False
    """There are such statements."""


class ModuleSplitter:
    """Splits the statements of a module.  The first `eager` of them stand above the guard.

    `places` tells what became of each; `diagnostics` what is wrong.
    """

    def __init__(self, statements: Sequence[ast.stmt], filename: str, eager: int, future_flags: int) -> None:
        self.statements = statements
        self.filename = filename
        self.eager = eager
        self.relations = relations = ModuleRelations(statements, filename, future_flags)
        self.names = relations.names
        self.purity = relations.purity
        self._binders = relations.binders
        self._needed = relations.needed_early()
        self._late_names: set[str] = set()
        self._judged = _Judged()
        self.diagnostics: list[Diagnostic] = []
        self.places: list[Place] = []

    def split(self) -> None:
        """Decide about every statement."""
        while True:
            known = len(self._late_names)
            self.diagnostics = []
            judged = self._judged = _Judged()
            for index in range(len(self.statements)):
                place = self._place(index, judged)
                judged.places.append(place)
                if place is Place.LATE:
                    self._late_names |= self.names[index].binds.keys()
                    judged.runs = True
                elif place is Place.RUNTIME:
                    judged.runs = True
                    judged.touched |= self.relations.closure(self.relations.run_by(index), index)
            self.places = judged.places
            if len(self._late_names) == known:
                return

    def is_only_late(self, name: str) -> bool:
        """True if a name has nothing but values made at translation time, bound in the program's order."""
        if name in self.relations.assigned_later or name in self.relations.deleted:
            return False
        return all(self.places[index] is Place.LATE for index in self._binders[name])

    def always_bound(self) -> frozenset[str]:
        """Return the names bound by the program that certainly have a value whenever they are read."""
        touched: dict[str, None] = {}
        found: set[str] = set()
        for index, place in enumerate(self.places):
            if place is Place.EARLY:
                continue
            if place is Place.RUNTIME:
                touched |= self.relations.closure(self.relations.run_by(index), index)
            sure = bound_by(self.statements[index])
            found |= {name for name in sure or () if name not in touched}
        return frozenset(found - self.relations.deleted.keys())

    # Values at translation time -----------------------------------------------------------------------------------

    def _has_value(self, name: str, index: int, judged: _Judged, aliased: frozenset[str] = frozenset()) -> bool:
        """True if a name has, at translation time, the value it has when the program comes to the statement.

        Of the names `aliased` it does not matter what has been stored in the objects that they stand for.
        """
        before = [i for i in self._binders.get(name, ()) if i < index]
        if any(judged.places[i] is Place.RUNTIME for i in before):
            return False
        if not before:
            return "*" in self._binders or not (name in self._binders or name in self.relations.assigned_later)
        if name not in judged.touched or self._is_fixed(name):
            return True
        return name in aliased and len(self._binders[name]) == 1 and name not in self.relations.assigned_later

    def _is_fixed(self, name: str) -> bool:
        """True for names whose one value never changes: functions, classes, library modules, numbers, texts."""
        if name in self.relations.assigned_later or len(self._binders[name]) != 1:
            return False
        statement = self.statements[self._binders[name][0]]
        match statement:
            case ast.Import() | ast.ImportFrom():
                return self._is_fixed_import(self.purity.imports.get(name, ""), name)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                mutable = (ast.List, ast.Dict, ast.Set, ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.ListComp)
                return self.purity.literal(value) and not any(isinstance(node, mutable) for node in ast.walk(value))
        return isinstance(statement, DEFINITIONS)

    def _is_fixed_import(self, dotted: str, name: str) -> bool:
        """True for library modules, and for modules beside the script in which nobody assigns variables."""
        if dotted.partition(".")[0] in sys.stdlib_module_names:
            return True
        if any(name in attribute_holders(statement) for statement in self.statements):
            return False
        parts = dotted.split(".")
        folder = Path(self.filename).parent
        candidates = [folder.joinpath(*parts[:count]) for count in range(len(parts), 0, -1)]
        for path in (file for c in candidates for file in (c.with_suffix(".py"), c / "__init__.py")):
            if path.is_file():
                return "global " not in path.read_text(encoding="utf-8", errors="replace")
        return False

    def _all_have_values(self, names: Iterable[str], index: int, judged: _Judged) -> bool:
        aliased = aliased_names(self.statements[index])
        return all(self._has_value(name, index, judged, aliased) for name in names)

    def _is_pure_callable(self, name: str) -> bool:
        """True if calling a function or class of the module has no effects and asks nothing of the outside."""
        for used in self.relations.closure([name], len(self.statements)):
            for mention in self.relations.mentions.get(used, ()):
                if is_impure_builtin(mention) or ("." in mention and not is_safe(mention)):
                    return False
            if used in self.relations.assigned_later:
                return False
        return name in self._binders

    # Decisions ----------------------------------------------------------------------------------------------------

    def _place(self, index: int, judged: _Judged) -> Place:
        if index < self.eager:
            return self._place_above_guard(index, judged)
        statement = self.statements[index]
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                return Place.EARLY
            case ast.AnnAssign(value=None):
                return Place.EARLY
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return self._place_definition(index, judged)
            case ast.Assign() | ast.AnnAssign():
                return self._place_assignment(index, judged)
            case ast.Expr(value=ast.Call()) if self.purity.prepares_imports(statement):
                return Place.EARLY if self._all_have_values(self.names[index].reads, index, judged) else Place.RUNTIME
        if type(statement).__name__ == "TypeAlias":
            return Place.EARLY
        if isinstance(statement, _COMPOUND) and self._is_wanted_early(index):
            own = self.names[index].binds
            others = [name for name in self._reads_early(index) if name not in own]
            if self._can_be_early(statement) and self._all_have_values(others, index, judged):
                if not any(self._is_bound_before(name, index, judged) for name in own):
                    return Place.EARLY
        self._check_classes(index, judged)
        return Place.RUNTIME

    def _place_above_guard(self, index: int, judged: _Judged) -> Place:
        statement, names = self.statements[index], self.names[index]
        if isinstance(statement, ast.Import | ast.ImportFrom):
            return Place.EARLY
        if isinstance(statement, DEFINITIONS):
            return self._place_definition(index, judged)
        direct = set(self.purity.mentions(statement, functions=False))
        if any(is_input(mention) or mention in INPUT_BUILTINS for mention in direct):
            return self._run(index, judged)
        if any(self._is_bound_before(name, index, judged) for name in names.binds):
            return self._run(index, judged)
        if not self._needed.isdisjoint(names.binds):
            return Place.EARLY if self._all_have_values(names.reads, index, judged) else self._run(index, judged)
        mentions = self.relations.library_mentions(index)
        if any(is_input(mention) or mention in INPUT_BUILTINS for mention in mentions):
            return self._run(index, judged)
        if judged.runs:
            if not self._all_have_values(self.relations.closure(names.reads, index), index, judged):
                return self._run(index, judged)
        return Place.EARLY

    def _run(self, index: int, judged: _Judged) -> Place:
        self._check_classes(index, judged)
        return Place.RUNTIME

    def _place_definition(self, index: int, judged: _Judged) -> Place:
        statement, names = self.statements[index], self.names[index]
        run = self.relations.run_early(index)
        reads = [*self._reads_early(index), *run.reads]
        aliased = aliased_names(statement) - run.reads.keys()
        missing = [name for name in reads if not self._has_value(name, index, judged, aliased)]
        missing += [base for base in self.relations.observing_bases(statement) if base in judged.touched]
        effects = any(m in INPUT_BUILTINS or is_input(m) for m in run.mentions)
        if not missing and not effects:
            return Place.LATE if self._must_be_late(names, index, judged) else Place.EARLY
        if isinstance(statement, ast.ClassDef):
            self._refuse(statement, missing)
            return Place.EARLY
        return Place.RUNTIME

    def _must_be_late(self, names: Names, index: int, judged: _Judged) -> bool:
        """True if a name must not have its value before the program comes to its place."""
        for name in names.binds:
            if name in self._late_names or name in judged.touched or self._is_bound_before(name, index, judged):
                return True
        return False

    def _is_bound_before(self, name: str, index: int, judged: _Judged) -> bool:
        """True if the program binds the name before the statement."""
        before = self._binders.get(name, ())
        return any(i < index and judged.places[i] is not Place.EARLY for i in before)

    def _place_assignment(self, index: int, judged: _Judged) -> Place:
        statement, names = self.statements[index], self.names[index]
        assert isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        needed = not self._needed.isdisjoint(names.binds)
        final = any(name in self.relations.later and max(self._binders[name]) == index for name in names.binds)
        made = self.purity.makes_definition(statement.value)
        needed |= made
        if not (needed or final) or not _binds_names(statement):
            return Place.RUNTIME
        if not self._all_have_values(self._reads_early(index), index, judged):
            return Place.RUNTIME
        if self.purity.literal(statement.value):
            if not self._must_be_late(names, index, judged):
                return Place.EARLY
            return Place.LATE if needed else Place.RUNTIME
        if needed and self.purity.pure(statement.value, self._is_pure_callable):
            used = self.relations.closure(self._reads_early(index), index)
            if made or self._all_have_values(used, index, judged):
                return Place.LATE if self._must_be_late(names, index, judged) else Place.EARLY
        return Place.RUNTIME

    def _reads_early(self, index: int) -> list[str]:
        """Return the names a statement reads when it runs; annotations do not count."""
        names = self.names[index]
        statement = self.statements[index]
        if not isinstance(statement, ast.AnnAssign | ast.FunctionDef | ast.AsyncFunctionDef):
            return list(names.reads)
        parts = [statement.value] if isinstance(statement, ast.AnnAssign) else [
            *statement.decorator_list, *statement.args.defaults, *statement.args.kw_defaults]  # fmt: skip
        used = {node.id for part in parts if part for node in ast.walk(part) if isinstance(node, ast.Name)}
        return [name for name in names.reads if name in used]

    # Statements with parts ----------------------------------------------------------------------------------------

    def _is_wanted_early(self, index: int) -> bool:
        """True if a compound statement imports or defines something, or binds what definitions need."""
        if not self._needed.isdisjoint(self.names[index].binds):
            return True
        definitions = (*DEFINITIONS, ast.Import, ast.ImportFrom)
        return any(isinstance(node, definitions) for node in walk(self.statements[index], functions=False))

    def _can_be_early(self, statement: ast.stmt) -> bool:
        """True if nothing in a statement has effects, apart from the names it binds."""
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return True
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                return _binds_names(statement) and self._is_pure(value)
            case ast.If(test=test, body=body, orelse=orelse):
                return self._is_pure(test) and all(map(self._can_be_early, [*body, *orelse]))
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
                inner = [part for handler in handlers for part in handler.body]
                return all(map(self._can_be_early, [*body, *inner, *orelse, *final]))
            case ast.For(target=ast.Name(), iter=items, body=body, orelse=[]):
                return self._is_pure(items) and all(map(self._can_be_early, body))
        return False

    def _is_pure(self, expression: ast.expr) -> bool:
        return self.purity.pure(expression, self._is_pure_callable)

    # Errors -------------------------------------------------------------------------------------------------------

    def _check_classes(self, index: int, judged: _Judged) -> None:
        """Refuse classes in a statement that runs in the executable, unless they can be made at translation time."""
        for node in walk(self.statements[index], functions=False):
            if isinstance(node, ast.ClassDef):
                used = [n.id for n in walk(node, functions=False) if isinstance(n, ast.Name)]
                missing = [n for n in used if n in self._binders and not self._has_value(n, index, judged)]
                if missing:
                    self._refuse(node, missing)

    def _refuse(self, statement: ast.ClassDef, missing: list[str]) -> None:
        if not missing:
            message = f"making class {statement.name} reads something when the program runs"
            advice = "classes are made at translation time; do this in a function, or after the class statement"
            self._report(statement, message, advice)
            return
        name = missing[0]
        nodes = walk(statement, functions=False)
        used = next((n for n in nodes if isinstance(n, ast.Name) and n.id == name), statement)
        binders = [self.statements[i] for i in self._binders.get(name, ())]
        last = next((s for s in reversed(binders) if s.lineno < statement.lineno), None)
        if isinstance(last, ast.ClassDef | ast.FunctionDef) or (last is not None and self._is_early(last)):
            message = (
                f"class {statement.name} is made at translation time, but the program may have changed '{name}' before"
            )
            self._report(used, message, "put the class before the statements that run in the executable")
            return
        notes = [Note(f"'{name}' gets its value when the program runs", _span(self.filename, last))] if last else []
        message = f"class {statement.name} is made at translation time, but '{name}' has its value only at run time"
        advice = (
            f"give '{name}' a value that is known at translation time, or give the attribute a first value "
            f"in the class body, and assign it after the class statement"
        )
        self._report(used, message, advice, notes)

    def _is_early(self, statement: ast.stmt) -> bool:
        index = self.statements.index(statement)
        return index < len(self._judged.places) and self._judged.places[index] is not Place.RUNTIME

    def _report(self, node: ast.AST, message: str, advice: str, notes: Sequence[Note] = ()) -> None:
        span = _span(self.filename, node)
        self.diagnostics.append(Diagnostic("W0505", message, span, notes=list(notes), help=advice))


def _binds_names(statement: ast.stmt) -> bool:
    """True for assignments to plain names: `x = ...`, `x, y = ...`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    for target in targets:
        items = target.elts if isinstance(target, ast.Tuple) else [target]
        if not all(isinstance(item, ast.Name) for item in items):
            return False
    return True


def _span(filename: str, node: ast.AST) -> SourceSpan:
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    if isinstance(node, ast.Name | ast.expr):
        return SourceSpan(filename, "<module>", line, column, node.end_lineno or line, node.end_col_offset or column)
    return SourceSpan(filename, "<module>", line, column)
