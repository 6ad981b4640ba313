def main():
    point = (1, "a")
    for i in range(3):
        point = (1, "a", i)
    print(point)


if __name__ == "__main__":
    main()
