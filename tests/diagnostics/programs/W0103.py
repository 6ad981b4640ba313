def main():
    names = {1: "one"}
    names["two"] = "zwei"
    print(len(names))


if __name__ == "__main__":
    main()
