"""Uses the base-32 and base-85 functions of base64 of the standard library."""

import base64

if __name__ == "__main__":
    data = bytes(range(0, 256, 7)) + b"weft"
    print(base64.b32encode(data), base64.b32decode(base64.b32encode(data)) == data)
    print(base64.b85encode(data), base64.b85decode(base64.b85encode(data)) == data)
    print(base64.a85encode(data), base64.a85decode(base64.a85encode(data)) == data)
