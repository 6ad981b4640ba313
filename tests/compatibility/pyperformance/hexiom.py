"""Drives bm_hexiom of pyperformance."""

import io

from bm_hexiom import run_benchmark as bench

if __name__ == "__main__":
    print(bench.main(1, 10) >= 0.0)
    stream = io.StringIO()
    board, _ = bench.LEVELS[2]
    bench.solve_file(board.strip(), bench.Done.FIRST_STRATEGY, bench.DESCENDING, stream)
    print(stream.getvalue())
