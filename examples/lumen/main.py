"""Lumen: a small language with tables, closures and prototypes. Translated by Weft, it is an interpreter in one file.

usage: lumen [--tokens | --format | --disassemble | --statistics] FILE [ARGUMENT...]
       lumen -e TEXT
"""

import sys

from compiler import Globals, compile_program
from errors import LumenError, RuntimeProblem
from folding import fold
from lexer import tokenize
from library import install, table_from
from machine import Machine
from parser import parse
from printer import print_program
from resolver import Resolver
from values import StringValue

OPTIONS = ("--tokens", "--format", "--disassemble", "--statistics")


class Output:
    """Collects what a program prints, and writes it in large pieces."""

    def __init__(self):
        self.parts = []
        self.size = 0

    def write(self, text):
        self.parts.append(text)
        self.size += len(text)
        if self.size > 8192:
            self.flush()

    def flush(self):
        sys.stdout.write("".join(self.parts))
        sys.stdout.flush()
        self.parts = []
        self.size = 0


def run(text, name, option, arguments):
    """Do with a program what the option says; return the exit code."""
    if option == "--tokens":
        for token in tokenize(text):
            print("%4d %s" % (token.line, token))
        return 0
    block = parse(text)
    if option == "--format":
        sys.stdout.write(print_program(block))
        return 0
    folded = fold(block)
    globals_ = Globals()
    output = Output()
    machine = Machine(globals_, output.write)
    install(globals_, machine)
    globals_.define("arg", table_from([StringValue(argument) for argument in arguments]))
    scope = Resolver(globals_.names).run(block)
    code = compile_program(block, scope, globals_)
    if option == "--disassemble":
        lines = []
        code.disassemble(lines)
        print("\n".join(lines))
        return 0
    try:
        machine.run_main(code)
    finally:
        output.flush()
    if option == "--statistics":
        print("%d expressions folded, %d calls" % (folded, machine.calls), file=sys.stderr)
    return 0


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(argv):
    arguments = argv[1:]
    option = ""
    if arguments and arguments[0] in OPTIONS:
        option = arguments.pop(0)
    if not arguments:
        print(__doc__.strip().split("\n\n")[1] if __doc__ else "usage", file=sys.stderr)
        return 2
    if arguments[0] == "-e":
        name, text = "(text)", " ".join(arguments[1:])
        arguments = []
    else:
        name = arguments[0]
        try:
            text = read(name)
        except OSError as error:
            print("lumen: %s" % error, file=sys.stderr)
            return 2
    try:
        return run(text, name, option, arguments[1:])
    except RuntimeProblem as problem:
        print("lumen: " + problem.describe(name), file=sys.stderr)
        for frame in problem.trace:
            print("    " + frame, file=sys.stderr)
        return 1
    except LumenError as error:
        print("lumen: " + error.describe(name), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
