"""Uses bisect of the standard library."""

import bisect

GRADES = "FDCBA"


def grade(score, breakpoints=[60, 70, 80, 90]):
    return GRADES[bisect.bisect(breakpoints, score)]


if __name__ == "__main__":
    print([grade(score) for score in [33, 99, 77, 70, 89, 90, 100]])
    ordered = [1, 3, 3, 5]
    print(bisect.bisect_left(ordered, 3), bisect.bisect_right(ordered, 3), bisect.bisect_left(ordered, 4, 1, 3))
    bisect.insort(ordered, 4)
    bisect.insort_left(ordered, 3)
    print(ordered)
    words = ["apple", "fig", "kiwi"]
    bisect.insort(words, "banana")
    print(words, bisect.bisect_left(words, "fig"))
