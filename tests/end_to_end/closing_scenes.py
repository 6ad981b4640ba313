"""Scenes with generators that are dropped before their end; what happens is written to LOG."""

from __future__ import annotations

from itertools import chain, islice, takewhile

LOG: list[str] = []


def say(text):
    LOG.append(text)


def gen(name, n=5):
    try:
        for i in range(n):  # noqa: UP028 - the generator itself has to be suspended
            yield i
    finally:
        say(f"closed {name}")


def words(name):
    try:
        yield "a"
        yield "b"
    except GeneratorExit:
        say(f"exit {name}")
        raise


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self.name

    def __exit__(self, cls, value, traceback):
        say(f"exit of {self.name} {cls is None}")


def managed(name):
    with Manager(name) as manager:
        yield manager
        yield name


def outer(name):
    try:
        yield 100
        result = yield from gen(name + ".inner")
        say(f"not reached {result}")
    finally:
        say(f"outer closed {name}")


def holder(it):
    for x in it:
        yield x * 2


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            say("goes on")


def failing():
    try:
        yield 1
    finally:
        say("fails")
        raise ValueError("nobody sees this")


# Loops ------------------------------------------------------------------------------------------------------------


def loop_break():
    for x in gen("break"):
        if x == 2:
            break
    say("after break")
    for s in managed("m"):
        say(f"{s}")
        break
    for _ in stubborn():
        break
    for _ in failing():
        break
    say("end")


def loop_return():
    def find():
        for x in gen("outer"):
            for y in gen("inner" + str(x)):
                if y == 1:
                    break
            if x == 1:
                return x, y
        return 0, 0

    def in_finally():
        try:
            for x in gen("try"):
                return x
        finally:
            say("finally")
        return 7

    say(f"{find()} {in_finally()}")


def loop_raise():
    def raising():
        for x in gen("raise"):
            if x == 2:
                raise ValueError(x)

    try:
        raising()
    except ValueError as error:
        say(f"caught {error}")
    try:
        for x in gen("here"):
            say(f"{1 // x}")
    except ZeroDivisionError:
        say("zero")


def loop_exhausted():
    for x in gen("full", 2):
        say(f"{x}")
    else:
        say("else")
    say(f"{[x + 0 for x in gen('list', 2)]} {sum(gen('sum', 3))}")


# Temporaries ------------------------------------------------------------------------------------------------------


def temporaries():
    say(f"{next(gen('next'))}")
    say(f"{any(x > 1 for x in gen('any'))}")
    say(f"{list(islice(gen('islice'), 3))}")
    say(f"{3 in gen('in')} {next(iter(gen('iter')))}")
    say(f"{gen('method').send(None)}")
    say(f"{next(gen('default', 0), 77)}")
    try:
        a, b = gen("unpacked")
        say(f"{a} {b}")
    except ValueError as error:
        say(f"{error}")
    gen("never started")
    say("end")


# Local variables --------------------------------------------------------------------------------------------------


def local_variables():
    g = gen("first")
    say(f"{next(g)}")
    g = gen("second")
    say(f"assigned {next(g)}")
    del g
    say("deleted")
    g = gen("third")
    h = gen("fourth")
    say(f"{next(g)} {next(h)}")
    g, h = h, g
    say(f"{next(g)} {next(h)}")
    g = None
    if g is None and h is not None:
        say("end")


def in_a_loop():
    for i in range(3):
        g = gen("loop" + str(i))
        say(f"{next(g)}")
    say("loop done")
    while (v := next(g)) < 3:
        say(f"{v}")


def one_of_two():
    for flag in (True, False):
        g = gen("one") if flag else gen("two")
        say(f"{next(g)}")
        h = g or gen("three")
        say(f"{next(h)}")
        g = None
        say(f"{next(h)}")
        if flag:
            late = gen("late")
            say(f"{next(late)}")
    bound = gen("bound").__next__
    say(f"{bound()} {bound()}")
    bound = None
    say("end")


# Calls ------------------------------------------------------------------------------------------------------------


def arguments():
    def borrow(g):
        say(f"borrow {next(g)}")

    def replace(g):
        g = gen("replacement")
        say(f"{next(g)}")

    borrow(gen("temporary"))
    g = gen("mine")
    borrow(g)
    borrow(g)
    replace(g)
    say(f"still mine {next(g)}")
    g.close()
    say("closed by hand")


def results():
    def make(name):
        g = gen(name)
        say(f"first {next(g)}")
        return g

    def passed(g):
        return g

    m = make("made")
    say(f"{next(m)}")
    m = None
    make("dropped")
    say(f"{next(passed(passed(make('passed'))))}")
    say("end")


def recursive():
    def down(n):
        try:
            yield n
            if n < 3:
                yield from down(n + 1)
        finally:
            say(f"level {n}")

    g = down(0)
    say(f"{next(g)} {next(g)} {next(g)}")


class Special:
    def __add__(self, g):
        return next(g)

    def __contains__(self, g):
        return next(g) == 0

    def __lt__(self, g):
        return next(g) == 0

    def __call__(self):
        return gen("call")

    @property
    def fresh(self):
        return gen("property")


def special_methods():
    x = Special()
    say(f"{x + gen('add')} {gen('in') in x} {x < gen('less')}")
    say(f"{next(x())} {next(x.fresh)}")
    say("end")


# Held by iterators ------------------------------------------------------------------------------------------------


def delegating():
    g = outer("suspended in inner")
    next(g)
    next(g)
    g = outer("suspended in outer")
    next(g)
    g = None
    h = holder(gen("held"))
    say(f"{next(h)}")
    h = holder(gen("not started"))
    say("h assigned")
    h = (x + 1 for x in gen("expression") if x != 0)
    say(f"{next(h)}")
    del h
    for x in holder(holder(gen("twice"))):
        say(f"{x}")
        break
    say("end")


