"""`is` between iterables of several kinds in one attribute, as difflib has them: lists, texts, dicts, sets, None."""


class Keeper:
    def __init__(self, a):
        self.a = None
        self.set(a)

    def set(self, a):
        if a is self.a:
            print("same")
            return
        self.a = a
        print(len(a))


def main():
    k = Keeper(["a", "b"])
    items = ["c"]
    k.set(items)
    k.set(items)
    k.set("text")
    t = "te" + "xt" * len(items)
    k.set(t)
    k.set(t)
    k.set(items)
    k.set(["c"])
    k.set({"d": 1})
    names = {"e"}
    k.set(names)
    k.set(names)


main()
