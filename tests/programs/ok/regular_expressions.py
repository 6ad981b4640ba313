import re
import sys
from collections import namedtuple, Counter
from typing import NamedTuple, Iterator, Optional, Match, Pattern, List, Tuple
import enum

class Token(NamedTuple):
    type: str
    value: str
    line: int
    column: int

def tokenize(code):
    keywords = {'IF', 'THEN', 'ENDIF', 'FOR', 'NEXT', 'GOSUB', 'RETURN'}
    token_specification = [
        ('NUMBER',   r'\d+(\.\d*)?'),
        ('ASSIGN',   r':='),
        ('END',      r';'),
        ('ID',       r'[A-Za-z]+'),
        ('OP',       r'[+\-*/]'),
        ('NEWLINE',  r'\n'),
        ('SKIP',     r'[ \t]+'),
        ('MISMATCH', r'.'),
    ]
    line_num = 1
    line_start = 0
    for mo in TOK.finditer(code):
        kind = mo.lastgroup
        value = mo.group()
        column = mo.start() - line_start
        if kind == 'NUMBER':
            value = float(value) if '.' in value else int(value)
            value = str(value)
        elif kind == 'ID' and value in keywords:
            kind = value
        elif kind == 'NEWLINE':
            line_start = mo.end()
            line_num += 1
            continue
        elif kind == 'SKIP':
            continue
        elif kind == 'MISMATCH':
            raise RuntimeError(f'{value!r} unexpected on line {line_num}')
        yield Token(kind, value, line_num, column)

SPEC = [
        ('NUMBER',   r'\d+(\.\d*)?'),
        ('ASSIGN',   r':='),
        ('END',      r';'),
        ('ID',       r'[A-Za-z]+'),
        ('OP',       r'[+\-*/]'),
        ('NEWLINE',  r'\n'),
        ('SKIP',     r'[ \t]+'),
        ('MISMATCH', r'.'),
]
TOK = re.compile('|'.join('(?P<%s>%s)' % pair for pair in SPEC))

statements = '''
    IF quantity THEN
        total := total + price * quantity;
        tax := price * 0.05;
    ENDIF;
'''

class Kind(enum.Enum):
    NUM = r"\d+"
    PLUS = r"\+"
    WS = r"\s+"

LEX = {kind: re.compile(kind.value) for kind in Kind}

def lex(s):
    i = 0
    out = []
    while i < len(s):
        for kind, rx in LEX.items():
            m = rx.match(s, i)
            if m:
                if kind != Kind.WS:
                    out.append((kind.name, m.group(0)))
                i = m.end()
                break
        else:
            raise SyntaxError("bad char %r at %d" % (s[i], i))
    return out

class Markdown:
    RULES = [
        (re.compile(r'\*\*(.+?)\*\*'), r'<b>\1</b>'),
        (re.compile(r'\*(.+?)\*'), r'<i>\1</i>'),
        (re.compile(r'`([^`]+)`'), r'<code>\1</code>'),
        (re.compile(r'\[([^\]]+)\]\(([^)]+)\)'), r'<a href="\2">\1</a>'),
    ]
    def __init__(self):
        self.out: List[str] = []
        self.links = 0
    def _count(self, m):
        self.links += 1
        return m.group(0) + "[%d]" % self.links
    def convert(self, text):
        in_list = False
        for line in text.split("\n"):
            m = re.match(r'^(#{1,6})\s+(.*)$', line)
            if m:
                level = len(m.group(1))
                self.out.append("<h%d>%s</h%d>" % (level, self.inline(m.group(2)), level))
                continue
            m = re.match(r'^[-*]\s+(.*)', line)
            if m is not None:
                if not in_list:
                    self.out.append("<ul>")
                    in_list = True
                self.out.append("<li>" + self.inline(m.group(1)) + "</li>")
                continue
            if in_list:
                self.out.append("</ul>")
                in_list = False
            if line.strip():
                self.out.append(f"<p>{self.inline(line)}</p>")
        return "\n".join(self.out)
    def inline(self, s):
        for rx, rep in self.RULES:
            s = rx.sub(rep, s)
        return re.sub(r'</a>', self._count, s)

class Scanner:
    def __init__(self, rules):
        self.regex = None
    
