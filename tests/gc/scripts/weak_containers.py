"""`WeakValueDictionary`, `WeakKeyDictionary` and `WeakSet`: the same output wherever dead objects are found."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name


class Key:
    __slots__ = ("__weakref__", "value")

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __repr__(self):
        return "Key(" + str(self.value) + ")"


def garbage(n):
    total = 0
    for i in range(n):
        total += len([i, i + 1])
    return total


def make(names):
    return [Node(name) for name in names]


def values():
    nodes = make(["a", "b", "c", "d"])
    table = weakref.WeakValueDictionary()
    print(len(table), "a" in table, table.get("a") is None)
    for node in nodes:
        table[node.name] = node
    gc.collect()
    print(len(table), sorted(table), table["a"] is nodes[0], "b" in table, "x" in table)
    print(list(table.keys()), [v.name for v in table.values()], [(k, v.name) for k, v in table.items()])
    del nodes[1]
    gc.collect()
    print(len(table), list(table), "b" in table, table.get("b") is None, table.get("b", nodes[0]).name)
    try:
        print(table["b"])
    except KeyError as error:
        print("KeyError", error)
    try:
        del table["b"]
    except KeyError as error:
        print("KeyError", error)
    fresh = Node("fresh")
    print(table.setdefault("b", fresh) is fresh, table.setdefault("a", fresh) is nodes[0], list(table))
    print(table.pop("a").name, table.pop("a", fresh).name, len(table))
    try:
        table.pop("a")
    except KeyError as error:
        print("KeyError", error)
    del table["c"]
    print(list(table), fresh.name, len(nodes))
    table.update({"n0": nodes[0], "n1": nodes[1]})
    table.update([("n2", nodes[2])])
    other = table.copy()
    table.clear()
    print(len(table), sorted(other), other["n2"].name)
    key, found = other.popitem()
    print(key, found.name, len(other), fresh.name)
    try:
        table["x"] = None
    except TypeError as error:
        print(error)
    made = weakref.WeakValueDictionary({"p": fresh})
    print(list(made.items()) == [("p", fresh)], bool(made), bool(table), repr(made)[:23], fresh.name)
    return [node.name for node in nodes]


def order():
    """A key whose value died comes last when it is set again."""
    nodes = make(["a", "b", "c"])
    table = weakref.WeakValueDictionary()
    for node in nodes:
        table[node.name] = node
        node = None
    nodes[0] = Node("new")
    gc.collect()
    print(list(table))
    table["a"] = nodes[0]
    table["c"] = nodes[0]
    print([(key, value.name) for key, value in table.items()], [node.name for node in nodes])


def dying():
    """Entries die while somebody iterates."""
    nodes = make([str(i) for i in range(20)])
    table = weakref.WeakValueDictionary()
    for i, node in enumerate(nodes):
        table[i] = node
        node = None
    seen = []
    for key in table:
        seen.append(key)
        if key == 5:
            del nodes[3:10]
            gc.collect()
    print(seen, len(table), [node.name for node in nodes])
    seen = []
    for key, value in table.items():
        seen.append((key, value.name))
        value = None
        if key == 10:
            del nodes[5:]
            gc.collect()
    print(seen, len(table), [node.name for node in nodes])


def many():
    """Dead entries do not pile up, and are found by nobody."""
    table = weakref.WeakValueDictionary()
    kept = []
    for i in range(5000):
        node = Node(str(i))
        table[i] = node
        if i % 100 == 0:
            kept.append(node)
        node = None
    gc.collect()
    garbage(100)
    print(len(table), sum([len(node.name) for node in kept]), [k for k in table if k % 1000 == 0], kept[0].name)


def keys():
    nodes = make(["a", "b", "c"])
    table = weakref.WeakKeyDictionary()
    for i, node in enumerate(nodes):
        table[node] = i
        node = None
    gc.collect()
    print(len(table), table[nodes[1]], nodes[2] in table, Node("a") in table, table.get(Node("z")), table.get(nodes[0]))
    print(sorted([node.name for node in table]), sorted(table.values()), [(n.name, v) for n, v in table.items()])
    del nodes[1]
    gc.collect()
    print(len(table), sorted([node.name for node in table]), list(table.values()))
    table[nodes[0]] += 10
    print(table.setdefault(nodes[0], 99), table.pop(nodes[1]), table.pop(nodes[1], -1), len(table))
    try:
        print(table[nodes[1]])
    except KeyError:
        print("KeyError")
    try:
        del table[nodes[1]]
    except KeyError:
        print("KeyError")
    table.update({nodes[1]: 5})
    other = table.copy()
    del table[nodes[0]]
    print(len(table), len(other), other[nodes[0]], repr(other)[:21])
    node, value = other.popitem()
    print(node.name, value, len(other), nodes[0].name)
    other.clear()
    print(len(other), bool(other), bool(table), None in table, nodes[1].name)


def equal_keys():
    """The first of several equal keys is the one that is kept, and decides how long."""
    first, second = Key(1), Key(1)
    table = weakref.WeakKeyDictionary()
    table[first] = "one"
    table[second] = "two"
    print(len(table), table[first], table[Key(1)], Key(2) in table)
    print([key is first for key in table], second)
    del first
    gc.collect()
    print(len(table), second in table, table.get(second, "gone"))
    table[second] = "again"
    print(table[Key(1)], list(table), second)
    caches = weakref.WeakKeyDictionary()
    for i in range(3000):
        key = Key(i)
        caches[key] = str(i)
        key = None
    gc.collect()
    print(len(caches), list(caches))


def sets():
    nodes = make(["a", "b", "c", "d"])
    live = weakref.WeakSet()
    for node in nodes:
        live.add(node)
        live.add(node)
        node = None
    other = weakref.WeakSet(nodes[2:])
    print(len(live), nodes[1] in live, Node("a") in live, sorted([node.name for node in live]), len(other))
    print(sorted([node.name for node in live & other]), sorted([node.name for node in live - other]))
    print(
        sorted([node.name for node in live | other]), other <= live, live <= other, live == other, live == live.copy()
    )
    del nodes[1]
    gc.collect()
    print(len(live), sorted([node.name for node in live]), live.issuperset(nodes), live.isdisjoint(nodes))
    live.discard(nodes[0])
    live.discard(nodes[0])
    try:
        live.remove(nodes[0])
    except KeyError:
        print("KeyError")
    live.remove(nodes[1])
    print([node.name for node in live], live.pop() is nodes[2], len(live), bool(live))
    try:
        live.pop()
    except KeyError as error:
        print("KeyError", error)
    live.update(nodes)
    seen = 0
    for node in live:
        seen += 1
        node = None
        if seen == 1:
            gc.collect()
    print(seen, len(nodes), [node.name for node in nodes])
    live.clear()
    print(len(live), None in live)
    keys = [Key(1), Key(2), Key(1)]
    print(len(weakref.WeakSet(keys)), Key(2) in weakref.WeakSet(keys), repr(weakref.WeakSet([keys[0]]))[:14], keys)
    print(hex(id(keys[0])) in repr(weakref.WeakSet(keys[:1])), repr(weakref.WeakSet()), repr(weakref.ref(keys[0]))[-1])
    for i in range(2000):
        live.add(Node(str(i)))
    gc.collect()
    print(len(live))


class Registry:
    """As programs use them: an object for a name, as long as somebody needs it."""

    def __init__(self):
        self.known = weakref.WeakValueDictionary()
        self.made = 0

    def get(self, name):
        found = self.known.get(name)
        if found is None:
            self.made += 1
            found = Node(name)
            self.known[name] = found
        return found


def interning():
    registry = Registry()
    held = [registry.get(str(i % 7)) for i in range(100)]
    print(registry.made, len(registry.known), held[0] is held[7])
    del held[3:]
    gc.collect()
    print(sorted(registry.known), registry.get("2") is held[2], registry.made, len(held))
    again = registry.get("5")
    print(registry.made, again.name)


def main():
    print(values())
    order()
    dying()
    many()
    keys()
    equal_keys()
    sets()
    interning()


main()
