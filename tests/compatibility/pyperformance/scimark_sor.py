"""Drives bm_scimark of pyperformance: successive over-relaxation."""

from bm_scimark import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_SOR(1, 20, 4, bench.Array2D)
    grid = bench.Random(7).RandomMatrix(bench.Array2D(6, 6))
    bench.SOR_execute(1.25, grid, 3, bench.Array2D)
    print([grid[x, y] for x, y in grid.indexes()])
