"""The collectors: one folder each, with `collector.py` (the algorithm) and `manager.py` (how it is woven in)."""
