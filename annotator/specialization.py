"""Keys of specialisation: one graph of a library function per combination of argument types.

The key of an annotation is its kind, with the identity of what it refers to: the definition of a container, the class
of an instance, the set of callables.  Constants do not count, except booleans and None (`reverse=True`), objects with
no run-time value, and arguments that the function marks with `constant_arguments`.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from weft.annotator.lattice import (
    Annotation,
    SomeAttributes,
    SomeBool,
    SomeBuiltinMethod,
    SomeCell,
    SomeConstantObject,
    SomeDict,
    SomeDictView,
    SomeInstance,
    SomeInteger,
    SomeIterable,
    SomeIterator,
    SomeList,
    SomeMarked,
    SomeNumber,
    SomeOptional,
    SomePBC,
    SomePtr,
    SomeRange,
    SomeSet,
    SomeSlice,
    SomeString,
    SomeSuper,
    SomeTuple,
    SomeWeak,
)


def specialization_key(
    annotations: Sequence[Annotation], names: Sequence[str], constants: Collection[str]
) -> tuple[Hashable, ...]:
    """Return the key of a call with these arguments; `constants` are the parameters whose values count."""
    if not constants:
        return tuple([key_of(annotation) for annotation in annotations])
    keys: list[Hashable] = []
    for annotation, name in zip(annotations, names, strict=True):
        key = key_of(annotation)
        if name in constants and annotation.is_constant and isinstance(annotation.constant, Hashable):
            key = (key, type(annotation.constant).__name__, annotation.constant)
        keys.append(key)
    return tuple(keys)


def key_of(annotation: Annotation) -> Hashable:  # noqa: C901 - one case per kind
    """Return what distinguishes the type of a value from others."""
    match annotation:
        case SomeInteger(kind=kind):
            return kind
        case SomeString(optional=optional, char=char):
            return "str", optional, char
        case SomeBool():
            return ("bool", annotation.constant) if annotation.is_constant else "bool"
        case SomeList(definition=definition) | SomeDict(definition=definition) | SomeSet(definition=definition):
            frozen = getattr(annotation, "frozen", False)
            return type(annotation).__name__, id(definition.find()), annotation.can_be_none, frozen
        case SomeCell(definition=definition):
            return "cell", id(definition.find())
        case SomeInstance() if annotation.is_constant:
            return "known object", id(annotation.constant)
        case SomeInstance(classdef=classdef, optional=optional):
            return "instance", -1 if classdef is None else classdef.number, optional
        case SomePBC(descriptions=descriptions, optional=optional):
            return "callable", tuple([d.number for d in descriptions]), optional
        case SomeTuple(items=items, cls=cls, optional=optional):
            return "tuple", tuple([key_of(item) for item in items]), cls, optional
        case SomeConstantObject(constant=constant):
            return "object", id(constant)
        case SomeBuiltinMethod(receiver=receiver, name=name):
            return "method", key_of(receiver), name
        case SomeOptional(item=item):
            return "optional", key_of(item)
        case SomeNumber(kinds=kinds, optional=optional, big=big):
            return "number", kinds, optional, big
        case SomeRange(step=step):
            return "range", step
        case SomeIterator(container=container, variant=variant) | SomeDictView(container=container, variant=variant):
            return type(annotation).__name__, key_of(container), variant
        case SomeIterable(members=members, optional=optional):
            return "iterable", tuple([key_of(member) for member in members]), optional
        case SomeSlice(start=start, stop=stop, step=step):
            return "slice", key_of(start), key_of(stop), key_of(step)
        case SomeSuper(receiver=receiver, after=after, owner=owner):
            return "super", key_of(receiver), after, owner
        case SomeAttributes(receiver=receiver):
            return "attributes", key_of(receiver)
        case SomeWeak(target=target):
            return "weak", key_of(target)
        case SomeMarked(item=item, mark=mark):
            return "marked", key_of(item), id(mark)
        case SomePtr(type=type_):
            return "ptr", type_
    return type(annotation).__name__, annotation.can_be_none
