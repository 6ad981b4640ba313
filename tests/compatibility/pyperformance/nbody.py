"""Drives bm_nbody of pyperformance."""

from bm_nbody import run_benchmark as bench

if __name__ == "__main__":
    print(bench.report_energy())
    bench.bench_nbody(2, "sun", 500)
    print(bench.report_energy())
    for position, velocity, mass in bench.SYSTEM:
        print(position, velocity, mass)
