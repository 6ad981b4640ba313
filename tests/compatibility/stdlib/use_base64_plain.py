"""Uses the most common functions of base64 of the standard library."""

import base64

if __name__ == "__main__":
    data = bytes(range(0, 256, 7)) + b"weft"
    print(base64.b64encode(data), base64.b64decode(base64.b64encode(data)) == data)
    print(base64.urlsafe_b64encode(b"\xfb\xff\xfe"), base64.urlsafe_b64decode(b"-__-"))
    print(base64.b16encode(data), base64.b16decode(b"AB01"))
