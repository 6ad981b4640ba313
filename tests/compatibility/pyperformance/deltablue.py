"""Drives bm_deltablue of pyperformance."""

from bm_deltablue import run_benchmark as bench

if __name__ == "__main__":
    bench.delta_blue(100)
    print(
        bench.Strength.REQUIRED.strength,
        bench.Strength.weakest_of(bench.Strength.NORMAL, bench.Strength.PREFERRED).name,
    )
