"""Functions of the library with large ints: logarithms, struct, arrays, random seeds, limits."""

import math
import random
import struct
import array
import sys

def main():
    x = 7 ** 1000
    print(math.log(x), math.log2(x), math.log10(x), math.log(x, 10), math.log(2 ** 70, 2), math.log(8, 2), math.log(2.5), math.log2(2 ** 2000), math.log10(10 ** 400))
    for case in range(9):
        try:
            if case == 0:
                print(math.log(-x))
            elif case == 1:
                print(len(range(2 ** 40)), 2 ** 63 - 1)
            elif case == 2:
                print(struct.unpack("<q", b"\xff" * 8), struct.pack("<q", 2 ** 62))
            elif case == 3:
                print(struct.pack("<q", x))
            elif case == 4:
                print(math.sqrt(x ** 10))
            elif case == 5:
                print(math.factorial(-5))
            elif case == 6:
                print(int("1" * 5000))
            elif case == 7:
                print("abc".center(x))
            else:
                print([1, 2, 3][-x:x], "hello"[2 ** 1:x], [1, 2, 3].pop(x - x))
        except (ValueError, OverflowError, struct.error) as e:
            print(case, type(e).__name__)
    sys.set_int_max_str_digits(0)
    print(len(str(7 ** 9000)), len(str(int("9" * 6000))))
    a = array.array("q", [1, 2, 2 ** 62])
    print(a[2] + a[2], sum(a), a)
    b = bytearray(3)
    b[2 ** 1] = x % 256
    b.append(2 ** 3)
    print(b, b[2] + 2 ** 70, list(b))
    random.seed(x)
    print(random.random())
    random.seed(-(2 ** 100))
    print(random.random())
    random.seed(2 ** 5)
    print(random.randint(0, 2 ** 40), random.randrange(2 ** 20), random.getrandbits(30))

if __name__ == "__main__":
    main()