def delegating_to_iterators():
    def passing(it, name):
        try:
            yield from it
        except ValueError:
            say(f"passed on to {name}")
        finally:
            say(f"closed {name}")

    say(f"{next(passing(filter(None, gen('filtered')), 'outer'))}")
    say(f"{next(passing(gen('direct'), 'outer'))}")
    for g in (passing(enumerate(gen("numbered")), "thrown into"),):
        say(f"{next(g)}")
        try:
            g.throw(ValueError())
        except StopIteration:
            say("stopped")


def in_builtin_iterators():
    for i, x in enumerate(gen("enumerate")):
        if i + x == 2:
            break
    for a, b in zip(gen("zip 1"), words("zip 2")):
        say(f"{a} {b}")
        break
    for a, b, c in zip(gen("zip 1"), words("zip 2"), gen("zip 3")):
        say(f"{a} {b} {c}")
        break
    for s in map(str, gen("map")):
        say(f"{s}")
        break
    for a in filter(lambda x: x > 1, gen("filter")):
        say(f"{a}")
        break
    for a in chain(gen("chain 1", 1), gen("chain 2")):
        say(f"{a}")
        break
    say(f"{list(takewhile(lambda x: x < 2, gen('takewhile')))}")


def made_by_generator():
    def several():
        for i in range(3):
            yield gen("sub" + str(i))

    for g in several():
        say(f"{next(g)}")
    say("all")
    for g in several():
        for x in g:
            say(f"{x}")
            break
    say(f"{sum(next(g) for g in several())}")


# Exceptions -------------------------------------------------------------------------------------------------------


def failing_function():
    g = gen("local")
    next(g)
    raise ValueError("failing")


def caller_of_it():
    h = gen("caller's")
    next(h)
    failing_function()


def handled():
    try:
        failing_function()
    except ValueError as error:
        say(f"handler {error}")
    say("after")
    try:
        caller_of_it()
    except ValueError:
        say("handler")
    say("after")
    for _ in range(2):
        try:
            failing_function()
        except ValueError:
            continue
    g = gen("in the handling function")
    try:
        next(g)
        raise KeyError("k")
    except KeyError:
        say("handler")
    finally:
        say("finally")
    say("end")


def raised_again():
    def again():
        try:
            failing_function()
        except ValueError:
            say("again")
            raise

    def wrapped():
        try:
            failing_function()
        except ValueError as error:
            raise KeyError("wrapped") from error

    def in_finally():
        try:
            failing_function()
        finally:
            say("finally")

    for function in (again, in_finally, wrapped):
        try:
            function()
        except ValueError:
            say("handler")
        except KeyError:
            say("key")
        say("after")


def nested_handlers():
    try:
        try:
            failing_function()
        except KeyError:
            say("no")
    except ValueError:
        say("handler")
        try:
            caller_of_it()
        except ValueError:
            say("inner handler")
        say("after inner")
    say("after")


def through_frames():
    def consume(it):
        for x in it:
            if x == 1:
                raise KeyError(x)

    def raising_generator():
        for x in gen("inner"):
            yield x
            if x == 1:
                raise IndexError("from generator")

    try:
        consume(gen("consumed"))
    except KeyError:
        say("handler")
    say("after")
    try:
        for x in raising_generator():
            say(f"{x}")
    except IndexError:
        say("handler")
    say("end")


SCENES = [loop_break, loop_return, loop_raise, loop_exhausted, temporaries, local_variables, in_a_loop, one_of_two,
          arguments, results, recursive, special_methods, delegating,
          delegating_to_iterators, in_builtin_iterators, made_by_generator, handled,
          raised_again, nested_handlers, through_frames]  # fmt: skip


def play(index):
    """Return what happens in a scene."""
    LOG.clear()
    SCENES[index]()
    return "; ".join(LOG)


# What is stored somewhere lives on --------------------------------------------------------------------------------


class Owner:
    def __init__(self, it):
        self.it = it

    def __iter__(self):
        return self.it


def stored(start):
    """Use generators that are stored somewhere, while what they were taken from is dropped."""
    found = []
    items = [gen("1"), gen("2")]
    for g in items:
        found.append(next(g))
    g = items[0]
    g = None
    found.append(next(items[0]))
    owner = Owner(gen("3"))
    for x in owner:
        if x == 1:
            break
    found.append(next(owner.it))
    by_name = {"a": gen("4")}
    g = by_name["a"]
    g = by_name.get("a")
    g = None
    found.append(next(by_name["a"]))
    g = by_name.pop("a")
    found.append(next(g))
    items.append(gen("5"))
    found.append(next(items[-1]))
    last = items.pop()
    found.append(next(last))
    pair = (gen("6"), gen("7"))
    a, b = pair
    found += [next(a), next(b)]
    a = b = None
    found.append(next(pair[0]) + next(pair[1]))
    g = gen("8")

    def inner():
        return next(g)

    found.append(inner() + next(g) + inner())

    def star(*gens, **named):
        return [next(g) for g in gens] + [next(g) for g in named.values()]

    receiver = receiving()
    next(receiver)
    g = gen("9")
    found += star(g, gen("10"), k=gen("11"))
    found.append(next(g))
    found.append(receiver.send(g))
    found.append(receiver.send(gen("12")))
    g = None
    found.append(receiver.send(owner.it))
    return [start, *found]


def receiving():
    value = 0
    while True:
        g = yield value
        value = next(g) + 10
