"""Functions run three ways, by Python, in the low-level interpreter and as compiled C; all must agree.

`check(function, *arguments)` is for one call.  `check_all(cases)` takes many `(function, *arguments)` and translates
those with arguments of the same types together, which is much faster.  Results are compared by `repr`, exceptions by
class and message.  The translated program gets arguments and the number of the case at run time, so that nothing
can be computed beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from weft.flowspace.diagnostics import TranslationError
from weft.rtyper.llinterp import Interpreter
from weft.rtyper.llinterp.errors import LowLevelException
from weft.rtyper.lltype.values import host_str, new_str
from weft.translator.interactive import Translation

Outcome = tuple[str, str]
"""("returned", repr), or the class and message of an exception."""


def check(function: Callable[..., Any], *arguments: Any) -> None:
    """The function does the same three ways."""
    check_all([(function, *arguments)])


def check_all(cases: Iterable[tuple[Any, ...]]) -> None:
    """Every `(function, *arguments)` of the cases does the same three ways; tells all that differ."""
    groups: dict[tuple[type, ...], _Group] = {}
    for function, *arguments in cases:
        types = tuple(type(argument) for argument in arguments)
        groups.setdefault(types, _Group(types)).add(function, arguments)
    problems = [problem for group in groups.values() for problem in group.problems()]
    assert not problems, "\n".join(problems)


@dataclass(slots=True)
class _Group:
    """Calls with arguments of the same types."""

    types: tuple[type, ...]
    functions: dict[Callable[..., Any], int] = field(default_factory=dict)
    calls: list[tuple[Callable[..., Any], Sequence[Any]]] = field(default_factory=list)

    def add(self, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        self.functions.setdefault(function, len(self.functions))
        self.calls.append((function, arguments))

    def entry(self) -> Any:
        """Return `entry(case, *arguments) -> str`, which calls the function of that number."""
        names = ", ".join(f"x{index}" for index in range(len(self.types)))
        lines = [f"def entry(case, {names}):"]
        lines += [
            f"    if case == {number}:\n        return repr(f{number}({names}))"
            for number in range(len(self.functions))
        ]
        namespace: dict[str, Any] = {}
        for function, number in self.functions.items():
            # Classes of exceptions that leave compiled code are looked up by name among the globals of the entry.
            namespace |= {name: value for name, value in function.__globals__.items() if isinstance(value, type)}
            namespace[f"f{number}"] = function
        exec(compile("\n".join([*lines, "    return ''"]), "<cases>", "exec"), namespace)
        return namespace["entry"]

    def problems(self) -> list[str]:
        """Run all calls; return a line for each that differs."""
        entry, types = self.entry(), [int, *self.types]
        try:
            program = Translation(entry, types).rtype()
            compiled = Translation(entry, types).compile()
        except TranslationError as error:
            return [f"not translated: {error}"]
        interpreter = Interpreter(program)

        def interpreted(*arguments: Any) -> str:
            low = [new_str(argument) if isinstance(argument, str) else argument for argument in arguments]
            return host_str(interpreter.run(program.entry, low))

        found = []
        for function, arguments in self.calls:
            number = self.functions[function]
            expected = _expected(entry, number, arguments)
            for way, run in (("interpreted", interpreted), ("compiled", compiled)):
                result = _outcome(run, number, arguments)
                if result != expected:
                    call = f"{function.__name__}({', '.join(map(repr, arguments))})"
                    found.append(f"{call} {way}: {' '.join(result)}, instead of {' '.join(expected)}")
        return found


def _expected(run: Callable[..., Any], number: int, arguments: Sequence[Any]) -> Outcome:
    try:
        return "returned", run(number, *arguments)
    except Exception as error:  # noqa: BLE001 - whatever the case raises
        return type(error).__name__, str(error)


def _outcome(run: Callable[..., Any], number: int, arguments: Sequence[Any]) -> Outcome:
    try:
        return "returned", run(number, *arguments)
    except LowLevelException as error:
        text = error.value.fields.get("inst__weft_message")
        return error.class_name.rpartition(".")[2], "" if text is None else host_str(text)
    except Exception as error:  # noqa: BLE001 - whatever the case raises
        return type(error).__name__, error.args[0] if error.args else ""
