"""Conditional expressions whose branches have different types, shown where they stand."""

import sys

inventory = []
LIMIT = 3


def show(items, name, age):
    print("You carry:", items if items else "nothing", end=".\n")
    print(name if name is not None else "?", age if age else "unknown", len(items) or "none", sep=" | ")
    print(f"{age if age is not None else '-':>5}|{name or 0}|{items if len(items) > 1 else items[0] if items else '-'}")
    print("%s %s" % (age if age else "n/a", name))
    text = str(age if age is not None else "") + "!"
    return text


def size(n):
    return len("abc" if n else [1, 2])


def report(values):
    for v in values:
        try:
            print(v, 100 // v if v else "undefined", "odd" if v % 2 else v // 2)
        except ValueError as e:
            print(e)
    lines = [str(v if v > 2 else "low") for v in values]
    return lines


show([], None, None)
show(["lamp"], "ann", 0)
show(["lamp", "key"], "bob", 44)
inventory.append("x")
print("You carry:", inventory if inventory else "nothing")
print(size(0), size(1), report([0, 1, 2, 3]))
x = 5 if len(inventory) > LIMIT else None
print(x if x is not None else "small")
print(len(sys.argv) if len(sys.argv) > 1 else "no arguments", True if x else "false", 1.5 if x is None else "t")
