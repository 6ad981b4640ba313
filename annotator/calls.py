"""Calls: which graphs a call reaches, what flows into their arguments, and the call site left for the rtyper.

`call_value` is for calls of functions, methods and classes of the program; `delegate` is for operations that a
function of the library, or a special method of a user class, implements.
"""

from __future__ import annotations

import enum
import inspect
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.call_sites import CallSite, CallTarget, Captured, Fixed, Operand, Receiver
from weft.annotator.classes import is_generic
from weft.annotator.descriptions import BoundDesc, ClassDef, ClassDesc, FunctionDesc, MethodDesc
from weft.annotator.errors import RuleError, UnionError, article
from weft.annotator.flags import flag_by_value
from weft.annotator.lattice import (
    BOOL,
    ERRONEOUS,
    FLOAT,
    IMPOSSIBLE,
    INTEGER,
    NONE,
    Annotation,
    Erroneous,
    SomeBig,
    SomeBool,
    SomeCell,
    SomeFloat,
    SomeInstance,
    SomeInteger,
    SomeNone,
    SomeNumber,
    SomePBC,
    SomeString,
    same,
)
from weft.annotator.signatures import Argument, Arguments, match
from weft.annotator.union import union, with_none
from weft.flowspace.diagnostics import Note
from weft.flowspace.graph import Value
from weft.rlib import builtin_bases, exceptions, os_errors

if TYPE_CHECKING:
    from weft.annotator.context import AnnotationContext, GraphInfo

_MOST_SPECIALISATIONS: Final = 3000
"""Lists of the same type but of different origin count: a large program makes hundreds of them."""

_DECLARED: Final[dict[str, Annotation]] = {"int": INTEGER, "int | None": INTEGER, "float": FLOAT}
"""What parameters of library functions with these types want instead of integers of any size."""


