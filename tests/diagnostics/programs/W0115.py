def main():
    path = None
    for place in ["a", "b"]:
        path = (place, path)
    print(path)


if __name__ == "__main__":
    main()
