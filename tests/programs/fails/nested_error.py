# An uncaught exception of a nested class, raised from another: the last line has the qualified name.


class Store:
    class Missing(Exception):
        def __str__(self):
            return "nothing under " + repr(self.args[0])

    def __init__(self):
        self.items = {"a": 1}

    def get(self, key):
        try:
            return self.items[key]
        except KeyError as error:
            raise Store.Missing(key) from error


def main():
    store = Store()
    print(store.get("a"))
    print(store.get("b"))


if __name__ == "__main__":
    main()