LOG = re.compile(r'^(?P<ip>\d+(?:\.\d+){3}) - (?P<user>\S+) \[(?P<when>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (?P<size>\d+|-)$')

def logs(lines):
    total = 0
    hits = Counter()
    for line in lines:
        m = LOG.match(line)
        if not m:
            print("bad line:", line)
            continue
        d = m.groupdict()
        hits[d["path"]] += 1
        if d["size"] != "-":
            total += int(d["size"])
        ip, user, *rest = m.groups()
        print(ip, user, rest[0], int(m["status"]) // 100)
    print(total, hits.most_common())

def template(text, values):
    def repl(match):
        name = match.group(1)
        if name not in values:
            return match.group(0)
        return values[name]
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", repl, text)

def sexpr(s):
    tokens = re.findall(r'[()]|[^\s()]+', s)
    pos = 0
    depth = 0
    best = 0
    for t in tokens:
        if t == "(":
            depth += 1
        elif t == ")":
            depth -= 1
        best = max(best, depth)
    return tokens, best

def camel(name):
    s1 = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub('([a-z0-9])([A-Z])', r'\1_\2', s1).lower()

def natural_key(s):
    return [int(t) if t.isdigit() else 0 for t in re.split(r'(\d+)', s)]

def parse_ini(text: str) -> dict:
    section: Optional[str] = None
    result = {}
    for line in text.splitlines():
        if m := re.match(r"\[(\w+)\]", line):
            section = m.group(1)
            result[section] = {}
        elif (m := re.match(r"(\w+)\s*[=:]\s*(.*)", line)) and section is not None:
            key, value = m.group(1, 2)
            result[section][key] = value
    return result

def find_dates(text: str) -> List[Tuple[str, str, str]]:
    return re.findall(r"(\d{4})-(\d{2})-(\d{2})", text)

def main():
    for token in tokenize(statements):
        print(token)
    print(lex("12+ 3"))
    print(Markdown().convert("# Title *x*\n\nHello **bold** and `code`\n- one [a](b)\n- two\n\nend [c](d)"))
    logs(['1.2.3.4 - bob [10/Oct/2000:13:55:36] "GET /x.html HTTP/1.0" 200 2326', 'junk', '9.9.9.9 - - [x] "POST /y HTTP" 404 -'])
    print(template("Hi {{ name }}, {{x}} {{ age}}", {"name": "Bob", "age": "3"}))
    print(sexpr("(define (f x) (* x 2))"))
    print(camel("getHTTPResponseCode"), camel("simpleTest"))
    print(sorted(["a10", "a9", "a1"], key=natural_key))
    print(parse_ini("[a]\nx = 1\ny: 2\n[b]\nz=3"))
    for y, m, d in find_dates("on 2020-01-02 and 2021-11-30"):
        print(int(y) + int(m) + int(d))
    words = re.findall(r"\b[a-z]+\b", "the quick the lazy".lower())
    print(Counter(words).most_common(2), len(set(words)))
    ipv4 = re.compile(r"^(\d{1,3})\.(\d{1,3})$")
    m = ipv4.match("10.20")
    if m:
        print(all(int(g) < 256 for g in m.groups()), [int(g) for g in m.groups()], tuple(map(int, m.groups())), list(map(int, m.groups())))
    parts = [p for p in re.split(r"([+\-*/()])|\s+", "1 + (2*3)") if p]
    print(parts)
    print("%s-%s" % m.groups() if m else "")
    email = re.fullmatch(r"[\w.+-]+@[\w-]+\.[\w.]+", "a.b@c.de")
    print(bool(email), email is not None, email.group() if email else None)
    text = "one two three"
    print(re.sub(r"(?P<first>\w+) (?P<second>\w+)", r"\g<second> \g<first>", text), re.sub(r"\b(\w)", lambda m: m.group(1).upper(), text))
    it = re.finditer(r"\w+", text)
    print(next(it).group(), [m.start() for m in it], sum(1 for _ in re.finditer("o", text)))
    print({m.group(1): m.group(2) for m in re.finditer(r"(\w)(\w)", text)})
    print(min(re.finditer(r"\w+", text), key=lambda m: m.end() - m.start()).group())

if __name__ == "__main__":
    main()
