"""The values of Lumen programs: nil, booleans, integers, floats, strings, tables, functions."""

import math

from errors import RuntimeProblem

NUMBER_TYPES = ("integer", "float")


class Value:
    """Base class: what every value can do, with the failures of those that cannot."""

    __slots__ = ()

    def type_name(self):
        raise NotImplementedError

    def is_true(self):
        return True

    def display(self):
        """How print() shows it."""
        return "<" + self.type_name() + ">"

    def quoted(self):
        """How it looks inside a table that is shown."""
        return self.display()

    def equals(self, other):
        return self is other

    def key(self):
        """A string that is equal for equal keys of a table."""
        raise RuntimeProblem("a %s cannot be a key" % self.type_name(), 0)

    def length(self):
        raise RuntimeProblem("a %s has no length" % self.type_name(), 0)

    def as_float(self):
        raise RuntimeProblem("a number is needed, not a %s" % self.type_name(), 0)

    def as_int(self):
        raise RuntimeProblem("an integer is needed, not a %s" % self.type_name(), 0)

    def as_text(self):
        raise RuntimeProblem("a string is needed, not a %s" % self.type_name(), 0)

    def is_number(self):
        return False

    # Arithmetic: the left operand is asked, and asks the right one for its number.

    def add(self, other):
        return self.refuse("+", other)

    def subtract(self, other):
        return self.refuse("-", other)

    def multiply(self, other):
        return self.refuse("*", other)

    def divide(self, other):
        return self.refuse("/", other)

    def floor_divide(self, other):
        return self.refuse("//", other)

    def modulo(self, other):
        return self.refuse("%", other)

    def power(self, other):
        return self.refuse("^", other)

    def concatenate(self, other):
        return StringValue(self.as_concatenated() + other.as_concatenated())

    def as_concatenated(self):
        raise RuntimeProblem("a %s cannot be concatenated" % self.type_name(), 0)

    def negate(self):
        raise RuntimeProblem("a %s cannot be negated" % self.type_name(), 0)

    def less(self, other):
        raise RuntimeProblem("%s and %s have no order" % (self.type_name(), other.type_name()), 0)

    def less_equal(self, other):
        return not other.less(self)

    def refuse(self, symbol, other):
        raise RuntimeProblem("%s %s %s is not possible" % (self.type_name(), symbol, other.type_name()), 0)

    def get(self, key):
        raise RuntimeProblem("a %s cannot be indexed with %s" % (self.type_name(), key.quoted()), 0)

    def put(self, key, value):
        raise RuntimeProblem("a %s has no items to assign" % self.type_name(), 0)


class NilValue(Value):
    """Nothing."""

    __slots__ = ()

    def type_name(self):
        return "nil"

    def is_true(self):
        return False

    def display(self):
        return "nil"

    def equals(self, other):
        return isinstance(other, NilValue)


class BoolValue(Value):
    """true or false."""

    __slots__ = ("truth",)

    def __init__(self, truth):
        self.truth = truth

    def type_name(self):
        return "boolean"

    def is_true(self):
        return self.truth

    def display(self):
        return "true" if self.truth else "false"

    def equals(self, other):
        return isinstance(other, BoolValue) and other.truth == self.truth

    def key(self):
        return "b1" if self.truth else "b0"


NIL = NilValue()
TRUE = BoolValue(True)
FALSE = BoolValue(False)


def boolean(truth):
    return TRUE if truth else FALSE


