# Generators: send, throw and close, also through yield from; running ones; what consumes them.


def sending_averager():
    total = 0.0
    count = 0
    average = 0.0
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def sending():
    a = sending_averager()
    next(a)
    print(a.send(10.0), a.send(20.0), a.send(5.0))
    a.close()
    try:
        a.send(1.0)
    except StopIteration:
        print("stopped")
    b = sending_averager()
    try:
        b.send(3.0)
    except TypeError as e:
        print(e)


def sending_on_inner():
    total = 0
    while True:
        x = yield total
        if x is None:
            return total * 2
        total += x


def sending_on_outer():
    while True:
        r = yield from sending_on_inner()
        print("sending_on_inner returned", r)
        if r > 100:
            return r


def sending_on():
    o = sending_on_outer()
    print(next(o))
    print(o.send(1), o.send(2), o.send(3))
    print(o.send(None))
    print(o.send(60))
    try:
        o.send(None)
    except StopIteration as s:
        print("done", s.value)


def throwing_on_inner():
    n = 0
    while True:
        try:
            yield n
            n += 1
        except ValueError as e:
            print("throwing_on_inner caught", e)
            yield -1
        finally:
            print("fin", n)


def throwing_on_outer():
    try:
        yield from throwing_on_inner()
    except KeyError as e:
        print("throwing_on_outer caught", e)
        yield 99


def throwing_on():
    o = throwing_on_outer()
    print(next(o), next(o))
    print(o.throw(ValueError("x")))
    print(next(o))
    print(o.throw(KeyError("k")))
    try:
        next(o)
    except StopIteration:
        print("end")


def closing_g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("cleanup")


def closing_bad():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def closing_outer():
    count = 0
    try:
        yield from closing_g()
    finally:
        print("closing_outer fin", count)


def closing_stops():
    yield 1
    raise StopIteration("x")


def closing():
    x = closing_g()
    next(x)
    x.close()
    x.close()
    y = closing_g()
    y.close()
    b = closing_bad()
    next(b)
    try:
        b.close()
    except RuntimeError as e:
        print(e)
    o = closing_outer()
    print(next(o))
    o.close()
    try:
        print(list(closing_stops()))
    except RuntimeError as e:
        print(e)


class EnteringH:
    def __init__(self):
        self.g = None


entering_h = EnteringH()


def entering_f():
    yield 1
    try:
        next(entering_h.g)
    except ValueError as e:
        print("VE", e)
    yield 2


def entering():
    entering_h.g = entering_f()
    for x in entering_h.g:
        print(x)


def consuming_g(n):
    for i in range(n):
        yield (i * 7) % 5


def consuming_words():
    yield "a"
    yield "bb"
    yield "a"


def consuming_pairs():
    yield "x", 1
    yield "y", 2


def consuming():
    print(
        sum(consuming_g(6)),
        min(consuming_g(6)),
        max(consuming_g(6)),
        sorted(consuming_g(6)),
        list(consuming_g(3)),
        tuple(consuming_g(3)),
        set(consuming_g(6)),
        frozenset(consuming_g(2)),
    )
    print(
        dict(consuming_pairs()),
        ",".join(consuming_words()),
        any(consuming_g(3)),
        all(consuming_g(3)),
        dict(enumerate(consuming_g(3))),
    )
    print(
        max(consuming_words(), key=len),
        min(consuming_words(), default=""),
        sum((x for x in consuming_g(4)), 10),
        list(reversed(list(consuming_g(3)))),
    )
    print(
        list(map(str, consuming_g(3))), list(filter(None, consuming_g(5))), list(zip(consuming_g(3), consuming_words()))
    )
    a, b, c = consuming_g(3)
    print(a, b, c)
    a, *rest = consuming_g(5)
    print(a, rest, [*consuming_g(2), *consuming_words()] if False else [*consuming_g(2)])
    print(*consuming_g(4), sep="-")
    L = [9]
    L.extend(consuming_g(3))
    L += consuming_g(2)
    L[1:2] = consuming_g(2)
    print(L)
    s = {1}
    s.update(consuming_g(5))
    s |= set(consuming_g(3))
    print(sorted(s), 3 in consuming_g(5), 99 in consuming_g(5))
    d = {}
    d.update(consuming_pairs())
    print(d, {k: v for k, v in consuming_pairs()}, {x for x in consuming_g(5)} == set(consuming_g(5)))
    print(bytes(consuming_g(4)), bytearray(consuming_g(2)))


def main():
    sending()
    sending_on()
    throwing_on()
    closing()
    entering()
    consuming()


if __name__ == "__main__":
    main()
