"""Drives bm_crypto_pyaes of pyperformance, with the package pyaes it uses."""

import pyaes
from bm_crypto_pyaes import run_benchmark as bench

if __name__ == "__main__":
    aes = pyaes.AESModeOfOperationCTR(bench.KEY)
    secret = aes.encrypt(bench.CLEARTEXT)
    print(len(secret), secret[:64].hex())
    print(bench.bench_pyaes(1) >= 0.0)