class Calls:
    """Call families; one per context."""

    def __init__(self, ctx: AnnotationContext) -> None:
        self.ctx = ctx

    # Entry points ---------------------------------------------------------------------------------------------------

    def call_value(
        self, callee: SomePBC, callee_value: Value | None, arguments: Arguments, operands: list[Value]
    ) -> Annotation:
        """Annotate a call of one of several functions, methods or classes; leave its call site."""
        site = CallSite(callee_value, operands)
        if callee.optional:
            self.ctx.may_raise(TypeError)
        methods = [d for d in callee.descriptions if isinstance(d, MethodDesc)]
        if len(methods) == len(callee.descriptions) and len({d.name for d in methods}) == 1:
            if not any(d.direct for d in methods):
                site.method = methods[0].name
        result: Annotation = IMPOSSIBLE
        misfits: list[tuple[Any, RuleError]] = []
        for description in callee.descriptions:
            try:
                result = self._join(site, result, self._target(site, description, arguments))
            except RuleError as error:
                if error.code not in _MISFITS or site.method is not None:
                    raise
                misfits.append((description, error))
        self._add_misfits(site, misfits, arguments)
        return self._finish(site, result)

    def _add_misfits(self, site: CallSite, misfits: list[tuple[Any, RuleError]], arguments: Arguments) -> None:
        """Let calls of functions that cannot be called so raise TypeError, if other functions can."""
        for description, error in misfits:
            message = misfit_message(description, arguments)
            if message is None or not any(target.function is not None for target in site.targets):
                raise error
            self.ctx.may_raise(TypeError)
            function = self.ctx.functions.describe(self.ctx.generated.misfit(message))
            info = self.ctx.functions.graph_for(function, [])
            site.targets.append(CallTarget(description, function, info.graph, ()))
            self.enter(info, [])
            self.result_of(info)

    def call_method(
        self,
        receiver: SomeInstance,
        receiver_value: Value,
        name: str,
        arguments: Arguments,
        operands: list[Value],
        wrap: str = "",
    ) -> Annotation | None:
        """Annotate a virtual call of a method; None if the class has no such method."""
        callee = self.ctx.attributes.methods(receiver, name)
        if callee is None:
            return None
        if callee is IMPOSSIBLE:
            return IMPOSSIBLE
        assert isinstance(callee, SomePBC)
        partial = self.ctx.attributes.partial(receiver, name)
        if partial is not None:
            return self._partial_method(receiver, receiver_value, name, partial, arguments, operands, wrap)
        site = CallSite(receiver_value, operands, wrap=wrap)
        site.method = name
        if receiver.optional:
            self.ctx.may_raise(TypeError)
        result: Annotation = IMPOSSIBLE
        for description in callee.descriptions:
            result = self._join(site, result, self._target(site, description, arguments))
        return self._finish(site, result)

    def _partial_method(
        self,
        receiver: SomeInstance,
        receiver_value: Value,
        name: str,
        partial: list[ClassDef],
        arguments: Arguments,
        operands: list[Value],
        wrap: str,
    ) -> Annotation:
        """A special method that only some live classes have: the others do what `object` does."""
        classes = [classdef.description.cls for classdef in partial]
        function = self.ctx.generated.partial_method(name, classes, len(arguments.positional))
        values = [receiver, *arguments.annotations()]
        return self.delegate(function, [receiver_value, *operands], values, wrap)

    def delegate(
        self, function: Any, operands: Sequence[Value], annotations: Sequence[Annotation], wrap: str = ""
    ) -> Annotation:
        """Let a function of the library do the current operation, with these operands as its arguments."""
        arguments = Arguments([Argument(annotation, Operand(i)) for i, annotation in enumerate(annotations)])
        return self.delegate_arguments(function, list(operands), arguments, wrap)

    def delegate_arguments(
        self, function: Any, operands: list[Value], arguments: Arguments, wrap: str = ""
    ) -> Annotation:
        """Let a function of the library do the current operation, with these arguments."""
        site = CallSite(None, operands, wrap=wrap)
        description = self.ctx.functions.describe(function)
        return self._finish(site, self._function(site, description, description, arguments, 0))

    def delegate_method(
        self, function: Any, receiver: Value, operands: list[Value], arguments: Arguments
    ) -> Annotation:
        """Let a function of the library do a call of a method of a built-in type; `receiver` holds the method."""
        site = CallSite(receiver, operands)
        description = self.ctx.functions.describe(function)
        return self._finish(site, self._function(site, description, description, arguments, 1))

    # Targets --------------------------------------------------------------------------------------------------------

    def _target(self, site: CallSite, description: Any, arguments: Arguments) -> Annotation:
        if isinstance(description, FunctionDesc):
            return self._function(site, description, description, arguments, 0)
        if isinstance(description, MethodDesc):
            receiver = Argument(SomeInstance(classdef=description.self_class), Receiver())
            return self._function(site, description, description.function, arguments.with_first(receiver), 1)
        if isinstance(description, BoundDesc):
            bound = Argument(description.receiver, Fixed(description.value))
            return self._function(site, description, description.function, arguments.with_first(bound), 1)
        return self._instantiate(site, description, arguments)

    def _function(
        self, site: CallSite, description: Any, function: FunctionDesc, arguments: Arguments, skip: int
    ) -> Annotation:
        matched = self._as_declared(function, match(self.ctx, function, arguments, skip))
        function = self.ctx.exception_args.note(function, matched)
        annotations = [argument.annotation for argument in matched]
        if any(type(annotation) is Erroneous for annotation in annotations):
            return ERRONEOUS
        if any(annotation is IMPOSSIBLE for annotation in annotations):
            return IMPOSSIBLE
        if len(function.graphs) > _MOST_SPECIALISATIONS:
            raise RuleError("W0402", f"{function.name}() is used with too many combinations of types")
        info = self.ctx.functions.graph_for(function, annotations)
        sources = [Captured(index) for index in range(len(function.cells))]
        cells: list[Annotation] = [SomeCell(definition=cell.find()) for cell in function.cells]
        target = CallTarget(description, function, info.graph, (*sources, *[a.source for a in matched]))
        site.targets.append(target)
        self.enter(info, cells + annotations, skip)
        return self.result_of(info)

    def _as_declared(self, function: FunctionDesc, arguments: list[Argument]) -> list[Argument]:
        """Let integers of any size become what a function of the library declares: a word, or a float.

        That may raise OverflowError; functions that take them as they are say so (`_weft_any_integers_`).
        """
        if not any(isinstance(argument.annotation, SomeBig) for argument in arguments):
            return arguments
        scope = getattr(function.function, "__globals__", {})
        if not self.ctx.functions.is_library(function.function) or scope.get("_weft_any_integers_"):
            return arguments
        declared = function.function.__annotations__
        result = []
        for name, argument in zip(function.signature.names, arguments, strict=True):
            wanted = _DECLARED.get(declared.get(name, ""))
            if wanted is None or not isinstance(argument.annotation, SomeBig):
                result.append(argument)
                continue
            if argument.annotation.optional and isinstance(wanted, SomeInteger):
                wanted = with_none(wanted)
            self.ctx.may_raise(OverflowError)
            result.append(Argument(wanted, argument.source))
        return result

    def _instantiate(self, site: CallSite, description: ClassDesc, arguments: Arguments) -> Annotation:
        ctx = self.ctx
        maker = self._maker(description, arguments)
        if maker is not None:
            passed = Arguments() if self._abstract_is_caught(description) else arguments
            return self._function(site, description, ctx.functions.describe(maker), passed, 0)
        new = own_new(description)
        if new is not None:
            self._check_instantiable(description)
            has_init = ctx.attributes.function_member(description.classdef, "__init__") is not None
            made = ctx.generated.instance_maker(description.cls, new, has_init, tuple(arguments.keywords))
            return self._function(site, description, ctx.functions.describe(made), arguments, 0)
        if is_generic(description.cls):
            description = ctx.classes.clone(description, id(ctx.operation))
        elif ctx.classes.is_generic(description.cls):
            description = ctx.copies.copy_of(description, arguments)
        elif description.cls is StopIteration and arguments.positional:
            # What generators return has a type of its own for each of them.
            description = ctx.classes.clone(description, ctx.graph_info)
        classdef = description.classdef
        result = SomeInstance(classdef=classdef, exact=True)
        self._check_instantiable(description)
        ctx.classes.mark_instantiated(classdef)
        init = ctx.attributes.function_member(classdef, "__init__")
        if init is None:
            if arguments.positional or arguments.keywords or arguments.star or arguments.star_star:
                raise RuleError(
                    "W0302",
                    f"{description.name}() takes no arguments, but some are given",
                    notes=[Note(f"class {description.name} has no __init__", description.span)],
                )
            site.targets.append(CallTarget(description, None, None, (), classdef))
            return result
        bound = arguments.with_first(Argument(result, Receiver()))
        prepare = description.lookup("_weft_prepare")
        if prepare is not None and not ctx.functions.is_library(init.function):
            init = self._prepared(description, init, prepare, arguments)
        if issubclass(description.cls, BaseException):
            init = self._with_arguments_kept(description, init, arguments)
        returned = self._function(site, description, init, bound, 1)
        if site.targets and site.targets[-1].description is description:
            site.targets[-1].new_class = classdef
        if returned is IMPOSSIBLE or type(returned) is Erroneous:
            return returned
        return result

    def _prepared(self, description: ClassDesc, init: FunctionDesc, prepare: Any, arguments: Arguments) -> FunctionDesc:
        """Return what initialises an instance of a subclass of list, dict or set whose own __init__ may not do it."""
        code = getattr(init.function, "__code__", None)
        if code is None or "__init__" in code.co_names:
            return init
        if arguments.star or arguments.star_star:
            raise RuleError("W0401", f"* and ** in a call of {description.name}(), which derives from a container")
        count, names = len(arguments.positional), tuple(arguments.keywords)
        return self.ctx.functions.describe(self.ctx.generated.prepared_init(init.function, count, names))

    def _with_arguments_kept(self, description: ClassDesc, init: FunctionDesc, arguments: Arguments) -> FunctionDesc:
        """Return what initialises an exception whose own __init__ does not call that of its base.

        `str(e)` shows the arguments of the call then, which BaseException.__new__ keeps.
        """
        is_library = self.ctx.functions.is_library
        if is_library(init.function) or arguments.star or arguments.star_star:
            return init
        code = getattr(init.function, "__code__", None)
        if code is None or ("__init__" in code.co_names and _calls_library(description, is_library)):
            return init
        own = [
            name for name in ("__str__", "__repr__") if not is_library((description.lookup(name) or (None, None))[1])
        ]
        keep = description.lookup_library("__init__", is_library)
        if keep is None or len(own) == 2:
            return init
        if own and not all(map(_is_plain, arguments.annotations())):
            keep = exceptions.forget_arguments  # their repr may take long, for what is hardly ever shown
        count, names = len(arguments.positional), tuple(arguments.keywords)
        keeper = self.ctx.generated.exception_init(init.function, keep, count, names)
        self.ctx.exception_args.keepers.add(keeper)
        return self.ctx.functions.describe(keeper)

    def _maker(self, description: ClassDesc, arguments: Arguments) -> Any | None:
        """Return the function that a call of the class is: of enumerations, and of OSError with an error number.

        And of abstract classes, where it fails; None if an instance is made.
        """
        if self._abstract_is_caught(description):
            return self.ctx.generated.abstract_failure(description.cls)
        if issubclass(description.cls, enum.Enum):
            cls, generated = description.cls, self.ctx.generated
            return flag_by_value(generated, cls) if issubclass(cls, enum.Flag) else generated.member_by_value(cls)
        info = self.ctx.graph_info
        if description.cls is not OSError or info is None or info.is_library or len(arguments.positional) not in (2, 3):
            return None
        number, text, *path = arguments.annotations()
        plain = isinstance(number, SomeInteger) and all(isinstance(a, SomeString | SomeNone) for a in (text, *path))
        return os_errors.made_by_program if plain and not arguments.keywords and arguments.star is None else None

    def allocate(self, classes: SomePBC, value: Value) -> Annotation:
        """Annotate `object.__new__(cls)`: an instance of one of these classes that nothing initialises."""
        site = CallSite(value if len(classes.descriptions) > 1 else None, [])
        result: Annotation = IMPOSSIBLE
        for description in classes.descriptions:
            assert isinstance(description, ClassDesc)
            self.ctx.classes.mark_instantiated(description.classdef)
            site.targets.append(CallTarget(description, None, None, (), description.classdef))
            result = union(self.ctx, result, SomeInstance(classdef=description.classdef, exact=True))
        return self._finish(site, result)

    def _abstract_is_caught(self, description: ClassDesc) -> bool:
        """True if the current operation would make an instance of an abstract class, and the program handles that."""
        block = self.ctx.block
        if not getattr(description.cls, "__abstractmethods__", ()) or block is None or not block.raises:
            return False
        handled = [link.exitcase for link in block.exits[1:]]
        return block.operations[-1] is self.ctx.operation and any(issubclass(TypeError, cls) for cls in handled)

    def _check_instantiable(self, description: ClassDesc) -> None:
        cls = description.cls
        missing = sorted(getattr(cls, "__abstractmethods__", ()))
        if missing:
            names = ", ".join(f"'{name}'" for name in missing)
            raise RuleError("W0401", f"class {description.name} is abstract: it does not define {names}")
        if not issubclass(cls, BaseException) and own_new(description) is None:
            found: type = next(base for base in cls.__mro__ if "__new__" in vars(base))
            if found is not object and found.__module__ != "typing" and builtin_bases.base_of(found) is None:
                raise RuleError("W0401", f"class {description.name} defines __new__, which is not supported")

    # Flow into a graph ----------------------------------------------------------------------------------------------

    def enter(self, info: GraphInfo, annotations: list[Annotation], skip: int = 0) -> None:
        """Let arguments flow into the start block of a graph; note the dependency of the current block."""
        ctx = self.ctx
        caller = ctx.graph_info
        if caller is not None and ctx.operation is not None:
            if info.first_call is None:
                info.first_call = (caller, ctx.operation)
            assert ctx.block is not None
            info.callers[ctx.block] = None
        start = info.graph.startblock
        changed = start not in info.reached
        for index, (variable, annotation) in enumerate(zip(start.inputargs, annotations, strict=True)):
            old = variable.annotation
            if old is None:
                variable.annotation = annotation
                changed = True
                continue
            try:
                new = union(ctx, old, annotation)
            except UnionError as error:
                ctx.planner.arguments_differ(info, annotations)
                raise self._argument_conflict(info, index, error, old, annotation) from None
            if not same(new, old):
                ctx.planner.arguments_widen(info, old, annotation, new)
                variable.annotation = new
                changed = True
        if changed:
            info.reached.add(start)
            ctx.schedule(start)

    def _argument_conflict(
        self, info: GraphInfo, index: int, error: UnionError, old: Annotation, new: Annotation
    ) -> RuleError:
        name = info.graph.startblock.inputargs[index].name
        notes = []
        if info.first_call is not None and info.first_call[1] is not self.ctx.operation:
            notes.append(Note(f"{old} is passed here", info.first_call[1].span, str(old)))
        notes.append(Note(f"function {info.description.name} is defined here", info.description.span))
        function = info.description.name
        message = f"argument '{name}' of {function}() is {old} in one call, and {article(str(new))} in another"
        if error.reason == "lengths":
            message = f"argument '{name}' of {function}() is a tuple of different lengths: {old} and {new}"
        return RuleError("W0110", message, label=str(new), notes=notes)

    def result_of(self, info: GraphInfo) -> Annotation:
        """Return what a graph returns; the current operation may raise what the graph may raise."""
        ctx = self.ctx
        caller = ctx.graph_info
        if caller is not None:
            assert ctx.block is not None
            if ctx.block.raises and ctx.block.operations[-1] is ctx.operation:
                info.guarded[ctx.block] = None
            else:
                info.unguarded[caller] = None
        for classdef in info.raises:
            ctx.raised[classdef] = None
        annotation = info.graph.result.annotation
        return IMPOSSIBLE if annotation is None else annotation

    # Results --------------------------------------------------------------------------------------------------------

    def _join(self, site: CallSite, left: Annotation, right: Annotation) -> Annotation:
        """Join what two targets of a call return; different types do not matter where nobody uses them."""
        if site.wrap == "drop":
            return left if right is IMPOSSIBLE else NONE
        try:
            return union(self.ctx, left, right)
        except UnionError as error:
            if self._is_unused():
                site.wrap = "drop"
                return NONE
            self.ctx.planner.results_differ()
            names = " and ".join(dict.fromkeys(str(t.description.name) for t in site.targets))
            raise RuleError(
                "W0106",
                f"this call returns {error.left} or {error.right}: {names} return different types",
                label=f"{left} or {right}",
            ) from None

    def _is_unused(self) -> bool:
        """True if nothing uses the result of the current operation."""
        block, operation = self.ctx.block, self.ctx.operation
        if block is None or operation is None:
            return False
        result = operation.result
        used = [*(value for other in block.operations for value in other.args), block.exitswitch]
        return result not in used and all(result not in link.args for link in block.exits)

    def _finish(self, site: CallSite, result: Annotation) -> Annotation:
        operation = self.ctx.operation
        assert operation is not None
        self.ctx.calls[id(operation)] = site
        site.result = result
        if result is IMPOSSIBLE or type(result) is Erroneous:
            return result
        match site.wrap:
            case "bool" | "not":
                return BOOL
            case "hash":
                return INTEGER
            case "drop":
                return NONE
        return result


