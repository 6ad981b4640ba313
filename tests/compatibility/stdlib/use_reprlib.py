"""Uses reprlib of the standard library."""

import reprlib

if __name__ == "__main__":
    print(reprlib.repr("x" * 100))
    print(reprlib.repr(list(range(100))))