class IntValue(Value):
    """A machine integer; arithmetic that leaves 64 bits goes on with floats."""

    __slots__ = ("number",)

    def __init__(self, number):
        self.number = number

    def type_name(self):
        return "integer"

    def is_number(self):
        return True

    def display(self):
        return str(self.number)

    def equals(self, other):
        if isinstance(other, IntValue):
            return other.number == self.number
        return isinstance(other, FloatValue) and other.number == self.number

    def key(self):
        return "i%d" % self.number

    def as_float(self):
        return float(self.number)

    def as_int(self):
        return self.number

    def as_concatenated(self):
        return str(self.number)

    def add(self, other):
        if isinstance(other, IntValue):
            try:
                return integer(self.number + other.number)
            except OverflowError:
                pass
        return FloatValue(self.number + other.as_float())

    def subtract(self, other):
        if isinstance(other, IntValue):
            try:
                return integer(self.number - other.number)
            except OverflowError:
                pass
        return FloatValue(self.number - other.as_float())

    def multiply(self, other):
        if isinstance(other, IntValue):
            try:
                return integer(self.number * other.number)
            except OverflowError:
                pass
        return FloatValue(self.number * other.as_float())

    def divide(self, other):
        return float_quotient(float(self.number), other.as_float())

    def floor_divide(self, other):
        if isinstance(other, IntValue):
            if other.number == 0:
                raise RuntimeProblem("division by zero", 0)
            return integer(self.number // other.number)
        return FloatValue(float_floor(float(self.number), other.as_float()))

    def modulo(self, other):
        if isinstance(other, IntValue):
            if other.number == 0:
                raise RuntimeProblem("modulo by zero", 0)
            return integer(self.number % other.number)
        return FloatValue(float_modulo(float(self.number), other.as_float()))

    def power(self, other):
        if isinstance(other, IntValue) and 0 <= other.number < 64:
            try:
                return integer(integer_power(self.number, other.number))
            except OverflowError:
                pass
        return FloatValue(float_power(float(self.number), other.as_float()))

    def negate(self):
        return integer(-self.number)

    def less(self, other):
        if isinstance(other, IntValue):
            return self.number < other.number
        if other.is_number():
            return self.number < other.as_float()
        return Value.less(self, other)

    def less_equal(self, other):
        if isinstance(other, IntValue):
            return self.number <= other.number
        if other.is_number():
            return self.number <= other.as_float()
        return Value.less_equal(self, other)


SMALLEST, LARGEST = -9223372036854775808, 9223372036854775807
SMALL_INTEGERS = [IntValue(n) for n in range(-128, 1024)]


def integer(number):
    """An integer value; the small ones exist once. Raises OverflowError if it does not fit a machine word."""
    if not SMALLEST <= number <= LARGEST:
        raise OverflowError
    if -128 <= number < 1024:
        return SMALL_INTEGERS[number + 128]
    return IntValue(number)


def integer_power(base, exponent):
    result = 1
    while exponent:
        if exponent & 1:
            result *= base
        exponent >>= 1
        if exponent:
            base *= base
    return result


class FloatValue(Value):
    """A floating-point number."""

    __slots__ = ("number",)

    def __init__(self, number):
        self.number = number

    def type_name(self):
        return "float"

    def is_number(self):
        return True

    def display(self):
        return float_text(self.number)

    def equals(self, other):
        if isinstance(other, FloatValue):
            return other.number == self.number
        return isinstance(other, IntValue) and other.number == self.number

    def key(self):
        if is_whole(self.number):
            return "i%d" % int(self.number)
        return "f" + repr(self.number)

    def as_float(self):
        return self.number

    def as_int(self):
        if not is_whole(self.number):
            raise RuntimeProblem("%s is not an integer" % float_text(self.number), 0)
        return int(self.number)

    def as_concatenated(self):
        return float_text(self.number)

    def add(self, other):
        return FloatValue(self.number + other.as_float())

    def subtract(self, other):
        return FloatValue(self.number - other.as_float())

    def multiply(self, other):
        return FloatValue(self.number * other.as_float())

    def divide(self, other):
        return float_quotient(self.number, other.as_float())

    def floor_divide(self, other):
        return FloatValue(float_floor(self.number, other.as_float()))

    def modulo(self, other):
        return FloatValue(float_modulo(self.number, other.as_float()))

    def power(self, other):
        return FloatValue(float_power(self.number, other.as_float()))

    def negate(self):
        return FloatValue(-self.number)

    def less(self, other):
        if other.is_number():
            return self.number < other.as_float()
        return Value.less(self, other)

    def less_equal(self, other):
        if other.is_number():
            return self.number <= other.as_float()
        return Value.less_equal(self, other)


def float_text(number):
    if number != number:
        return "nan"
    if number in (float("inf"), float("-inf")):
        return "inf" if number > 0 else "-inf"
    return "%.1f" % number if is_whole(number) else "%.14g" % number


def is_whole(number):
    """True if an integer holds the number exactly."""
    return abs(number) < 1e15 and number % 1.0 == 0.0


def float_quotient(x, y):
    if y == 0.0:
        if x == 0.0 or x != x:
            return FloatValue(float("nan"))
        return FloatValue(float("inf") if x > 0 else float("-inf"))
    return FloatValue(x / y)


def float_floor(x, y):
    if y == 0.0:
        raise RuntimeProblem("division by zero", 0)
    return x // y


def float_modulo(x, y):
    if y == 0.0:
        raise RuntimeProblem("modulo by zero", 0)
    return x % y


def float_power(x, y):
    if x < 0.0 and y % 1.0 != 0.0:
        return float("nan")
    try:
        return math.pow(x, y)
    except (ValueError, OverflowError):
        return float("inf")


class StringValue(Value):
    """Text."""

    __slots__ = ("text",)

    def __init__(self, text):
        self.text = text

    def type_name(self):
        return "string"

    def display(self):
        return self.text

    def quoted(self):
        return '"' + self.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def equals(self, other):
        return isinstance(other, StringValue) and other.text == self.text

    def key(self):
        return "s" + self.text

    def length(self):
        return len(self.text)

    def as_text(self):
        return self.text

    def as_concatenated(self):
        return self.text

    def less(self, other):
        if isinstance(other, StringValue):
            return self.text < other.text
        return Value.less(self, other)

    def get(self, key):
        """`text[i]`: the i-th character, counted from 1, or nil."""
        if isinstance(key, IntValue):
            index = key.number if key.number >= 0 else len(self.text) + key.number + 1
            if 1 <= index <= len(self.text):
                return StringValue(self.text[index - 1])
            return NIL
        return Value.get(self, key)


class TableValue(Value):
    """An array part, counted from 1, and a hash part; perhaps a prototype that is asked for what is missing."""

    __slots__ = ("hash", "items", "keys", "prototype")

    def __init__(self):
        self.items = []
        self.hash = {}
        self.keys = {}
        self.prototype = None

    def type_name(self):
        return "table"

    def key(self):
        return "t%d" % id(self)

    def length(self):
        return len(self.items)

    def get(self, key):
        found = self.get_own(key)
        table = self.prototype
        while found is NIL and table is not None:
            found = table.get_own(key)
            table = table.prototype
        return found

    def get_own(self, key):
        if isinstance(key, IntValue):
            index = key.number
            if 1 <= index <= len(self.items):
                return self.items[index - 1]
        if isinstance(key, NilValue):
            return NIL
        return self.hash.get(key.key(), NIL)

    def get_text(self, name):
        found = self.hash.get("s" + name, NIL)
        if found is NIL and self.prototype is not None:
            return self.prototype.get_text(name)
        return found

    def put(self, key, value):
        if isinstance(key, IntValue):
            index = key.number
            count = len(self.items)
            if 1 <= index <= count:
                if value is NIL and index == count:
                    self.items.pop()
                else:
                    self.items[index - 1] = value
                return
            if index == count + 1:
                if value is not NIL:
                    self.items.append(value)
                    self.migrate()
                return
        text = key.key()
        if value is NIL:
            if text in self.hash:
                del self.hash[text]
                del self.keys[text]
        else:
            self.hash[text] = value
            self.keys[text] = key

    def migrate(self):
        """Move what follows the array part from the hash part."""
        while self.hash:
            text = "i%d" % (len(self.items) + 1)
            if text not in self.hash:
                return
            self.items.append(self.hash.pop(text))
            del self.keys[text]

    def put_text(self, name, value):
        self.put(StringValue(name), value)

    def all_keys(self):
        """The keys in the order of the array part, then as they were put in."""
        found = [integer(i + 1) for i, item in enumerate(self.items) if item is not NIL]
        found.extend(self.keys.values())
        return found

    def display(self):
        return self.show(0)

    def show(self, depth):
        if depth > 3:
            return "{...}"
        parts = []
        for item in self.items:
            parts.append(item.show(depth + 1) if isinstance(item, TableValue) else item.quoted())
        for text, key in self.keys.items():
            value = self.hash[text]
            shown = value.show(depth + 1) if isinstance(value, TableValue) else value.quoted()
            if isinstance(key, StringValue):
                parts.append(key.text + " = " + shown)
            else:
                parts.append("[" + key.quoted() + "] = " + shown)
        return "{" + ", ".join(parts) + "}"


class Callable(Value):
    """What can be called."""

    __slots__ = ("name",)

    def type_name(self):
        return "function"

    def key(self):
        return "c%d" % id(self)

    def display(self):
        return "<function " + self.name + ">"


class Cell:
    """A variable that closures share."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


class Closure(Callable):
    """A function of the program, with the variables it has captured."""

    __slots__ = ("cells", "code")

    def __init__(self, code, cells):
        self.name = code.name
        self.code = code
        self.cells = cells


class Native(Callable):
    """A function of the library: called with the machine and a list of values, returns a value."""

    __slots__ = ("least", "run")

    def __init__(self, name, least, run):
        self.name = name
        self.least = least
        self.run = run
