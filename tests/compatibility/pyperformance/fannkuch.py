"""Drives bm_fannkuch of pyperformance."""

from bm_fannkuch import run_benchmark as bench

if __name__ == "__main__":
    for n in range(2, 9):
        print(n, bench.fannkuch(n))
