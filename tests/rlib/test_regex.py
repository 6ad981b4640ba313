"""Regular expressions against CPython's own: random patterns and subjects, the API, and whole programs three ways."""

import re
import time
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rlib.support import outcome
from tests.support.annotation import errors_of
from tests.support.three_ways import check_all
from weft.annotator.lattice import STRING
from weft.rlib import regex_runtime, regex_templates
from weft.rlib.regex_prebuilt import pattern_for

ATOMS = st.sampled_from(
    r"""a b c . ab é 1 [ab] [^a] [^\W\d] [à-ý] [^é\n] [\D1] \w \W \d \s \S ^ $ \b \B \A \Z () (a) (b|c) (a|ab) (a*)
    (?P<x>a) (?P=x) \1 \2 (?(1)a|b) (?=a) (?!b) (?<=a) (?<!b) (?<=a\b) (?>a+) (?:a*b?) (?i:A) (?i:[B-Ck]) (?s:.) (?m:^)
    (?m:$) (?a:\w) (?-i:a) \. (?:) (?i:\1) (?i:ſ)""".split()
)
REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}"])
POSSESSIVE = st.sampled_from(["*+", "++", "?+", "{1,2}+"])
SUBJECTS = st.text("aaabbbcAB1é \nſK٣", max_size=6)


def enclosed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("".join, st.lists(inner, min_size=1, max_size=3)),
        st.builds("({}){}".format, inner, REPEATS),
        st.builds("(?:{}|{}){}".format, inner, inner, REPEATS),
        st.builds("(?{}{})".format, st.sampled_from(["=", "!", ">", "i:"]), inner),
    )


PATTERNS = st.recursive(
    st.one_of(st.builds("{}{}".format, ATOMS, REPEATS), st.builds("{}{}".format, st.sampled_from("ab.")
              , POSSESSIVE)), enclosed, max_leaves=5
)  # fmt: skip
FLAGS = st.sampled_from([0, 0, re.I, re.M, re.S, re.A, re.I | re.A, re.I | re.M | re.S])


