"""A little expression language: tokenizer, Pratt parser, tree-walking interpreter, and a disassembler of its trees."""

from __future__ import annotations

import math
import sys
from abc import ABC, abstractmethod
from enum import Enum, auto


class Kind(Enum):
    NUMBER = auto()
    NAME = auto()
    OP = auto()
    KEYWORD = auto()
    END = auto()


KEYWORDS = {"let", "in", "if", "then", "else", "fn"}


class Token:
    def __init__(self, kind: Kind, text: str, position: int):
        self.kind, self.text, self.position = kind, text, position

    def __repr__(self):
        return f"Token({self.kind.name}, {self.text!r}, {self.position})"

    def __eq__(self, other):
        return isinstance(other, Token) and (self.kind, self.text) == (other.kind, other.text)


class ParseError(Exception):
    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} at {position}")
        self.position = position


class EvalError(Exception):
    pass


def tokenize(source: str):
    i = 0
    while i < len(source):
        c = source[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or (c == "." and source[i + 1 : i + 2].isdigit()):
            start = i
            while i < len(source) and (source[i].isdigit() or source[i] == "."):
                i += 1
            yield Token(Kind.NUMBER, source[start:i], start)
        elif c.isalpha() or c == "_":
            start = i
            while i < len(source) and (source[i].isalnum() or source[i] == "_"):
                i += 1
            word = source[start:i]
            yield Token(Kind.KEYWORD if word in KEYWORDS else Kind.NAME, word, start)
        else:
            two = source[i : i + 2]
            op = two if two in ("==", "<=", ">=", "!=", "=>", "**") else c
            if op not in ("==", "<=", ">=", "!=", "=>", "**") and op not in "+-*/%^()<>=,!":
                raise ParseError(f"unexpected {c!r}", i)
            yield Token(Kind.OP, op, i)
            i += len(op)
    yield Token(Kind.END, "", len(source))


class Env:
    def __init__(self, names: dict[str, Value], parent: Env | None = None):
        self.names = names
        self.parent = parent

    def lookup(self, name: str) -> Value:
        env: Env | None = self
        while env is not None:
            if name in env.names:
                return env.names[name]
            env = env.parent
        raise EvalError(f"unknown name {name}")


class Value(ABC):
    @abstractmethod
    def show(self) -> str: ...

    def number(self) -> float:
        raise EvalError(f"{self.show()} is not a number")

    def call(self, arguments: list[Value]) -> Value:
        raise EvalError(f"{self.show()} is not a function")


class Num(Value):
    def __init__(self, value: float):
        self.value = value

    def show(self):
        return "%g" % self.value

    def number(self):
        return self.value


class Closure(Value):
    def __init__(self, parameters: list[str], body: Expr, env: Env):
        self.parameters, self.body, self.env = parameters, body, env

    def show(self):
        return "fn(%s)" % ", ".join(self.parameters)

    def call(self, arguments):
        if len(arguments) != len(self.parameters):
            raise EvalError(f"{self.show()} called with {len(arguments)} arguments")
        return self.body.eval(Env(dict(zip(self.parameters, arguments)), self.env))


class Builtin(Value):
    def __init__(self, name, function):
        self.name = name
        self.function = function

    def show(self):
        return f"<builtin {self.name}>"

    def call(self, arguments):
        (argument,) = arguments
        return Num(self.function(argument.number()))


class Expr(ABC):
    @abstractmethod
    def eval(self, env: Env) -> Value: ...

    @abstractmethod
    def __str__(self) -> str: ...


class Literal(Expr):
    def __init__(self, value: float):
        self.value = value

    def eval(self, env):
        return Num(self.value)

    def __str__(self):
        return "%g" % self.value


class Name(Expr):
    def __init__(self, name: str):
        self.name = name

    def eval(self, env):
        return env.lookup(self.name)

    def __str__(self):
        return self.name


class Unary(Expr):
    def __init__(self, op: str, operand: Expr):
        self.op, self.operand = op, operand

    def eval(self, env):
        value = self.operand.eval(env).number()
        return Num(-value if self.op == "-" else float(not value))

    def __str__(self):
        return f"({self.op}{self.operand})"


class Binary(Expr):
    OPERATIONS = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "%": lambda a, b: a % b,
        "^": lambda a, b: a**b,
        "<": lambda a, b: float(a < b),
        ">": lambda a, b: float(a > b),
        "<=": lambda a, b: float(a <= b),
        ">=": lambda a, b: float(a >= b),
        "==": lambda a, b: float(a == b),
        "!=": lambda a, b: float(a != b),
    }

    def __init__(self, op: str, left: Expr, right: Expr):
        self.op, self.left, self.right = op, left, right

    def eval(self, env):
        a, b = self.left.eval(env).number(), self.right.eval(env).number()
        try:
            return Num(self.OPERATIONS[self.op](a, b))
        except ZeroDivisionError:
            raise EvalError(f"division by zero in {self}") from None

    def __str__(self):
        return f"({self.left} {self.op} {self.right})"


class Let(Expr):
    def __init__(self, name, value, body):
        self.name, self.value, self.body = name, value, body

    def eval(self, env):
        inner = Env({}, env)
        inner.names[self.name] = self.value.eval(inner)
        return self.body.eval(inner)

    def __str__(self):
        return f"let {self.name} = {self.value} in {self.body}"


