"""Library functions generated for attributes that may be unset, or that methods of the program compute.

Part of `Generated` (`generated.py`); the rules are in `rules/attribute_hooks.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weft.annotator.function_maker import FunctionMaker, class_names
from weft.rlib.intrinsics import attribute_is_set, owner_of


class GeneratedForAttributes(FunctionMaker):
    """Generated functions, one per name of an attribute."""

    def attribute_statement(self, statement: str, name: str, count: int, stored: bool) -> Any:
        """Return a function for `getattr(x, "name")` and its like; `stored`: whatever hooks the class has."""
        value = ", value" if count == 3 else ""
        lines = f"def access(x, name{value}):\n    {statement.format(name)}\n"
        made = self.make(("attribute", statement, name, stored), "access", lambda: lines)
        made._weft_stored_ = stored
        return made

    def class_value(self, name: str, assigned: bool) -> Any:
        """Return a function that reads or assigns an attribute of a class."""
        lines = f"def access(x):\n    return x.{name}\n"
        if assigned:
            lines = f"def access(x, value):\n    x.{name} = value\n"
        return self.make(("class value", name, assigned), "access", lambda: lines)

    def intercepted(self, hook: str, name: str, classes: tuple[type, ...]) -> Any:
        """Return a function that lets `__setattr__` or `__delattr__` of these classes (none: of all) do it."""
        value = ", value" if hook == "__setattr__" else ""
        call = f"x.{hook}({name!r}{value})"
        plain = f"x.{name} = value" if value else f"del x.{name}"
        tests = "".join(f"    if isinstance(x, c{i}):\n        {call}\n        return\n" for i in range(len(classes)))
        rest = f"    {plain}\n" if classes else f"    {call}\n"
        lines = f"def intercepted(x{value}):\n{tests}{rest}"
        made = self.make(("intercepted", hook, name, classes), "intercepted", lambda: lines, **class_names(classes))
        made._weft_stored_ = True
        return made

    def computed_attribute(self, name: str) -> Any:
        """Return a function that calls `__getattr__`."""
        lines = f"def computed(x):\n    return x.__getattr__({name!r})\n"
        return self.make(("computed", name), "computed", lambda: lines)

    def stored_or_computed(self, name: str) -> Any:
        """Return a function that reads an attribute, or calls `__getattr__` if it is not set."""
        lines = (
            f"def stored(x):\n    if attribute_is_set(x, {name!r}):\n        return x.{name}\n"
            f"    return x.__getattr__({name!r})\n"
        )
        made = self.make(("stored or computed", name), "stored", lambda: lines, attribute_is_set=attribute_is_set)
        made._weft_stored_ = True
        return made

    def of_dict(self, name: str, place: str, statement: str, parameters: Sequence[str]) -> Any:
        """Return a function for an operation on `x.__dict__`, with the instance in x and {} for the attribute."""
        lines = (
            f"def of_dict({', '.join(['attributes', *parameters])}):\n    x = owner_of(attributes)\n"
            f"{statement.replace('{}', place).replace('{name}', name)}"
        )
        scope = {"attribute_is_set": attribute_is_set, "owner_of": owner_of}
        made = self.make(("of dict", name, place, statement, *parameters), "of_dict", lambda: lines, **scope)
        made._weft_stored_ = True
        return made

    def can_be_read(self, name: str) -> Any:
        """Return a function for `hasattr(x, "name")` where `__getattr__` decides."""
        lines = (
            f"def can_be_read(x, name):\n    try:\n        x.{name}\n"
            "    except AttributeError:\n        return False\n    return True\n"
        )
        return self.make(("can be read", name), "can_be_read", lambda: lines)

    def is_there(self, name: str, classes: Sequence[type]) -> Any:
        """Return a function for `hasattr(x, "name")` where these classes have the attribute, but may not set it."""
        tests = "".join(
            f"    if type(x) is c{i}:\n        return attribute_is_set(x, {name!r})\n" for i in range(len(classes))
        )
        lines = f"def is_there(x, name):\n{tests}    return False\n"
        scope = class_names(classes)
        return self.make(
            ("is there", name, *classes), "is_there", lambda: lines, attribute_is_set=attribute_is_set, **scope
        )

    def copied(self, parts: tuple[tuple[type, tuple[str, ...]], ...], optional: bool) -> Any:
        """Return a function for `copy.copy(x)`: by class, the attributes that an instance may have."""
        lines = ["def copied(x):", *(["    if x is None:", "        return None"] if optional else [])]
        for i, (_, names) in enumerate(parts):
            lines += [f"    if type(x) is c{i}:", f"        new{i} = new(c{i})"]
            for name in names:
                lines += [f"        if attribute_is_set(x, {name!r}):", f"            new{i}.{name} = x.{name}"]
            lines.append(f"        return new{i}")
        lines.append("    raise TypeError('cannot copy this')\n")
        scope = {"attribute_is_set": attribute_is_set, "new": object.__new__}
        classes = class_names([cls for cls, _ in parts])
        made = self.make(("copied", parts, optional), "copied", lambda: "\n".join(lines), **scope, **classes)
        made._weft_stored_ = True
        return made

    def getattr_default(self, attribute: str, computed: bool) -> Any:
        """Return a function for `getattr(x, "name", default)`; `computed`: `__getattr__` may have it."""
        name = f"get_{attribute}"
        lines = f"    if hasattr(x, {attribute!r}):\n        return x.{attribute}\n    return default\n"
        if computed:
            lines = f"    try:\n        return x.{attribute}\n    except AttributeError:\n        return default\n"
        return self.make((name, "default", computed), name, lambda: f"def {name}(x, name, default):\n{lines}")
