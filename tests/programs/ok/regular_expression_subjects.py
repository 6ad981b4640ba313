import re

P = re.compile(rb"(\w+)=(\d+)?", re.I)
S = re.compile(r"(\w+)=(\d+)?")


def more():
    data = b"a=1 bb=\xe9 CC=33"
    print(P.findall(data), P.search(data), P.sub(rb"\2:\1", data), P.sub(b"-", data), re.split(rb"\s", data))
    for m in P.finditer(data):
        print(m.group(), m.groups(), m.group(1, 2), m.span(2), m.string == data)
    print(re.sub(rb"\d", lambda m: b"<" + m.group() + b">", data), re.escape(b"a.b"), re.match(b"(?P<x>a)", data)["x"])
    print(S.findall("a=1 b="), S.sub(r"\1", "a=1"), S.split("xa=1y"), re.match(b"x", data), P.pattern, P)
    print(re.findall(rb"\W", data), re.findall(b"(=)", data), re.match(rb"(.)", data).expand(rb"[\1]"))


T = re.compile("a")
Q = re.compile(b"(a)(b)")
PS = [re.compile("a"), re.compile("(a)"), re.compile("(b)")]


def attempt(f):
    try:
        f()
    except TypeError as e:
        print("TypeError", e)


def main():
    more()
    attempt(lambda: print(T.findall(b"ab")))

    attempt(lambda: print(Q.findall("ab")))
    attempt(lambda: print(Q.findall(b"ab")))
    attempt(lambda: print(Q.split("ab")))
    m = re.match("(a)|(b)", "b")
    for i in (1, 2):
        attempt(lambda: print(re.match("b", m.group(i))))
        attempt(lambda: print(re.sub("b", "c", m.group(i))))
        attempt(lambda: print(re.split("b", m.group(i))))
    for p in PS:
        print(p.findall("abba"), p.sub("", "abab"))


if __name__ == "__main__":
    main()
