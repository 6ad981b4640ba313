"""Uses struct of the standard library."""

import struct

if __name__ == "__main__":
    packed = struct.pack(">HIb4s", 513, 70000, -3, b"abcd")
    print(packed, struct.unpack(">HIb4s", packed), struct.calcsize("<QdH"))
