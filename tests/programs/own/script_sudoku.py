# Sudoku by backtracking, top-level everything
puzzle = """
53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79
"""
board = []
for line in puzzle.strip().split("\n"):
    board.append([0 if ch == "." else int(ch) for ch in line])

guesses = 0
N = 9
DIGITS = set(range(1, N + 1))


def candidates(r, c):
    used = set(board[r]) | {board[i][c] for i in range(N)}
    br, bc = r // 3 * 3, c // 3 * 3
    used |= {board[i][j] for i in range(br, br + 3) for j in range(bc, bc + 3)}
    return sorted(DIGITS - used)


def solve():
    global guesses
    best = None
    for r in range(N):
        for c in range(N):
            if not board[r][c]:
                options = candidates(r, c)
                if best is None or len(options) < len(best[2]):
                    best = r, c, options
    if best is None:
        return True
    r, c, options = best
    for digit in options:
        guesses += 1
        board[r][c] = digit
        if solve():
            return True
    board[r][c] = 0
    return False


def show(b=board):
    for i, row in enumerate(b):
        if i in (3, 6):
            print("------+-------+------")
        print(" | ".join(" ".join(map(str, row[k:k + 3])) for k in (0, 3, 6)))


print("empty cells:", sum(row.count(0) for row in board))
if solve():
    show()
    print("solved with", guesses, "guesses")
else:
    print("no solution")
checks = [all(set(row) == DIGITS for row in board),
          all({board[r][c] for r in range(N)} == DIGITS for c in range(N))]
print(checks, all(checks))
rows = ["".join(map(str, row)) for row in board]
print(max(rows), min(rows), rows.index(min(rows)))
for i in range(len(rows)):
    rows[i] = rows[i][::-1]
else:
    i = -1
print(rows[0], rows[i])
