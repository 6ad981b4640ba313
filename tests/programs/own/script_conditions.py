import sys
if len(sys.argv) > 1:
    N = int(sys.argv[1])
else:
    N = 5
def area(n=N): return n * N
if N > 3:
    def kind(): return "big"
else:
    def kind(): return "small"
print(area(), area(2), kind())
try:
    import json
    HAVE = True
except ImportError:
    HAVE = False
else:
    EXTRA = 1
finally:
    DONE = "done"
try:
    from nowhere import thing
except ImportError as err:
    print("no thing:", err)
    def thing(): return "fallback"
print(HAVE, EXTRA, DONE, thing())
last = None
def see():
    return last
for last in range(3):
    print(see())
try:
    [][1]
except IndexError as problem:
    def text(): return str(problem)
    print(text())
try:
    print(text())
except NameError as e2:
    print("gone:", e2)
matrix = [[i * j for j in range(N)] for i in range(N)]
print([[row[k] for row in matrix] for k in range(2)])
total = sum(matrix[i][j] for i in range(N) for j in range(N) if i != j)
print(total, {k: v for k, v in zip("abc", range(N))})
def gen():
    for i in range(N):
        yield i * i
for sq in gen():
    if sq > 3: break
else:
    print("not here")
print(sq)
command = "go north".split()
match command:
    case ["go", direction]:
        print("going", direction)
    case _:
        print("what?")
x = y = 0
x, y = y + 1, x + 2
(a, b), [c, *d] = (1, 2), [3, 4, 5]
print(x, y, a, b, c, d)
i = 10
i **= 2
matrix[0][1] += i
print(matrix[0][:3])
count = 0
def inc(by=1):
    global count
    count += by
    return count
while inc() < 5:
    if count == 3:
        continue
    print("count", count)
del count
try:
    inc()
except NameError as e3:
    print(e3)
count = 7
print(inc(3), count)
import math as m
print(m.floor(2.7))
exit(3)
