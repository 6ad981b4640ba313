"""Slices of arrays."""

from array import array

if __name__ == "__main__":
    a = array("i", range(8))
    f = array("d", [0.5, 1.5, 2.5])
    print(a[2:5], a[::-1], a[::3], f[1:], f[:])
    a[2:4] = array("i", [9, 9, 9])
    f[:] = f[::-1]
    print(a, f)
    del a[1:3]
    a[::2] = array("i", [0] * len(a[::2]))
    print(a, len(a), a[-3:].tolist())
    try:
        a[::2] = array("i", [1])
    except ValueError as e:
        print(e)
