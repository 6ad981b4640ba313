"""A package."""
from .stock import Stock, add_item
from . import prices
VERSION = (1, 2)
opened = 0
def open_shop():
    global opened
    opened += 1
    return opened
