"""A bank with accounts, transfers, an audit log and exceptions of its own."""
from abc import ABC, abstractmethod
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
import itertools


class BankError(Exception):
    """Base of all errors of the bank."""


class InsufficientFunds(BankError):
    def __init__(self, account, needed):
        self.account = account
        self.needed = needed
        super().__init__(f"{account.owner} needs {needed:.2f} more")


class AccountLocked(BankError):
    pass


class UnknownAccount(BankError, KeyError):
    def __init__(self, number):
        super().__init__(number)
        self.number = number

    def __str__(self):
        return "no account %d" % self.number


class Kind(Enum):
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    INTEREST = "interest"
    FEE = "fee"


@dataclass(frozen=True)
class Entry:
    number: int
    kind: Kind
    amount: float
    balance: float
    note: str = ""

    def __str__(self):
        return f"#{self.number:03d} {self.kind.value:<10} {self.amount:>10,.2f} {self.balance:>12,.2f} {self.note}".rstrip()


class Account(ABC):
    _numbers = itertools.count(1001)
    _entries = itertools.count(1)

    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self.number = next(Account._numbers)
        self._balance = float(balance)
        self.locked = False
        self.history = []

    @property
    def balance(self):
        return round(self._balance, 2)

    @property
    @abstractmethod
    def limit(self):
        """How far the balance may go below zero."""

    def _record(self, kind, amount, note=""):
        self.history.append(Entry(next(self._entries), kind, amount, self.balance, note))

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self._balance += amount
        self._record(Kind.DEPOSIT, amount)

    def withdraw(self, amount, kind=Kind.WITHDRAWAL, note=""):
        if self.locked:
            raise AccountLocked(f"account {self.number} is locked")
        missing = amount - self._balance - self.limit
        if missing > 0:
            raise InsufficientFunds(self, missing)
        self._balance -= amount
        self._record(kind, -amount, note)

    @abstractmethod
    def month_end(self):
        ...

    def __lt__(self, other):
        return self.balance < other.balance

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance!r})"


class Savings(Account):
    rate = 0.03

    @property
    def limit(self):
        return 0.0

    def month_end(self):
        interest = self._balance * self.rate / 12
        self._balance += interest
        self._record(Kind.INTEREST, interest)


class Checking(Account):
    def __init__(self, owner, balance=0.0, overdraft=100.0):
        super().__init__(owner, balance)
        self.overdraft = overdraft

    @property
    def limit(self):
        return self.overdraft

    def month_end(self):
        if self._balance < 0:
            fee = max(5.0, -self._balance * 0.01)
            self._balance -= fee
            self._record(Kind.FEE, -fee, "overdraft")


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, cls, owner, *args, **kwargs):
        account = cls(owner, *args, **kwargs)
        self.accounts[account.number] = account
        return account

    def __getitem__(self, number):
        try:
            return self.accounts[number]
        except KeyError:
            raise UnknownAccount(number) from None

    def __iter__(self):
        return iter(self.accounts.values())

    def __len__(self):
        return len(self.accounts)

    @contextmanager
    def transaction(self, *numbers):
        saved = {number: (self[number]._balance, len(self[number].history)) for number in numbers}
        try:
            yield [self[number] for number in numbers]
        except BankError as error:
            for number, (balance, length) in saved.items():
                account = self[number]
                account._balance = balance
                del account.history[length:]
            print(f"rolled back: {error}")

    def transfer(self, source, target, amount):
        with self.transaction(source, target) as (a, b):
            b._balance += amount
            b._record(Kind.TRANSFER, amount, f"from {a.owner}")
            a.withdraw(amount, Kind.TRANSFER, f"to {b.owner}")

    def report(self):
        totals = defaultdict(float)
        for account in self:
            for entry in account.history:
                totals[entry.kind] += entry.amount
        return {kind.name: round(total, 2) for kind, total in sorted(totals.items(), key=lambda item: item[0].value)}


def main():
    bank = Bank()
    ann = bank.open(Checking, "Ann", 250.0, overdraft=50.0)
    bob = bank.open(Savings, "Bob", 1000.0)
    eve = bank.open(Checking, "Eve")
    ann.deposit(99.95)
    bank.transfer(ann.number, bob.number, 300)
    bank.transfer(ann.number, eve.number, 500)
    bank.transfer(bob.number, eve.number, 123.45)
    eve.locked = True
    bank.transfer(eve.number, ann.number, 1)
    for action in (lambda: ann.deposit(-5), lambda: bank[4711], lambda: bob.withdraw(1e6), lambda: eve.withdraw(1)):
        try:
            action()
        except InsufficientFunds as error:
            print("insufficient:", error, error.account)
        except BankError as error:
            print(type(error).__name__ + ":", error)
        except ValueError as error:
            print("value:", error)
        else:
            print("done")
        finally:
            print("-" * 20)
    ann.withdraw(ann.balance + 45)
    for account in bank:
        account.month_end()
    for account in sorted(bank, reverse=True):
        print(account)
        for entry in account.history:
            print("   ", entry)
    print(bank.report(), len(bank))
    print(min(bank), max(bank, key=lambda a: len(a.history)).owner)


if __name__ == "__main__":
    main()
