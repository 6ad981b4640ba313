count = 0
limit = 3
log = []
def bump():
    global count
    count += 1
    if count > limit:
        raise OverflowError("limit %d" % limit)
    return count
def reset():
    import ping
    global count
    count = 0
    return ping.name
def fail(n):
    if n:
        fail(n - 1)
    raise KeyError(log)
