from .names import *
__all__ = ["normalise", "seen"]
