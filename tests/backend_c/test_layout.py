"""Where the C text puts fields: without gaps, ancestors first; and where it finds classes."""

from weft.backend_c.types import TypeTable, memory_order
from weft.rtyper.lltype.types import BOOL, CHAR, EXCEPTION, FLOAT, INT32, OBJECT, SIGNED, STR, VOID, Ptr, Struct


def names(struct, headers=False):
    return [name for name, _ in memory_order(struct, headers)]


def test_small_fields_leave_no_gaps():
    fields = {"a": BOOL, "b": SIGNED, "c": BOOL, "d": INT32, "e": Ptr(STR), "f": VOID, "g": CHAR, "h": FLOAT}
    assert names(Struct("mixed", fields)) == ["b", "e", "h", "d", "a", "c", "g"]


def test_a_parent_is_a_prefix():
    parent = Struct("parent", {"x": BOOL, "y": SIGNED}, parent=OBJECT)
    child = Struct("child", {"n": SIGNED, "small": BOOL, "four": INT32}, parent=parent)
    assert names(parent) == ["cls", "y", "x"]
    assert names(child) == ["cls", "y", "x", "small", "four", "n"] or names(child)[:3] == names(parent)
    # After one byte, another byte fits; then neither a word nor four bytes do without a gap.
    assert names(child) == ["cls", "y", "x", "small", "n", "four"]


def test_headers_replace_the_class_pointer():
    assert "cls" in TypeTable(0).definition(EXCEPTION)
    text = TypeTable(1).definition(EXCEPTION)
    assert "cls" not in text
    assert "gc_header" in text
    assert names(OBJECT, headers=True) == []
