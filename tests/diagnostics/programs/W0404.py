class Settings:
    width = 3


def main():
    print(eval("1 + 1"))
    print(getattr(Settings(), input()))


if __name__ == "__main__":
    main()
