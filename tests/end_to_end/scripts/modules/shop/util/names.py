seen = []
_private = 1
last = None
def normalise(name):
    global last
    last = name.strip().lower()
    seen.append(last)
    return last
