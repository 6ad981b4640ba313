"""One space: what is alive slides to its start, in the order it was made."""
