"""Simulated memory, types and roots: collectors run on it under CPython, and every mistake is an exception."""
