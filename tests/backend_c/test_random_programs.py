"""Random low-level functions: compiled C does what llinterp does, loops, swaps, memory and exceptions included."""

import random
from dataclasses import replace

import cffi  # type: ignore[import-untyped]
import pytest

from tests.backend_c.support import COMPILERS, OPTIONS, build_tree
from tests.translator.support import TestProgram
from weft.backend_c.generate import generate
from weft.flowspace.graph import DEFAULT, RAISES, Block, Constant, Link, Operation, Variable, new_graph
from weft.gc.table import collector
from weft.rtyper.llinterp import Interpreter, LowLevelException
from weft.rtyper.lltype.ops import OPS
from weft.rtyper.lltype.types import BOOL, EXCEPTION, SIGNED, VOID, Array, FuncType, Ptr
from weft.rtyper.lltype.values import ArrayValue, FunctionValue, StaticVariable
from weft.translator.passes.lower_exceptions import LowerExceptions

pytestmark = pytest.mark.compile

BINARY = ["int_add", "int_sub", "int_mul", "int_and", "int_or", "int_xor"]
COMPARISONS = ["int_lt", "int_eq", "int_ge", "int_ne"]
ARRAY = Ptr(Array(SIGNED))
FUEL = 12


class Generator:
    """Makes functions (fuel, x, y) -> Signed; `fuel` bounds the number of blocks run."""

    def __init__(self, seed: int, made: TestProgram) -> None:
        self.random = random.Random(seed)
        self.made = made
        self.functions: list[FunctionValue] = []
        self.statics = [StaticVariable(f"global{i}", SIGNED, i) for i in range(2)]
        self.array = Constant(ArrayValue(Array(SIGNED), items=[3, -1, 7, 0]), ARRAY)

    def function(self, number: int) -> FunctionValue:
        arguments = [Variable(name, type=SIGNED) for name in ("fuel", "x", "y")]
        graph = new_graph(f"random{number}", arguments)
        graph.result.type = SIGNED
        graph.exceptblock.inputargs[0].type = Ptr(EXCEPTION)
        count = self.random.randrange(2, 7)
        blocks = [Block(f"b{i}", [Variable(n, type=SIGNED) for n in self.names()]) for i in range(count)]
        for block in [graph.startblock, *blocks]:
            self.fill(graph, block, blocks)
        value = FunctionValue(graph.name, FuncType((SIGNED,) * 3, SIGNED), graph)
        self.functions.append(value)
        return value

    def names(self):
        return ["fuel", *self.random.sample(["x", "y", "z", "i", "x"], self.random.randrange(1, 5))]

    def operation(self, block, name, args, type_, statics=()):
        result = Variable(self.random.choice(["t", "x", "y", "v"]), type=type_)
        block.operations.append(Operation(OPS[name], args, result, None, statics))
        return result

    def fill(self, graph, block, blocks):
        values = list(block.inputargs)
        fuel = self.operation(block, "int_sub", [values[0], Constant(1, SIGNED)], SIGNED)
        for _ in range(self.random.randrange(6)):
            self.add_operation(block, values, fuel)
        empty = self.operation(block, "int_lt", [fuel, Constant(0, SIGNED)], BOOL)
        rest = Block(block.name + "_rest", [Variable(v.name, type=SIGNED) for v in [fuel, *values[1:]]])
        block.exitswitch = empty
        block.exits = [
            Link([fuel, *values[1:]], rest, False),
            Link([self.value(values)], graph.returnblock, True),
        ]
        self.finish(graph, rest, blocks)

    def value(self, values):
        if self.random.random() < 0.2:
            return Constant(self.random.choice([0, 1, -1, 5, 2**63 - 1, -(2**63)]), SIGNED)
        return self.random.choice(values)

    def add_operation(self, block, values, fuel):
        kind = self.random.randrange(8)
        if kind < 3:
            name = self.random.choice(BINARY)
            values.append(self.operation(block, name, [self.value(values), self.value(values)], SIGNED))
        elif kind == 3:
            values.append(self.operation(block, "static_get", [], SIGNED, (self.random.choice(self.statics),)))
        elif kind == 4:
            self.operation(block, "static_set", [self.value(values)], VOID, (self.random.choice(self.statics),))
        elif kind == 5:
            index = self.operation(block, "int_and", [self.value(values), Constant(3, SIGNED)], SIGNED)
            values.append(self.operation(block, "getarrayitem", [self.array, index], SIGNED))
        elif kind == 6:
            index = self.operation(block, "int_and", [self.value(values), Constant(3, SIGNED)], SIGNED)
            self.operation(block, "setarrayitem", [self.array, index, self.value(values)], VOID)
        elif self.functions:
            callee = self.random.choice(self.functions)
            smaller = self.operation(block, "int_rshift", [fuel, Constant(1, SIGNED)], SIGNED)
            args = [Constant(callee, Ptr(callee.type)), smaller, self.value(values), self.value(values)]
            values.append(self.operation(block, "direct_call", args, SIGNED))

    def link(self, blocks, values, case, exception=None):
        target = self.random.choice(blocks)
        args = [values[0], *(self.value(values) for _ in target.inputargs[1:])]
        return Link(args, target, case, exception)

    def finish(self, graph, block, blocks):
        values = list(block.inputargs)
        kind = self.random.randrange(5)
        if kind == 0:
            block.exits = [self.link(blocks, values, None)]
        elif kind == 1:
            block.exitswitch = self.operation(
                block, self.random.choice(COMPARISONS), [self.value(values), self.value(values)], BOOL
            )
            block.exits = [self.link(blocks, values, case) for case in (False, True)]
        elif kind == 2:
            block.exitswitch = self.operation(block, "int_and", [self.value(values), Constant(3, SIGNED)], SIGNED)
            block.exits = [self.link(blocks, values, case) for case in (0, 1, 2, DEFAULT)]
        elif kind == 3:
            name = self.random.choice(["int_add_ovf", "int_mul_ovf", "int_sub_ovf"])
            result = self.operation(block, name, [self.value(values), self.value(values)], SIGNED)
            block.exitswitch = RAISES
            block.exits = [self.link(blocks, [*values, result], None)]
            if self.random.random() < 0.7:
                caught = Variable("e", type=Ptr(EXCEPTION))
                table = self.made.tables[self.random.choice(["OverflowError", "ValueError", "Exception"])]
                block.exits.append(self.link(blocks, values, table, caught))
            else:
                caught = Variable("e", type=Ptr(EXCEPTION))
                root = self.made.tables["BaseException"]
                block.exits.append(Link([caught], graph.exceptblock, root, caught))
        elif self.random.random() < 0.3:
            error = self.made.instances[self.random.choice(["ValueError", "KeyError"])]
            block.exits = [Link([Constant(error, Ptr(EXCEPTION))], graph.exceptblock)]
        else:
            block.exits = [Link([self.value(values)], graph.returnblock)]


