table = [1]


def forget():
    global table
    del table


def main():
    forget()


if __name__ == "__main__":
    main()
