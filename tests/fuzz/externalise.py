"""Turns the constants of a program into data that it reads when it starts.

One translated executable can then be run with thousands of different constants.  `externalise(source)` replaces ints
and strs in functions by items of two module-level lists; `mutations.txt` in the current directory says at run time
which items are others: lines `I NUMBER VALUE` and `S NUMBER HEX-OF-UTF-8`.  Constants that the translator must know
(formats, modes, indices of tuples, exponents) stay as they are; those of other lines can be kept with `keep_lines`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

FILE: Final = "mutations.txt"

_LOADER: Final = """

def _load_mutations():
    try:
        file = open("mutations.txt", encoding="utf-8")
    except OSError:
        return
    for line in file:
        kind, number, value = line.split()
        if kind == "I":
            _INTS[int(number)] = int(value)
        else:
            _STRS[int(number)] = bytes.fromhex(value[1:]).decode("utf-8")
    file.close()
"""

_KEPT_CALLS: Final = frozenset(
    "open getattr setattr hasattr isinstance issubclass pow pack unpack unpack_from pack_into calcsize Struct encode "
    "decode compile match search fullmatch sub findall split finditer namedtuple NamedTuple Enum field to_bytes "
    "from_bytes format exit TypeVar array".split()
)
"""Calls whose arguments the translator must know, or that are dull to change."""


@dataclass(slots=True)
class External:
    """A program whose constants are data."""

    source: str
    ints: list[int] = field(default_factory=list)
    strs: list[str] = field(default_factory=list)


def externalise(source: str, keep_lines: Iterable[int] = ()) -> External:
    """Return the program with its constants in lists; `keep_lines` are lines of the given source."""
    tree = ast.parse(source)
    worker = _Externaliser(frozenset(keep_lines), _named_constants(tree))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            worker.definition(node)
        elif isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
            node.body.insert(0, ast.parse("_load_mutations()").body[0])
    lists = ast.parse(f"_INTS = {worker.ints!r}\n_STRS = {worker.strs!r}\n{_LOADER}").body
    place = next((n for n, node in enumerate(tree.body) if isinstance(node, ast.FunctionDef | ast.ClassDef)), 0)
    tree.body[place:place] = lists
    return External(ast.unparse(ast.fix_missing_locations(tree)), worker.ints, worker.strs)


def _named_constants(tree: ast.Module) -> dict[str, ast.Constant]:
    """Return the module's variables that are constants: assigned once, at the top."""
    found: dict[str, ast.Constant] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node.value
    stored = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    parameters = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return {name: value for name, value in found.items() if stored.count(name) == 1 and name not in parameters}


class _Externaliser(ast.NodeTransformer):
    """Replaces constants within functions."""

    def __init__(self, keep_lines: frozenset[int], named: dict[str, ast.Constant]) -> None:
        self.keep_lines = keep_lines
        self.named = named
        self.known: dict[str, ast.AST] = {}
        """What stands for the named constants that were used."""
        self.ints: list[int] = []
        self.strs: list[str] = []

    def definition(self, node: ast.FunctionDef | ast.ClassDef) -> None:
        """Go through a function, or the methods of a class."""
        first = ast.get_docstring(node, clean=False) is not None
        for index, statement in enumerate(node.body):
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self.definition(statement)
            elif isinstance(node, ast.FunctionDef) and not (first and index == 0):
                node.body[index] = self.visit(statement)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if node.lineno in self.keep_lines:
            return node
        if type(node.value) is int:
            self.ints.append(node.value)
            return self.item("_INTS", len(self.ints) - 1, node)
        if type(node.value) is str:
            self.strs.append(node.value)
            return self.item("_STRS", len(self.strs) - 1, node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id not in self.named or node.lineno in self.keep_lines:
            return node
        if node.id not in self.known:
            self.known[node.id] = self.visit_Constant(self.named[node.id])
        return self.known[node.id]

    def item(self, name: str, number: int, node: ast.AST) -> ast.AST:
        """Return an expression for an item of one of the lists."""
        item = ast.Subscript(ast.Name(name, ast.Load()), ast.Constant(number), ast.Load())
        return ast.copy_location(item, node)

    # What stays

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.definition(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.definition(node)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.body = self.visit(node.body)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        node.value = self.visit(node.value)
        if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice):
            node.slice = self.visit(node.slice)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if not (isinstance(node.op, ast.Mod) and text):
            node.left = self.visit(node.left)
        if not isinstance(node.op, ast.Pow | ast.BitAnd):
            node.right = self.visit(node.right)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _KEPT_CALLS:
            return node
        node.func = self.visit(node.func)
        node.args = [self.visit(argument) for argument in node.args[:2]] + node.args[2:]
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = [self.visit(statement) for statement in case.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node
