"""Small programs, compiled by every compiler without a warning, and run."""

import pytest

from tests.backend_c.support import COMPILERS, run_text

pytestmark = [pytest.mark.compile, pytest.mark.parametrize("cc", COMPILERS)]


def test_loop_and_call(cc, tmp_path):
    done = run_text(
        """
        graph @square -> Signed {
        entry(x: Signed):
            y: Signed = int_mul(x, x)
            goto return(y)
        }
        graph @main -> Signed {
        entry():
            goto loop(5, 0, 0)
        loop(n: Signed, i: Signed, total: Signed):
            more: Bool = int_lt(i, n)
            switch more
                false -> return(total)
                true  -> body(n, i, total)
        body(n: Signed, i: Signed, total: Signed):
            s: Signed = direct_call(@square, i)
            t: Signed = int_add(total, s)
            j: Signed = int_add(i, 1)
            goto loop(n, j, t)
        }
        """,
        tmp_path,
        cc=cc,
    )
    assert done.returncode == 30, (done.stderr, (tmp_path / "program.c").read_text())
