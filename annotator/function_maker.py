"""Making library functions from generated source text, and small pieces of such texts.

`FunctionMaker.make` compiles a text as a module of the library; `generated.py` and `generated_classes.py` write them.
"""

from __future__ import annotations

import linecache
import types
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from weft.annotator.bindings import Bindings
from weft.rlib.intrinsics import class_name

MODULE: Final = "weft.rlib.generated"


class FunctionMaker:
    """Makes every function once per key."""

    def __init__(self, bindings: Bindings) -> None:
        self.bindings = bindings
        self._made: dict[Hashable, Any] = {}
        self.caches: dict[Hashable, Any] = {}
        """Prebuilt objects that generated functions share, by what they belong to (`decorated.py`)."""

    def make(self, key: Hashable, name: str, source: Callable[[], str], **namespace: Any) -> Any:
        """Return the function of that name in the source text, made at the first request for the key."""
        found = self._made.get(key)
        if found is None:
            text = source()
            filename = f"<weft {name} {len(self._made)}>"
            linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
            scope: dict[str, Any] = {"__name__": MODULE, "class_name": class_name, **namespace}
            exec(compile(text, filename, "exec", dont_inherit=True), scope)
            found = self._made[key] = scope[name]
            assert isinstance(found, types.FunctionType)
        return found


def parameters_of(code: types.CodeType) -> tuple[str, str]:
    """Return the parameters of a code object, and how to pass them on, as texts."""
    names = code.co_varnames
    count, keyword_count = code.co_argcount, code.co_kwonlyargcount
    parameters, values = list(names[:count]), list(names[:count])
    index = count + keyword_count
    if code.co_flags & 4:
        parameters.append("*" + names[index])
        values.append("*" + names[index])
        index += 1
    elif keyword_count:
        parameters.append("*")
    parameters += names[count : count + keyword_count]
    values += [f"{name}={name}" for name in names[count : count + keyword_count]]
    return ", ".join(parameters), ", ".join(values)


def names_of(prefix: str, count: int) -> str:
    """Return "a0, a1": parameters or arguments."""
    return ", ".join(f"{prefix}{i}" for i in range(count))


def class_names(classes: Sequence[type]) -> dict[str, Any]:
    """Return the names c0, c1... that a text uses for classes."""
    return {f"c{i}": cls for i, cls in enumerate(classes)}


def raise_missing(attribute: str) -> str:
    """Return the line that raises AttributeError as an object without the attribute does."""
    return f"    raise AttributeError(\"'\" + class_name(x) + \"' object has no attribute '{attribute}'\")\n"
