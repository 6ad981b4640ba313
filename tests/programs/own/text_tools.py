#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Word statistics, a bigram text generator, a spell corrector, a trie and Levenshtein distance."""
from __future__ import print_function

import random
import string
import sys
from collections import Counter, OrderedDict, defaultdict

TEXT = u"""
It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light,
it was the season of Darkness, it was the spring of hope, it was the winter of despair, we had
everything before us, we had nothing before us, we were all going direct to Heaven, we were all going
direct the other way -- in short, the period was so far like the present period, that some of its
noisiest authorities insisted on its being received, for good or for evil, in the superlative degree
of comparison only.
"""


def words(text):
    table = str.maketrans("", "", string.punctuation)
    return text.lower().translate(table).split()


def sentence_lengths(text):
    return [len(words(part)) for part in text.split(",")]


class Trie(object):
    def __init__(self):
        self.children = {}
        self.count = 0

    def insert(self, word):
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.count += 1

    def find(self, prefix):
        node = self
        for letter in prefix:
            if letter not in node.children:
                return None
            node = node.children[letter]
        return node

    def __contains__(self, word):
        node = self.find(word)
        return node is not None and node.count > 0

    def walk(self, prefix=""):
        if self.count:
            yield prefix, self.count
        for letter, child in sorted(self.children.items()):
            for item in child.walk(prefix + letter):
                yield item

    def complete(self, prefix):
        node = self.find(prefix)
        return list(node.walk(prefix)) if node else []


def edits1(word):
    letters = string.ascii_lowercase
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deletes = [L + R[1:] for L, R in splits if R]
    transposes = [L + R[1] + R[0] + R[2:] for L, R in splits if len(R) > 1]
    replaces = [L + c + R[1:] for L, R in splits if R for c in letters]
    inserts = [L + c + R for L, R in splits for c in letters]
    return set(deletes + transposes + replaces + inserts)


class Corrector:
    def __init__(self, counts):
        self.counts = counts
        self.total = sum(counts.values())

    def known(self, candidates):
        return set(w for w in candidates if w in self.counts)

    def correct(self, word):
        candidates = self.known([word]) or self.known(edits1(word)) or \
            self.known(e2 for e1 in edits1(word) for e2 in edits1(e1)) or {word}
        return max(sorted(candidates), key=lambda w: self.counts[w] / self.total)


def levenshtein(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        current = [i]
        for j, y in enumerate(b, start=1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


class Markov:
    def __init__(self, tokens):
        self.table = defaultdict(list)
        for first, second in zip(tokens, tokens[1:]):
            self.table[first].append(second)

    def generate(self, start, length, seed):
        rng = random.Random(seed)
        out = [start]
        while len(out) < length:
            followers = self.table.get(out[-1])
            if not followers:
                break
            out.append(rng.choice(followers))
        return " ".join(out)


def histogram(counter, width=30):
    largest = max(counter.values())
    for key, value in sorted(counter.items()):
        print("%3s | %-*s %d" % (key, width, "#" * (value * width // largest), value))


def main(argv):
    tokens = words(TEXT)
    counts = Counter(tokens)
    print(len(tokens), "words,", len(counts), "different")
    for word, n in counts.most_common(5):
        print("{0:>10} {1:3d} {2:6.2%}".format(word, n, n / float(len(tokens))))
    histogram(Counter(len(w) for w in tokens))
    by_letter = OrderedDict()
    for w in sorted(counts):
        by_letter.setdefault(w[0], []).append(w)
    for letter in by_letter:
        if len(by_letter[letter]) > 5:
            print(letter, by_letter[letter])
    trie = Trie()
    for t in tokens:
        trie.insert(t)
    print(trie.complete("be"), trie.complete("zz"), "times" in trie, "tim" in trie)
    corrector = Corrector(counts)
    print([corrector.correct(w) for w in ("tims", "wsdom", "epohc", "hevaen", "xyzzyq", "winter")])
    print(levenshtein("kitten", "sitting"), levenshtein("", "abc"))
    markov = Markov(tokens)
    for seed in range(3):
        print(markov.generate("it", 12, seed))
    print(sentence_lengths(TEXT)[:8], sum(sentence_lengths(TEXT)))
    print("".join(c for c in TEXT if c.isupper()), TEXT.title()[1:20], file=sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
