"""Facts about low-level graphs, computed on demand and keyed by node; analyses change nothing."""
