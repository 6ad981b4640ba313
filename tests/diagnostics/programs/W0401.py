def main():
    text = "%d and %s"
    for template in [text, "x"]:
        print(template % (1, 2))


if __name__ == "__main__":
    main()
