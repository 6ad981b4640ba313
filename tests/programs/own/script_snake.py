"""A snake on a board without a display: plays a recorded game."""
from collections import deque
import sys

WIDTH, HEIGHT = 12, 8
EMPTY, WALL, FOOD, BODY = range(4)
SYMBOLS = {EMPTY: ".", WALL: "#", FOOD: "*", BODY: "o"}
DIRECTIONS = {"N": (0, -1), "S": (0, 1), "W": (-1, 0), "E": (1, 0)}
score = 0
steps = 0


class Board:
    size = WIDTH * HEIGHT
    border = [(x, y) for y in range(HEIGHT) for x in range(WIDTH) if x in (0, WIDTH - 1) or y in (0, HEIGHT - 1)]

    def __init__(self):
        self.cells = [[EMPTY] * WIDTH for _ in range(HEIGHT)]
        for x, y in self.border:
            self.cells[y][x] = WALL

    def __getitem__(self, place):
        x, y = place
        return self.cells[y][x]

    def __setitem__(self, place, what):
        x, y = place
        self.cells[y][x] = what

    def show(self):
        for row in self.cells:
            print("".join(SYMBOLS[c] for c in row))


seed = 12345


def rand(limit):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return seed % limit


def place_food():
    while True:
        spot = rand(WIDTH), rand(HEIGHT)
        if board[spot] == EMPTY:
            board[spot] = FOOD
            return spot


def move(direction):
    global score, steps
    steps += 1
    dx, dy = DIRECTIONS[direction]
    x, y = snake[0]
    head = x + dx, y + dy
    what = board[head]
    if what in (WALL, BODY):
        return False
    snake.appendleft(head)
    board[head] = BODY
    if what == FOOD:
        score += 10
        place_food()
    else:
        board[snake.pop()] = EMPTY
    return True


board = Board()
snake = deque([(3, 4), (2, 4)])
for part in snake:
    board[part] = BODY
food = place_food()
print("food at", food, "of", Board.size, "cells")
board.show()
alive = True
for count, direction in enumerate("EEENNEESSWWWSEEEEEENNNWWWWWWSSSSEEEEEEE"):
    if not move(direction):
        alive = False
        print("crash at move", count, "going", direction)
        break
else:
    print("survived")
board.show()
print("score:", score, "steps:", steps, "length:", len(snake), "alive:", alive)
if not alive:
    sys.exit(0)
