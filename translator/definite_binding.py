"""Which names a statement certainly binds: after it, they need no check that they have a value."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

EVERYTHING = None
"""Stands for all names: control does not come out of the statement."""

Bound = set[str] | None


def bound_by(statement: ast.stmt) -> Bound:
    """Return the names a statement binds whenever control comes out of it."""
    match statement:
        case ast.Assign(targets=targets):
            return {name for target in targets for name in _target_names(target)}
        case ast.AnnAssign(target=target, value=ast.expr()) | ast.AugAssign(target=target):
            return set(_target_names(target))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names):
            return {alias.asname or alias.name.partition(".")[0] for alias in names}
        case ast.ImportFrom(names=names):
            return {alias.asname or alias.name for alias in names}
        case ast.If(body=body, orelse=orelse):
            return _either(bound_in_order(body), bound_in_order(orelse))
        case ast.Try():
            return _bound_by_try(statement)
        case ast.With(items=[ast.withitem(context_expr=ast.Call(func=ast.Name(id="open")))], body=body):
            return bound_in_order(body)
        case ast.While(test=ast.Constant(value=test), body=body) if test:
            return _before_a_jump(body)
    return EVERYTHING if _never_ends(statement) else set()


def bound_in_order(statements: Sequence[ast.stmt]) -> Bound:
    """Return the names that statements bind, done one after the other."""
    found: set[str] = set()
    for statement in statements:
        names = bound_by(statement)
        if names is EVERYTHING:
            return EVERYTHING
        found |= names
    return found


def _bound_by_try(statement: ast.Try) -> Bound:
    last = bound_in_order(statement.finalbody)
    if last is EVERYTHING:
        return EVERYTHING
    result = bound_in_order([*statement.body, *statement.orelse])
    for handler in statement.handlers:
        result = _either(result, bound_in_order(handler.body))
    return EVERYTHING if result is EVERYTHING else result | last


def _before_a_jump(body: Iterable[ast.stmt]) -> Bound:
    """Return what the body of an endless loop binds before anything that may leave it."""
    found: set[str] = set()
    for statement in body:
        if any(isinstance(node, ast.Break | ast.Continue) for node in ast.walk(statement)):
            return found
        found |= bound_by(statement) or set()
    return EVERYTHING


def _either(one: Bound, other: Bound) -> Bound:
    if one is EVERYTHING:
        return other
    return one if other is EVERYTHING else one & other


def _never_ends(statement: ast.stmt) -> bool:
    match statement:
        case ast.Raise() | ast.Break() | ast.Continue() | ast.Return():
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="sys"), attr="exit"))):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id="exit" | "quit"))):
            return True
    return False


def _target_names(target: ast.expr) -> Iterable[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Starred(value=value):
            yield from _target_names(value)
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                yield from _target_names(item)
