"""A linked list of tuples: each contains another, so its type has no end."""


def main():
    path = None
    for place in range(5):
        path = (place, path)
    while path:
        place, path = path
        print(place)


if __name__ == "__main__":
    main()
