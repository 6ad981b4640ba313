"""The instructions of compiled regular expressions: numbers and operands.

`regex_compiler.py` writes them, `regex_machine.py` runs them.  A program is a list of numbers: an instruction's number
and its operands.  Operands are characters (`c`), numbers of sets (`s`), registers (`r`), places in the program (`t`),
groups (`g`) and counts.
"""

from __future__ import annotations

from typing import Final

# What is most frequent comes first.
CHAR: Final = 0
"""c: this character."""
SET: Final = 1
"""s: a character of the set."""
MARK: Final = 2
"""r: note the position; the odd ones end a group."""
TEST: Final = 3
"""s t: go to t unless the next character is in the set."""
POSSESSIVE: Final = 4
"""s min max: as many characters of the set as there are."""
GREEDY: Final = 5
"""s min max f: the same, later perhaps fewer; what follows begins with a character of the set f, unless f < 0."""
GIVE_BACK: Final = 6
"""Stands behind GREEDY, and is where it is resumed."""
LAZY: Final = 7
"""s min max f: as few characters of the set as possible, later perhaps more."""
TAKE_MORE: Final = 8
"""Stands behind LAZY, and is where it is resumed."""
BRANCH: Final = 9
"""t: go on, later perhaps at t."""
BRANCH_IF: Final = 10
"""s t: the same if the next character is in the set, else go to t."""
JUMP: Final = 11
"""t: go to t."""
SUCCESS: Final = 12
"""The end."""
STRING: Final = 13
"""n c c c...: n characters."""
AT: Final = 14
"""k: the position is of this kind, one of those below."""
LOOP_START: Final = 15
"""r: set the counter r of a loop, and the last position r + 1."""
LOOP: Final = 16
"""min max r t: before every round of a loop: go on with its body, later perhaps at t."""
LAZY_LOOP: Final = 17
"""min max r t: go to t, later perhaps on with the body."""
MORE_ROUNDS: Final = 18
"""Stands behind LAZY_LOOP, and is where it is resumed."""
LOOK: Final = 19
"""r n: begin to look at what is here, or n characters before."""
LOOK_END: Final = 20
"""r: what LOOK began has matched; back to where it began."""
LOOK_NOT: Final = 21
"""r n t: begin to look whether something is not here, or n characters before; go to t if so."""
LOOK_NOT_END: Final = 22
"""r: what LOOK_NOT began has matched, so fail."""
ATOMIC: Final = 23
"""r: begin a part that is not tried again."""
ATOMIC_END: Final = 24
"""r: the end of that part."""
BACKREF: Final = 25
"""g: what the group matched."""
BACKREF_CASELESS: Final = 26
"""g a: the same in any case, of ASCII letters only if a."""
IF_GROUP: Final = 27
"""g t: go to t if the group did not match."""
FAIL: Final = 28
"""Never matches."""

# Kinds of positions.
AT_START: Final = 0
AT_LINE_START: Final = 1
AT_END: Final = 2
AT_LAST_END: Final = 3
AT_LINE_END: Final = 4
AT_BOUNDARY: Final = 5
AT_NO_BOUNDARY: Final = 6
AT_ASCII_BOUNDARY: Final = 7
AT_NO_ASCII_BOUNDARY: Final = 8

UNLIMITED: Final = 0x7FFFFFFFFFFFFFFF

# Classes of characters beyond Latin-1, which a set has or has not as a whole; every character is in exactly one.
DIGITS: Final = 1
WORDS: Final = 2
"""Letters and other numbers."""
SPACES: Final = 4
OTHERS: Final = 8
ALL_CLASSES: Final = 15
