"""What programs seldom do: raising texts, special methods by name, None in a text, tables of library modules."""

import opcode
import keyword
import struct
import token
from collections.abc import MutableMapping

pack_byte = struct.Struct(">B").pack


class Box(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)


class LowerBox(Box):
    def __setitem__(self, key, value):
        Box.__setitem__(self, key.lower(), value)


def use_mapping():
    names = LowerBox()
    names["ABC"] = 1
    print(len(names), names["abc"], list(names), names.get("x", 3))


DEBUG = False


class Lazy:
    def __init__(self):
        if DEBUG:
            self.trace = ["start"]

    def value(self, tracing):
        if tracing:
            return len(self.trace)
        return 0


def check(n):
    if n > 3:
        raise "too big"
    if n == 2:
        raise ValueError("two")
    return n

class Table:
    def __init__(self):
        self.names = {"a": 1, "b": 2}
        self.seen = set()

    def scan(self, text):
        get = self.names.__getitem__
        has = self.names.__contains__
        return [get(c) for c in text if has(c)]

def state_of(words, n):
    return words[n] if n < len(words) else None

if __name__ == "__main__":
    for i in range(6):
        try:
            print(check(i))
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    t = Table()
    print(t.scan("abcab"), t.seen.__contains__(3), [1, 2].__len__(), "x".__add__("y"), (1, 2).__contains__(2))
    quotes = "'\""
    for i in range(3):
        try:
            print(state_of(["'", "a"], i) in quotes)
        except TypeError as e:
            print(e)
    print(keyword.iskeyword("if"), [w for w in ["a", "for"] if keyword.iskeyword(w)], list(map({1: 2, 3: 4}.__getitem__, [1, 3])))
    print(token.tok_name[token.NAME], opcode.opname[9] != "", opcode.opmap["NOP"] >= 0, opcode.cmp_op)
    use_mapping()
    lazily = Lazy()
    print(lazily.value(False))
    try:
        print(lazily.value(True))
    except AttributeError as e:
        print(e)
    try:
        print("%d and %d" % tuple([t.scan("a")[0]]))
    except TypeError as e:
        print(e)
    try:
        print("only %r" % (1, t.scan("b")))
    except TypeError as e:
        print(e)
    print(int.from_bytes(map(int, ["1", "2"]), "big"), list(map(pack_byte, [65, 66])))
    advance = iter([1, 2, 3]).__next__
    print(advance() + advance())
