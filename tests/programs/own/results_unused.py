"""Calls of one of several functions whose results have nothing in common, and are not used."""


class Point:
    def __init__(self, x=0):
        self.x = x
        print("made", x)

    def act(self):
        return "acted"


class Other(Point):
    def act(self):
        print("other")
        return 5


def number():
    print("number")
    return 3


def nothing():
    print("nothing")


def fails():
    raise ValueError("no")


def text():
    return "t" * 3


def main():
    log = []
    for f in (number, Point, text, lambda: [1], nothing, lambda: log.append(2), fails):
        try:
            f()
        except ValueError as e:
            print(e)
    table = {"a": number, "b": text, "c": nothing}
    for k in table:
        table[k]()
    for p in (Point(1), Other(2)):
        p.act()
    print(log, [p.x for p in [Point(5)]])


main()
