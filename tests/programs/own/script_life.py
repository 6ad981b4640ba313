import sys
# Life, Langton's ant and a cellular automaton, in the style of quick experiments.
ROWS = 10
COLS = 20
generations = int(sys.argv[1]) if len(sys.argv) > 1 else 5

grid = [[0 for c in range(COLS)] for r in range(ROWS)]
pattern = """
.#.
..#
###
"""
r0, c0 = 1, 2
for dr, row in enumerate(pattern.split()):
    for dc, ch in enumerate(row):
        if ch == "#":
            grid[r0 + dr][c0 + dc] = 1


def neighbours(r, c):
    total = 0
    for dr in (-1, 0, 1):
        for dc in (-1, 0, 1):
            if dr or dc:
                total += grid[(r + dr) % ROWS][(c + dc) % COLS]
    return total


def show(g, on="#", off="."):
    for row in g:
        print("".join(on if c else off for c in row))
    print()


for generation in range(generations):
    new = [[1 if (neighbours(r, c), grid[r][c]) in ((3, 0), (3, 1), (2, 1)) else 0 for c in range(COLS)]
           for r in range(ROWS)]
    grid = new
print("after", generation + 1)
show(grid)
alive = sum(map(sum, grid))
print(alive, "alive")

# --- ant
ant = [5, 5]
heading = 0
MOVES = [(-1, 0), (0, 1), (1, 0), (0, -1)]
black = set()
try:
    for step in range(11000):
        spot = (ant[0], ant[1])
        if spot in black:
            black.discard(spot)
            heading = (heading - 1) % 4
        else:
            black.add(spot)
            heading = (heading + 1) % 4
        d = MOVES[heading]
        ant[0] += d[0]
        ant[1] += d[1]
        if len(black) > 700:
            raise StopIteration
except StopIteration:
    print("stopped at", step)
print(len(black), ant, heading)

# --- rule 110
rule = 110
cells = [0] * 31 + [1]
for t in range(8):
    print("".join(" *"[c] for c in cells))
    cells = [rule >> (4 * a + 2 * b + c) & 1
             for a, b, c in zip([0] + cells[:-1], cells, cells[1:] + [0])]
result = {"rule": rule, "ones": sum(cells)}
print(result)
