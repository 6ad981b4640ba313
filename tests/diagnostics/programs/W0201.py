def main():
    total = 3
    print(totl + undefined_name)


if __name__ == "__main__":
    main()
