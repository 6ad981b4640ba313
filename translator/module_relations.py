"""How the top-level statements of a module depend on each other: which names matter to the value of a name.

All answers err on the side of more.  `module_split.py` asks; entry point: `ModuleRelations`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from weft.translator.module_names import names_of
from weft.translator.purity import Purity, imported_names, walk

FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS: Final = (*FUNCTIONS, ast.ClassDef)


@dataclass(slots=True)
class Run:
    """What making a definition runs."""

    functions: dict[str, None] = field(default_factory=dict)
    """Functions of the module that it calls."""
    reads: dict[str, None] = field(default_factory=dict)
    """What these read."""
    mentions: list[str] = field(default_factory=list)
    """What it mentions of the library, with these functions."""


class ModuleRelations:
    """The names of a module's statements, and what follows from them."""

    def __init__(self, statements: Sequence[ast.stmt], filename: str, future_flags: int) -> None:
        self.statements = statements
        self.names = [names_of(statement, filename, future_flags) for statement in statements]
        self.later: dict[str, None] = {}
        """Names that functions read or assign."""
        self.assigned_later: dict[str, None] = {}
        self.deleted: dict[str, None] = {}
        self.binders: dict[str, list[int]] = {}
        for index, names in enumerate(self.names):
            self.later |= names.later_reads | names.later_binds
            self.assigned_later |= names.later_binds
            self.deleted |= names.deletes
            for name in names.binds:
                self.binders.setdefault(name, []).append(index)
        module = ast.Module(list(statements), type_ignores=[])
        self.purity = Purity(imported_names(module), {*self.binders, *self.assigned_later})
        self.mentions: dict[str, list[str]] = {}
        self._uses: dict[str, list[tuple[int, Iterable[str]]]] = {}
        """By name: numbers of statements that bind it, and the names its value may use from then on."""
        self._collect_uses()

    def _collect_uses(self) -> None:
        """Find out which names matter to the value of a name: those in its definitions, and in what surrounds them."""
        for index, (statement, names) in enumerate(zip(self.statements, self.names, strict=True)):
            bound = [*names.binds, *names.later_binds]
            mentioned = dict.fromkeys([*names.mentioned(), *bound])
            mentions = list(self.purity.mentions(statement, functions=True))
            for name in bound:
                self._uses.setdefault(name, []).append((index, mentioned))
                self.mentions.setdefault(name, []).extend(mentions)
            for name in _told_about(statement):
                if name in self.binders:
                    self._uses.setdefault(name, []).append((index, names.binds))

    def needed_early(self) -> set[str]:
        """Return the names that definitions need when they are made."""
        pending: list[str] = []
        for index, statement in enumerate(self.statements):
            defines = any(isinstance(node, DEFINITIONS) for node in walk(statement, functions=False))
            if defines or self.purity.prepares_imports(statement):
                pending += [*self.names[index].reads, *self.run_early(index).reads]
        needed: set[str] = set()
        while pending:
            name = pending.pop()
            if name in needed:
                continue
            needed.add(name)
            for index in self.binders.get(name, ()):
                if not isinstance(self.statements[index], DEFINITIONS):
                    pending += self.names[index].reads
        return needed

    def closure(self, names: Iterable[str], until: int) -> dict[str, None]:
        """Return the names, and all names that what they stand for at a statement may use."""
        found = dict.fromkeys(names)
        pending = list(found)
        while pending:
            for index, used in self._uses.get(pending.pop(), ()):
                for name in used if index <= until else ():
                    if name not in found:
                        found[name] = None
                        pending.append(name)
        return found

    def run_early(self, index: int) -> Run:
        """Return what a definition runs when it is made: its decorators, and the functions that it calls."""
        run = Run()
        self._run_node(self.statements[index], run)
        return run

    def _run_node(self, node: ast.AST, run: Run) -> None:
        nodes = list(walk(node, functions=False))
        run.mentions += self.purity.mentions(node, functions=False)
        called = [n.func for n in nodes if isinstance(n, ast.Call)]
        decorators = [d for n in nodes if isinstance(n, DEFINITIONS) for d in n.decorator_list]
        made = [d.func for d in decorators if isinstance(d, ast.Call)]  # what these return is called as well
        for callee in called + decorators:
            name = callee.id if isinstance(callee, ast.Name) else ""
            for index in self.binders.get(name, ()):
                statement = self.statements[index]
                if isinstance(statement, FUNCTIONS) and name not in run.functions:
                    run.functions[name] = None
                    self._run_body(index, statement.body, run)
                    inner = [part for part in statement.body if isinstance(part, FUNCTIONS)]
                    for function in inner if callee in made else ():
                        self._run_body(index, function.body, run)

    def _run_body(self, index: int, body: Iterable[ast.stmt], run: Run) -> None:
        for part in body:
            ids = [n.id for n in walk(part, functions=False) if isinstance(n, ast.Name)]
            run.reads |= dict.fromkeys(n for n in ids if n in self.names[index].later_reads)
            self._run_node(part, run)

    def run_by(self, index: int) -> list[str]:
        """Return the names that running a statement may use directly."""
        names = self.names[index]
        return list(names.reads) if isinstance(self.statements[index], FUNCTIONS) else names.mentioned()

    def observing_bases(self, statement: ast.stmt) -> list[str]:
        """Return the base classes that notice a class derived from them: by `__init_subclass__` or a metaclass."""
        if not isinstance(statement, ast.ClassDef):
            return []
        found: list[str] = []
        pending = [node.id for node in [*statement.bases] if isinstance(node, ast.Name)]
        seen: set[str] = set()
        while pending:
            name = pending.pop()
            for index in self.binders.get(name, ()) if name not in seen else ():
                base = self.statements[index]
                if isinstance(base, ast.ClassDef):
                    pending += [node.id for node in base.bases if isinstance(node, ast.Name)]
                    metaclasses = [k.value.id for k in base.keywords if isinstance(k.value, ast.Name)]
                    methods = [part.name for part in base.body if isinstance(part, FUNCTIONS)]
                    if "__init_subclass__" in methods or any(m in self.binders for m in metaclasses):
                        found.append(name)
            seen.add(name)
        return found

    def library_mentions(self, index: int) -> list[str]:
        """Return what a statement mentions of the library, directly or in what it may call."""
        statement = self.statements[index]
        found = list(self.purity.mentions(statement, functions=False))
        if any(isinstance(node, ast.Call) for node in walk(statement, functions=False)):
            for name in self.closure(self.names[index].reads, index):
                found += self.mentions.get(name, ())
        return found


def aliased_names(statement: ast.stmt) -> frozenset[str]:
    """Return the names a statement only gives other names to, or makes defaults: it does not look into the objects."""
    used: dict[str, int] = {}
    aliased: dict[str, int] = {}
    for node in walk(statement, functions=False):
        values: list[ast.expr | None] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            values = [node.value]
        elif isinstance(node, (*FUNCTIONS, ast.Lambda)):
            values = [*node.args.defaults, *node.args.kw_defaults]
        elif isinstance(node, ast.Name):
            used[node.id] = used.get(node.id, 0) + 1
        for value in values:
            if isinstance(value, ast.Name):
                aliased[value.id] = aliased.get(value.id, 0) + 1
    return frozenset(name for name, count in aliased.items() if used[name] == count)


def attribute_holders(statement: ast.stmt) -> set[str]:
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
    if isinstance(statement, DEFINITIONS):
        parts += statement.decorator_list
    if isinstance(statement, ast.ClassDef):
        parts += [*statement.bases, *statement.keywords]
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, ast.Name):
                yield node.id
