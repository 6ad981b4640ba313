"""Drives bm_scimark of pyperformance: the Monte Carlo estimate of pi."""

from bm_scimark import run_benchmark as bench

if __name__ == "__main__":
    for samples in (10, 100, 1000):
        print(bench.MonteCarlo(samples))
