"""Drives bm_scimark of pyperformance: multiplication of a sparse matrix."""

from bm_scimark import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_SparseMatMult(3, 50, 250)
    y = bench.array("d", [0.0, 0.0])
    values = bench.array("d", [1.5, 2.5, 3.0])
    rows = bench.array("i", [0, 2, 3])
    columns = bench.array("i", [0, 1, 1])
    bench.SparseCompRow_matmult(2, y, values, rows, columns, bench.array("d", [4.0, 8.0]), 2)
    print(list(y))
