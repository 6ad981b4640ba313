"""Complex numbers."""

import cmath
from collections import deque


def mandelbrot(c, limit=30):
    z = 0j
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


def roots(n):
    return [cmath.polar(complex(2, -1) ** k) for k in range(-2, n)]


class Signal:
    gain = 1.5 + 0.5j

    def __init__(self, samples):
        self.samples = samples

    def scaled(self):
        return [s * self.gain for s in self.samples]


def pick(n):
    return deque([n]) if n else None


def number(n):
    return 1j * n if n else None


if __name__ == "__main__":
    z = complex(3, -4)
    w = 1 + 2j
    print(z, w, z + w, z - w, z * w, z / w, -z, abs(z), z.conjugate(), z.real, z.imag)
    print(2 * w, w * 2.5, 1 - w, w - 1, 1 / w, w / 2, w ** 2, w ** 0, w ** -1, w ** 0.5, 2 ** w, w ** w)
    print(z == w, z != w, w == 1 + 2j, complex(2, 0) == 2, bool(0j), bool(w), complex(), complex(1.5), complex(w, 1j))
    print([mandelbrot(complex(x / 10, y / 10)) for x in range(-20, 6, 5) for y in range(-10, 11, 5)])
    print(roots(3), cmath.phase(-1 + 0j))
    print({1j: "a", 1 + 0j: "b"}[1j], 1j in [0j, 1j], str(0j), repr(complex(-0.0, 1e300)), complex(float("inf"), -1))
    print(Signal([1 + 1j, 2j]).scaled(), isinstance(z, complex), isinstance(2.0, complex), f"{z:.2f} {z}", type(z).__name__)
    for f in (lambda: z / 0j, lambda: 0j ** -1, lambda: (1e200 + 1j) ** 5):
        try:
            print(f())
        except (ZeroDivisionError, OverflowError) as e:
            print(type(e).__name__, e)
    total = 0j
    for k in range(5):
        total += (0.5 + 0.5j) ** k
    print(total)
    d = deque([1])
    print(isinstance(d, deque), isinstance(pick(0), deque), isinstance(pick(1), deque))
    x = pick(2)
    if isinstance(x, deque):
        x.append(5)
        print(x)
    z = number(3)
    if isinstance(z, (complex, deque)):
        print(z + 1)
    print(number(0), isinstance(number(0), complex), z is None)
