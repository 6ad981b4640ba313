"""What programs ask of the interpreter itself, in `sys` and `gc`, where a translated program has an answer."""

from __future__ import annotations

from typing import Final

from weft.rlib.finalizers import collect_and_finalize


class Settings:
    """What a program may change."""

    def __init__(self) -> None:
        self.collecting = True
        self.thresholds = (700, 10, 10)


SETTINGS: Final = Settings()


def intern(string: str) -> str:
    """`sys.intern(string)`."""
    return string


def getdefaultencoding() -> str:
    """`sys.getdefaultencoding()`, and that of file names."""
    return "utf-8"


def is_finalizing() -> bool:
    """`sys.is_finalizing()`."""
    return False


def collect(generation: int = 2) -> int:
    """`gc.collect()`: everything is collected, whatever the generation; nothing is counted."""
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    collect_and_finalize()
    return 0


def enable() -> None:
    """`gc.enable()`."""
    SETTINGS.collecting = True


def disable() -> None:
    """`gc.disable()`."""
    SETTINGS.collecting = False


def isenabled() -> bool:
    """`gc.isenabled()`."""
    return SETTINGS.collecting


def get_threshold() -> tuple[int, int, int]:
    """`gc.get_threshold()`."""
    return SETTINGS.thresholds


def set_threshold(threshold0: int, threshold1: int = -1, threshold2: int = -1) -> None:
    """`gc.set_threshold(...)`: the numbers have a meaning for CPython's collector only."""
    _, second, third = SETTINGS.thresholds
    SETTINGS.thresholds = (
        threshold0,
        threshold1 if threshold1 != -1 else second,
        threshold2 if threshold2 != -1 else third,
    )


def get_count() -> tuple[int, int, int]:
    """`gc.get_count()`."""
    return (0, 0, 0)


def freeze() -> None:
    """`gc.freeze()`."""


def unfreeze() -> None:
    """`gc.unfreeze()`."""


def get_freeze_count() -> int:
    """`gc.get_freeze_count()`."""
    return 0
