def area(width, height):
    return width * height


def main():
    print(area(3, 4, 5))
    print("a".upper("b"))


if __name__ == "__main__":
    main()
