"""The GC transformers, one module per manager; see `weft.gc.table`."""
