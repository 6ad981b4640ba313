"""A chess move generator on a 10x12 board, checked by perft counts."""

START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"
KIWIPETE = "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1"
ENDGAME = "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1"

KNIGHT = (-21, -19, -12, -8, 8, 12, 19, 21)
BISHOP = (-11, -9, 9, 11)
ROOK = (-10, -1, 1, 10)
KING = BISHOP + ROOK
STEPS = {"n": KNIGHT, "b": BISHOP, "r": ROOK, "q": KING, "k": KING}
SLIDERS = frozenset("brq")
A1, H1, A8, H8 = 91, 98, 21, 28


def name_of(square):
    return "abcdefgh"[square % 10 - 1] + str(10 - square // 10)


def square_of(name):
    return (10 - int(name[1])) * 10 + ord(name[0]) - ord("a") + 1


class Move:
    __slots__ = ("source", "target", "promotion")

    def __init__(self, source, target, promotion=""):
        self.source = source
        self.target = target
        self.promotion = promotion

    def __str__(self):
        return name_of(self.source) + name_of(self.target) + self.promotion


class Position:
    def __init__(self, fen=None):
        if fen is not None:
            self.load(fen)

    def load(self, fen):
        placement, side, castling, en_passant = fen.split()[:4]
        self.board = ["#"] * 120
        for rank, text in enumerate(placement.split("/")):
            file = 0
            for char in text:
                if char.isdigit():
                    for _ in range(int(char)):
                        self.board[21 + rank * 10 + file] = "."
                        file += 1
                else:
                    self.board[21 + rank * 10 + file] = char
                    file += 1
        self.white = side == "w"
        self.castling = castling
        self.en_passant = None if en_passant == "-" else square_of(en_passant)

    def copy(self):
        other = Position()
        other.board = list(self.board)
        other.white = self.white
        other.castling = self.castling
        other.en_passant = self.en_passant
        return other

    def own(self, piece):
        return piece.isupper() if self.white else piece.islower()

    def enemy(self, piece):
        return piece.islower() if self.white else piece.isupper()

    def attacked(self, square, by_white):
        board = self.board
        paint = str.upper if by_white else str.lower
        forward = 10 if by_white else -10
        for step in (forward - 1, forward + 1):
            if board[square + step] == paint("p"):
                return True
        for step in KNIGHT:
            if board[square + step] == paint("n"):
                return True
        for step in KING:
            target = square + step
            if board[target] == paint("k"):
                return True
            while board[target] == ".":
                target += step
            straight = step in ROOK
            if board[target] in (paint("q"), paint("r" if straight else "b")):
                return True
        return False

    def pawn_moves(self, square):
        forward = -10 if self.white else 10
        home, last = (8, 3) if self.white else (3, 8)
        rank = square // 10
        targets = []
        if self.board[square + forward] == ".":
            targets.append(square + forward)
            if rank == home and self.board[square + 2 * forward] == ".":
                targets.append(square + 2 * forward)
        for side in (-1, 1):
            target = square + forward + side
            if self.enemy(self.board[target]) or (target == self.en_passant and self.en_passant is not None):
                targets.append(target)
        for target in targets:
            if rank == last:
                for piece in "qrbn":
                    yield Move(square, target, piece)
            else:
                yield Move(square, target)

    def castling_moves(self, square):
        home = 95 if self.white else 25
        if square != home or self.attacked(square, not self.white):
            return
        king_side, queen_side = ("K", "Q") if self.white else ("k", "q")
        if king_side in self.castling and self.board[home + 1] == self.board[home + 2] == ".":
            if not self.attacked(home + 1, not self.white):
                yield Move(home, home + 2)
        if queen_side in self.castling and all(self.board[home - i] == "." for i in (1, 2, 3)):
            if not self.attacked(home - 1, not self.white):
                yield Move(home, home - 2)

    def pseudo_moves(self):
        for square in range(A8, H1 + 1):
            piece = self.board[square]
            if not self.own(piece):
                continue
            kind = piece.lower()
            if kind == "p":
                yield from self.pawn_moves(square)
                continue
            for step in STEPS[kind]:
                target = square + step
                while self.board[target] == "." or self.enemy(self.board[target]):
                    yield Move(square, target)
                    if kind not in SLIDERS or self.board[target] != ".":
                        break
                    target += step
            if kind == "k":
                yield from self.castling_moves(square)

    def play(self, move):
        after = self.copy()
        board = after.board
        piece = board[move.source]
        kind = piece.lower()
        board[move.source] = "."
        board[move.target] = (move.promotion.upper() if self.white else move.promotion) or piece
        after.en_passant = None
        if kind == "p":
            if move.target == self.en_passant:
                board[move.target + (10 if self.white else -10)] = "."
            elif abs(move.target - move.source) == 20:
                after.en_passant = (move.source + move.target) // 2
        elif kind == "k":
            gone = "KQ" if self.white else "kq"
            after.castling = "".join(c for c in after.castling if c not in gone)
            if abs(move.target - move.source) == 2:
                corner = move.source + 3 if move.target > move.source else move.source - 4
                middle = (move.source + move.target) // 2
                board[middle], board[corner] = board[corner], "."
        for corner, right in ((A1, "Q"), (H1, "K"), (A8, "q"), (H8, "k")):
            if corner in (move.source, move.target):
                after.castling = after.castling.replace(right, "")
        after.white = not self.white
        return after

    def legal(self):
        for move in self.pseudo_moves():
            after = self.play(move)
            king = after.board.index("K" if self.white else "k")
            if not after.attacked(king, not self.white):
                yield move, after

    def show(self):
        for rank in range(2, 10):
            print(10 - rank, " ".join(self.board[rank * 10 + 1 : rank * 10 + 9]))


def perft(position, depth):
    if depth == 0:
        return 1
    return sum(perft(after, depth - 1) for _, after in position.legal())


def divide(position, depth):
    return {str(move): perft(after, depth - 1) for move, after in position.legal()}


if __name__ == "__main__":
    for fen, expected in ((START, [20, 400, 8902]), (KIWIPETE, [48, 2039]), (ENDGAME, [14, 191, 2812])):
        position = Position(fen)
        position.show()
        counts = [perft(position, depth + 1) for depth in range(len(expected))]
        print(counts, "ok" if counts == expected else f"expected {expected}")
    for move, count in sorted(divide(Position(START), 2).items()):
        print(move, count, end=" ")
    print()
