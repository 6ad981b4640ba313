"""Compression in pure Python: run lengths, LZW, Huffman, move to front, Burrows-Wheeler, arithmetic coding."""

import heapq
from collections import Counter, namedtuple

SAMPLE = ("she sells sea shells by the sea shore; the shells she sells are surely seashells. " * 3).encode("ascii")


def run_length_encode(data):
    out = bytearray()
    i = 0
    while i < len(data):
        run = 1
        while i + run < len(data) and run < 255 and data[i + run] == data[i]:
            run += 1
        out += bytes((run, data[i]))
        i += run
    return bytes(out)


def run_length_decode(data):
    out = bytearray()
    for i in range(0, len(data), 2):
        out.extend(data[i + 1 : i + 2] * data[i])
    return bytes(out)


def lzw_encode(data):
    table = {bytes([i]): i for i in range(256)}
    codes = []
    current = b""
    for byte in data:
        longer = current + bytes([byte])
        if longer in table:
            current = longer
        else:
            codes.append(table[current])
            table[longer] = len(table)
            current = bytes([byte])
    if current:
        codes.append(table[current])
    return codes


def lzw_decode(codes):
    table = {i: bytes([i]) for i in range(256)}
    previous = table[codes[0]]
    out = [previous]
    for code in codes[1:]:
        if code in table:
            entry = table[code]
        elif code == len(table):
            entry = previous + previous[:1]
        else:
            raise ValueError("bad code: %d" % code)
        out.append(entry)
        table[len(table)] = previous + entry[:1]
        previous = entry
    return b"".join(out)


class Node(namedtuple("Node", "weight order symbol left right")):
    __slots__ = ()

    @property
    def is_leaf(self):
        return self.left is None

    def __lt__(self, other):
        return (self.weight, self.order) < (other.weight, other.order)


def huffman_tree(data):
    heap = []
    for order, (symbol, weight) in enumerate(sorted(Counter(data).items())):
        heapq.heappush(heap, Node(weight, order, symbol, None, None))
    order = 1000
    while len(heap) > 1:
        a = heapq.heappop(heap)
        b = heapq.heappop(heap)
        heapq.heappush(heap, Node(a.weight + b.weight, order, -1, a, b))
        order += 1
    return heap[0]


def huffman_codes(node, prefix="", codes=None):
    if codes is None:
        codes = {}
    if node.is_leaf:
        codes[node.symbol] = prefix or "0"
    else:
        huffman_codes(node.left, prefix + "0", codes)
        huffman_codes(node.right, prefix + "1", codes)
    return codes


def huffman_decode(bits, tree):
    out = bytearray()
    node = tree
    for bit in bits:
        node = node.right if bit == "1" else node.left
        if node.is_leaf:
            out.append(node.symbol)
            node = tree
    return bytes(out)


def move_to_front_encode(data):
    alphabet = list(range(256))
    result = []
    for byte in data:
        rank = alphabet.index(byte)
        result.append(rank)
        alphabet.insert(0, alphabet.pop(rank))
    return result


def move_to_front_decode(ranks):
    alphabet = list(range(256))
    out = bytearray()
    for rank in ranks:
        byte = alphabet.pop(rank)
        out.append(byte)
        alphabet.insert(0, byte)
    return bytes(out)


def burrows_wheeler(data):
    rotations = sorted(range(len(data)), key=lambda i: data[i:] + data[:i])
    return bytes(data[i - 1] for i in rotations), rotations.index(0)


def inverse_burrows_wheeler(last, index):
    order = sorted(range(len(last)), key=lambda i: (last[i], i))
    out = bytearray()
    for _ in last:
        index = order[index]
        out.append(last[index])
    return bytes(out)


