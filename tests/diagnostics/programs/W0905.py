"""Raw classes."""

from weft.rlib import rgc


class Plain:
    def __init__(self):
        self.value = 1


class Loud:
    _alloc_flavor_ = "raw"

    def __del__(self):
        print("gone")


class Base:
    pass


class Derived(Base):
    _alloc_flavor_ = "raw"


def release():
    rgc.free(Plain())


def loud():
    return Loud()


def derived():
    return Derived()


def main():
    release()
    loud()
    derived()


main()
