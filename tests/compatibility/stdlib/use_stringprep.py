"""Uses stringprep of the standard library."""

import stringprep

if __name__ == "__main__":
    for char in ["a", " ", "\xa0", "\xad", "\u0221", "\ue000", "\u0340"]:
        print(
            stringprep.in_table_a1(char),
            stringprep.in_table_b1(char),
            stringprep.in_table_c11(char),
            stringprep.in_table_c12(char),
            stringprep.in_table_c8(char),
        )
    print(repr(stringprep.map_table_b3("\xdf")))
