def area(width, height):
    return width * height


def main():
    print(area(3, depth=4))
    print(area(3, width=4))


if __name__ == "__main__":
    main()
