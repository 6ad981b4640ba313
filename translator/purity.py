"""Judges expressions of a module: may they be evaluated at translation time as well as when the program runs?

`literal` accepts what costs nothing and is the same whenever it is done: constants, displays and arithmetic of them.
`pure` also accepts comprehensions and calls of what has no effects and reads nothing from outside.  Whether the names
in an expression have their values at translation time is the caller's question (`module_split.py`).
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from typing import Final

INPUT_BUILTINS: Final = frozenset({"input"})
_IMPURE_BUILTINS: Final = frozenset(
    "input print open exec eval compile globals locals vars exit quit __import__ breakpoint id hash help dir".split()
)

_SAFE_MODULES: Final = frozenset(
    "abc array bisect collections contextlib copy dataclasses decimal enum fractions functools heapq itertools "
    "math cmath numbers operator re string struct textwrap types typing zlib __future__ typing_extensions".split()
)
_SAFE_ATTRIBUTES: Final = frozenset(
    "sys.maxsize sys.version_info sys.version sys.platform sys.byteorder sys.float_info sys.implementation "
    "sys.maxunicode sys.hexversion sys.int_info os.sep os.linesep os.name os.path.join os.path.dirname "
    "os.path.basename os.path.abspath os.path.realpath random.Random random.Random.seed "
    "weft.rlib.rgc.no_collect weft.rlib.rgc.must_be_light_finalizer weft.rlib.rgc.FinalizerQueue".split()
)
"""Attributes of modules that otherwise deal with the outside."""

_INPUT_ATTRIBUTES: Final = frozenset(
    "sys.argv sys.stdin os.environ os.getenv os.getcwd os.getpid os.urandom os.times datetime.datetime.now "
    "datetime.datetime.today datetime.datetime.utcnow datetime.date.today fileinput.input".split()
)
_INPUT_MODULES: Final = frozenset("time random secrets uuid getpass".split())
_MAKERS: Final = frozenset(
    "collections.namedtuple typing.NamedTuple typing.TypedDict typing.TypeVar typing.NewType enum.Enum "
    "enum.IntEnum enum.Flag enum.IntFlag re.compile struct.Struct operator.itemgetter operator.attrgetter "
    "operator.methodcaller functools.partial functools.lru_cache functools.cache functools.wraps "
    "dataclasses.make_dataclass".split()
)
"""What makes classes, functions and the like, which are best known at translation time."""
_PREPARES_IMPORTS: Final = frozenset(
    "sys.path.insert sys.path.append sys.path.extend warnings.filterwarnings warnings.simplefilter".split()
)
_SAFE_METHODS: Final = frozenset(
    "split rsplit splitlines join strip lstrip rstrip upper lower title capitalize format replace encode decode "
    "count index find rfind startswith endswith partition rpartition zfill center ljust rjust isdigit isalpha "
    "isalnum isupper islower keys values items copy get union intersection difference symmetric_difference "
    "issubset issuperset isdisjoint fromkeys to_bytes from_bytes bit_length hex fromhex maketrans translate "
    "swapcase casefold expandtabs is_integer".split()
)
_LITERAL_NODES: Final = (
    ast.Constant,
    ast.Name,
    ast.Tuple,
    ast.List,
    ast.Set,
    ast.Dict,
    ast.UnaryOp,
    ast.BinOp,
    ast.Compare,
    ast.BoolOp,
    ast.IfExp,
    ast.JoinedStr,
    ast.FormattedValue,
    ast.Subscript,
    ast.Slice,
    ast.Starred,
)
_PURE_NODES: Final = (*_LITERAL_NODES, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension)


def is_input(dotted: str) -> bool:
    """True for `sys.argv` and the like: what differs from run to run."""
    module, _, rest = dotted.partition(".")
    if module in _INPUT_MODULES:
        return dotted not in _SAFE_ATTRIBUTES and bool(rest)
    return any(dotted == name or dotted.startswith(name + ".") for name in _INPUT_ATTRIBUTES)


def is_safe(dotted: str) -> bool:
    """True for what a library module offers without effects and without looking outside."""
    if any(dotted == name or dotted.startswith(name + ".") for name in _SAFE_ATTRIBUTES):
        return True
    return dotted.partition(".")[0] in _SAFE_MODULES


def is_impure_builtin(name: str) -> bool:
    """True for built-in functions that have effects, or results that differ from run to run."""
    return name in _IMPURE_BUILTINS


class Purity:
    """Judges expressions of one module.

    `imports` tells what names of the module stand for: `m` for `math`, `sqrt` for `math.sqrt`.  `bound` holds the other
    names of the module, so that a name in neither is a builtin.
    """

    def __init__(self, imports: dict[str, str], bound: set[str]) -> None:
        self.imports = imports
        self.bound = bound

    def dotted(self, node: ast.expr) -> str:
        """Return the full name of an attribute of an imported module, or "" if it is something else."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.imports:
            return ""
        return ".".join([self.imports[node.id], *reversed(parts)])

    def mentions(self, node: ast.AST, *, functions: bool) -> Iterator[str]:
        """Yield the full names of library things in a statement, and its builtins; maybe those in functions too."""
        for inner in walk(node, functions=functions):
            if isinstance(inner, ast.Attribute):
                dotted = self.dotted(inner)
                if dotted:
                    yield dotted
            elif isinstance(inner, ast.Name) and inner.id in self.imports:
                yield self.imports[inner.id]
            elif isinstance(inner, ast.Name) and inner.id not in self.bound and hasattr(builtins, inner.id):
                yield inner.id

    def literal(self, node: ast.AST) -> bool:
        """True for constants, and displays and arithmetic of them; a lambda is one too."""
        match node:
            case ast.Lambda():
                return not node.args.defaults and not any(node.args.kw_defaults)
            case ast.Attribute():
                return is_safe(self.dotted(node))
            case ast.BinOp(op=ast.Mult()) if isinstance(node.left, ast.List) or isinstance(node.right, ast.List):
                return False  # a table that is better made by the program than stored in it
            case ast.Call(func=ast.Name(id="range"), keywords=[]):
                return "range" not in self.bound and all(map(self.literal, node.args))
        return isinstance(node, _LITERAL_NODES) and all(map(self.literal, _operands(node)))

    def makes_definition(self, node: ast.expr) -> bool:
        """True for calls that make a class, a function, a pattern or a sentinel: `lru_cache(None)(f)`, `object()`."""
        if _is_object_call(node) and "object" not in self.bound:
            return True
        while isinstance(node, ast.Call):
            dotted = self.dotted(node.func)
            if dotted in _MAKERS:
                return True
            node = node.func
        return False

    def prepares_imports(self, statement: ast.stmt) -> bool:
        """True for `sys.path.insert(...)` and the like, which must happen before the imports below it."""
        match statement:
            case ast.Expr(value=ast.Call(func=callee)):
                return self.dotted(callee) in _PREPARES_IMPORTS
        return False

    def pure(self, node: ast.AST, is_pure_callable: Callable[[str], bool]) -> bool:
        """True for expressions without effects; `is_pure_callable` judges the module's own functions and classes."""
        match node:
            case ast.Lambda():
                return all(self.pure(d, is_pure_callable) for d in [*node.args.defaults, *node.args.kw_defaults] if d)
            case ast.Attribute():
                dotted = self.dotted(node)
                return is_safe(dotted) if dotted else self.pure(node.value, is_pure_callable)
            case ast.Call():
                parts = [*node.args, *(keyword.value for keyword in node.keywords)]
                return self._pure_callee(node.func, is_pure_callable) and all(
                    self.pure(part, is_pure_callable) for part in parts
                )
        return isinstance(node, _PURE_NODES) and all(self.pure(n, is_pure_callable) for n in _operands(node))

    def _pure_callee(self, callee: ast.expr, is_pure_callable: Callable[[str], bool]) -> bool:
        match callee:
            case ast.Call():
                return self.makes_definition(callee) and self.pure(callee, is_pure_callable)
            case ast.Name(id=name) if name in self.imports:
                return is_safe(self.imports[name])
            case ast.Name(id=name) if name in self.bound:
                return is_pure_callable(name)
            case ast.Name(id=name):
                return hasattr(builtins, name) and not is_impure_builtin(name)
            case ast.Attribute(value=value, attr=method):
                dotted = self.dotted(callee)
                if dotted:
                    return is_safe(dotted)
                if isinstance(value, ast.Name) and value.id in self.bound and is_pure_callable(value.id):
                    return True
                return method in _SAFE_METHODS and self.pure(value, is_pure_callable)
        return False


def _is_object_call(node: ast.expr) -> bool:
    """True for `object()`, which makes a value to be compared by `is`."""
    match node:
        case ast.Call(func=ast.Name(id="object"), args=[], keywords=[]):
            return True
    return False


def _operands(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.operator | ast.unaryop | ast.cmpop | ast.boolop | ast.expr_context):
            yield child


def walk(node: ast.AST, *, functions: bool) -> Iterator[ast.AST]:
    """Yield the nodes of a statement; those in the bodies of functions only if asked for."""
    yield node
    children: list[ast.AST]
    if functions or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        children = list(ast.iter_child_nodes(node))
    else:
        arguments = node.args
        children = [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]
        if not isinstance(node, ast.Lambda):
            children += node.decorator_list
    for child in children:
        yield from walk(child, functions=functions)


def imported_names(tree: ast.AST) -> dict[str, str]:
    """Return what the imported names of a module stand for; a relative import begins with dots."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                found[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                found[alias.asname or alias.name] = f"{module}.{alias.name}"
    return found
