"""Writes flow graphs to a file: as text that can be parsed again, or drawn (dot, svg) through the graphviz package.

A drawing is made from the text form: each block is a box with its operations, each exit an arrow with its case.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import graphviz

from weft.flowspace.graph import Graph
from weft.flowspace.text.dialect import Dialect
from weft.flowspace.text.printer import print_graph
from weft.translator.options import UsageError

_GOTO: Final = re.compile(r"    goto ([\w.]+)\(")
_CASE: Final = re.compile(r"        (.+?) +-> ([\w.]+)\(")


def check_dump_file(name: str) -> None:
    """Raise UsageError if graphs cannot be written to this file: wrong ending, or Graphviz is missing."""
    if not name.endswith((".txt", ".dot", ".svg")):
        raise UsageError(f"--dump-graphs {name}: the file must end in .txt, .dot or .svg")
    if name.endswith(".svg") and shutil.which("dot") is None:
        raise UsageError(f"--dump-graphs {name} needs Graphviz (Debian package graphviz); .dot and .txt do not")


def dump_graphs(graphs: Iterable[Graph], dialect: Dialect, path: Path) -> None:
    """Write the graphs to a .txt, .dot or .svg file."""
    texts = [print_graph(graph, dialect, positions=True) for graph in graphs]
    if path.suffix == ".txt":
        path.write_text("\n".join(texts), encoding="utf-8")
        return
    drawing = draw(texts)
    if path.suffix == ".svg":
        path.write_bytes(drawing.pipe(format="svg"))
    else:
        path.write_text(drawing.source, encoding="utf-8")


def draw(texts: Iterable[str]) -> graphviz.Digraph:
    """Return a drawing of graphs in text form: a cluster for each."""
    drawing = graphviz.Digraph(node_attr={"shape": "box", "fontname": "monospace", "fontsize": "10"})
    drawing.attr("edge", fontname="monospace", fontsize="9")
    for number, text in enumerate(texts):
        header, *lines = text.splitlines()
        with drawing.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=_escaped(header.removesuffix("{").strip()), fontname="monospace", labeljust="l")
            for box in _boxes(lines):
                content = "\\l".join(map(_escaped, [box.header, *box.operations])) + "\\l"
                cluster.node(f"{number}.{box.label}", content)
                for case, target in box.exits:
                    cluster.edge(f"{number}.{box.label}", f"{number}.{target}", label=_escaped(case))
                    if target in ("return", "raise"):
                        cluster.node(f"{number}.{target}", target, shape="plaintext")
    return drawing


@dataclass(slots=True)
class _Box:
    """A block in text form."""

    header: str
    operations: list[str] = field(default_factory=list)
    exits: list[tuple[str, str]] = field(default_factory=list)
    """Case and label of the target."""

    @property
    def label(self) -> str:
        return self.header.partition("(")[0]


def _boxes(lines: Iterable[str]) -> list[_Box]:
    boxes: list[_Box] = []
    for line in lines:
        if not line.startswith(" "):
            if line.endswith(":"):
                boxes.append(_Box(line[:-1]))
        elif goto := _GOTO.match(line):
            boxes[-1].exits.append(("", goto[1]))
            boxes[-1].operations.append(line)
        elif case := _CASE.match(line):
            boxes[-1].exits.append((case[1], case[2]))
            boxes[-1].operations.append(line)
        else:
            boxes[-1].operations.append(line)
    return boxes


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")
