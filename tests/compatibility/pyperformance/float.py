"""Drives bm_float of pyperformance."""

from bm_float import run_benchmark as bench

if __name__ == "__main__":
    print(bench.benchmark(1000))
    print(repr(bench.Point(7)))
