"""Sudoku by exact cover: Knuth's dancing links."""

import time


class Node:
    __slots__ = ["left", "right", "up", "down", "column", "row"]

    def __init__(self, column=None, row=None):
        self.left = self.right = self.up = self.down = self
        self.column = column
        self.row = row


class Column(Node):
    __slots__ = ["name", "size"]

    def __init__(self, name):
        super().__init__()
        self.column = self
        self.name = name
        self.size = 0


class DancingLinks:
    def __init__(self, names):
        self.root = Column("root")
        self.columns = {}
        self.nodes_tried = 0
        for name in names:
            column = Column(name)
            column.left, column.right = self.root.left, self.root
            self.root.left.right = column
            self.root.left = column
            self.columns[name] = column

    def add_row(self, row, names):
        first = None
        for name in names:
            column = self.columns[name]
            node = Node(column, row)
            node.up, node.down = column.up, column
            column.up.down = node
            column.up = node
            column.size += 1
            if first is None:
                first = node
            else:
                node.left, node.right = first.left, first
                first.left.right = node
                first.left = node

    @staticmethod
    def cover(column):
        column.right.left, column.left.right = column.left, column.right
        i = column.down
        while i is not column:
            j = i.right
            while j is not i:
                j.down.up, j.up.down = j.up, j.down
                j.column.size -= 1
                j = j.right
            i = i.down

    @staticmethod
    def uncover(column):
        i = column.up
        while i is not column:
            j = i.left
            while j is not i:
                j.column.size += 1
                j.down.up = j.up.down = j
                j = j.left
            i = i.up
        column.right.left = column.left.right = column

    def smallest(self):
        best, size = None, None
        c = self.root.right
        while c is not self.root:
            if size is None or c.size < size:
                best, size = c, c.size
            c = c.right
        return best

    def solve(self, partial=None):
        partial = partial or []
        if self.root.right is self.root:
            yield list(partial)
            return
        column = self.smallest()
        if column.size == 0:
            return
        self.cover(column)
        r = column.down
        while r is not column:
            self.nodes_tried += 1
            partial.append(r.row)
            j = r.right
            while j is not r:
                self.cover(j.column)
                j = j.right
            yield from self.solve(partial)
            j = r.left
            while j is not r:
                self.uncover(j.column)
                j = j.left
            partial.pop()
            r = r.down
        self.uncover(column)


def constraints(row, column, digit):
    box = row // 3 * 3 + column // 3
    return [("cell", row, column), ("row", row, digit), ("column", column, digit), ("box", box, digit)]


def solve_sudoku(text):
    names = [(kind, a, b + (kind != "cell")) for kind in ("cell", "row", "column", "box") for a in range(9) for b in range(9)]
    links = DancingLinks(names)
    for index, char in enumerate(text):
        row, column = divmod(index, 9)
        digits = range(1, 10) if char in ".0" else [int(char)]
        for digit in digits:
            links.add_row((row, column, digit), constraints(row, column, digit))
    for solution in links.solve():
        grid = [[0] * 9 for _ in range(9)]
        for row, column, digit in solution:
            grid[row][column] = digit
        return grid, links.nodes_tried
    return None, links.nodes_tried


def show(grid):
    for i, row in enumerate(grid):
        if i in (3, 6):
            print("------+-------+------")
        print(" | ".join(" ".join(map(str, row[j : j + 3])) for j in (0, 3, 6)))


PUZZLES = [
    "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
    "..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9"[:81],
    "1" * 81,
]

if __name__ == "__main__":
    start = time.time()
    for puzzle in PUZZLES[::2]:
        grid, tried = solve_sudoku(puzzle)
        if grid is None:
            print("no solution after", tried, "tries")
        else:
            show(grid)
            print("tries:", tried)
    if time.time() - start > 60:
        print("slow!")
