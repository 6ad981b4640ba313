#!/usr/bin/env python3
# Word statistics of a text; a small script without any main().
import sys
try:
    import nonexistent_fast_counter as counter_module
except ImportError:
    counter_module = None

if sys.version_info >= (3, 0):
    def letters(word):
        return [c for c in word if c.isalpha()]
else:
    def letters(word):
        return filter(str.isalpha, word)

TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity"""

STOP = {"it", "was", "the", "of"}
counts: dict = {}
longest = ""
lines = TEXT.splitlines()
n_words = 0
for lineno, line in enumerate(lines, 1):
    words = line.lower().replace(",", " ").split()
    n_words += len(words)
    for w in words:
        counts[w] = counts.get(w, 0) + 1
        if len(w) > len(longest):
            longest = w
    print(f"{lineno}: {len(words)} words, {sum(len(letters(w)) for w in words)} letters")

print("total", n_words, "longest", longest)
ranking = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
for word, c in ranking[:5]:
    print("%-12s %3d %s" % (word, c, "#" * c))
content = [w for w in counts if w not in STOP]
print(len(content), content[:4])
print(counter_module is None)

# a histogram of word lengths; the names x and i are used again with other types
x = {}
for w in counts:
    x[len(w)] = x.get(len(w), 0) + 1
for i in sorted(x):
    print(i, x[i])
x = "done"
i = 1.5
print(x, i)
del x
x = [i]
print(x)

def by_length(table=counts):
    groups = {}
    for w in table:
        groups.setdefault(len(w), []).append(w)
    return groups

groups = by_length()
while groups:
    key = max(groups)
    print(key, sorted(groups.pop(key)))
    if key < 9:
        break
else:
    print("never")
print(sorted(groups), file=sys.stdout)
total, *rest = sorted(counts.values(), reverse=True)
print(total, rest[:3], len(rest))
if (n := len(rest)) > 10:
    print("many:", n)
with open("/dev/null") as f:
    data = f.read()
print(repr(data))
assert not data, "should be empty"
