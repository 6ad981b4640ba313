"""Uses SequenceMatcher of difflib of the standard library on texts, and get_close_matches."""

import difflib

if __name__ == "__main__":
    matcher = difflib.SequenceMatcher(None, "private Thread currentThread;", "private volatile Thread currentThread;")
    print(matcher.ratio(), matcher.quick_ratio(), matcher.real_quick_ratio())
    for block in matcher.get_matching_blocks():
        print(block.a, block.b, block.size)
    for opcode in matcher.get_opcodes():
        print(opcode)
    print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
