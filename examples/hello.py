"""The smallest program: greets the names on its command line.

python examples/hello.py Ada Grace
"""

import sys


def main(argv):
    names = argv[1:]
    if not names:
        names = ["world"]
    for name in names:
        print("Hello, " + name + "!")


if __name__ == "__main__":
    main(sys.argv)
