import sys
WORDS = ["python", "static", "module"]
MAX_MISSES = 4
word_number = 0
wins = losses = 0
guessed = set()
misses = 0
word = WORDS[word_number]

def masked():
    return " ".join(c if c in guessed else "_" for c in word)

def start(number):
    global word, guessed, misses
    word = WORDS[number]
    guessed = set()
    misses = 0
    print("new word:", masked(), f"({len(word)} letters)")

def guess(letter):
    """One guess; True when the round is over."""
    global misses, wins, losses
    if letter in guessed:
        print("again", letter)
        return False
    guessed.add(letter)
    if letter not in word:
        misses += 1
        print("no", letter, "-", MAX_MISSES - misses, "left")
        if misses == MAX_MISSES:
            losses += 1
            print("lost:", word)
            return True
    elif all(c in guessed for c in word):
        wins += 1
        print("won:", word)
        return True
    else:
        print(masked())
    return False

print("Welcome!")
start(0)
playing = True
while playing:
    line = sys.stdin.readline()
    if line == "":
        print("(end of input)")
        playing = False
        continue
    for ch in line.strip().lower():
        if not ch.isalpha():
            print("ignored", repr(ch))
            continue
        if guess(ch):
            word_number += 1
            if word_number == len(WORDS):
                playing = False
                break
            start(word_number)
print(wins, "won", losses, "lost", sorted(guessed))
if wins > losses: print("well done")
elif wins == losses: print("a draw")
else: print("try again")
exit(wins - 1 if wins else 9)
