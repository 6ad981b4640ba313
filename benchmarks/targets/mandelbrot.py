"""Mandelbrot: which points of a grid stay bounded under z -> z * z + c, as a checksum over the rows of a bitmap.

Exercises float arithmetic in local variables, and shifts.

usage: python mandelbrot.py [SIZE]
"""

import sys

ITERATIONS = 50


def escapes(cr, ci):
    """Does the point leave the circle of radius 2 within ITERATIONS steps?"""
    zr = 0.0
    zi = 0.0
    for _ in range(ITERATIONS):
        square_r = zr * zr
        square_i = zi * zi
        if square_r + square_i > 4.0:
            return True
        zi = 2.0 * zr * zi + ci
        zr = square_r - square_i + cr
    return zr * zr + zi * zi > 4.0


def mandelbrot(size):
    """Return (points inside, checksum of the bitmap's bytes)."""
    inside = 0
    checksum = 0
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        bits = 0
        for x in range(size):
            cr = 2.0 * x / size - 1.5
            bits <<= 1
            if not escapes(cr, ci):
                bits |= 1
                inside += 1
            if x & 7 == 7:
                checksum = (checksum * 31 + bits) & 0xFFFFFF
                bits = 0
        checksum = (checksum * 31 + bits) & 0xFFFFFF
    return inside, checksum


def main(argv):
    size = int(argv[1]) if len(argv) > 1 else 1400
    inside, checksum = mandelbrot(size)
    print("mandelbrot: %d of %d points inside, checksum %d" % (inside, size * size, checksum))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
