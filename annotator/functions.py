"""Functions of the program: their descriptions, signatures and graphs.

A function has one graph, or one per combination of what is passed in its `*args`; the library's have one per
combination of argument types (a pristine graph is built once and copied).  Functions copied into a class with mixins
are described once per such class.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.bindings import Bindings, is_library_module
from weft.annotator.definitions import CellDefinition
from weft.annotator.descriptions import (
    BoundDesc,
    ClassDef,
    ClassDesc,
    FunctionDesc,
    MethodDesc,
    RuntimeDefault,
    Signature,
)
from weft.annotator.errors import AlreadyReported
from weft.annotator.function_maker import MODULE
from weft.annotator.keyword_records import only_reads
from weft.annotator.lattice import (
    Annotation,
    SomeBuiltinMethod,
    SomeByteArray,
    SomeDict,
    SomeList,
    SomeSet,
    SomeString,
)
from weft.annotator.specialization import key_of, specialization_key
from weft.flowspace.build import build_graph, is_generator
from weft.flowspace.diagnostics import SourceSpan, TranslationError
from weft.flowspace.edit import copy_graph
from weft.flowspace.generators import build_generator
from weft.flowspace.graph import Block, Constant, Graph, Link, Operation, Variable
from weft.flowspace.operations import OPERATIONS, LocalFunction
from weft.flowspace.split_merges import split_merges
from weft.rlib.operators import Declined

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo


class Functions:
    """Descriptions of functions and bound methods; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx
        self.bindings = Bindings(lambda: ctx.unbounded)
        self._functions: dict[tuple[Any, ClassDesc | None], FunctionDesc] = {}
        self._locals: dict[tuple[LocalFunction, Graph | None], FunctionDesc] = {}
        self._enclosing: dict[FunctionDesc, Graph] = {}
        self._methods: dict[tuple[FunctionDesc, ClassDef, str, bool], MethodDesc] = {}
        self._bound: dict[tuple[FunctionDesc, Hashable], BoundDesc] = {}
        self._wrapped_methods: dict[tuple[type, str], FunctionDesc] = {}
        self._wrappers: dict[int, FunctionDesc | None] = {}
        self._pristine: dict[FunctionDesc, Graph] = {}
        self._failed: set[FunctionDesc] = set()
        self._keeps_records: dict[FunctionDesc, bool] = {}
        self._keep: list[Any] = []
        self._generator_methods: dict[Any, tuple[bool, bool]] = {}
        """Methods of generator classes made from generator functions: what `is_library` and `has_program_numbers` say
        of those."""

    # Descriptions ---------------------------------------------------------------------------------------------------

    def describe(self, function: types.FunctionType, owner: ClassDesc | None = None) -> FunctionDesc:
        """Return the description of a function (as the member of `owner`, if it was copied there)."""
        found = self._functions.get((function, owner))
        if found is None:
            replaced = self.bindings.builtin(function)  # a method of a class of the standard library
            if isinstance(replaced, types.FunctionType) and replaced is not function:
                found = self._functions[function, owner] = self.describe(replaced, owner)
                return found
            code = function.__code__
            span = SourceSpan(code.co_filename, code.co_name, code.co_firstlineno)
            found = FunctionDesc(self.ctx.next_number(), function, function.__name__, signature_of(function))
            found.span = span
            found.owner = owner
            if function.__name__ in _OF_DESCRIPTORS and found.signature.positional:
                found.specialize, found.constants = "argtypes", found.signature.positional[:1]
            elif function.__name__ in _HOOKS and len(found.signature.positional) > 1:
                found.specialize, found.constants = "argtypes", found.signature.positional[1:2]
            elif self._is_specialized(function) or _has_factories(function):
                found.specialize = "argtypes"
            elif code in self.ctx.planner.plan.functions:
                found.specialize = "calls"
            self._functions[function, owner] = found
        return found

    def _is_specialized(self, function: types.FunctionType) -> bool:
        """True for functions of the library, unless their module wants one graph for each as programs have."""
        if function in self._generator_methods or function.__globals__.get("_weft_one_graph_"):
            return False
        return self.is_library(function)

    def describe_local(self, function: LocalFunction, enclosing: Graph) -> FunctionDesc:
        """Return the description of a nested function; each specialised graph of the enclosing one has its own."""
        key = (function, enclosing)
        found = self._locals.get(key)
        if found is None:
            code = function.code
            found = FunctionDesc(self.ctx.next_number(), function, function.name, local_signature(function))
            found.span = SourceSpan(code.co_filename, code.co_name, code.co_firstlineno)
            if code in self.ctx.planner.plan.functions:
                found.specialize = "calls"
            self._locals[key] = found
            self._enclosing[found] = enclosing
        return found

    def enclosing(self, description: FunctionDesc) -> FunctionDesc | None:
        """Return the description of the function around a nested function."""
        graph = self._enclosing.get(description)
        return None if graph is None else self.ctx.info_of[graph].description

    def method(
        self, function: FunctionDesc, self_class: ClassDef, name: str, origin: ClassDef, direct: bool = False
    ) -> MethodDesc:
        """Return the description of a function bound to instances of a class."""
        key = (function, self_class, name, direct)
        found = self._methods.get(key)
        if found is None:
            found = MethodDesc(self.ctx.next_number(), function, self_class, name, origin, direct)
            self._methods[key] = found
        return found

    def bound(self, function: types.FunctionType, receiver: Annotation, value: Any) -> BoundDesc:
        """Return the description of a function bound to a prebuilt object or class."""
        return self.bound_to(self.describe(function), receiver, value)

    def bound_to(self, description: FunctionDesc, receiver: Annotation, value: Any) -> BoundDesc:
        """Return the description of a described function bound to a prebuilt object or class."""
        key = (description, id(value))
        found = self._bound.get(key)
        if found is None:
            self._keep.append(value)
            found = BoundDesc(self.ctx.next_number(), description, receiver, description.name)
            found.value = value
            self._bound[key] = found
        return found

    def wrap_builtin(self, value: Any) -> FunctionDesc | None:
        """Return a function of the library that calls a built-in one, for where it meets other functions."""
        key = id(value)
        if key not in self._wrappers:
            self._keep.append(value)
            self._wrappers[key] = self._make_wrapper(value)
        return self._wrappers[key]

    def _make_wrapper(self, value: Any) -> FunctionDesc | None:
        if not callable(value):
            return None
        count = builtin_arity(value)
        description = self.describe(self.ctx.generated.wrapper(value, count))
        description.specialize = ""
        return description

    def wrap_method(self, method: SomeBuiltinMethod) -> FunctionDesc | None:
        """Return the function that stands for a method of a built-in type where it meets other functions.

        There is one per kind of receiver and name; the receiver is its run-time default.
        """
        python = python_class(method.receiver)
        if python is None or not hasattr(python, method.name):
            return None
        key = (python, method.name)
        found = self._wrapped_methods.get(key)
        if found is None:
            arity = _UNSIGNED_METHODS.get(method.name) or builtin_arity(getattr(python, method.name))
            if arity is None:
                return None
            count = arity - 1
            found = self.describe(self.ctx.generated.bound_method(python.__name__, method.name, count))
            found.specialize = ""
            found.signature = replace(found.signature, keyword_defaults={"x": RuntimeDefault(0)})
            found.runtime_defaults = [CellDefinition(name=method.name)]
            self._wrapped_methods[key] = found
        return found

    # The library ----------------------------------------------------------------------------------------------------

    def is_library(self, function: Any) -> bool:
        """True for functions of the translated library."""
        if function in self._generator_methods:
            return self._generator_methods[function][0]
        if isinstance(function, LocalFunction):
            return is_library_module(function.globals.get("__name__"))
        return is_library_module(getattr(function, "__module__", None))

    def has_program_numbers(self, function: Any) -> bool:
        """True for the program, and for functions of the library that do arithmetic with its numbers."""
        if function in self._generator_methods:
            return self._generator_methods[function][1]
        if not self.is_library(function) or getattr(function, "_weft_program_numbers_", False):
            return True
        scope = function.globals if isinstance(function, LocalFunction) else function.__globals__
        return scope.get("__name__") == MODULE or bool(scope.get("_weft_program_numbers_"))

    def is_bound(self, value: Any) -> bool:
        """True if the library replaces this function or class."""
        return self.bindings.is_bound(value)

    # Graphs ---------------------------------------------------------------------------------------------------------

    def graph_for(self, description: FunctionDesc, annotations: list[Annotation]) -> GraphInfo:
        """Return the graph that a call with these arguments (cells left out) reaches."""
        key: Hashable = ()
        if description.specialize == "calls":
            found = self.ctx.copies.graph_for(description, annotations)
            if found is not None:
                return found
            key = len(description.graphs)
        elif description.specialize:
            constants = description.constants or getattr(description.function, "_weft_constants_", ())
            key = specialization_key(annotations, description.signature.names, constants)
        elif description.signature.star is not None or description.signature.star_star is not None:
            key = _star_key(description.signature, annotations)
        graph = description.graphs.get(key)
        if graph is not None:
            return self.ctx.info_of[graph]
        graph = self._new_graph(description)
        description.graphs[key] = graph
        info = self.ctx.add_graph(graph, description)
        if description.specialize == "calls":
            self.ctx.copies.made(description, info)
        return info

    def keeps_records(self, description: FunctionDesc) -> bool:
        """True if what a function collects by `**` is a record (`keyword_records.py`)."""
        found = self._keeps_records.get(description)
        if found is None:
            function = description.function
            own = not self.is_library(function) or "_weft_keyword_records_" in getattr(function, "__globals__", ())
            found = own and not is_generator(function)
            if found:
                self._pristine_graph(description)
                found = only_reads(self._pristine[description])
            self._keeps_records[description] = found
        return found

    def _new_graph(self, description: FunctionDesc) -> Graph:
        if description in self._failed:
            raise AlreadyReported
        if is_generator(description.function):
            return self._reporting(description, self._new_generator, description.function)
        fresh = description not in self._pristine
        pristine = self._pristine_graph(description)
        signature = description.signature
        if fresh and not description.specialize and signature.star is None and signature.star_star is None:
            return pristine
        return copy_graph(pristine).graph

    def _pristine_graph(self, description: FunctionDesc) -> Graph:
        """Return the graph that those of a function are copies of."""
        found = self._pristine.get(description)
        if found is None:
            if description in self._failed:
                raise AlreadyReported
            found = self._reporting(description, build_graph, description.function, self.ctx.environment)
            if self.may_decline(description):
                raise_declined(found)
            split_merges(found, self.ctx.planner.plan.merges)
            self._pristine[description] = found
        return found

    def _reporting(self, description: FunctionDesc, build: Callable[..., Graph], *arguments: Any) -> Graph:
        """Build a graph; what is wrong with the function is reported once."""
        try:
            return build(*arguments)
        except TranslationError as error:
            self._failed.add(description)
            for diagnostic in error.diagnostics:
                self.ctx.errors.add((diagnostic.code, diagnostic.span, diagnostic.message), diagnostic)
            raise AlreadyReported from None

    def may_decline(self, description: FunctionDesc) -> bool:
        """True if the function has a `return NotImplemented`."""
        code = getattr(description.function, "__code__", None)
        return code is not None and "NotImplemented" in code.co_names

    def _new_generator(self, function: Any) -> Graph:
        """Return the graph that makes a generator object; its class has the body as `resume`."""
        made = build_generator(function, self.ctx.environment)
        for name in ("resume", "resume_throwing"):
            says = (self.is_library(function), self.has_program_numbers(function))
            self._generator_methods[vars(made.cls)[name]] = says
        return made.bootstrap


