"""Drives bm_chaos of pyperformance."""

import random

from bm_chaos import run_benchmark as bench


def splines():
    return [
        bench.Spline(
            [
                bench.GVector(1.597350, 3.304460, 0.000000),
                bench.GVector(1.575810, 4.123260, 0.000000),
                bench.GVector(1.313210, 5.288350, 0.000000),
                bench.GVector(1.618900, 5.329910, 0.000000),
                bench.GVector(2.889940, 5.502700, 0.000000),
                bench.GVector(2.373060, 4.381830, 0.000000),
                bench.GVector(1.662000, 4.360280, 0.000000),
            ],
            3,
            [0, 0, 0, 1, 1, 1, 2, 2, 2],
        ),
        bench.Spline(
            [
                bench.GVector(2.804500, 4.017350, 0.000000),
                bench.GVector(2.550500, 3.525230, 0.000000),
                bench.GVector(1.979010, 2.620360, 0.000000),
                bench.GVector(1.979010, 2.620360, 0.000000),
            ],
            3,
            [0, 0, 0, 1, 1, 1],
        ),
    ]


if __name__ == "__main__":
    random.seed(1234)
    chaos = bench.Chaosgame(splines(), 0.25)
    print(chaos.minx, chaos.maxx, chaos.miny, chaos.maxy, chaos.num_trafos)
    chaos.create_image_chaos(40, 40, 300, None, 1234)
    print(chaos.splines[0](0.25), len(chaos.splines[1]))
