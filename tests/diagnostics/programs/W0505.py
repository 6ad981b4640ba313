import sys

size = int(sys.argv[1])


class Grid:
    cells = [0] * size


print(Grid().cells)
