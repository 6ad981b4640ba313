"""`python -m tests.differential [--operations N] [-O LEVEL]`: compare translated code with CPython's results.

Problems are written to standard output as they are found; the last line counts.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.differential.compare import Comparison
from tests.differential.generate import write_program


def main() -> int:
    """Run batches until there were enough cases."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--operations", type=int, default=20000, help="expressions and operations to compare")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first batch")
    parser.add_argument("--functions", type=int, default=150, help="functions in a batch")
    parser.add_argument("-O", dest="level", default="0", help="optimisation of the translator")
    parser.add_argument("--cflags", default="", help="flags for the C compiler")
    parser.add_argument("--refused", action="store_true", help="list what was refused, too")
    chosen = parser.parse_args()
    options = ("-O", chosen.level, *(("--cflags", chosen.cflags) if chosen.cflags else ()))
    start, reported, seed = time.monotonic(), 0, chosen.seed
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(Path(folder), options)
        while comparison.operations < chosen.operations:
            comparison.batch(write_program(random.Random(seed), chosen.functions))
            for problem in comparison.problems[reported:]:
                print(f"--- batch {seed}: {problem}", flush=True)
            reported = len(comparison.problems)
            print(f"[batch {seed}: {comparison.operations} operations, {time.monotonic() - start:.0f} s]", flush=True)
            seed += 1
    if chosen.refused:
        for text, count in Counter(problem.text for problem in comparison.refusals).most_common():
            print(f"refused {count} times: {text}")
    refused = len(comparison.refusals)
    counts = f"{comparison.operations} operations in {comparison.cases} steps, {comparison.checks} calls"
    print(f"{counts}: {reported} problems; {refused} functions refused")
    return 1 if reported else 0


if __name__ == "__main__":
    raise SystemExit(main())
