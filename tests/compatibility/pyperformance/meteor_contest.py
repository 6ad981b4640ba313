"""Drives bm_meteor_contest of pyperformance; the tables of the puzzle are computed at import time."""

from bm_meteor_contest import run_benchmark as bench

BOARD, CTI, PIECES = bench.get_puzzle(bench.WIDTH, bench.HEIGHT)
FOOTPRINTS = bench.get_footprints(BOARD, CTI, PIECES)
SOUTH_EAST = bench.get_senh(BOARD, CTI)

if __name__ == "__main__":
    print(len(BOARD), len(PIECES), sum(len(ways) for place in FOOTPRINTS for ways in place))
    solutions = []
    free = frozenset(range(len(BOARD)))
    bench.solve(4, 0, free, [-1] * len(BOARD), list(range(len(PIECES))), solutions, FOOTPRINTS, SOUTH_EAST)
    print(solutions)
