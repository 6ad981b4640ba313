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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from weft.flowspace.diagnostics import Diagnostic, Note, SourceSpan
from weft.translator.definite_binding import bound_by
from weft.translator.module_names import Names, names_of
from weft.translator.purity import (
    INPUT_BUILTINS,
    Purity,
    imported_names,
    is_impure_builtin,
    is_input,
    is_safe,
    walk,
)

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINITIONS: Final = (*_FUNCTIONS, ast.ClassDef)
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


@dataclass(slots=True)
class _Run:
    """What making a definition runs."""

    functions: dict[str, None] = field(default_factory=dict)
    """Functions of the module that it calls."""
    reads: dict[str, None] = field(default_factory=dict)
    """What these read."""
    mentions: list[str] = field(default_factory=list)
    """What it mentions of the library, with these functions."""


class ModuleSplitter:
    """Splits the statements of a module.  The first `eager` of them stand above the guard.

    `places` tells what became of each; `diagnostics` what is wrong.
    """

    def __init__(self, statements: Sequence[ast.stmt], filename: str, eager: int, future_flags: int) -> None:
        self.statements = statements
        self.filename = filename
        self.eager = eager
        self.names = [names_of(statement, filename, future_flags) for statement in statements]
        self.later: dict[str, None] = {}
        """Names that functions read or assign."""
        self.assigned_later: dict[str, None] = {}
        self.deleted: dict[str, None] = {}
        self._binders: dict[str, list[int]] = {}
        for index, names in enumerate(self.names):
            self.later |= names.later_reads | names.later_binds
            self.assigned_later |= names.later_binds
            self.deleted |= names.deletes
            for name in names.binds:
                self._binders.setdefault(name, []).append(index)
        module = ast.Module(list(statements), type_ignores=[])
        self.purity = Purity(imported_names(module), {*self._binders, *self.assigned_later})
        self._mentions: dict[str, list[str]] = {}
        self._uses: dict[str, dict[str, None]] = {}
        self._collect_uses()
        self._needed = self._needed_early()
        self._late_names: set[str] = set()
        self.diagnostics: list[Diagnostic] = []
        self.places: list[Place] = []

    def split(self) -> None:
        """Decide about every statement."""
        while True:
            known = len(self._late_names)
            self.diagnostics = []
            judged = _Judged()
            for index in range(len(self.statements)):
                place = self._place(index, judged)
                judged.places.append(place)
                if place is Place.LATE:
                    self._late_names |= self.names[index].binds.keys()
                    judged.runs = True
                elif place is Place.RUNTIME:
                    judged.runs = True
                    self._touch(index, judged)
            self.places = judged.places
            if len(self._late_names) == known:
                return

    def always_bound(self) -> frozenset[str]:
        """Return the names bound by the program that certainly have a value whenever they are read."""
        touched: dict[str, None] = {}
        found: set[str] = set()
        for index, place in enumerate(self.places):
            if place is Place.EARLY:
                continue
            if place is Place.RUNTIME:
                touched |= self._closure(self._run_by(index))
            sure = bound_by(self.statements[index])
            found |= {name for name in sure or () if name not in touched}
        return frozenset(found - self.deleted.keys())

    # What is related to what --------------------------------------------------------------------------------------

    def _collect_uses(self) -> None:
        """Find out which names matter to the value of a name: those in its definitions, and in what surrounds them."""
        for statement, names in zip(self.statements, self.names, strict=True):
            bound = [*names.binds, *names.later_binds]
            mentioned = dict.fromkeys([*names.mentioned(), *bound])
            mentions = list(self.purity.mentions(statement, functions=True))
            for name in bound:
                self._uses.setdefault(name, {}).update(mentioned)
                self._mentions.setdefault(name, []).extend(mentions)
            for name in _told_about(statement):
                if name in self._binders:
                    self._uses.setdefault(name, {}).update(names.binds)

    def _needed_early(self) -> set[str]:
        """Return the names that definitions need when they are made."""
        pending: list[str] = []
        for index, statement in enumerate(self.statements):
            if any(isinstance(node, _DEFINITIONS) for node in walk(statement, functions=False)):
                pending += [*self.names[index].reads, *self._run_early(index).reads]
        needed: set[str] = set()
        while pending:
            name = pending.pop()
            if name in needed:
                continue
            needed.add(name)
            for index in self._binders.get(name, ()):
                if not isinstance(self.statements[index], _DEFINITIONS):
                    pending += self.names[index].reads
        return needed

    def _closure(self, names: Iterable[str]) -> dict[str, None]:
        """Return the names, and all names that what they stand for may use."""
        found = dict.fromkeys(names)
        pending = list(found)
        while pending:
            for name in self._uses.get(pending.pop(), ()):
                if name not in found:
                    found[name] = None
                    pending.append(name)
        return found

    def _run_early(self, index: int) -> _Run:
        """Return what a definition runs when it is made: its decorators, and the functions that it calls."""
        run = _Run()
        self._run_node(self.statements[index], run)
        return run

    def _run_node(self, node: ast.AST, run: _Run) -> None:
        nodes = list(walk(node, functions=False))
        run.mentions += self.purity.mentions(node, functions=False)
        called = [n.func for n in nodes if isinstance(n, ast.Call)]
        decorators = [d for n in nodes if isinstance(n, _DEFINITIONS) for d in n.decorator_list]
        made = [d.func for d in decorators if isinstance(d, ast.Call)]  # what these return is called as well
        for callee in called + decorators:
            name = callee.id if isinstance(callee, ast.Name) else ""
            for index in self._binders.get(name, ()):
                statement = self.statements[index]
                if isinstance(statement, _FUNCTIONS) and name not in run.functions:
                    run.functions[name] = None
                    self._run_body(index, statement.body, run)
                    inner = [part for part in statement.body if isinstance(part, _FUNCTIONS)]
                    for function in inner if callee in made else ():
                        self._run_body(index, function.body, run)

    def _run_body(self, index: int, body: Iterable[ast.stmt], run: _Run) -> None:
        for part in body:
            ids = [n.id for n in walk(part, functions=False) if isinstance(n, ast.Name)]
            run.reads |= dict.fromkeys(n for n in ids if n in self.names[index].later_reads)
            self._run_node(part, run)

    def _run_by(self, index: int) -> list[str]:
        """Return the names that running a statement may use directly."""
        names = self.names[index]
        return list(names.reads) if isinstance(self.statements[index], _FUNCTIONS) else names.mentioned()

    def _touch(self, index: int, judged: _Judged) -> None:
        judged.touched |= self._closure(self._run_by(index))

    def _library_mentions(self, index: int) -> list[str]:
        """Return what a statement mentions of the library, directly or in what it may call."""
        statement = self.statements[index]
        found = list(self.purity.mentions(statement, functions=False))
        if any(isinstance(node, ast.Call) for node in walk(statement, functions=False)):
            for name in self._closure(self.names[index].reads):
                found += self._mentions.get(name, ())
        return found

    # Values at translation time -----------------------------------------------------------------------------------

    def _has_value(self, name: str, index: int, judged: _Judged) -> bool:
        """True if a name has, at translation time, the value it has when the program comes to the statement."""
        before = [i for i in self._binders.get(name, ()) if i < index]
        if any(judged.places[i] is Place.RUNTIME for i in before):
            return False
        if not before:
            return "*" in self._binders or not (name in self._binders or name in self.assigned_later)
        return name not in judged.touched or self._is_fixed(name)

    def _is_fixed(self, name: str) -> bool:
        """True for names whose one value never changes: functions, classes, library modules, numbers, texts."""
        if name in self.assigned_later or len(self._binders[name]) != 1:
            return False
        statement = self.statements[self._binders[name][0]]
        match statement:
            case ast.Import() | ast.ImportFrom():
                return self._is_fixed_import(self.purity.imports.get(name, ""), name)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                mutable = (ast.List, ast.Dict, ast.Set, ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.ListComp)
                return self.purity.literal(value) and not any(isinstance(node, mutable) for node in ast.walk(value))
        return isinstance(statement, _DEFINITIONS)

    def _is_fixed_import(self, dotted: str, name: str) -> bool:
        """True for library modules, and for modules beside the script in which nobody assigns variables."""
        if dotted.partition(".")[0] in sys.stdlib_module_names:
            return True
        if any(name in _attribute_holders(statement) for statement in self.statements):
            return False
        parts = dotted.split(".")
        folder = Path(self.filename).parent
        candidates = [folder.joinpath(*parts[:count]) for count in range(len(parts), 0, -1)]
        for path in (file for c in candidates for file in (c.with_suffix(".py"), c / "__init__.py")):
            if path.is_file():
                return "global " not in path.read_text(encoding="utf-8", errors="replace")
        return False

    def _all_have_values(self, names: Iterable[str], index: int, judged: _Judged) -> bool:
        return all(self._has_value(name, index, judged) for name in names)

    def _is_pure_callable(self, name: str) -> bool:
        """True if calling a function or class of the module has no effects and asks nothing of the outside."""
        for used in self._closure([name]):
            for mention in self._mentions.get(used, ()):
                if is_impure_builtin(mention) or ("." in mention and not is_safe(mention)):
                    return False
            if used in self.assigned_later:
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
        if type(statement).__name__ == "TypeAlias":
            return Place.EARLY
        if isinstance(statement, _COMPOUND) and self._is_wanted_early(index):
            own = self.names[index].binds
            others = [name for name in self._reads_early(index) if name not in own]
            if self._can_be_early(statement) and self._all_have_values(others, index, judged):
                if not any(self._is_bound_before(name, index, judged) for name in own):
                    return Place.EARLY
        self._refuse_classes(statement)
        return Place.RUNTIME

    def _place_above_guard(self, index: int, judged: _Judged) -> Place:
        statement, names = self.statements[index], self.names[index]
        if isinstance(statement, ast.Import | ast.ImportFrom):
            return Place.EARLY
        if isinstance(statement, _DEFINITIONS):
            return self._place_definition(index, judged) if judged.runs else Place.EARLY
        direct = set(self.purity.mentions(statement, functions=False))
        if any(is_input(mention) or mention in INPUT_BUILTINS for mention in direct):
            return self._run(statement)
        if any(self._is_bound_before(name, index, judged) for name in names.binds):
            return self._run(statement)
        if not self._needed.isdisjoint(names.binds):
            return Place.EARLY if self._all_have_values(names.reads, index, judged) else self._run(statement)
        mentions = self._library_mentions(index)
        if any(is_input(mention) or mention in INPUT_BUILTINS for mention in mentions):
            return self._run(statement)
        if judged.runs:
            if not self._all_have_values(self._closure(names.reads), index, judged):
                return self._run(statement)
        return Place.EARLY

    def _run(self, statement: ast.stmt) -> Place:
        self._refuse_classes(statement)
        return Place.RUNTIME

    def _place_definition(self, index: int, judged: _Judged) -> Place:
        statement, names = self.statements[index], self.names[index]
        run = self._run_early(index)
        reads = [*self._reads_early(index), *run.reads]
        missing = [name for name in reads if not self._has_value(name, index, judged)]
        effects = judged.runs and any(m in INPUT_BUILTINS or is_input(m) for m in run.mentions)
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
        wanted = needed or any(name in self.later and max(self._binders[name]) == index for name in names.binds)
        if (
            not wanted
            or not _binds_names(statement)
            or not self._all_have_values(self._reads_early(index), index, judged)
        ):
            return Place.RUNTIME
        if self.purity.literal(statement.value):
            if not self._must_be_late(names, index, judged):
                return Place.EARLY
            return Place.LATE if needed else Place.RUNTIME
        if needed and self.purity.pure(statement.value, self._is_pure_callable):
            if self._all_have_values(self._closure(self._reads_early(index)), index, judged):
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
        definitions = (*_DEFINITIONS, ast.Import, ast.ImportFrom)
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

    def _refuse_classes(self, statement: ast.stmt) -> None:
        """Refuse classes in a statement that runs in the executable."""
        for node in walk(statement, functions=False):
            if isinstance(node, ast.ClassDef):
                self.diagnostics.append(
                    Diagnostic(
                        "W0505",
                        f"class {node.name} would be made when the program runs",
                        _span(self.filename, node),
                        help="make it at the outer level of the module, outside if, try and loops",
                    )
                )

    def _refuse(self, statement: ast.ClassDef, missing: list[str]) -> None:
        if not missing:
            self.diagnostics.append(
                Diagnostic(
                    "W0505",
                    f"making class {statement.name} reads something when the program runs",
                    _span(self.filename, statement),
                    help="classes are made at translation time; do this after the class statement",
                )
            )
            return
        name = missing[0]
        used = next(
            (n for n in walk(statement, functions=False) if isinstance(n, ast.Name) and n.id == name), statement
        )
        binders = [self.statements[i] for i in self._binders.get(name, ())]
        notes = [Note(f"'{name}' gets its value when the program runs", _span(self.filename, s)) for s in binders[:1]]
        self.diagnostics.append(
            Diagnostic(
                "W0505",
                f"class {statement.name} is made at translation time, but '{name}' has its value only at run time",
                _span(self.filename, used),
                notes=notes,
                help=f"assign the attribute of {statement.name} after the class statement, "
                f"or give '{name}' a value that is known at translation time",
            )
        )


def _attribute_holders(statement: ast.stmt) -> set[str]:
    """Return the names of which a statement, or a function in it, assigns attributes: `x` for `x.y.z = 1`."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            holder: ast.expr = node
            while isinstance(holder, ast.Attribute):
                holder = holder.value
            if isinstance(holder, ast.Name):
                found.add(holder.id)
    return found


def _told_about(statement: ast.stmt) -> Iterator[str]:
    """Yield the names in the decorators and base classes of a definition: what they stand for may remember it."""
    parts: list[ast.AST] = []
    if isinstance(statement, _DEFINITIONS):
        parts += statement.decorator_list
    if isinstance(statement, ast.ClassDef):
        parts += [*statement.bases, *statement.keywords]
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, ast.Name):
                yield node.id


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
