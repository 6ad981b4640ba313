def describe(item):
    return item * 2


def main():
    print(describe("a"))
    print(describe([1]))
    print(describe(None))


if __name__ == "__main__":
    main()
