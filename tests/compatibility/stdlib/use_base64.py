"""Uses base64 of the standard library."""

import base64

if __name__ == "__main__":
    data = bytes(range(0, 256, 7)) + b"weft"
    for encode, decode in [
        (base64.b64encode, base64.b64decode),
        (base64.b32encode, base64.b32decode),
        (base64.b16encode, base64.b16decode),
    ]:
        text = encode(data)
        print(text, decode(text) == data)
    print(base64.urlsafe_b64encode(b"\xfb\xff\xfe"), base64.urlsafe_b64decode(b"-__-"))
    print(base64.a85encode(data), base64.b85encode(data))
    print(base64.b85decode(base64.b85encode(data)) == data, base64.a85decode(base64.a85encode(data)) == data)
