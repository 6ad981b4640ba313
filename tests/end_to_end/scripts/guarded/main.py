"""A guarded script: what stands above the guard and reads from outside runs in the executable."""
import random
import sys
import tables

print("above the guard", tables.SQUARES)
TABLE = [i * i for i in range(5)]
print(TABLE)
random.seed(5)
count = len(sys.argv)
verbose = count > 1
names = []
for a in sys.argv[1:]:
    names.append(a)
total = len(names)
print("total", total)


def show(n=3):
    print(n, verbose, count, names, random.randint(1, 100))


class Table:
    rows = TABLE

    def width(self):
        return len(self.rows) * count


if __name__ == "__main__":
    show()
    result = Table().width()
    label: str = "result"
    print(label, result, tables.lookup(3))
    for i, x in enumerate(TABLE):
        result += x

    def helper():
        return result + 1

    print(helper())
    tables.SQUARES.append(result)
    print(tables.SQUARES[-1])
    if verbose:
        sys.exit("bye")
    sys.exit(4)
