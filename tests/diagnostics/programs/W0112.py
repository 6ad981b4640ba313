def main():
    table = {}
    table[[1, 2]] = 3
    print(len(table))


if __name__ == "__main__":
    main()
