"""`python -m weft` is the command line."""

import os
import sys

if sys.path[0] == os.getcwd():  # put there by -m; the target's own folder is searched instead
    del sys.path[0]

from weft.translator.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
