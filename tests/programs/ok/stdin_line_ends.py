"""Line ends of standard input stay as they are: only a newline ends a line."""

import sys


def main():
    print(repr(input()), repr(input()))
    print(repr(sys.stdin.readline()))
    for line in sys.stdin:
        print(repr(line))


if __name__ == "__main__":
    main()