def random_program(seed, count):
    made = TestProgram("graph @nothing -> Signed {\nentry():\n    goto return(0)\n}\n")
    generator = Generator(seed, made)
    for number in range(count):
        generator.function(number)
    made.program.exported = generator.functions
    return made, generator.functions


def interpreted(made, functions, arguments):
    machine = Interpreter(made.program, max_operations=2_000_000, max_depth=100)
    results = []
    for function in functions:
        for x, y in arguments:
            try:
                results.append(machine.run(function, [FUEL, x, y]))
            except LowLevelException as error:
                results.append(error.class_name)
    return results


def compiled(made, functions, arguments, directory, options):
    manager = collector("none")
    manager.transform(made.program)
    tree = generate(made.program, manager.traits, options)
    ffi = cffi.FFI()
    ffi.cdef(tree.header)
    library = ffi.dlopen(str(build_tree(tree, directory, options)))
    error = ffi.new("struct weft_error *")
    results = []
    for function in functions:
        call = getattr(library, "weft_call_" + function.name)
        for x, y in arguments:
            value = call(FUEL, x, y, error)
            results.append(ffi.string(error.class_name).decode() if error.class_name else value)
    return results


@pytest.mark.parametrize("cc", COMPILERS)
@pytest.mark.parametrize("level", ["0", "2"])
def test_random_functions(cc, level, tmp_path):
    seed = {"gcc": 100, "clang": 200}[cc] + int(level)
    arguments = [(1, 2), (-5, 3), (2**62, 7)]
    expected_program, expected_functions = random_program(seed, 40)
    expected = interpreted(expected_program, expected_functions, arguments)
    made, functions = random_program(seed, 40)
    made.apply(LowerExceptions())
    options = replace(OPTIONS, shared=True, cc=cc, opt_level=level, cflags=("-w",), unit_lines=1500)
    found = compiled(made, functions, arguments, tmp_path, options)
    assert found == expected
