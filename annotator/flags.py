"""Flag and IntFlag: each combination of the bits of a class is a prebuilt member; operators look it up by its value.

Entry points: `flag_methods` for the methods of a class, `flag_by_value` for calls of it.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Final

from weft.annotator.errors import RuleError
from weft.rlib.enums import bits_text

if TYPE_CHECKING:
    from weft.annotator.generated import Generated

_MOST_BITS: Final = 10
_OPERATORS: Final = {"__or__": "|", "__and__": "&", "__xor__": "^"}


class _Combinations:
    """All values of a flag class, made once."""

    def __init__(self, cls: Any) -> None:
        mask = cls._flag_mask_
        if mask.bit_count() > _MOST_BITS:
            raise RuleError(
                "W0401",
                f"class {cls.__name__} has {mask.bit_count()} flags: more than {_MOST_BITS} are not supported",
                help="use plain int constants",
            )
        bits = [1 << i for i in range(mask.bit_length()) if mask >> i & 1]
        values = [sum(bit for i, bit in enumerate(bits) if number >> i & 1) for number in range(1 << len(bits))]
        self.by_value = {value: cls(value) for value in sorted(values)}
        self.inverted = {value: ~member for value, member in self.by_value.items()}
        self.singles = [member for member in cls if member._value_.bit_count() == 1]


def _combinations(generated: Generated, cls: Any) -> _Combinations:
    found = generated.caches.get(("flags", cls))
    if found is None:
        found = generated.caches["flags", cls] = _Combinations(cls)
    assert isinstance(found, _Combinations)
    return found


def flag_by_value(generated: Generated, cls: Any) -> Any:
    """Return a function for `Permission(value)`."""
    made = _combinations(generated, cls)
    text = (
        "def member_of(value):\n"
        "    if value in by_value:\n"
        "        return by_value[value]\n"
        "    size = value.bit_length()\n"
        "    if size < mask.bit_length():\n"
        "        size = mask.bit_length()\n"
        "    given = '\\n    given ' + bits_text(value, size)\n"
        "    allowed = '\\n  allowed ' + bits_text(mask, size)\n"
        "    raise ValueError(title + ' invalid value ' + str(value) + given + allowed)\n"
    )
    return generated.make(
        ("flag", cls), "member_of", lambda: text, by_value=made.by_value, mask=cls._flag_mask_, title=repr(cls),
        bits_text=bits_text,
    )  # fmt: skip


def flag_methods(generated: Generated, cls: Any) -> dict[str, Any]:
    """Return the methods of a flag class."""
    made = _combinations(generated, cls)
    lookup = flag_by_value(generated, cls)
    integer = issubclass(cls, enum.IntFlag)
    methods: dict[str, Any] = {}
    for name, symbol in _OPERATORS.items():
        value = "int(other)" if integer else "other._value_"
        plain = f"    return member_of(self._value_ {symbol} {value})\n"
        methods[name] = _method(generated, cls, name, f"self, other):\n{plain}", member_of=lookup)
        if integer:
            reflected = f"__r{name[2:]}"
            body = f"self, other):\n    return member_of(other {symbol} self._value_)\n"
            methods[reflected] = _method(generated, cls, reflected, body, member_of=lookup)
    methods["__invert__"] = _method(
        generated, cls, "__invert__", "self):\n    return inverted[self._value_]\n", inverted=made.inverted
    )
    text = "self):\n    return iter([member for member in singles if member._value_ & self._value_])\n"
    methods["__iter__"] = _method(generated, cls, "__iter__", text, singles=made.singles)
    return methods


def _method(generated: Generated, cls: Any, name: str, text: str, **scope: Any) -> Any:
    return generated.make(("flag", cls, name), name, lambda: f"def {name}({text}", **scope)
