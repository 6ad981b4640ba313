def fill(items):
    items.append("three")


def main():
    numbers = [1, 2]
    fill(numbers)
    mixed = [0.5, [1]]
    print(len(numbers), len(mixed))


if __name__ == "__main__":
    main()
