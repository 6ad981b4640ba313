"""Drives bm_scimark of pyperformance: the Fourier transform."""

from bm_scimark import run_benchmark as bench

if __name__ == "__main__":
    bench.bench_FFT(1, 64, 3)
    vector = bench.Random(7).RandomVector(16)
    bench.FFT_transform(16, vector)
    print(list(vector))
    bench.FFT_inverse(16, vector)
    print(list(vector))
