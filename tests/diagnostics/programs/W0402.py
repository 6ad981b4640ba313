import os


def main():
    print(os.cpu_count())
    print(os.nice(1))


if __name__ == "__main__":
    main()
