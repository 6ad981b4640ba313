# An attribute that the slots of a class do not name.


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def main():
    point = Point(1, 2)
    point.z = 3
    print(point.x, point.z)


if __name__ == "__main__":
    main()
