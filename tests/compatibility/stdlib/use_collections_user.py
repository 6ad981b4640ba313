"""Uses deque, Counter, OrderedDict, ChainMap and UserDict of collections of the standard library."""

from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, deque


class Lower(UserDict):
    def __setitem__(self, key, value):
        UserDict.__setitem__(self, key.lower(), value)


if __name__ == "__main__":
    names = Lower()
    names["ABC"] = 1
    print(names, len(names), "abc" in names)
    chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
    print(chain["a"], chain["b"], sorted(chain))
    items = UserList([3, 1, 2])
    items.append(5)
    items.sort()
    print(items, len(items))
