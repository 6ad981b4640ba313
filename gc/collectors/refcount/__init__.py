"""Reference counting, with trial deletion for cycles."""
