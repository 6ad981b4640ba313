"""Fibonacci numbers, computed twice: by recursion, which is slow, and by a loop, which is not.

python examples/fibonacci.py 32
"""

import sys


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def fibonacci_numbers(count):
    """The first `count` Fibonacci numbers."""
    numbers = []
    a = 0
    b = 1
    for _ in range(count):
        numbers.append(a)
        a, b = b, a + b
    return numbers


def main(argv):
    n = int(argv[1]) if len(argv) > 1 else 20
    slow = fibonacci(n)
    quick = fibonacci_numbers(n + 1)[n]
    print("fibonacci(%d) = %d" % (n, slow))
    if slow != quick:
        print("but the loop says %d" % quick)


if __name__ == "__main__":
    main(sys.argv)
