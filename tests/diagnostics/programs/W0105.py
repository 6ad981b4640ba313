class Account:
    def __init__(self):
        self.owner = 0


def main():
    account = Account()
    account.owner = "ann"
    print(account.owner)


if __name__ == "__main__":
    main()
