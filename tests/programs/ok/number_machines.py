# An expression evaluator and a stack machine that compute with ints, floats and bools.


import sys
sys.setrecursionlimit(10000)


class Expr:
    def eval(self, env):
        raise NotImplementedError


class Num(Expr):
    def __init__(self, value):
        self.value = value

    def eval(self, env):
        return self.value

    def __str__(self):
        return str(self.value)


class Var(Expr):
    def __init__(self, name):
        self.name = name

    def eval(self, env):
        return env[self.name]

    def __str__(self):
        return self.name


class BinOp(Expr):
    OPS = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "^": lambda a, b: a ** b,
        "<": lambda a, b: a < b,
    }

    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right

    def eval(self, env):
        return self.OPS[self.op](self.left.eval(env), self.right.eval(env))

    def __str__(self):
        return "(%s %s %s)" % (self.left, self.op, self.right)


class Call(Expr):
    def __init__(self, fn, args):
        self.fn = fn
        self.args = args

    def eval(self, env):
        vals = [a.eval(env) for a in self.args]
        if self.fn == "max":
            return max(vals)
        if self.fn == "sum":
            return sum(vals)
        if self.fn == "abs":
            return abs(vals[0])
        if self.fn == "int":
            return int(vals[0])
        raise ValueError("unknown function " + self.fn)

    def __str__(self):
        return self.fn + "(" + ", ".join(str(a) for a in self.args) + ")"


class Parser:
    def __init__(self, text):
        self.toks = self.lex(text)
        self.pos = 0

    def lex(self, text):
        out = []
        i = 0
        while i < len(text):
            c = text[i]
            if c.isspace():
                i += 1
            elif c.isdigit():
                j = i
                while j < len(text) and (text[j].isdigit() or text[j] == "."):
                    j += 1
                out.append(text[i:j])
                i = j
            elif c.isalpha():
                j = i
                while j < len(text) and text[j].isalnum():
                    j += 1
                out.append(text[i:j])
                i = j
            else:
                out.append(c)
                i += 1
        return out

    def peek(self):
        return self.toks[self.pos] if self.pos < len(self.toks) else None

    def next(self):
        t = self.peek()
        self.pos += 1
        return t

    def expr(self, level=0):
        ops = ["<", "+-", "*/", "^"]
        if level == len(ops):
            return self.atom()
        left = self.expr(level + 1)
        while self.peek() is not None and self.peek() in ops[level]:
            op = self.next()
            left = BinOp(op, left, self.expr(level + 1))
        return left

    def atom(self):
        t = self.next()
        if t == "(":
            e = self.expr()
            self.next()
            return e
        if t[0].isdigit():
            return Num(float(t) if "." in t else int(t))
        if self.peek() == "(":
            self.next()
            args = [self.expr()]
            while self.peek() == ",":
                self.next()
                args.append(self.expr())
            self.next()
            return Call(t, args)
        return Var(t)


class VM:
    def __init__(self):
        self.stack = []
        self.vars = {}
        self.pc = 0

    def run(self, code):
        while self.pc < len(code):
            op, arg = code[self.pc]
            self.pc += 1
            if op == "push":
                self.stack.append(arg)
            elif op == "add":
                b, a = self.stack.pop(), self.stack.pop()
                self.stack.append(a + b)
            elif op == "div":
                b, a = self.stack.pop(), self.stack.pop()
                self.stack.append(a / b)
            elif op == "lt":
                b, a = self.stack.pop(), self.stack.pop()
                self.stack.append(a < b)
            elif op == "jz":
                if not self.stack.pop():
                    self.pc = int(arg)
            elif op == "print":
                print("vm", self.stack.pop())


def main():
    env = {"x": 2, "y": 0.5}
    env["z"] = 7
    for text in ["1 + 2 * 3", "1 / 2 + 3", "x ^ 2 - y", "max(1, 2.5, x) * 2", "sum(1, 2, 3)", "(1 + x) * (z - 1)", "abs(0 - 3)", "int(3.7) + 1", "1 < 2", "2 ^ 0.5 < y"]:
        e = Parser(text).expr()
        try:
            print(e, "=", e.eval(env))
        except (ValueError, ZeroDivisionError) as err:
            print(e, "!", err)
    VM().run([("push", 1), ("push", 2), ("add", 0), ("print", 0), ("push", 1), ("push", 4), ("div", 0), ("print", 0), ("push", 2), ("push", 3), ("lt", 0), ("print", 0), ("push", False), ("jz", 14), ("push", 0.5), ("print", 0)])


if __name__ == "__main__":
    main()