class ArithmeticCoder:
    """An adaptive arithmetic coder with 32-bit intervals."""

    TOP = 0xFFFFFFFF
    HALF = 0x80000000
    QUARTER = 0x40000000

    def __init__(self):
        self.counts = [1] * 257
        self.total = 257

    def update(self, symbol):
        self.counts[symbol] += 1
        self.total += 1

    def interval(self, symbol):
        low = sum(self.counts[:symbol])
        return low, low + self.counts[symbol]

    def encode(self, data):
        bits = []
        low, high, pending = 0, self.TOP, 0
        for symbol in list(data) + [256]:
            span = high - low + 1
            start, stop = self.interval(symbol)
            high = low + span * stop // self.total - 1
            low = low + span * start // self.total
            while True:
                if high < self.HALF:
                    bits.append(0)
                    bits += [1] * pending
                    pending = 0
                elif low >= self.HALF:
                    bits.append(1)
                    bits += [0] * pending
                    pending = 0
                    low -= self.HALF
                    high -= self.HALF
                elif low >= self.QUARTER and high < 3 * self.QUARTER:
                    pending += 1
                    low -= self.QUARTER
                    high -= self.QUARTER
                else:
                    break
                low = low * 2
                high = high * 2 + 1
            self.update(symbol)
        pending += 1
        bits.append(0 if low < self.QUARTER else 1)
        bits.extend([bits[-1] ^ 1] * pending)
        return bits

    def decode(self, bits):
        position = 32
        value = int("".join(map(str, (bits + [0] * 32)[:32])), 2)
        low, high = 0, self.TOP
        out = bytearray()
        while True:
            span = high - low + 1
            scaled = ((value - low + 1) * self.total - 1) // span
            symbol, start = 0, 0
            while start + self.counts[symbol] <= scaled:
                start += self.counts[symbol]
                symbol += 1
            if symbol == 256:
                return bytes(out)
            out.append(symbol)
            stop = start + self.counts[symbol]
            high = low + span * stop // self.total - 1
            low = low + span * start // self.total
            while True:
                if high < self.HALF:
                    pass
                elif low >= self.HALF:
                    value, low, high = value - self.HALF, low - self.HALF, high - self.HALF
                elif low >= self.QUARTER and high < 3 * self.QUARTER:
                    value, low, high = value - self.QUARTER, low - self.QUARTER, high - self.QUARTER
                else:
                    break
                low, high = low * 2, high * 2 + 1
                value = value * 2 + (bits[position] if position < len(bits) else 0)
                position += 1
            self.update(symbol)


def report(name, size, ok):
    print("{:<16}{:>6} bits {:>6.2f} per byte  {}".format(name, size, size / len(SAMPLE), "ok" if ok else "BROKEN"))


def main():
    runs = run_length_encode(b"aaaaabbbccd" + b"z" * 300)
    print(runs, run_length_decode(runs) == b"aaaaabbbccd" + b"z" * 300)

    codes = lzw_encode(SAMPLE)
    report("lzw", 12 * len(codes), lzw_decode(codes) == SAMPLE)

    tree = huffman_tree(SAMPLE)
    table = huffman_codes(tree)
    bits = "".join(table[b] for b in SAMPLE)
    report("huffman", len(bits), huffman_decode(bits, tree) == SAMPLE)
    for symbol, code in sorted(table.items(), key=lambda item: (len(item[1]), item[1]))[:5]:
        print("   %r -> %s" % (chr(symbol), code))

    last, index = burrows_wheeler(SAMPLE)
    ranks = move_to_front_encode(last)
    ok = inverse_burrows_wheeler(move_to_front_decode(ranks), index) == SAMPLE
    ranked = "".join(huffman_codes(huffman_tree(ranks))[r] for r in ranks)
    report("bwt+mtf+huffman", len(ranked), ok)

    packed = ArithmeticCoder().encode(SAMPLE)
    report("arithmetic", len(packed), ArithmeticCoder().decode(packed) == SAMPLE)
    try:
        lzw_decode([97, 999])
    except ValueError as e:
        print("error:", e)


if __name__ == "__main__":
    main()
