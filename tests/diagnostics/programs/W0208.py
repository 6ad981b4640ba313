import math


def main():
    print(math.squareroot(2.0))


if __name__ == "__main__":
    main()
