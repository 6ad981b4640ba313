"""What `super().__setattr__` and its like are where only `object` is left: attributes by names that are constants."""

from __future__ import annotations

from types import FunctionType
from typing import Any, Final, cast

from weft.rlib.markers import constant_arguments


@constant_arguments("name")
def get_stored(x: Any, name: str) -> Any:
    """As `object.__getattribute__`."""
    return object.__getattribute__(x, name)


@constant_arguments("name")
def set_stored(x: Any, name: str, value: Any) -> None:
    """As `object.__setattr__`."""
    object.__setattr__(x, name, value)


@constant_arguments("name")
def delete_stored(x: Any, name: str) -> None:
    """As `object.__delattr__`."""
    object.__delattr__(x, name)


METHODS: Final[dict[str, FunctionType]] = {
    "__getattribute__": cast(FunctionType, get_stored),
    "__setattr__": cast(FunctionType, set_stored),
    "__delattr__": cast(FunctionType, delete_stored),
}
