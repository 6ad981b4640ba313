"""Drives bm_spectral_norm of pyperformance."""

from bm_spectral_norm import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_spectral_norm(1)
    u = [1] * 20
    for _ in range(5):
        v = bench.eval_AtA_times_u(u)
        u = bench.eval_AtA_times_u(v)
    print(u)
    print(v)
