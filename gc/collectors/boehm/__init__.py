"""The conservative collector of libgc."""
