"""What programs seldom do: raising texts, special methods by name, None in a text, tables of library modules."""

import opcode
import keyword
import token

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
