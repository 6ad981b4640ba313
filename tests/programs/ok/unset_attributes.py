# Attributes that are read before they are set raise AttributeError.


class ReadingA:
    def set(self):
        self.x = 5
        self.s = "text"
        self.l = [1]
        self.o = None

    def setup(self):
        self.o = self


class ReadingB:
    def __init__(self, n):
        self.reset()
        if n > 2:
            self.big = n
        self.link = None

    def reset(self):
        self.n = 0
        self.other()

    def other(self):
        self.k = 1.5


class ReadingC(ReadingB):
    def __init__(self, n):
        super().__init__(n)
        self.c = "c"
        self.partner = None


class ReadingD(ReadingB):
    kind = 0

    def __init__(self):
        ReadingB.__init__(self, 5)

    def up(self):
        self.kind += 1
        return self.kind


class ReadingNode:
    def __init__(self, v):
        self.v = v
        if v:
            self.next = ReadingNode(v - 1)
            self.next.extra = v


def reading_get(f):
    try:
        print(f())
    except AttributeError as e:
        print(e)


def reading():
    a = ReadingA()
    b = ReadingA()
    b.set()
    print(b.x, b.s, b.l, b.o)
    reading_get(lambda: a.x)
    reading_get(lambda: a.s.upper())
    reading_get(lambda: a.l[0])
    reading_get(lambda: a.o is None)
    a.setup()
    reading_get(lambda: a.o is a)
    try:
        print(a.x)
    except AttributeError as e:
        print("caught", e)
    finally:
        print("finally")
    for x in [ReadingB(1), ReadingB(5), ReadingC(1), ReadingC(7), ReadingD()]:
        print(x.n, x.k, x.link is None)
        try:
            print(x.big)
        except AttributeError as e:
            print(e)
    print(ReadingC(3).c, ReadingC(3).partner, ReadingD().up(), ReadingD().kind)
    n = ReadingNode(2)
    print(n.next.next.v, n.next.extra)
    try:
        print(n.next.next.next.v)
    except AttributeError as e:
        print(e)
    try:
        print(n.extra)
    except AttributeError as e:
        print(e)


def main():
    reading()


if __name__ == "__main__":
    main()
