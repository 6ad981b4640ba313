"""Uses unified_diff and context_diff of difflib of the standard library."""

import difflib

OLD = ["one\n", "two\n", "three\n", "four\n", "five\n"]
NEW = ["zero\n", "one\n", "tree\n", "four\n", "four and a half\n", "five\n"]

if __name__ == "__main__":
    print("".join(difflib.unified_diff(OLD, NEW, "old", "new")))
    print("".join(difflib.unified_diff(OLD, NEW, "old", "new", n=0)))
    print("".join(difflib.context_diff(OLD, NEW, "old", "new")))
