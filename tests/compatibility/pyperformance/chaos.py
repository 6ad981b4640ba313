"""Drives bm_chaos of pyperformance."""

import random

from bm_chaos import run_benchmark as bench


def splines():
    return [
        bench.Spline(
            [bench.GVector(1.597, 3.304, 0.0), bench.GVector(1.576, 4.123, 0.0), bench.GVector(1.313, 5.288, 0.0)],
            3,
            [0, 0, 0, 1, 1, 1],
        ),
        bench.Spline(
            [bench.GVector(2.804, 4.018, 0.0), bench.GVector(2.551, 3.525, 0.0), bench.GVector(1.979, 2.62, 0.0)],
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
