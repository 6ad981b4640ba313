"""Uses ndiff and restore of difflib of the standard library."""

import difflib

OLD = ["one\n", "two\n", "three\n", "four\n", "five\n"]
NEW = ["zero\n", "one\n", "tree\n", "four\n", "four and a half\n", "five\n"]

if __name__ == "__main__":
    delta = list(difflib.ndiff(OLD, NEW))
    print("".join(delta))
    print("".join(difflib.restore(delta, 1)))
