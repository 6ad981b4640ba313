def rename():
    global len
    len = 3


def main():
    rename()
    print(len)


if __name__ == "__main__":
    main()
