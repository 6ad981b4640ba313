"""Random low-level programs that keep references in variables while memory is allocated: `random_text(seed)`.

The blocks of the main function branch to each other at random, also into the middle of loops, and swap their variables;
what is called allocates, or raises.  Fuel sees to it that every program ends.
"""

from __future__ import annotations

import random
from typing import Final

from weft.rtyper.lltype.types import SIGNED, Ptr, Struct

BASE: Final = Struct("Base", {"value": SIGNED})
NODE: Final = Struct("Node", {"next": Ptr(BASE)}, parent=BASE)
PAIR: Final = Struct("Pair", {"first": Ptr(BASE), "second": Ptr(BASE)})
STRUCTS: Final = (BASE, NODE, PAIR)

RETURNING: Final = ("other", "choose", "part", "deep", "guarded")
"""Functions that return an argument, something new, or what they found in an object."""
RAISING: Final = ("risky", "strict")

_FUNCTIONS: Final = """
graph @make -> *Node {
entry(value: Signed, next: *Base):
    node: *Node = malloc[struct Node]()
    setfield[value](node, value)
    setfield[next](node, next)
    goto return(node)
}
graph @other -> *Base {
entry(x: *Base, n: Signed):
    made: *Node = direct_call(@make, n, x)
    old: *Base = getfield[next](made)
    even: Signed = int_and(n, 1)
    choice: Bool = int_eq(even, 0)
    switch choice
        false -> return(old)
        true  -> new(made)
new(made.1: *Node):
    base: *Base = cast_pointer[*Base](made.1)
    goto return(base)
}
graph @risky -> *Node {
entry(n: Signed):
    rest: Signed = int_and(n, 3)
    bad: Bool = int_eq(rest, 0)
    switch bad
        false -> fine(n)
        true  -> raise(@a_ValueError: *BaseException)
fine(n: Signed):
    node: *Node = direct_call(@make, n, null: *Base)
    goto return(node)
}
graph @choose -> *Base {
entry(x: *Base, n: Signed):
    low: Signed = int_and(n, 1)
    odd: Bool = int_eq(low, 1)
    switch odd
        false -> attribute(x, n)
        true  -> more(x, n)
attribute(x: *Base, n: Signed):
    first: *Node = direct_call(@make, n, x)
    first_base: *Base = cast_pointer[*Base](first)
    second: *Node = direct_call(@make, n, first_base)
    lost: *Node = direct_call(@make, n, x)
    found: *Base = getfield[next](second)
    goto return(found)
more(x: *Base, n: Signed):
    bit: Signed = int_and(n, 2)
    zero: Bool = int_eq(bit, 0)
    made: *Node = direct_call(@make, n, x)
    switch zero
        false -> return(x)
        true  -> fresh(made, x)
fresh(made: *Node, x: *Base):
    lost: *Node = direct_call(@make, 1, x)
    base: *Base = cast_pointer[*Base](made)
    goto return(base)
}
graph @two -> *Pair {
entry(x: *Base, n: Signed):
    made: *Node = direct_call(@make, n, x)
    pair: *Pair = malloc[struct Pair]()
    base: *Base = cast_pointer[*Base](made)
    setfield[first](pair, base)
    setfield[second](pair, x)
    goto return(pair)
}
graph @part -> *Base {
entry(x: *Base, n: Signed):
    pair: *Pair = direct_call(@two, x, n)
    first: *Base = getfield[first](pair)
    second: *Base = getfield[second](pair)
    lost: *Node = direct_call(@make, n, first)
    bit: Signed = int_and(n, 2)
    zero: Bool = int_eq(bit, 0)
    switch zero
        false -> return(first)
        true  -> return(second)
}
graph @deep -> *Base {
entry(x: *Base, n: Signed):
    depth: Signed = int_and(n, 7)
    over: Bool = int_eq(depth, 0)
    switch over
        false -> further(x, depth)
        true  -> return(x)
further(x: *Base, depth: Signed):
    made: *Node = direct_call(@make, depth, x)
    base: *Base = cast_pointer[*Base](made)
    less: Signed = int_sub(depth, 1)
    result: *Base = direct_call(@deep, base, less)
    lost: *Node = direct_call(@make, depth, base)
    bit: Signed = int_and(depth, 4)
    zero: Bool = int_eq(bit, 0)
    switch zero
        false -> return(base)
        true  -> return(result)
}
graph @strict -> *Node {
entry(n: Signed):
    before: *Node = direct_call(@make, n, null: *Base)
    result: *Node = direct_call(@risky, n)
    try
        ok -> fine(result, before)
        @ValueError(e: *BaseException) -> failed(e, before)
fine(result: *Node, before: *Node):
    base: *Base = cast_pointer[*Base](before)
    cleanup: *Node = direct_call(@make, 1, base)
    setfield[next](result, base)
    goto return(result)
failed(e: *BaseException, before: *Node):
    base: *Base = cast_pointer[*Base](before)
    cleanup: *Node = direct_call(@make, 2, base)
    goto raise(e)
}
graph @guarded -> *Base {
entry(x: *Base, n: Signed):
    result: *Node = direct_call(@strict, n)
    try
        ok -> fine(result, x)
        @ValueError(e: *BaseException) -> failed(x, n)
fine(result: *Node, x: *Base):
    cleanup: *Node = direct_call(@make, 3, x)
    base: *Base = cast_pointer[*Base](result)
    goto return(base)
failed(x: *Base, n: Signed):
    cleanup: *Node = direct_call(@make, n, x)
    goto return(x)
}
graph @quiet -> Signed {
entry(x: *Base):
    value: Signed = getfield[value](x)
    goto return(value)
}
"""


