from weft.rlib.stackless import channel, getcurrent, getmain, getruncount, run, schedule, tasklet


def producer(chan, name, count):
    for i in range(count):
        chan.send(name + str(i))
    print(name, "done")


def consumer(chan, name, count):
    for _ in range(count):
        print(name, "got", chan.receive())


common = channel()
tasklet(producer)(common, "p", 3)
tasklet(producer)(common, "q", 3)
tasklet(consumer)(common, "c", 2)
tasklet(consumer)(common, "d", 4)
print("runcount", getruncount())
run()
print("balance", common.balance)


def count(n, name):
    for i in range(n):
        print(name, i)
        schedule()


tasklet(count)(2, "x")
tasklet(count)(3, "y")
run()

numbers = channel()


def add(out, a, b):
    out.send(a + b)


tasklet(add)(numbers, 1.5, 2)
tasklet(add)(numbers, 5.5, 2)
print(numbers.receive() + numbers.receive())
try:
    numbers.receive()
except RuntimeError as e:
    print(e)


def failing():
    raise ValueError("in a tasklet")


tasklet(failing)()
tasklet(count)(1, "z")
try:
    run()
except ValueError as e:
    print("main got", e)
run()


def waits(chan):
    try:
        print(chan.receive())
    except KeyError as e:
        print("KeyError", e)
    finally:
        print("finally")


w = tasklet(waits)(common)
schedule()
print(w.blocked, common.balance)
w.kill()
print(w.alive, common.balance)
w = tasklet(waits)(common)
schedule()
common.send_exception(KeyError("sent"))
run()
print(getcurrent() is getmain())
