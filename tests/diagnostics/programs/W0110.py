def main():
    numbers = [1, 2]
    print(", ".join(numbers))


if __name__ == "__main__":
    main()
