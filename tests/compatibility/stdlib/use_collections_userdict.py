"""Uses UserDict and UserString of collections of the standard library."""

from collections import UserDict


class Lower(UserDict):
    def __setitem__(self, key, value):
        UserDict.__setitem__(self, key.lower(), value)


if __name__ == "__main__":
    names = Lower()
    names["ABC"] = 1
    names["Def"] = 2
    print(names, len(names), "abc" in names, names["def"], sorted(names))
    del names["abc"]
    print(list(names.items()), names.get("abc", 0))
