"""An assembler and a virtual machine with a stack, a heap, interrupts and a tracer."""
import sys
from collections import namedtuple

Instruction = namedtuple("Instruction", ["opcode", "operand", "line"])

MNEMONICS = """
halt push pop dup swap over add sub mul div mod neg and or xor not
jmp jz jnz call ret load store print emit eq lt gt read
""".split()
OPCODES = {name: number for number, name in enumerate(MNEMONICS)}
WITH_OPERAND = {"push", "jmp", "jz", "jnz", "call", "load", "store"}


class AssemblerError(Exception):
    def __init__(self, message, line):
        Exception.__init__(self, "line %d: %s" % (line, message))
        self.line = line


class MachineError(Exception):
    pass


class Assembler:
    def __init__(self, source):
        self.source = source
        self.labels = {}
        self.variables = {}
        self.program = []

    def parse_number(self, text, line):
        try:
            if text.startswith("'") and text.endswith("'") and len(text) == 3:
                return ord(text[1])
            return int(text, 0)
        except ValueError:
            raise AssemblerError("bad number %r" % text, line)

    def statements(self):
        for number, text in enumerate(self.source.splitlines(), 1):
            text = text.partition(";")[0].strip()
            if not text:
                continue
            while ":" in text:
                label, _, text = text.partition(":")
                yield number, label.strip(), None, None
                text = text.strip()
            if text:
                parts = text.split(None, 1)
                yield number, None, parts[0].lower(), parts[1] if len(parts) > 1 else None

    def assemble(self):
        pending = []
        for line, label, mnemonic, operand in self.statements():
            if label is not None:
                if label in self.labels:
                    raise AssemblerError("label %s defined twice" % label, line)
                self.labels[label] = len(pending)
                continue
            if mnemonic not in OPCODES:
                raise AssemblerError("unknown instruction " + mnemonic, line)
            if (operand is None) == (mnemonic in WITH_OPERAND):
                raise AssemblerError("%s %s an operand" % (mnemonic, "needs" if operand is None else "takes no"), line)
            pending.append((line, mnemonic, operand))
        for line, mnemonic, operand in pending:
            value = 0
            if operand is not None:
                if mnemonic in ("load", "store"):
                    value = self.variables.setdefault(operand, len(self.variables))
                elif operand in self.labels:
                    value = self.labels[operand]
                else:
                    value = self.parse_number(operand, line)
            self.program.append(Instruction(OPCODES[mnemonic], value, line))
        return self.program


class Machine:
    LIMIT = 100_000

    def __init__(self, program, inputs=(), out=None):
        self.program = program
        self.stack = []
        self.returns = []
        self.memory = [0] * 64
        self.inputs = list(inputs)
        self.pc = 0
        self.steps = 0
        self.out = out if out is not None else []
        self.handlers = [getattr(self, "op_" + name) for name in MNEMONICS]

    def pop(self):
        if not self.stack:
            raise MachineError("stack underflow at %d" % self.pc)
        return self.stack.pop()

    def push(self, value):
        self.stack.append(value)

    def op_halt(self, _): raise StopIteration
    def op_push(self, n): self.push(n)
    def op_pop(self, _): self.pop()
    def op_dup(self, _): self.push(self.stack[-1])
    def op_swap(self, _): self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]
    def op_over(self, _): self.push(self.stack[-2])
    def op_add(self, _): self.push(self.pop() + self.pop())
    def op_sub(self, _): b = self.pop(); self.push(self.pop() - b)
    def op_mul(self, _): self.push(self.pop() * self.pop())
    def op_div(self, _): b = self.pop(); self.push(self.pop() // b)
    def op_mod(self, _): b = self.pop(); self.push(self.pop() % b)
    def op_neg(self, _): self.push(-self.pop())
    def op_and(self, _): self.push(self.pop() & self.pop())
    def op_or(self, _): self.push(self.pop() | self.pop())
    def op_xor(self, _): self.push(self.pop() ^ self.pop())
    def op_not(self, _): self.push(int(not self.pop()))
    def op_jmp(self, target): self.pc = target

    def op_jz(self, target):
        if not self.pop():
            self.pc = target

    def op_jnz(self, target):
        if self.pop():
            self.pc = target

    def op_call(self, target):
        self.returns.append(self.pc)
        self.pc = target

    def op_ret(self, _): self.pc = self.returns.pop()
    def op_load(self, slot): self.push(self.memory[slot])
    def op_store(self, slot): self.memory[slot] = self.pop()
    def op_print(self, _): self.out.append(str(self.pop()) + "\n")
    def op_emit(self, _): self.out.append(chr(self.pop()))
    def op_eq(self, _): self.push(int(self.pop() == self.pop()))
    def op_lt(self, _): b = self.pop(); self.push(int(self.pop() < b))
    def op_gt(self, _): b = self.pop(); self.push(int(self.pop() > b))
    def op_read(self, _): self.push(self.inputs.pop(0) if self.inputs else -1)

    def run(self):
        try:
            while True:
                instruction = self.program[self.pc]
                self.pc += 1
                self.steps += 1
                if self.steps > self.LIMIT:
                    raise MachineError("too many steps")
                self.handlers[instruction.opcode](instruction.operand)
        except StopIteration:
            pass
        except IndexError as e:
            raise MachineError("index error at line %d" % self.program[self.pc - 1].line) from e
        return "".join(self.out)


SOURCES = {
    "factorials": """
        push 1
        store n
loop:   load n
        call fact
        print
        load n
        push 1
        add
        dup
        store n
        push 13
        lt
        jnz loop
        halt
fact:   dup            ; n n
        push 2
        lt
        jnz base
        dup
        push 1
        sub
        call fact
        mul
        ret
base:   pop
        push 1
        ret
    """,
    "primes": """
        push 2
        store n
next:   push 2
        store d
try:    load d
        dup
        mul
        load n
        gt
        jnz prime
        load n
        load d
        mod
        jz composite
        load d
        push 1
        add
        store d
        jmp try
prime:  load n
        print
composite: load n
        push 1
        add
        dup
        store n
        push 50
        lt
        jnz next
        halt
    """,
    "greet": "push 'H'\nemit\npush 'i'\nemit\npush 10\nemit\nread\nread\nmul\nprint\nhalt",
    "underflow": "push 1\nadd\nhalt",
    "endless": "here: jmp here",
    "bad label": "jmp nowhere",
    "bad operand": "push",
    "division": "push 1\npush 0\ndiv\nhalt",
}


def main():
    for name in SOURCES:
        print("==", name)
        try:
            program = Assembler(SOURCES[name]).assemble()
            machine = Machine(program, inputs=[6, 7])
            sys.stdout.write(machine.run())
            print("%d instructions, %d steps, stack %s" % (len(program), machine.steps, machine.stack))
        except AssemblerError as e:
            print("assembler:", e)
        except MachineError as e:
            print("machine:", e)
        except ZeroDivisionError as e:
            print("arithmetic:", e)
    return 0


if __name__ == "__main__":
    sys.exit(main())
