import sys
LIMIT = 100000000 if len(sys.argv) < 5 else 3
class Deep:
    def __init__(self, n):
        self.n = n
    def over(self):
        self.n += 1
        return self.n > LIMIT
    def __add__(self, other):
        if self.over(): return self
        return self + other
    def __eq__(self, other):
        if self.over(): return True
        return self == Deep(1)
    def __getitem__(self, i):
        if self.over(): return 1
        return self[i + 1]
    @property
    def p(self):
        if self.over(): return 1
        return self.p
    def __len__(self):
        if self.over(): return 1
        return len(self)
    def __contains__(self, x):
        if self.over(): return True
        return x in self
    def __str__(self):
        if self.over(): return "a"
        return f"{self}"
    def __lt__(self, other):
        if self.over(): return True
        return self < other

def f1(a):
    try:
        return (a + a).n
    except RecursionError:
        return -1
def f2(a):
    try:
        return a == a
    except Exception as e:
        print(type(e).__name__)
        return False
def f3(a):
    try:
        return a[3] == 5
    except RecursionError as e:
        print(type(e).__name__)
        return False
def f4(a):
    try:
        return a.p == 7
    except:
        print("bare")
        return False
def f5(a):
    try:
        return len(a) == 4
    finally:
        print("finally")
def f7(a):
    try:
        return 5 in a
    except (KeyError, RecursionError):
        print("in")
        return True
def f8(a):
    try:
        return len(f"{a}")
    except RuntimeError:
        return -8
def f9(a):
    try:
        return a < a
    except RecursionError:
        return False
def f10(a, b):
    try:
        return max(a, b).n
    except RecursionError:
        return -10
a = Deep(1)
print(f1(a)); print(f2(a)); print(f3(a)); print(f4(a))
try:
    f5(a)
except RecursionError:
    print("f5")
print(f7(a)); print(f8(a)); print(f9(a)); print(f10(a, Deep(2)))
