"""The text form of flow graphs, printable and parseable at every level; the injected `Dialect` knows one level.

`print_graph(graph, dialect)` and `parse_graph(text, dialect)` are inverses: printing what was parsed gives the same
text.  `FlowDialect()` is for graphs before rtyping; `rtyper/lltype/printing.py` has the one for low-level graphs.
"""

from weft.flowspace.text.dialect import AnnotationText, Dialect, FlowDialect, SymbolTable
from weft.flowspace.text.lexer import GraphSyntaxError, TokenStream
from weft.flowspace.text.parser import parse_graph, parse_graphs
from weft.flowspace.text.printer import print_graph, print_graphs

__all__ = [
    "AnnotationText",
    "Dialect",
    "FlowDialect",
    "GraphSyntaxError",
    "SymbolTable",
    "TokenStream",
    "parse_graph",
    "parse_graphs",
    "print_graph",
    "print_graphs",
]
