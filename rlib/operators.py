"""Special methods that return NotImplemented: in translated code that is raising `Declined`.

The operators of such classes catch it, try the other operand's reflected method, and raise TypeError in the end.
"""

from __future__ import annotations


class Declined(Exception):
    """A special method does not know what to do with the other operand."""
