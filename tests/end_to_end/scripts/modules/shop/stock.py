from __future__ import annotations
from . import prices as pr
from .util import names
total_items = 0
class Stock:
    instances = 0
    def __init__(self):
        self.items: dict[str, int] = {}
        Stock.instances += 1
    def value(self):
        from .report import describe
        return sum(pr.price(n) * c for n, c in self.items.items()), describe(self)
def add_item(stock, name, count=1):
    global total_items
    total_items += count
    key = names.normalise(name)
    stock.items[key] = stock.items.get(key, 0) + count
