"""Spectral norm of the infinite matrix 1 / ((i + j) * (i + j + 1) / 2 + i + 1), cut off at n, by the power method.

Exercises calls of a small function in nested loops over lists of floats.

usage: python spectral_norm.py [N]
"""

import math
import sys


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def multiply(vector, result):
    """result = A * vector"""
    n = len(vector)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(i, j) * vector[j]
        result[i] = total


def multiply_transposed(vector, result):
    """result = transposed(A) * vector"""
    n = len(vector)
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(j, i) * vector[j]
        result[i] = total


def multiply_both(vector, result, scratch):
    """result = transposed(A) * A * vector"""
    multiply(vector, scratch)
    multiply_transposed(scratch, result)


def spectral_norm(n):
    u = [1.0] * n
    v = [0.0] * n
    scratch = [0.0] * n
    for _ in range(10):
        multiply_both(u, v, scratch)
        multiply_both(v, u, scratch)
    uv = 0.0
    vv = 0.0
    for i in range(n):
        uv += u[i] * v[i]
        vv += v[i] * v[i]
    return math.sqrt(uv / vv)


def main(argv):
    n = int(argv[1]) if len(argv) > 1 else 800
    print("spectral_norm: %.9f for n = %d" % (spectral_norm(n), n))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
