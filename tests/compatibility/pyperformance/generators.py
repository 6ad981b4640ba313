"""Drives bm_generators of pyperformance."""

from bm_generators import run_benchmark as bench

if __name__ == "__main__":
    print(list(bench.tree(range(10))))
    print(sum(bench.tree(range(1000))))
    print(bench.bench_generators(1) >= 0.0)
