"""Drives bm_pidigits of pyperformance."""

from bm_pidigits import run_benchmark as bench

if __name__ == "__main__":
    print(bench.calc_ndigits(5))
