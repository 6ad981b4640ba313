def main():
    for item in []:
        value = item
    del value
    print(value)


if __name__ == "__main__":
    main()
