"""Sieve of Eratosthenes over a list of booleans, several times.

Exercises simple loops with steps, and writing to a large list.

usage: python sieve.py [LIMIT] [ROUNDS]
"""

import sys


def primes_below(limit):
    candidate = [True] * limit
    candidate[0] = False
    candidate[1] = False
    number = 2
    while number * number < limit:
        if candidate[number]:
            for multiple in range(number * number, limit, number):
                candidate[multiple] = False
        number += 1
    primes = []
    for number in range(limit):
        if candidate[number]:
            primes.append(number)
    return primes


def main(argv):
    limit = int(argv[1]) if len(argv) > 1 else 2000000
    rounds = int(argv[2]) if len(argv) > 2 else 25
    checksum = 0
    primes = [2]
    for _ in range(rounds):
        primes = primes_below(limit)
        for prime in primes:
            checksum = (checksum * 31 + prime) & 0xFFFFFF
    print("sieve: %d primes below %d, the last is %d, checksum %d" % (len(primes), limit, primes[-1], checksum))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
