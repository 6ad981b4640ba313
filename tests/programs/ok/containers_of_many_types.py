# Containers of the program's own, each instance with items of its own type.


class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)

    def pop(self):
        if not self.items:
            raise IndexError("empty stack")
        return self.items.pop()

    def peek(self):
        return self.items[-1]

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f"Stack({self.items!r})"

    def is_empty(self):
        return len(self.items) == 0


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = node
        else:
            cur = self.head
            while cur.next is not None:
                cur = cur.next
            cur.next = node
        self.size += 1

    def __iter__(self):
        cur = self.head
        while cur is not None:
            yield cur.value
            cur = cur.next

    def reverse(self):
        prev = None
        cur = self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev

    def __str__(self):
        return "->".join(str(v) for v in self)


class Tree:
    class _Node:
        def __init__(self, key, value):
            self.key = key
            self.value = value
            self.left = None
            self.right = None

    def __init__(self):
        self.root = None

    def insert(self, key, value):
        self.root = self._insert(self.root, key, value)

    def _insert(self, node, key, value):
        if node is None:
            return Tree._Node(key, value)
        if key < node.key:
            node.left = self._insert(node.left, key, value)
        elif key > node.key:
            node.right = self._insert(node.right, key, value)
        else:
            node.value = value
        return node

    def items(self):
        out = []

        def walk(n):
            if n is not None:
                walk(n.left)
                out.append((n.key, n.value))
                walk(n.right)

        walk(self.root)
        return out


class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def swapped(self):
        return Pair(self.b, self.a)

    def __repr__(self):
        return f"<{self.a} {self.b}>"


class Base:
    def __init__(self, data):
        self.data = data

    def describe(self):
        return f"{type(self).__name__}:{self.data}"


class Ints(Base):
    def __init__(self, n):
        super().__init__([n])

    def total(self):
        return sum(self.data)


class Words(Base):
    def __init__(self, w):
        super().__init__([w])

    def total(self):
        return "".join(self.data)


def drain(stack):
    out = []
    while not stack.is_empty():
        out.append(stack.pop())
    return out


def main():
    s = Stack()
    s.push(1)
    s.push(2)
    t = Stack()
    t.push("a")
    print(s, t, len(s), t.peek() + "b", s.pop() + 1)
    s.push(9)
    print(drain(s), drain(t))
    try:
        s.pop()
    except IndexError as e:
        print(e)
    xs = LinkedList()
    ys = LinkedList()
    for i in range(3):
        xs.push(i)
        xs.append(i * 10)
        ys.append(chr(97 + i))
    xs.reverse()
    print(xs, ys, xs.size, list(xs), list(ys), isinstance(xs, LinkedList))
    a = Tree()
    b = Tree()
    for k in (3, 1, 2):
        a.insert(k, str(k))
        b.insert(str(k), k * 0.5)
    print(a.items(), b.items())
    p = Pair(1, 2)
    q = Pair("x", "y")
    print(p, q, p.a + p.b, q.a + q.b, p.swapped(), q.swapped().a)
    print(Ints(4).describe(), Words("w").describe(), Ints(5).total(), Words("v").total())


if __name__ == "__main__":
    main()
