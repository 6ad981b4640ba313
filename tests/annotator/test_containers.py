"""Inference about containers and strings, and the shape of native and library operations."""

import collections
import operator

import pytest

from tests.support.annotation import annotated, codes_of, result_of
from weft.annotator.lattice import INTEGER, STRING, SomeList


def check(function, expected, *arguments):
    assert str(result_of(function, *arguments)) == expected


def test_items_are_joined():
    def f(n):
        items = []
        for i in range(n):
            items.append(i - 5)
        return items

    check(f, "list[int]", INTEGER)


def test_reading_before_writing():
    def f(n):
        items = []
        total = 0
        for i in range(n):
            if items:
                total += items[-1]
            items.append(i)
        return total

    check(f, "int", INTEGER)


def test_resized_and_mutated():
    def f():
        fixed = [1, 2]
        fixed[0] = 5
        growing = [3]
        growing.append(4)
        return fixed, growing

    fixed, growing = result_of(f).items
    assert fixed.definition.find().mutated and not fixed.definition.find().resized
    assert growing.definition.find().resized


def test_lists_that_meet_share_everything():
    def f(n):
        one = [1]
        other = [2.5] if n < 0 else None
        chosen = [n] if n > 3 else one
        one.append(2)
        return chosen, other

    chosen, _ = result_of(f, INTEGER).items
    assert chosen.definition.find().resized


def test_a_list_that_holds_itself():
    class Tree:
        def __init__(self):
            self.children = []

    def f():
        tree = Tree()
        tree.children.append(tree)
        return tree.children[0].children

    found = result_of(f)
    assert isinstance(found, SomeList)
    assert str(found) == "list[Tree]"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1, 2][0:1]", "list[int]"),
        ("[n] * 3", "list[int]"),
        ("[n] + [2]", "list[int]"),
        ("{n: 'a'}", "dict[int, str]"),
        ("{n: 'a'}.get(1)", "str or None"),
        ("{n: 2}.get(1)", "int or None"),
        ("{n: 2}.get(1, 0)", "int"),
        ("list({n: 'a'}.items())", "list[tuple[int, str]]"),
        ("{n, 2} | {3}", "set[int]"),
        ("frozenset([n])", "frozenset[int]"),
        ("(n, 'a') + (2.5,)", "tuple[int, str, float]"),
        ("(n, 'a', 2.5)[1:]", "tuple[str, float]"),
        ("(n, 'a')[-1]", "str"),
        ("(n, 2)[n]", "int"),
        ("'abc'[n]", "str"),
        ("b'abc'[n]", "int"),
        ("b'abc'[1:]", "bytes"),
        ("bytearray(n)", "bytearray"),
        ("[c for c in 'abc']", "list[str]"),
        ("{k: len(k) for k in ['a']}", "dict[str, int]"),
        ("n in [1, 2]", "bool"),
        ("'a' in 'abc'", "bool"),
        ("n in (1, 2)", "bool"),
        ("str(n) + repr(2.5)", "str"),
        ("'%d %s' % (n, 2.5)", "str"),
        ("f'{n:>5} {2.5!r}'", "str"),
        ("'{} {name}'.format(n, name=2)", "str"),
        ("','.join(str(i) for i in range(n))", "str"),
        ("sorted([3, n])", "list[int]"),
        ("list(range(n))[::2]", "list[int]"),
        ("list(reversed([n]))", "list[int]"),
        ("[n] == [2]", "bool"),
        ("(n, 'a') < (2, 'b')", "bool"),
        ("hash((n, 'a'))", "int"),
        ("dict.fromkeys([n], 0)", "dict[int, int]"),
        ("min(n, 3)", "int"),
        ("n if n else None", "int or None"),
        ("tuple([n])", "tuple[int, ...]"),
        ("tuple([n])[1:] + tuple('ab' and [2])", "tuple[int, ...]"),
        ("tuple([n]) == (1,)", "bool"),
        ("repr(tuple([n]))", "str"),
        ("{tuple([n]): 1}", "dict[tuple[int, ...], int]"),
        ("sorted([(n, 'a')], key=operator.itemgetter(1))", "list[tuple[int, str]]"),
        ("(operator.add if n else operator.sub)(n, 1)", "int"),
        ("(lambda a, b: a + b)(*[n, 2])", "int"),
        ("print(n, 'a', sep='-')", "None"),
    ],
)
def test_expressions(source, expected):
    scope = {"operator": operator}
    exec(f"def f(n):\n    return {source}\n", scope)
    check(scope["f"], expected, INTEGER)


def test_character_strings():
    def f(text):
        return [c for c in text]  # noqa: C416

    assert result_of(f, STRING).definition.find().item.char


def test_unpacking():
    def f(n):
        a, (b, c) = n, ("x", 2.5)
        first, *rest = [a, 2, 3]
        return b, c, first, rest

    check(f, "tuple[str, float, int, list[int]]", INTEGER)


def test_defaultdict_and_counter():
    def f(words):
        groups = collections.defaultdict(list)
        counts = collections.Counter()
        other = collections.defaultdict(list)
        for word in words.split():
            groups[len(word)].append(word)
            counts[word] += 1
            other[word].append(2.5)
        return groups, counts, other

    check(f, "tuple[dict[int, list[str]], dict[str, int], dict[str, list[float]]]", STRING)


def test_native_operations_leave_no_call_site():
    def f(n):
        items = [n]
        items.append(2)
        d = {n: "a"}
        return items[0] + len(items), d[n], n in d, items[1:]

    assert annotated(f, INTEGER).calls == {}


def test_library_operations_leave_one():
    def f(n):
        return sorted([n])

    program = annotated(f, INTEGER)
    (operation,) = [op for _, op in program.entry.operations() if op.name == "call"]
    site = program.call_site(operation)
    assert site.targets[0].graph in program.graphs


def test_wrap_of_special_methods():
    class Bag:
        def __len__(self):
            return 3

        def __eq__(self, other):
            return True

        __hash__ = None

    def f():
        bag = Bag()
        return not bag, bag != Bag()

    program = annotated(f)
    wraps = sorted(program.call_site(op).wrap for _, op in program.entry.operations() if program.call_site(op))
    assert wraps[-2:] == ["not", "not"] or wraps[-2:] == ["bool", "not"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[1, 'a']", "W0102"),
        ("{1: 2, 'a': 3}", "W0103"),
        ("{1: 2, 3: 'a'}", "W0104"),
        ("{1, 'a'}", "W0108"),
        ("'a' + n", "W0107"),
        ("-'a'", "W0107"),
        ("(1, 2)[5]", "W0109"),
        ("n < 'a'", "W0111"),
        ("{[n]: 2}", "W0112"),
        ("[i for i in n]", "W0113"),
        ("n[0]", "W0113"),
        ("n()", "W0113"),
        ("len(n)", "W0113"),
        ("'a'.uper()", "W0202"),
        ("n.foo", "W0202"),
        ("memoryview(b'a')", "W0402"),
        ("chr('a')", "W0110"),
        ("abs()", "W0301"),
        ("[].append(1, 2)", "W0302"),
        ("print(n, sepp='')", "W0303"),
        ("getattr(n, str(n))", "W0404"),
    ],
)
def test_refused(source, code):
    scope = {}
    exec(f"def f(n):\n    return {source}\n", scope)
    assert codes_of(scope["f"], INTEGER) == [code]
