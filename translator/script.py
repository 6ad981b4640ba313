"""Splits a script into what runs at translation time and the program.

`split_script` lists the statements of the module, those under `if __name__ == "__main__":` in their place, and lets
`module_split.py` decide when each happens.  Those that run in the executable become the body of one function,
`Script.program_function`, with the script's own line numbers; its names are module variables or, where no function
knows them, local variables.
"""

from __future__ import annotations
import __future__

import ast
import sys
import types
from dataclasses import dataclass, field
from typing import Any, Final

from weft.flowspace.diagnostics import TranslationError
from weft.translator.module_split import ModuleSplitter, Place
from weft.translator.recorded_output import OutputRecorder

PROGRAM_NAME: Final = "<module>"
"""The program's name in tracebacks, the one CPython gives to module code."""

_LATE_PREFIX: Final = "_weft_late"
_MARK: Final = "_weft_mark"
_SYSTEM: Final = "_weft_sys"
_INNER_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(slots=True)
class Script:
    """A script's source, divided."""

    filename: str
    tree: ast.Module
    """What runs at translation time."""
    program: list[tuple[int, ast.stmt]] = field(default_factory=list)
    """What runs in the executable, with the numbers of the statements in the module."""
    line: int = 0
    """The line where the program begins."""
    has_guard: bool = False
    always_bound: frozenset[str] = frozenset()
    """Variables of the module that the program binds before anything can read them."""
    known_to_functions: frozenset[str] = frozenset()
    """Names of the module that functions read or assign."""
    late: dict[str, str] = field(default_factory=dict)
    """Names bound by the program to values made at translation time: hidden name -> name."""
    future_flags: int = 0

    @property
    def has_program(self) -> bool:
        """True if something is left to do for the executable."""
        return self.has_guard or bool(self.program)

    def module_code(self) -> types.CodeType:
        """Return the code to run at translation time."""
        code: types.CodeType = compile(self.tree, self.filename, "exec", self.future_flags, dont_inherit=True)
        return code

    def run_module(self, namespace: dict[str, Any]) -> dict[int, str]:
        """Run that code, and return what the statements print, by their numbers in the module."""
        with OutputRecorder() as recorder:
            namespace[_MARK] = recorder.mark
            exec(self.module_code(), namespace)
        del namespace[_MARK]
        return recorder.texts

    def program_function(self, namespace: dict[str, Any], printed: dict[int, str]) -> types.FunctionType:
        """Return the program as a function without arguments whose globals are `namespace`, the module's dict.

        It also prints what statements printed at translation time.
        A name the program assigns is a module variable if something outside the program knows it, else a local
        variable (which is faster, and may hold values of different types at different places).
        """
        for name in self.late.values():
            namespace.pop(name, None)
        parts = self.program
        if printed:
            namespace[_SYSTEM] = sys
            writes = [(index, _write_statement(text, self.line)) for index, text in printed.items()]
            parts = sorted([*writes, *parts], key=lambda part: part[0])
        body = _ProgramStatements(namespace).all([statement for _, statement in parts])
        code = self._compile(body)
        bound = {*code.co_varnames, *code.co_cellvars}
        shared = sorted(bound & (namespace.keys() | self.known_to_functions | set(self.late.values())))
        if shared:
            code = self._compile([ast.Global(names=shared), *body])
        code = code.replace(co_name=PROGRAM_NAME, co_qualname=PROGRAM_NAME)
        return types.FunctionType(code, namespace, PROGRAM_NAME)

    def _compile(self, body: list[ast.stmt]) -> types.CodeType:
        arguments = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        body = body or [ast.Pass(lineno=self.line, end_lineno=self.line)]
        function = ast.FunctionDef(name="program", args=arguments, body=body, decorator_list=[])
        if sys.version_info >= (3, 12):
            function.type_params = []
        function.lineno, function.col_offset = self.line, 0
        function.end_lineno, function.end_col_offset = getattr(body[-1], "end_lineno", None) or self.line, 0
        module = ast.fix_missing_locations(ast.Module([function], type_ignores=[]))
        code = compile(module, self.filename, "exec", self.future_flags, dont_inherit=True)
        return next(c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == "program")


