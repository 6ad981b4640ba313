"""Mandelbrot: how long the points of a grid stay bounded under z -> z * z + c: a bitmap's checksum, and a histogram.

Exercises float arithmetic in local variables, with integers mixed in as one writes it, shifts, and counters in a list.

usage: python mandelbrot.py [SIZE]
"""

import sys

ITERATIONS = 50
BAILOUT = 4


def steps_inside(cr, ci):
    """How many steps of z -> z * z + c keep |z| ** 2 within BAILOUT? At most ITERATIONS."""
    zr = 0.0
    zi = 0.0
    n = 0
    while n < ITERATIONS and zr * zr + zi * zi <= BAILOUT:
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        n += 1
    return n


def mandelbrot(size):
    """Return (points by the number of steps they take, checksum of the bitmap's bytes)."""
    histogram = [0] * (ITERATIONS + 1)
    checksum = 0
    for y in range(size):
        ci = 2 * y / size - 1.0
        bits = 0
        for x in range(size):
            cr = 2 * x / size - 1.5
            steps = steps_inside(cr, ci)
            histogram[steps] += 1
            bits <<= 1
            if steps == ITERATIONS:
                bits |= 1
            if x & 7 == 7:
                checksum = (checksum * 31 + bits) & 0xFFFFFF
                bits = 0
        checksum = (checksum * 31 + bits) & 0xFFFFFF
    return histogram, checksum


def main(argv):
    size = int(argv[1]) if len(argv) > 1 else 1400
    histogram, checksum = mandelbrot(size)
    print("mandelbrot: %d of %d points inside, checksum %d" % (histogram[ITERATIONS], size * size, checksum))
    print("mandelbrot: points by steps: %s" % histogram)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
