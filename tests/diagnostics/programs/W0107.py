def main():
    count = 3
    name = "x"
    print(count + name)
    print(name - name)
    print(-name)
    print([1] * name)


if __name__ == "__main__":
    main()
