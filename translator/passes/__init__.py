"""Transformations of low-level graphs, one per file; `translator/pass_table.py` lists them."""
