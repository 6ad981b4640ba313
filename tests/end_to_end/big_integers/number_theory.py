"""Factorials, Fibonacci numbers, digits of pi, RSA, Mersenne primes, formatting, errors."""

import math
import sys
from functools import reduce
import operator

def fact(n):
    return 1 if n < 2 else n * fact(n - 1)

def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

def pi_digits(count):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < m * t:
            out.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(out)

def egcd(a, b):
    if a == 0:
        return b, 0, 1
    g, y, x = egcd(b % a, a)
    return g, x - (b // a) * y, y

def is_mersenne_prime(p):
    if p == 2:
        return True
    m = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = (s * s - 2) % m
    return s == 0

def main():
    print(fact(50))
    print(fib(1000))
    print(pi_digits(100))
    p, q = 2**89 - 1, 2**107 - 1
    n = p * q
    e = 65537
    g, d, _ = egcd(e, (p - 1) * (q - 1))
    d %= (p - 1) * (q - 1)
    m = int.from_bytes(b"attack at dawn!", "big")
    c = pow(m, e, n)
    print(n, d, c, pow(c, d, n) == m, pow(c, d, n).to_bytes(15, "big"))
    print([p for p in range(2, 130) if is_mersenne_prime(p)])
    print(hex(n), oct(n), bin(n)[:40], f"{n:x} {n:,} {n:_b}"[:200], "%d %x" % (n, n))
    print(sum([n, 1, 2]), max(n, 3), min(n, 3), sorted([n, 5, -n]), n.bit_length(), abs(-n), divmod(n, 1000), round(n, -5))
    print({n: 1, 5: 2}, n in {n, 3}, hash(n), n == n + 0, n != 7, n > 2.5, n / 3, n + 0.5, n // 7.0, float(n))
    print(math.factorial(30), math.comb(100, 50), math.gcd(n, p), math.isqrt(n), math.prod([n, n]), math.floor(1e30), math.sqrt(n))
    print(reduce(operator.mul, [n, n, 2]), int("9" * 40), int("-ff" * 1 + "f" * 20, 16), int(1e25), round(1e20))
    x = [1, 2, 3]
    i = 2
    x[i] = n
    print(x[i - 1], x, x[:n], "ab" * (i + 1), x.index(n), (n, 1) < (n, 2), str(n)[:5], n and 3, n or 4, not n)
    for bad in range(6):
        try:
            if bad == 0:
                print(x[n])
            elif bad == 1:
                print("a" * n)
            elif bad == 2:
                print([0][:n], len("abc"[n:]))
            elif bad == 3:
                print(n // (n - n))
            elif bad == 4:
                print(float(n ** 20))
            else:
                print(str(7 ** 6000))
        except (IndexError, OverflowError, ZeroDivisionError, ValueError) as error:
            print(type(error).__name__, error)

if __name__ == "__main__":
    main()
