"""Uses split and the lexer of shlex of the standard library."""

import shlex

LINES = [
    "ls -l 'my file' \"other file\"",
    "grep -v \"a \\\"quoted\\\" word\" file.txt # comment",
    "echo 'it'\"'\"'s' a\\ b",
    "",
]

if __name__ == "__main__":
    for line in LINES:
        print(shlex.split(line), shlex.split(line, comments=True))
    try:
        shlex.split("unbalanced 'quote")
    except ValueError as error:
        print(error)
    lexer = shlex.shlex("a = b + c_1; print('x y')", posix=True)
    print(list(lexer))
