class Single(type):
    def __call__(cls):
        return 5


class Thing(metaclass=Single):
    pass


def main():
    print(Thing())


if __name__ == "__main__":
    main()
