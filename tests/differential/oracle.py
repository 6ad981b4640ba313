"""What a generated program must print, told by CPython.

`expected(source)` gives two outputs.  In the first each int operation of the generated functions that leaves 64 bits
raises OverflowError, as the language wants it, except on the way to a mask; in the second integers have any size.  A
translated function may print what either has: an exact result is never wrong.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import Final

BEYOND: Final = "OverflowError: beyond 64 bits"
"""What the oracle prints for integers of more than 64 bits; there are several messages for it."""

_RENAMED: Final = {
    "min() arg is an empty sequence": "min() iterable argument is empty",
    "max() arg is an empty sequence": "max() iterable argument is empty",
}
"""Messages of CPython 3.11 that later versions, and Weft, word otherwise."""

_UNCHECKED: Final = (ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)

_PRELUDE: Final = """
import builtins as _builtins
import operator as _operator
_LIMIT = {limit}

def _check(value):
    if type(value) is int:
        if not -_LIMIT <= value < _LIMIT:
            raise OverflowError("beyond 64 bits")
    elif type(value) is tuple or type(value) is list:
        for item in value:
            _check(item)
    return value

def _left(a, b):
    if type(a) is int and b > 4096 and a:
        raise OverflowError("beyond 64 bits")
    return a << b

def _power(a, b):
    if type(a) is int and type(b) is int and abs(a) > 1 and abs(b) > 4096:
        raise OverflowError("beyond 64 bits")
    return a ** b

def _modulo(a, b):
    if type(a) is str and "%d" in a:
        for item in b if type(b) is tuple else (b,):
            if type(item) is float and abs(item) >= _LIMIT:
                raise OverflowError("beyond 64 bits")
    return a % b

def _abs(value):
    return _check(abs(value))

def _prod(items, *, start=1):
    for item in items:
        start = _check(start * item)
    return start

def _sum(items, start=0):
    for item in items:
        start = _check(start + item)
    return start
"""


class _Instrument(ast.NodeTransformer):
    """Puts checks around what makes integers in the generated functions."""

    def __init__(self) -> None:
        self.masked = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name[1:].isdigit():
            self.generic_visit(node)
        return node

    def under(self, node: ast.expr, masked: bool) -> ast.expr:
        """Visit an expression; if masked, its result only feeds a mask."""
        outer, self.masked = self.masked, masked
        result = self.visit(node)
        self.masked = outer
        assert isinstance(result, ast.expr)
        return result

    def visit(self, node: ast.AST) -> ast.AST:
        """Visit a node; only some kinds pass on that their result is masked."""
        if self.masked and not isinstance(node, ast.BinOp | ast.UnaryOp):
            outer, self.masked = self.masked, False
            result = super().visit(node)
            self.masked = outer
            return result
        return super().visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        masked = self.masked
        inner = (masked and isinstance(node.op, _UNCHECKED)) or _is_mask(node)
        left = self.under(node.left, inner or (masked and isinstance(node.op, ast.LShift)))
        right = self.under(node.right, inner)
        result = self.operation(node.op, left, right)
        wraps = masked and isinstance(node.op, (*_UNCHECKED, ast.LShift))
        return ast.copy_location(result if wraps else _call("_check", result), node)

    def operation(self, op: ast.operator, left: ast.expr, right: ast.expr) -> ast.expr:
        """Return an operation, guarded against giant results."""
        if isinstance(op, ast.LShift):
            return _call("_left", left, right)
        if isinstance(op, ast.Pow):
            return _call("_power", left, right)
        if isinstance(op, ast.Mod):
            return _call("_modulo", left, right)
        return ast.BinOp(left, op, right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.operand, ast.Constant):
            return node
        masked = self.masked and isinstance(node.op, ast.Invert)
        result = ast.UnaryOp(node.op, self.under(node.operand, masked))
        return ast.copy_location(result if masked else _call("_check", result), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if ast.unparse(node.func) == "math.prod":
            node.func = ast.Name("_prod", ast.Load())
        return ast.copy_location(_call("_check", node), node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in ("sum", "abs"):
            node.id = "_" + node.id
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        load = ast.parse(ast.unparse(node.target), mode="eval").body
        kind = type(node.op).__name__
        if kind in ("LShift", "Pow"):
            result = self.operation(node.op, load, node.value)
        else:
            names = {"Add": "iadd", "Sub": "isub", "Mult": "imul", "FloorDiv": "ifloordiv", "Div": "itruediv"}
            names |= {"Mod": "imod", "BitAnd": "iand", "BitOr": "ior", "BitXor": "ixor", "RShift": "irshift"}
            result = _call(f"_operator.{names[kind]}", load, node.value)
        return ast.copy_location(ast.Assign([node.target], _call("_check", result)), node)


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.parse(name, mode="eval").body, list(arguments), [])


def _is_mask(node: ast.BinOp) -> bool:
    """True for `... & 0xff` and `... % 256`."""
    if not isinstance(node.right, ast.Constant) or type(node.right.value) is not int:
        return False
    mask = node.right.value
    return (isinstance(node.op, ast.BitAnd) and mask >= 0) or (
        isinstance(node.op, ast.Mod) and mask > 0 and mask & (mask - 1) == 0
    )


def instrumented(source: str, bits: int) -> str:
    """Return the program with ints that hold at most so many bits."""
    tree = ast.fix_missing_locations(_Instrument().visit(ast.parse(source)))
    head, _, rest = ast.unparse(tree).partition("import zlib")
    return f"{head}import zlib\n{_PRELUDE.format(limit=1 << (bits - 1))}\n{rest}"


def run_python(source: str, limit: float = 120.0) -> list[str]:
    """Run a program by CPython and return the lines it prints."""
    command = [sys.executable, "-X", "utf8", "-W", "ignore", "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=limit, check=False)
    if done.returncode:
        raise RuntimeError("the generated program is wrong: " + done.stderr.decode(errors="replace")[-2000:])
    return renamed(done.stdout.decode()).splitlines()


def renamed(text: str) -> str:
    """Replace messages of older versions by those of newer ones."""
    for old, new in _RENAMED.items():
        text = text.replace(old, new)
    return text


def expected(source: str) -> tuple[list[str], list[str]]:
    """Return the lines with checks at 64 bits, and those without."""
    return run_python(instrumented(source, 64)), run_python(instrumented(source, 8192))
