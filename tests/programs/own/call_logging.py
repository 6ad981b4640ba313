"""A decorator that shows every call: collected keyword arguments are printed, iterated over and passed on."""

import functools


def f(*args, **kwargs):
    print(args, kwargs)
    print(f"{kwargs} {kwargs!r} {str(kwargs)}", len(kwargs), bool(kwargs))
    g(*args, **kwargs)
    for k in kwargs:
        print("key", k)
    for k, v in kwargs.items():
        print(k, v)
    print([f"{k}={v!r}" for k, v in kwargs.items()], list(kwargs.keys()), sorted(kwargs.items()))
    if kwargs:
        print("some", ", ".join(str(x) for x in kwargs.values()))


def g(a, b=1, c=0.5):
    print(a, b, c)


def debug(func):
    """Print the signature and return value"""
    @functools.wraps(func)
    def wrapper_debug(*args, **kwargs):
        args_repr = [repr(a) for a in args]
        kwargs_repr = [f"{k}={v!r}" for k, v in kwargs.items()]
        signature = ", ".join(args_repr + kwargs_repr)
        print(f"Calling {func.__name__}({signature})")
        value = func(*args, **kwargs)
        print(f"{func.__name__!r} returned {value!r}")
        return value
    return wrapper_debug


@debug
def make_greeting(name, age=None):
    if age is None:
        return f"Howdy {name}!"
    return f"Whoa {name}! {age} already, you are growing up!"


@debug
def add(a, b=5):
    return a + b


f(1)
f(1, b=2)
f(1, b=2, c=3.5)
make_greeting("Benjamin")
make_greeting("Richard", age=112)
make_greeting(name="Dorrisile")
add(1)
add(1, 2)
add(1, b=7)
add(a=1, b=7)
add(b=1.5, a=7)
