"""Uses copy of the standard library."""

import copy


class Node:
    def __init__(self, name, children):
        self.name = name
        self.children = children
        self.marks = {"seen": 1}


if __name__ == "__main__":
    tree = Node("root", [Node("a", []), Node("b", [Node("c", [])])])
    shallow = copy.copy(tree)
    deep = copy.deepcopy(tree)
    tree.children.append(Node("d", []))
    tree.children[0].name = "changed"
    tree.marks["seen"] = 2
    print(len(shallow.children), len(deep.children), shallow.children[0].name, deep.children[0].name)
    print(shallow.marks, deep.marks)
    grid = [[1, 2], [3, 4]]
    flat, full = copy.copy(grid), copy.deepcopy(grid)
    grid[0][0] = 9
    print(flat, full)
