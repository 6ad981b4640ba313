def main():
    seen = {1, 2}
    seen.add("x")
    print(len(seen))


if __name__ == "__main__":
    main()
