"""Matrices with operators, determinants by fractions of ints, LU and power iteration; vectors as a subclass."""

from functools import reduce
from math import sqrt, isclose
from typing import Callable, Iterable, List, Sequence, Union

Number = Union[int, float]


class ShapeError(ValueError):
    pass


class Matrix:
    def __init__(self, rows: Iterable[Sequence[Number]]):
        self._rows: List[List[Number]] = [list(row) for row in rows]
        if len({len(row) for row in self._rows}) > 1:
            raise ShapeError("ragged rows")

    @classmethod
    def identity(cls, n: int) -> "Matrix":
        return cls([1.0 if i == j else 0.0 for j in range(n)] for i in range(n))

    @classmethod
    def build(cls, n: int, m: int, function: Callable[[int, int], float]) -> "Matrix":
        return cls([function(i, j) for j in range(m)] for i in range(n))

    @property
    def shape(self):
        return len(self._rows), len(self._rows[0]) if self._rows else 0

    @property
    def T(self) -> "Matrix":
        return Matrix(zip(*self._rows))

    def __getitem__(self, key):
        i, j = key
        return self._rows[i][j]

    def __setitem__(self, key, value):
        i, j = key
        self._rows[i][j] = value

    def __iter__(self):
        return iter(self._rows)

    def __eq__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return self._rows == other._rows

    def __add__(self, other: "Matrix") -> "Matrix":
        if self.shape != other.shape:
            raise ShapeError("%s + %s" % (self.shape, other.shape))
        return Matrix([a + b for a, b in zip(r, s)] for r, s in zip(self, other))

    def __neg__(self) -> "Matrix":
        return Matrix([-a for a in row] for row in self)

    def __sub__(self, other: "Matrix") -> "Matrix":
        return self + -other

    def __mul__(self, scalar: Number) -> "Matrix":
        return Matrix([a * scalar for a in row] for row in self)

    __rmul__ = __mul__

    def __matmul__(self, other: "Matrix") -> "Matrix":
        if self.shape[1] != other.shape[0]:
            raise ShapeError(f"{self.shape} @ {other.shape}")
        columns = list(zip(*other))
        return Matrix([sum(a * b for a, b in zip(row, column)) for column in columns] for row in self)

    def __pow__(self, n: int) -> "Matrix":
        result, base = Matrix.identity(len(self._rows)), self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __abs__(self) -> float:
        return sqrt(sum(a * a for row in self for a in row))

    def __str__(self) -> str:
        cells = [["%.3g" % a for a in row] for row in self]
        widths = [max(len(cell) for cell in column) for column in zip(*cells)]
        return "\n".join("[" + "  ".join(cell.rjust(width) for cell, width in zip(row, widths)) + "]" for row in cells)

    def __repr__(self) -> str:
        return f"Matrix({self._rows!r})"

    def minor(self, i, j):
        return Matrix(row[:j] + row[j + 1 :] for k, row in enumerate(self._rows) if k != i)

    def determinant(self):
        n, m = self.shape
        if n != m:
            raise ShapeError("determinant of %dx%d" % self.shape)
        if n == 1:
            return self[0, 0]
        return sum((-1) ** j * self[0, j] * self.minor(0, j).determinant() for j in range(n))

    def lu(self):
        n = self.shape[0]
        lower, upper = Matrix.identity(n), Matrix([float(a) for a in row] for row in self)
        for k in range(n):
            for i in range(k + 1, n):
                factor = upper[i, k] / upper[k, k]
                lower[i, k] = factor
                for j in range(k, n):
                    upper[i, j] -= factor * upper[k, j]
        return lower, upper

    def map(self, function):
        return Matrix([function(a) for a in row] for row in self)


class Vector(Matrix):
    def __init__(self, values):
        super().__init__([value] for value in values)

    def dot(self, other):
        return sum(a[0] * b[0] for a, b in zip(self, other))


def power_iteration(matrix, steps=50):
    vector = Vector([1.0] * matrix.shape[0])
    for _ in range(steps):
        product = matrix @ vector
        vector = Vector(row[0] / abs(product) for row in product)
    return (matrix @ vector)[0, 0] / vector[0, 0], vector


if __name__ == "__main__":
    a = Matrix([[2.0, 1.0], [1.0, 3.0]])
    b = Matrix([[0.5, -1.0], [4.0, 2.0]])
    print(a + b)
    print(a - b)
    print(a @ b)
    print(2 * a * 0.5 == a, a == b, a != b)
    print(repr(a.T), a.shape, abs(b))
    fibonacci = Matrix([[1.0, 1.0], [1.0, 0.0]])
    print((fibonacci**30)[0, 1])
    m = Matrix([[4.0, 3.0, 2.0], [1.0, 5.0, 7.0], [2.0, 8.0, 6.0]])
    lower, upper = m.lu()
    print(lower)
    print(upper)
    print(isclose(m.determinant(), reduce(lambda x, y: x * y, (upper[i, i] for i in range(3)))), m.determinant())
    value, vector = power_iteration(a)
    print("eigenvalue %.6f" % value, vector.map(lambda x: round(x, 4)))
    print(Matrix.build(3, 4, lambda i, j: (i + 1) / (j + 1)))
    for trial in (lambda: a @ m, lambda: Matrix([[1.0], [1.0, 2.0]]), lambda: Matrix([[1.0, 2.0]]).determinant()):
        try:
            trial()
        except ShapeError as error:
            print("ShapeError:", error)
