"""An interpreter for the eight-instruction language Brainf***, running four small programs.

Exercises a dispatch loop over the characters of a string, and lists of integers.

usage: python brainf.py [ROUNDS]
"""

import sys

TAPE_LENGTH = 1000

# A triangle of stars. Cells: row counter, length, two scratch cells, star, newline.
TRIANGLE = """
>>>>> ++++++ [< +++++++ > -] ++++++++++ <<<<<
++++++++
[ >+ [>+>+<<-] >>[<<+>>-] < [>>.<<-] >>>. <<<<< - ]
"""

# Fibonacci numbers modulo 256, written as bytes. Cells: counter, a, b, two scratch cells.
FIBONACCI = """
++++++ [> ++++++++++ < -] > [< + > -] <  >>+<<
[ > [>>+<<-] > [<+>>>+<<-] > [<+>-] > [<<+>>-] <<. << - ]
"""

# Loops within loops: 15 * 13 * 11 * 14 turns, counted modulo 256 by one and by three.
NESTED = """
+++++++++++++++ [> +++++++++++++ [> +++++++++++ [> ++++++++++++++ [>+>+++<<-] < -] < -] < -]
>>>> . > .
"""

# Writes its input backwards.
REVERSE = ">,[>,]<[.<]"


class Program:
    """Instructions without the comments, and for each bracket the place of its partner."""

    def __init__(self, source):
        instructions = []
        for char in source:
            if char in "+-<>[].,":
                instructions.append(char)
        self.code = "".join(instructions)
        self.partner = [0] * len(self.code)
        opened = []
        for i in range(len(self.code)):
            if self.code[i] == "[":
                opened.append(i)
            elif self.code[i] == "]":
                start = opened.pop()
                self.partner[start] = i
                self.partner[i] = start


class Machine:
    """A tape of bytes, the input, the output, and the number of instructions executed."""

    def __init__(self, given):
        self.tape = [0] * TAPE_LENGTH
        self.given = given
        self.taken = 0
        self.output = []
        self.steps = 0

    def read(self):
        """The next byte of the input; 0 at its end."""
        if self.taken >= len(self.given):
            return 0
        self.taken += 1
        return ord(self.given[self.taken - 1])

    def run(self, program):
        code = program.code
        partner = program.partner
        tape = self.tape
        head = 0
        steps = 0
        pc = 0
        while pc < len(code):
            instruction = code[pc]
            steps += 1
            if instruction == ">":
                head += 1
            elif instruction == "<":
                head -= 1
            elif instruction == "+":
                tape[head] = (tape[head] + 1) & 255
            elif instruction == "-":
                tape[head] = (tape[head] - 1) & 255
            elif instruction == "[":
                if tape[head] == 0:
                    pc = partner[pc]
            elif instruction == "]":
                if tape[head] != 0:
                    pc = partner[pc]
            elif instruction == ".":
                self.output.append(tape[head])
            elif instruction == ",":
                tape[head] = self.read()
            pc += 1
        self.steps += steps


def run(source, given):
    machine = Machine(given)
    machine.run(Program(source))
    return machine


def main(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 60
    steps = 0
    checksum = 0
    for _ in range(rounds):
        for source in [TRIANGLE, FIBONACCI, NESTED, REVERSE]:
            machine = run(source, "abracadabra simsalabim")
            steps += machine.steps
            for byte in machine.output:
                checksum = (checksum * 31 + byte) & 0xFFFFFF
    print("brainf: %d instructions, checksum %d" % (steps, checksum))
    for source in [TRIANGLE, REVERSE]:
        print("".join([chr(byte) for byte in run(source, "weft and warp").output]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
