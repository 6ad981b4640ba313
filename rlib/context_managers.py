"""What `contextlib.contextmanager` makes of a generator function."""

from __future__ import annotations

from typing import Any


class GeneratorContextManager:
    """A context manager that runs a generator up to its yield, and on to its end."""

    _weft_generic_ = True

    def __init__(self, generator: Any) -> None:
        self.generator = generator

    def __enter__(self) -> Any:
        try:
            return next(self.generator)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, cls: Any, exception: Any, traceback: Any) -> bool:
        if exception is None:
            try:
                next(self.generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.generator.throw(exception)
        except StopIteration:
            return True
        except BaseException as error:
            if error is exception:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")
