"""How keys of dicts and items of sets are hashed and compared: `KeyFunctions`, a Void argument of the helpers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weft.annotator.lattice import (
    Annotation,
    SomeBig,
    SomeBool,
    SomeBytes,
    SomeFloat,
    SomeInteger,
    SomeNone,
    SomeOptional,
    SomeString,
    SomeTuple,
)
from weft.flowspace.graph import Constant, Value
from weft.rtyper.ll_helpers import arrays, dicts, hashing, sets
from weft.rtyper.lltype.types import BOOL, SIGNED, VOID, LowLevelType, zero_of
from weft.rtyper.lltype.values import FunctionValue
from weft.rtyper.representations.support import Items

if TYPE_CHECKING:
    from weft.rtyper.lowering import Builder
    from weft.rtyper.representations.base import Representation
    from weft.rtyper.typer import Typer


@dataclass(slots=True, eq=False)
class KeyFunctions:
    """Functions of one type of keys; helpers call them as `keys.hash(key)`."""

    lookup: Any = None
    equal: Any = None
    hash: Any = None
    prepare: Any = None
    find: Any = None
    prepare_set: Any = None
    make_repr: Callable[[], Any] = lambda: dicts.repr_of_void
    late: bool = False
    """Hashes of prebuilt keys are only known at run time."""
    _repr: Any = None

    @property
    def repr(self) -> Any:
        """The function for the message of KeyError; made when a helper first mentions it."""
        if self._repr is None:
            self._repr = self.make_repr()
        return self._repr


def key_functions(typer: Typer, items: Items) -> KeyFunctions:
    """Return the functions for keys of a representation; one object per representation."""
    cache_key = ("keys", items.representation)
    found: KeyFunctions | None = typer.cache.get(cache_key)
    if found is None:
        found = typer.cache[cache_key] = KeyFunctions()
        _fill(found, typer, items.representation)
    return found


def _fill(keys: KeyFunctions, typer: Typer, representation: Representation) -> None:
    annotation = representation.annotation
    keys.late = not hashed_on_host(annotation)
    keys.prepare = dicts.prepare_late if keys.late else dicts.prepare_nothing
    keys.prepare_set = sets.prepare_late if keys.late else sets.prepare_nothing
    keys.find = sets.find_simple
    if representation.lowtype is VOID:
        keys.equal, keys.hash, keys.lookup = arrays.always_equal, hashing.hash_none, dicts.lookup_simple
        return
    keys.equal = _returning(typer, representation.equality_function(), BOOL)
    keys.hash = _returning(typer, representation.hash_function(), SIGNED)
    keys.make_repr = lambda: typer.repr_function(representation)
    if isinstance(annotation, SomeInteger | SomeFloat | SomeBool) or _is_char(annotation):
        keys.lookup = dicts.lookup_simple
    elif isinstance(keys.equal, FunctionValue) and keys.late:
        keys.lookup, keys.find = dicts.lookup_general, sets.find_general
    elif keys.late:
        keys.lookup = dicts.lookup_simple
    else:
        keys.lookup = dicts.lookup_hashed


def _returning(typer: Typer, function: Any, result: LowLevelType) -> Any:
    """Return the function, or one of the right type that calls it if it always raises."""
    if not isinstance(function, FunctionValue) or function.type.result is not VOID:
        return function

    def body(builder: Builder, inputs: list[Any]) -> Value:
        builder.call(function, *inputs)
        builder.emit("unreachable")
        return Constant(zero_of(result), result)

    made: FunctionValue = typer.calls.make_function(function.name, function.type.args, result, body)
    return made


def _is_char(annotation: Annotation) -> bool:
    return isinstance(annotation, SomeString) and annotation.char


def hashed_on_host(annotation: Annotation) -> bool:
    """True if `host_hash` knows the run-time hash of values with this annotation."""
    match annotation:
        case SomeInteger() | SomeBig() | SomeFloat() | SomeBool() | SomeString() | SomeBytes() | SomeNone():
            return True
        case SomeTuple():
            return all(map(hashed_on_host, annotation.items)) and not annotation.optional
        case SomeOptional():
            return False
    return False


def host_hash(annotation: Annotation, value: Any) -> int:
    """Return the hash that the low-level form of a Python value has at run time."""
    match annotation:
        case SomeBig():
            return hashing.HASH_OF_NONE if value is None else hashing.host_int_hash(value)
        case SomeNone():
            return hashing.HASH_OF_NONE
        case SomeString(char=True):
            return hashing.host_char_hash(value)
        case SomeString():
            return 7 if value is None else hashing.host_str_hash(value)
        case SomeBytes():
            return 11 if value is None else hashing.host_bytes_hash(value)
        case SomeFloat():
            return hashing.host_float_hash(value)
        case SomeTuple():
            parts = zip(annotation.items, value, strict=True)
            return hashing.host_tuple_hash([host_hash(a, v) for a, v in parts if not isinstance(a, SomeNone)])
    return hashing.host_int_hash(value)
