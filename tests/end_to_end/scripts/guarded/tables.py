SQUARES = []
for n in range(6):
    SQUARES.append(n * n)


def lookup(n):
    return SQUARES[n]