class _Generator:
    """Writes the main function."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.blocks = self.random.randint(2, 9)
        self.variables = self.random.randint(1, 6)
        self.lines: list[str] = []
        self.count = 0

    def text(self) -> str:
        """Return the program."""
        names = [f"x{i}" for i in range(self.variables)]
        start = [f"    {x}: *Node = direct_call(@make, {i}, null: *Base)" for i, x in enumerate(names)]
        self.lines = ["graph @main -> Signed {", "entry(fuel: Signed):", *start]
        self.lines.append(f"    goto b0({', '.join(['fuel', '0', *names])})")
        for index in range(self.blocks):
            self._block(index)
        self.lines += ["done(total: Signed):", "    goto return(total)", "}"]
        return _FUNCTIONS + "\n".join(self.lines) + "\n"

    def _name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}.{self.count}"

    def _header(self, label: str, names: list[str]) -> None:
        arguments = ["fuel: Signed", "total: Signed", *(f"{name}: *Node" for name in names)]
        self.lines.append(f"{label}({', '.join(arguments)}):")

    def _block(self, index: int) -> None:
        names = [f"x{i}" for i in range(self.variables)]
        self._header(f"b{index}", names)
        self._line("empty: Bool = int_lt(fuel, 1)")
        self._line("switch empty")
        self._line(f"    false -> c{index}({', '.join(['fuel', 'total', *names])})")
        self._line("    true  -> done(total)")
        self._header(f"c{index}", names)
        total = "total"
        for _ in range(self.random.randint(0, 4)):
            total = self._operation(names, total)
        self._line("less: Signed = int_sub(fuel, 1)")
        if self.random.random() < 0.25:
            total = self._risky(index, names, total)
        else:
            self._line("left: Signed = int_sub(fuel, 1)")
        self._branch(names, total)

    def _line(self, text: str) -> None:
        self.lines.append("    " + text)

    def _operation(self, names: list[str], total: str) -> str:
        """Write one operation that changes a variable in `names`, or the total; return the name of the total."""
        place = self.random.randrange(len(names))
        x, y = names[place], self.random.choice(names)
        base = self._name("base")
        kind = self.random.choice(
            ("make", "malloc", "returned", "returned", "next", "link", "value", "quiet", "collect")
        )
        if kind == "make":
            self._line(f"{base}: *Base = cast_pointer[*Base]({y})")
            names[place] = self._name("made")
            self._line(f"{names[place]}: *Node = direct_call(@make, {total}, {base})")
        elif kind == "malloc":
            names[place] = self._name("new")
            self._line(f"{names[place]}: *Node = malloc[struct Node]()")
            self._line(f"setfield[value]({names[place]}, {total})")
        elif kind == "returned":
            names[place], result = self._name("cast"), self._name("returned")
            self._line(f"{base}: *Base = cast_pointer[*Base]({x})")
            self._line(f"{result}: *Base = direct_call(@{self.random.choice(RETURNING)}, {base}, fuel)")
            self._line(f"{names[place]}: *Node = cast_pointer[*Node]({result})")
        elif kind == "next":
            self._next(names, place)
        elif kind == "link":
            self._line(f"{base}: *Base = cast_pointer[*Base]({y})")
            self._line(f"setfield[next]({x}, {base})")
        elif kind == "collect":
            self._line("gc_collect()")
        else:
            return self._value(x, base, total, quiet=kind == "quiet")
        return total

    def _next(self, names: list[str], place: int) -> None:
        """A variable becomes what another one that was just linked leads to."""
        base, found = self._name("base"), self._name("found")
        self._line(f"{base}: *Base = cast_pointer[*Base]({self.random.choice(names)})")
        self._line(f"setfield[next]({names[place]}, {base})")
        self._line(f"{found}: *Base = getfield[next]({names[place]})")
        names[place] = self._name("next")
        self._line(f"{names[place]}: *Node = cast_pointer[*Node]({found})")

    def _value(self, x: str, base: str, total: str, *, quiet: bool) -> str:
        value, mixed, small = self._name("value"), self._name("mixed"), self._name("total")
        if quiet:
            self._line(f"{base}: *Base = cast_pointer[*Base]({x})")
            self._line(f"{value}: Signed = direct_call(@quiet, {base})")
        else:
            self._line(f"{value}: Signed = getfield[value]({x})")
        scaled = self._name("scaled")
        self._line(f"{scaled}: Signed = int_mul({total}, 31)")
        self._line(f"{mixed}: Signed = int_add({scaled}, {value})")
        self._line(f"{small}: Signed = int_and({mixed}, 16777215)")
        return small

    def _risky(self, index: int, names: list[str], total: str) -> str:
        """End the block with a call that may raise; go on in another one."""
        place = self.random.randrange(len(names))
        made = self._name("risky")
        passed = ["less", total, *names]
        self._line(f"{made}: *Node = direct_call(@{self.random.choice(RAISING)}, {total})")
        after = list(passed)
        after[2 + place] = made
        self._line("try")
        self._line(f"    ok -> d{index}({', '.join(after)})")
        self._line(f"    @ValueError(e: *BaseException) -> h{index}({', '.join(passed)})")
        arguments = [f"x{i}" for i in range(len(names))]
        self._header(f"h{index}", arguments)
        moved = self._name("moved")
        self._line(f"{moved}: Signed = int_add(total, 1)")
        arguments_now = list(arguments)
        self._operation(arguments_now, moved)
        self._line(f"goto d{index}({', '.join(['fuel', moved, *arguments_now])})")
        self._header(f"d{index}", arguments)
        self._line("left: Signed = int_sub(fuel, 0)")
        names[:] = arguments
        return "total"

    def _branch(self, names: list[str], total: str) -> None:
        bits = self.random.choice((1, 2, 4))
        self._line(f"mask: Signed = int_and(left, {bits})")
        self._line("way: Bool = int_eq(mask, 0)")
        self._line("switch way")
        for case in ("false", "true "):
            passed = list(names)
            if self.random.random() < 0.4:
                self.random.shuffle(passed)
            elif self.random.random() < 0.3:
                passed[self.random.randrange(len(passed))] = self.random.choice(passed)
            target = self.random.randrange(self.blocks)
            self._line(f"    {case} -> b{target}({', '.join(['left', total, *passed])})")


def random_text(seed: int) -> str:
    """Return a program whose last graph, `main`, takes the fuel."""
    return _Generator(seed).text()
