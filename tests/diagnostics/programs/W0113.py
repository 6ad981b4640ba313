def loop(count):
    for digit in count:
        print(digit)


def index(count):
    print(count[0], len(count))


def call(count):
    count()


def unpack(count):
    first, second = count
    seen = {first, second}
    print(seen[0])


def main():
    loop(5)
    index(6)
    call(7)
    unpack(8)


if __name__ == "__main__":
    main()
