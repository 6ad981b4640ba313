def init():
    global total, names
    total = 5
    names = []
def add(n):
    names.append(n)
    return total + n
init()
print(add(3), total, names)
x = 5
def show(): print("x is", x)
show()
x = 6
show()
for i in range(3):
    x += i
show()
result = [add(i) for i in range(3)]
print(result, names, i)
def outer():
    y = x
    def inner():
        nonlocal y
        global x
        y += 1
        x = y * 2
        return y
    return inner() + inner()
print(outer(), x)
cfg = {"a": 1}
def get(key, default=None):
    return cfg.get(key, default)
print(get("a"), get("b"), get("b", 7))
cfg["b"] = 2
print(get("b"))
data = None
def load():
    global data
    if data is None:
        data = [1, 2, 3]
    return data
print(load(), data is load())
data = None
print(sum(load()))
main = lambda: print("main lambda", x)
main()
values = iter([3, 4])
for v in values: print(v)
print(v)
n = 3
while n:
    n -= 1
    if n == 1: break
print(n, __name__)
class Counter:
    total = 0
    def __init__(self): Counter.total += 1
cs = [Counter() for _ in range(3)]
Counter.total += 10
print(Counter.total, cs[0].total)
