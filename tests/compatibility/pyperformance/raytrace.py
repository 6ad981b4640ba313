"""Drives bm_raytrace of pyperformance."""

import sys

from bm_raytrace import run_benchmark as bench

if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else "raytrace.ppm"
    bench.bench_raytrace(1, 24, 18, path)
    with open(path, "rb") as file:
        data = file.read()
    print(len(data), sum(data), [data[i] for i in range(0, len(data), 37)])
