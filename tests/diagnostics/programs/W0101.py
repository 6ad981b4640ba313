def main():
    size = 3
    for i in range(2):
        print(size)
        size = "three"
    name = "x" if size else None
    width = [1] if name else "wide"
    print(width)


if __name__ == "__main__":
    main()
