"""Uses quopri of the standard library."""

import io
import quopri

if __name__ == "__main__":
    source = io.BytesIO(b"caf\xc3\xa9 = 100% \nline two\twith tab\t\n" + b"x" * 90 + b"\n")
    packed = io.BytesIO()
    quopri.encode(source, packed, True)
    print(packed.getvalue())
    plain = io.BytesIO()
    quopri.decode(io.BytesIO(packed.getvalue()), plain)
    print(plain.getvalue())
    print(quopri.quote(b"="), quopri.unhex(b"3D"), quopri.ishex(b"G"))