def both(pattern: Any, flags: int = 0) -> tuple[Any, Any]:
    """Return our pattern and CPython's; skip what CPython refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = re.compile(pattern, flags)
        return pattern_for(theirs), theirs


def plain(value: Any) -> Any:
    """Return what can be compared of a result."""
    if hasattr(value, "lastindex"):
        spans = [value.span(group) for group in range(value.re.groups + 1)]
        return spans, value.lastindex, value.lastgroup, value.groups("-"), value.groupdict(), repr(value)
    return value


@given(pattern=PATTERNS, flags=FLAGS, subject=SUBJECTS, pos=st.integers(-1, 3), endpos=st.integers(-1, 9))
def test_matching(pattern: str, flags: int, subject: str, pos: int, endpos: int) -> None:
    try:
        ours, theirs = both(pattern, flags)
    except (re.error, RecursionError):
        return
    started = time.process_time()
    theirs.fullmatch(subject), theirs.findall(subject)
    if time.process_time() - started > 0.002:
        return  # exponential, and hundreds of times slower when not translated
    for method in ("match", "search", "fullmatch"):
        for bounds in ((), (pos,), (pos, endpos)):
            found, expected = (getattr(p, method)(subject, *bounds) for p in (ours, theirs))
            assert plain(found) == plain(expected)
    for bounds in ((), (pos, endpos)):
        assert ours.findall(subject, *bounds) == theirs.findall(subject, *bounds)
        assert list(map(plain, ours.finditer(subject, *bounds))) == list(map(plain, theirs.finditer(subject, *bounds)))
    for count in (0, 1, 2):
        assert ours.split(subject, count) == theirs.split(subject, count)
        assert ours.subn("<>", subject, count) == theirs.subn("<>", subject, count)
        assert ours.sub(r"[\g<0>]", subject, count) == theirs.sub(r"[\g<0>]", subject, count)
        assert ours.sub(lambda m: m.group().upper(), subject) == theirs.sub(lambda m: m.group().upper(), subject)


@given(pattern=PATTERNS, subject=SUBJECTS, template=st.sampled_from([b"x", rb"[\g<0>]", b"\\n"]))
def test_bytes(pattern: str, subject: str, template: bytes) -> None:
    data = subject.encode("latin-1", "replace")
    try:
        ours, theirs = both(pattern.encode("latin-1", "ignore"))
    except (re.error, RecursionError):
        return
    assert plain(ours.search(data)) == plain(theirs.search(data))
    for method in ("findall", "split"):
        assert getattr(ours, method)(data) == getattr(theirs, method)(data)
    assert ours.sub(template, data) == theirs.sub(template, data)


TEMPLATES = st.lists(
    st.sampled_from([r"\1", r"\2", r"\3", r"\12", r"\0", r"\07", r"\101", r"\777", r"\n", r"\q", "\\", r"\\", r"\g<x>",
                     r"\g<1>", r"\g<", r"\g", r"\g<y>", r"\g<9>", r"\g<>", r"\g<a b>", "a", "<", ">", "é", r"\-"]),
    max_size=4,
).map("".join)  # fmt: skip


@given(template=TEMPLATES, subject=SUBJECTS)
def test_templates(template: str, subject: str) -> None:
    ours, theirs = both("(?P<x>a)|(b)")
    found, expected = outcome(ours.sub, template, subject), outcome(theirs.sub, template, subject)
    assert found == expected
    for ours_match, theirs_match in zip(ours.finditer(subject), theirs.finditer(subject), strict=True):
        assert outcome(ours_match.expand, template) == outcome(theirs_match.expand, template)


@given(text=st.text())
def test_escape(text: str) -> None:
    assert regex_templates.escape(text) == re.escape(text)
    assert regex_templates.escape(text.encode()) == re.escape(text.encode())


def test_match_objects() -> None:
    ours, theirs = (p.search("..foo-bar", 1, 8) for p in both("(?P<a>[a-z]+)-(?P<b>[a-z]+)(x)?"))
    for match in (ours, theirs):
        assert match.group("a", 2) == ("foo", "ba")
        assert (match[0], match["b"], match[3]) == ("foo-ba", "ba", None)
        assert (match.group(1, "b", 3), match.group(1, 2, 1, 2)) == (("foo", "ba", None), ("foo", "ba", "foo", "ba"))
        assert (match.pos, match.endpos, match.string) == (1, 8, "..foo-bar")
        assert match.regs == ((2, 8), (2, 5), (6, 8), (-1, -1))
        assert (match.start("a"), match.end("b"), match.span(3), match.start(3)) == (2, 8, (-1, -1), -1)
        assert outcome(match.group, 4) == outcome(match.group, "c") == (IndexError, "no such group")
        assert outcome(match.span, -1) == (IndexError, "no such group")


def test_patterns() -> None:
    for flags in (0, re.I, re.I | re.M | re.S | re.X | re.A):
        ours, theirs = both("(?P<a>x) # y", flags)
        assert repr(ours) == repr(theirs)
        assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)
        assert ours.groupindex == theirs.groupindex


def test_no_recursion() -> None:
    ours, _ = both("(?:(a)|b)*c|(?:ab?)*?$")
    text = "ab" * 50_000
    assert ours.match(text + "c").span(1) == (99_998, 99_999)
    assert ours.match(text).end() == 100_000


PIECES = st.lists(
    st.sampled_from([
        *"abc.^$|()[]{}*+?\\-:=!<>#, \nixPé1230", "(?:", "(?P<n>", "(?P=n)", "(?=", "(?!", "(?<=", "(?<!", "(?i)",
        "(?x)",
        "(?i:", "(?-i:", "(?s-x:", "(?(1)", "(?(n)", "(?>", "(?#", "{2}", "{1,2}", "{,3}", "{2,}", "*?", "+?", "++",
        "[a-c]", "[^a]", "[]a]", "[a-]", r"\d", r"\W", r"\b", r"\B", r"\A", r"\Z", r"\1", r"\2", r"\12", r"\101", r"\0",
        r"\08", r"\x41", r"\x4", r"\u0041", r"\u00", r"\U00000041", r"\q", r"\n", r"\.", r"[\d-]", r"[\b]", "[b-a]",
        r"[\w-z]", "[a", "(a)", "(b|c)", "(?P<n>a)", "(?P<a b>", "(?P>", "(?a)", "(?u)", "(?L)", "(?ai:", "(?au:",
        "(?q)",
        "(?i-", "(?i-q", "(?i-i:", "(?<a", "(?(0)", "(?(99)", "(?(x)", "(?", "a{3,2}", "a{99999999999}", "(?ix)",
    ]), min_size=1, max_size=6).map("".join)  # fmt: skip


@pytest.mark.filterwarnings("ignore::FutureWarning")  # about sets in sets
@given(pattern=PIECES, flags=st.sampled_from([0, 0, re.I, re.X, re.M | re.S, re.A]), subjects=st.lists(SUBJECTS))
def test_run_time_patterns(pattern: str, flags: int, subjects: list[str]) -> None:
    ours, theirs = outcome(regex_runtime.compile_text, pattern, int(flags)), outcome(re.compile, pattern, flags)
    if isinstance(theirs, tuple):
        # Of several errors CPython tells that of a backslash at the end as soon as it sees it.
        assert ours == theirs or (pattern.endswith("\\") and ours[0] is theirs[0])
        return
    assert (ours.flags, ours.groups, ours.groupindex) == (theirs.flags, theirs.groups, theirs.groupindex)
    for subject in subjects:
        assert plain(ours.search(subject)) == plain(theirs.search(subject))


# Programs -----------------------------------------------------------------------------------------------------------

TOKENS = re.compile("|".join(f"(?P<{name}>{part})" for name, part in [
    ("NUMBER", r"\d+(?:\.\d*)?"), ("NAME", r"[^\W\d]\w*"), ("OP", r"[-+*/()=]|<=?"), ("SPACE", r"\s+")]))  # fmt: skip
RULES = [(re.compile("[a-z]+"), "word"), (re.compile(r"(\d)(\d)?"), "digits"), (re.compile("(?P<s> )|;"), "other")]
next_token = re.compile(r"\s*(?:(\d+)|(.))").match


class Reader:
    """Patterns in a class, in an instance and from elsewhere."""

    item = re.compile(r"(?P<key>\w+)\s*=\s*(?P<value>[^;]*);?", re.I)

    def __init__(self, text: str) -> None:
        self.text = text
        self.blank = re.compile(r"\s+")

    def read(self) -> list[tuple[str, str]]:
        return self.item.findall(self.blank.sub(" ", self.text))


def tokens(text: str) -> str:
    found = [(m.lastgroup, m.group(m.lastgroup), m.start()) for m in TOKENS.finditer(text) if m.lastgroup != "SPACE"]
    return f"{found} {[m.lastindex for m in TOKENS.finditer(text)]}"


def rules(text: str) -> str:
    found, pos = [], 0
    while pos < len(text):
        for rule, name in RULES:
            m = rule.match(text, pos)
            if m:
                found.append(f"{name} {m.group()} {m.groups()} {m.groups('')} {m.lastgroup} {m.re.groups}")
                pos = m.end()
                break
        else:
            return f"{found} stopped at {pos}"
    return str(found)


def functions(text: str) -> str:
    m = next_token(text)
    first = None if m is None else m.groups()
    results = [
        f"{first} {Reader(text).read()} {re.escape(text)}",
        f"{re.findall('A', text, re.I)} {re.findall('^.', text, flags=re.M | re.S)} {re.findall('(.)(.)', text)}",
        f"{re.split('[,;] *', text)} {re.split('(,)|;', text, maxsplit=1)} {re.split('x*', text)}",
        re.sub("[aeiou]", "", text)
        + re.sub("([a-z])([a-z])", r"<\2\1>", text)
        + repr(re.subn(" ", "_", text, count=1)),
        re.sub(r"[0-9]+", lambda m: str(int(m.group()) + 1), text) + re.sub("b", text_of_span, text),
        f"{re.search('[b-d]+', text)} {re.fullmatch('[a-z]*', text)} {re.compile('(a)|.').match(text, 1)}",
        f"{[m.span() for m in re.finditer('a*', text)]} {dict(re.findall('([a-z])=([0-9])', text))}",
        f"{re.search('(?i)É+', text)} {re.compile('x', re.I | re.X)!r} {re.compile(TOKENS).flags}",
    ]
    return "\n".join(results)


def text_of_span(m: "re.Match[str]") -> str:
    a, b = m.span()
    return f"{a}-{b}"


def groups(text: str) -> str:
    m = re.match(r"(\w+)(?:-(?P<n>\w+))?", text)
    if not m:
        return "none"
    second = m and m.group(2)  # type: ignore[truthy-bool, redundant-expr]
    a, b = m.groups()
    c, d, e = m.group(1, "n", 0)
    more = m.expand(r"\1\1")
    return f"{second} {a} {b} {c} {d} {e} {m['n']} {m[0]} {m.groupdict()} {more} {m.group('n') is None} {len(m[1])}"


def data(text: str) -> str:
    subject = text.encode()
    found = re.search(rb"(?P<n>\w)(x)?", subject)
    first = None if found is None else (found.group(), found["n"], found.groups(), found.expand(rb"<\1>"))
    lists = (re.findall(b"[a-c]+", subject), re.findall(rb"(\w)(.)", subject), re.split(b"([,;])|=", subject))
    return f"{first} {lists} {re.sub(rb'(?i)a|(x)', lambda m: b'-' + m.group() + b'-', subject)} {re.escape(subject)}"


def run_time(text: str) -> str:
    try:
        m = re.search(text, "foo-bar 3;")
        return f"{m} {m and m.groups()} {[m.span() for m in re.finditer(re.escape(text), text + text)]}"
    except re.error as error:
        return f"{error}"


def wrong(text: str) -> str:
    number = len(text)
    if number == 0:
        try:
            return re.sub("a", r"\1", "b" + "a")
        except re.error as error:
            return f"{error}"
    if number == 1:
        return str(re.match("a", "a").group(number))
    if number == 2:
        return re.match("a", "b" * number).group()
    return re.compile("(?P<a>a)").sub(r"\g<" + "b>", "a")


TEXTS = ["x = 3.1 * (y1 <= é)", "ab12 3;q?", "a=1; B = two", "xaabcd, 99É\nX", "", "foo-bar"]


def test_programs() -> None:
    cases: list[tuple[Any, ...]] = [(function, text) for function in (tokens, rules, groups) for text in TEXTS]
    check_all([*cases, *[(wrong, "x" * number) for number in range(4)]])


@pytest.mark.slow
def test_more_programs() -> None:
    check_all([(function, text) for function in (functions, data, run_time) for text in TEXTS])


def run_time_pattern(text: str) -> list[str]:
    return re.findall(text + "+", "aab")


def wrong_pattern(text: str) -> bool:
    return re.match("(" + "x", text) is None


def test_diagnostics() -> None:
    for function, words in ((run_time_pattern, "only known at run time"), (wrong_pattern, "missing )")):
        found = errors_of(function, STRING)
        assert len(found) == 1 and words in found[0].message
