"""A calculator: reads one expression per line and prints its value, or what is wrong with it.

echo "2 * (3 + 4) - 10 % 4" | python examples/calculator.py
"""

import sys


class CalculatorError(Exception):
    """The expression has no value."""


class Calculator:
    """A recursive descent parser that computes as it goes."""

    def __init__(self, text):
        self.text = text
        self.position = 0

    def calculate(self):
        value = self.sum()
        if self.peek() != "":
            raise CalculatorError("unexpected '%s' at column %d" % (self.peek(), self.position + 1))
        return value

    def peek(self):
        """The next character that is not a blank, "" at the end."""
        while self.position < len(self.text) and self.text[self.position] == " ":
            self.position += 1
        return self.text[self.position : self.position + 1]

    def sum(self):
        value = self.product()
        while True:
            operator = self.peek()
            if operator == "+":
                self.position += 1
                value += self.product()
            elif operator == "-":
                self.position += 1
                value -= self.product()
            else:
                return value

    def product(self):
        value = self.factor()
        while True:
            operator = self.peek()
            if operator == "*":
                self.position += 1
                value *= self.factor()
            elif operator == "/":
                self.position += 1
                value //= self.factor()
            elif operator == "%":
                self.position += 1
                value %= self.factor()
            else:
                return value

    def factor(self):
        char = self.peek()
        if char == "-":
            self.position += 1
            return -self.factor()
        if char == "(":
            self.position += 1
            value = self.sum()
            if self.peek() != ")":
                raise CalculatorError("')' is missing at column %d" % (self.position + 1))
            self.position += 1
            return value
        return self.number()

    def number(self):
        start = self.position
        while self.position < len(self.text) and self.text[self.position].isdigit():
            self.position += 1
        if self.position == start:
            raise CalculatorError("a number is missing at column %d" % (start + 1))
        return int(self.text[start : self.position])


def main():
    for line in sys.stdin:
        text = line.strip()
        if not text:
            continue
        try:
            print("%s = %d" % (text, Calculator(text).calculate()))
        except CalculatorError as error:
            print("%s: %s" % (text, error))
        except ZeroDivisionError:
            print("%s: division by zero" % text)


if __name__ == "__main__":
    main()