class _ProgramStatements(ast.NodeTransformer):
    """Makes statements of a module fit for a function.

    Imports have happened already, unless they failed; the annotations of variables are dropped, as is `global`.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace

    def all(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Return the statements, transformed."""
        return [self.visit(statement) for statement in statements]

    def visit(self, node: ast.AST) -> Any:
        """Leave functions and classes as they are."""
        return node if isinstance(node, _INNER_SCOPES) else super().visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """`x: int = 5` becomes `x = 5`."""
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return ast.copy_location(ast.Assign([node.target], node.value), node)

    def visit_Global(self, node: ast.Global) -> ast.stmt:
        """`global x` means nothing in a module."""
        return ast.copy_location(ast.Pass(), node)

    def visit_Import(self, node: ast.Import) -> ast.stmt:
        """Drop it if it has happened."""
        names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        return node if any(n not in self.namespace for n in names) else ast.copy_location(ast.Pass(), node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        """Drop it if it has happened."""
        names = [alias.asname or alias.name for alias in node.names]
        return node if any(n not in self.namespace for n in names) else ast.copy_location(ast.Pass(), node)


def split_script(source: str, filename: str) -> Script:
    """Divide a script; raises SyntaxError if it is not Python, TranslationError if it cannot be divided."""
    code = compile(source, filename, "exec", dont_inherit=True)
    tree = ast.parse(source, filename)
    script = Script(filename, tree, future_flags=code.co_flags & _FUTURE_FLAGS)
    statements, eager = _flattened(tree.body)
    script.has_guard = eager is not None
    splitter = ModuleSplitter(statements, filename, eager or 0, script.future_flags)
    splitter.split()
    if splitter.diagnostics:
        raise TranslationError(*splitter.diagnostics)
    tree.body = []
    latest: dict[str, str] = {}
    for index, (statement, place) in enumerate(zip(statements, splitter.places, strict=True)):
        if place is Place.RUNTIME:
            tree.body += _early_imports(statement)
            script.program.append((index, _with_versions(statement, latest)))
        else:
            tree.body.append(statement)
            if place is Place.LATE:
                names = sorted(splitter.names[index].binds)
                _bind_late(script, statement, index, names)
                latest |= {name: _hidden(index, name) for name in names if splitter.is_only_late(name)}
        if not (index == 0 or isinstance(statement, _INNER_SCOPES) and not statement.decorator_list):
            tree.body.append(_mark_statement(index, statement))
    lines = [s.lineno for s in ([s for _, s in script.program] or statements)[:1]]
    script.line = lines[0] if lines else 1
    script.always_bound = splitter.always_bound()
    script.known_to_functions = frozenset(splitter.relations.later)
    return script


def may_define_entry(source: str, filename: str) -> bool:
    """True if a module may have an entry point of its own: `target(driver, args)` or `entry_point(argv)`."""
    body = ast.parse(source, filename).body
    guarded = any(isinstance(statement, ast.If) and _is_guard(statement.test) for statement in body)
    for statement in body:
        match statement:
            case ast.FunctionDef(name="target", args=ast.arguments(vararg=vararg, args=arguments)):
                if vararg or (arguments and arguments[0].arg in ("driver", "_")):
                    return True
            case ast.FunctionDef(name="entry_point"):
                return guarded or not _is_used(statement.name, body)
            case ast.ImportFrom(names=names):
                if any((alias.asname or alias.name) in ("target", "entry_point") for alias in names):
                    return True
            case ast.Assign(targets=[ast.Name(id="entry_point")], value=ast.Call()):
                return True
    return False


def _is_used(name: str, body: list[ast.stmt]) -> bool:
    """True if statements of a module use a function directly."""
    statements = [statement for statement in body if not isinstance(statement, ast.FunctionDef | ast.ClassDef)]
    return any(isinstance(n, ast.Name) and n.id == name for s in statements for n in ast.walk(s))


def whole_module(source: str, filename: str) -> Script:
    """Return a module all of which runs at translation time, except what its guard protects."""
    code = compile(source, filename, "exec", dont_inherit=True)
    tree = ast.parse(source, filename)
    tree.body = [s for s in tree.body if not (isinstance(s, ast.If) and _is_guard(s.test))]
    return Script(filename, tree, future_flags=code.co_flags & _FUTURE_FLAGS)


_FUTURE_FLAGS: Final = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)


