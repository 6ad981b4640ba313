# An int that meets floats, and a bool that meets ints, keep their kind: what is printed shows it.


def mean(xs):
    total = 0
    for x in xs:
        total += x
    return total

def half(n):
    if n % 2 == 0:
        return n // 2
    return n / 2

class P:
    def __init__(self):
        self.x = 0
        self.ok = 0
    def set(self, v):
        self.x = v

def scale(v, by=0):
    return v * by

def main():
    print(mean([]), mean([1.5, 2.5]))
    print(half(4), half(5), half(4) + half(6), half(5) * 2)
    p = P()
    print(p.x, p.ok)
    p.set(2.5)
    p.ok = True
    print(p.x, p.ok, p.x + 1, p.ok + 1)
    row = [0] * 4
    row[1] = 0.5
    row[2] += 3
    print(row, sum(row), max(row), min(row), sorted(row))
    best = 0
    for x in (3, 1, 4):
        best = max(best, x * 0.5)
    print(best, int(best), round(best), f"{best:.3f} {best}", "%d %.2f %s" % (best, best, best))
    print(scale(2.0), scale(2.0, 1.5), scale(2.0, 3))
    found = 0
    for i in range(3):
        if i == 2:
            found = True
    print(found, not found, -found, found == 1, found is True, abs(found))
    big = 2**62
    if len(row) > 3:
        big = 1.5
    if len(row) > 2:
        big = 2**62
    print(big, big + 1, hash(big), big == 2**62, {big: 1, 2: 3})
    n = 0
    if found:
        n = 0.5
    if n:
        print("true", n > 0, 1 < n, n <= 0.5, isinstance(n, float), isinstance(n, int))
    print([1, 2.5, True], {1: 2, 2: 0.5}, (1, 2.5))
    for v in (1, 2.5, True):
        print(v, v * 2, v ** 2, v / 2, v // 1, v % 2, repr(v), str(v))
    print(sum([]), sum([0.5]), sum([], 0.0), sum([True, False]))
    print(half(8) in [1, 2, 4], half(3) in [1.5], half(8) == None, half(8) != 4)

if __name__ == "__main__":
    main()
