"""JSON: parses a generated document into a tree of objects and writes it back, again and again.

Exercises strings character by character, slices, join, dictionaries, exceptions and a small class hierarchy.

usage: python json_parser.py [ROUNDS]
"""

import sys

RECORDS = 300
FIRST_NAMES = ["Ada", "Barbara", "Charles", "Edsger", "Grace", "Jos\\u00e9", "Kristen", "Ole-Johan"]
TAGS = ["red", "green", 'blue \\"deep\\"', "tab\\there", "line\\nbreak", "back\\\\slash"]
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WRITTEN_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class JsonError(Exception):
    """The text is not JSON."""

    def __init__(self, message, position):
        super().__init__("%s at %d" % (message, position))
        self.position = position


class Value:
    """A JSON value."""

    def write(self, out):
        """Append the pieces of the value's text to `out`."""
        raise NotImplementedError

    def count(self):
        """The number of values in this one, itself included."""
        return 1


class Null(Value):
    def write(self, out):
        out.append("null")


class Boolean(Value):
    def __init__(self, truth):
        self.truth = truth

    def write(self, out):
        out.append("true" if self.truth else "false")


class Integer(Value):
    def __init__(self, number):
        self.number = number

    def write(self, out):
        out.append(str(self.number))


class Float(Value):
    def __init__(self, number):
        self.number = number

    def write(self, out):
        out.append("%.9f" % self.number)


class String(Value):
    def __init__(self, text):
        self.text = text

    def write(self, out):
        write_string(self.text, out)


class Array(Value):
    def __init__(self, items):
        self.items = items

    def write(self, out):
        out.append("[")
        separator = ""
        for item in self.items:
            out.append(separator)
            item.write(out)
            separator = ","
        out.append("]")

    def count(self):
        total = 1
        for item in self.items:
            total += item.count()
        return total


class Object(Value):
    def __init__(self, members):
        self.members = members

    def write(self, out):
        out.append("{")
        separator = ""
        for key, value in self.members.items():
            out.append(separator)
            write_string(key, out)
            out.append(":")
            value.write(out)
            separator = ","
        out.append("}")

    def count(self):
        total = 1
        for value in self.members.values():
            total += value.count()
        return total


def hex4(code):
    digits = "0123456789abcdef"
    return digits[code >> 12] + digits[(code >> 8) & 15] + digits[(code >> 4) & 15] + digits[code & 15]


def write_string(text, out):
    out.append('"')
    start = 0
    for i in range(len(text)):
        char = text[i]
        if char in WRITTEN_ESCAPES:
            out.append(text[start:i])
            out.append(WRITTEN_ESCAPES[char])
            start = i + 1
        elif char < " " or char > "~":
            out.append(text[start:i])
            out.append("\\u" + hex4(ord(char)))
            start = i + 1
    out.append(text[start:])
    out.append('"')


