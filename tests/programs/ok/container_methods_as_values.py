# Methods of built-in containers among other functions.


class Event:
    def __init__(self, name):
        self.name = name
        self.handlers = []
        self.default = None

    def on(self, h):
        self.handlers.append(h)

    def fire(self, x):
        for h in self.handlers:
            h(x)
        if self.default:
            self.default(x)


def show(x):
    print("show", x)


def main():
    log = []
    seen = set()
    e = Event("e")
    e.on(log.append)
    e.on(show)
    e.on(seen.add)
    e.on(lambda x: print("lambda", x))
    e.fire(3)
    e.default = log.append
    e.fire(4)
    e.fire(4)
    print(log, sorted(seen))
    words = ["b", "a"]
    ops = {"sort": words.sort, "reverse": words.reverse, "clear": words.clear}
    for name in ("sort", "reverse"):
        ops[name]()
        print(words)
    out = []
    emit = out.append if len(words) > 1 else show
    emit(7)
    emit(8)
    print(out)
    callback = None
    if out:
        callback = out.append
    if callback is not None:
        callback(9)
    print(out, len(e.handlers))
    steps = [str.upper, lambda s: s + "!"]
    text = "abc"
    for step in steps[:2]:
        text = step(text)
    print(text)


if __name__ == "__main__":
    main()
