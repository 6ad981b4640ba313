"""Algorithms of number theory and others; ints that meet floats."""

import sys
def mean(xs):
    return sum(xs) / len(xs)

def newton(n):
    x = n
    while x * x > n:
        x = (x + n // x) // 2
    return x

def stats(values):
    total = 0
    for v in values:
        total += v
    best = None
    for v in values:
        if best is None or v > best:
            best = v
    return total, best

class Matrix:
    def __init__(self, rows):
        self.rows = rows
    def __mul__(self, other):
        n = len(self.rows)
        return Matrix([[sum(self.rows[i][k] * other.rows[k][j] for k in range(n)) for j in range(n)] for i in range(n)])
    def power(self, n):
        result = Matrix([[1 if i == j else 0 for j in range(len(self.rows))] for i in range(len(self.rows))])
        base = self
        while n:
            if n & 1:
                result = result * base
            base = base * base
            n >>= 1
        return result

def miller_rabin(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, r = n - 1, 0
    while d % 2 == 0:
        d //= 2
        r += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True

def pollard(n):
    if n % 2 == 0:
        return 2
    x = y = 2
    d = 1
    c = 1
    while d == 1:
        x = (x * x + c) % n
        y = (y * y + c) % n
        y = (y * y + c) % n
        a, b = abs(x - y), n
        while b:
            a, b = b, a % b
        d = a
        if d == n:
            c += 1
            x = y = 2
            d = 1
    return d

def to_base(n, base):
    digits = []
    while n:
        n, r = divmod(n, base)
        digits.append("0123456789abcdefghijklmnopqrstuvwxyz"[r])
    return "".join(reversed(digits)) or "0"

def catalan(n):
    c = [1] + [0] * n
    for i in range(1, n + 1):
        c[i] = sum(c[j] * c[i - 1 - j] for j in range(i))
    return c

def bernoulli_like(n):
    row = [1]
    for _ in range(n):
        row = [1] + [row[i] + row[i + 1] for i in range(len(row) - 1)] + [1]
    return row

def e_digits(n):
    scale = 10 ** (n + 10)
    total = term = scale
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total // 10 ** 10)

def hexdump(n):
    return " ".join(f"{b:02x}" for b in n.to_bytes((n.bit_length() + 7) // 8, "big"))

def main():
    print(mean([1, 2, 4]), newton(10 ** 40), stats([3, 2 ** 64, 5]))
    print(Matrix([[1, 1], [1, 0]]).power(300).rows)
    print([p for p in range(60) if miller_rabin(p)], miller_rabin(2 ** 127 - 1), miller_rabin(2 ** 128 + 1))
    print(pollard(1000003 * 1000033), pollard(10967535067 * 3))
    print(to_base(3 ** 100, 36), to_base(0, 2), int(to_base(3 ** 100, 36), 36) == 3 ** 100)
    print(catalan(50)[-1], max(bernoulli_like(80)), e_digits(60))
    print(hexdump(3 ** 80), f"{3**80:#066x}", f"{-(3**50):,}", f"{2**100:e}", f"{2**100:.3f}", f"{10**20:g}")
    data = {}
    for w in "a bb a ccc bb a".split():
        data[w] = data.get(w, 0) + 2 ** len(w) * 10 ** 18
    for k, v in sorted(data.items(), key=lambda kv: (-kv[1], kv[0])):
        print(k, v, sep=": ")
    x = 0.0
    n = 10 ** 17
    x += n
    y = x * 2 + n
    print(x, y, n * 1.0, n / 10 ** 10, int(y) + 1, float(n) ** 2)
    avg = 0
    for i in range(1, 6):
        avg = avg + (i - avg) / i
    print(avg)
    print(sum([0.5, 1.5]), sum([1, 2.5]), sum(x / 2 for x in [1, 2, 3]))

if __name__ == "__main__":
    main()
