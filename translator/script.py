"""Splits a script into what runs at translation time and the program.

Everything runs at translation time except what stands under `if __name__ == "__main__":` and the statements after
it; those become the body of one function, `program_function`, with the script's own line numbers.  Imports and
definitions at the outer level of the guard belong to translation time too.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

PROGRAM_NAME: Final = "<module>"
"""The program's name in tracebacks, the one CPython gives to module code."""

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(slots=True)
class Script:
    """A script's source, divided."""

    filename: str
    tree: ast.Module
    """What runs at translation time."""
    program: list[ast.stmt] = field(default_factory=list)
    """What runs in the executable."""
    line: int = 0
    """The line of the guard; 0 if there is none."""

    @property
    def has_guard(self) -> bool:
        """True if the script says which part of it is the program."""
        return self.line > 0

    def module_code(self) -> types.CodeType:
        """Return the code to run at translation time."""
        return compile(self.tree, self.filename, "exec", dont_inherit=True)

    def defines(self, name: str) -> bool:
        """Return True if the module's code may give a value to the global `name`."""
        for statement in self.tree.body:
            for node in ast.walk(statement):
                match node:
                    case ast.FunctionDef(name=bound) | ast.ClassDef(name=bound) | ast.Name(id=bound, ctx=ast.Store()):
                        if bound == name:
                            return True
                    case ast.Import(names=names) | ast.ImportFrom(names=names):
                        if any((alias.asname or alias.name) in (name, "*") for alias in names):
                            return True
        return False

    def program_function(self, namespace: dict[str, Any]) -> types.FunctionType:
        """Return the program as a function without arguments whose globals are `namespace`, the module's dict.

        A name the program assigns is a module variable if something outside the program knows it, else a local
        variable (which is faster, and may hold values of different types at different places).
        """
        code = self._compile([])
        bound = {*code.co_varnames, *code.co_cellvars}
        shared = sorted(bound & ({*namespace} | set(_names_in_functions(self.module_code()))))
        if shared:
            code = self._compile([ast.Global(names=shared)])
        code = code.replace(co_name=PROGRAM_NAME, co_qualname=PROGRAM_NAME)
        return types.FunctionType(code, namespace, PROGRAM_NAME)

    def _compile(self, declarations: list[ast.stmt]) -> types.CodeType:
        futures: list[ast.stmt] = [
            s for s in self.tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"
        ]
        arguments = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        body = declarations + (self.program or [ast.Pass(lineno=self.line, end_lineno=self.line)])
        function = ast.FunctionDef(name="program", args=arguments, body=body, decorator_list=[])
        if sys.version_info >= (3, 12):
            function.type_params = []
        function.lineno, function.col_offset = self.line, 0
        function.end_lineno, function.end_col_offset = body[-1].end_lineno or self.line, 0
        module = ast.fix_missing_locations(ast.Module([*futures, function], type_ignores=[]))
        code = compile(module, self.filename, "exec", dont_inherit=True)
        return next(c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == "program")


def split_script(source: str, filename: str) -> Script:
    """Divide a script; raises SyntaxError if it is not Python."""
    compile(source, filename, "exec", dont_inherit=True)
    tree = ast.parse(source, filename)
    script = Script(filename, tree)
    index = next((i for i, s in enumerate(tree.body) if isinstance(s, ast.If) and _is_guard(s.test)), None)
    if index is None:
        return script
    guard, rest = tree.body[index], tree.body[index + 1 :]
    assert isinstance(guard, ast.If)
    script.line = guard.lineno
    del tree.body[index:]
    script.program = _without_guard(guard)
    if script.program is guard.body:
        script.program = _hoist_definitions(guard.body, tree)
    for statement in rest:
        if isinstance(statement, ast.If) and _is_guard(statement.test):
            script.program += _without_guard(statement)
        else:
            (tree.body if isinstance(statement, _DEFINITIONS) else script.program).append(statement)
    return script


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


def _hoist_definitions(body: list[ast.stmt], tree: ast.Module) -> list[ast.stmt]:
    """Move imports and self-contained definitions from the guard to translation time; return what is left."""
    assigned = {n.id for s in body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    left: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, _DEFINITIONS) and not assigned & set(_needed_now(statement)):
            tree.body.append(statement)
        else:
            left.append(statement)
    return left


def _needed_now(statement: ast.stmt) -> Iterator[str]:
    """Yield the names a definition reads when it is executed: in decorators, defaults, bases and the class body."""
    now: list[ast.AST]
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            defaults = [d for d in statement.args.kw_defaults if d is not None]
            now = [*statement.decorator_list, *statement.args.defaults, *defaults]
        case ast.ClassDef():
            now = [*statement.decorator_list, *statement.bases, *statement.keywords]
            for inner in statement.body:
                if isinstance(inner, _DEFINITIONS):
                    yield from _needed_now(inner)
                else:
                    now.append(inner)
        case _:
            now = []
    for expression in now:
        for node in ast.walk(expression):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id


def _names_in_functions(code: types.CodeType) -> Iterator[str]:
    """Yield the names used by the code objects inside `code`."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from constant.co_names
            yield from _names_in_functions(constant)
