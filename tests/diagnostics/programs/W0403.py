def main():
    number = int(input())
    print(number.__sizeof__(), "x".__sizeof__())


if __name__ == "__main__":
    main()
