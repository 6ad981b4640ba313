"""What the header of a counted object says: see `weft.gc.header` for type id and `PREBUILT`.

Bits 41 to 61 are the number of references.  A count that runs into bit 62 stays there: the object lives for ever.
"""

from __future__ import annotations

from typing import Final

from weft.gc.header import PREBUILT

ONE: Final = 1 << 41
"""One reference."""
UNCOUNTED: Final = PREBUILT | 1 << 62
"""Either of these: nobody counts."""
CANDIDATE: Final = 1 << 32
"""In the list of objects that may be what holds a dead cycle together."""
REACHED: Final = 1 << 33
"""Trial deletion came here, and did not find the object alive."""
LEAF: Final = 1 << 34
"""Found to be of a type whose objects are never part of a cycle: never a candidate."""
DEAD: Final = 1 << 36
"""Died while it was in a list (`CANDIDATE`, `LISTED`); its memory is kept until the list is looked at."""
WEAK: Final = 1 << 37
"""A weak link that leads to something."""
WEAKLY_KNOWN: Final = 1 << 38
"""There is a weak link to it."""
LISTED: Final = 1 << 39
"""In the list of objects that have finalizers; `FINALIZER` of `weft.gc.header`: it was not called yet."""
KNOWN: Final = CANDIDATE | WEAK | WEAKLY_KNOWN | LISTED
"""Any of these: somebody has to be told before the object is freed."""
