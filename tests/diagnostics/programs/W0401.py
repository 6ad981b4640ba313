def main():
    template = input()
    print(template.format(1, 2))


if __name__ == "__main__":
    main()
