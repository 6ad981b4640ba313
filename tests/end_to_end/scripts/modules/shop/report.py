import shop.stock as st
from shop import prices
def describe(stock):
    return "%d kinds, %d in all, %s" % (len(stock.items), st.total_items, prices.currency)
