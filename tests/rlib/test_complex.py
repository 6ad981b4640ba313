"""Complex numbers of the library against CPython's."""

import builtins

from hypothesis import example, given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from weft.rlib import complex_numbers

PARTS = st.sampled_from([0.0, -0.0, 1.0, -1.5, 2.0, 0.25, 3.0, -7.5, 1e160, 1e-160])


def operations(make, a, b, c, d, n):
    x, y = make(a, b), make(c, d)
    return [
        outcome(function)
        for function in (
            lambda: repr(x + y),
            lambda: repr(x - y),
            lambda: repr(x * y),
            lambda: repr(x / y),
            lambda: repr(x**n),
            lambda: repr(n - x),
            lambda: repr(x * a),
            lambda: repr(a / x),
            lambda: repr(-x),
            lambda: x == y,
            lambda: x == a,
            lambda: bool(x),
            lambda: f"{x:.3f}",
            lambda: repr(x.conjugate()),
        )
    ]


@example(a=0.0, b=1e-160, c=0.0, d=0.0, n=-3)
@given(a=PARTS, b=PARTS, c=PARTS, d=PARTS, n=st.integers(-3, 6))
def test_like_cpython(a: float, b: float, c: float, d: float, n: int) -> None:
    assert operations(complex_numbers.complex, a, b, c, d, n) == operations(builtins.complex, a, b, c, d, n)
