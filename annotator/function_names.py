"""Names and docstrings of functions as values.

Entry point: `name_of_callable`.  Used by the rule of `f.__name__` and by the representation of callables, which reads
the name at run time if `f` may be one of several functions.
"""

from __future__ import annotations

from weft.annotator.descriptions import Description, FunctionDesc
from weft.annotator.function_maker import MODULE
from weft.flowspace.operations import LocalFunction


def name_of_callable(description: Description, attribute: str) -> str | None:
    """Return the `__name__`, `__qualname__` or `__doc__` of what a description stands for."""
    function = getattr(description, "function", None)
    while isinstance(function, FunctionDesc):
        function = function.function
    if getattr(function, "__module__", "") == MODULE:
        function = getattr(function, "_weft_shown_as_", function)  # a built-in function among others
    if not isinstance(function, LocalFunction):
        if function is None and hasattr(description, "cls"):
            function = description.cls
        found: str | None = getattr(function, attribute, description.name)
        return found
    doc = function.code.co_consts[0] if function.code.co_consts else None
    if attribute == "__doc__":
        return doc if isinstance(doc, str) else None
    return {"__name__": function.name, "__qualname__": function.qualname}[attribute]