class Parser:
    """A recursive descent parser; `position` is where it stands in the text."""

    def __init__(self, text):
        self.text = text
        self.length = len(text)
        self.position = 0

    def parse(self):
        value = self.value()
        self.skip_blanks()
        if self.position != self.length:
            raise JsonError("text after the value", self.position)
        return value

    def skip_blanks(self):
        text = self.text
        position = self.position
        while position < self.length:
            char = text[position]
            if char != " " and char != "\n" and char != "\t" and char != "\r":
                break
            position += 1
        self.position = position

    def peek(self):
        """The next character that is not blank."""
        self.skip_blanks()
        if self.position >= self.length:
            raise JsonError("unexpected end", self.position)
        return self.text[self.position]

    def expect(self, char):
        if self.peek() != char:
            raise JsonError("no " + char, self.position)
        self.position += 1

    def value(self):
        char = self.peek()
        if char == "{":
            return self.object()
        if char == "[":
            return self.array()
        if char == '"':
            return String(self.string())
        if char == "-" or "0" <= char <= "9":
            return self.number()
        if char == "t":
            self.word("true")
            return Boolean(True)
        if char == "f":
            self.word("false")
            return Boolean(False)
        if char == "n":
            self.word("null")
            return Null()
        raise JsonError("unexpected " + char, self.position)

    def word(self, word):
        end = self.position + len(word)
        if self.text[self.position : end] != word:
            raise JsonError("no " + word, self.position)
        self.position = end

    def object(self):
        members = {}
        self.expect("{")
        if self.peek() == "}":
            self.position += 1
            return Object(members)
        while True:
            if self.peek() != '"':
                raise JsonError("no key", self.position)
            key = self.string()
            self.expect(":")
            members[key] = self.value()
            if self.peek() == "}":
                self.position += 1
                return Object(members)
            self.expect(",")

    def array(self):
        items = []
        self.expect("[")
        if self.peek() == "]":
            self.position += 1
            return Array(items)
        while True:
            items.append(self.value())
            if self.peek() == "]":
                self.position += 1
                return Array(items)
            self.expect(",")

    def string(self):
        text = self.text
        start = self.position + 1
        pieces = []
        position = start
        while position < self.length:
            char = text[position]
            if char == '"':
                pieces.append(text[start:position])
                self.position = position + 1
                return "".join(pieces)
            position += 1
            if char == "\\":
                pieces.append(text[start : position - 1])
                self.position = position
                pieces.append(self.escape())
                position = self.position
                start = position
        raise JsonError("string without end", start)

    def escape(self):
        """The character meant by what follows a backslash."""
        if self.position >= self.length:
            raise JsonError("string without end", self.position)
        char = self.text[self.position]
        self.position += 1
        if char == "u":
            digits = self.text[self.position : self.position + 4]
            self.position += 4
            return chr(int(digits, 16))
        if char not in ESCAPES:
            raise JsonError("unknown escape", self.position)
        return ESCAPES[char]

    def number(self):
        text = self.text
        start = self.position
        position = start + 1
        integral = True
        while position < self.length:
            char = text[position]
            if char == "." or char == "e" or char == "E" or char == "+" or char == "-":
                integral = False
            elif not "0" <= char <= "9":
                break
            position += 1
        self.position = position
        if integral:
            return Integer(int(text[start:position]))
        return Float(float(text[start:position]))


class Random:
    """A linear congruential generator, the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit


def generate_document(records):
    """The text of an array of nested records, written with blanks."""
    random = Random(42)
    lines = []
    for i in range(records):
        name = FIRST_NAMES[random.below(len(FIRST_NAMES))]
        tags = []
        for _ in range(random.below(4)):
            tags.append('"' + TAGS[random.below(len(TAGS))] + '"')
        active = "true" if random.below(2) == 0 else "false"
        balance = "%d.%d" % (random.below(20000) - 10000, random.below(100))
        manager = "null"
        if i > 0:
            manager = str(random.below(i))
        lines.append(
            '  {\n    "id": %d,\n    "name": "%s",\n    "active": %s,\n    "balance": %s,\n'
            % (i, name, active, balance)
            + '    "tags": [%s],\n    "manager": %s,\n' % (", ".join(tags), manager)
            + '    "position": {"x": %d.5e-3, "y": -%d, "empty": {}}\n  }' % (random.below(1000), random.below(1000))
        )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def text_checksum(text):
    checksum = 0
    for char in text:
        checksum = (checksum * 31 + ord(char)) & 0xFFFFFF
    return checksum


BROKEN = ["[1, 2", '{"a": }', '{"a" 1}', '"abc', "[tru]", "1 2", '["\\x"]', ""]


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 250
    text = generate_document(RECORDS)
    print("json_parser: document of %d characters, checksum %d" % (len(text), text_checksum(text)))
    values = 0
    for _ in range(rounds):
        document = Parser(text).parse()
        values += document.count()
        out = []
        document.write(out)
        text = "".join(out)
    print("json_parser: %d values in %d rounds" % (values, rounds))
    print("json_parser: written %d characters, checksum %d" % (len(text), text_checksum(text)))
    for broken in BROKEN:
        try:
            Parser(broken).parse()
        except JsonError as error:
            print("json_parser: %s" % error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
