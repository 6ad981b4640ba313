"""Uses random of the standard library."""

import random

if __name__ == "__main__":
    random.seed(42)
    print([random.randint(1, 6) for _ in range(10)], random.random(), random.uniform(2, 5))
    deck = list(range(10))
    random.shuffle(deck)
    print(deck, random.choice(deck), random.sample(deck, 3), random.choices("abc", k=5))
    print(random.gauss(0, 1), random.expovariate(2.0), random.betavariate(2, 3))
    mine = random.Random(7)
    print(mine.getrandbits(20), mine.triangular(0, 10, 3), mine.normalvariate(5, 2))
