class Greeter:
    def greet(self):
        return "hello"


def main():
    Greeter.greet = lambda self: "bye"
    print(Greeter().greet())


if __name__ == "__main__":
    main()
