"""Deep recursion of many kinds: functions, methods, exceptions, finally, callbacks, strings, generators."""

import sys

sys.setrecursionlimit(10**9)


class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following


def pairs(n, above):
    if n == 0:
        return 0
    own = [n, n + 1]
    result = pairs(n - 1, own)
    return (result + own[1] + above[0]) % 1000003


class Walker:
    def __init__(self):
        self.seen = 0

    def walk(self, node):
        if node is None:
            return 0.5
        self.seen += 1
        return self.walk(node.following) + node.value * 0.25


def fail(n, log):
    if n == 0:
        raise ValueError("deep")
    try:
        fail(n - 1, log)
    finally:
        if n % 1000 == 0:
            log.append(n)


def handled(n):
    if n == 0:
        return [1][n + 5]
    try:
        return handled(n - 1)
    except IndexError:
        if n % 3 == 0:
            raise KeyError(n) from None
        raise
    except KeyError as error:
        return int(error.args[0]) + n


def text(n):
    if n == 0:
        return "x"
    found = text(n - 1)
    if len(found) > 20:
        found = found[10:]
    return found + chr(65 + n % 26)


def is_even(n, flag):
    return flag if n == 0 else is_odd(n - 1, not flag)


def is_odd(n, flag):
    if is_even(n, flag):
        return True
    return False


def mixed(n, a, b, c, d):
    """Values of every kind stay alive across the call."""
    if n == 0:
        return 0
    e = a * 0.5
    f = c + "y"
    g = chr(97 + n % 26)
    h = n % 2 == 0
    result = mixed(n - 1, a + 1, not b, g, [n])
    if h:
        result += 1
    if b:
        result += len(f)
    if g == "c":
        result += int(e)
    return result + d[0] % 3 + len(c)


def levels(n):
    if n > 0:
        yield n
        yield sum(levels(n - 1)) % 7


def main(n):
    print(pairs(n, [1, 2]))
    node = None
    for i in range(n):
        node = Node(i, node)
    walker = Walker()
    print(walker.walk(node), walker.seen)
    log = []
    try:
        fail(n, log)
    except ValueError as error:
        print("caught", error, log[:3], len(log))
    print(handled(n), text(n), is_even(n, True), mixed(n, 1, True, "z", [5]))
    print(sorted(range(10), key=lambda i: pairs(n // 10 + i, [i, 2])))
    print(
        max([3, 1, 2], key=lambda i: pairs(n // 10, [i, 2])),
        list(map(str, filter(lambda i: pairs(i, [1, 2]), [1, n // 10]))),
    )
    print(sum(levels(min(n, 300))))


main(int(sys.argv[1]))
