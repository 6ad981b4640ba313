"""Drives bm_unpack_sequence of pyperformance."""

from bm_unpack_sequence import run_benchmark as bench

if __name__ == "__main__":
    print(bench.bench_tuple_unpacking(3) >= 0.0)
    print(bench.bench_list_unpacking(3) >= 0.0)
