"""Fannkuch: the most prefix reversals any permutation of 1..n needs to bring 1 to its front.

Exercises indexed access to small lists of integers, and calls of small functions.

usage: python fannkuch.py [N]
"""

import sys


def reverse(items, length):
    """Reverse the first `length` items in place."""
    for i in range(length // 2):
        j = length - 1 - i
        items[i], items[j] = items[j], items[i]


def rotate(items, length):
    """Move the first item behind the next `length` - 1."""
    first = items[0]
    for i in range(length - 1):
        items[i] = items[i + 1]
    items[length - 1] = first


def count_flips(perm):
    """Reverse the first perm[0] + 1 items until 0 is in front; return how often that was."""
    flips = 0
    while perm[0] != 0:
        reverse(perm, perm[0] + 1)
        flips += 1
    return flips


def fannkuch(n):
    """Go through all permutations; return (checksum, most flips)."""
    current = list(range(n))
    scratch = [0] * n
    count = [0] * n
    checksum = 0
    most = 0
    sign = 1
    remaining = n
    while True:
        while remaining != 1:
            count[remaining - 1] = remaining
            remaining -= 1
        if current[0] != 0:
            for i in range(n):
                scratch[i] = current[i]
            flips = count_flips(scratch)
            if flips > most:
                most = flips
            checksum += sign * flips
        sign = -sign
        # The next permutation: rotate ever longer prefixes until one has not been rotated all the way.
        while True:
            if remaining == n:
                return checksum, most
            rotate(current, remaining + 1)
            count[remaining] -= 1
            if count[remaining] > 0:
                break
            remaining += 1


def main(argv):
    n = int(argv[1]) if len(argv) > 1 else 10
    checksum, most = fannkuch(n)
    print("fannkuch: checksum %d" % checksum)
    print("fannkuch: %d flips at most for n = %d" % (most, n))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
