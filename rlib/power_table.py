"""Powers of ten as 128-bit numbers for `shortest_float.py`; computed at translation time, on the host only."""

from __future__ import annotations

from typing import Final

LOWEST: Final = -292
HIGHEST: Final = 324


def _signed(word: int) -> int:
    return word - 2**64 if word >= 2**63 else word


def _normalised(power: int) -> tuple[int, int, int]:
    """Return upper and lower word of 10**power scaled to 128 bits (rounded down), and floor(log2(10**power))."""
    if power >= 0:
        exact = 10**power
        exponent = exact.bit_length() - 1
        scaled = exact << 127 - exponent if exponent <= 127 else exact >> exponent - 127
    else:
        divisor = 10**-power
        exponent = -divisor.bit_length() if divisor & (divisor - 1) else 1 - divisor.bit_length()
        scaled = (1 << 127 - exponent) // divisor
    return _signed(scaled >> 64), _signed(scaled & 2**64 - 1), exponent


_POWERS: Final = [_normalised(power) for power in range(LOWEST, HIGHEST + 1)]
UPPER: Final = [entry[0] for entry in _POWERS]
LOWER: Final = [entry[1] for entry in _POWERS]
EXPONENT: Final = [entry[2] for entry in _POWERS]
