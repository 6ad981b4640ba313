"""Pystone: Dhrystone 1.1 (Reinhold Weicker's synthetic mix of statements) in Python.

Exercises module globals that functions assign, records, strings and characters compared, and lists of lists.

usage: python pystone.py [LOOPS]
"""

import sys

IDENT_1 = 1
IDENT_2 = 2
IDENT_3 = 3
IDENT_4 = 4
IDENT_5 = 5

ARRAY_SIZE = 51


class Record:
    """A list element with a discriminant, an enumeration, an integer and a string."""

    def __init__(self, link, discriminant, enumeration, number, text):
        self.link = link
        self.discriminant = discriminant
        self.enumeration = enumeration
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.link, self.discriminant, self.enumeration, self.number, self.text)


int_global = 0
bool_global = False
char_1_global = "\0"
char_2_global = "\0"
array_1_global = [0] * ARRAY_SIZE
array_2_global = [[0] * ARRAY_SIZE for _ in range(ARRAY_SIZE)]
record_global = Record(Record(None, IDENT_1, IDENT_1, 0, ""), IDENT_1, IDENT_3, 40, "DHRYSTONE PROGRAM, SOME STRING")


def procedure_0(loops):
    """The main loop; return a checksum of its variables."""
    global bool_global, record_global
    array_2_global[8][7] = 10
    int_1 = 0
    int_2 = 0
    int_3 = 0
    string_1 = "DHRYSTONE PROGRAM, 1'ST STRING"
    for _ in range(loops):
        procedure_5()
        procedure_4()
        int_1 = 2
        int_2 = 3
        string_2 = "DHRYSTONE PROGRAM, 2'ND STRING"
        enumeration = IDENT_2
        bool_global = not function_2(string_1, string_2)
        while int_1 < int_2:
            int_3 = 5 * int_1 - int_2
            int_3 = procedure_7(int_1, int_2)
            int_1 += 1
        procedure_8(array_1_global, array_2_global, int_1, int_3)
        record_global = procedure_1(record_global)
        char_index = "A"
        while char_index <= char_2_global:
            if enumeration == function_1(char_index, "C"):
                enumeration = procedure_6(IDENT_1)
            char_index = chr(ord(char_index) + 1)
        int_3 = int_2 * int_1
        int_2 = int_3 // int_1
        int_2 = 7 * (int_3 - int_2) - int_1
        int_1 = procedure_2(int_1)
    return int_1 * 10000 + int_2 * 100 + int_3


def procedure_1(record):
    """Link `record` to a changed copy of the global record."""
    following = record_global.copy()
    record.link = following
    record.number = 5
    following.number = record.number
    following.link = procedure_3(record.link)
    if following.discriminant == IDENT_1:
        following.number = 6
        following.enumeration = procedure_6(record.enumeration)
        following.link = record_global.link
        following.number = procedure_7(following.number, 10)
    else:
        record = following.copy()
    following.link = None
    return record


def procedure_2(number):
    result = number + 10
    enumeration = IDENT_2
    while True:
        if char_1_global == "A":
            result -= 1
            number = result - int_global
            enumeration = IDENT_1
        if enumeration == IDENT_1:
            break
    return number


def procedure_3(record):
    global int_global
    if record_global is not None:
        record = record_global.link
    else:
        int_global = 100
    record_global.number = procedure_7(10, int_global)
    return record


def procedure_4():
    global char_2_global
    bool_local = char_1_global == "A"
    bool_local = bool_local or bool_global
    char_2_global = "B"
    return bool_local


def procedure_5():
    global char_1_global, bool_global
    char_1_global = "A"
    bool_global = False


def procedure_6(given):
    result = given
    if not function_3(given):
        result = IDENT_4
    if given == IDENT_1:
        result = IDENT_1
    elif given == IDENT_2:
        if int_global > 100:
            result = IDENT_1
        else:
            result = IDENT_4
    elif given == IDENT_3:
        result = IDENT_2
    elif given == IDENT_5:
        result = IDENT_3
    return result


def procedure_7(first, second):
    between = first + 2
    return second + between


def procedure_8(array_1, array_2, first, second):
    global int_global
    place = first + 5
    array_1[place] = second
    array_1[place + 1] = array_1[place]
    array_1[place + 30] = place
    for i in range(place, place + 2):
        array_2[place][i] = place
    array_2[place][place - 1] += 1
    array_2[place + 20][place] = array_1[place]
    int_global = 5


def function_1(first, second):
    char_1 = first
    char_2 = char_1
    if char_2 != second:
        return IDENT_1
    return IDENT_2


def function_2(first, second):
    place = 1
    char = "\0"
    while place <= 1:
        if function_1(first[place], second[place + 1]) == IDENT_1:
            char = "A"
            place += 1
    if "W" <= char <= "Z":
        place = 7
    if char == "X":
        return True
    if first > second:
        place += 7
        return True
    return False


def function_3(given):
    return given == IDENT_3


def main(argv):
    loops = int(argv[1]) if len(argv) > 1 else 2000000
    checksum = procedure_0(loops)
    print("pystone: %d loops, checksum %d" % (loops, checksum))
    print("pystone: globals %d %s %s" % (int_global, char_1_global, char_2_global), bool_global)
    print("pystone: arrays %d %d" % (array_1_global[8], array_2_global[8][7]))
    print("pystone: record %d %d %s" % (record_global.number, record_global.enumeration, record_global.text))
    following = record_global.link
    print("pystone: next %d %d %s" % (following.number, following.enumeration, following.text))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
