"""The Makefile of a C tree, with which it builds without Weft."""

from __future__ import annotations

from weft.backend_c.compiler import link_flags, tree_flags
from weft.backend_c.options import CBackendOptions
from weft.backend_c.tree import CTree


def makefile(tree: CTree, options: CBackendOptions) -> str:
    """Return the text of the Makefile."""
    target = "program.so" if tree.shared else "program"
    objects = " ".join(unit.removesuffix(".c") + ".o" for unit in tree.units)
    headers = " ".join(name for name in tree.files if name.endswith(".h"))
    return "\n".join(
        [
            f"CC = {options.cc}",
            f"CFLAGS = {' '.join(tree_flags(tree, options))}",
            f"LDFLAGS = {' '.join(link_flags(tree.shared, options))}",
            f"LDLIBS = {' '.join('-l' + library for library in tree.libraries)}",
            "",
            f"{target}: {objects}",
            "\t$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)",
            "",
            f"{objects}: {headers}",
            "",
            "clean:",
            f"\trm -f {target} *.o",
            "",
            ".PHONY: clean",
            "",
        ]
    )