class If(Expr):
    def __init__(self, condition, yes, no):
        self.condition, self.yes, self.no = condition, yes, no

    def eval(self, env):
        return (self.yes if self.condition.eval(env).number() else self.no).eval(env)

    def __str__(self):
        return f"if {self.condition} then {self.yes} else {self.no}"


class Function(Expr):
    def __init__(self, parameters, body):
        self.parameters, self.body = parameters, body

    def eval(self, env):
        return Closure(self.parameters, self.body, env)

    def __str__(self):
        return f"fn({', '.join(self.parameters)}) => {self.body}"


class Call(Expr):
    def __init__(self, callee, arguments):
        self.callee, self.arguments = callee, arguments

    def eval(self, env):
        return self.callee.eval(env).call([a.eval(env) for a in self.arguments])

    def __str__(self):
        return f"{self.callee}({', '.join(map(str, self.arguments))})"


class Parser:
    POWERS = {
        "==": 1,
        "!=": 1,
        "<": 2,
        ">": 2,
        "<=": 2,
        ">=": 2,
        "+": 3,
        "-": 3,
        "*": 4,
        "/": 4,
        "%": 4,
        "^": 6,
        "(": 7,
    }

    def __init__(self, source: str):
        self.tokens = list(tokenize(source))
        self.index = 0

    @property
    def current(self) -> Token:
        return self.tokens[self.index]

    def advance(self) -> Token:
        token = self.current
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if self.current.text == text and self.current.kind in (Kind.OP, Kind.KEYWORD):
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise ParseError(f"expected {text!r}, found {self.current.text!r}", self.current.position)

    def name(self) -> str:
        token = self.advance()
        if token.kind is not Kind.NAME:
            raise ParseError("expected a name", token.position)
        return token.text

    def parse(self) -> Expr:
        tree = self.expression(0)
        if self.current.kind is not Kind.END:
            raise ParseError(f"unexpected {self.current.text!r}", self.current.position)
        return tree

    def expression(self, minimum: int) -> Expr:
        left = self.prefix()
        while True:
            op = self.current.text
            power = self.POWERS.get(op, -1) if self.current.kind is Kind.OP else -1
            if power <= minimum:
                return left
            self.advance()
            if op == "(":
                left = Call(left, self.arguments())
            else:
                left = Binary(op, left, self.expression(power - 1 if op == "^" else power))

    def arguments(self) -> list[Expr]:
        result: list[Expr] = []
        if self.accept(")"):
            return result
        while True:
            result.append(self.expression(0))
            if self.accept(")"):
                return result
            self.expect(",")

    def prefix(self) -> Expr:
        token = self.advance()
        match token.kind:
            case Kind.NUMBER:
                return Literal(float(token.text))
            case Kind.NAME:
                return Name(token.text)
            case Kind.OP if token.text in ("-", "!"):
                return Unary(token.text, self.expression(5))
            case Kind.OP if token.text == "(":
                inner = self.expression(0)
                self.expect(")")
                return inner
            case Kind.KEYWORD:
                return self.keyword(token)
        raise ParseError(f"unexpected {token.text!r}" if token.text else "unexpected end", token.position)

    def keyword(self, token: Token) -> Expr:
        if token.text == "let":
            name = self.name()
            self.expect("=")
            value = self.expression(0)
            self.expect("in")
            return Let(name, value, self.expression(0))
        if token.text == "if":
            condition = self.expression(0)
            self.expect("then")
            yes = self.expression(0)
            self.expect("else")
            return If(condition, yes, self.expression(0))
        if token.text == "fn":
            self.expect("(")
            parameters = []
            while not self.accept(")"):
                parameters.append(self.name())
                self.accept(",")
            self.expect("=>")
            return Function(parameters, self.expression(0))
        raise ParseError(f"unexpected {token.text!r}", token.position)


GLOBALS = Env({"pi": Num(math.pi), "sqrt": Builtin("sqrt", math.sqrt), "sin": Builtin("sin", math.sin)})

PROGRAMS = [
    "1 + 2 * 3 ^ 2 ^ 0.5 - -4 / 8",
    "let square = fn(x) => x * x in square(3) + square(4)",
    "let fact = fn(n) => if n < 2 then 1 else n * fact(n - 1) in fact(20)",
    "let fib = fn(n) => if n < 2 then n else fib(n - 1) + fib(n - 2) in fib(16)",
    "let add = fn(a) => fn(b) => a + b in add(2)(40)",
    "sqrt(2) * sin(pi / 6)",
    "fn(x, y) => x",
    "1 / (2 - 2)",
    "(1 + 2",
    "1 + $",
    "nope + 1",
    "3(4)",
    "let f = fn(x) => x in f(1, 2)",
    "!0 + (1 <= 2) + (1 != 1) + 7 % 4",
    "sqrt(1, 2)",
]


def main() -> int:
    failures = 0
    for source in PROGRAMS:
        try:
            tree = Parser(source).parse()
            print(tree)
            print("   =", tree.eval(GLOBALS).show())
        except (ParseError, EvalError) as error:
            failures += 1
            print(f"   {type(error).__name__}: {error}")
        except ValueError as error:
            failures += 1
            print("   ValueError:", error)
    print(list(tokenize("a<=1"))[:2], Token(Kind.OP, "+", 1) == Token(Kind.OP, "+", 2))
    return failures


if __name__ == "__main__":
    sys.exit(main())
