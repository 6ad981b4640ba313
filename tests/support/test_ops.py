"""Operations without meaning, so that tests of graph machinery do not depend on real ones.

`test.source` makes a value from nothing, `test.sink` uses values up, `test.pure` computes one from others and could
be removed, `test.risky` may raise.  The low-level ones take the type of their result as a static.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from weft.flowspace.operations import FlowOperation
from weft.rtyper.lltype.ops.spec import Effect, OpSpec
from weft.rtyper.lltype.types import VOID, zero_of

FLOW_TEST_OPERATIONS: Final[Mapping[str, FlowOperation]] = {
    spec.name: spec
    for spec in (
        FlowOperation(name="test.source", arity=0, may_raise=False, doc="A value from nothing."),
        FlowOperation(name="test.sink", arity=None, may_raise=False, doc="Uses values up."),
        FlowOperation(name="test.pure", arity=None, may_raise=False, foldable=True, doc="A value from values."),
        FlowOperation(name="test.risky", arity=None, doc="A value from values; may raise."),
    )
}


def _zero(machine: Any, statics: Any, operands: Any) -> Any:
    return zero_of(statics[0])


LOW_LEVEL_TEST_OPERATIONS: Final[Mapping[str, OpSpec]] = {
    spec.name: spec
    for spec in (
        OpSpec(name="test.source", arity=0, statics=1, result=lambda s, t: s[0], effects=Effect.READ, run=_zero,
               doc="A value of the static type from nothing."),
        OpSpec(name="test.sink", arity=None, result=lambda s, t: VOID, effects=Effect.WRITE,
               run=lambda m, s, a: None, doc="Uses values up."),
        OpSpec(name="test.pure", arity=None, statics=1, result=lambda s, t: s[0], run=_zero,
               doc="A value of the static type from values."),
        OpSpec(name="test.risky", arity=None, statics=1, result=lambda s, t: s[0], run=_zero, raises=("*",),
               effects=Effect.ANY, doc="A value of the static type from values; may raise and collect."),
    )
}  # fmt: skip
