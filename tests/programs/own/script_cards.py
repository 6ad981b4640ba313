import random
rng = random.Random(7)
random.seed(3)
deck = [r + s for s in "SH" for r in "A23"]
random.shuffle(deck)
print(deck, rng.randint(1, 6), random.random())
class Player:
    count = 0
    def __init__(self, name):
        self.name = name
        self.hand = []
        Player.count += 1
        self.id = Player.count
    def draw(self):
        card = deck.pop()
        self.hand.append(card)
        return card
players = [Player("p%d" % i) for i in range(1, 3)]
turn = 0
while deck:
    p = players[turn % len(players)]
    print(p.id, p.name, p.draw())
    turn += 1
winner = max(players, key=lambda p: (len(p.hand), p.hand))
print(winner.name, turn)
scores = {p.name: len(p.hand) for p in players}
for name, sc in scores.items():
    print(name, sc)
del players[0], scores["p1"]
print(len(players), scores)
def f(x, acc=[]):
    acc.append(x)
    return len(acc)
print(f(1), f(2))
a = b = []
a.append(1)
print(b is a, b)
x, y = 1, 2
x, y = y, x
print(x, y)
x += y; y -= x
print(x, y, x if x > y else y)
assert (x, y) == (3, -2)
print(*[1, 2, 3], sep="-")
print("%s" % (x,), end="")
print()