_HOOKS: Final = frozenset({"__getattr__", "__setattr__", "__delattr__"})
"""Methods with one graph per name of an attribute."""
_OF_DESCRIPTORS: Final = frozenset({"__get__", "__set__", "__delete__"})
"""Methods with one graph per descriptor."""


def _star_key(signature: Signature, annotations: list[Annotation]) -> Hashable:
    """Return the types of what is in `*args` and in records of keywords: they distinguish the graphs of a function."""
    collected = annotations[len(signature.positional) + len(signature.keyword_only) :]
    return tuple([key_of(annotation) for annotation in collected if not isinstance(annotation, SomeDict)])


def _has_factories(function: types.FunctionType) -> bool:
    """True for the `__init__` of a dataclass some of whose fields have a default factory: it looks at what is given."""
    return any(type(default).__module__ == "dataclasses" for default in function.__defaults__ or ())


def raise_declined(graph: Graph) -> None:
    """Turn `return NotImplemented` into raising `Declined`, which the operators catch."""
    for link in list(graph.links()):
        if link.target is not graph.returnblock:
            continue
        value = link.args[0]
        if isinstance(value, Constant) and value.value is NotImplemented:
            block = Block("declined")
            raised = Variable("declined")
            block.operations = [Operation(OPERATIONS["call"], [Constant(Declined)], raised, graph.span)]
            block.exits = [Link([raised], graph.exceptblock)]
            link.args = []
            link.target = block


