"""Uses the functions of operator of the standard library."""

import operator

if __name__ == "__main__":
    rows = [("pear", 3), ("apple", 7), ("fig", 3)]
    print(sorted(rows, key=operator.itemgetter(1, 0)))
    table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv, "%": operator.mod}
    for sign in table:
        print(sign, table[sign](17, 5))
    print(operator.lt(1, 2), operator.not_(0), operator.truth([]), operator.neg(4), operator.invert(5))
    print(operator.concat("ab", "cd"), operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1))
