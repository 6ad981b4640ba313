"""No collector: allocation bumps a pointer, nothing is ever freed."""
