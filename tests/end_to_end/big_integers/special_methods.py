"""Special methods with large ints, and None among keys."""

import sys
D = {None: 1, 2 ** 70: 2, 5: 3}
S = {None, 2 ** 70, 5}
class Key:
    def __init__(self, text):
        self.text = text
        self.count = 0
    def __hash__(self):
        h = 0
        for c in self.text:
            h = h * 1000003 + ord(c)
        return h
    def __eq__(self, other):
        return self.text == other.text
    def __len__(self):
        self.count += 1
        return self.count
    def __getitem__(self, i):
        return self.text[i]
    def __bool__(self):
        return self.count > 3
class Bag:
    def __init__(self):
        self.items = []
        self.n = 0
    def add(self, x):
        self.items.append(x)
        self.n += 1
    def __iter__(self):
        i = 0
        while i < self.n:
            yield self.items[i]
            i += 1
    def __contains__(self, x):
        return any(x == y for y in self)
def largest(items):
    best = None
    for x in items:
        if best is None or x > best:
            best = x
    return best
def find(text, n):
    return text if n > 1 else None
def main():
    for n in (3, 1):
        try:
            print(int(find("12345678901234567890123", n)) + 1, largest([n, 2 ** 70]) == None, largest([]) != None)
        except TypeError as e:
            print(e)
    print(round(True), [round(f) for f in (True, False)])
    print(len(D), D[2 ** 70], D[None], D[5], 7 in D, len(S), 2 ** 70 in S, None in S, 7 in S)
    keys = [Key("abc"), Key("a very long key with many characters"), Key("")]
    d = {k: i for i, k in enumerate(keys)}
    print([hash(k) for k in keys], d[Key("abc")], d[Key("a very long key with many characters")], len(keys[0]), keys[1][2 ** 1], bool(keys[0]))
    b = Bag()
    for x in (1, 2 ** 70, 5):
        b.add(x)
    print(list(b), 2 ** 70 in b, 7 in b, len([x for x in b if x > 3]), b.n)
    n = b.n
    print([0] * n, "ab" * n, list(range(n)), b.items[n - 1], b.items[:n - 1], divmod(n, 2), n / 2, n ** 2, 2 ** n, n << 70, -n, 10 ** n)
    total = 0
    for i, x in enumerate(b):
        total += i * x
    print(total, min(b), max(b), sorted(b), sum(b), [*b][::-1], tuple(b))
    sys.exit(total % 7 + n)
if __name__ == "__main__":
    main()