# Signatures ---------------------------------------------------------------------------------------------------------


def signature_of(function: types.FunctionType) -> Signature:
    """Return the signature of a function object."""
    code = function.__code__
    return _signature(code, tuple(function.__defaults__ or ()), dict(function.__kwdefaults__ or {}))


def local_signature(function: LocalFunction) -> Signature:
    """Return the signature of a nested function; its defaults exist at run time only."""
    defaults = tuple([RuntimeDefault(index) for index in range(function.defaults)])
    keyword_defaults = {
        name: RuntimeDefault(function.defaults + index) for index, name in enumerate(function.keyword_defaults)
    }
    return _signature(function.code, defaults, keyword_defaults)


def _signature(code: types.CodeType, defaults: tuple[Any, ...], keyword_defaults: dict[str, Any]) -> Signature:
    names = code.co_varnames
    count = code.co_argcount
    keyword_count = code.co_kwonlyargcount
    index = count + keyword_count
    star = star_star = None
    if code.co_flags & inspect.CO_VARARGS:
        star = names[index]
        index += 1
    if code.co_flags & inspect.CO_VARKEYWORDS:
        star_star = names[index]
    return Signature(
        names[:count],
        code.co_posonlyargcount,
        names[count : count + keyword_count],
        star,
        star_star,
        defaults,
        keyword_defaults,
    )


_UNSIGNED_METHODS: Final = {"add": 2, "discard": 2, "remove": 2, "update": 2, "pop": 1}
"""Arguments of methods, with the receiver, that Python's own signatures do not tell."""


def python_class(annotation: Annotation) -> type | None:
    """Return the built-in class of a receiver whose methods may be values among other functions."""
    match annotation:
        case SomeList(frozen=False):
            return list
        case SomeDict(definition=definition) if definition.find().variant == "dict":
            return dict
        case SomeSet(frozen=False):
            return set
        case SomeString():
            return str
        case SomeByteArray():
            return bytearray
    return None


def builtin_arity(value: Any) -> int | None:
    """Return how many arguments a built-in function is called with when it is passed around; None: unknown."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return 1 if isinstance(value, type) else None
    required = [
        p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
    ]
    return len(required) or 1
