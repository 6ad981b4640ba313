def area(width, height):
    return width * height


def main():
    print(area(3))
    print(area(height=3))


if __name__ == "__main__":
    main()
