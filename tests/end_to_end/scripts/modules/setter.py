import config
import shop.prices
from config import mode
def set_size(n):
    config.SIZE = n
    shop.prices.currency = "GBP"
def inner():
    import config as c
    c.mode = "fast"
