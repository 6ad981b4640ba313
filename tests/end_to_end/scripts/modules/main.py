"""Modules that assign each other's variables: packages, circular and relative imports, stars."""
import counter
import shop
import shop.util.names as nm
from shop import Stock, add_item, prices
from shop.util import *
from ping import play
import ping as table_tennis
import os.path as osp
import config, setter

counter.bump()
counter.count += 10
counter.limit = 20
print(counter.count, counter.bump(), counter.limit)
s = Stock()
for n in [" Apple", "pear ", "Plum"]:
    add_item(s, n, 2)
prices.discount = 10
shop.prices.currency = "USD"
value, text = s.value()
print(value, text, Stock.instances, shop.stock.total_items)
print(seen is nm.seen, nm.seen, nm.last, shop.util.names.last)
print(play(4), table_tennis.pong.name)
table_tennis.name = "PING"
print(play(3), counter.reset(), counter.count)
print(shop.open_shop(), shop.opened, shop.VERSION)
shop.opened -= 1
print(shop.opened, osp.join("a", "b"))
try:
    for i in range(30):
        counter.bump()
except OverflowError as e:
    print(i, e)
def set_limit(n):
    counter.limit = n
    counter.log.append(n)
set_limit(5)
print(counter.log, counter.limit)
def show():
    print(config.SIZE, shop.prices.currency, config.mode, setter.mode)
show()
setter.set_size(4)
show()
setter.inner()
show()
del counter.limit
try:
    counter.bump()
except NameError as e:
    print(e)
counter.log.append(0)
counter.fail(3)