def own_new(description: ClassDesc) -> types.FunctionType | None:
    """Return the `__new__` that the program defines for a class, if any."""
    located = description.lookup("__new__")
    if located is None or issubclass(description.cls, BaseException):
        return None
    function = getattr(located[1], "__func__", None)
    return function if isinstance(function, types.FunctionType) and function.__module__ != "typing" else None


def _calls_library(description: ClassDesc, is_library: Callable[[Any], bool]) -> bool:
    """True if the `__init__` of an exception class calls that of its base, and so on up to the library's."""
    found: ClassDesc | None = description
    while found is not None:
        init = found.members.get("__init__")
        code = getattr(init, "__code__", None)
        if init is not None and (code is None or is_library(init)):
            return True
        if code is not None and "__init__" not in code.co_names:
            return False
        found = found.base
    return True


def _is_plain(annotation: Annotation) -> bool:
    return isinstance(annotation, SomeInteger | SomeBool | SomeFloat | SomeNumber | SomeString | SomeNone)


def misfit_message(description: Any, arguments: Arguments) -> str | None:
    """Return what CPython says about a call that does not fit a function or method; None if that is not known."""
    if arguments.star is not None or arguments.star_star is not None or not isinstance(description, _SIMPLE):
        return None
    method = isinstance(description, MethodDesc)
    function = description.function.function if method else description.function
    if not isinstance(function, types.FunctionType):
        return None
    values = [None] * (len(arguments.positional) + method)
    keywords = dict.fromkeys(arguments.keywords)
    try:
        inspect.signature(function).bind(*values, **keywords)
    except TypeError:
        try:
            function(*values, **keywords)  # it is not even entered
        except TypeError as error:
            return str(error)
    return None


_SIMPLE: Final = (FunctionDesc, MethodDesc)
_MISFITS: Final = ("W0301", "W0302", "W0303")
