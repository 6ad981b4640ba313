from weft.rlib.stackless import View

view = View()
main = view.getcurrent()
data = []
log = []
producer = view.spawn()
consumer = view.spawn()


def produce():
    n = 0
    while True:
        for _ in range(4):
            data.append(n)
            n += 1
        consumer.switch()


def consume():
    for _ in range(5):
        while len(data) == 0:
            producer.switch()
        batch = data[:3]
        del data[:3]
        print(batch)


producer.bind(produce)
consumer.bind(consume)
consumer.switch()
print("back", consumer.is_alive(), producer.is_alive())
producer.kill()
print("killed", producer.is_alive())


def failing():
    main.switch()
    raise ValueError("from the coroutine")


c = view.spawn()
c.bind(failing)
c.switch()
try:
    c.switch()
except ValueError as e:
    print("caught", e)
print(c.is_alive())
try:
    c.switch()
except RuntimeError as e:
    print(type(e).__name__, e)


def nested(n):
    if n == 0:
        main.switch()
        return 0
    return nested(n - 1) + n


total: list[int] = []
c = view.spawn()
c.bind(lambda: total.append(nested(500)))
c.switch()
print(total)
c.switch()
print(total)


def cleanup():
    try:
        main.switch()
    finally:
        print("cleaned up")


c = view.spawn()
c.bind(cleanup)
c.switch()
c.kill()
print("end")
