"""Stands in for the package pyperf, which the benchmarks of pyperformance import at their top.

What they use of it outside of their `__main__` guard is the clock.
"""

from time import perf_counter

__all__ = ["perf_counter"]
