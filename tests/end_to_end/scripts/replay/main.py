"""What is printed at translation time appears in its place; names may be read too early."""
import sys

print("first")
import loud


def deco(f):
    print("decorating", f.__name__)
    return f


print("second", loud.value)


@deco
def g():
    return 2


class Late:
    x = loud.value
    print("the body of", "Late")


print(Late.x, g(), __doc__[:4])


def use():
    return helper(1) + len(wxyz)


for attempt in range(2):
    try:
        print(use())
    except NameError as e:
        print("NameError:", e)
    if attempt == 0:
        continue


def helper(n):
    return n + 1


class Base(Exception):
    level = 1


def make(kind):
    if kind == 0:
        raise Base("zero")
    if kind == 1:
        raise Child("one")
    return Shape(kind)


for kind in range(2):
    try:
        make(kind)
    except Base as error:
        print(type(error).__name__, error, error.level)
    except NameError as error:
        print(error)


class Child(Base):
    level = 2


class Shape:
    def __init__(self, sides):
        self.sides = sides

    def __eq__(self, other):
        return isinstance(other, Shape) and other.sides == self.sides


try:
    make(1)
except Child as error:
    print(error, error.level, isinstance(error, Base))
print(make(3) == Shape(3))
wxyz = [0] * len(sys.argv)
print(use())
max = 0
for value in [4, 9, 2]:
    if value > max:
        max = value
print(max)
del max
print(max(2, 7))
if len(sys.argv) > 1:

    class Mode:
        name = "arguments"
else:

    class Mode:
        name = "plain"


print(Mode.name)
word: str = "text"
del word
try:
    print(word)
except NameError as error:
    print(error)
fs = []
for k in range(3):
    fs.append(lambda: k)
print([f() for f in fs])
del wxyz[0]
use()
del wxyz
print(use())
