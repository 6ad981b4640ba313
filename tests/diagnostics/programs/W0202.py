class Account:
    def __init__(self, owner):
        self.owner = owner


def main():
    account = Account("ann")
    print(account.ower)
    print("text".uper())
    print([1].add(2))


if __name__ == "__main__":
    main()
