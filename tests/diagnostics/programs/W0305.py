def count_down(n):
    return count_down(n - 1)


def main():
    print(count_down(5))


if __name__ == "__main__":
    main()
