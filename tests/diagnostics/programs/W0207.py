def make(n):
    class Local:
        size = n

    return Local()


def main():
    print(make(3).size)


if __name__ == "__main__":
    main()
