class M:
    def __init__(self, n): self.n = n
    def g(self): return "x" * self.n
class N(M):
    pass
class T:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 1
def f(i): return M(i) if i else None
def t(i): return T(i) if i else None
def pick(m): return m and m.g()
def number(m): return m and m.n
def pair(m): return m and (m.n, m.g())
def items(m): return m and [m.n]
def flag(m): return m and m.n > 1
def real(m): return m and m.n / 2
def same(m): return m if m is None else m.g()
def other(m): return m or M(7)
def neither(m):
    if not m:
        return m
    return m.g()
def callback(c): return c and c(3)
def twice(x): return 2 * x
def lengths():
    for i in range(3):
        b = B(i) if i else None
        print(bool(b), not b, 1 if b else 2)

class B:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n - 1

def main():
    for i in range(3):
        m = f(i)
        print(pick(m), number(m), pair(m), items(m), flag(m), real(m), same(m), other(m).n, neither(m))
        print(callback(twice if i else None))
        x = t(i)
        y = x or T(9)
        print(y.n, (x and x) is None, bool(x))
        if m and m.n > 1 or x and x.n > 5:
            print("yes")

    lengths()

if __name__ == "__main__":
    main()
