print("loud is imported")
print("with an error line", end="!\n")


def f():
    print("f")
    return 3


value = f()
