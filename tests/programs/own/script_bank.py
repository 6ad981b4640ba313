"""Accounts; classes, demos and functions in turn, as in a tutorial."""
import datetime

print("=== part 1: a class")


class Account:
    bank = "First"
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
        Account.opened += 1

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        self.history.append(("withdraw", amount))
        return self

    def __str__(self):
        return f"{self.owner}: {self.balance:>8.2f}"


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance}, needs {amount}")
        self.missing = amount - account.balance


a = Account("Ann", 100)
a.deposit(50).withdraw(30)
print(a, a.history, Account.opened)
try:
    a.withdraw(1000)
except InsufficientFunds as problem:
    print("refused:", problem, problem.missing)

print("=== part 2: inheritance")


class Savings(Account):
    rate = 0.05

    def add_interest(self):
        return self.deposit(self.balance * self.rate)

    def __str__(self):
        return "S " + super().__str__()


accounts = [a, Savings("Bob", 200), Savings("Cid")]
for account in accounts:
    if isinstance(account, Savings):
        try:
            account.add_interest()
        except ValueError as e:
            print(account.owner, "-", e)
    print(account)
total = sum(acc.balance for acc in accounts)
print("total %.2f in %d accounts of %s" % (total, Account.opened, a.bank))

print("=== part 3: functions")


def transfer(source, target, amount, *, fee=1):
    source.withdraw(amount + fee)
    target.deposit(amount)
    log.append((source.owner, target.owner, amount))


log = []
transfer(accounts[1], accounts[0], 50)
transfer(accounts[0], accounts[2], 20, fee=0)
for src, dst, amount in log:
    print(f"{src} -> {dst}: {amount}")
richest = max(accounts, key=lambda acc: acc.balance)
print(richest)
by_owner = {acc.owner: acc for acc in accounts}
by_owner["Cid"].deposit(5)
names = sorted(by_owner, reverse=True)
print(names, [by_owner[n].balance for n in names])

print("=== part 4: rebinding")
transfer_old = transfer


def transfer(source, target, amount):
    print("transfer of", amount)
    transfer_old(source, target, amount)


transfer(accounts[2], accounts[1], 10)
print(accounts[2], "|", accounts[1], "|", len(log))
day = datetime.date(2024, 2, 28) if False else None
print(day is None)
