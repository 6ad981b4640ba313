async def work():
    return 3


def main():
    work()


if __name__ == "__main__":
    main()
