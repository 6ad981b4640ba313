"""The copy module's functions."""

from weft.rlib import copying


class Node:
    def __init__(self, value: int) -> None:
        self.value = value

    def __copy__(self) -> "Node":
        return Node(self.value)


def test_copy() -> None:
    for value in (1, 1.5, None, "x", b"x", (1, 2), [1], {1: 2}, {3}, bytearray(b"x")):
        made = copying.copy(value)
        assert made == value and type(made) is type(value)
    items = [[1]]
    assert copying.copy(items)[0] is items[0]
    assert copying.copy(Node(4)).value == 4


def test_deepcopy() -> None:
    value: list[dict[str, list[int]]] = [{"a": [1, 2]}, {"b": []}]
    made = copying.deepcopy(value)
    assert made == value
    made[0]["a"].append(3)
    assert value[0]["a"] == [1, 2]
