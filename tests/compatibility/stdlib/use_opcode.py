"""Uses opcode of the standard library."""

import opcode

if __name__ == "__main__":
    print(opcode.opname[opcode.opmap["NOP"]], opcode.HAVE_ARGUMENT, opcode.cmp_op)
