"""`weft gclog`: what the log of a program's collections (`WEFTLOG`) says, as text and as a page with plots."""
