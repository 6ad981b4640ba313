import sys
import string


class Node:
    pass


class Num(Node):
    def __init__(self, value):
        self.value = value


class Bin(Node):
    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right


class Neg(Node):
    def __init__(self, operand):
        self.operand = operand


class Visitor:
    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        raise TypeError("no visitor for " + type(node).__name__)


class Evaluator(Visitor):
    def visit_Num(self, node):
        return node.value

    def visit_Bin(self, node):
        left = self.visit(node.left)
        right = self.visit(node.right)
        method = getattr(self, f"do_{node.op}", None)
        if method is None:
            raise ValueError("bad operator " + node.op)
        return method(left, right)

    def do_add(self, x, y):
        return x + y

    def do_mul(self, x, y):
        return x * y


class Careful(Evaluator):
    def visit_Neg(self, node):
        return -self.visit(node.operand)

    def do_sub(self, x, y):
        return x - y


class Shell:
    prompt = "> "

    def __init__(self):
        self.total = 0
        self.history = []

    def onecmd(self, line):
        self.history.append(line)
        name, _, arg = line.partition(" ")
        try:
            func = getattr(self, "do_" + name)
        except AttributeError as e:
            print("error:", e)
            return self.default(line)
        return func(arg)

    def default(self, line):
        print("unknown", line)
        return False

    def do_add(self, arg):
        self.total += int(arg)
        return False

    def do_show(self, arg):
        print("total", self.total, arg)
        return False

    def do_quit(self, arg):
        return True

    def run(self, name, arg):
        return getattr(self, "do_" + name)(arg) if hasattr(self, "do_" + name) else getattr(self, f"{name}_all")(arg)

    def clear_all(self, arg):
        return arg == "x"

    def commands(self):
        for name in "add", "show", "quit", "nothing":
            if hasattr(self, "do_%s" % name):
                print("has", name)
        for word in sys.argv[1:] + ["show", "zzz"]:
            print(word, hasattr(self, "do_" + word), hasattr(self, "undo_" + word))


class Config:
    opt_size = 3

    def __init__(self, depth):
        self.opt_depth = depth
        self.opt_width = 80
        self.name = "config"

    def option(self, name):
        return getattr(self, "opt_" + name, -1)


class Repr:
    def repr1(self, x, level):
        typename = type(x).__name__
        if " " in typename:
            typename = "_".join(typename.split())
        if hasattr(self, "repr_" + typename):
            return getattr(self, "repr_" + typename)(x, level)
        return "?" + typename

    def repr_int(self, x, level):
        return "<%d>" % x if level else "deep"

    def repr_str(self, x, level):
        return "'%s'" % x


TYPES = ["num", "text"]


class Table:
    def __init__(self):
        self.parsers = {name: getattr(self, "parse_" + name) for name in TYPES}

    def parse_num(self, text):
        return "n" + text

    def parse_text(self, text):
        return "t" + text


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.label = "p"


def main():
    tree = Bin("add", Num(2), Bin("mul", Num(3), Num(4)))
    print(Evaluator().visit(tree), Careful().visit(tree))
    print(Careful().visit(Bin("sub", tree, Neg(Num(1)))))
    for visitor in (Evaluator(), Careful()):
        for node in (Bin("sub", Num(1), Num(2)), Neg(Num(5))):
            try:
                print(visitor.visit(node))
            except (TypeError, ValueError) as e:
                print(type(e).__name__, e)
    shell = Shell()
    for line in ["add 3", "add 4", "show all", "jump x", "quit"]:
        if shell.onecmd(line):
            print("bye")
            break
    shell.commands()
    config = Config(5)
    for name in ("size", "depth", "width", "height"):
        print(name, config.option(name))
    r = Repr()
    print(r.repr1(3, 1), r.repr1("a", 1), r.repr1(2.5, 1), r.repr1(3, 0))
    table = Table()
    for name in TYPES:
        print(table.parsers[name]("1"))
    p = Point(1, 2.5)
    for name in ("x", "y", "label"):
        print(name, getattr(p, name))
    print(", ".join("%s=%r" % (name, getattr(p, name)) for name in ("x", "y", "label")))
    for kind in sorted({"lowercase", "uppercase", "zzz"}):
        try:
            print(getattr(string, "ascii_" + kind)[:5])
        except AttributeError as e:
            print("error:", e)
    try:
        shell.run("undo_" + line, "x")
    except AttributeError as e:
        print("error:", e)


if __name__ == "__main__":
    main()
