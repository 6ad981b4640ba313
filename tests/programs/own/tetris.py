"""A Tetris simulation with a greedy player."""

import random
from dataclasses import dataclass, field
from typing import Iterator, List, Optional, Tuple

SHAPES = {
    "I": ["....", "XXXX", "....", "...."],
    "O": ["XX", "XX"],
    "T": [".X.", "XXX", "..."],
    "S": [".XX", "XX.", "..."],
    "Z": ["XX.", ".XX", "..."],
    "J": ["X..", "XXX", "..."],
    "L": ["..X", "XXX", "..."],
}
SCORES = (0, 40, 100, 300, 1200)

Cell = Tuple[int, int]


def rotate(rows: List[str]) -> List[str]:
    return ["".join(column) for column in zip(*rows[::-1])]


@dataclass
class Piece:
    name: str
    rows: List[str]
    x: int = 3
    y: int = 0

    def cells(self) -> Iterator[Cell]:
        for dy, row in enumerate(self.rows):
            for dx, mark in enumerate(row):
                if mark == "X":
                    yield self.x + dx, self.y + dy

    def moved(self, dx: int, dy: int) -> "Piece":
        return Piece(self.name, self.rows, self.x + dx, self.y + dy)

    def rotated(self, times: int = 1) -> "Piece":
        rows = self.rows
        for _ in range(times):
            rows = rotate(rows)
        return Piece(self.name, rows, self.x, self.y)


@dataclass
class Board:
    width: int = 10
    height: int = 16
    rows: List[List[str]] = field(default_factory=list)
    lines: int = 0
    score: int = 0

    def __post_init__(self):
        self.rows = [self.blank() for _ in range(self.height)]

    def blank(self) -> List[str]:
        return ["."] * self.width

    def fits(self, piece: Piece) -> bool:
        return all(
            0 <= x < self.width and y < self.height and (y < 0 or self.rows[y][x] == ".") for x, y in piece.cells()
        )

    def drop(self, piece: Piece) -> Piece:
        while self.fits(piece.moved(0, 1)):
            piece = piece.moved(0, 1)
        return piece

    def place(self, piece: Piece) -> int:
        for x, y in piece.cells():
            self.rows[y][x] = piece.name
        kept = [row for row in self.rows if "." in row]
        cleared = self.height - len(kept)
        self.rows = [self.blank() for _ in range(cleared)] + kept
        self.lines += cleared
        self.score += SCORES[cleared]
        return cleared

    def copy(self) -> "Board":
        other = Board(self.width, self.height)
        other.rows = [row[:] for row in self.rows]
        return other

    def heights(self) -> List[int]:
        result = []
        for x in range(self.width):
            column = [row[x] for row in self.rows]
            result.append(next((self.height - i for i, c in enumerate(column) if c != "."), 0))
        return result

    def holes(self) -> int:
        count = 0
        for x in range(self.width):
            covered = False
            for row in self.rows:
                if row[x] != ".":
                    covered = True
                elif covered:
                    count += 1
        return count

    def __str__(self) -> str:
        body = "\n".join("|" + "".join(row) + "|" for row in self.rows)
        return f"{body}\n+{'-' * self.width}+"


def evaluate(board: Board, cleared: int) -> float:
    heights = board.heights()
    bumps = sum(abs(a - b) for a, b in zip(heights, heights[1:]))
    return 0.76 * cleared - 0.51 * sum(heights) - 0.36 * board.holes() * 2 - 0.18 * bumps


def best_move(board: Board, piece: Piece) -> Optional[Piece]:
    best, best_value = None, float("-inf")
    for turns in range(4):
        turned = piece.rotated(turns)
        for dx in range(-5, 8):
            candidate = turned.moved(dx, 0)
            if not board.fits(candidate):
                continue
            landed = board.drop(candidate)
            trial = board.copy()
            value = evaluate(trial, trial.place(landed))
            if value > best_value:
                best, best_value = landed, value
    return best


def bag(rng: random.Random) -> Iterator[str]:
    while True:
        names = list(SHAPES)
        rng.shuffle(names)
        yield from names


def main() -> None:
    rng = random.Random(2024)
    board = Board()
    played = {name: 0 for name in SHAPES}
    for count, name in enumerate(bag(rng), 1):
        piece = best_move(board, Piece(name, SHAPES[name]))
        if piece is None or count > 60:
            break
        played[name] += 1
        cleared = board.place(piece)
        if cleared >= 2:
            print(f"{cleared} lines at once with {piece.name} after {count} pieces")
    print(board)
    print("pieces:", played)
    print(f"lines={board.lines} score={board.score} holes={board.holes()}")
    print(Piece("O", SHAPES["O"]), rotate(SHAPES["L"]))


if __name__ == "__main__":
    main()
