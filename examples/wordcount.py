"""Counts the words of standard input and prints the most frequent ones.

python examples/wordcount.py 10 < README.md
"""

import sys


def words_of(line):
    """The words of a line, in small letters; a word is a run of letters."""
    words = []
    word = ""
    for char in line.lower():
        if char.isalpha():
            word += char
        elif word:
            words.append(word)
            word = ""
    if word:
        words.append(word)
    return words


def most_frequent(counts, limit):
    """Up to `limit` words, the most frequent first and equally frequent ones in alphabetical order."""
    ranking = [(-count, word) for word, count in counts.items()]
    ranking.sort()
    return [word for _, word in ranking[:limit]]


def main(argv):
    limit = int(argv[1]) if len(argv) > 1 else 5
    counts = {}
    total = 0
    for line in sys.stdin:
        for word in words_of(line):
            counts[word] = counts.get(word, 0) + 1
            total += 1
    print("%d words, %d different" % (total, len(counts)))
    for word in most_frequent(counts, limit):
        print("%6d %s" % (counts[word], word))


if __name__ == "__main__":
    main(sys.argv)
