"""Every pass by name, and the text form of a pass with options: `inline{threshold=32}`.

Adding a pass: one file in `passes/`, one line here, a place in `pipeline.py`, a golden case in
`tests/translator/passes/data/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

from weft.translator.pass_base import Pass
from weft.translator.passes.constant_fold import ConstantFold
from weft.translator.passes.inline import Inline
from weft.translator.passes.insert_stack_checks import InsertStackChecks
from weft.translator.passes.lower_exceptions import LowerExceptions
from weft.translator.passes.merge_identical_functions import MergeIdenticalFunctions
from weft.translator.passes.merge_if_blocks import MergeIfBlocks
from weft.translator.passes.pass_live_variables import PassLiveVariables
from weft.translator.passes.remove_common_subexpressions import RemoveCommonSubexpressions
from weft.translator.passes.remove_dead_operations import RemoveDeadOperations
from weft.translator.passes.remove_redundant_arguments import RemoveRedundantArguments
from weft.translator.passes.remove_redundant_checks import RemoveRedundantChecks
from weft.translator.passes.remove_trivial_mallocs import RemoveTrivialMallocs
from weft.translator.passes.remove_unneeded_handlers import RemoveUnneededHandlers
from weft.translator.passes.simplify_blocks import SimplifyBlocks
from weft.translator.passes.thread_jumps import ThreadJumps

_CLASSES: Final[tuple[type[Pass], ...]] = (
    ConstantFold,
    Inline,
    InsertStackChecks,
    LowerExceptions,
    MergeIdenticalFunctions,
    MergeIfBlocks,
    PassLiveVariables,
    RemoveCommonSubexpressions,
    RemoveDeadOperations,
    RemoveRedundantArguments,
    RemoveRedundantChecks,
    RemoveTrivialMallocs,
    RemoveUnneededHandlers,
    SimplifyBlocks,
    ThreadJumps,
)

PASSES: Final[Mapping[str, type[Pass]]] = MappingProxyType({cls.name: cls for cls in _CLASSES})

_SPEC: Final = re.compile(r"([a-z-]+)(?:\{(.*)\})?")


def parse_pass(text: str) -> Pass:
    """Return the pass that a text like `inline{threshold=32}` describes; ValueError says what is wrong with it."""
    match = _SPEC.fullmatch(text.strip())
    if match is None or match[1] not in PASSES:
        raise ValueError(f"no pass {text!r}; there are: {', '.join(PASSES)}")
    cls = PASSES[match[1]]
    known = {field.name: field for field in fields(cls)}
    options: dict[str, Any] = {}
    for part in filter(None, (match[2] or "").split(",")):
        name, equals, value = part.strip().partition("=")
        if not equals or name not in known:
            raise ValueError(f"{cls.name} has no option {name!r}; it has: {', '.join(known) or 'none'}")
        options[name] = _convert(value.strip(), known[name].default)
    return cls(**options)


def _convert(text: str, default: Any) -> Any:
    """Read an option's value as what its default is."""
    if isinstance(default, bool):
        return {"true": True, "false": False}[text]
    return int(text) if isinstance(default, int) else text