def _flattened(body: list[ast.stmt]) -> tuple[list[ast.stmt], int | None]:
    """Return the statements in the order in which a script runs them, and how many stand above the guard."""
    statements: list[ast.stmt] = []
    eager: int | None = None
    for statement in body:
        if isinstance(statement, ast.If) and _is_guard(statement.test):
            if eager is None:
                eager = len(statements)
            statements += _without_guard(statement)
        else:
            statements.append(statement)
    return statements, eager


def _early_imports(statement: ast.stmt) -> list[ast.stmt]:
    """Return what tries the imports inside a statement of the program at translation time."""
    found: list[ast.stmt] = []
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            failed = ast.ExceptHandler(ast.Name("ImportError", ast.Load()), None, [ast.Pass()])
            attempt = ast.copy_location(ast.Try([node], [failed], [], []), node)
            found.append(ast.fix_missing_locations(attempt))
        elif not isinstance(node, _INNER_SCOPES):
            pending += ast.iter_child_nodes(node)
    return found


def _bind_late(script: Script, statement: ast.stmt, index: int, names: list[str]) -> None:
    """Keep the values of names under hidden names, from which the program takes them."""
    for name in names:
        hidden = _hidden(index, name)
        script.late[hidden] = name
        keep = ast.Assign([ast.Name(hidden, ast.Store())], ast.Name(name, ast.Load()))
        bind = ast.Assign([ast.Name(name, ast.Store())], ast.Name(hidden, ast.Load()))
        for made in (keep, bind):
            ast.fix_missing_locations(ast.copy_location(made, statement))
        script.tree.body.append(keep)
        script.program.append((index, bind))


def _hidden(index: int, name: str) -> str:
    """Return the hidden name of the value that a statement made for a name."""
    return f"{_LATE_PREFIX}_{index}_{name}"


def _with_versions(statement: ast.stmt, latest: dict[str, str]) -> ast.stmt:
    """Let a statement use the definition that precedes it where a name has several, unless it stores in the name."""
    stored = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    versions = {name: hidden for name, hidden in latest.items() if name not in stored}
    return _Versions(versions).visit(statement) if versions else statement


class _Versions(ast.NodeTransformer):
    """Replaces names in what a statement does itself."""

    def __init__(self, versions: dict[str, str]) -> None:
        self.versions = versions

    def visit(self, node: ast.AST) -> Any:
        """Leave functions and classes as they are."""
        return node if isinstance(node, _INNER_SCOPES) else super().visit(node)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Read the value made at translation time, whatever the name stands for in the end."""
        return ast.copy_location(ast.Name(self.versions.get(node.id, node.id), node.ctx), node)


def _mark_statement(index: int, after: ast.stmt) -> ast.stmt:
    """Return the call that ascribes output at translation time to the statement before."""
    call = ast.Expr(ast.Call(ast.Name(_MARK, ast.Load()), [ast.Constant(index)], []))
    return ast.fix_missing_locations(ast.copy_location(call, after))


def _write_statement(text: str, line: int) -> ast.stmt:
    """Return the statement that prints a text."""
    made = ast.parse(f"{_SYSTEM}.stdout.write({text!r})").body[0]
    return ast.increment_lineno(made, line - 1)


def _is_guard(test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[ast.Constant(value="__main__")]):
            return True
        case ast.Compare(left=ast.Constant(value="__main__"), ops=[ast.Eq()], comparators=[ast.Name(id="__name__")]):
            return True
        case ast.BoolOp(op=ast.And(), values=values):
            return any(map(_is_guard, values))
    return False


def _without_guard(statement: ast.If) -> list[ast.stmt]:
    """Return the statements that run when the guard holds."""
    if isinstance(statement.test, ast.BoolOp):
        others = [value for value in statement.test.values if not _is_guard(value)]
        if others:
            statement.test.values = others
            if len(others) == 1:
                statement.test = others[0]
            return [statement]
    return statement.body
