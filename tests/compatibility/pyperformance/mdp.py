"""Drives bm_mdp of pyperformance."""

from bm_mdp import run_benchmark as bench

if __name__ == "__main__":
    print(bench.Battle().evaluate(0.4))
