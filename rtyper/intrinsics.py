"""Binding of the intrinsics to low-level code."""

INTRINSICS = {}
