STEPS = {"n": (1, 2, 3), "b": (4, 5), "none": ()}
MOVES = {"rook": ((1, 0), (0, 1), (-1, 0)), "knight": ((1, 2), (2, 1))}


class Piece:
    moves = ()

    def __init__(self, moves):
        self.moves = moves


class King(Piece):
    moves = ((0, 1),)


def total(t):
    s = 0
    for x in t:
        s += x
    return s


def grow(n):
    p = tuple([1])
    for i in range(n):
        p = p + (i,)
    q = p
    q += (7,)
    q += (8, 9)
    q *= 2
    return (0,) + p, q


PICKS = [(), (5,), (5, 6)]


def pick(n):
    return PICKS[n]


def main():
    for k in STEPS:
        print(k, total(STEPS[k]), len(STEPS[k]), STEPS[k], 4 in STEPS[k])
    for name, moves in MOVES.items():
        for dx, dy in moves:
            print(name, dx, dy)
    p, q = grow(3)
    print(p, q, hash(p) == hash((0, 1, 0, 1, 2)), p == (0, 1, 0, 1, 2), p != (1,), p[1:], p[-1])
    for n in range(3):
        found = pick(n)
        print(found, bool(found), sum(found), max(found, default=None), sorted(found, reverse=True), list(found))
    try:
        a, b = pick(1)
    except ValueError as e:
        print(e)
    a, b = pick(2)
    print(a, b, {pick(1): "one", pick(2): "two"}[(5,)])
    pieces = [Piece(MOVES["rook"]), King(((1, 1), (2, 2), (3, 3), (4, 4)))]
    for piece in pieces:
        print(len(piece.moves), piece.moves)
    print(King.moves)
    rows = [(1, 2), (3,), (4, 5, 6)]
    print([len(r) for r in rows], rows[1], rows, max(rows), min(rows, key=len))
    print("%d-%d" % rows[0], *rows[2])


if __name__ == "__main__":
    main()
