def main():
    ages = {"ann": 30}
    ages["bob"] = "forty"
    print(len(ages))


if __name__ == "__main__":
    main()
