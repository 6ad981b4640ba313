"""What the rtyper asks the annotator after annotation is done: one small front to the AnnotationContext."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from weft.annotator.annotator import Annotator
from weft.annotator.context import AnnotationContext
from weft.annotator.descriptions import ClassDef, FunctionDesc
from weft.annotator.lattice import (
    KIND_ORDER,
    Annotation,
    SomeBig,
    SomeBuiltinMethod,
    SomeConstantObject,
    SomeInstance,
    SomeInteger,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomeTuple,
    without_constant,
)
from weft.flowspace.graph import Graph
from weft.rlib import big_integers, finalizers, generic, large_big_numbers, large_numbers

CONVERSIONS: Final[dict[str, Any]] = {
    "to_word": big_integers.to_word,
    "to_index": big_integers.to_index,
    "to_count": big_integers.to_count,
    "to_bound": big_integers.to_bound,
    "to_float": big_integers.to_float,
    "from_word": big_integers.from_word,
    "user_hash": big_integers.user_hash,
    "big_eq": big_integers.eq,
    "big_hash": big_integers.hash_,
}
"""Functions of ints of any size that lowering puts where they are needed."""
LIBRARY: Final[dict[str, Any]] = {
    "repr": generic.generic_repr,
    "eq": generic.generic_eq,
    "hash": generic.generic_hash,
    "make": generic.generic_make,
    "finalize": finalizers.finalize,
    "run_finalizers": finalizers.run_finalizers,
    "large_place": large_numbers.number_of,
    "large_word": large_numbers.value_of,
    "large_order": large_numbers.order,
    "large_hash": large_numbers.hash_of,
    "large_float": large_numbers.float_of,
    "big_place": large_big_numbers.place_of,
    "big_at": large_big_numbers.number_at,
    "big_large_place": large_big_numbers.place_of_word,
    "big_large_word": large_big_numbers.word_at,
    "big_large_order": large_big_numbers.order,
    "big_large_hash": large_big_numbers.hash_of,
    "big_large_float": large_big_numbers.float_of,
    **CONVERSIONS,
}


def general(annotation: Annotation) -> Annotation:
    """Return the annotation of every value that has the same representation, not only of those seen first."""
    match annotation:
        case SomeNumber():
            return SomeNumber(kinds=KIND_ORDER, optional=True, big=annotation.big)
        case SomeInteger():
            return SomeInteger(kind=annotation.kind)
        case SomeBig():
            return SomeBig(optional=annotation.optional)
        case SomeInstance():
            return SomeInstance(classdef=annotation.classdef, optional=annotation.optional)
        case SomeTuple():
            items = tuple(general(item) for item in annotation.items)
            return SomeTuple(items=items, optional=annotation.optional, cls=annotation.cls)
        case SomeOptional():
            return replace(annotation, item=general(annotation.item))  # type: ignore[arg-type]
    return without_constant(annotation)


class Annotations:
    """Questions about an annotated program."""

    def __init__(self, context: AnnotationContext) -> None:
        self.context = context

    def of_constant(self, value: Any) -> Annotation:
        """Return the annotation of a prebuilt object."""
        return self.context.constants.annotation(value)

    def prebuilt(self, value: Any) -> Any:
        """Return what the program has instead of a prebuilt object of the standard library, or the object itself."""
        return self.context.constants.stand_ins.get(id(value), value)

    def base_value(self, value: Any) -> Any:
        """Return what a prebuilt instance of a class derived from a built-in one has as its container or value."""
        return self.context.constants.base_values[id(value)]

    def callable_of(self, value: Any) -> Annotation:
        """Return the annotation of a prebuilt callable where it meets others: built-in ones are functions there."""
        annotation = self.of_constant(value)
        if isinstance(annotation, SomeConstantObject):
            wrapper = self.context.functions.wrap_builtin(value)
            if wrapper is not None:
                return SomePBC(descriptions=(wrapper,))
        return annotation

    def function_of_method(self, method: SomeBuiltinMethod) -> FunctionDesc:
        """Return the function that stands for a method of a built-in type among other functions."""
        found = self.context.functions.wrap_method(method)
        assert found is not None
        return found

    def classdef(self, cls: type) -> ClassDef:
        """Return the ClassDef of a class of the program or a built-in exception."""
        return self.context.classes.describe(cls).classdef

    def matching_classes(self, cls: type) -> list[ClassDef]:
        """Return the topmost classes whose instances are instances of `cls` (mixins and ABCs included)."""
        matching = self.context.classes.matching(cls)
        return [classdef for classdef in matching if classdef.base is None or classdef.base not in matching]

    def of_global(self, variable: Any) -> Annotation:
        """Return the annotation of a module variable that is assigned at run time."""
        return self.context.global_state(variable).annotation

    def class_variable(self, cls: type, name: str) -> Annotation | None:
        """Return the annotation of a class attribute that is assigned at run time; None if it is not."""
        state = self.context.static_variables.get((cls, name))
        return None if state is None else state.annotation

    def library_graph(self, name: str, annotations: list[Annotation]) -> Graph:
        """Return the graph of a function of LIBRARY for operands of these annotations, annotating it if new."""
        context = self.context
        annotations = [general(annotation) for annotation in annotations]
        context.block = context.operation = context.graph_info = None
        info = context.functions.graph_for(context.functions.describe(LIBRARY[name]), annotations)
        if info.graph.startblock not in info.reached:
            context.call.enter(info, annotations)
            annotator = Annotator(context)
            annotator.run()
            annotator.finish()
        return info.graph
