def show(row):
    for cell in row:
        if isinstance(cell, float):
            print("float %.2f" % cell)
        else:
            print("other", cell)


def find(row, want):
    for i in range(2):
        for cell in row:
            if cell == want:
                break
            if isinstance(cell, str):
                continue
            print("number", cell)
        else:
            print("not found")
            continue
        print("found", cell == want)
    return len(row)


def first_text(row):
    for cell in row:
        try:
            if isinstance(cell, str):
                return cell
            print(10 // cell)
        except ZeroDivisionError as e:
            print("error", e)
        finally:
            print("next")
    return None


def gen(row):
    n = 0
    for cell in row:
        n += 1
        yield str(cell) + "!" + str(n)
        if isinstance(cell, str) and cell == "stop":
            return


class A:
    def hi(self): return 1

class B:
    def hi(self, more=2): return more

def add(a, b): return a + b
def neg(a): return -a

def first():
    show(("a", "b", 2.5))
    for x in (1, "a", 2.5, None):
        print(x)
    print(find(("x", 1, "y"), "y"), find(("x", 1, "y"), "q"))
    print(first_text((0, 5, "t", 3)), first_text((0, 0, "t", 3)))
    print(list(gen(("a", 1, "stop", 3))))
    for name, conv in (("id", int), ("price", float)):
        print(name, conv("12"))
    print(any(isinstance(x, str) for x in ("a", 1)), all(isinstance(x, str) for x in ("a", 1)))
    print([str(x) for x in ("a", 1, 2.5)])
    print(", ".join(str(x) for x in ("a", 1, 2.5)))
    print({repr(x): i for i, x in enumerate(("a", "b"))})
    print(list(map(str, ("a", 1, 2.5))))
    for t in ((1, "a"), ("b", 2)):
        for u in t:
            print(u, end=" ")
    print()


class Plain:
    def hi(self): return 1

class Other:
    def __init__(self, n=3): self.n = n
    def hi(self): return self.n
    def only_b(self): return "b"

def add(a, b): return a + b
def neg(a): return -a

class Parser:
    kinds = (("id", int), ("price", float), ("name", str))
    def __init__(self): self.rows = []
    def parse(self, texts):
        out = []
        for text, (name, conv) in zip(("1", "2.5", "x"), self.kinds):
            try:
                value = conv(text)
            except ValueError as e:
                print("bad", name, e)
                continue
            out.append("%s=%r" % (name, value))
        return out

def pairs(t):
    for i, x in enumerate(t):
        print(i, x)
    for i, x in enumerate(t, 5):
        try:
            if i == 6:
                break
        finally:
            print(i, x)
    print([f"{i}{x!r}" for i, x in enumerate(t, start=1)])
    print(all(i < 2 or isinstance(x, float) for i, x in enumerate(t)))

def second():
    for name, conv in (("id", int), ("price", float), ("name", str)):
        print(name, conv("12"))
    for cls in (Plain, Other):
        obj = cls()
        print(obj.hi())
        if isinstance(obj, Other):
            print(obj.only_b())
    for f in (add, neg):
        if f is add:
            print(f(1, 2))
        else:
            print(f(1))
    print(Parser().parse(["1", "2.5", "x"]))
    pairs(("a", 1, 2.5))
    for x, y in zip(("a", 1), (2.5, "b", 4)):
        print(x, y)
    for x in reversed(("a", 1)):
        print(x)
    for default in (1, "a", None, 2.5, b"x", [1], ("t", 2), {"k": 1}):
        print(repr(default), default is None)
    for x in []:
        print(x)
    total = 0
    for kind, value in (("n", 5), ("s", "abc"), ("l", [1, 2, 3])):
        if kind == "n":
            total += value
        elif kind == "s":
            total += len(value)
        else:
            total += sum(value)
    print(total)



if __name__ == "__main__":
    first()
    second()
