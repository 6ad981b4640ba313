"""The orders 1234567 and 12345 of the report D07.1, and others."""

from weft.rlib.stackless import stack_frames_depth, stack_unwind, yield_current_frame_to_caller


def g():
    print(2)
    before_5 = yield_current_frame_to_caller()
    print(4)
    before_7 = before_5.switch()
    print(6)
    return before_7


def f():
    print(1)
    before_4 = g()
    print(3)
    before_6 = before_4.switch()
    print(5)
    after_return = before_6.switch()
    print(7)
    assert after_return is None


def short_g():
    print(2)
    before_5 = yield_current_frame_to_caller()
    print(4)
    return before_5


def short_f():
    print(1)
    before_4 = short_g()
    print(3)
    after_return = before_4.switch()
    print(5)
    assert after_return is None


def ping(name, count):
    """Goes there and back some times, with values of many kinds alive."""
    back = yield_current_frame_to_caller()
    total = 0.5
    words = [name]
    for i in range(count):
        total += i
        words.append(name + str(i))
        print(name, i, total, words[-1])
        back = back.switch()
    print(name, "ends", total, len(words))
    return back


def ping_pong():
    a = ping("a", 2)
    b = ping("b", 3)
    while a is not None or b is not None:
        if a is not None:
            a = a.switch()
        if b is not None:
            b = b.switch()


def deep(n):
    if n == 0:
        return stack_frames_depth()
    found = deep(n - 1)
    return found if n % 2 else max(found, n)


def unwinds(n):
    if n == 0:
        stack_unwind()
        return [0]
    items = unwinds(n - 1)
    stack_unwind()
    items.append(n)
    return items


def twice():
    top = short_g()
    top.switch()
    try:
        top.switch()
    except RuntimeError as error:
        print("RuntimeError:", error)


f()
short_f()
ping_pong()
print(deep(100) - deep(40))
print(sum(unwinds(100)), len(unwinds(1000)))
twice()
