"""Translate a Python program to a native executable: `python translate.py [options] target.py [target options]`."""

import os
import sys

# The target is imported as `python target.py` would import it: this folder must not be searched for its modules.
if sys.path[0] == os.path.dirname(os.path.abspath(__file__)):
    del sys.path[0]

try:
    from weft.translator.cli import main
except ModuleNotFoundError as error:
    sys.exit(f"weft is not installed in {sys.executable} ({error}); run `make dev`, then .venv/bin/python translate.py")

if __name__ == "__main__":
    sys.exit(main())
