"""Drives bm_go of pyperformance."""

from bm_go import run_benchmark as bench

if __name__ == "__main__":
    print(bench.versus_cpu())
