"""N queens: all ways to place n queens on a board of n rows so that none attacks another, by backtracking.

Exercises recursion, lists of booleans, and copying of lists.

usage: python nqueens.py [N]
"""

import sys


class Board:
    """A partial placement: one queen in each row so far, and the lines they attack."""

    def __init__(self, size):
        self.size = size
        self.columns = [0] * size
        self.column_free = [True] * size
        self.rising_free = [True] * (2 * size - 1)
        self.falling_free = [True] * (2 * size - 1)
        self.solutions = []

    def place(self, row):
        """Put queens into `row` and all rows below in every way that is possible."""
        size = self.size
        if row == size:
            self.solutions.append(self.columns[:])
            return
        for column in range(size):
            rising = row + column
            falling = row - column + size - 1
            if self.column_free[column] and self.rising_free[rising] and self.falling_free[falling]:
                self.column_free[column] = False
                self.rising_free[rising] = False
                self.falling_free[falling] = False
                self.columns[row] = column
                self.place(row + 1)
                self.column_free[column] = True
                self.rising_free[rising] = True
                self.falling_free[falling] = True


def main(argv):
    size = int(argv[1]) if len(argv) > 1 else 12
    rounds = int(argv[2]) if len(argv) > 2 else 5
    checksum = 0
    board = Board(size)
    for _ in range(rounds):
        board = Board(size)
        board.place(0)
        for solution in board.solutions:
            for column in solution:
                checksum = (checksum * 31 + column) & 0xFFFFFF
    print("nqueens: %d solutions for n = %d, checksum %d" % (len(board.solutions), size, checksum))
    print("nqueens: first " + " ".join([str(column) for column in board.solutions[0]]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
