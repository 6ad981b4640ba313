import re, sys

X = re.compile(
    r"""
   (?P<a> \d+ )   # number
 | (?P<b> [a-z] )
""",
    re.VERBOSE | re.IGNORECASE,
)


def lex(s):
    pos = 0
    scan = X.match
    out = []
    while True:
        m = scan(s, pos)
        if m is None:
            break
        typ = m.lastgroup
        if typ == "a":
            out.append(int(m.group(typ)))
        elif typ == "b":
            out.append(ord(m.group(typ)))
        pos = m.end()
    if pos != len(s):
        raise SyntaxError("at %d" % pos)
    return out


def main():
    print(lex("12aB3"))
    table = {"x": re.compile("x+"), "y": re.compile("(y)+")}
    for k, v in table.items():
        print(k, v.sub(lambda m: "<%s>" % m.group(), "xxyyx"))
    f = re.compile("a|b").findall
    print(list(map(str.upper, f("abc"))), list(map(f, ["ab", "b"])))
    g = {m.start(): m for m in re.finditer("b", "abab")}
    print(sorted(g), [x for x in re.split("[ab]", "1a2b3") if x], any(re.match(p, "foo") for p in ("x", "f")))
    try:
        lex("1-")
    except SyntaxError as e:
        print(e)


if __name__ == "__main__":
    main()
