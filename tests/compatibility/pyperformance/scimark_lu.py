"""Drives bm_scimark of pyperformance: LU decomposition."""

from bm_scimark import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_LU(2, 12)
    matrix = bench.Random(7).RandomMatrix(bench.ArrayList(5, 5))
    lu = bench.ArrayList(5, 5)
    pivot = [0] * 5
    bench.LU(lu, matrix, pivot)
    print(pivot, [list(lu[i]) for i in range(5)])
