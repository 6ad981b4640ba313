"""From text to tokens."""

from errors import SyntaxProblem

KEYWORDS = {
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or",
    "repeat", "return", "then", "true", "until", "while", "continue",
}  # fmt: skip

SYMBOLS = [
    "...", "..", "==", "~=", "<=", ">=", "//", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{", "}",
    "[", "]", ";", ":", ",", ".",
]  # fmt: skip

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'", "0": "\0", "a": "\a", "b": "\b"}


class Token:
    """One token: kind is "name", "keyword", "symbol", "string", "integer", "float" or "end"."""

    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line

    def __repr__(self):
        return "%s %r" % (self.kind, self.text)

    def describe(self):
        if self.kind == "end":
            return "the end of the program"
        return "'" + self.text + "'"


class Lexer:
    """Splits one text."""

    def __init__(self, text):
        self.text = text
        self.position = 0
        self.line = 1
        self.tokens = []

    def tokenize(self):
        """Return all tokens, with one of kind "end" after them."""
        while True:
            self.skip_blanks()
            if self.position >= len(self.text):
                break
            self.tokens.append(self.next_token())
        self.tokens.append(Token("end", "", self.line))
        return self.tokens

    def peek(self, offset=0):
        index = self.position + offset
        return self.text[index] if index < len(self.text) else ""

    def skip_blanks(self):
        while self.position < len(self.text):
            c = self.text[self.position]
            if c == "\n":
                self.line += 1
                self.position += 1
            elif c.isspace():
                self.position += 1
            elif c == "-" and self.peek(1) == "-":
                self.skip_comment()
            else:
                return

    def skip_comment(self):
        if self.text.startswith("--[[", self.position):
            end = self.text.find("]]", self.position)
            if end < 0:
                raise SyntaxProblem("this comment does not end", self.line)
            self.line += self.text.count("\n", self.position, end)
            self.position = end + 2
        else:
            end = self.text.find("\n", self.position)
            self.position = len(self.text) if end < 0 else end

    def next_token(self):
        c = self.peek()
        if c.isalpha() or c == "_":
            return self.word()
        if c.isdigit() or (c == "." and self.peek(1).isdigit()):
            return self.number()
        if c in "\"'":
            return self.string(c)
        if self.text.startswith("[[", self.position):
            return self.long_string()
        for symbol in SYMBOLS:
            if self.text.startswith(symbol, self.position):
                self.position += len(symbol)
                return Token("symbol", symbol, self.line)
        raise SyntaxProblem("unexpected character %r" % c, self.line)

    def word(self):
        start = self.position
        while self.peek().isalnum() or self.peek() == "_":
            self.position += 1
        text = self.text[start : self.position]
        return Token("keyword" if text in KEYWORDS else "name", text, self.line)

    def number(self):
        start = self.position
        if self.peek() == "0" and self.peek(1) in ("x", "X"):
            return self.hexadecimal()
        kind = "integer"
        while self.peek().isdigit():
            self.position += 1
        if self.peek() == "." and self.peek(1) != ".":
            kind = "float"
            self.position += 1
            while self.peek().isdigit():
                self.position += 1
        if self.peek() in ("e", "E"):
            kind = "float"
            self.position += 1
            if self.peek() in ("+", "-"):
                self.position += 1
            if not self.peek().isdigit():
                raise SyntaxProblem("malformed number", self.line)
            while self.peek().isdigit():
                self.position += 1
        if self.peek().isalpha():
            raise SyntaxProblem("malformed number", self.line)
        return Token(kind, self.text[start : self.position], self.line)

    def hexadecimal(self):
        self.position += 2
        start = self.position
        while self.peek() and self.peek() in "0123456789abcdefABCDEF":
            self.position += 1
        digits = self.text[start : self.position]
        if not digits or len(digits) > 15:
            raise SyntaxProblem("malformed number", self.line)
        return Token("integer", str(int(digits, 16)), self.line)

    def string(self, quote):
        line = self.line
        self.position += 1
        parts = []
        while True:
            c = self.peek()
            if c == "" or c == "\n":
                raise SyntaxProblem("this string does not end", line)
            self.position += 1
            if c == quote:
                break
            if c == "\\":
                parts.append(self.escape())
            else:
                parts.append(c)
        return Token("string", "".join(parts), line)

    def escape(self):
        c = self.peek()
        self.position += 1
        if c in ESCAPES:
            return ESCAPES[c]
        if c == "x":
            digits = self.text[self.position : self.position + 2]
            self.position += 2
            try:
                return chr(int(digits, 16))
            except ValueError:
                raise SyntaxProblem("malformed escape", self.line) from None
        raise SyntaxProblem("unknown escape '\\%s'" % c, self.line)

    def long_string(self):
        line = self.line
        end = self.text.find("]]", self.position)
        if end < 0:
            raise SyntaxProblem("this string does not end", line)
        text = self.text[self.position + 2 : end]
        self.position = end + 2
        self.line += text.count("\n")
        return Token("string", text.removeprefix("\n"), line)


def tokenize(text):
    """Return the tokens of a program."""
    return Lexer(text).tokenize()
