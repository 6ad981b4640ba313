"""Functions of different shapes in one table."""


class M:
    def op_a(self, x): return x
    def op_b(self, x): return x + 1
    def op_c(self, x): return x * 2
    def op_d(self, x, y): return x + y
    def op_e(self): return 1


def add(x, y):
    return x + y


def neg(x):
    return -x


def clamp(x, low, high=9):
    return max(low, min(x, high))


FUNCTIONS = {"add": add, "neg": neg, "clamp": clamp}


def call(name, args):
    try:
        if len(args) == 1:
            return FUNCTIONS[name](args[0])
        if len(args) == 2:
            return FUNCTIONS[name](args[0], args[1])
        return FUNCTIONS[name](args[0], args[1], args[2])
    except TypeError as e:
        print("type error:", e)
        return None


def main():
    m = M()
    for n in "abzde":
        try:
            f = getattr(m, "op_" + n)
            print(n, f(1))
        except AttributeError as e:
            print("error", e)
        except TypeError as e:
            print("type error", e)
    for name in FUNCTIONS:
        for args in [[1], [1, 2], [1, 2, 3]]:
            print(name, call(name, args))


if __name__ == "__main__":
    main()
