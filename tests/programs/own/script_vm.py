"""A tiny assembler and machine; opcodes registered by a decorator."""
OPS = {}
OUTPUT = []
trace = False


def op(name, arity=0):
    def decorate(fn):
        OPS[name] = (arity, fn)
        return fn
    return decorate


class Machine(object):
    __slots__ = ("stack", "pc", "memory", "running")
    LIMIT = 1000

    def __init__(self):
        self.stack = []
        self.pc = 0
        self.memory = [0] * 8
        self.running = True

    def push(self, value): self.stack.append(value)
    def pop(self): return self.stack.pop()


@op("push", 1)
def _(m, arg): m.push(arg)
@op("add")
def _(m, arg): m.push(m.pop() + m.pop())
@op("sub")
def _(m, arg):
    b, a = m.pop(), m.pop()
    m.push(a - b)
@op("mul")
def _(m, arg): m.push(m.pop() * m.pop())
@op("load", 1)
def _(m, arg): m.push(m.memory[arg])
@op("store", 1)
def _(m, arg): m.memory[arg] = m.pop()
@op("jnz", 1)
def _(m, arg):
    if m.pop(): m.pc = arg
@op("print")
def _(m, arg):
    OUTPUT.append(str(m.stack[-1]))
    print("out:", m.pop())
@op("halt")
def _(m, arg): m.running = False


def assemble(text):
    labels = {}
    code = []
    for raw in text.splitlines():
        line = raw.split(";")[0].strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(code)
            continue
        parts = line.split()
        code.append((parts[0], parts[1] if len(parts) > 1 else "0"))
    return [(name, labels[arg] if arg in labels else int(arg)) for name, arg in code]


def run(code):
    m = Machine()
    steps = 0
    while m.running:
        steps += 1
        if steps > Machine.LIMIT:
            raise RuntimeError("too many steps")
        name, arg = code[m.pc]
        m.pc += 1
        arity, fn = OPS[name]
        if trace:
            print(m.pc - 1, name, str(arg) if arity else "", m.stack)
        fn(m, arg)
    return steps


FACTORIAL = """
    push 5
    store 0
    push 1
    store 1
loop:
    load 0
    load 1
    mul
    store 1     ; acc *= n
    load 0
    push 1
    sub
    store 0
    load 0
    jnz loop
    load 1
    print
    halt
"""
program = assemble(FACTORIAL)
print(len(program), sorted(OPS), len(OPS))
print(run(program), OUTPUT)
trace = True
run(program[-2:-1] and [("push", 3), ("push", 4), ("add", 0), ("print", 0), ("halt", 0)])
trace = False
for bad in ["push 1\nfly\n", "add\nhalt", "l:\npush 1\njnz l\nhalt"]:
    try:
        print(run(assemble(bad)))
    except KeyError as e:
        print("unknown", e)
    except IndexError as e:
        print("stack:", e)
    except RuntimeError as e:
        print(e)
print(",".join(OUTPUT))
