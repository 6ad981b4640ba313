"""Uses pprint of the standard library."""

import pprint

if __name__ == "__main__":
    pprint.pprint(["a" * 20, "b" * 30, "c" * 40])
    print(pprint.pformat({"name": "weft", "kind": "translator"}))
