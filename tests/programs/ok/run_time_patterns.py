import re
import sys
class Grep:
    def __init__(self, pattern, ignore):
        self.regex = re.compile(pattern, 2 if ignore else 0)
    def run(self, lines):
        return [line for line in lines if self.regex.search(line)]
FIXED = re.compile("x+")
def pick(i, p):
    return FIXED if i else re.compile(p)
def test(p, s):
    try:
        m = re.search(p, s)
        print(p, m, m.groups() if m else None, [x.group() for x in re.finditer(p, s, re.I | re.M)], re.sub(p, "<\\g<0>>", s))
    except re.error as e:
        print(p, "error:", e, e.pos)
    except OverflowError as e:
        print(p, "overflow", e)
def main():
    for p in ["a+", "(a)(b)?", "(?P<x>b)|c", r"\w+\s*$", "[^a-c]+", "(", "a**", "(?i)É", r"(a)\1", "(?<=a)b", "(?<!b*)c", "[z-a]", r"\d{2,}", "(?x) a # c\n b", "(?(1)a|b)", "a{99999999999}", "*", r"\bfoo\b", "K"]:
        test(p, "aab éx 123 foo\nB")
    for word in ["foo", "b.r"]:
        print(re.sub(r"\b%s\b" % re.escape(word), "X", "foo b.r bar foobar"), re.match(f"({word})", "foo").groups() if re.match(word, "foo") else None)
    print(Grep("AB+", True).run(["xabb", "ab", "AC", "b"]), Grep("AB+", False).run(["xabb", "AB"]))
    for i in range(2):
        print(pick(i, "y" + str(i)).sub("-", "xxy0y1"))
    r = re.compile(sys.argv[1] if len(sys.argv) > 1 else "(?P<k>a)|(?P<l>b)")
    print(r, r.groups, r.groupindex, r.flags, [m.lastgroup for m in r.finditer("abba")])
if __name__ == "__main__":
    main()
