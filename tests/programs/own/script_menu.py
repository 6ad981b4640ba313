import sys
class Node:
    def __init__(self, v): self.v = v; self.next = None
class LinkedList:
    def __init__(self): self.head = None; self.size = 0
    def add(self, v):
        n = Node(v)
        n.next = self.head
        self.head = n
        self.size += 1
    def __iter__(self):
        n = self.head
        while n is not None:
            yield n.v
            n = n.next
    def __len__(self): return self.size
lst = LinkedList()
for x in "hello": lst.add(x)
print("".join(lst), len(lst))
menu = {"1": "add", "2": "list", "3": "quit"}
todo = []
def add_item(text): todo.append({"text": text, "done": "no"})
def render():
    if not todo:
        return "(nothing)"
    return "\n".join(f"{i}. {t['text']} [{t['done']}]" for i, t in enumerate(todo, 1))
while True:
    try:
        choice = input("> ")
    except EOFError:
        print()
        break
    action = menu.get(choice)
    if action is None:
        print("unknown choice:", choice)
        continue
    if action == "quit":
        break
    elif action == "add":
        text = input("text: ")
        add_item(text)
    else:
        print(render())
else:
    print("never")
print(f"{len(todo)} items")
handlers = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
def rpn(expr):
    st = []
    for tok in expr.split():
        if tok in handlers:
            b = st.pop(); a = st.pop()
            st.append(handlers[tok](a, b))
        else:
            st.append(int(tok))
    return st[-1]
for e in ("1 2 +", "5 1 2 + 4 * + 3 -"):
    print(e, "=", rpn(e))
table = [["name", "qty"], ["apple", 3], ["fig", 12]] if False else [["name", "qty"], ["apple", "3"], ["fig", "12"]]
widths = [max(len(row[i]) for row in table) for i in range(2)]
for row in table:
    print(" | ".join(cell.ljust(w) for cell, w in zip(row, widths)))
matrix = [[1, 2], [3, 4]]
def mul(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for i in range(len(a))]
power = matrix
for _ in range(3): power = mul(power, matrix)
print(power, list(zip(*power)))
primes = [n for n in range(2, 50) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(primes)
hanoi_moves = []
def hanoi(n, a="A", b="B", c="C"):
    if n:
        hanoi(n - 1, a, c, b)
        hanoi_moves.append((a, c))
        hanoi(n - 1, b, a, c)
hanoi(4)
print(len(hanoi_moves), hanoi_moves[:3])
print({w: len(w) for w in sorted(set("the cat the dog".split()))})
print("done", file=sys.stderr)
raise RuntimeError(f"stopped after {len(todo)}")
