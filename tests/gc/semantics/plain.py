"""Checks of memory management: `plain.py N [NAME...]`.

Each is a function of a number, which says how much it does, and returns a number that CPython returns as well.

`plain.py N exhaust KIND` fills memory until the end, `plain.py N survive` and `plain.py N handle` handle that
and go on.
"""

import sys

import containers
import control
import exhaustion
import identity
import prebuilt
import structures
import weak

CHECKS = structures.CHECKS + containers.CHECKS + control.CHECKS + prebuilt.CHECKS + identity.CHECKS + weak.CHECKS


def call(which: int, n: int) -> int:
    """Return what a check finds."""
    return CHECKS[which][1](n)


def main() -> None:
    n = int(sys.argv[1])
    what = sys.argv[2] if len(sys.argv) > 2 else ""
    if what == "exhaust":
        exhaustion.KINDS[sys.argv[3]]()
    elif what == "survive":
        exhaustion.survive(n)
    elif what == "handle":
        exhaustion.handle(n)
    else:
        for name, check in CHECKS:
            if what == "" or name in sys.argv:
                print(name + ":", check(n), flush=True)


if __name__ == "__main__":
    main()
