def parse(text):
    if text.isdigit():
        return int(text)
    return [text]


def main():
    print(parse("12"))


if __name__ == "__main__":
    main()
