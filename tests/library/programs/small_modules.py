"""struct with formats made at run time, fnmatch, quoted-printable texts, locks."""

import binascii
import fnmatch
import struct
import threading

def read(data, count):
    return struct.unpack("<%dH" % count, data[: 2 * count])


def fmt(n):
    return ">" + "iqB"[n % 3]


def attempt(format, value):
    try:
        print(format, struct.pack(format, value))
    except struct.error as e:
        print(format, value, e)


def structs():
    s = struct.Struct("<HI")
    print(s.size, s.unpack(b"abcdef"))
    total = 0
    for v in read(b"abcdefgh", int("3")):
        total += v
    print(total)
    for n in range(3):
        f = fmt(n)
        p = struct.pack(f, 100 + n)
        print(f, p, struct.unpack(f, p), struct.calcsize(f))
    for text in ["<b", "b", "B", "<H", "h", "H", "<i", "I", "<I", "L", "q", "Q"]:
        attempt(text, -1)
        attempt(text, -40000 * 200000)
        attempt(text, 40000 * 200000)
    values = [1, 2, 3]
    print(struct.pack("<%dH" % len(values), *values))
    m = struct.Struct(">%dI" % len(values))
    data = m.pack(*values)
    print(data, m.unpack(data), m.unpack_from(b"xx" + data, 2), m.size, m.format)
    for row in struct.Struct("!%dh" % 2).iter_unpack(b"\xff\xfe\0\1\0\2\0\3"):
        print(row)
    for text in ["3", "<n", "<Iy", "3 I"]:
        try:
            print(struct.calcsize(text))
        except struct.error as e:
            print(e)
    print(struct.calcsize("@bxIhq" + "H" * total.bit_count()))


lock = threading.Lock()


class Counter:
    def __init__(self):
        self.lock = threading.RLock()
        self.n = 0

    def bump(self):
        with self.lock, self.lock:
            self.n += 1
            return self.n


def locks():
    c = Counter()
    c.bump()
    print(c.bump())
    with lock:
        print(lock.locked(), lock.acquire(False), lock.acquire(True, 0.01))
    print(lock.locked())
    own = threading.Lock()
    try:
        own.release()
    except RuntimeError as e:
        print(e)
    own.acquire()
    own.release()
    r = threading.RLock()
    r.acquire()
    r.release()
    try:
        r.release()
    except RuntimeError as e:
        print(e)
    try:
        own.acquire(False, 3)
    except ValueError as e:
        print(e)


def patterns():
    names = ["setup.py", "README.md", "a.txt", "b.TXT", ".hidden", "x[1].py", "a-b", "]"]
    for pattern in [
        "*.py",
        "*.[tT][xX][tT]",
        "[!a-m]*",
        "*",
        "x[[]1].py",
        "[z-a]*",
        "a[--]b",
        "[]]",
        "[!]",
        "**a*b?",
        "[&|~^]*",
    ]:
        print(fnmatch.translate(pattern), fnmatch.filter(names, pattern), fnmatch.fnmatch(names[0], pattern))
        print([name for name in names if fnmatch.fnmatchcase(name, pattern)])


def quoted():
    for data in [b"caf\xc3\xa9 = 100% \n", b".\n..\n.", b"x" * 80 + b" \r\nmore_\t", b"\r\n\x00", b"a b_c"]:
        print(binascii.b2a_qp(data), binascii.b2a_qp(data, True, False), binascii.b2a_qp(data, header=True))
    for data in [b"a=3D=\nb=zz=", b"a_b==c=4", b"=41=\r\nx"]:
        print(binascii.a2b_qp(data), binascii.a2b_qp(data, header=True))


structs()
locks()
patterns()
quoted()
