"""Uses difflib of the standard library."""

import difflib

OLD = ["one\n", "two\n", "three\n", "four\n", "five\n"]
NEW = ["zero\n", "one\n", "tree\n", "four\n", "four and a half\n", "five\n"]

if __name__ == "__main__":
    matcher = difflib.SequenceMatcher(None, "private Thread currentThread;", "private volatile Thread currentThread;")
    print(matcher.ratio(), matcher.quick_ratio(), matcher.real_quick_ratio())
    for block in matcher.get_matching_blocks():
        print(block.a, block.b, block.size)
    for opcode in matcher.get_opcodes():
        print(opcode)
    print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
    print("".join(difflib.unified_diff(OLD, NEW, "old", "new")))
    print("".join(difflib.context_diff(OLD, NEW, "old", "new")))
    print("".join(difflib.ndiff(OLD, NEW)))
