def main():
    print(3 < "four")
    print([1] <= (1, 2))


if __name__ == "__main__":
    main()
